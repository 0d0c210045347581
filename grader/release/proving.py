"""Prove a release: nothing secret in it, and the notebook worth as much as the files."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Mapping
from fractions import Fraction
from pathlib import Path

from grader.collect import Entry, collect
from grader.collect.stubs import all_untouched, defined_names
from grader.errors import CourseError
from grader.model import Assignment, Mistake
from grader.pipeline import Marking, Memory, Sandbox
from grader.release.notebook import to_notebook
from grader.verify.leaks import leaks

_CACHES = frozenset({"__pycache__", ".ipynb_checkpoints"})
_TOLD = 10


def prove_clean(assignment: Assignment, root: Path, files: Mapping[str, bytes]) -> str:
    """Search a release for everything secret; raises CourseError with each finding, returns what was proven."""
    shown = [told_of(mistake) for mistake in assignment.mistakes if mistake.public]
    for part in assignment.parts:
        shown += [part.title, part.prompt, *(text for case in part.cases for text in (case.title, case.hint))]
    secret = [folder for name in ("solutions", "rubrics") if (folder := root / name / assignment.id).is_dir()]
    with tempfile.TemporaryDirectory() as place:
        _spread(files, Path(place))
        found = leaks(_all_files(secret), Path(place), public=meant_for_students(assignment, root), shown=shown)
        if found:
            told = "\n  ".join(str(finding).replace(place, assignment.id) for finding in found[:_TOLD])
            raise CourseError(f"something secret would be published:\n  {told}")
    return f"Nothing of {' and '.join(f'{folder.parent.name}/{folder.name}' for folder in secret)} is in it."


def meant_for_students(assignment: Assignment, root: Path) -> list[Path]:
    """Files whose very words may stand in the reference too: the assignment, its sheets, its public cases, and stubs that are still stubs.

    A stub in which an asked function was written, and anything else that lies there, must be as free of secrets as all the rest.
    """
    folder = root / "assignments" / assignment.id
    asked: dict[str, list[str]] = {}
    for part in assignment.parts:
        file, colon, name = part.kind.answer.partition(":")
        asked.setdefault(file, []).extend([name.partition(".")[0]] if colon else [])
    meant = [folder / "assignment.yaml", folder / "cases"]
    for file, names in asked.items():
        if (folder / file).is_file() and (not names or all_untouched((folder / file).read_text(encoding="utf-8"), tuple(names))):
            meant.append(folder / file)
    return [path for path in meant if path.exists()]


def told_of(mistake: Mistake) -> str:
    """What a release tells of a public mistake, in the form in which it does: never its code."""
    told = {"hint": mistake.hint, "id": mistake.id, "parts": [part.local for part in mistake.parts]}
    return json.dumps(told | {"patterns": list(mistake.patterns), "title": mistake.title}, ensure_ascii=False)


def prove_same(assignment: Assignment, root: Path, files: Mapping[str, bytes], sandbox: Sandbox) -> str:
    """Grade stubs and reference, as files and as the notebook made of them; raises CourseError when that makes a difference."""
    marking = Marking(assignment, sandbox, Memory())
    asked = dict.fromkeys(part.kind.answer.partition(":")[0] for part in assignment.parts)
    stubs = {path: files[path].decode() for path in asked if path in files}
    places = {path: root / "solutions" / assignment.id / path for path in asked}
    reference = {path: place.read_text(encoding="utf-8") for path, place in places.items() if place.is_file()}
    _compare(assignment, marking, "stubs", stubs, stubs)
    for group in without_clashes(reference):
        _compare(assignment, marking, "reference", reference, stubs | {path: reference[path] for path in group})
    return "Stubs and reference earn the same as files and as the notebook."


def without_clashes(files: Mapping[str, str]) -> list[list[str]]:
    """Group files so that no two of a group define the same name: in a notebook, the later definition would win.

    >>> without_clashes({"a.py": "def f(): pass", "b.py": "def f(): pass", "c.py": "def g(): pass"})
    [['a.py', 'c.py'], ['b.py']]
    """
    groups: list[tuple[list[str], set[str]]] = []
    for path, text in files.items():
        mine = set(defined_names(text)) if path.endswith(".py") else set()
        for group, names in groups:
            if not names & mine:
                group.append(path)
                names |= mine
                break
        else:
            groups.append(([path], mine))
    return [group for group, _ in groups]


def _compare(assignment: Assignment, marking: Marking, what: str, as_files: Mapping[str, str], in_notebook: Mapping[str, str]) -> None:
    """Compare the points of those parts whose file is the same on both sides."""
    notebook = {f"{assignment.id}.ipynb": to_notebook(assignment, in_notebook)}
    points = [
        _points(assignment, marking, {path: text.encode() for path, text in as_files.items()}),
        _points(assignment, marking, notebook),
    ]
    alike = {path for path in as_files if in_notebook.get(path) == as_files[path]}
    parts = [part.address.local for part in assignment.parts if part.kind.answer.partition(":")[0] in alike]
    differ = [local for local in parts if points[0][local] != points[1][local]]
    if differ:
        raise CourseError(f"the {what} earns other points in the notebook than in the files: {', '.join(differ)}")


def _points(assignment: Assignment, marking: Marking, content: Mapping[str, bytes]) -> dict[str, Fraction]:
    with tempfile.TemporaryDirectory() as place:
        _spread(content, Path(place))
        result = marking.mark(collect(Entry("release", Path(place)), assignment)).result
    return {part.address.local: part.earned for part in result.parts}


def _all_files(folders: list[Path]) -> list[Path]:
    return [path for folder in folders for path in sorted(folder.rglob("*")) if path.is_file() and not _CACHES & set(path.parts)]


def _spread(files: Mapping[str, bytes], place: Path) -> None:
    for path, data in files.items():
        (place / path).parent.mkdir(parents=True, exist_ok=True)
        (place / path).write_bytes(data)
