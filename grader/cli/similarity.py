"""`grader similarity`: who shares code that was not handed out. For staff."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import typer

from grader.cli.options import AsJson, AssignmentName, CourseFolder, Out, Submissions, console, existing

if TYPE_CHECKING:
    from grader.model import Chunk, Submission


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command(name="similarity")(similarity)


def similarity(
    assignment: AssignmentName, submissions: Submissions, course: CourseFolder = None, out: Out = None, as_json: AsJson = False
) -> None:
    """Compare the code of a class, for staff: pairs that share unusually much, side by side.

    Writes similarity.html and similarity.json; nothing of it enters a student's report. Renaming, comments, layout and order hide
    nothing; the released stub and what most of the class wrote does not count. It is evidence to read, never a finding.
    """
    from grader.collect import collect, find
    from grader.load import find_course, load_assignment
    from grader.report import similarity_files, write
    from grader.similarity import compare_class

    homework = load_assignment(find_course(course or Path.cwd()), assignment)
    sources = {}
    for entry in find(existing(submissions), homework):
        handed_in = collect(entry, homework)
        sources[handed_in.student] = _code(handed_in)
    handed_out = [chunk for entry in find(Path(homework.folder), homework) for chunk in _code(collect(entry, homework))]
    found = compare_class(sources, handed_out)
    folder = out or Path("out") / homework.id
    files = similarity_files(homework.title, found, sources)
    write(folder, files)
    if as_json:
        print(files["similarity.json"].decode(), end="")
        return
    terminal = console()
    for pair in found.pairs:
        terminal.print(f"{pair.share:4.0%}  {pair.left} and {pair.right}", markup=False)
    count = len(found.pairs) + found.more
    terminal.print(f"{count} unusual {'pair' if count == 1 else 'pairs'} of {found.compared:,} compared.")
    if found.too_small:
        terminal.print(f"Too small to judge: {len(found.too_small)}.")
    terminal.print(f"\nPassages side by side: {folder / 'similarity.html'}", soft_wrap=True)


def _code(submission: Submission) -> tuple[Chunk, ...]:
    return tuple(chunk for _, module in sorted(submission.modules.items()) for chunk in module.chunks)
