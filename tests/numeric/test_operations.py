"""Arithmetic that never runs away."""

import math
from fractions import Fraction

import pytest

from grader.numeric.operations import Unreadable, apply, combine, power, root

HUGE = Fraction(10) ** 2000


def test_rationals_stay_exact() -> None:
    assert combine("/", Fraction(1), Fraction(3), 0) == Fraction(1, 3)
    assert power(Fraction(2, 3), Fraction(-2), 0) == Fraction(9, 4)
    assert root(Fraction(9, 16), Fraction(2), 0) == Fraction(3, 4)
    assert root(Fraction(2), Fraction(2), 0) == pytest.approx(math.sqrt(2))
    assert apply("sigmoid", Fraction(-800), 0) == 0.0


@pytest.mark.parametrize(("sign", "left", "right"), [("/", Fraction(1), Fraction(0)), ("*", 1e300, 1e300), ("*", HUGE, HUGE)])
def test_what_has_no_bounded_value_is_refused(sign: str, left: Fraction | float, right: Fraction | float) -> None:
    with pytest.raises(Unreadable):
        combine(sign, left, right, 7)


@pytest.mark.parametrize(
    ("base", "exponent"),
    [
        (Fraction(0), Fraction(-1)),
        (Fraction(10), Fraction(10**9)),
        (Fraction(-2), Fraction(1, 2)),
        (1e200, 1e5),
        (Fraction(9), Fraction(9**9)),
    ],
)
def test_powers_are_bounded_before_they_are_worked_out(base: Fraction | float, exponent: Fraction | float) -> None:
    with pytest.raises(Unreadable):
        power(base, exponent, 0)
