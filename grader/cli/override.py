"""`grader override`: a person settles a part."""

from __future__ import annotations

import json
from collections.abc import Mapping
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from grader.cli.options import AsJson, CourseFolder, GradebookUrl, Out, Why, by, open_gradebook
from grader.errors import UsageError

if TYPE_CHECKING:
    from grader.model import Address, Assignment
    from grader.pipeline import Settlement, Standing


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command(name="override")(override)


def override(
    address: Annotated[str, typer.Argument(metavar="[ADDRESS]", help="A part such as dl-hw1/q4.scaling or q4.scaling.")] = "",
    students: Annotated[list[str] | None, typer.Argument(metavar="[STUDENT]...", help="Whose part it is.")] = None,
    points: Annotated[str, typer.Option("--points", help="Points of the part: 2, 1.5 or 7/3.")] = "",
    why: Why = "",
    identical: Annotated[bool, typer.Option("--identical", help="Also everybody whose answer is the same, word for word.")] = False,
    remove: Annotated[bool, typer.Option("--remove", help="Take the decision back.")] = False,
    show: Annotated[bool, typer.Option("--list", help="Show the decisions: all, or those at ADDRESS.")] = False,
    course: CourseFolder = None,
    out: Out = None,
    gradebook: GradebookUrl = "",
    as_json: AsJson = False,
) -> None:
    """Settle a part of a student: so many points, for a reason that the student reads.

    The decision is kept with who, when and why, stands through regrades as long as what it settled is the same, and shows in all
    reports. Exit codes: 0 done, 2 wrong usage: nothing was changed.
    """
    from grader.load import find_course, load_assignment
    from grader.pipeline import settle, standings

    root = find_course(course or Path.cwd())
    wanted = _address(address, root, out)
    homework = load_assignment(root, wanted.assignment)
    folder = out or Path("out") / homework.id
    if show:
        with open_gradebook(gradebook, folder) as book:
            _show(standings(book, homework, wanted), as_json)
        return
    given = _points(points, remove, why)
    if not wanted.part or wanted.case:
        raise UsageError(f"name one part, such as {_example(homework)}, not {address or 'nothing'}")
    homework.part(wanted)
    if not students:
        raise UsageError(f"name the student: grader override {wanted} STUDENT --points {points or 'POINTS'} --why ...")
    with open_gradebook(gradebook, folder) as book:
        done = settle(homework, book, folder, wanted, students, given, by(why), identical=identical)
    if as_json:
        print(json.dumps([_facts(one) for one in done], ensure_ascii=False, indent=1))
        return
    for one in done:
        print(_line(one))
    print(f"Reports: {folder / 'index.html'}")


def _address(text: str, root: Path, out: Path | None) -> Address:
    """The address; an assignment that is not named is the only one of the course, or the one that `out` is called after."""
    from grader.load import load
    from grader.model import Address

    ids = list(load(root))
    named = [id for id in ids if out is not None and out.name == id]
    only = ids[0] if len(ids) == 1 else named[0] if named else ""
    if not text:
        found = Address(only)
    else:
        try:
            found = Address.parse(text, assignment=only)
        except ValueError as error:
            raise UsageError(str(error)) from None
        if found.question in ids and not found.part and "/" not in text:  # `dl-hw1` alone reads as a question
            found = Address(found.question)
    if not found.assignment:
        raise UsageError(f"name the assignment too, such as {ids[0] if ids else 'hw1'}/{text or 'q1.part'}: there are {', '.join(ids)}")
    return found


def _points(text: str, remove: bool, why: str) -> Fraction | None:
    if remove:
        if text:
            raise UsageError("--remove takes a decision back, so it goes without --points")
        return None
    if not text:
        raise UsageError("say how many points: --points 2")
    if not why.strip():
        raise UsageError('say why, in words that the student may read: --why "the reason is given in the last line"')
    try:
        return Fraction(text.strip().replace(",", "."))
    except (ValueError, ZeroDivisionError):
        raise UsageError(f"--points {text!r} is no number; write 2, 1.5 or 7/3") from None


def _example(assignment: Assignment) -> str:
    return str(assignment.parts[0].address) if assignment.parts else "q1.part"


def _line(one: Settlement) -> str:
    from grader.model.points import points, possible
    from grader.report.escape import one_line

    part, after = one.override.address, one.after
    sums = f"{points(one.before.earned)} -> {points(after.earned)} of {possible(after.possible)}, {after.status}"
    now = after[part.local]
    decided = f"{points(now.earned)} of {possible(now.possible)}" + ("" if now.settled else f" ({now.verdict.value})")
    return f"{one_line(one.override.student, 80)}  {part.local} {decided}; in all {sums}"


def _facts(one: Settlement) -> Mapping[str, Any]:
    from grader.model.points import number

    local = one.override.address.local
    return {
        "student": one.override.student,
        "address": str(one.override.address),
        "before": {"earned": number(one.before.earned), "part": number(one.before[local].earned), "status": one.before.status},
        "after": {"earned": number(one.after.earned), "part": number(one.after[local].earned), "status": one.after.status},
    }


def _show(found: tuple[Standing, ...], as_json: bool) -> None:
    from grader.model.points import number, points
    from grader.report.escape import one_line

    if as_json:
        rows = [
            {
                "student": one.override.student,
                "address": str(one.override.address),
                "points": number(one.override.points),
                "why": one.override.why,
                "who": one.override.who,
                "at": one.override.at,
                "stands": one.stands,
                "holds": one.holds,
            }
            for one in found
        ]
        print(json.dumps(rows, ensure_ascii=False, indent=1))
        return
    for one in found:
        made = one.override
        state = "" if one.stands and one.holds else "  FLAGGED: what it settled has changed" if one.stands else "  (no longer stands)"
        print(
            f"{made.address.local}  {one_line(made.student, 80)}  {points(made.points)}  {made.at} {made.who}: {one_line(made.why)}{state}"
        )
    if not found:
        print("Nobody has settled anything here.")
