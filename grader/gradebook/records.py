"""What a gradebook keeps of a result, and what produced it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from grader.gradebook.coding import DIGEST, CodedPart, code_part
from grader.model import Address, Adjustment, HandedIn, Message, PartResult, Result, Submission

Action = Literal["grade", "rescore", "regrade", "override"]


@dataclass(frozen=True, slots=True)
class Run:
    """One thing that was done to a class: by whom, when, why and with what."""

    assignment: str
    title: str = ""
    action: Action = "grade"
    course: str = ""
    """Content hash of all of the assignment's course files: cases, reference, rubrics and mistakes included."""
    files: Mapping[str, str] = field(default_factory=dict)
    """Content hash of each of those files by its path in the course."""
    versions: Mapping[str, str] = field(default_factory=dict)
    isolation: str = ""
    isolation_reason: str = ""
    who: str = ""
    at: str = ""
    """UTC, such as 2026-03-01T09:30:00Z; empty where nobody said."""
    why: str = ""
    number: int = 0
    """Given by the gradebook."""


@dataclass(frozen=True, slots=True)
class Kept:
    """A result as it was given; points are exact fractions such as `7/2`. Digests have 16 bytes, one a part in the result's order."""

    student: str
    submission: str
    """Content hash of what was handed in."""
    earned: str
    possible: str
    status: str
    notes: tuple[Message, ...] = ()
    own: int = 0
    """How many of the notes came from reading the hand-in; the others tell of caps."""
    adjustments: tuple[Adjustment, ...] = ()
    """What the rules of the course took or gave."""
    handed_in: HandedIn | None = None
    hints: Mapping[str, int] = field(default_factory=dict)
    """Hints that the student took, by local part address."""
    parts: bytes = b""
    """Digests of what counts."""
    machine: bytes = b""
    """Digests of what the machine said before any person decided and before any part was skipped."""
    answers: bytes = b""
    """Digests of what each part is about; zeros where that was not recorded."""
    assignment: str = ""
    run: int = 0
    number: int = 0

    @property
    def content(self) -> tuple[object, ...]:
        """What makes two results the same."""
        rules = (self.adjustments, self.handed_in, self.hints)
        return (self.submission, self.earned, self.possible, self.status, self.notes, rules, self.parts, self.machine, self.answers)


@dataclass(frozen=True, slots=True)
class Record:
    """A result ready to be kept: the row, with the contents that its digests stand for."""

    kept: Kept
    parts: Mapping[bytes, CodedPart]
    handin: Submission | None = None
    """None where nothing could be read, or where the gradebook has it."""


def digests(blob: bytes) -> list[bytes]:
    """The digests that a row holds, one a part."""
    return [blob[start : start + DIGEST] for start in range(0, len(blob), DIGEST)]


def make_record(
    result: Result,
    machine: Mapping[Address, PartResult],
    answers: Mapping[Address, bytes],
    *,
    submission: str,
    own: int,
    hints: Mapping[str, int] | None = None,
    handin: Submission | None = None,
) -> Record:
    """Prepare a result to be kept; `machine` and `answers` are by address, and answers and `submission` are told by their digests.

    `own` is how many of the result's notes came with the hand-in, `hints` what its log says; `handin` may be left out where the
    gradebook has it.
    """
    coded: dict[bytes, CodedPart] = {}

    def code(part: PartResult) -> bytes:
        one = code_part(part)
        coded[one.digest] = one
        return one.digest

    kept = Kept(
        student=result.student,
        submission=submission,
        earned=str(result.earned),
        possible=str(result.possible),
        status=result.status,
        notes=result.notes,
        own=own,
        adjustments=result.adjustments,
        handed_in=result.handed_in,
        hints=dict(hints or {}),
        parts=b"".join(code(part) for part in result.parts),
        machine=b"".join(code(machine.get(part.address, part)) for part in result.parts),
        answers=b"".join(answers.get(part.address, bytes(DIGEST)) for part in result.parts),
        assignment=result.assignment,
    )
    return Record(kept, coded, handin)
