"""Prose is scored by its rubric; what is unsure is left to a person."""

from __future__ import annotations

from fractions import Fraction

import pytest

from grader.kinds.text import Text
from grader.model import Address, Observation, Status, Verdict
from grader.text import read_rubric

RUBRIC = """\
format: 1
question: why
concepts:
  - {id: A, points: 3, text: It grows., full: [variance grows], wrong: [variance shrinks]}
  - {id: B, points: 1, text: It saturates., full: [softmax saturates]}
misconceptions:
  - {id: M, deduct: 1, text: Sums., found: [sum to-one]}
"""
KIND = Text("answers.md", "why.yaml").marked_by(read_rubric(RUBRIC, "why.yaml"))
CASE = KIND.cases(Address("hw", "q1", "why"))[0]


def judged(answer, kind=KIND, detail=""):
    seen = Observation(Status.RETURNED, (answer,), detail=detail)
    return kind.judge(CASE, seen, seen)


CREDITS = {
    "The variance grows and the softmax saturates.": (Verdict.PASSED, Fraction(1)),
    "The variance grows.": (Verdict.PARTIAL, Fraction(3, 4)),
    "The variance grows; weights sum to one.": (Verdict.PARTIAL, Fraction(1, 2)),
    "It is slow.": (Verdict.FAILED, Fraction(0)),
    "The variance shrinks.": (Verdict.FAILED, Fraction(0)),
    "The variance grows. The variance shrinks.": (Verdict.REVIEW, Fraction(0)),
}


@pytest.mark.parametrize("answer", CREDITS)
def test_verdict_and_credit(answer):
    outcome = judged(answer)
    assert (outcome.verdict, outcome.credit) == CREDITS[answer]


MESSAGES = {
    "The variance grows.": "This earns 3 of 4 on the rubric's scale; it counts what you say here: “variance grows”.",
    "It is slow.": "None of the statements that this question asks for was found.",
    "The variance shrinks.": "This does not hold as it stands: “variance shrinks”.",
    "The variance grows. The variance shrinks.": (
        "A person reads this answer, because it says a thing and also its opposite. The rubric alone would give 1.5 of 4."
    ),
}


@pytest.mark.parametrize("answer", MESSAGES)
def test_messages(answer):
    assert judged(answer).messages[0].reason == MESSAGES[answer]


def test_students_never_read_the_rubric():
    told = " ".join(message.reason + message.help for answer in CREDITS for message in judged(answer).messages)
    assert "It saturates" not in told
    assert "softmax" not in told


@pytest.mark.parametrize(
    "outcome",
    [
        judged("The variance grows.", Text("answers.md", "why.yaml")),
        judged("x", Text("answers.md").marked_by(read_rubric("format: 1\nquestion: q\nconcepts: [{id: A, points: 1, text: x}]", "r.yaml"))),
    ],
)
def test_without_rubric_or_patterns_a_person_reads(outcome):
    assert outcome.verdict is Verdict.REVIEW


def test_the_rubric_is_no_field_of_the_assignment():
    with pytest.raises(TypeError):
        Text("answers.md", scheme=None)


def test_quotes_are_short():
    told = judged("The variance of " + "very " * 9 + "long " * 2 + "x" * 200 + " grows").messages[0].reason
    assert len(told) < 200
