"""`grader rescore`: judge what was recorded again; nothing runs."""

from __future__ import annotations

from pathlib import Path

import typer

from grader.cli.options import CORES, AssignmentName, CourseFolder, Jobs, Out, Submissions, console, existing, load_ready


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command(name="rescore")(rescore)


def rescore(assignment: AssignmentName, submissions: Submissions, course: CourseFolder = None, out: Out = None, jobs: Jobs = CORES) -> None:
    """Score again with new points, tolerances, weights or mistakes, from recorded observations; no student code runs.

    A submission or an input that was never run is an error here: use `grader grade` for it.
    """
    from grader.collect import find
    from grader.pipeline import grade_class, open_sandbox
    from grader.report import summary

    _, homework = load_ready(assignment, course)
    folder = existing(out or Path("out") / homework.id)
    entries = find(existing(submissions), homework)
    with open_sandbox(1) as sandbox:
        graded = grade_class(homework, entries, folder, sandbox, jobs=jobs, may_run=False)
    terminal = console()
    terminal.print(summary(graded, width=terminal.width))
    if graded.broken:
        raise typer.Exit(1)
