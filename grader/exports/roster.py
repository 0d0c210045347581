"""Who is who: a CSV that ties the names of folders to those of other systems."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from grader.errors import UsageError, did_you_mean
from grader.exports.sheets import Sheet, read_sheet

COLUMNS = ("student", "name", "email", "login", "id", "sis_id", "participant", "github")
"""`student` is what the gradebook calls somebody; the others are what a learning platform may call them."""


@dataclass(frozen=True, slots=True)
class Person:
    """One student and all that other systems call them."""

    student: str
    names: frozenset[str]
    """Names, addresses and numbers, folded: none of them tells upper from lower case."""


@dataclass(frozen=True, slots=True)
class Roster:
    """A class. Without a roster everybody is called what their hand-in is called."""

    people: Mapping[str, Person] = field(default_factory=dict)

    def called(self, student: str) -> frozenset[str]:
        """All that a student is called, folded."""
        return self.people[student].names if student in self.people else frozenset({fold(student)})

    def student(self, name: str) -> str | None:
        """Who is called so; None when nobody or more than one is."""
        found = [person.student for person in self.people.values() if fold(name) in person.names]
        return found[0] if len(found) == 1 else None


def fold(name: str) -> str:
    """A name for comparison: no case, no doubled spaces, "Last, First" as "First Last", and `_` as the space that a folder cannot have."""
    last, comma, first = name.replace("_", " ").partition(",")
    words = f"{first} {last}" if comma else name
    return " ".join(words.casefold().split())


def read_roster(content: bytes, name: str) -> Roster:
    """Read a roster: a column `student`, and any of `name, email, login, id, sis_id, participant, github`.

    Raises UsageError, with the line, for unknown columns, an empty or repeated student, and a name that two students share in a column
    that should tell them apart.
    """
    sheet = read_sheet(content, name)
    columns = _columns(sheet)
    people: dict[str, Person] = {}
    for row in sheet.rows[1:]:
        if row.blank:
            continue
        line = row.cells[0].line
        values = {title: row.cells[place].value.strip() for title, place in columns.items()}
        student = values["student"]
        if not student:
            raise UsageError(f"{name}:{line}: the column 'student' is empty")
        if student in people:
            raise UsageError(f"{name}:{line}: {student!r} stands there twice")
        people[student] = Person(student, frozenset(fold(value) for value in values.values() if value))
    _check_apart(sheet, columns)
    return Roster(people)


def _columns(sheet: Sheet) -> dict[str, int]:
    columns = {title.casefold(): place for place, title in enumerate(sheet.header) if title}
    for title in columns:
        if title not in COLUMNS:
            raise UsageError(f"{sheet.name}:1: unknown column {title!r}{did_you_mean(title, COLUMNS)}; a roster has {', '.join(COLUMNS)}")
    if "student" not in columns:
        raise UsageError(f"{sheet.name}:1: there is no column 'student': what the hand-ins are called")
    return columns


def _check_apart(sheet: Sheet, columns: Mapping[str, int]) -> None:
    for title, place in columns.items():
        if title == "name":
            continue  # two students may have the same name; then the name identifies neither
        seen: dict[str, int] = {}
        for row in sheet.rows[1:]:
            value = "" if row.blank else fold(row.cells[place].value)
            if value and value in seen:
                line = row.cells[place].line
                raise UsageError(f"{sheet.name}:{line}: {title} {row.cells[place].value.strip()!r} stands in line {seen[value]} already")
            seen[value] = row.cells[place].line
