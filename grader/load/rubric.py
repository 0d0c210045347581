"""Read a written part's rubric file."""

from __future__ import annotations

from pathlib import Path

from grader.errors import CourseError, Place, did_you_mean
from grader.strict.files import read_bytes, relative
from grader.text import Rubric
from grader.text import read_rubric as read_content


def read_rubric(path: Path, root: Path) -> Rubric:
    """Read and check a rubric; raises CourseError with every mistake of the file."""
    file = relative(path, root)
    if not path.exists():
        there = sorted(other.name for other in path.parent.glob("*.yaml")) if path.parent.is_dir() else []
        known = f"rubrics there: {', '.join(there) or 'none'}"
        raise CourseError(f"there is no such rubric{did_you_mean(path.name, there)}", place=Place(file), help=known)
    return read_content(read_bytes(path, root), file)
