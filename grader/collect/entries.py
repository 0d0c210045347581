"""Find the submissions of a class: one entry a student."""

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from grader.catalogue import say
from grader.collect.archive import ENDINGS
from grader.collect.asked import Asked, asked_of
from grader.collect.disk import is_junk
from grader.collect.downloads import Called, Delivered, recognise, whose
from grader.collect.naming import same_name, shown, student_id
from grader.errors import UsageError
from grader.model import Assignment, HandedIn, Message

_READ = frozenset({"py", "ipynb", "md", "markdown", "txt"}) | ENDINGS
# Files that teachers and learning platforms put beside the submissions.
_BESIDE = frozenset({"readme", "requirements", "license", "makefile", "timestamp", "notes"})
_BESIDE_ENDINGS = frozenset(
    {"yaml", "yml", "csv", "tsv", "xlsx", "xls", "ods", "json", "toml", "ini", "cfg", "log", "html", "xml", "sqlite", "db", "lock"}
)


@dataclass(frozen=True, slots=True)
class Entry:
    """One submission that waits to be read."""

    student: str
    """Safe as a folder name and unlike every other of the class, also where upper and lower case count as one."""
    path: Path
    notes: tuple[Message, ...] = ()
    """What the name alone has to tell: two submissions of one name."""
    files: tuple[tuple[str, str], ...] = ()
    """When `path` is a folder of a whole class: the student's files there, by their own names and by those on disk."""
    handed_in: HandedIn | None = None
    """When, if the platform's download says so."""


def find(path: str | os.PathLike[str], assignment: Assignment, called: Called | None = None) -> tuple[Entry, ...]:
    """Find the submissions in `path`: a class folder, or one submission (a file, or a folder that holds the assignment's files).

    A folder as Canvas, Moodle, Gradescope or GitHub Classroom deliver it is read by its names; `called` says who on the roster has the
    name that the platform uses. The order is that of the names. Raises UsageError when there is nothing at `path` or it cannot be listed.
    """
    place = Path(os.path.realpath(path))  # whoever calls may give a link; below it none is followed
    try:
        if not place.is_dir():
            if not place.exists():
                raise UsageError(
                    f"there is no file or folder {shown(str(path))!r}; give a folder with one entry a student, or one submission"
                )
            return (Entry(student_id(place.name), place),)
        names = sorted(os.listdir(place), key=os.fsencode)
    except OSError as error:
        raise UsageError(f"{shown(str(path))!r} cannot be listed ({error.strerror})") from None
    asked = asked_of(assignment)
    if _is_submission(place, names, asked):
        return (Entry(student_id(place.name), place),)
    delivered = recognise(place, [name for name in names if not is_junk(name)], asked)
    if delivered:
        return _delivered(place, delivered, called)
    return _entries(place, [name for name in names if _is_entry(place, name)], called)


def _delivered(place: Path, delivered: Iterable[Delivered], called: Called | None) -> tuple[Entry, ...]:
    """An entry for each student; work that came under one name twice keeps its own id each time."""
    entries: dict[str, Entry] = {}
    for one in delivered:
        student = student_id(whose(one, called))
        number = sum(same_name(student) == same_name(id.partition("~")[0]) for id in entries)
        id = student if not number else f"{student}~{number + 1}"
        entries[id] = Entry(id, place / one.folder, one.notes, one.files, one.handed_in)
    return tuple(sorted(entries.values(), key=lambda entry: (same_name(entry.student), entry.student)))


def _is_submission(place: Path, names: Iterable[str], asked: Asked) -> bool:
    return any(asked.means(name) and not os.path.isdir(place / name) for name in names)


def _is_entry(place: Path, name: str) -> bool:
    stem, _, ending = name.rpartition(".")
    if is_junk(name):
        return False
    if os.path.isdir(place / name) or ending.lower() in _READ:
        return (stem or name).lower() not in _BESIDE or os.path.isdir(place / name)
    return ending.lower() not in _BESIDE_ENDINGS and name.lower() not in _BESIDE


def _entries(place: Path, names: Iterable[str], called: Called | None) -> tuple[Entry, ...]:
    """Give every submission an id of its own, and tell those that share a name."""
    groups: dict[str, list[tuple[str, str]]] = {}
    for name in names:
        student = student_id((called(student_id(name)) if called else None) or name)
        groups.setdefault(same_name(student), []).append((student, name))
    entries = []
    for group in groups.values():
        group.sort(key=lambda pair: (not os.path.isdir(place / pair[1]), os.fsencode(pair[1])))
        notes: tuple[Message, ...] = ()
        if len(group) > 1:
            handed_in = ", ".join(shown(name) for _, name in group[:5])
            notes = (
                Message(
                    say(
                        "{count} submissions share one name: {handed_in}. Each was graded on its own.",
                        count=len(group),
                        handed_in=handed_in,
                    ),
                    say("Tell your instructor which one counts."),
                ),
            )
        for number, (student, name) in enumerate(group, 1):
            entries.append(Entry(student if number == 1 else f"{student}~{number}", place / name, notes))
    return tuple(sorted(entries, key=lambda entry: (same_name(entry.student), entry.student)))
