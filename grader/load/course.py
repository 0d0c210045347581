"""From a course's folder to its assignments, one at a time."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from grader.errors import CourseError, Place, UsageError, did_you_mean
from grader.load.assignment import Marked, read_assignment
from grader.load.hidden import broken_part, with_hidden_cases, with_public_cases
from grader.load.mistakes import read_mistakes
from grader.load.rubric import read_form, read_rubric
from grader.load.rules import load_rules
from grader.model import Assignment, Course, Kind, Part
from grader.strict.files import inside, relative

_WORD = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_-]*")


def find_course(start: Path | str) -> Path:
    """The nearest folder, from `start` upwards, that holds `assignments/`; raises UsageError when there is none."""
    begin = Path(start).absolute()
    for folder in (begin, *begin.parents):
        if (folder / "assignments").is_dir():
            return folder
    raise UsageError(
        f"no course here: neither {begin} nor a folder above it holds assignments/; go into the course, or name it with --course"
    )


def load(root: Path | str, *, secrets: bool = True) -> Course:
    """The course in `root`; its assignments are read when they are asked for, once each.

    With `secrets=False` nothing below `solutions/` and `rubrics/` is opened, so a student's copy loads too. Asking for an assignment
    raises CourseError for mistakes in its files, each with file, line and column.
    """
    folder = Path(root).absolute()
    _ids(folder)
    return Course(folder, _Assignments(folder, secrets))


def load_assignment(root: Path | str, id: str, *, secrets: bool = True) -> Assignment:
    """One assignment of the course in `root`, its reference submission not yet attached.

    Raises UsageError for an unknown id, CourseError for mistakes in its public files and its known mistakes. Hidden cases and rubrics
    that cannot be used raise nothing: their parts get cases with `broken` text.
    """
    course = Path(root).absolute()
    known = _ids(course)
    if id not in known:
        raise UsageError(f"there is no assignment {id!r} in {course}{did_you_mean(id, known)}")
    folder = course / "assignments" / id
    inside(folder, course)
    if not _WORD.fullmatch(id):
        place = Place(f"assignments/{id}")
        raise CourseError("the folder's name is the assignment's id, so it should be one word of letters, digits, _ and -", place=place)
    if not (folder / "assignment.yaml").exists():
        problem = "there is no assignment.yaml in this folder"
        raise CourseError(
            problem, place=Place(f"assignments/{id}"), help="write one (format: 1, title, questions), or take the folder away"
        )
    return _with_secrets(course, id) if secrets else _published(course, id, folder)


def load_published(folder: Path | str, id: str) -> Assignment:
    """The assignment in a student's own folder, which holds `assignment.yaml` and `cases/` as they were handed out.

    Raises CourseError, with file, line and column, when they were changed into something that cannot be read.
    """
    place = Path(folder).absolute()
    return _published(place, id, place)


def _published(root: Path, id: str, folder: Path) -> Assignment:
    """What students may know: no hidden case, no rubric, no known mistake."""
    assignment = read_assignment(root, id, _kinds(), complete=False, folder=folder).assignment
    return _with_parts(assignment, with_public_cases(folder / "cases", root, assignment.parts))


def _with_secrets(root: Path, id: str) -> Assignment:
    marked = read_assignment(root, id, _kinds(), complete=True)
    for folder in ("solutions", "rubrics"):
        inside(root / folder / id, root)
    open_to_all = with_public_cases(root / "assignments" / id / "cases", root, marked.assignment.parts)
    parts = with_hidden_cases(root, id, [_with_rubric(root, id, part, marked) for part in open_to_all])
    assignment = _with_parts(marked.assignment, parts)
    return replace(assignment, mistakes=read_mistakes(root, assignment), rules=load_rules(root))


def _with_parts(assignment: Assignment, parts: Iterable[Part]) -> Assignment:
    """The assignment with these parts in the place of those of the same address."""
    known = {part.address: part for part in parts}
    questions = (replace(question, parts=tuple(known[part.address] for part in question.parts)) for question in assignment.questions)
    return replace(assignment, questions=tuple(questions))


def _with_rubric(root: Path, id: str, part: Part, marked: Marked) -> Part:
    """The part with its rubric at hand, for a kind that takes one; broken if it names a rubric that is none."""
    name = getattr(part.kind, "rubric", "")
    if not isinstance(name, str) or not name:
        return part
    try:
        if Path(name).name != name or name.startswith("."):
            place = marked.nodes[part.address.local].value["rubric"].place
            raise CourseError(f"rubric {name!r} is no plain file name", place=place, help=f"it names a file in rubrics/{id}")
        return replace(part, kind=_marked(part.kind, root / "rubrics" / id / name, root))
    except CourseError as error:
        return broken_part(part, error)


def _marked(kind: Kind, path: Path, root: Path) -> Kind:
    """The kind with its rubric at hand: a rubric of concepts, or one of the form that the kind declares."""
    form = getattr(kind, "rubric_form", None)
    rubric = read_rubric(path, root) if form is None else read_form(path, root, form)
    marked_by: Callable[[Any], Kind] | None = getattr(kind, "marked_by", None)
    if marked_by is None:
        return kind
    try:
        return marked_by(rubric)
    except ValueError as error:
        raise CourseError(str(error), place=Place(relative(path, root))) from None


def _ids(root: Path) -> list[str]:
    try:
        folders = [path.name for path in (root / "assignments").iterdir() if path.is_dir()]
    except OSError as error:
        raise UsageError(f"{root} is no course: its folder assignments/ cannot be read ({error.strerror})") from None
    return sorted(name for name in folders if not name.startswith((".", "__")))


def _kinds() -> Mapping[str, Any]:
    from grader.kinds import known_kinds

    return known_kinds()


class _Assignments(Mapping[str, Assignment]):
    """Assignments by id, read on demand and kept."""

    def __init__(self, root: Path, secrets: bool) -> None:
        self._root = root
        self._secrets = secrets
        self._kept: dict[str, Assignment] = {}

    def __getitem__(self, id: str) -> Assignment:
        if id not in self._kept:
            if id not in _ids(self._root):
                raise KeyError(id)
            self._kept[id] = load_assignment(self._root, id, secrets=self._secrets)
        return self._kept[id]

    def __iter__(self) -> Iterator[str]:
        return iter(_ids(self._root))

    def __len__(self) -> int:
        return len(_ids(self._root))
