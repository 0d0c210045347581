"""Mutants that an author declares to be right answers, each with a reason."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from grader.strict.files import read_bytes, relative
from grader.strict.nodes import read_yaml
from grader.strict.problems import Problems
from grader.strict.shapes import build
from grader.verify.mutants import Mutant

FILE = "equivalents.yaml"

Key = tuple[str, str, str]
"""A function, a line of it, and what the line becomes."""


@dataclass(frozen=True, slots=True)
class Equivalent:
    """Changes of a line that compute what is asked for; they are found by their text, so they survive edits elsewhere."""

    function: str
    """`q4_attention.py:softmax`, or `q4_attention.py` for a top-level statement."""
    line: str
    becomes: str | tuple[str, ...]
    reason: str

    @property
    def keys(self) -> tuple[Key, ...]:
        """What the mutants are looked up by; runs of blanks count as one."""
        changed = (self.becomes,) if isinstance(self.becomes, str) else self.becomes
        return tuple((self.function, " ".join(self.line.split()), " ".join(text.split())) for text in changed)


@dataclass(frozen=True, slots=True)
class _File:
    format: Literal[1]
    equivalents: tuple[Equivalent, ...] = ()


def read_equivalents(root: Path, assignment: str) -> tuple[Equivalent, ...]:
    """The declarations of `solutions/<assignment>/equivalents.yaml`, none when the file is not there.

    Raises CourseError with every mistake of the file: an unknown field, a reason left empty, a mutant declared twice.
    """
    path = root / "solutions" / assignment / FILE
    if not path.exists():
        return ()
    problems = Problems()
    node = read_yaml(read_bytes(path, root), relative(path, root))
    read = build(node, _File, problems)
    problems.tell()
    seen: set[Key] = set()
    listed = node.value["equivalents"].value if "equivalents" in node.value else ()
    for one, place in zip(read.equivalents, listed, strict=True):
        if not one.reason.strip():
            problems.add(place.place, "the reason is empty", "say why a student who writes this has a right answer")
        for key in one.keys:
            if key in seen:
                problems.add(place.place, f"`{key[2]}` is declared already", "take one of the two away")
            seen.add(key)
    problems.tell()
    return tuple(read.equivalents)


def key_of(mutant: Mutant) -> Key:
    """What a mutant is declared by."""
    function = f"{mutant.file}:{mutant.owner}" if mutant.owner else mutant.file
    return function, mutant.before, mutant.after
