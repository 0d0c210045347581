"""A person's decision on one part of one submission."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from grader.model.address import Address


@dataclass(frozen=True, slots=True)
class Override:
    """So many points for this part, whatever the machine says, as long as what was decided on stays as it was."""

    student: str
    address: Address
    points: Fraction
    why: str
    """Read by the student."""
    basis: str
    """Hash of what was settled: the answer, and what the machine made of it."""
    who: str = ""
    at: str = ""
    """UTC, such as 2026-03-01T09:30:00Z."""
