"""Place values of written numbers."""

from fractions import Fraction

import pytest

from grader.numeric.reading import read_number


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("1.77M", 10_000),
        ("1.77 * 10^6", 10_000),
        ("1.77 * 1000000", 10_000),
        ("1.770e6", 1000),
        ("25%", Fraction(1, 100)),
        ("3 * 589824", None),
    ],
)
def test_scientific_notation_states_the_digits_of_its_factor(text: str, unit: object) -> None:
    number = read_number(text).number

    assert number is not None
    assert number.unit == unit
