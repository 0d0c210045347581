"""`grader derive`: judge one derivation, line by line."""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path
from textwrap import fill, indent
from typing import TYPE_CHECKING, Annotated, Any

import typer

from grader.cli.options import AsJson, CourseFolder, console, existing
from grader.errors import UsageError, did_you_mean

if TYPE_CHECKING:
    from rich.console import Console

    from grader.model import Answer, Assignment, Message, Outcome, Part, ReadLine

MOST_BYTES = 1_000_000
"""Longest text of lines that is read."""
_MARKS = {
    "proved": ("✓", "green"),
    "numerically equal": ("≈", "green"),
    "holds where tried": ("≈", "green"),
    "wrong": ("✗", "red"),
    "inherited": ("↳", "yellow"),
    "unreadable": ("?", "red"),
    "undecided": ("…", "yellow"),
    "words": (" ", "dim"),
}
_TRUE = ("proved", "numerically equal", "holds where tried")
_MARGIN = 6
"""Columns before a line's text: mark and number."""


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command(name="derive")(derive)


def derive(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="An answers.md, a notebook, a zip, or a text of lines; - for typed lines.")],
    part: Annotated[str, typer.Option("--part", metavar="ADDRESS", help="The derivation's part: q2.scalar, or dl-hw1/q2.scalar.")],
    course: CourseFolder = None,
    as_json: AsJson = False,
) -> None:
    """Judge one derivation, line by line: what is proved, what is wrong, and where a line cannot be read.

    Without the course's secret side, lines are judged but no points are given. Exit codes: 0 judged, whatever came out; 2 wrong usage
    or course.
    """
    assignment, asked = _part(part, course)
    answer = _answer(file, assignment, asked)
    seen = asked.kind.read(answer)
    if seen is None:
        raise UsageError(f"{part} holds no derivation")
    outcome = asked.kind.judge(asked.kind.cases(asked.address)[0], seen, seen)
    scored = bool(getattr(asked.kind, "milestones", ()))
    if as_json:
        print(json.dumps(_plain(asked, answer, outcome, scored=scored), ensure_ascii=False, indent=1))
    else:
        _show(console(), asked, answer, outcome, scored=scored)


def _part(where: str, course: Path | None) -> tuple[Assignment, Part]:
    """The assignment and the part that an address means."""
    from grader.load import find_course, load, load_assignment
    from grader.model import Address

    root = find_course(course or Path.cwd())
    only = list(load(root, secrets=False))
    try:
        address = Address.parse(where, assignment=only[0] if len(only) == 1 else "")
    except ValueError as error:
        raise UsageError(str(error)) from None
    if not address.assignment:
        raise UsageError(f"{where} names no assignment; write it like {only[0] if only else 'hw'}/{address.local}")
    assignment = load_assignment(root, address.assignment, secrets=(root / "rubrics" / address.assignment).is_dir())
    known = [p for p in assignment.parts if getattr(p.kind, "goal", "")]
    for found in known:
        if found.address.local == address.local:
            return assignment, found
    names = [p.address.local for p in known]
    held = "has no such derivation" if known else "has no derivations"
    raise UsageError(
        f"--part {where}: {assignment.id} {held}{did_you_mean(address.local, names)}" + (f"; it has {', '.join(names)}" if names else "")
    )


def _answer(file: Path, assignment: Assignment, part: Part) -> Answer:
    """What the file says under the part's heading, else without headings, else all of a text."""
    from grader.collect import collect, find
    from grader.model import Answer

    if str(file) == "-":
        return Answer(sys.stdin.buffer.read(MOST_BYTES).decode("utf-8", "replace"), "typed lines")
    entries = find(existing(file), assignment)
    if len(entries) != 1:
        raise UsageError(f"{file} holds {len(entries)} submissions; give one")
    submission = collect(entries[0], assignment)
    found = submission.answers.get(part.address.local)
    lines_only = file.is_file() and file.suffix.lower() in (".txt", ".tex", ".text", "")
    if found is not None and not (found.loose and lines_only):
        return found
    if lines_only or (found is None and not submission.answers and file.suffix.lower() == ".md"):
        with file.open("rb") as opened:
            return Answer(opened.read(MOST_BYTES).decode("utf-8", "replace"), file.name)
    why = f" {submission.notes[0].reason}" if submission.refused and submission.notes else ""
    raise UsageError(f"{file} has no answer to {part.address.local}; write it below a heading `## {part.address.local}`.{why}")


def _plain(part: Part, answer: Answer, outcome: Outcome, *, scored: bool) -> dict[str, Any]:
    """The result for a machine."""
    return {
        "part": str(part.address),
        "file": answer.file,
        "line": answer.line,
        "verdict": outcome.verdict.value,
        "earned": float(outcome.credit * part.points) if scored else None,
        "possible": float(part.points),
        "first_wrong": next((n for n, line in enumerate(outcome.lines, 1) if line.found in ("wrong", "inherited", "unreadable")), None),
        "lines": [
            {
                "text": line.text,
                "reading": line.reading,
                "found": line.found,
                "true": line.found in _TRUE if line.found in (*_TRUE, "wrong", "inherited") else None,
                "follows": line.follows,
                "proved": line.found == "proved",
                "reason": line.reason,
                "column": line.column,
            }
            for line in outcome.lines
        ],
        "messages": [{"reason": message.reason, "help": message.help} for message in outcome.messages],
    }


def _show(terminal: Console, part: Part, answer: Answer, outcome: Outcome, *, scored: bool) -> None:
    from rich.text import Text

    terminal.print(Text(f"{part.address}  {part.title}  ({answer.file}:{answer.line})", style="bold"))
    terminal.print()
    for number, line in enumerate(outcome.lines, 1):
        _show_line(terminal, number, line)
    if not outcome.lines:
        terminal.print(Text("No line of it could be judged."))
    terminal.print()
    for message in _about_the_whole(outcome):
        terminal.print(Text(_words(f"{message.reason} {message.help}".strip())))
    if scored and outcome.verdict.value == "review":
        terminal.print(Text("A person decides on this derivation."))
    elif scored:
        terminal.print(Text(f"{float(outcome.credit * part.points):g} of {float(part.points):g} points", style="bold"))


def _about_the_whole(outcome: Outcome) -> list[Message]:
    """The messages that no line tells already."""
    told = {line.text for line in outcome.lines}
    return [message for message in outcome.messages if not message.source or message.source not in told]


def _show_line(terminal: Console, number: int, line: ReadLine) -> None:
    """The mark, the line, a caret where it cannot be read, and the reason."""
    from rich.text import Text

    mark, style = _MARKS[line.found]
    room = max(20, terminal.width - _MARGIN)
    # The text is a student's: control characters would reach the terminal.
    text = "".join(char if char.isprintable() else "\ufffd" for char in line.text)
    caret = min(line.column or 0, len(text) + 1)
    cut = max(0, min(caret - room // 2, len(text) - room)) if caret > room else 0
    shown = text[cut : cut + room] if caret else text
    first = Text(f"{mark} {number:>2}  ", style=style)
    for at in range(0, max(1, len(shown)), room):
        terminal.print(
            (first if not at else Text(" " * _MARGIN)) + Text(shown[at : at + room], style="" if line.found != "words" else "dim")
        )
    if caret:
        terminal.print(Text(" " * (_MARGIN + caret - cut - 1) + "^", style=style))
    if line.found != "words":
        tail = "" if line.follows is not False or line.found not in _TRUE else "; it does not follow from the lines above"
        told = f"{line.found}{tail}{': ' + _words(line.reason) if line.reason else ''}"
        terminal.print(Text(indent(fill(told, room), " " * _MARGIN), style=style))


def _words(text: str) -> str:
    """A message with its formulas as people type them: `$a_{1} b_{2}$` as a_1 b_2."""
    return re.sub(r"\$([^$]*)\$", lambda found: re.sub(r"\{(\w+)\}", r"\1", found[1]).replace(r"\cdot", "*"), text)
