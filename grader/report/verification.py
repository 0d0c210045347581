"""The page that shows what a course's cases catch."""

from __future__ import annotations

from dataclasses import dataclass

Told = tuple[str, str, str, str]
"""A finding: which check, where, what, and the next step."""


@dataclass(frozen=True, slots=True)
class Column:
    """A known mistake or a mutant: one column of the matrix."""

    id: str
    text: str
    """A title, or a difference."""
    end: str
    """`mistake`, or what became of a mutant."""
    name: str
    caught: int
    """How many cases catch it."""


@dataclass(frozen=True, slots=True)
class CaseRow:
    """One case: a row of the matrix."""

    case: str
    title: str
    public: bool
    caught: tuple[int, ...]
    """Places among the part's columns."""
    alone: int
    """How many of them no other case catches."""

    @property
    def path(self) -> str:
        """The row as an SVG path: a bar over every column that is caught, neighbours joined."""
        words, start, last = [], -2, -2
        for place in (*self.caught, 1 << 30):
            if place != last + 1:
                if start >= 0:
                    words.append(f"M{start} 0h{last - start + 1}v1H{start}z")
                start = place
            last = place
        return "".join(words)


@dataclass(frozen=True, slots=True)
class PartMatrix:
    """One part: its cases against all that reaches it."""

    address: str
    title: str
    columns: tuple[int, ...]
    """Numbers of the columns, in order."""
    caught: int
    rows: tuple[CaseRow, ...]


@dataclass(frozen=True, slots=True)
class VerificationView:
    """All that the page shows."""

    title: str
    assignment: str
    isolation: str
    errors: tuple[Told, ...]
    notes: tuple[Told, ...]
    facts: tuple[tuple[str, str], ...]
    parts: tuple[PartMatrix, ...]
    columns: tuple[Column, ...]
    survivors: tuple[tuple[str, int, str], ...]
    equivalents: tuple[tuple[str, str], ...]
    sentence: str
    margins: tuple[tuple[str, str, str, str, str, str], ...]
    """Case, relative tolerance, distance of right variants and by which, of the nearest wrong answer and by which."""
