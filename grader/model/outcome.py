"""A judged case: verdict, credit and words for the student."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from typing import Literal

from grader.model.address import Address


class Verdict(StrEnum):
    """Every way a case, and so a part, can end."""

    PASSED = "passed"
    PARTIAL = "partial"
    FAILED = "failed"
    ERROR = "error"
    """The student's code raised, or ended the process."""
    TIMEOUT = "timeout"
    MEMORY = "memory"
    MISSING = "missing"
    MALFORMED = "malformed"
    SKIPPED = "skipped"
    REVIEW = "review"
    """A person must decide."""
    BROKEN = "broken"
    """Our fault or the course's: costs no points."""


@dataclass(frozen=True, slots=True)
class Message:
    """Why points were lost and what to do next; two fields, so that a report can show them apart."""

    reason: str
    help: str = ""
    where: str = ""
    """A place in the student's own file: `q4_attention.py:31`, or empty."""
    source: str = ""
    """The student's own line at that place, or empty."""


@dataclass(frozen=True, slots=True)
class Span:
    """Characters `start` to `end` of an answer, and what they count as."""

    start: int
    end: int
    grade: str
    """full, half, wrong, denied or misconception: what a rubric made of these words."""
    of: str = ""
    """Id of the rubric's concept or misconception."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """What a person who decides on an answer is shown: the answer, what was found in it, and what the machine alone would give."""

    answer: str
    evidence: tuple[Span, ...] = ()
    credit: Fraction | None = None
    """From 0 to 1; None when the machine has no opinion."""


Found = Literal["proved", "numerically equal", "holds where tried", "wrong", "inherited", "unreadable", "undecided", "words"]
"""What was found of a line of a derivation; `inherited`: it follows from a line above that is wrong already."""


@dataclass(frozen=True, slots=True)
class ReadLine:
    """One line of a derivation: as it was written, how we read it, and what was found."""

    text: str
    reading: str = ""
    """LaTeX; empty for words, and for what cannot be read."""
    found: Found = "words"
    follows: bool | None = None
    """Whether it follows from the lines above, be they right or wrong; None where that has no meaning."""
    reason: str = ""
    """What is wrong with it, for the student."""
    column: int | None = None
    """Where an unreadable line stops making sense, counted from 1."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """One case, judged."""

    address: Address
    title: str
    verdict: Verdict
    credit: Fraction
    """From 0 to 1."""
    messages: tuple[Message, ...] = ()
    weight: Fraction = Fraction(1)
    public: bool = False
    proposed: Proposal | None = None
    """For a person who has to decide."""
    lines: tuple[ReadLine, ...] = ()
    """Of a derivation: how it was read."""
