"""Prose and derivations: kept as they are, read by a person."""

from typing import Any

import pytest

from grader.kinds import Algebra, Text
from grader.kinds.written import is_empty, read_text
from grader.model import Address, Answer, Observation, Status, Verdict


@pytest.mark.parametrize(
    "text",
    [
        "",
        " \n\t",
        "<!-- your answer -->",
        "<!-- open",
        "...",
        "_Your answer here_",
        "TODO",
        "**Answer:**",
        "---",
        "> ",
        "# ",
        "N/A",
        " " * 30_000,
    ],
)
def test_placeholders_are_no_answer(text: str) -> None:
    assert is_empty(text)
    assert read_text(Answer(text, "answers.md")).status is Status.MISSING


@pytest.mark.parametrize("text", ["0", "x", "Yes", "your answer is 64", " " * 30_000 + "x", "<!-- a --> b", "∞"])
def test_anything_else_is(text: str) -> None:
    assert not is_empty(text)


def test_text_is_kept_as_it_is() -> None:
    assert read_text(Answer(" a <b> ", "answers.md")) == Observation(Status.RETURNED, (" a <b> ",))
    assert read_text(Answer("a", "answers.md", loose=True)).detail == "loose"
    assert read_text(None).status is Status.MISSING


@pytest.mark.parametrize("kind", [Text("answers.md"), Algebra("answers.md")])
def test_a_person_reads_it(kind: Any) -> None:
    (case,) = kind.cases(Address("hw", "q1", "why"))
    outcome = kind.judge(case, kind.read(Answer("Because.", "answers.md")), Observation(Status.RETURNED, ("m",)))

    assert str(case.address) == "hw/q1.why[answer]"
    assert (outcome.verdict, outcome.credit) == (Verdict.REVIEW, 0)
    assert outcome.messages[0].reason == "A person reads this answer; the machine does not score it yet."


@pytest.mark.parametrize("kind", [Text("answers.md"), Algebra("answers.md")])
def test_a_missing_answer_says_where_it_goes(kind: Any) -> None:
    (case,) = kind.cases(Address("hw", "q1", "why"))
    outcome = kind.judge(case, kind.read(None), Observation(Status.RETURNED, ("m",)))

    assert outcome.verdict is Verdict.MISSING
    assert outcome.messages[0].help == "Write it into answers.md under the heading `## q1.why`."


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (lambda: Text("answers.md", "why.txt"), "rubric must name a YAML file"),
        (lambda: Algebra("answers.md", "y = x"), "given must be a list of texts"),
        (lambda: Algebra("answers.md", goal=3), "goal must be a text"),
        (lambda: Algebra("answers.md", symbols=["a"]), "symbols must be a mapping"),
        (lambda: Algebra("answers.md", symbols={"a": "scaler"}), "symbols.a must be one of scalar, vector, matrix, function"),
        (lambda: Algebra("answers.md", symbols={"a": [2, 0]}), "symbols.a must be one of"),
    ],
)
def test_wrong_fields_are_named(make: Any, words: str) -> None:
    with pytest.raises(ValueError, match=words):
        make()
