"""`grader stats`: what a class's marks say about the class, the parts and the assignment."""

from __future__ import annotations

import math
from pathlib import Path

import typer

from grader.cli.options import AsJson, AssignmentName, CourseFolder, GradebookUrl, Out, console, open_gradebook


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command(name="stats")(stats)


def stats(
    assignment: AssignmentName, course: CourseFolder = None, out: Out = None, gradebook: GradebookUrl = "", as_json: AsJson = False
) -> None:
    """Show how the points are spread, how hard each part is, whether it tells students apart, and what to look at.

    Reads the newest result of everybody from the gradebook; nothing runs. Writes statistics.html and statistics.json for staff.
    """
    from grader.load import find_course, load_assignment
    from grader.pipeline import class_of
    from grader.report import statistics_files, write
    from grader.statistics import analyse

    homework = load_assignment(find_course(course or Path.cwd()), assignment)
    folder = out or Path("out") / homework.id
    with open_gradebook(gradebook, folder) as book:
        everybody = class_of(book, homework, cases=True)
    found = analyse(everybody)
    files = statistics_files(found, everybody)
    write(folder, files)
    if as_json:
        print(files["statistics.json"].decode(), end="")
        return
    spread, terminal = found.distribution, console()
    terminal.print(f"{spread.count} submissions of {homework.id}", markup=False)
    terminal.print(f"median {spread.median:.1f}, mean {spread.mean:.1f}, deviation {spread.deviation:.1f} of {spread.possible:g} points")
    if not math.isnan(found.reliability.alpha):
        alpha = found.reliability
        terminal.print(f"Cronbach's alpha {alpha.alpha:.2f} (95 % interval {alpha.low:.2f} to {alpha.high:.2f})")
    terminal.print()
    for part in found.parts:
        terminal.print(f"  {part.address:24} share {_figure(part.difficulty)}   with the rest {_figure(part.item_total)}", markup=False)
    for remark in found.remarks:
        terminal.print(f"\n{remark.address}: {remark.text}" if remark.address else f"\n{remark.text}", markup=False)
    terminal.print(f"\nAll figures: {folder / 'statistics.html'}", soft_wrap=True)


def _figure(value: float) -> str:
    return "   –" if math.isnan(value) else f"{value:4.2f}"
