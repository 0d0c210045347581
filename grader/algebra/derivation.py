"""Judge a derivation line by line: is it true, does it follow."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any

from grader.algebra.conclusion import conclude
from grader.algebra.judging import Judge
from grader.algebra.lines import split_lines
from grader.algebra.question import Question, read_question
from grader.algebra.verdicts import CheckedLine, Derivation

__all__ = ["CheckedLine", "Derivation", "check_derivation", "question_of"]
MOST_LINES = 200


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
    return conclude(Judge(question or question_of(given, goal, symbols, at), texts[:MOST_LINES]))


def question_of(given: Sequence[str], goal: str, symbols: Mapping[str, Any], at: str = "") -> Question:
    """Read a question; the same question is read once."""
    return _question(tuple(given), goal, tuple((name, _frozen(kind)) for name, kind in symbols.items()), at)


@lru_cache(maxsize=256)
def _question(given: tuple[str, ...], goal: str, symbols: tuple[tuple[str, Any], ...], at: str) -> Question:
    return read_question(given, goal, dict(symbols), at)


def _frozen(kind: Any) -> Any:
    return tuple(kind) if isinstance(kind, list) else kind
