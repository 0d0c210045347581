"""Names of strangers."""

from __future__ import annotations

import os

from hypothesis import given
from hypothesis import strategies as st

from grader.collect.asked import copy_number, original
from grader.collect.naming import same_name, shown, student_id

NAMES = st.text(st.characters(exclude_characters="/\0"), max_size=255) | st.binary(max_size=255).map(os.fsdecode)


@given(NAMES)
def test_any_name_makes_a_safe_id(name: str) -> None:
    student = student_id(name)
    assert student
    assert student.isprintable()
    assert not set(student) & set("/\\ ~")
    assert student not in (".", "..")
    assert not student.startswith(".")
    assert len(student.encode()) <= 140


@given(NAMES)
def test_an_id_is_its_own_id(name: str) -> None:
    once = student_id(name)
    assert student_id(once) == once or student_id(once) in once


@given(NAMES)
def test_any_name_can_be_shown(name: str) -> None:
    text = shown(name)
    assert text.encode().decode() == text
    assert text.isprintable()
    assert len(text) <= 81


def test_long_names_that_differ_at_the_end_stay_apart() -> None:
    assert student_id("a" * 100 + "1") != student_id("a" * 100 + "2")


def test_composed_and_decomposed_names_are_one() -> None:
    assert same_name("Zoë") == same_name("Zoe\u0308")


def test_copies_know_their_original() -> None:
    names = [
        "q4_attention (1)",
        "q4_attention(2)",
        "q4_attention copy",
        "q4_attention copy 3",
        "q4_attention-Copy1",
        "Copy of q4_attention",
        "q4_attention - Copy",
        "q4_attention 2",
        "q4_attention_final",
    ]
    assert {original(name) for name in names} == {"q4_attention"}
    assert [copy_number(name) for name in names] == [1, 2, 1, 3, 1, 1, 1, 2, 1]
