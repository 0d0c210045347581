"""`check("q4.softmax")` in a notebook: the check as a card, and as plain text."""

from __future__ import annotations

import os
import sys
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from html import escape

from grader.catalogue import ENGLISH, Language, language
from grader.errors import GraderError
from grader.selfcheck.checking import INSIDE, WORDS, Report, State
from grader.selfcheck.checking import check as look
from grader.selfcheck.explaining import Explanation, Line, explain
from grader.selfcheck.session import with_session
from grader.selfcheck.terminal import about_part, as_lines, closing, remarks
from grader.selfcheck.workbook import open_workbook

_CARD = "color-scheme:light;background:#fff;color:#1c2230;border:1px solid #8b8676;border-radius:8px;padding:12px 16px;max-width:52rem;"
_FONT = "font:14px/1.5 system-ui,sans-serif;overflow-wrap:anywhere"
_MONO = "font:13px/1.5 ui-monospace,Menlo,Consolas,monospace"
_PRE = f"{_MONO};background:#f3f1ec;color:#1c2230;margin:4px 0;padding:6px 10px;border-radius:6px;overflow-x:auto;white-space:pre;border:0"
_LOOKS = {
    State.PASS: ("#0b6e5f", "✓"),
    State.FAIL: ("#b01e3f", "✗"),
    State.SKIP: ("#565f70", "–"),
    State.TODO: ("#565f70", "○"),
    State.READ: ("#0b6e5f", "✓"),
    State.LOOK: ("#8a5300", "!"),
    State.OPEN: ("#565f70", "–"),
}
"""Colour and sign of a state; its word stands beside them."""


@dataclass(frozen=True, slots=True)
class Card:
    """What a check found. A notebook shows it as a card; everything else shows the same as text."""

    report: Report | None
    """None when nothing could be checked."""
    problem: str = ""
    """Why nothing could be checked."""
    tell: Language = ENGLISH

    @property
    def passed(self) -> bool:
        """Whether nothing is left to do as far as public checks can tell."""
        return self.report is not None and self.report.passed

    def __repr__(self) -> str:
        return self.problem if self.report is None else "\n".join(line.rstrip() for line in as_lines(self.report, tell=self.tell))

    def _repr_html_(self) -> str:
        inside = f'<p style="margin:0">{escape(self.problem)}</p>' if self.report is None else "".join(_inside(self.report, self.tell))
        return f'<div role="status" lang="{self.tell.code}" style="{_CARD}{_FONT}">{inside}</div>'

    def _repr_mimebundle_(self, include: Collection[str] | None = None, exclude: Collection[str] | None = None) -> dict[str, str]:
        """Both forms at once, so that a front end takes the one that it can show."""
        return {"text/html": self._repr_html_(), "text/plain": repr(self)}


def check(address: str = "", *, lang: str | None = None) -> Card:
    """Check your own work: `check("q4.softmax")`, `check("q4")`, or `check()` for everything.

    Works in the folder of the homework, in a notebook and anywhere else in Python. Functions that the notebook defines are checked as
    they are now, everything else as it is saved. Prints nothing: the card that comes back shows itself.
    """
    if os.environ.get(INSIDE):
        return Card(None)
    tell = ENGLISH
    try:
        tell = language(lang) if lang else ENGLISH
        workbook = open_workbook()
        tell = language(lang or workbook.assignment.language)
        return Card(look(workbook, address, with_session(workbook, sys._getframe(1).f_globals)), tell=tell)
    except GraderError as error:
        return Card(None, f"grader: {error}", tell)


def _inside(report: Report, tell: Language) -> Iterator[str]:
    for remark in remarks(report, tell):
        yield f'<p style="margin:0 0 6px">{escape(remark)}</p>'
    for question in report.workbook.assignment.questions:
        parts = [part for part in report.parts if part.part.address.question == question.id]
        if not parts:
            continue
        yield f'<p style="margin:0 0 6px"><strong>{escape(f"{question.id} {question.title}")}</strong></p>'
        yield '<ul style="list-style:none;margin:0 0 10px;padding:0">'
        for part in parts:
            if part.note or part.reading or not part.cases:
                yield _entry(part.state, part.part.address.local, about_part(part), tell)
                if part.reading:
                    yield from (_remark(tell.of(line)) for line in part.reading.lines if report.address)
                    yield from (_remark(f"{tell.of(m.reason)} {tell.of(m.help)}") for m in part.reading.problems)
            else:
                yield from (_entry(case.state, case.case.address.local, case.note or case.case.title, tell) for case in part.cases)
        yield "</ul>"
    explanation = explain(report)
    if explanation is not None:
        yield from _explained(explanation, tell)
    yield f'<p style="margin:8px 0 0">{escape(closing(report, tell))}</p>'


def _entry(state: State, address: str, about: str, tell: Language) -> str:
    colour, sign = _LOOKS[state]
    return (
        f'<li style="margin:2px 0"><span style="color:{colour};font-weight:600"><span aria-hidden="true">{sign} </span>'
        f'{escape(tell.of(WORDS[state]))}</span> <span style="{_MONO};color:#1c2230">{escape(address)}</span> '
        f"{escape(tell.of(about))}</li>"
    )


def _remark(text: str) -> str:
    return f'<li style="margin:2px 0 2px 2em">{escape(text)}</li>'


def _explained(found: Explanation, tell: Language) -> Iterator[str]:
    yield '<div style="border-top:1px solid #8b8676;padding-top:8px">'
    yield f'<p style="margin:0 0 6px"><strong>{escape(found.address)} - {escape(tell.of(found.headline))}</strong></p>'
    yield from _block(tell("input"), list(map(tell.of, found.called)))
    yield from _block(tell("yours"), list(map(tell.of, found.returned)))
    yield from _line(tell("error") if found.raised else tell("rule"), tell.of(found.rule))
    yield from _line(tell("why we say so"), tell.of(found.why))
    yield from _block(tell("your code"), [text for line in found.lines for text in _source(line)])
    yield from _line(tell("next"), tell.of(found.next))
    yield "</div>"


def _line(label: str, text: str) -> Iterator[str]:
    if text:
        yield f'<p style="margin:4px 0"><strong>{escape(label)}</strong> {escape(text)}</p>'


def _block(label: str, lines: Sequence[str]) -> Iterator[str]:
    if lines:
        yield f'<p style="margin:4px 0"><strong>{escape(label)}</strong></p>'
        body = escape("\n".join(lines))
        yield f'<pre tabindex="0" role="group" aria-label="{escape(label)}" style="{_PRE}">{body}</pre>'


def _source(line: Line) -> list[str]:
    head = f"{line.file}:{line.number} | "
    marks = [" " * (len(head) + line.start) + "^" * (line.end - line.start)] if line.end > line.start else []
    return [head + line.text.rstrip(), *marks]
