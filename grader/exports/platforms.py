"""What the sheets of learning platforms look like: who stands where, and which column is a mark."""

from __future__ import annotations

import re
from dataclasses import dataclass

from grader.exports.sheets import Row, Sheet


@dataclass(frozen=True, slots=True)
class Platform:
    """How one system writes its sheet."""

    name: str
    people: tuple[str, ...]
    """Columns that say who a row is about, the most certain first, folded."""
    marks: tuple[str, ...] = ()
    """Columns that hold the mark, when the system calls them always the same."""
    mark: re.Pattern[str] | None = None
    """Otherwise: what the header of an assignment looks like, with groups `title` and perhaps `possible`."""
    possible: str = ""
    """Column with the row's maximum."""
    locked: tuple[str, str] = ("", "")
    """Column and value that say that a row's mark must not be changed."""
    surname: str = ""
    """Column of the last name where the first name stands in another one."""
    forename: str = ""

    def is_person(self, row: Row) -> bool:
        """Whether a row is about a student, not about maxima or settings."""
        return not row.blank and "points possible" not in row.cells[0].value.casefold()


CANVAS = Platform(
    "canvas",
    people=("id", "sis user id", "sis login id", "integration id", "student"),
    mark=re.compile(r"(?P<title>.*\S)\s*\((?P<id>\d+)\)"),
)
MOODLE = Platform(
    "moodle",
    people=("email address", "e-mail-adresse", "identifier", "id", "id number", "username", "full name", "vollständiger name"),
    marks=("grade", "bewertung"),
    possible="maximum grade",
    locked=("grade can be changed", "no"),
)
BLACKBOARD = Platform(
    "blackboard",
    people=("username", "student id"),
    mark=re.compile(r"(?P<title>.*?\S)\s*\[Total Pts:\s*(?:up to )?(?P<possible>[\d.,]+)[^\]]*\]\s*\|\s*(?P<id>\d+)"),
    surname="last name",
    forename="first name",
)
PLAIN = Platform(
    "csv",
    people=("student", "email", "e-mail", "login", "username", "id", "name"),
    marks=("earned", "points", "score", "grade", "mark"),
    possible="possible",
)

PLATFORMS = {platform.name: platform for platform in (CANVAS, MOODLE, BLACKBOARD, PLAIN)}


def maxima(sheet: Sheet) -> Row | None:
    """Canvas's row of points possible: any first cell with these words counts, as it does there."""
    return next((row for row in sheet.rows[1:4] if "points possible" in row.cells[0].value.casefold()), None)
