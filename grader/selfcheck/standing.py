"""Where a student stands: when the work is due, and what was submitted last."""

from __future__ import annotations

import json
import os
from dataclasses import dataclass
from pathlib import Path

from grader.catalogue import Phrase, say
from grader.model import Moment
from grader.model.policy import DAY
from grader.selfcheck.workbook import Workbook

LOG = ".grader/submitted.json"
_MOST_BYTES = 10_000
_LONGEST = 40


@dataclass(frozen=True, slots=True)
class Standing:
    """The homework's date and the last hand-in that was packed here."""

    due: Moment | None
    left: int
    """Seconds until then; below 0 when it has passed."""
    submitted: str
    """When a hand-in was packed last, in UTC; empty when none was."""
    receipt: str

    def sentences(self) -> list[Phrase]:
        """What to say below a check."""
        if self.submitted:
            last = say("Your last submission: {when}, receipt {code}.", when=self.submitted, code=self.receipt)
        else:
            last = say("Your last submission: none.")
        if self.due is None:
            return [last]
        if self.left < 0:
            return [last, say("It was due {when}.", when=self.due.shown)]
        return [last, say("Due in {span} ({when}).", span=_span(self.left), when=self.due.shown)]


def standing(workbook: Workbook, now: int) -> Standing:
    """Read where the student stands; `now` is in seconds since 1970 UTC. A damaged log counts as none."""
    due = workbook.record.due
    last = _last(workbook.folder)
    return Standing(due, due.seconds - now if due else 0, last.get("submitted", ""), last.get("receipt", ""))


def remember(folder: Path, submitted: str, receipt: str) -> None:
    """Note in the student's folder what was packed; it is for their eyes alone."""
    path = folder / LOG
    path.parent.mkdir(exist_ok=True)
    written = path.with_suffix(".new")
    written.write_text(json.dumps({"submitted": submitted, "receipt": receipt}) + "\n", encoding="utf-8")
    os.replace(written, path)


def _last(folder: Path) -> dict[str, str]:
    try:
        with (folder / LOG).open("rb") as file:
            told = json.loads(file.read(_MOST_BYTES))
    except (OSError, ValueError, RecursionError):
        return {}
    if not isinstance(told, dict):
        return {}
    return {key: value[:_LONGEST] for key, value in told.items() if isinstance(value, str) and value.isprintable()}


def _span(seconds: int) -> Phrase:
    """Days and hours, or hours and minutes when it is less than a day."""
    if seconds >= DAY:
        return say("{days} d {hours} h", days=seconds // DAY, hours=seconds % DAY // 3600)
    return say("{hours} h {minutes} min", hours=seconds // 3600, minutes=seconds % 3600 // 60)
