"""Operators in words and colons."""

import pytest

from grader.numeric.spoken import with_spoken_signs
from grader.numeric.tokens import tokenize


@pytest.mark.parametrize(
    ("text", "signs"),
    [
        ("3 times 768", "*"),
        ("768 divided by 12", "/"),
        ("768 over 12", "/"),
        ("768 squared", "^"),
        ("three times 768", "*"),
        ("1 fourth", "/"),
        ("768 : 12 = 64", "/"),
        ("768:12", "/"),
        ("2 : 0.333 0.333", ""),
        ("row 2: 5", ""),
        ("0.333 three times", ""),
        ("many times", ""),
        ("over 12 heads", ""),
    ],
)
def test_words_between_numbers_are_signs(text: str, signs: str) -> None:
    tokens = with_spoken_signs(tokenize(text, 0, len(text), 50))

    assert "".join(token.text for token in tokens if token.kind == "sign") == signs


def test_is_between_numbers_is_an_equal_sign() -> None:
    tokens = with_spoken_signs(tokenize("768 / 12 is 64", 0, 14, 50))

    assert [token.text for token in tokens if token.kind == "relation"] == ["="]
