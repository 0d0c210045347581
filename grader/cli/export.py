"""`grader export`: marks into learning platforms' sheets and other graders' formats."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from grader.cli.handed_in import RosterFile, read_people
from grader.cli.options import AssignmentName, CourseFolder, GradebookUrl, Out, console, existing, open_gradebook
from grader.errors import UsageError, did_you_mean

if TYPE_CHECKING:
    from grader.exports import Filled, Roster
    from grader.model import Result


class Target(StrEnum):
    """Where marks can go."""

    CANVAS = "canvas"
    MOODLE = "moodle"
    BLACKBOARD = "blackboard"
    CSV = "csv"
    GRADESCOPE = "gradescope"
    CHECK50 = "check50"
    GITHUB_CLASSROOM = "github-classroom"
    AUTOLAB = "autolab"


_ENDINGS = {"gradescope": "results.json", "check50": "check50.json", "github-classroom": "result.b64", "autolab": "autolab.json"}


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command(name="export")(export)


def export(
    target: Annotated[Target, typer.Argument(metavar="TARGET", help="canvas, moodle, blackboard, csv; gradescope, check50, …")],
    assignment: AssignmentName,
    template: Annotated[Path | None, typer.Option("--template", help="The platform's own export; it is filled, never invented.")] = None,
    to: Annotated[Path | None, typer.Option("--to", help="File (or, for formats, folder) to write. Default: beside the reports.")] = None,
    roster: RosterFile = None,
    column: Annotated[str, typer.Option("--column", help="Header of the column to fill, when it cannot be told.")] = "",
    student: Annotated[str, typer.Option("--student", help="Only this student (formats).")] = "",
    provisional: Annotated[bool, typer.Option("--provisional", help="Also export totals that are not final yet.")] = False,
    course: CourseFolder = None,
    out: Out = None,
    gradebook: GradebookUrl = "",
) -> None:
    """Fill a learning platform's own sheet, or write each result in another grader's format.

    A sheet keeps every byte but the cells of one column; what changes is shown first, with students whom one side does not know.
    Exit codes: 0 written, 2 wrong usage or a sheet that cannot be filled for certain.
    """
    from grader.load import find_course, load_assignment
    from grader.pipeline import class_of

    homework = load_assignment(find_course(course or Path.cwd()), assignment)
    folder = out or Path("out") / homework.id
    with open_gradebook(gradebook, folder) as book:
        everybody = class_of(book, homework)
    results = _chosen(everybody.results, student)
    final = [result for result in results if provisional or result.status == "final"]
    if target.value in _ENDINGS:
        _write_formats(target.value, final, to or folder / "export")
    else:
        _fill(target, final, [homework.title, homework.id], template, to, folder, read_people(roster), column)
    waiting = [result.student for result in results if result not in final]
    if waiting:
        console().print(f"Left out, not final yet: {_listed(waiting)}. --provisional exports them too.", markup=False)


def _chosen(results: Iterable[Result], student: str) -> list[Result]:
    found = list(results)
    if not student:
        return found
    chosen = [result for result in found if result.student == student]
    if not chosen:
        raise UsageError(f"nobody called {student!r} has a result{did_you_mean(student, [result.student for result in found])}")
    return chosen


def _write_formats(name: str, results: list[Result], to: Path) -> None:
    from grader.exports import write_format
    from grader.report import write

    write(to, {f"{result.student}.{_ENDINGS[name]}": write_format(name, result) for result in results})
    console().print(f"{len(results)} results written to {to}", soft_wrap=True, markup=False)


def _fill(
    target: Target,
    results: list[Result],
    titles: list[str],
    template: Path | None,
    to: Path | None,
    folder: Path,
    roster: Roster | None,
    column: str,
) -> None:
    from grader.exports import PLATFORMS, Mark, fill, read_sheet
    from grader.report import write

    if template is None:
        raise UsageError(f"--template is missing: export the sheet from {target.value} first; it is filled, so that no column is made up")
    sheet = read_sheet(existing(template).read_bytes(), template.name)
    marks = {result.student: Mark(result.earned, result.possible) for result in results}
    filled = fill(sheet, PLATFORMS[target.value], marks, titles=titles, column=column, roster=roster)
    place = to or folder / f"{target.value}.csv"
    write(place.parent, {place.name: filled.content})
    _tell(filled)
    console().print(f"\n{place}", soft_wrap=True, markup=False)


def _tell(filled: Filled) -> None:
    terminal = console()
    terminal.print(f"Column {filled.column!r}: {len(filled.changes)} marks change, {filled.same} stay.", markup=False)
    for change in filled.changes:
        terminal.print(f"  {change.student}  {change.before or '(empty)'} → {change.after}", markup=False)
    for what, names in (
        ("Graded, but not in the sheet", filled.unknown),
        ("In the sheet, without a mark here", filled.unmarked),
        ("Left alone, because the sheet says so", filled.locked),
    ):
        if names:
            terminal.print(f"{what}: {_listed(names)}", markup=False)


def _listed(names: Iterable[str], most: int = 20) -> str:
    shown = list(names)
    return ", ".join(shown[:most]) + (f" and {len(shown) - most} more" if len(shown) > most else "")
