"""Which submissions a command takes: whose they are, and when they were handed in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from grader.cli.options import console, existing
from grader.errors import UsageError

if TYPE_CHECKING:
    from grader.collect import Entry
    from grader.exports import Roster
    from grader.model import Assignment, HandedIn

RosterFile = Annotated[
    Path | None,
    typer.Option("--roster", help="CSV that says who is who: student, and name, email, login, id, sis_id, …"),
]
TimesFile = Annotated[Path | None, typer.Option("--times", help="CSV that says when each student handed in: student, submitted.")]


def entries_of(submissions: Path, homework: Assignment, roster: Path | None, times: Path | None) -> tuple[Entry, ...]:
    """The submissions in a folder, called as on the roster, each with its time as far as a list says so."""
    from grader.collect import find

    people = read_people(roster)
    entries = find(existing(submissions), homework, people.student if people else None)
    if times is None:
        return entries
    told = read_times(times, homework, people)
    unknown = sorted(set(told) - {entry.student for entry in entries})
    if unknown:
        console(stderr=True).print(f"{times.name} tells of {len(unknown)} without a hand-in: {', '.join(unknown[:10])}", markup=False)
    return tuple(replace(entry, handed_in=told.get(entry.student, entry.handed_in)) for entry in entries)


def read_people(roster: Path | None) -> Roster | None:
    """The roster, if one is named."""
    from grader.exports import read_roster

    return read_roster(existing(roster).read_bytes(), roster.name) if roster else None


def read_times(times: Path, homework: Assignment, people: Roster | None) -> Mapping[str, HandedIn]:
    """When each student handed in, by the learning platform's list; times without an offset are those of the course's time zone."""
    from zoneinfo import ZoneInfo

    from grader.collect import read_time
    from grader.exports import read_sheet
    from grader.load.rules import moment
    from grader.model import HandedIn

    sheet = read_sheet(existing(times).read_bytes(), times.name)
    who, when = sheet.header_index("student"), sheet.header_index("submitted")
    if who is None or when is None:
        raise UsageError(f"{times.name}:1: a list of times has the columns 'student' and 'submitted'")
    zone = ZoneInfo(homework.rules.time_zone)
    found = {}
    for row in sheet.rows[1:]:
        name, text = ("", "") if row.blank else (row.cells[who].value.strip(), row.cells[when].value.strip())
        if not text:
            continue
        try:
            stamp = read_time(text, "lms") or HandedIn(moment(text, zone), "lms")
        except ValueError as error:
            raise UsageError(f"{times.name}:{row.cells[when].line}: {error}; write it as 2026-11-20 23:59") from None
        found[(people.student(name) if people else None) or name] = stamp
    return found
