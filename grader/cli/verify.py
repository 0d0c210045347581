"""`grader verify`: the course checks itself."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from grader.cli.options import CORES, AsJson, AssignmentName, CourseFolder, Jobs, Out, console, load_ready

if TYPE_CHECKING:
    from rich.console import Console

    from grader.verify import Finding, Proof

FINDINGS = 1


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command(name="verify")(verify)


def verify(
    assignment: AssignmentName,
    course: CourseFolder = None,
    quick: Annotated[bool, typer.Option("--quick", help="Sanity and known mistakes only, in seconds.")] = False,
    out: Out = None,
    jobs: Jobs = CORES,
    as_json: AsJson = False,
) -> None:
    """Prove that an assignment's grader is right, before students see it.

    The reference must earn everything, stubs nothing, each known mistake the points of the parts that it names. Then every mutant of
    the reference is run, tolerances are measured, and reports are searched for secrets. Writes verify.html, verify.json and
    recordings.sqlite to out/ASSIGNMENT-verify; a second run re-runs only what changed. Exit codes: 0 clean, 1 findings, 2 wrong usage
    or course.
    """
    from grader.gradebook import Gradebook
    from grader.pipeline import open_sandbox
    from grader.report import verification_files, write
    from grader.verify import document, facts, prove, view

    root, homework = load_ready(assignment, course)
    folder = out or Path("out") / f"{homework.id}-verify"
    with open_sandbox(jobs) as sandbox, Gradebook(folder / "recordings.sqlite") as store, _progress(quiet=as_json) as progress:
        proof = prove(root, homework, sandbox, store, quick=quick, jobs=jobs, progress=progress)
    told = document(proof)
    write(folder, verification_files(view(proof), told))
    if as_json:
        print(json.dumps(told, ensure_ascii=False, indent=1))
    else:
        terminal = console()
        terminal.print(f"{homework.title} ({homework.id})", markup=False)
        for check, fact in facts(proof):
            terminal.print(f"  {check:<11} {fact}", markup=False)
        _tell(terminal, proof, folder)
    if proof.errors:
        raise typer.Exit(FINDINGS)


def _tell(terminal: Console, proof: Proof, folder: Path) -> None:
    """One line a finding, with its next step; notes are counted, the page has them."""
    for finding in proof.errors:
        _line(terminal, finding)
    notes = len(proof.findings) - len(proof.errors)
    errors = f"{len(proof.errors)} {'finding' if len(proof.errors) == 1 else 'findings'}" if proof.errors else "Nothing to mend"
    more = f"; {notes} {'note' if notes == 1 else 'notes'} on the page" if notes else ""
    terminal.print(f"\n{errors}{more}.\nPage: {folder / 'verify.html'}", soft_wrap=True, markup=False)


def _line(terminal: Console, finding: Finding) -> None:
    terminal.print(f"{finding.check}: {finding}", soft_wrap=True, markup=False)


@contextmanager
def _progress(*, quiet: bool) -> Iterator[Callable[[str, int, int], None]]:
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=console(stderr=True), disable=quiet, transient=True) as bar:
        task = bar.add_task("sanity", total=None)
        yield lambda check, done, total: bar.update(task, description=check, completed=done, total=total)
