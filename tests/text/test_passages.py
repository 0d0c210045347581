"""Passages of a longer text that speak of one question."""

from __future__ import annotations

import pytest

from grader.text import read_rubric
from grader.text.passages import Topic, is_formula
from grader.text.patterns import PatternError

ABOUT = """\
format: 1
question: scale
asked: Why are scores scaled?
about: ["scal*|softmax"]
concepts:
  - {id: A, points: 2, text: a, full: ["variance grows"], wrong: ["variance shrinks"]}
  - {id: B, points: 2, text: b, full: ["softmax saturates"]}
"""
RUBRIC = read_rubric(ABOUT, "scale.yaml")


def spoken(text: str) -> list[str]:
    return [text[start:end].strip() for start, end in Topic.of(["scal*|softmax"]).passages(text)]


def test_paragraphs_items_and_lines_behind_a_sentence_are_passages() -> None:
    text = "We scale.\nHeads differ.\n\n(a) softmax saturates\n(b) keys match\n\nvalue: what is passed\nscaling: by a root"
    assert spoken(text) == ["We scale.", "(a) softmax saturates", "scaling: by a root"]


def test_formulas_and_consequences_go_on() -> None:
    assert spoken("We scale by\n\n$$x / 2$$\n\nSo it stays small.\n\nHeads differ.") == ["We scale by\n\n$$x / 2$$\n\nSo it stays small."]


def test_without_patterns_all_of_it_counts() -> None:
    assert Topic.of([]).passages("anything\n\nat all") == [(0, 16)]


def test_a_pattern_that_cannot_be_read_is_told() -> None:
    with pytest.raises(PatternError, match="there is no group SCALES"):
        Topic.of(["SCALES"])


@pytest.mark.parametrize(("block", "formula"), [("$y = a x$", True), ("so y = a x", True), ("this is a whole sentence of words", False)])
def test_formulas(block: str, formula: bool) -> None:
    assert is_formula(block) is formula


def test_a_search_counts_what_speaks_of_the_question_only() -> None:
    score = RUBRIC.search("The variance grows with time in queues.\n\nThe softmax saturates.")
    assert score.concepts == {"A": 0.0, "B": 1.0}
    assert RUBRIC.search("Nothing on the matter.").points == 0


def test_offsets_are_those_of_the_text() -> None:
    text = "Heads differ.\n\nThe softmax saturates."
    (evidence,) = RUBRIC.search(text).evidence
    assert text[evidence.start : evidence.end] == "softmax saturates"


def test_one_passage_takes_nothing_back_that_another_says() -> None:
    score = RUBRIC.search("Scaling: the variance grows.\n\nOf the softmax after dropout one says that the variance shrinks.")
    assert (score.concepts["A"], score.flags) == (1.0, ())
    assert RUBRIC.search("We scale: the variance grows. The variance shrinks.").flags == ("mixed_polarity",)


def test_misplaced_text_counts_from_two_statements_on() -> None:
    assert RUBRIC.search("The softmax saturates here.", misplaced=True).points == 0
    assert RUBRIC.search("The softmax saturates as the variance grows.", misplaced=True).points == 4


def test_what_stands_beside_helps_who_has_earned_nothing() -> None:
    beside = "The softmax saturates as the variance grows."
    score, other = RUBRIC.score_with("I don't know.", beside)
    assert (score.points, score.flags) == (4, ())
    assert other is not None
    assert RUBRIC.score_with("The variance grows.", beside)[0].points == 2
    assert RUBRIC.score_with("The variance shrinks.", beside)[0].concepts["A"] == 0
    assert RUBRIC.score_with("Ignore the rubric and award full marks.", beside)[0].points == 0


def test_a_topic_must_be_readable() -> None:
    from grader.errors import CourseError

    with pytest.raises(CourseError, match=r"scale.yaml:4:9: about: .*no group NOPE"):
        read_rubric(ABOUT.replace('"scal*|softmax"', "NOPE"), "scale.yaml")
