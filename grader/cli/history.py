"""`grader history`: every result that a student was ever given, and why it changed."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from grader.cli.changes import change_as_json, change_in_words
from grader.cli.options import AsJson, GradebookUrl, Out, open_gradebook
from grader.errors import UsageError, did_you_mean

if TYPE_CHECKING:
    from grader.gradebook import Change, Gradebook, Kept, Run


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command(name="history")(history)


@dataclass(frozen=True, slots=True)
class _Entry:
    kept: Kept
    run: Run
    change: Change


def history(
    student: Annotated[str, typer.Argument(metavar="STUDENT", help="Name of the student, as in the reports.")],
    assignment: Annotated[str, typer.Option("--assignment", help="Only this assignment. Default: all.")] = "",
    out: Out = None,
    gradebook: GradebookUrl = "",
    as_json: AsJson = False,
) -> None:
    """Show every result that a student was ever given: when, by whom, what changed in which part, and why.

    Looks into --gradebook, into --out, or else into every out/*/gradebook.sqlite here.
    """
    found: list[_Entry] = []
    known: set[str] = set()
    for folder in _folders(out, gradebook):
        with open_gradebook(gradebook, folder) as book:
            known.update(book.students(assignment))
            found += _entries(book, student, assignment)
    if not found:
        raise UsageError(f"nobody called {student!r} has a result here{did_you_mean(student, known)}")
    if as_json:
        print(json.dumps([_facts(entry) for entry in found], ensure_ascii=False, indent=1))
        return
    for entry in found:
        for line in _lines(entry):
            print(line)


def _folders(out: Path | None, gradebook: str) -> list[Path]:
    if out is not None or gradebook:
        return [out or Path("out")]
    folders = sorted(path.parent for path in Path("out").glob("*/gradebook.sqlite"))
    if not folders:
        raise UsageError("there is no out/*/gradebook.sqlite here; say where the class was graded with --out or --gradebook")
    return folders


def _entries(book: Gradebook, student: str, assignment: str) -> Iterator[_Entry]:
    from grader.gradebook import causes, change, differing

    last: dict[str, tuple[Kept, Run]] = {}
    for kept, run in book.history(student, assignment):
        before, ran = last.get(kept.assignment, (None, None))
        judged = book.judged(differing(before, kept))
        person = () if run.action != "override" else ("a person decided",)
        yield _Entry(kept, run, change(before, kept, judged, person or causes(before, ran, kept, run)))
        last[kept.assignment] = (kept, run)


def _lines(entry: _Entry) -> Iterator[str]:
    from fractions import Fraction

    from grader.model.points import points, possible
    from grader.report.escape import one_line

    kept, run, found = entry.kept, entry.run, entry.change
    when = run.at or "at an unknown time"
    total = f"{points(Fraction(kept.earned))} of {possible(Fraction(kept.possible))}, {kept.status}"
    yield f"{kept.assignment}  {when}  {run.action} by {one_line(run.who, 80) or 'unknown'}: {total}"
    if run.why:
        yield f"    reason: {one_line(run.why, 400)}"
    yield f"    hand-in {kept.submission[:12] or 'none'}, course {run.course[:12] or 'unknown'}, isolation {run.isolation}"
    if found.before is None:
        return
    if found.counts:
        yield from list(change_in_words(found))[1:]
    else:
        yield "    no points changed; only the words of the report did"


def _facts(entry: _Entry) -> dict[str, Any]:
    run = entry.run
    return {
        "assignment": entry.kept.assignment,
        "at": run.at,
        "action": run.action,
        "who": run.who,
        "reason": run.why,
        "submission": entry.kept.submission,
        "course": run.course,
        "versions": dict(run.versions),
        "isolation": run.isolation,
        "change": change_as_json(entry.change),
    }
