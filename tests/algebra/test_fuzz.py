"""Lines that nobody would write: always an answer, soon, and never a proof of what is wrong."""

from __future__ import annotations

import time

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from grader.algebra import check_derivation, equivalent
from grader.algebra.worker import WORKER

NAMES = ["x", "y", "z", "a", "b", "W", "v", "x_1", "theta", "m"]
KINDS = st.sampled_from(["scalar", "scalar", "scalar", "vector", "matrix", "function", [2, 3], [3, 2], [3, 1], [1, 3], [1, 1]])
PIECES = [
    "^", "_", "{", "}", "(", ")", "[", "]", "\\", "=", "+", "-", "/", "$", "**", "^T", "'", "0", "1/0", "e", "I", r"\frac", r"\sum_i ",
    "&", r"\\", "|", "sin", "log", "<sub>", "²", "ᵀ", ",", ";", ":=", "let ", "where ", "^{99}^{99}", "^9^9^9", "(10^6)!", "^6000",
    "99999999999", "∞", "σ(", "≈ 10^-999", "exp(", r"\binom{", "!", "⌊", "d/dx ", "^{-1}", r"\sqrt{", "^{x^x}", "≤", "in R^",
    r"\begin{pmatrix}", "at x = 0", "⟨", " (2)",
]  # fmt: skip
WRAPPERS = [
    "{} + {}", "{} - {}", "({})({})", "({})^({})", "({})/({})", "exp({})", "σ({})", "sin({})", "({})^T", "log({})", "sqrt({})", "({})!",
    "[[{},{}],[{},{}]]", "tanh({})", "({})^65", "({})^900", "R({})", "sum_i {}", "d/dx ({})", "|{}|", "softmax({})", r"\frac{{{}}}{{{}}}",
]  # fmt: skip
FORMULAS = st.recursive(
    st.sampled_from([*NAMES, "2", "0", "-1", "0.5", "99", "π", "i"]),
    lambda inner: st.tuples(st.sampled_from(WRAPPERS), *[inner] * 4).map(lambda drawn: drawn[0].format(*drawn[1:])),
    max_leaves=9,
)
LINES = st.one_of(
    st.tuples(FORMULAS, FORMULAS).map(" = ".join),
    FORMULAS.map(lambda text: f"{text} = {text}"),
    st.lists(st.one_of(st.sampled_from(PIECES), st.sampled_from(NAMES), FORMULAS), min_size=1, max_size=12).map("".join),
)


@settings(max_examples=250, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.dictionaries(st.sampled_from(NAMES), KINDS, min_size=3), st.lists(LINES, min_size=1, max_size=3))
def test_every_line_has_an_answer(symbols, lines):
    question = {"given": [], "goal": "y = a x + b", "symbols": {**symbols, "y": "scalar"}}
    try:
        check_derivation([], **question)
    except ValueError:
        return  # these shapes make no question
    spent = []
    for _ in range(2):
        start = time.process_time()
        found = check_derivation(lines, **question)
        spent.append(time.process_time() - start)
    assert len(found.lines) == len(lines)
    assert all(line.verdict == "correct" for line in found.lines if line.proved)
    assert min(spent) < 0.1 * len(lines)


@settings(max_examples=150, deadline=None)
@given(LINES, LINES)
def test_every_pair_has_a_verdict(one, two):
    try:
        found = equivalent(one, two)
    except ValueError:
        return  # the reference cannot be read
    assert found.verdict in ("equal", "different", "undecided", "unparseable")
    assert not found.proved or found.verdict in ("equal", "different")


def test_no_line_waits_longer_than_the_budget_for_its_proof(monkeypatch):
    monkeypatch.setattr("grader.algebra.proof._proved", {})
    monkeypatch.setattr("grader.algebra.worker._PATIENCE", 1.0)
    WORKER.kill()
    hard = "(a + b + x + 1)^40 (a - b) = a (a + b + x + 1)^40 - (a + b + x + 1)^40 b"
    start = time.monotonic()
    check_derivation([hard] * 5, given=[], goal="y = a x + b", symbols=dict.fromkeys("abxy", "scalar"))
    assert time.monotonic() - start < 3
    WORKER.hopeless = False
