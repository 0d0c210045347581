"""What a check of a course found: where, what, and the next step."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Finding:
    """One line for the author."""

    check: str
    """Which check speaks: files, sanity, mistakes, mutants, tolerances or leaks."""
    place: str
    """An address such as `dl-hw1/q4.softmax`, or a file with its line."""
    problem: str
    help: str = ""
    """The next step."""
    severity: Literal["error", "note"] = "error"
    """A note tells something worth knowing; only errors make the command fail."""

    def __str__(self) -> str:
        """One line, the next step included.

        >>> str(Finding("files", "solutions/hw1/old.py", "nothing refers to it", "delete it"))
        'solutions/hw1/old.py: nothing refers to it; delete it'
        """
        return f"{self.place}: {self.problem}" + (f"; {self.help}" if self.help else "")
