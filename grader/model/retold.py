"""How a written answer is read, told to its author before anything is judged."""

from __future__ import annotations

from dataclasses import dataclass

from grader.model.outcome import Message


@dataclass(frozen=True, slots=True)
class Retold:
    """Whether and how an answer can be read; never whether it is right."""

    summary: str = "will be read when you submit"
    """In a few words: "we read 64", "4 lines, all can be read"."""
    lines: tuple[str, ...] = ()
    """How its lines are read, where that is worth a look."""
    problems: tuple[Message, ...] = ()
    """What cannot be read, each with a next step."""
