"""What can go wrong, sorted by whose mistake it is.

    GraderError
    ├── UsageError        the command line asks for something that cannot be done   (exit 2)
    ├── CourseError       the instructor's files are wrong: file:line:column         (exit 2)
    ├── SubmissionError   one student's hand-in cannot be read; only that one suffers
    ├── IsolationError    the machine cannot lock student code in well enough        (exit 3)
    └── BrokenError       our own fault, or the course's while grading: `broken`     (exit 1)

A student's wrong answer is never an exception: it is an `Outcome`.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from dataclasses import dataclass


class GraderError(Exception):
    """Anything this package raises on purpose; `str(error)` is ready to be shown."""

    exit_code = 1


class UsageError(GraderError):
    """A command was called with words that do not fit."""

    exit_code = 2


@dataclass(frozen=True, slots=True)
class Place:
    """Where in a file something stands; line and column count from 1, 0 means the whole file."""

    file: str
    line: int = 0
    column: int = 0

    def __str__(self) -> str:
        """Write it as an editor reads it.

        >>> str(Place("dl-hw1/assignment.yaml", 14, 7))
        'dl-hw1/assignment.yaml:14:7'
        """
        parts = [self.file, *(str(n) for n in (self.line, self.column) if n)]
        return ":".join(parts)


class CourseError(GraderError):
    """An instructor's file is wrong: where, what, what is allowed, and the next step."""

    exit_code = 2

    def __init__(self, problem: str, *, place: Place | None = None, help: str = "") -> None:
        self.problem = problem
        self.place = place
        self.help = help
        where = f"{place}: " if place else ""
        super().__init__(f"{where}{problem}" + (f"\n  {help}" if help else ""))


class SubmissionError(GraderError):
    """A hand-in that cannot be read; shown to the student in plain words, with a next step."""

    def __init__(self, reason: str, *, help: str = "") -> None:
        self.reason = reason
        self.help = help
        super().__init__(f"{reason} {help}".strip())


class IsolationError(GraderError):
    """Student code cannot be locked in as well as was asked for."""

    exit_code = 3


class BrokenError(GraderError):
    """Our own machinery, or the course while it was run, failed; no student pays for it."""


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """Suggest the nearest known word, as the end of a sentence.

    >>> did_you_mean("chioce", ["choice", "code"])
    "; did you mean 'choice'?"
    >>> did_you_mean("zebra", ["choice", "code"])
    ''
    """
    nearest = difflib.get_close_matches(word, list(known), n=1, cutoff=0.6)
    return f"; did you mean {nearest[0]!r}?" if nearest else ""
