"""A course as it was loaded: assignments, questions, parts, known mistakes, and the reference submission's place."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from pathlib import Path
from typing import Literal

from grader.errors import UsageError, did_you_mean
from grader.model.address import Address
from grader.model.case import Case
from grader.model.kind import Kind
from grader.model.policy import CourseRules, Policy
from grader.model.submission import Submission

Profile = Literal["numpy", "scipy", "torch"]
"""What student code finds beside Python's own library; NumPy is always there."""


@dataclass(frozen=True, slots=True)
class Part:
    """The smallest thing with points."""

    address: Address
    title: str
    points: Fraction
    kind: Kind
    cases: tuple[Case, ...]
    needs: tuple[Address, ...] = ()
    """Parts that must not have failed, else this one is `skipped`."""
    prompt: str = ""
    """Markdown that students read (written parts)."""
    hints: tuple[str, ...] = ()
    """What a student may ask for, rung by rung; the last one is still no solution."""


@dataclass(frozen=True, slots=True)
class Question:
    """Parts on one topic."""

    id: str
    title: str
    parts: tuple[Part, ...]
    cap: Fraction | None = None
    """No more points than this for the whole question."""
    profile: Profile = "numpy"
    """The library that the code of this question may use."""


@dataclass(frozen=True, slots=True)
class Mistake:
    """A known wrong implementation: replaces names of the reference's module `module`."""

    id: str
    title: str
    """What the student reads: "softmax over the wrong axis"."""
    hint: str
    parts: tuple[Address, ...]
    """The parts that it must cost."""
    module: str
    source: str
    file: str
    public: bool = False
    """Whether students are told of it before they hand in."""
    patterns: tuple[str, ...] = ()
    """Expressions that give its line away, such as `_.sum(axis=0)`; see `grader.selfcheck.patterns`."""


@dataclass(frozen=True, slots=True)
class Assignment:
    """A homework, its secret side included when that was loaded."""

    id: str
    title: str
    questions: tuple[Question, ...]
    mistakes: tuple[Mistake, ...] = ()
    reference: Submission | None = None
    """The model solution, read like any submission; None in a student's folder."""
    cap: Fraction | None = None
    folder: str = ""
    language: str = "en"
    """In which students are spoken to."""
    hint_price: Fraction = Fraction(0)
    """Points that each hint taken costs."""
    rules: CourseRules = field(default_factory=CourseRules)
    """What the course file says about all assignments."""

    @property
    def policy(self) -> Policy:
        """What the course file says about this one."""
        return self.rules.policies.get(self.id, Policy())

    @property
    def parts(self) -> tuple[Part, ...]:
        """All parts in order."""
        return tuple(part for question in self.questions for part in question.parts)

    @property
    def possible(self) -> Fraction:
        """Points that can be reached, caps respected."""
        total = Fraction(0)
        for question in self.questions:
            points = sum((part.points for part in question.parts), Fraction(0))
            total += points if question.cap is None else min(points, question.cap)
        return total if self.cap is None else min(total, self.cap)

    def part(self, address: Address) -> Part:
        """Find a part; raises UsageError with the nearest address when there is none."""
        for part in self.parts:
            if (part.address.question, part.address.part) == (address.question, address.part):
                return part
        known = [part.address.local for part in self.parts]
        raise UsageError(f"{self.id} has no part {address.local!r}{did_you_mean(address.local, known)}")


@dataclass(frozen=True, slots=True)
class Course:
    """Assignments by id; loaded one at a time, when asked for."""

    root: Path
    assignments: Mapping[str, Assignment] = field(default_factory=dict)

    def __getitem__(self, assignment: str) -> Assignment:
        """Find an assignment; raises UsageError with the nearest id when there is none."""
        try:
            return self.assignments[assignment]
        except KeyError:
            raise UsageError(f"there is no assignment {assignment!r} in {self.root}{did_you_mean(assignment, self.assignments)}") from None

    def __iter__(self) -> Iterator[str]:
        return iter(self.assignments)
