"""`grader new`: an assignment or a question that works, to be edited."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from grader.cli.options import CourseFolder, console
from grader.errors import CourseError, UsageError


def register(app: typer.Typer) -> None:
    """Add the commands."""
    group = typer.Typer(name="new", help="Make an assignment or a question that works, to be edited.", no_args_is_help=True)
    group.command(name="assignment")(assignment)
    group.command(name="question")(question)
    app.add_typer(group)


def assignment(
    name: Annotated[str, typer.Argument(metavar="NAME", help="Its id, such as dl-hw2: the name of its folders.")],
    title: Annotated[str, typer.Option("--title", help="What students read.")] = "",
    course: CourseFolder = None,
) -> None:
    """Make an assignment with one part of each kind: stubs, reference, cases, a known mistake, rubrics, model answers."""
    from grader.verify.skeletons import new_assignment

    root = _root(course)
    _write(root, new_assignment(root, name, title or name), name, course)


def question(
    kind: Annotated[str, typer.Argument(metavar="KIND", help="code, number, text or algebra.")],
    address: Annotated[str, typer.Argument(metavar="ADDRESS", help="Its part, such as dl-hw2/q1.area.")],
    course: CourseFolder = None,
) -> None:
    """Add a part to an assignment, with all the files that its kind needs."""
    from grader.model import Address
    from grader.verify.skeletons import new_question

    root = _root(course)
    try:
        wanted = Address.parse(address)
    except ValueError as error:
        raise UsageError(str(error)) from None
    if not wanted.assignment:
        raise UsageError(f"{address} does not say in which assignment; write it like dl-hw2/{address}")
    _write(root, new_question(root, kind, wanted), wanted.assignment, course)


def _root(course: Path | None) -> Path:
    """The folder that is named, else the course around here; a new course begins in this folder."""
    from grader.load import find_course

    if course is not None:
        return course.absolute()
    try:
        return find_course(Path.cwd())
    except UsageError:
        return Path.cwd()


def _write(root: Path, files: dict[Path, str], assignment: str, course: Path | None) -> None:
    """Write the files; when the assignment cannot be read with them, put everything back as it was."""
    from grader.load import load_assignment
    from grader.report import write

    before = {path: (root / path).read_bytes() if (root / path).exists() else None for path in files}
    for path, text in files.items():
        write((root / path).parent, {path.name: text.encode()})
    try:
        load_assignment(root, assignment)
    except CourseError as error:
        for path, content in before.items():
            if content is None:
                (root / path).unlink()
            else:
                write((root / path).parent, {path.name: content})
        raise CourseError(
            f"the part cannot be added to assignment.yaml by itself, so nothing was changed ({error.problem})",
            place=error.place,
            help="Write the file in block style as in docs/course.md (two spaces before each `- id:` of a question), and try again.",
        ) from None
    terminal = console()
    for path in sorted(files):
        verb = "changed" if before[path] is not None else "made"
        terminal.print(f"{verb:<8}{path}", soft_wrap=True, markup=False)
    where = f" --course {course}" if course else ""
    words = f"\nNext: edit these files, then prove that they fit together: grader verify {assignment}{where}"
    terminal.print(words, soft_wrap=True, markup=False)
