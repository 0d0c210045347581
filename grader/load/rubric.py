"""Check a written part's rubric file."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Any, Literal

from grader.errors import CourseError, Place, did_you_mean
from grader.load.files import read_bytes, relative
from grader.load.problems import Problems
from grader.load.shapes import FAILED, build
from grader.load.strict import Node, read_yaml


@dataclass(frozen=True, slots=True)
class Concept:
    """Something that a full answer says, and what it is worth on the rubric's own scale."""

    id: str
    text: str
    points: Fraction


@dataclass(frozen=True, slots=True)
class Misconception:
    """A wrong claim, and what it costs."""

    id: str
    text: str
    deduct: Fraction


@dataclass(frozen=True, slots=True)
class Rubric:
    """The marking scheme of one written part."""

    format: Literal[1]
    question: str
    """Key of the question in the marking scheme."""
    concepts: tuple[Concept, ...]
    misconceptions: tuple[Misconception, ...] = ()


def read_rubric(path: Path, root: Path) -> Rubric:
    """Read and check a rubric; raises CourseError with every mistake of the file."""
    file = relative(path, root)
    if not path.exists():
        there = sorted(other.name for other in path.parent.glob("*.yaml")) if path.parent.is_dir() else []
        known = f"rubrics there: {', '.join(there) or 'none'}"
        raise CourseError(f"there is no such rubric{did_you_mean(path.name, there)}", place=Place(file), help=known)
    node = read_yaml(read_bytes(path, root), file)
    problems = Problems()
    rubric = build(node, Rubric, problems)
    if rubric is not FAILED:
        _check(node, rubric, problems)
    problems.tell()
    found: Rubric = rubric
    return found


def _check(node: Node, rubric: Rubric, problems: Problems) -> None:
    if not rubric.concepts:
        problems.add(node.value["concepts"].place, "concepts: there should be at least one")
    _check_entries(node, "concepts", "points", rubric.concepts, problems)
    _check_entries(node, "misconceptions", "deduct", rubric.misconceptions, problems)


def _check_entries(node: Node, key: str, worth: str, entries: tuple[Any, ...], problems: Problems) -> None:
    seen: dict[str, Place] = {}
    for number, entry in enumerate(entries):
        marked = node.value[key].value[number]
        within = f"{key}[{number + 1}]: "
        if not entry.text.strip():
            problems.add(marked.value["text"].place, f"{within}text is empty")
        if getattr(entry, worth) <= 0:
            problems.add(marked.value[worth].place, f"{within}{worth} should be above 0")
        if entry.id in seen:
            problems.add(marked.value["id"].place, f"{within}the id {entry.id!r} is taken: line {seen[entry.id].line}")
        seen.setdefault(entry.id, marked.value["id"].place)
