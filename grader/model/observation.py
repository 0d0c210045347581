"""What was seen when a plan ran, or when an answer was read. An observation never judges."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from grader.model.submission import Answer


class Status(StrEnum):
    """How an observation ended."""

    RETURNED = "returned"
    RAISED = "raised"
    """The student's code raised an exception."""
    MISSING = "missing"
    """The file, name or answer is not there."""
    MALFORMED = "malformed"
    """A written answer is there but cannot be read."""
    TIMEOUT = "timeout"
    MEMORY = "memory"
    CRASHED = "crashed"
    """The student's process ended itself or was killed by a signal of its own making."""
    LOST = "lost"
    """Our own machinery failed; never the student's fault."""


@dataclass(frozen=True, slots=True)
class Foreign:
    """Stands for a returned value of a type that is not carried across the border; nothing of it but the type's name is."""

    type_name: str


@dataclass(frozen=True, slots=True)
class Frame:
    """One line of the student's own code in a traceback."""

    file: str
    line: int
    function: str
    text: str = ""


@dataclass(frozen=True, slots=True)
class Raised:
    """An exception: its type, its base types (nearest first, itself included), its text, and the student's own frames, outermost first."""

    type_name: str
    bases: tuple[str, ...]
    message: str
    frames: tuple[Frame, ...] = ()
    call: int = 0
    """Number of the plan's call that raised."""


@dataclass(frozen=True, slots=True)
class Observation:
    """One plan's (or one written answer's) trace: pure data, all of it from the student and so never trusted."""

    status: Status
    values: tuple[Any, ...] = ()
    """One for each of the plan's outputs when `status` is RETURNED. Arrays are read-only numpy arrays."""
    raised: Raised | None = None
    changed: tuple[str, ...] = ()
    """Arguments that a call changed in place, such as "argument 1" or "argument mask"."""
    detail: str = ""
    """For MISSING, MALFORMED, CRASHED and LOST: what, in words."""
    notes: tuple[str, ...] = ()
    """What a reader of a written answer noticed ("line 3: 3*768*768 is 1769472, not 1769427")."""
    written: Answer | None = field(default=None, repr=False, compare=False)
    """The written answer that was read, for places and for what stands beside it."""
