"""An autograder for Gradescope: the course, this package, and the two scripts that its container runs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, requires, version
from pathlib import Path

from grader.errors import UsageError
from grader.load import course_files
from grader.model import Assignment

PACKAGE = Path(__file__).resolve().parents[1]
_SCRIPTS = Path(__file__).resolve().parent / "scripts"
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")


def gradescope_files(assignment: Assignment, root: Path) -> dict[str, bytes]:
    """What the zip holds, by path: `setup.sh` and `run_autograder` at its root, the assignment with its secrets, this package.

    The same course and the same installation give the same bytes. The zip is for Gradescope alone: it holds the answers. Raises
    UsageError when this installation does not say which packages it runs with.
    """
    files = {
        "setup.sh": (_SCRIPTS / "setup.sh").read_bytes(),
        "run_autograder": (_SCRIPTS / "run_autograder").read_bytes().replace(b"@ASSIGNMENT@", assignment.id.encode()),
        "requirements.txt": requirements().encode(),
    }
    for path in course_files(assignment):
        files[f"course/{path}"] = (root / path).read_bytes()
    for file in _package():
        files[f"package/grader/{file.relative_to(PACKAGE).as_posix()}"] = file.read_bytes()
    return files


def requirements() -> str:
    """The packages that this installation runs with, pinned, extras left out; what depends on what is read from their own metadata."""
    try:
        pinned = dict(_pinned("grader", set()))
    except PackageNotFoundError:
        raise UsageError("grader is not installed here as a package, so nobody can say what it needs; run bootstrap.py first") from None
    return "".join(f"{name}=={pinned[name]}\n" for name in sorted(pinned))


def _pinned(package: str, seen: set[str]) -> Iterator[tuple[str, str]]:
    """All that a package needs and that is here; what is for another system or Python is not here."""
    for text in requires(package) or ():
        need, _, marker = text.partition(";")
        found = _NAME.match(need)
        name = found[0].lower().replace("_", "-") if found else ""
        if not name or name in seen or "extra" in marker:
            continue
        seen.add(name)
        try:
            yield name, version(name)
        except PackageNotFoundError:
            continue
        yield from _pinned(name, seen)


def _package() -> list[Path]:
    return sorted(path for path in PACKAGE.rglob("*") if path.is_file() and "__pycache__" not in path.parts)
