"""Hints a student asks for, one rung of the ladder after the other."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

from grader.catalogue import say
from grader.errors import UsageError
from grader.model import Part
from grader.selfcheck.workbook import Workbook

LOG = ".grader/hints.json"
"""Where a folder remembers how many rungs of each part's ladder were taken; it is handed in with the work."""
FORMAT = 1
_MOST_BYTES = 100_000


@dataclass(frozen=True, slots=True)
class Ladder:
    """A part's hints and how far up the student is."""

    part: Part
    taken: int
    """How many rungs were taken."""
    price: Fraction
    """Points that the next rung costs."""

    @property
    def seen(self) -> tuple[str, ...]:
        """The rungs that were taken."""
        return self.part.hints[: self.taken]

    @property
    def next(self) -> str | None:
        """The rung that comes next; None at the top."""
        return self.part.hints[self.taken] if self.taken < len(self.part.hints) else None


def open_ladder(workbook: Workbook, address: str) -> Ladder:
    """The ladder of the part that `address` names; raises UsageError for an address that names none, or several, with hints."""
    asked = workbook.parts(address)
    parts = [part for part in asked if part.hints]
    if not parts:
        raise UsageError(say("{address} has no hints; its instructor wrote none", address=address))
    if len(parts) > 1:
        names = ", ".join(part.address.local for part in parts)
        raise UsageError(say("{address} has several parts with hints; say which one: {parts}", address=address, parts=names))
    part = parts[0]
    taken = min(taken_hints(workbook.folder).get(part.address.local, 0), len(part.hints))
    return Ladder(part, taken, workbook.assignment.hint_price)


def climb(workbook: Workbook, ladder: Ladder) -> Ladder:
    """Take the next rung: log it in the folder and give the ladder as it is then; the same ladder at its top."""
    if ladder.next is None:
        return ladder
    taken = dict(taken_hints(workbook.folder)) | {ladder.part.address.local: ladder.taken + 1}
    _write(workbook.folder / LOG, taken)
    return Ladder(ladder.part, ladder.taken + 1, ladder.price)


def taken_hints(folder: Path) -> Mapping[str, int]:
    """Rungs taken by local address of the part; what is damaged counts as not taken, for a log must never keep anybody from working."""
    try:
        with (folder / LOG).open("rb") as file:
            content = json.loads(file.read(_MOST_BYTES))
    except (OSError, ValueError, RecursionError):
        return {}
    taken = content.get("taken") if isinstance(content, dict) else None
    if not isinstance(taken, dict):
        return {}
    return {address: count for address, count in taken.items() if type(count) is int and count > 0}


def _write(path: Path, taken: Mapping[str, int]) -> None:
    path.parent.mkdir(exist_ok=True)
    written = path.with_suffix(".new")
    written.write_text(json.dumps({"format": FORMAT, "taken": dict(sorted(taken.items()))}, indent=1) + "\n", encoding="utf-8")
    os.replace(written, path)
