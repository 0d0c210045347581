"""What a checked line and a checked derivation say."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from grader.algebra.grammar import Chain

LineVerdict = Literal["correct", "incorrect", "unparseable", "undecided", "ignored"]
Final = Literal["correct", "incorrect", "incomplete", "unparseable", "undecided"]


@dataclass(frozen=True, slots=True)
class CheckedLine:
    """One line, judged."""

    text: str
    reading: str
    """How we read it, as LaTeX; empty for prose."""
    kind: Literal["step", "def", "prose"]
    verdict: LineVerdict
    follows: bool | None
    """Whether it follows from the lines above, be they right or wrong; None where that has no meaning."""
    proved: bool = False
    """True when algebra proved it; a correct line that is not proved agrees at every point that was tried."""
    reason: str = ""
    """For the student: what is wrong, missing or unreadable."""
    column: int | None = None
    """Where an unreadable line stops making sense, counted from 1."""
    defined: tuple[str, ...] = ()
    """Symbols of the goal that this line defines rightly."""
    misdefined: tuple[str, ...] = ()
    """Symbols of the goal that it defines wrongly."""


@dataclass(frozen=True, slots=True)
class Derivation:
    """All lines of a derivation and what they come to."""

    lines: tuple[CheckedLine, ...]
    first_wrong: int | None
    """Number of the first line that is wrong or unreadable, counted from 1."""
    final: Final
    reached: bool
    """Whether a right line states the goal itself."""
    missing: tuple[str, ...] = ()
    """Symbols of the goal that are nowhere defined."""
    reason: str = ""
    """Why it is incomplete or undecided."""
    statements: tuple[tuple[Chain, ...], ...] = field(default=(), repr=False)
    """By line: what was read, continuations completed by the side from which they go on."""
