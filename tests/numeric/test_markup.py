"""Markup goes, places stay."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.numeric.markup import matching, strip_markup


@given(st.text(max_size=200))
def test_every_character_keeps_its_place(text: str) -> None:
    plain = strip_markup(text).text

    assert len(plain) == len(text)
    assert plain.count("\n") >= text.count("\n")


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("~~1~~ 2", "2"),
        ("<del>1</del> 2", "2"),
        ("\\cancel{1} 2", "2"),
        ("\\sout{1 {x}} 2", "2"),
        ("<!-- 1 --> 2", "2"),
        ("**2**", "2"),
        ("$$2$$", "2"),
        ("\\text{about} 2", "about 2"),
        ("> 2", "2"),
        ("- 2", "- 2"),
        ("* 2", "2"),
        ("٢", "2"),
        ("2**10", "2**10"),
        ("~~1", "~~1"),
    ],
)
def test_what_is_left(text: str, left: str) -> None:
    assert " ".join(strip_markup(text).text.split()) == left


def test_boxes_and_bold_are_remembered() -> None:
    plain = strip_markup("\\boxed{2} **3**")

    assert plain.boxed == ((6, 8),)
    assert plain.bold == ((10, 15),)


def test_brackets_are_matched() -> None:
    assert matching("(()(", "(", ")") == {1: 2}
