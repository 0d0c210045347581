"""Numbers in words."""

from fractions import Fraction

import pytest

from grader.numeric.reading import read_number
from grader.numeric.wording import numbers_in_words


@pytest.mark.parametrize(
    ("text", "values"),
    [("sixty-four", (64,)), ("one quarter at zero", (Fraction(1, 4), 0)), ("many", ()), ("zero point two five", (Fraction(1, 4),))],
)
def test_all_numbers_are_found(text: str, values: tuple[object, ...]) -> None:
    assert numbers_in_words(text) == values


@pytest.mark.parametrize("text", ["the slope at zero is one quarter", "one head gets the width over their count"])
def test_several_numbers_and_articles_go_to_a_person(text: str) -> None:
    assert read_number(text, shape=()).status == "ambiguous"
