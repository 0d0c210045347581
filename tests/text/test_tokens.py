"""LaTeX, arrows and abbreviations are words and relations."""

from __future__ import annotations

import pytest

from grader.text.tokens import tokenise

CASES = {
    r"\frac{1}{4}": "0.25",
    r"\sqrt{d_k}": "sqrt dk",
    "√d_k": "sqrt dk",
    "Var=d_k -> /sqrt(d_k)": "var = dk -> divide sqrt dk",
    r"$\|R_m q\|=\|q\|$": "norm rm q norm = norm q norm",
    "W_QW_K": "wq wk",
    "a1*a2*x": "a1 a2 x",
    "non-linear, non linear": "nonlinear nonlinear",
    "w/o PE": "without pe",
    "σ' ≤ 1/4": "sigma prime <= 0.25",
    "sep. matrices": "separate matrices",
    "doesn't the layer's": "doesn't the layer",
    "a => b": "a -> b",
    "d_{model}/h": "dmodel h",
}


@pytest.mark.parametrize("text", CASES)
def test_words(text):
    assert " ".join(t.word for t in tokenise(text) if t.kind not in ("stop", "pause")) == CASES[text]
