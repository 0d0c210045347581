"""`grader release`: what students get."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from grader.cli.options import AsJson, AssignmentName, CourseFolder, console, load_ready


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command(name="release")(release)


def release(
    assignment: AssignmentName,
    out: Annotated[Path, typer.Option("--out", help="Folder in which ASSIGNMENT/ and ASSIGNMENT.zip are written.")],
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
