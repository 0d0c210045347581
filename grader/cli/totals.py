"""`grader totals`: every student's whole course."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from grader.cli.options import CourseFolder, GradebookUrl, console, open_gradebook
from grader.errors import UsageError

if TYPE_CHECKING:
    from grader.model import Total


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command(name="totals")(totals)


def totals(
    to: Annotated[Path, typer.Option("--to", help="CSV to write.")] = Path("out/totals.csv"),
    course: CourseFolder = None,
    out: Annotated[Path, typer.Option("--out", help="Folder that holds a folder for each graded assignment.")] = Path("out"),
    gradebook: GradebookUrl = "",
) -> None:
    """Add up the course: each assignment's share by its weight, without the lowest ones that course.yaml drops.

    An assignment in course.yaml that was graded for the class and that a student did not hand in counts as 0. Totals of students who
    wait for a person are marked provisional.
    """
    from grader.load import find_course, load_assignment, load_rules
    from grader.model import Scored
    from grader.pipeline import class_of
    from grader.report import totals_csv, write
    from grader.scoring import course_total

    root = find_course(course or Path.cwd())
    rules = load_rules(root)
    scored: dict[str, dict[str, Scored]] = {}
    open_results: set[str] = set()
    graded: dict[str, Fraction] = {}
    for id, policy in rules.policies.items():
        if not gradebook and not (out / id / "gradebook.sqlite").exists():
            continue
        with open_gradebook(gradebook, out / id) as book:
            found = class_of(book, load_assignment(root, id))
        if found.results:
            graded[id] = found.possible
        for result in found.results:
            scored.setdefault(result.student, {})[id] = Scored(id, result.earned, result.possible, policy.weight)
            if result.status != "final":
                open_results.add(result.student)
    if not graded:
        raise UsageError("no assignment of course.yaml was graded yet; a course's total needs course.yaml and `grader grade`")
    rows: dict[str, tuple[Total, list[Scored]]] = {}
    for student, own in sorted(scored.items()):
        all_of_them = [own.get(id) or Scored(id, Fraction(0), whole, rules.policies[id].weight) for id, whole in graded.items()]
        rows[student] = (course_total(all_of_them, rules.drop_lowest), all_of_them)
    write(to.parent, {to.name: totals_csv(list(graded), rows, open_results).encode()})
    console().print(f"{len(rows)} students, {len(graded)} assignments: {to}", soft_wrap=True, markup=False)
