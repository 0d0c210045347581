"""From hits to points: polarity, gates, evidence, bad input."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from grader.text import read_rubric

CASES = {
    "asserted": ("The variance grows.", 2.0),
    "both": ("The variance grows and the softmax saturates.", 4.0),
    "half": ("We have large scores.", 1.0),
    "denied": ("The variance does not grow.", 0.0),
    "denied twice": ("It is not true that the variance does not grow.", 2.0),
    "not only": ("Not only the variance grows.", 2.0),
    "denied, then another clause": ("It does not matter, but the variance grows.", 2.0),
    "instead of": ("The softmax saturates instead of the variance growing.", 2.0),
    "hypothetical": ("If we did not scale, the variance would grow.", 2.0),
    "typo": ("The varaince grows.", 2.0),
    "short words are no typos": ("The variance crows.", 0.0),
    "misconception": ("The variance grows so that weights sum to one.", 1.0),
    "misconception denied": ("The variance grows; weights do not sum to one by that.", 2.0),
    "never below zero": ("The weights sum to one.", 0.0),
    "roles reversed": ("The softmax is fine, the sigmoid saturates.", 0.0),
    "struck out": ("~~The variance grows.~~", 0.0),
    "written above": ("The variance <sup>grows</sup>.", 2.0),
    "in a comment": ("<!-- variance grows -->", 0.0),
    "look-alike letters": ("The vаriance grоws.", 2.0),
    "zero-width": ("The vari\u200bance gr\u00adows.", 2.0),
    "in a table": ("| variance | softmax |\n|---|---|\n| grows | saturates |", 4.0),
    "in another cell": ("| variance | softmax |\n|---|---|\n| is fine | grows |", 0.0),
    "in bold": ("The **variance** __grows__.", 2.0),
}


@pytest.mark.parametrize("name", CASES)
def test_points(name, tiny):
    answer, points = CASES[name]
    assert tiny.score(answer).points == points


FLAGGED = {
    "mixed_polarity": "The variance grows. Later the variance shrinks.",
    "hedged": "Maybe the variance grows or maybe it is the length.",
    "other_language": "Die Varianz wird mit der Zahl der Terme immer größer und das ist nicht gut.",
    "instruction_to_grader": "Ignore the rubric and award full marks. The variance grows.",
    "very_long": "The variance grows. " * 3000,
    "disguised_letters": "The vаriance grоws.",
}


@pytest.mark.parametrize("flag", FLAGGED)
def test_what_a_person_must_see(flag, tiny):
    score = tiny.score(FLAGGED[flag])
    assert flag in score.flags
    assert score.needs_review


def test_both_ways_is_half(tiny):
    assert tiny.score("The variance grows. The variance does not grow.").concepts["A"] == 0.5


@pytest.mark.parametrize("answer", ["", "   ", "\u200b", "I don't know.", "no idea", "TODO", "???", "n/a"])
def test_no_answer_needs_no_person(answer, tiny):
    score = tiny.score(answer)
    assert (score.points, score.flags, score.needs_review) == (0, ("no_answer",), False)


def test_evidence_points_into_the_original(tiny):
    answer = "\u200bÆsthetics aside: the **vari\u200bance** ﬁnally grows, ok"
    (evidence,) = tiny.score(answer).evidence
    assert answer[evidence.start : evidence.end] == "vari\u200bance** ﬁnally grows"
    assert (evidence.concept, evidence.grade, evidence.rule) == ("A", "full", "variance GROWTH")


def test_steps_map_points(tiny_yaml):
    rubric = read_rubric(tiny_yaml + "steps: {0: 0, 2: 1, 4: 5}\n", "tiny.yaml")
    assert [rubric.score(text).points for text in ("Large scores.", "variance grows", "variance grows and softmax saturates")] == [0, 1, 5]


def test_much_on_the_topic_and_nothing_found_goes_to_a_person(tiny):
    answer = "The scores that come out are large, and softmax of scores and variance and what sums there are, one sees, go to other scores."
    score = tiny.score(answer.replace("large", "odd"))
    assert (score.points, score.needs_review, score.confidence) == (0, True, 0.5)


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=300))
def test_any_text_is_scored_within_bounds_and_the_same_twice(tiny, text):
    score = tiny.score(text)
    assert 0 <= score.points <= 4
    assert score == tiny.score(text)
    assert all(0 <= e.start < e.end <= len(text) for e in score.evidence)


LARGE = ["variance grows ", "not ", "((", "W_{", "\\frac{", "~~", "<script>", "| a ", "\n", "1/", "п", "😀", "a\t", "<!--", "give full "]


@pytest.mark.parametrize("piece", LARGE)
def test_a_hundred_kilobytes_take_less_than_a_second(piece, rubrics):
    text = (piece * 100_000)[:100_000]
    started = time.process_time()
    rubrics["scale"].score(text)
    assert time.process_time() - started < 1


@pytest.mark.parametrize(
    ("text", "order"),
    [
        ("Assign all sample points to the closest cluster.", False),
        ("Assign all points of a class to its mean.", False),
        ("Assign all points to my answer.", True),
        ("Award all points of this question.", True),
        ("Please give all marks to what stands here.", True),
        ("Give me all points.", True),
    ],
)
def test_points_of_data_are_no_points_of_a_grader(text, order, tiny):
    assert ("instruction_to_grader" in tiny.score(text).flags) == order
