"""Rows of the tables as values, and values as rows."""

from __future__ import annotations

import json
from fractions import Fraction
from typing import Any

from sqlalchemy import Row

from grader.gradebook.coding import decoded, encoded
from grader.gradebook.records import Kept, Run
from grader.model import Address, Override

_KEPT = (
    "student", "submission", "earned", "possible", "status", "own", "parts", "machine", "answers", "assignment", "run", "number",
)  # fmt: skip
_RUN = ("assignment", "title", "action", "course", "isolation", "isolation_reason", "who", "at", "why")


def run_row(run: Run) -> dict[str, Any]:
    """A run as a row; the database numbers it."""
    values = {name: getattr(run, name) for name in _RUN}
    return values | {name: json.dumps(dict(getattr(run, name)), sort_keys=True) for name in ("files", "versions")}


def read_run(row: Row[Any]) -> Run:
    """The run that a row tells."""
    plain = {name: getattr(row, name) for name in _RUN}
    return Run(**plain, files=json.loads(row.files), versions=json.loads(row.versions), number=row.number)


def result_row(kept: Kept) -> dict[str, Any]:
    """A result as a row, all but its run; the database numbers it."""
    plain = {name: getattr(kept, name) for name in _KEPT if name not in ("run", "number")}
    ruled = (kept.adjustments, kept.handed_in, kept.hints)
    rules = encoded(ruled).decode() if any(ruled) else ""
    return plain | {"notes": encoded(kept.notes).decode(), "rules": rules}


def read_result(row: Row[Any]) -> Kept:
    """The result that a row tells."""
    adjustments, handed_in, hints = decoded(row.rules.encode()) if row.rules else ((), None, {})
    plain = {name: getattr(row, name) for name in _KEPT}
    return Kept(notes=decoded(row.notes.encode()), adjustments=adjustments, handed_in=handed_in, hints=hints, **plain)


def decision_row(override: Override, remove: bool) -> dict[str, Any]:
    """A decision, or that it was taken back, as a row; the database numbers it."""
    return {
        "assignment": override.address.assignment,
        "student": override.student,
        "address": override.address.local,
        "points": None if remove else str(override.points),
        "why": override.why,
        "basis": override.basis,
        "who": override.who,
        "at": override.at,
    }


def read_decision(row: Row[Any]) -> Override:
    """The decision that a row tells; one that has points."""
    address = Address.parse(row.address, assignment=row.assignment)
    return Override(row.student, address, Fraction(row.points), row.why, row.basis, row.who, row.at)
