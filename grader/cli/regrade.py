"""`grader regrade`: run again exactly what changed."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer

from grader.cli.changes import again_as_json, again_in_words
from grader.cli.grade import BROKEN, Level, RequireIsolation, progress_bar, require
from grader.cli.handed_in import RosterFile, TimesFile, entries_of
from grader.cli.options import (
    CORES,
    AsJson,
    AssignmentName,
    CourseFolder,
    GradebookUrl,
    Jobs,
    Out,
    Why,
    by,
    load_ready,
    open_gradebook,
)
from grader.errors import UsageError

SomeSubmissions = Annotated[
    Path | None,
    typer.Argument(metavar="[SUBMISSIONS]", help="Hand-ins to read anew. Default: those that the gradebook keeps."),
]
Apply = Annotated[bool, typer.Option("--apply", help="Commit the difference; wants --why.")]

_HOW = 'Nothing was changed. To commit this, add: --apply --why "the reason"'


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command(name="regrade")(regrade)


def regrade(
    assignment: AssignmentName,
    submissions: SomeSubmissions = None,
    apply: Apply = False,
    why: Why = "",
    course: CourseFolder = None,
    out: Out = None,
    gradebook: GradebookUrl = "",
    roster: RosterFile = None,
    times: TimesFile = None,
    jobs: Jobs = CORES,
    require_isolation: RequireIsolation = None,
    as_json: AsJson = False,
) -> None:
    """Show what a changed reference, case or hand-in changes; with --apply, commit it. Only what changed is run again.

    Who changes, from what to what, in which parts and why is printed first; without --apply no result is changed (what was run is
    kept, so that it need not run twice). Exit codes: 0 done, 1 something is broken, 2 wrong usage or course, 3 isolation below what
    was required.
    """
    go_again(assignment, submissions, apply, why, course, out, gradebook, roster, times, jobs, as_json, run=(require_isolation,))


def go_again(
    assignment: str,
    submissions: Path | None,
    apply: bool,
    why: str,
    course: Path | None,
    out: Path | None,
    gradebook: str,
    roster: Path | None,
    times: Path | None,
    jobs: int,
    as_json: bool,
    *,
    run: tuple[Level | None] | None,
) -> None:
    """Print the difference and, if asked, commit it; `run` holds the isolation that running wants, None when nothing may run."""
    from grader.pipeline import apply as commit
    from grader.pipeline import judge_again, open_sandbox

    if apply and not why.strip():
        raise UsageError('--apply wants a reason that is kept with the change: --why "the tolerance of q4 was too tight"')
    _, homework = load_ready(assignment, course)
    folder = out or Path("out") / homework.id
    entries = None if submissions is None else entries_of(submissions, homework, roster, times)
    with open_gradebook(gradebook, folder) as book:
        count = len(book.students(homework.id)) if entries is None else len(entries)
        with open_sandbox(min(jobs, max(1, count)) if run else 1) as sandbox:
            if run:
                require(sandbox, run[0], count, bundled=False)
            with progress_bar(count, quiet=as_json) as progress:
                again = judge_again(homework, book, sandbox, entries, by=by(why), may_run=run is not None, jobs=jobs, progress=progress)
        if as_json:
            print(json.dumps(again_as_json(again, applied=apply), ensure_ascii=False, indent=1))
        else:
            for line in again_in_words(again):
                print(line)
        if apply:
            commit(again, homework, book, folder)
        if not as_json and again.changes:
            print(f"Committed by {again.run.who}: {again.run.why}" if apply else _HOW)
    if again.unknown or again.broken:
        raise typer.Exit(BROKEN)
