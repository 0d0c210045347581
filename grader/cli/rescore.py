"""`grader rescore`: judge what was recorded again; nothing runs."""

from __future__ import annotations

import typer

from grader.cli.handed_in import RosterFile, TimesFile
from grader.cli.options import CORES, AsJson, AssignmentName, CourseFolder, GradebookUrl, Jobs, Out, Why
from grader.cli.regrade import Apply, SomeSubmissions, go_again


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command(name="rescore")(rescore)


def rescore(
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
    as_json: AsJson = False,
) -> None:
    """Show what new points, tolerances, rubrics or mistakes change; with --apply, commit it. No student code runs.

    Judges what the gradebook keeps: recorded observations, and the hand-ins as they were read. With SUBMISSIONS, these are read
    anew. Who changes, from what to what, in which parts and why is printed first; without --apply nothing is changed. Exit codes: 0
    done, 1 something is broken or could not be judged without running it (`grader regrade`), 2 wrong usage or course.
    """
    go_again(assignment, submissions, apply, why, course, out, gradebook, roster, times, jobs, as_json, run=None)
