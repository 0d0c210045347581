"""Points are rounded honestly."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.model.points import cents, number, percent, plural, points, possible

FRACTIONS = st.fractions(min_value=0, max_value=1000, max_denominator=10_000)


@pytest.mark.parametrize(
    ("value", "shown"),
    [("1/8", "0.13"), ("1/200", "0.01"), ("7/2", "3.50"), ("0", "0.00"), ("1/3", "0.33"), ("2/3", "0.67"), ("-1/8", "-0.13")],
)
def test_half_is_rounded_up(value: str, shown: str) -> None:
    assert points(Fraction(value)) == shown


def test_a_loss_is_never_shown_as_nothing() -> None:
    assert points(Fraction(1, 1_000_000)) == "0.01"


def test_almost_full_is_never_shown_as_full() -> None:
    assert points(Fraction(3_999_999, 1_000_000), Fraction(4)) == "3.99"


def test_full_is_shown_as_full() -> None:
    assert points(Fraction(4), Fraction(4)) == "4.00"


@given(FRACTIONS, FRACTIONS)
def test_what_is_shown_is_on_the_right_side_of_full_and_of_none(earned: Fraction, lost: Fraction) -> None:
    shown = Fraction(points(earned, earned + lost))
    assert (shown > 0) >= (earned > Fraction(1, 100))
    assert lost == 0 or shown < earned + lost or earned + lost < Fraction(1, 100)
    assert abs(shown - earned) <= Fraction(1, 100)


@given(FRACTIONS)
def test_cents_are_within_half_a_cent(value: Fraction) -> None:
    assert abs(cents(value) - value) <= Fraction(1, 200)


def test_whole_possible_points_have_no_decimals() -> None:
    assert (possible(Fraction(4)), possible(Fraction(5, 2))) == ("4", "2.50")


def test_machines_get_six_digits() -> None:
    assert number(Fraction(2, 3)) == 0.666667


@pytest.mark.parametrize(("part", "whole", "shown"), [(0, 0, "0"), (1, 3, "33.33"), (5, 4, "100"), (-1, 4, "0"), (1, 2, "50")])
def test_percent_stays_between_0_and_100(part: int, whole: int, shown: str) -> None:
    assert percent(Fraction(part), Fraction(whole)) == shown


def test_plural() -> None:
    assert [plural(0, "case"), plural(1, "case"), plural(2000, "case")] == ["0 cases", "1 case", "2,000 cases"]
