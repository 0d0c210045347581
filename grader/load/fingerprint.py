"""Content hashes of all files of an assignment, its secret side included."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path

from grader.load.rules import FILE
from grader.model import Assignment

_FOLDERS = ("assignments", "solutions", "rubrics")
_SHORT = 16
"""Digits of a file's hash: enough to see that a file changed."""


def course_files(assignment: Assignment) -> dict[str, str]:
    """A content hash of each of the assignment's files by its path in the course, in order, and of the course's rules.

    A file that was left by a run (`__pycache__`), by an editor or by a system (hidden) is none of the course.
    """
    if not assignment.folder:
        return {}
    root = Path(assignment.folder).parents[1]
    own = [path for folder in _FOLDERS for path in sorted(_files(root / folder / assignment.id))]
    rules = [root / FILE] if (root / FILE).is_file() else []
    return {path.relative_to(root).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()[:_SHORT] for path in (*own, *rules)}


def course_hash(files: dict[str, str]) -> str:
    """One hash for all files.

    >>> course_hash({"a": "1"}) == course_hash({"a": "2"})
    False
    """
    lines = "".join(f"{path}\0{digest}\n" for path, digest in sorted(files.items()))
    return hashlib.sha256(lines.encode("utf-8", "surrogatepass")).hexdigest()


def _files(folder: Path) -> Iterator[Path]:
    if not folder.is_dir() or folder.is_symlink():
        return
    for path in folder.iterdir():
        if path.name.startswith((".", "__pycache__")) or path.name.endswith("~") or path.is_symlink():
            continue
        if path.is_dir():
            yield from _files(path)
        elif path.is_file():
            yield path
