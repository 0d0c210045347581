"""A homework whose course speaks German: nothing that we say is left in English."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from grader.catalogue import Phrase, language
from grader.model import Assignment, Message, Result
from grader.pipeline import grade, ready
from grader.report import student_files

ROOT = Path(__file__).parents[2]
HAND_INS = ["bilal", "bruno.ipynb", "cheat-exits", "tomas.md"]
ENGLISH = re.compile(
    r"\b(?:the|your|is|are|were|and|of|to|not|this|that|which|it|points|passed|hidden|cases|answer|wrong)\b", re.IGNORECASE
)


@pytest.fixture(scope="module")
def assignment() -> Assignment:
    return replace(ready(ROOT, "dl-hw1"), language="de")


@pytest.fixture(scope="module")
def results(assignment: Assignment) -> dict[str, Result]:
    return {name: grade(assignment, ROOT / "examples" / "classroom" / name) for name in HAND_INS}


@pytest.mark.parametrize("name", HAND_INS)
def test_every_message_is_a_phrase_or_its_author_s(results: dict[str, Result], assignment: Assignment, name: str) -> None:
    own = {case.hint for part in assignment.parts for case in part.cases} | {mistake.hint for mistake in assignment.mistakes}
    own |= {step.help for part in assignment.parts for step in getattr(part.kind, "steps", lambda: ())()}
    for message in _messages(results[name]):
        assert isinstance(message.reason, Phrase), message.reason
        assert isinstance(message.help, Phrase) or message.help in own | {""}, message.help


@pytest.mark.parametrize("name", HAND_INS)
def test_the_words_of_the_report_are_german(results: dict[str, Result], assignment: Assignment, name: str) -> None:
    """What the page says with all that is the author's or the student's taken out."""
    questions = tuple(replace(q, parts=tuple(replace(part, prompt="") for part in q.parts)) for q in assignment.questions)
    shown = student_files(_silent(results[name]), replace(assignment, mistakes=(), questions=questions))
    words = re.sub(r"<style>.*?</style>|<[^>]+>", " ", shown["report.html"].decode(), flags=re.DOTALL)
    assert not ENGLISH.findall(words), sorted(set(ENGLISH.findall(words)))
    assert '<html lang="de">' in shown["report.html"].decode()
    assert not ENGLISH.findall(shown["report.md"].decode())


def test_in_english_nothing_changes(results: dict[str, Result], assignment: Assignment) -> None:
    english = replace(assignment, language="en")
    for result in results.values():
        assert b'<html lang="en">' in student_files(result, english)["report.html"]


def test_machines_read_english(results: dict[str, Result], assignment: Assignment) -> None:
    for result in results.values():
        assert student_files(result, assignment)["result.json"] == student_files(result, replace(assignment, language="en"))["result.json"]


def _messages(result: Result) -> Iterator[Message]:
    yield from result.notes
    for part in result.parts:
        yield from part.messages
        yield from (message for outcome in part.outcomes for message in outcome.messages)


def _silent(result: Result) -> Result:
    """The result without titles, and with the words of messages cut to their templates' own."""
    german = language("de")

    def bare(message: Message) -> Message:
        reason = german.template(message.reason.template) if isinstance(message.reason, Phrase) else ""
        help = german.template(message.help.template) if isinstance(message.help, Phrase) else ""
        return Message(re.sub(r"\{[^{}]*\}", "…", reason), re.sub(r"\{[^{}]*\}", "…", help))

    parts = tuple(
        replace(
            part,
            title="…",
            mistake=None,
            messages=tuple(map(bare, part.messages)),
            outcomes=tuple(replace(o, title="…", messages=tuple(map(bare, o.messages)), lines=()) for o in part.outcomes),
        )
        for part in result.parts
    )
    return replace(result, title="…", parts=parts, notes=tuple(map(bare, result.notes)), questions=dict.fromkeys(result.questions, "…"))
