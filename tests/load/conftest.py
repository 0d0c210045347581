"""A tiny course on disk, to be bent by each test."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest

from grader.errors import CourseError
from grader.load import load_assignment
from grader.model import Assignment, Part

ASSIGNMENT = """\
format: 1
title: Homework
questions:
  - id: q4
    title: Attention
    parts:
      - {id: softmax, title: Softmax, kind: code, points: 4, answer: q4.py:softmax, tolerance: {relative: 1e-3}, seconds: 3}
      - {id: attention, title: Attention, kind: code, points: "1/3", answer: q4.py:attention, needs: [q4.softmax]}
      - {id: why, title: Why, kind: text, points: 0.1, answer: answers.md, rubric: why.yaml, prompt: "Why?"}
"""
RUBRIC = """\
format: 1
question: why
concepts:
  - {id: A, text: sums to one, points: 2}
  - {id: B, text: shift changes nothing, points: 0.5}
misconceptions:
  - {id: M, text: softmax is linear, deduct: 1}
"""
CASES = '''\
from grader.authoring import call, cases


@cases("q4.softmax", hint="Subtract the maximum.")
def plain(rng):
    """Ordinary values."""
    yield call("softmax", rng.normal(size=3))


@cases("q4.attention", hint="Divide by the root.")
def ordinary(rng):
    """Ordinary values."""
    yield call("attention", rng.normal(size=(2, 3)))
'''
MISTAKE = '''\
"""softmax over the wrong axis"""

parts = ["q4.softmax", "q4.attention"]
hint = "Let the sum follow the axis."


def softmax(x): ...
'''


@dataclass
class TinyCourse:
    """Files of a course called by their path in it."""

    root: Path

    def write(self, path: str, text: str | bytes) -> Path:
        """Write one file."""
        file = self.root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(text if isinstance(text, bytes) else text.encode())
        return file

    def replace(self, path: str, old: str, new: str) -> None:
        """Change a piece of a file."""
        text = (self.root / path).read_text()
        assert old in text
        self.write(path, text.replace(old, new))

    def load(self, *, secrets: bool = True) -> Assignment:
        """Load the assignment."""
        return load_assignment(self.root, "hw", secrets=secrets)

    def part(self, local: str) -> Part:
        """Load one part."""
        return next(part for part in self.load().parts if part.address.local == local)

    def broken(self, local: str) -> list[str]:
        """What is broken in one part."""
        return [case.broken for case in self.part(local).cases if case.broken]

    def told(self, *, secrets: bool = True) -> str:
        """The error of loading, as it is shown."""
        with pytest.raises(CourseError) as error:
            self.load(secrets=secrets)
        assert str(self.root) not in str(error.value)
        return str(error.value)


@pytest.fixture
def course(tmp_path: Path) -> TinyCourse:
    """A course without mistakes."""
    tiny = TinyCourse(tmp_path / "course")
    tiny.write("assignments/hw/assignment.yaml", ASSIGNMENT)
    tiny.write("assignments/hw/q4.py", "def softmax(x): ...\ndef attention(x): ...\n")
    tiny.write("assignments/hw/answers.md", "## q4.why\n")
    tiny.write("rubrics/hw/why.yaml", RUBRIC)
    tiny.write("solutions/hw/cases/q4.py", CASES)
    tiny.write("solutions/hw/mistakes/wrong_axis.py", MISTAKE)
    return tiny
