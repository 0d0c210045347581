"""What has no value equals nothing, not even itself, and is never proved."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from grader.algebra import check_derivation, equivalent

UNDEFINED = [
    "1/0", "x/0", "0/0", "0^0", "0^(-1)", "log(0)", "log(-1)", "log(x - x)", "log(-x^2 - 1)", "1/(x - x)", "(x - x)^0", "(x - x)^(-2)",
    "1/(x^2 - x x)", "1/(0 x)", "tan(pi/2)", "1/sin(pi)", "log(sin(pi))", "1/log(1)", "(-1)!", "log_1(x)", "1/floor(1/2)", "9^9^9/0",
    "1/(sin(x)^2 + cos(x)^2 - 1)", "(1/0)^0", "x^(1/0)", "f(1/0)", "max(1/0, 2)", "log(x) + 0^0", "∞ - ∞", "0 ∞", "∞/∞", "x + ∞",
]  # fmt: skip
AROUND = ["{}", "x + {}", "2 ({})", "0 ({})", "({})^2", "sin({})", "e^({})", "({})/3", "-({})", "1/(1 + {})", "log(2 + ({})^2)"]
SYMBOLS = dict.fromkeys("axyb", "scalar")
QUESTION = {"given": ["y = a x + b"], "goal": "y = x a + b", "symbols": SYMBOLS}


@pytest.mark.parametrize("text", UNDEFINED)
def test_nothing_undefined_equals_itself(text):
    found = equivalent(text, text)
    assert (found.verdict, found.proved) == ("undecided", False)
    assert found.reason


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(UNDEFINED), st.sampled_from(AROUND), st.sampled_from(AROUND), st.booleans())
def test_nothing_around_it_makes_it_equal_or_proved(text, outer, inner, swapped):
    whole = outer.format(inner.format(text))
    other = f"0 + ({whole})" if swapped else whole
    found = equivalent(whole, other)
    assert found.verdict in ("undecided", "different")
    assert not found.proved
    for line in check_derivation([f"{whole} = {other}", f"k = {whole}", f"k = {other}"], **QUESTION).lines:
        assert line.verdict != "correct"
        assert not line.proved


@pytest.mark.parametrize(
    "text", ["9^9^9", "log(x)", "sqrt(x)", "log(x)/log(y)", "f(x, y)", "x/y", "x^y", "e^(e^(e^x))", "x^(-3)", "tan(x)", "x!"]
)
def test_what_has_a_value_somewhere_equals_itself(text):
    assert equivalent(text, text).verdict == "equal"


@pytest.mark.parametrize(
    ("student", "reference", "verdict"),
    [
        (r"\infty", r"\infty", "equal"),
        (r"-\infty", r"\infty", "different"),
        ("5", r"\infty", "different"),
        (r"e^{-\infty}", "0", "undecided"),
        ("∞", r"\infty", "equal"),
    ],
)
def test_infinity_is_itself_and_no_number(student, reference, verdict):
    found = equivalent(student, reference)
    assert (found.verdict, found.proved) == (verdict, False)


def test_what_nothing_declares_is_true_but_not_proved():
    line = check_derivation(["cos(u - v) = cos(u) cos(v) + sin(u) sin(v)"], **QUESTION).lines[0]
    assert (line.verdict, line.proved) == ("correct", False)


def test_undeclared_capitals_beside_matrices_do_not_commute():
    question = {"given": ["h = W x"], "goal": "h = W x", "symbols": {"W": [2, 3], "x": [3, 1], "h": [2, 1]}}
    swapped, kept = check_derivation(["A B = B A", "A (B + C) = A B + A C"], **question).lines
    assert (swapped.verdict, swapped.reason) == ("undecided", "Nothing defines $A$, $B$.")
    assert (kept.verdict, kept.proved) == ("correct", False)


@pytest.mark.parametrize(
    ("line", "verdict"),
    [
        ("y < ∞", "correct"), ("-∞ < y", "correct"), ("y > ∞", "incorrect"), ("∞ < ∞", "undecided"), ("y < 1/0", "undecided"),
        ("x^2 > 0", "incorrect"), ("x^2 >= 0", "correct"), ("x < x", "incorrect"), ("1 < 1", "incorrect"), ("1 <= 1", "correct"),
        ("tanh(x) < 1", "correct"), ("exp(x) > 1 + x", "incorrect"), ("exp(x) >= 1 + x", "correct"),
    ],
)  # fmt: skip
def test_strict_bounds_are_strict(line, verdict):
    found = check_derivation([line], **QUESTION).lines[0]
    assert (found.verdict, found.proved) == (verdict, False)


ROTATIONS = {"given": [], "goal": "R(m theta)^T R(n theta) = R((n - m) theta)", "symbols": dict.fromkeys(["m", "n", "theta"], "scalar")}


@pytest.mark.parametrize(
    ("line", "verdict", "proved"),
    [
        ("R_m^T R_n = R((n - m) theta)", "correct", True),
        ("R(m)^T R(n) = R(n - m)", "correct", True),
        (r"R_{\theta,m}^T R_{\theta,n} = R_{\theta,n-m}", "correct", True),
        ("R(m)^T R(n) = R((n - m) theta)", "correct", False),
        ("R(m theta)^T R(n theta) = R(n - m)", "undecided", False),
        ("R(m theta)^T R(n) = R((n - m) theta)", "undecided", False),
        ("R(m theta)^T R(n) = R((n + m) theta)", "incorrect", False),
    ],
)
def test_a_rotation_that_may_have_lost_its_angle_is_never_proved(line, verdict, proved):
    found = check_derivation([line], **ROTATIONS).lines[0]
    assert (found.verdict, found.proved) == (verdict, proved)
