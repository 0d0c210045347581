"""Numbers and prose looked for where no heading names their part."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest

from grader.kinds import Text
from grader.kinds.written import read_text
from grader.model import Address, Answer, Case, Observation, Status, Verdict
from grader.text import read_rubric

CALLED = {"shape": (), "called": ("dhead", "head* ... wide|width")}
SOFTMAX = "[[0.665, 0.245, 0.090], [0.333, 0.333, 0.333]]"
ROWS: dict[str, Any] = {"shape": (2, 3), "decimals": 3, "by": "rows", "rows_sum_to": 1, "called": ("softmax",)}


@pytest.mark.parametrize(
    ("written", "verdict"),
    [
        ("(a) $d_{head} = 768/12 = 64$\n\nThe scores have variance 8.", Verdict.PASSED),
        ("**4.** d_head = 768 ÷ 12 = **64**; and 1.77M parameters", Verdict.PASSED),
        ("Each head is 64 wide.", Verdict.PASSED),
        ("768/12 = 64", Verdict.PASSED),
        ("we have 64", Verdict.REVIEW),
        ("the numbers are 64 and 12", Verdict.REVIEW),
        ("d_head = 768 - 12 = 756", Verdict.FAILED),
        ("d_head = 64. No: d_head = 32", Verdict.REVIEW),
        ("a head is 32 wide, the other head is 16 wide", Verdict.REVIEW),
        ("Keys are matched, values are mixed in 3 steps.", Verdict.MISSING),
        ("Keys are matched.", Verdict.MISSING),
    ],
)
def test_a_number_is_found_by_its_name_or_its_calculation(mark: Any, written: str, verdict: Verdict) -> None:
    assert mark(written, "768/12 = 64", loose=True, **CALLED).verdict is verdict


def test_a_long_number_needs_no_name(mark: Any) -> None:
    assert mark("in all 17,69,472 of them", "1769472", loose=True, shape=(), called=("total",)).verdict is Verdict.PASSED


def test_the_report_says_where(mark: Any) -> None:
    message = mark("Keys match.\n\nEach head is 64 wide.", "64", loose=True, **CALLED).messages[-1]
    assert message.reason == "No heading names this part; it was found at answers.md:7."
    assert (message.where, message.source) == ("answers.md:7", "Each head is 64 wide.")
    assert message.help == "Write it into answers.md under the heading `## q1.n`."


def test_what_is_not_found_says_that_it_was_looked_for(mark: Any) -> None:
    message = mark("Keys match.", "64", loose=True, **CALLED).messages[0]
    assert message.reason == "No heading names this part, and nothing that answers it was found in what you wrote for its question."


@pytest.mark.parametrize(
    ("written", "verdict", "credit"),
    [
        (f"Heads: 64\n\n$$softmax = {SOFTMAX}$$\n\nKeys match.", Verdict.PASSED, Fraction(1)),
        ("1. 768/12 = 64\nsoftmax rows\n0.665 0.245 0.09\n0.333 0.333 0.333\n5. keys match", Verdict.PASSED, Fraction(1)),
        ("softmax of [[2, 1, 0], [1, 1, 1]] is\n\n[[0.665, 0.245, 0.090], [0.25, 0.25, 0.25]]", Verdict.PARTIAL, Fraction(1, 2)),
        ("softmax = [[0.5, 0.3, 0.2], [0.3, 0.3, 0.4]]", Verdict.FAILED, Fraction(0)),
        ("The softmax picks one of 3.", Verdict.REVIEW, Fraction(0)),
        ("Keys match.", Verdict.MISSING, Fraction(0)),
    ],
)
def test_a_matrix_is_found_in_its_lines(mark: Any, written: str, verdict: Verdict, credit: Fraction) -> None:
    outcome = mark(written, SOFTMAX, loose=True, **ROWS)
    assert (outcome.verdict, outcome.credit) == (verdict, credit)


def test_an_endless_text_goes_to_a_person(mark: Any) -> None:
    assert mark("words and 1 number " * 3_000, "64", loose=True, **CALLED).verdict is Verdict.REVIEW


def test_names_must_be_readable(mark: Any) -> None:
    with pytest.raises(ValueError, match="called must be a list of texts"):
        mark("64", "64", called="dhead")
    with pytest.raises(ValueError, match="is no word"):
        mark("64", "64", called=("d%",))


RUBRIC = read_rubric(
    """\
format: 1
question: why
asked: Why are attention scores scaled down?
about: ["scal*|score*"]
concepts:
  - {id: A, points: 3, text: a, full: ["variance grows"], wrong: ["variance shrinks"]}
  - {id: B, points: 1, text: b, full: ["softmax saturates"]}
""",
    "why.yaml",
)
KIND = Text("answers.md", "why.yaml").marked_by(RUBRIC)
CASE = Case(Address("hw", "q1", "why", "answer"), "your answer")


def judged(answer: Answer) -> Any:
    seen = KIND.read(answer)
    assert seen is not None
    return KIND.judge(CASE, seen, Observation(Status.RETURNED, ("m",)))


def loose(text: str) -> Any:
    return judged(Answer(text, "answers.md", 3, loose=True))


@pytest.mark.parametrize(
    ("text", "verdict", "credit"),
    [
        ("Scores: the variance grows and the softmax saturates.\n\nHeads differ.", Verdict.PASSED, Fraction(1)),
        ("Heads differ.\n\nScores: the softmax saturates.", Verdict.PARTIAL, Fraction(1, 4)),
        ("The variance grows in a queue.\n\nKeys match.", Verdict.MISSING, Fraction(0)),
        ("The variance of scores shrinks.", Verdict.FAILED, Fraction(0)),
        ("Scores: the variance grows. But the variance shrinks.", Verdict.REVIEW, Fraction(0)),
        ("Why attention scores are scaled down is a question that many people have been asked.", Verdict.REVIEW, Fraction(0)),
    ],
)
def test_prose_is_found_in_passages(text: str, verdict: Verdict, credit: Fraction) -> None:
    outcome = loose(text)
    assert (outcome.verdict, outcome.credit) == (verdict, credit)
    assert all(message.reason and message.help for message in outcome.messages)


def test_prose_says_where_it_was_found() -> None:
    told = loose("Heads differ.\n\nScores: the softmax saturates\nas the variance grows.").messages[0]
    assert told.reason == "No heading names this part; it was found from answers.md:5 to answers.md:6."
    assert told.where == "answers.md:5"


def test_evidence_beside_an_empty_answer_counts_and_is_told() -> None:
    beside = Answer("The scores' variance grows and the softmax saturates.", "answers.md", 20)
    outcome = judged(Answer("I don't know.", "answers.md", 3, beside=beside))
    assert outcome.verdict is Verdict.PASSED
    assert outcome.messages[0].reason == "What you wrote elsewhere for this question counts here as well."
    assert outcome.messages[0].where == "answers.md:20"


def test_a_part_without_words_is_looked_for_beside() -> None:
    beside = Answer("The scores' variance grows and the softmax saturates.", "answers.md", 20)
    assert judged(Answer("", "answers.md", loose=True, beside=beside)).verdict is Verdict.PASSED
    assert read_text(Answer("", "answers.md", loose=True)).status is Status.MISSING
