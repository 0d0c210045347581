"""Put marks into one column of somebody else's sheet, and say what that changes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from grader.errors import UsageError, did_you_mean
from grader.exports.platforms import Platform, maxima
from grader.exports.roster import Roster, fold
from grader.exports.sheets import Row, Sheet
from grader.model.points import points

EXCUSED = "EX"
"""Canvas's word for a student who need not hand in."""

_NUMBER = re.compile(r"[-+]?\d+([.,]\d+)?")


@dataclass(frozen=True, slots=True)
class Mark:
    """What a student gets."""

    earned: Fraction
    possible: Fraction


@dataclass(frozen=True, slots=True)
class Change:
    """One cell that becomes another."""

    student: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Filled:
    """A sheet with its marks, and all that a person should know before it is uploaded."""

    content: bytes
    column: str
    changes: tuple[Change, ...]
    same: int
    """Marks that stand there already."""
    unknown: tuple[str, ...]
    """Students with a mark whom the sheet does not list."""
    unmarked: tuple[str, ...]
    """Rows without a mark of ours; they are left as they are."""
    locked: tuple[str, ...]
    """Students whose row must not be changed: settled by hand there, or excused."""


def fill(
    sheet: Sheet, platform: Platform, marks: Mapping[str, Mark], *, titles: Sequence[str], column: str = "", roster: Roster | None = None
) -> Filled:
    """Write the marks into the assignment's column; nothing else changes by a byte.

    `titles` are names that the assignment may have in the header; `column` names one outright. Raises UsageError when the column or the
    people cannot be told for certain: two students for one row, two rows for one student, another maximum than the marks have.
    """
    place = _column(sheet, platform, titles, column)
    roster = roster or Roster()
    changed: dict[tuple[int, int], str] = {}
    changes, unmarked, locked = [], [], []
    same = 0
    found = _matched(sheet, platform, marks, roster)
    comma = _uses_comma(sheet, place)
    for number, row in _people(sheet, platform):
        student = found.get(number)
        if student is None:
            unmarked.append(_who(sheet, platform, row))
            continue
        if _is_locked(sheet, platform, row) or row.cells[place].value.strip().upper() == EXCUSED:
            locked.append(student)
            continue
        _check_maximum(sheet, platform, row, place, marks[student])
        before, after = row.cells[place].value, _written(marks[student], comma=comma)
        if _same(before, after):
            same += 1
            continue
        changed[number, place] = after
        changes.append(Change(student, before.strip(), after))
    unknown = tuple(student for student in marks if student not in found.values())
    return Filled(sheet.with_cells(changed), sheet.header[place], tuple(changes), same, unknown, tuple(unmarked), tuple(locked))


def _column(sheet: Sheet, platform: Platform, titles: Sequence[str], wanted: str) -> int:
    if wanted:
        if wanted in sheet.header:
            return sheet.header.index(wanted)
        raise UsageError(f"{sheet.name} has no column {wanted!r}{did_you_mean(wanted, sheet.header)}")
    folded = [fold(title) for title in titles]
    candidates = [place for place, title in enumerate(sheet.header) if _is_mark(platform, title)]
    fitting = [place for place in candidates if platform.mark is None or _titled(platform, sheet.header[place]) in folded]
    if len(fitting) == 1:
        return fitting[0]
    shown = ", ".join(repr(sheet.header[place]) for place in candidates) or "none"
    what = "several columns" if fitting else "no column"
    raise UsageError(f"{sheet.name} has {what} for {titles[0]!r}; name one with --column. Columns with marks: {shown}")


def _is_mark(platform: Platform, title: str) -> bool:
    return bool(platform.mark.fullmatch(title)) if platform.mark else title.casefold() in platform.marks


def _titled(platform: Platform, title: str) -> str:
    found = platform.mark.fullmatch(title) if platform.mark else None
    return fold(found["title"]) if found else fold(title)


def _people(sheet: Sheet, platform: Platform) -> Iterator[tuple[int, Row]]:
    """Rows about somebody: not maxima, not the line in which Canvas says how marks are posted."""
    columns = [place for title in platform.people if (place := sheet.header_index(title)) is not None]
    for number, row in enumerate(sheet.rows):
        if number and platform.is_person(row) and any(True for _ in _names(sheet, platform, row, columns)):
            yield number, row


def _matched(sheet: Sheet, platform: Platform, marks: Mapping[str, Mark], roster: Roster) -> dict[int, str]:
    """Which row is about whom. A surer column beats a less sure one; what stays uncertain is told, never guessed."""
    columns = [sheet.header_index(title) for title in platform.people]
    owners: dict[str, list[str]] = {}
    for student in marks:
        for name in roster.called(student):
            owners.setdefault(name, []).append(student)
    found: dict[int, str] = {}
    rows: dict[str, int] = {}
    for number, row in _people(sheet, platform):
        for name in _names(sheet, platform, row, [place for place in columns if place is not None]):
            students = owners.get(name, [])
            if len(students) > 1:
                raise UsageError(f"{sheet.name}:{row.cells[0].line}: {name!r} may be {' or '.join(students)}; a roster tells them apart")
            if students:
                if students[0] in rows:
                    lines = f"{sheet.rows[rows[students[0]]].cells[0].line} and {row.cells[0].line}"
                    raise UsageError(f"{sheet.name}: {students[0]} stands there twice, in lines {lines}; a roster tells them apart")
                found[number], rows[students[0]] = students[0], number
                break
    return found


def _names(sheet: Sheet, platform: Platform, row: Row, columns: Sequence[int]) -> Iterator[str]:
    for place in columns:
        if value := row.cells[place].value.strip():
            yield fold(value)
    first, last = (sheet.header_index(title) for title in (platform.forename, platform.surname))
    if first is not None and last is not None:
        yield fold(f"{row.cells[first].value} {row.cells[last].value}")


def _who(sheet: Sheet, platform: Platform, row: Row) -> str:
    columns = [place for title in platform.people if (place := sheet.header_index(title)) is not None]
    values = [row.cells[place].value.strip() for place in columns if row.cells[place].value.strip()]
    return values[-1] if values else f"line {row.cells[0].line}"


def _is_locked(sheet: Sheet, platform: Platform, row: Row) -> bool:
    column, value = platform.locked
    place = sheet.header_index(column)
    return place is not None and row.cells[place].value.strip().casefold() == value


def _check_maximum(sheet: Sheet, platform: Platform, row: Row, place: int, mark: Mark) -> None:
    text = _maximum(sheet, platform, row, place)
    said = _NUMBER.fullmatch(text.strip()) if text else None
    if said and Fraction(said[0].replace(",", ".")) != mark.possible:
        raise UsageError(
            f"{sheet.name}: {sheet.header[place]!r} is worth {text.strip()} points there and {float(mark.possible):g} here; "
            "make both the same, or marks would mean something else"
        )


def _maximum(sheet: Sheet, platform: Platform, row: Row, place: int) -> str:
    if platform.possible:
        column = sheet.header_index(platform.possible)
        return row.cells[column].value if column is not None else ""
    found = platform.mark.fullmatch(sheet.header[place]) if platform.mark else None
    if found and "possible" in found.groupdict():
        return found["possible"]
    top = maxima(sheet)
    return top.cells[place].value if top else ""


def _uses_comma(sheet: Sheet, place: int) -> bool:
    """Whether marks are written with a decimal comma there."""
    values = [row.cells[place].value for row in sheet.rows[1:] if len(row.cells) > place]
    return sheet.delimiter == ";" and not any("." in value for value in values)


def _written(mark: Mark, *, comma: bool) -> str:
    """Two decimals, as the reports show them: what is not full never looks full."""
    text = points(mark.earned, mark.possible)
    return text.replace(".", ",") if comma else text


def _same(before: str, after: str) -> bool:
    one, other = (_NUMBER.fullmatch(text.strip()) for text in (before, after))
    return bool(one and other) and Fraction(before.strip().replace(",", ".")) == Fraction(after.replace(",", "."))
