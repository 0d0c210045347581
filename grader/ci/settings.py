"""What a course says about its pull requests: `ci.yaml`."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from grader.strict.files import read_bytes
from grader.strict.nodes import read_yaml
from grader.strict.problems import Problems
from grader.strict.shapes import build

FILE = "ci.yaml"


@dataclass(frozen=True, slots=True)
class Settings:
    """The file's fields; a course without the file has these defaults."""

    format: Literal[1] = 1
    salt: str = ""
    """Public. It makes the inputs of this course and year unlike those of any other for the same commit."""
    public: Literal["nothing", "feedback", "marks"] = "feedback"
    """What a pull request in a public repository shows: that it was graded, what to fix as well, or the marks too."""


def read_settings(course: Path) -> Settings:
    """Read `ci.yaml` at the course's root; raises CourseError with every mistake of the file."""
    path = course / FILE
    if not path.exists():
        return Settings()
    problems = Problems()
    settings = build(read_yaml(read_bytes(path, course), FILE), Settings, problems)
    problems.tell()
    assert isinstance(settings, Settings)
    return settings


def seed_for(head: str, settings: Settings) -> str:
    """The seed of all inputs for one commit: nobody can know it before the commit exists.

    >>> seed_for("a" * 40, Settings(salt="spring"))[:16]
    'a029c7f3772b9c03'
    """
    return hashlib.sha256(f"grader ci 1\n{settings.salt}\n{head}".encode()).hexdigest()
