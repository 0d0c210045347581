"""Read a written part's rubric file."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from grader.errors import CourseError, Place, did_you_mean
from grader.strict.files import read_bytes, relative
from grader.strict.nodes import read_yaml
from grader.strict.problems import Problems
from grader.strict.shapes import build
from grader.text import Rubric
from grader.text import read_rubric as read_content


def read_rubric(path: Path, root: Path) -> Rubric:
    """Read and check a rubric of concepts; raises CourseError with every mistake of the file."""
    file = _there(path, root)
    return read_content(read_bytes(path, root), file)


def read_form(path: Path, root: Path, form: type) -> Any:
    """Read a rubric whose fields are those of the dataclass `form`, as a kind declares them; raises CourseError likewise."""
    file = _there(path, root)
    problems = Problems()
    rubric = build(read_yaml(read_bytes(path, root), file), form, problems)
    problems.tell()
    return rubric


def _there(path: Path, root: Path) -> str:
    """The file's name for messages; raises CourseError when it is not there."""
    file = relative(path, root)
    if not path.exists():
        there = sorted(other.name for other in path.parent.glob("*.yaml")) if path.parent.is_dir() else []
        known = f"rubrics there: {', '.join(there) or 'none'}"
        raise CourseError(f"there is no such rubric{did_you_mean(path.name, there)}", place=Place(file), help=known)
    return file
