"""Proofs by multiplying out agree with SymPy and never prove what is false."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from grader.algebra.expansion import expands_to_zero
from grader.algebra.parser import parse_expression
from grader.algebra.proof import claim
from grader.algebra.symbols import Symbols
from grader.algebra.unfolding import Scope, unfold
from grader.algebra.worker import WORKER

DECLARED = {
    **dict.fromkeys(["a", "b", "x", "y", "θ", "d"], "scalar"),
    "n": "posint",
    "A": [3, 3], "B": [3, 3], "X": [4, 3], "w": [3, 1], "v": [4, 1],
}  # fmt: skip
SCOPE = Scope(Symbols(DECLARED))


def claimed(left: str, right: str) -> str:
    one, two = (unfold(parse_expression(side, SCOPE.symbols), SCOPE) for side in (left, right))
    return claim(one, two, SCOPE.symbols, {})


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("(a + b)^3", "a^3 + 3 a^2 b + 3 a b^2 + b^3"),
        ("1/(1 - x) - 1/(1 + x)", "2x/(1 - x^2)"),
        ("1/(1 + 1/x)", "x/(x + 1)"),
        ("(A + B)^2", "A^2 + A B + B A + B^2"),
        ("(A B w)^T", "w^T B^T A^T"),
        ("w^T X^T v", "v^T X w"),
        ("(v - X w)^T (v - X w)", "v^T v - 2 w^T X^T v + w^T X^T X w"),
        ("w w^T w", "w (w^T w)"),
        ("σ(x)(1 - σ(x))", "e^(-x)/(1 + e^(-x))^2"),
        ("tanh(x)", "2σ(2x) - 1"),
        ("e^(x/2) e^(x/2)", "e^x"),
        ("sin(a + b)", "sin(a) cos(b) + cos(a) sin(b)"),
        ("sin(θ)^2 + cos(θ)^2", "1"),
        ("cos(2θ)", "1 - 2 sin(θ)^2"),
        ("[[cos(a), -sin(a)], [sin(a), cos(a)]] [[cos(b), -sin(b)], [sin(b), cos(b)]]",
         "[[cos(a + b), -sin(a + b)], [sin(a + b), cos(a + b)]]"),
        ("[[1, 0], [0, 1]] a", "[[a, 0], [0, a]]"),
        ("a^(n + 1)", "a a^n"),
        ("(1/4)^n", "1/4^n"),
        ("x/sqrt(d)", "x sqrt(d)/d"),
        ("log(a + b)", "log(b + a)"),
        ("sqrt(16/9)", "4/3"),
    ],
)  # fmt: skip
def test_what_holds_is_proved_without_sympy(left, right):
    assert expands_to_zero(claimed(left, right))


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("A B", "B A"),
        ("(A B)^T", "A^T B^T"),
        ("w^T A w", "w^T A^T w + 1"),
        ("sqrt(x^2)", "x"),
        ("sqrt(a + b)", "sqrt(a) + sqrt(b)"),
        ("log(a b)", "log(a)"),
        ("x/(a - a)", "y/(a - a)"),
        ("x/(1/(1 + a) - (1 - a)/(1 - a^2))", "y"),
        ("e^(a b)", "e^a e^b"),
        ("(a + b)^n", "a^n + b^n"),
        ("(-a)^n", "a^n"),
        ("[[a, b], [x, y]] [[1, 0], [0, 2]]", "[[1, 0], [0, 2]] [[a, b], [x, y]]"),
    ],
)
def test_what_does_not_hold_is_not_proved(left, right):
    assert not expands_to_zero(claimed(left, right))


@pytest.mark.parametrize("power", [2000, 64])
def test_what_would_grow_is_left_alone(power):
    assert not expands_to_zero(claimed(f"(a + b + x + y + d)^{power}", "a"))


_LEAVES = st.sampled_from(["a", "b", "x", "2", "3", "(1/2)"])
_TREES = st.recursive(
    _LEAVES,
    lambda inner: st.one_of(
        st.tuples(inner, st.sampled_from(["+", "-", "*", "/"]), inner).map(lambda t: f"({t[0]} {t[1]} {t[2]})"),
        inner.map(lambda t: f"({t})^2"),
        inner.map(lambda t: f"sin({t})"),
        inner.map(lambda t: f"exp({t})"),
    ),
    max_leaves=5,
)


@settings(max_examples=60, deadline=None, derandomize=True)
@given(one=_TREES, two=_TREES, three=_TREES)
def test_sympy_agrees_with_each_proof(one, two, three):
    texts = [
        claimed(f"({one}) * (({two}) + ({three}))", f"({one}) * ({two}) + ({three}) * ({one})"),
        claimed(f"({one}) - ({two})", f"({two}) - ({one})"),
        claimed(one, three),
    ]
    for text, sympy in zip(texts, WORKER.ask(texts), strict=True):
        assert sympy or not expands_to_zero(text)


def test_sympy_agrees_with_what_students_derive(all_derivations, questions, monkeypatch):
    from grader.algebra import check_derivation, conclusion

    claims: set[str] = set()

    def gather(texts):
        claims.update(texts)
        return [True] * len(texts)

    monkeypatch.setattr(conclusion, "prove", gather)
    for question, _, lines, _, _ in all_derivations:
        check_derivation([text for _, text in lines], **questions[question])
    own = sorted(text for text in claims if expands_to_zero(text))
    assert len(own) >= 0.95 * len(claims)
    assert all(WORKER.ask(own))
