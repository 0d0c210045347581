"""Remarks for the lines of a student's files."""

from __future__ import annotations

import re

from grader.catalogue import Language, language
from grader.ci.outcome import Annotation
from grader.model import Assignment, Message, Part, PartResult, Result, Submission
from grader.report.escape import one_line, plain
from grader.report.words import told

MOST = 100
"""Remarks of one assignment; a student reads the first few."""
_TITLE = 200
_TEXT = 2_000
_PLACE = re.compile(r"(?P<file>.+?):(?P<line>[0-9]{1,6})(?::[0-9]+)?")


def annotations_for(result: Result, assignment: Assignment, submission: Submission) -> tuple[Annotation, ...]:
    """A remark for each part that lost points, in the order of the files: at the line that raised, or where the answer begins.

    Paths are those of the repository. The text is plain, bounded, and shows control characters instead of sending them.
    """
    parts = {part.address: part for part in assignment.parts}
    tell = language(assignment.language)
    lost = [part for part in told(result, tell).parts if part.lost > 0]
    found = [_remark(part, _first(part), parts[part.address], submission, tell) for part in lost]
    return tuple(sorted(found[:MOST], key=lambda one: (one.path, one.line)))


def _first(part: PartResult) -> Message:
    """The most useful message of a part."""
    said = [*part.messages, *(message for outcome in part.outcomes if outcome.credit < 1 for message in outcome.messages)]
    return said[0] if said else Message("Points were lost here.", "Read your report.")


def _remark(part: PartResult, message: Message, asked: Part, submission: Submission, tell: Language) -> Annotation:
    path, line = _where(message, asked, submission)
    said = message.reason + (f"\n{tell('Next step')}: {message.help}" if message.help else "")
    title = one_line(f"{part.address.local}: {part.title}", _TITLE)
    written = ":" not in asked.kind.answer
    return Annotation(f"assignments/{part.address.assignment}/{path}", line, title, plain(said, _TEXT), written)


def _where(message: Message, asked: Part, submission: Submission) -> tuple[str, int]:
    """The file, as it was handed in, and the line that a message is about; in a notebook the line says nothing, so it is the first."""
    file, colon, name = asked.kind.answer.partition(":")
    place = _PLACE.fullmatch(message.where)
    if place:
        return _line(place["file"], int(place["line"]))
    if not colon:
        answer = submission.answers.get(asked.address.local)
        return _line(answer.file, answer.line) if answer else (file, 1)
    definition = re.compile(rf"^(?:async )?(?:def|class) {re.escape(name.partition('.')[0])}\b", re.MULTILINE)
    module = submission.modules.get(file.removesuffix(".py").replace("/", "."))
    for chunk in module.chunks if module else ():
        if found := definition.search(chunk.source):
            return _line(chunk.label, chunk.source.count("\n", 0, found.start()) + 1)
    return file, 1


def _line(label: str, line: int) -> tuple[str, int]:
    file, cell, _ = label.partition(" cell ")
    return file, 1 if cell else max(1, line)
