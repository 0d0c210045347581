"""`grader grade`: a class in, reports out."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from grader.cli.handed_in import RosterFile, TimesFile, entries_of
from grader.cli.options import (
    CORES,
    AsJson,
    AssignmentName,
    CourseFolder,
    GradebookUrl,
    Jobs,
    Out,
    Submissions,
    by,
    console,
    load_ready,
)
from grader.errors import IsolationError, UsageError

if TYPE_CHECKING:
    from grader.pipeline import Sandbox

BROKEN = 1
LEVELS = ("none", "weak", "standard", "strong")
Level = StrEnum("Level", {level: level for level in LEVELS})  # type: ignore[misc]

RequireIsolation = Annotated[
    Level | None, typer.Option("--require-isolation", help="Refuse to run student code below this level (exit 3).")
]


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command(name="grade")(grade)


def grade(
    assignment: AssignmentName,
    submissions: Submissions,
    course: CourseFolder = None,
    out: Out = None,
    jobs: Jobs = CORES,
    only: Annotated[str | None, typer.Option("--only", metavar="ADDRESS", help="Grade one question or part: q4 or q4.softmax.")] = None,
    require_isolation: RequireIsolation = None,
    roster: RosterFile = None,
    times: TimesFile = None,
    gradebook: GradebookUrl = "",
    as_json: AsJson = False,
) -> None:
    """Grade a class: hidden cases, derivations, prose and numbers, into reports.

    Writes results.json, grades.csv, junit.xml, index.html and gradebook.sqlite, and a folder a student. A second run re-runs only
    what changed. Exit codes: 0 all graded, 1 something is broken (no student pays for it), 2 wrong usage or course, 3 isolation
    below what was required.
    """
    from grader.pipeline import grade_class, only_parts, open_sandbox
    from grader.report import summary

    root, homework = load_ready(assignment, course)
    if only is not None:
        homework = only_parts(homework, _wanted(homework.id, only, [p.address.local for p in homework.parts]))
    entries = entries_of(submissions, homework, roster, times)
    folder = out or Path("out") / (homework.id if only is None else f"{homework.id}-{only.replace('/', '-')}")
    with open_sandbox(min(jobs, max(1, len(entries)))) as sandbox:
        require(sandbox, require_isolation, len(entries), bundled=_is_bundled(submissions, root))
        with progress_bar(len(entries), quiet=as_json) as progress:
            graded = grade_class(
                homework, entries, folder, sandbox, jobs=jobs, progress=progress, gradebook="" if only else gradebook, by=by()
            )
    if as_json:
        print((folder / "results.json").read_text(encoding="utf-8"), end="")
    else:
        terminal = console()
        terminal.print(summary(graded, width=terminal.width))
        terminal.print(f"\nReports: {folder / 'index.html'}", soft_wrap=True)
    if graded.broken:
        raise typer.Exit(BROKEN)


def _wanted(assignment: str, only: str, known: list[str]) -> frozenset[str]:
    from grader.errors import did_you_mean
    from grader.model import Address

    try:
        address = Address.parse(only, assignment=assignment)
    except ValueError as error:
        raise UsageError(str(error)) from None
    found = frozenset(local for local in known if Address.parse(local, assignment=assignment).within(address))
    if not found:
        raise UsageError(
            f"--only {only}: {assignment} has no such question or part{did_you_mean(address.local, known)}; it has {', '.join(known)}"
        )
    return found


def require(sandbox: Sandbox, asked: Level | None, count: int, *, bundled: bool) -> None:
    """Refuse to run other people's code with less isolation than was asked for; see docs/isolation.md."""
    default = "standard" if os.environ.get("CI") == "true" or count > 1 else "none"
    wanted = asked.value if asked else default
    if LEVELS.index(sandbox.level) >= LEVELS.index(wanted):
        return
    remedies = "".join(f"\n  - {remedy}" for remedy in sandbox.remedies)
    shortfall = f"isolation on this machine is {sandbox.level} ({sandbox.reason}), and {wanted} is required{remedies}"
    if asked is None and bundled:
        console(stderr=True).print(
            f"WARNING: {shortfall}\nGrading goes on, because this is the sample class that ships with the course.", style="bold"
        )
        return
    raise IsolationError(f"{shortfall}\n  Run `grader doctor` for details; --require-isolation {sandbox.level} accepts the risk.")


def _is_bundled(submissions: Path, root: Path) -> bool:
    return submissions.resolve() == (root / "examples" / "classroom").resolve()


@contextmanager
def progress_bar(total: int, *, quiet: bool) -> Iterator[Callable[[int, int, str], None]]:
    """Shows on a terminal how far a class is; gives what is to be called after each submission."""
    if quiet or total < 2 or not sys.stderr.isatty():
        yield lambda _done, _total, _student: None  # importing the bar would cost a single submission 5 % of its time
        return
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (
        TextColumn("Grading"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
        TextColumn("{task.fields[student]}", markup=False),
    )
    with Progress(*columns, console=console(stderr=True), transient=True) as bar:
        task = bar.add_task("grade", total=total, student="")
        yield lambda done, _total, student: bar.update(task, completed=done, student=student[:30])
