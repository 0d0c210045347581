"""Numbers in every grouping are one token."""

from fractions import Fraction
from typing import Any

import pytest

from grader.numeric.tokens import TooLong, tokenize


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1,234,567.5", Fraction("1234567.5")),
        ("12,34,567", 1234567),
        ("1.234.567,5", Fraction("1234567.5")),
        ("0,665", Fraction("0.665")),
        ("1,234", 1234),
        ("12{,}5", Fraction("12.5")),
        ("1_000", 1000),
        ("2e-3", Fraction(1, 500)),
        ("½", Fraction(1, 2)),
        ("3lakh", 300_000),
    ],
)
def test_numbers(text: str, value: Any) -> None:
    (token,) = tokenize(text, 0, len(text), 10)

    assert token.value == value
    assert (token.start, token.end) == (0, len(text))


@pytest.mark.parametrize(
    ("text", "kinds"),
    [("2nd", "name"), ("q4", "name"), ("x_{12}", "name"), ("3x4", "number sign number"), ("1, 2", "number end number")],
)
def test_kinds(text: str, kinds: str) -> None:
    assert [token.kind for token in tokenize(text, 0, len(text), 10)] == kinds.split()


def test_limits() -> None:
    with pytest.raises(TooLong, match="too long to be read"):
        tokenize("1 2 3", 0, 5, 2)
    with pytest.raises(TooLong, match="400 digits"):
        tokenize("1" * 401, 0, 401, 2)
