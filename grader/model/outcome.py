"""A judged case: verdict, credit and words for the student."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

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
