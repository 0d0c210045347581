"""Gather a release: what the author wrote for students, and what is made from it."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from grader.collect import release_hash
from grader.errors import CourseError, Place
from grader.model import Address, Assignment, Observation
from grader.pipeline import Sandbox, show_public
from grader.release.notebook import to_notebook, validate
from grader.release.proving import prove_clean, prove_same
from grader.release.words import readme, requirements
from grader.selfcheck import PLACE, PublicMistake, Record, packed, write_record

_JUNK = frozenset({"__pycache__", ".ipynb_checkpoints"})
_MOST_BYTES = 50_000_000


@dataclass(frozen=True, slots=True)
class Release:
    """What students get, ready to be written."""

    name: str
    files: Mapping[str, bytes]
    """By path within the folder."""
    proofs: tuple[str, ...]
    """What was proven of it, a sentence each."""


def make_release(assignment: Assignment, root: Path, sandbox: Sandbox) -> Release:
    """Make the release of an assignment that was loaded with its reference.

    Raises CourseError when the course cannot be released: a file that cannot be read, a public case that the reference does not answer,
    something secret among the files, a notebook that is graded otherwise than the files.
    """
    source = written_for_students(root / "assignments" / assignment.id, root)
    notebook = f"{assignment.id}.ipynb"
    stubs = {path: source[path].decode() for path in asked_files(assignment) if path in source}
    files = dict(source)
    files.setdefault(notebook, to_notebook(assignment, stubs))
    files.setdefault("README.md", readme(assignment).encode())
    files.setdefault("requirements.txt", requirements().encode())
    validate(files[notebook])
    record = _record(assignment, files, sandbox)
    files[PLACE] = write_record(record)
    proofs = (prove_clean(assignment, root, files), prove_same(assignment, root, files, sandbox))
    return Release(assignment.id, dict(sorted(files.items())), proofs)


def asked_files(assignment: Assignment) -> tuple[str, ...]:
    """Files in which students write, in the order of the parts."""
    return tuple(dict.fromkeys(part.kind.answer.partition(":")[0] for part in assignment.parts))


def written_for_students(folder: Path, root: Path) -> dict[str, bytes]:
    """Every file of the assignment's folder, hidden ones and caches left out; raises CourseError for links and for too much."""
    found: dict[str, bytes] = {}
    for path in sorted(folder.rglob("*")):
        inside = path.relative_to(folder)
        if any(step.startswith(".") or step in _JUNK for step in inside.parts):
            continue
        if path.is_symlink():
            raise CourseError("is a link; a release holds files only", place=Place(path.relative_to(root).as_posix()))
        if path.is_file():
            found[inside.as_posix()] = path.read_bytes()
    if sum(map(len, found.values())) > _MOST_BYTES:
        problem = f"holds more than {_MOST_BYTES // 1_000_000} MB; students download all of it"
        raise CourseError(problem, place=Place(folder.relative_to(root).as_posix()), help="Put large data elsewhere.")
    return found


def _record(assignment: Assignment, files: Mapping[str, bytes], sandbox: Sandbox) -> Record:
    shown = show_public(assignment, sandbox)
    coded = [part for part in assignment.parts if any(case.plan for case in part.cases)]
    return Record(
        assignment=assignment.id,
        title=assignment.title,
        content=release_hash(assignment.folder),
        grader=_version(),
        files={path: hashlib.sha256(data).hexdigest() for path, data in files.items()},
        due=assignment.policy.due,
        hidden={part.address.local: sum(not case.public for case in part.cases) for part in coded},
        expected=packed(_local(shown.expected)),
        mistakes=tuple(
            PublicMistake(
                mistake.id,
                mistake.title,
                mistake.hint,
                tuple(part.local for part in mistake.parts),
                mistake.patterns,
                packed(_local(seen)),
            )
            for mistake, seen in shown.mistakes
        ),
    )


def _local(observations: Mapping[Address, Observation]) -> dict[str, Observation]:
    return {address.local: seen for address, seen in observations.items()}


def _version() -> str:
    try:
        return version("grader")
    except PackageNotFoundError:
        return "0"
