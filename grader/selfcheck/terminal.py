"""A check as lines of a terminal, and as data for machines."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence
from typing import Any

from grader.catalogue import ENGLISH, Language, say
from grader.model import Message, Question
from grader.selfcheck.checking import WORDS, PartReport, Report, State
from grader.selfcheck.explaining import Explanation, Line, explain

_LABEL = 8
_NARROW = 60
_MOST_NOTES = 5
_INDENT = "  "
_OWN_LINE = 4
"""Spaces before a line of the student's file."""


def as_lines(report: Report, width: int = 80, tell: Language = ENGLISH) -> list[str]:
    """The check in words, no line wider than `width` but for what must not be broken: a call, a value, a line of code."""
    width = max(30, min(width, 100))
    lines: list[str] = []
    for note in remarks(report, tell):
        lines += _wrapped(note, width, hang=6)
    for question, parts in _by_question(report):
        if lines:
            lines.append("")
        lines += _heading(question, parts, width)
        column = max(len(part.part.address.local) for part in parts) + len(_INDENT) + _room(tell) + 4
        for part in parts:
            lines += _part_lines(part, width, column, tell, detailed=bool(report.address))
    explanation = explain(report)
    if explanation is not None:
        lines += ["", *explained(explanation, width, tell)]
    return [_printable(line) for line in (*lines, "", *_wrapped(closing(report, tell), width))]


def _printable(line: str) -> str:
    """A student's own words and names are shown as they are, but never as commands to the terminal."""
    return line if line.isprintable() else "".join(char if char.isprintable() else "�" for char in line)


def remarks(report: Report, tell: Language) -> Iterator[str]:
    """What there is to say about the files as a whole."""
    for note in report.notes[:_MOST_NOTES]:
        yield tell("note: {words}", words=_whole(note, tell))
    if changed := report.workbook.changed():
        words = tell("{files} came with the homework and changed since; grading uses its own copy.", files=", ".join(changed))
        yield tell("note: {words}", words=words)


def _by_question(report: Report) -> Iterator[tuple[Question, list[PartReport]]]:
    for question in report.workbook.assignment.questions:
        parts = [part for part in report.parts if part.part.address.question == question.id]
        if parts:
            yield question, parts


def _heading(question: Question, parts: Sequence[PartReport], width: int) -> list[str]:
    files = ", ".join(dict.fromkeys(part.part.kind.answer.partition(":")[0] for part in parts))
    title = f"{question.id} {question.title}"
    if len(title) + len(files) + 2 <= width:
        return [f"{title}{files:>{width - len(title)}}", ""]
    return [*_wrapped(title, width), *_wrapped(files, width, indent=2), ""]


def _part_lines(part: PartReport, width: int, column: int, tell: Language, *, detailed: bool) -> list[str]:
    local = part.part.address.local
    if part.state in (State.TODO, State.READ, State.LOOK) or part.note or not part.cases:
        return _entry(part.state, local, about_part(part), width, column, tell) + _reading(part, width, tell, detailed=detailed)
    return [line for case in part.cases for line in _entry(case.state, local, case.note or case.case.title, width, column, tell)]


def about_part(part: PartReport) -> str:
    """What the line of a part says that is told as a whole."""
    if part.reading is not None:
        return part.reading.summary
    return part.note or (say("no public checks") if not part.cases else part.part.title)


def _entry(state: State, address: str, about: str, width: int, column: int, tell: Language) -> list[str]:
    """One line; where the terminal is narrow, the text goes below."""
    text = tell.of(about)
    head = f"{_INDENT}{tell.of(WORDS[state]):<{_room(tell)}}  {address}"
    if width < _NARROW:
        return [head, *_wrapped(text, width, indent=8)]
    if column + len(text) <= width:
        return [f"{head:<{column}}{text}"]
    first, *rest = _wrapped(text, width - column) or [""]
    return [f"{head:<{column}}{first}", *(" " * column + line for line in rest)]


def _room(tell: Language) -> int:
    """Characters of the longest word for a state."""
    return max(len(tell.of(word)) for word in WORDS.values())


def _reading(part: PartReport, width: int, tell: Language, *, detailed: bool) -> list[str]:
    """How a written answer is read, and what of it cannot be."""
    if part.reading is None:
        return []
    lines = [line for text in part.reading.lines for line in _wrapped(tell.of(text), width, indent=8, hang=4)] if detailed else []
    for problem in part.reading.problems:
        lines += _wrapped(_whole(problem, tell), width, indent=8, hang=2)
    return lines


def explained(found: Explanation, width: int, tell: Language) -> list[str]:
    """One failure in full."""
    lines = _headline(found, width, tell)
    lines += _labelled(tell("input"), [tell.of(line) for line in found.called])
    lines += _labelled(tell("yours"), [tell.of(line) for line in found.returned])
    lines += _prose(tell("error") if found.raised else tell("rule"), tell.of(found.rule), width)
    lines += _prose(tell("why we say so"), tell.of(found.why), width)
    for line in found.lines:
        lines += _source(line, many=len({one.file for one in found.lines}) > 1 or len(found.lines) > 1)
    return lines + _prose(tell("next"), tell.of(found.next), width)


def _headline(found: Explanation, width: int, tell: Language) -> list[str]:
    text = f"{found.address} - {tell.of(found.headline)}"
    where = tell("line {number}", number=found.lines[-1].number) if found.lines else ""
    if len(text) + len(where) + 2 <= width:
        return [f"{text}{where:>{width - len(text)}}".rstrip()]
    more = f" ({where})".replace(" ", "\N{NO-BREAK SPACE}").replace("\N{NO-BREAK SPACE}", " ", 1) if where else ""
    return [line.replace("\N{NO-BREAK SPACE}", " ") for line in _wrapped(text + more, width, hang=2)]


def _labelled(label: str, texts: Sequence[str]) -> list[str]:
    return [f"{_INDENT}{label if not number else '':<{_LABEL}}{text}" for number, text in enumerate(texts)]


def _prose(label: str, text: str, width: int) -> list[str]:
    if not text:
        return []
    head = f"{_INDENT}{label:<{_LABEL}}" if len(label) < _LABEL else f"{_INDENT}{label}   "
    first, *rest = textwrap.wrap(" ".join(text.split()), width, initial_indent=head, subsequent_indent=" " * (_LABEL + 2)) or [head]
    return [first, *rest]


def _source(line: Line, *, many: bool) -> list[str]:
    """The student's line, with carets below the stretch that is meant."""
    head = f"{_INDENT}{f'{line.file}:' if many else ''}{line.number} | "
    text = line.text.rstrip().expandtabs(4)[:200]
    own = [head + text]
    if line.end > line.start and "\t" not in line.text:
        own.append(" " * (len(head) + line.start) + "^" * (min(line.end, len(text)) - line.start))
    return own


def closing(report: Report, tell: Language) -> str:
    """How many public checks pass, how many written answers are there, how many hidden checks are to come."""
    passed, failed = report.count(State.PASS), report.count(State.FAIL)
    skipped, todo = report.count(State.SKIP), report.count(State.TODO)
    total = passed + failed + skipped + todo
    hidden = sum(part.hidden for part in report.parts)
    sentences = []
    if total:
        aside = [tell("{count} skipped", count=skipped)] if skipped else []
        aside += [tell("{count} not written yet", count=todo)] if todo else []
        more = f" ({', '.join(aside)})" if aside else ""
        sentences.append(tell("Public checks: {passed} of {total} pass{more}.", passed=passed, total=total, more=more))
    written = [part for part in report.parts if part.reading is not None or (not part.cases and part.state is State.TODO)]
    if written:
        there = sum(part.state is not State.TODO for part in written)
        answers = tell("Written answers: {count} of {total} there; they are marked when you submit.", count=there, total=len(written))
        sentences.append(answers)
    if hidden:
        sentences.append(tell.count(hidden, "{count} hidden check runs when you submit.", "{count} hidden checks run when you submit."))
    return " ".join(sentences)


def _whole(message: Message, tell: Language) -> str:
    where = f"{message.where}: " if message.where else ""
    return f"{where}{tell.of(message.reason)} {tell.of(message.help)}".strip()


def _wrapped(text: str, width: int, *, indent: int = 0, hang: int = 0) -> list[str]:
    first, others = " " * indent, " " * (indent + hang)
    return textwrap.wrap(text, width, initial_indent=first, subsequent_indent=others, break_long_words=False, break_on_hyphens=False)


def as_data(report: Report) -> dict[str, Any]:
    """The check as JSON writes it."""
    explanation = explain(report)
    return {
        "format": 1,
        "assignment": report.workbook.assignment.id,
        "passed": report.passed,
        "parts": [_part_data(part) for part in report.parts],
        "first_failure": _failure_data(explanation) if explanation else None,
        "notes": [{"reason": str(note.reason), "help": str(note.help)} for note in report.notes],
    }


def _part_data(part: PartReport) -> dict[str, Any]:
    return {
        "address": part.part.address.local,
        "state": part.state.value.lower(),
        "hidden": part.hidden,
        "mistake": part.mistake.id if part.mistake else None,
        "cases": [
            {
                "address": case.case.address.local,
                "title": case.case.title,
                "state": case.state.value.lower(),
                "messages": [
                    {"reason": str(m.reason), "help": str(m.help), "where": m.where, "source": m.source}
                    for m in (case.outcome.messages if case.outcome else ())
                ],
                "note": case.note,
            }
            for case in part.cases
        ],
        "reading": list(part.reading.lines) if part.reading else [],
        "problems": [{"reason": str(m.reason), "help": str(m.help), "where": m.where} for m in part.reading.problems]
        if part.reading
        else [],
        "note": part.note,
    }


def _failure_data(found: Explanation) -> dict[str, Any]:
    return {
        "address": found.address,
        "headline": str(found.headline),
        "called": list(found.called),
        "returned": list(found.returned),
        "rule": str(found.rule),
        "why": found.why,
        "lines": [{"file": one.file, "line": one.number, "text": one.text, "start": one.start, "end": one.end} for one in found.lines],
        "next": str(found.next),
    }
