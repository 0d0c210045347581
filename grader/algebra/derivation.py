"""Judge a derivation line by line: is it true, does it follow."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, Literal

from grader.algebra.judging import Judge
from grader.algebra.lines import split_lines
from grader.algebra.parser import Chain
from grader.algebra.question import Question, read_question

LineVerdict = Literal["correct", "incorrect", "unparseable", "undecided", "ignored"]
Final = Literal["correct", "incorrect", "incomplete", "unparseable", "undecided"]
MOST_LINES = 200


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


def check_derivation(
    lines: str | Sequence[str],
    *,
    given: Sequence[str],
    goal: str,
    symbols: Mapping[str, Any],
    at: str = "",
    question: Question | None = None,
) -> Derivation:
    """Check a derivation; nothing in it is ever run.

    `lines`: a text, or one text a line. `given` and `goal`: formulas. `symbols`: kinds or shapes by name.
    `at`: a point of which lines may speak without claiming it everywhere, such as "x = 0" for a maximum.
    `question`: one that was read before, in the place of the four.

    >>> found = check_derivation(
    ...     ["y = a(c z + d) + b", "y = a c z + d + b"],
    ...     given=["y = a x + b", "x = c z + d"], goal="y = k z + l",
    ...     symbols={name: "scalar" for name in "abcdxyzkl"})
    >>> found.first_wrong, found.final, found.lines[1].follows
    (2, 'incorrect', False)

    Raises ValueError when the question itself cannot be read.
    """
    texts = split_lines(lines) if isinstance(lines, str) else [str(line) for line in lines]
    return Judge(question or question_of(given, goal, symbols, at), texts[:MOST_LINES]).run()


def question_of(given: Sequence[str], goal: str, symbols: Mapping[str, Any], at: str = "") -> Question:
    """Read a question; the same question is read once."""
    return _question(tuple(given), goal, tuple((name, _frozen(kind)) for name, kind in symbols.items()), at)


@lru_cache(maxsize=256)
def _question(given: tuple[str, ...], goal: str, symbols: tuple[tuple[str, Any], ...], at: str) -> Question:
    return read_question(given, goal, dict(symbols), at)


def _frozen(kind: Any) -> Any:
    return tuple(kind) if isinstance(kind, list) else kind
