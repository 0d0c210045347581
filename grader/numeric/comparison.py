"""What a comparison of two values found: frozen figures and words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from grader.catalogue import capital
from grader.model import Message

Reason = Literal["", "type", "structure", "shape", "dtype", "non-finite", "values"]

REASONS: tuple[Reason, ...] = ("", "type", "structure", "shape", "dtype", "non-finite", "values")
"""In the order in which they are looked for: a wrong shape is told before a wrong value."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """The answer of `compare`: ask for `equal`, and if it is False for the rest.

    `message` is for the student and gives away neither an input nor an expected value. The figures (`worst`, `where`) are for
    programs: `worst` and the student's own value would give the expected one away, so neither may be printed as it is.
    """

    equal: bool
    reason: Reason = ""
    message: Message | None = None
    wrong: int = 0
    """How many entries differ (of the value that `message` speaks of)."""
    total: int = 0
    """How many entries that value has."""
    worst: float = 0.0
    """The largest distance as a multiple of what the tolerance allows there; inf where nothing is allowed."""
    where: tuple[int, ...] | None = None
    """Index of the entry that is furthest off."""
    pattern: str = ""
    """What all differences have in common, when that is certain: "transposed", "all signs flipped"."""

    def __bool__(self) -> bool:
        """Refuse, since `compare(a, b) or other` and `if found` would be read in two ways; ask `.equal`."""
        raise TypeError("a Comparison is neither true nor false: ask for its .equal")


EQUAL = Comparison(True)
"""The comparison of two values that are the same."""


def differs(reason: Reason, text: str, help: str) -> Comparison:
    """A comparison that failed before any entry was looked at."""
    return Comparison(False, reason, said(text, help))


def said(text: str, help: str) -> Message:
    """A message whose first letter is a capital, since sentences here begin with the name of what was compared."""
    return Message(capital(text), help)
