"""When work is due and what lateness costs, as values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Literal

DAY = 86_400
"""Seconds."""

TimeSource = Literal["manifest", "lms", "git"]
"""Who says when work was handed in: the student's own `grader submit`, the learning platform, or a Git commit."""

Attempts = Literal["last", "best"]


@dataclass(frozen=True, slots=True, order=True)
class Moment:
    """A point in time."""

    seconds: int
    """Since 1970-01-01 00:00 UTC."""
    shown: str = field(default="", compare=False)
    """In the course's own time zone: `2026-11-20 23:59 CET`."""


@dataclass(frozen=True, slots=True)
class HandedIn:
    """When work was handed in, and who says so."""

    moment: Moment
    source: TimeSource


@dataclass(frozen=True, slots=True)
class Policy:
    """The rules of one assignment."""

    due: Moment | None = None
    grace: int = 0
    """Seconds after the due date that cost nothing; who is later than that is late from the due date on."""
    late_percent_per_day: Fraction = Fraction(0)
    """Percent of what was earned that each day begun after the due date takes."""
    late_days: int | None = None
    """Days after which nothing counts any more; None: never."""
    late_cap: Fraction | None = None
    """Percent of the assignment's points that late work can reach at most."""
    attempts: Attempts = "last"
    extensions: Mapping[str, Moment] = field(default_factory=dict)
    """Due dates of single students."""
    groups: tuple[tuple[str, ...], ...] = ()
    """Students who hand in together."""
    weight: Fraction = Fraction(1)
    """Of the assignment in the course's total."""

    def due_for(self, student: str) -> Moment | None:
        """The due date of a student."""
        return self.extensions.get(student, self.due)


@dataclass(frozen=True, slots=True)
class CourseRules:
    """What the course file says about all assignments."""

    policies: Mapping[str, Policy] = field(default_factory=dict)
    """By assignment, in the order of their due dates."""
    slip_days: int = 0
    """Late days that each student may spend over the whole course without a cost."""
    drop_lowest: int = 0
    """Assignments with the lowest share of points that do not count."""
    time_zone: str = "UTC"
    """In which times without an offset are meant."""


@dataclass(frozen=True, slots=True)
class Adjustment:
    """Points taken from, or given to, a whole submission, with the rule that says so."""

    rule: Literal["slip_days", "late", "late_cap", "too_late", "hints"]
    points: Fraction
    """Below 0 where points are taken; 0 where a rule was used without a cost."""
    reason: str
    days: int = 0
    """Slip days spent."""


@dataclass(frozen=True, slots=True)
class Scored:
    """One assignment of one student, for the course's total."""

    assignment: str
    earned: Fraction
    possible: Fraction
    weight: Fraction = Fraction(1)

    @property
    def share(self) -> Fraction:
        """Of the points, from 0 to 1."""
        return self.earned / self.possible if self.possible else Fraction(0)


@dataclass(frozen=True, slots=True)
class Total:
    """A student's whole course."""

    share: Fraction
    """Weighted mean of the shares that count."""
    dropped: tuple[str, ...]
