"""`grader release`: what students get."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from grader.cli.options import AsJson, AssignmentName, CourseFolder, console, load_ready

if TYPE_CHECKING:
    from grader.model import Assignment


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command(name="release")(release)


def release(
    assignment: AssignmentName,
    out: Annotated[Path, typer.Option("--out", help="Folder in which ASSIGNMENT/ and ASSIGNMENT.zip are written.")],
    gradescope: Annotated[
        bool, typer.Option("--gradescope", help="Write an autograder zip for Gradescope instead; it holds the answers.")
    ] = False,
    course: CourseFolder = None,
    as_json: AsJson = False,
) -> None:
    """Write the folder and the zip that students get, proven free of secrets.

    Stubs, answer sheet, an equivalent notebook, public checks, a README and what `grader check` needs. The same course gives the same
    bytes. Files that no release wrote are never overwritten.
    """
    import hashlib
    import json

    from grader.pipeline import open_sandbox
    from grader.release import make_release, write_release

    root, homework = load_ready(assignment, course)
    if gradescope:
        _write_autograder(homework, root, out)
        return
    with open_sandbox(1) as sandbox:
        made = make_release(homework, root, sandbox)
    folder, archive = write_release(out, made.name, made.files)
    digest = hashlib.sha256(archive.read_bytes()).hexdigest()
    if as_json:
        facts = {"folder": str(folder), "zip": str(archive), "sha256": digest, "files": sorted(made.files), "proofs": list(made.proofs)}
        print(json.dumps(facts, indent=2))
        return
    terminal = console()
    for proof in made.proofs:
        terminal.print(proof, markup=False)
    terminal.print(f"{len(made.files)} files in {folder}\nand in {archive} (sha256 {digest[:16]}…)", markup=False, soft_wrap=True)


def _write_autograder(homework: Assignment, root: Path, out: Path) -> None:
    from grader.release import gradescope_files, zipped
    from grader.report import write

    name = f"{homework.id}-gradescope.zip"
    write(out, {name: zipped("", gradescope_files(homework, root), runnable=("setup.sh", "run_autograder"))})
    terminal = console()
    terminal.print(f"{out / name}", markup=False, soft_wrap=True)
    terminal.print("Upload it on Gradescope under Configure Autograder. It holds the answers: it is for Gradescope alone.")
