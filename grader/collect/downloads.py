"""Submissions as learning platforms and GitHub deliver them: by the names of folders and files."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from grader.catalogue import say
from grader.collect.asked import Asked
from grader.collect.disk import read_regular
from grader.collect.times import read_time
from grader.errors import CourseError
from grader.model import HandedIn, Message
from grader.strict.nodes import read_yaml

Called = Callable[[str], str | None]
"""Who is called so on the roster; None for a stranger."""

_CANVAS = re.compile(r"(?P<who>[^_]+)(?P<late>_LATE)?_(?P<user>\d+)_(?P<upload>\d+)_(?P<file>.+)", re.DOTALL)
_AGAIN = re.compile(r"(?P<stem>.+)-\d{1,2}(?P<ending>\.\w+)", re.DOTALL)
_MOODLE = re.compile(r"(?P<who>.+?)_(?P<id>\d+)_assignsubmission_(?:file|onlinetext)_?(?P<file>.*)", re.DOTALL)
_GRADESCOPE = re.compile(r"submission_\d+")
_METADATA = "submission_metadata.yml"
_MOST_METADATA = 1_000_000
_MOSTLY = 0.6
"""Share of the names that must be written in a platform's way."""


@dataclass(frozen=True, slots=True)
class Delivered:
    """One student's work in a download."""

    names: tuple[str, ...]
    """What the platform calls the student, the most certain first."""
    folder: str = ""
    """The folder that holds it; or else"""
    files: tuple[tuple[str, str], ...] = ()
    """its files: the student's own names and those on disk."""
    handed_in: HandedIn | None = None
    notes: tuple[Message, ...] = ()


def recognise(place: Path, names: Sequence[str], asked: Asked) -> tuple[Delivered, ...]:
    """What a download of Canvas, Moodle, Gradescope or GitHub Classroom holds; empty when it is none of them."""
    folders = [name for name in names if os.path.isdir(place / name)]
    files = [name for name in names if name not in set(folders)]
    if _METADATA in files and any(_GRADESCOPE.fullmatch(name) for name in folders):
        return _gradescope(place, folders)
    if _most(_MOODLE, names):
        return _moodle(folders, files)
    if not folders and _most(_CANVAS, files):
        return _canvas(files, asked)
    prefix = f"{asked.assignment.lower()}-"
    if len(folders) > 1 and all(name.lower().startswith(prefix) and len(name) > len(prefix) for name in folders):
        return tuple(Delivered((name[len(prefix) :],), folder=name) for name in folders)
    return ()


def whose(delivered: Delivered, called: Called | None) -> str:
    """The student on the roster, or what the platform calls them."""
    known = (called(name) for name in delivered.names) if called else ()
    return next((student for student in known if student), delivered.names[-1])


def _most(shape: re.Pattern[str], names: Sequence[str]) -> bool:
    return bool(names) and sum(bool(shape.fullmatch(name)) for name in names) >= _MOSTLY * len(names)


def _canvas(files: Iterable[str], asked: Asked) -> tuple[Delivered, ...]:
    """`lovelaceada_LATE_501_9001_q4_attention-1.py`: name, perhaps LATE, user, upload, file, and a number when it was handed in again."""
    found: dict[tuple[str, str], list[re.Match[str]]] = {}
    for name in files:
        if shape := _CANVAS.fullmatch(name):
            found.setdefault((shape["user"], shape["who"]), []).append(shape)
    delivered = []
    for (user, who), shapes in found.items():
        own = {shape["file"] for shape in shapes}
        late = any(shape["late"] for shape in shapes)
        note = Message(say("Canvas marked this as late; when it was handed in is not in its download."))
        pairs = tuple((_first(shape["file"], own, asked), shape.string) for shape in shapes)
        delivered.append(Delivered((user, who), files=pairs, notes=(note,) if late else ()))
    return tuple(delivered)


def _first(name: str, own: set[str], asked: Asked) -> str:
    """The name without the number that Canvas gives to a file handed in again."""
    shape = _AGAIN.fullmatch(name)
    plain = f"{shape['stem']}{shape['ending']}" if shape else name
    return plain if plain not in own and asked.means(plain) else name


def _moodle(folders: Iterable[str], files: Iterable[str]) -> tuple[Delivered, ...]:
    """`Ada Lovelace_501_assignsubmission_file`, a folder, or a file whose own name follows; online texts come beside it."""
    found: dict[tuple[str, str], list[tuple[str, str]]] = {}
    whole: dict[tuple[str, str], str] = {}
    for name in folders:
        if shape := _MOODLE.fullmatch(name):
            key = (shape["id"], shape["who"])
            if key not in whole or "_onlinetext" in whole[key]:
                whole[key] = name
    for name in files:
        if (shape := _MOODLE.fullmatch(name)) and shape["file"]:
            found.setdefault((shape["id"], shape["who"]), []).append((shape["file"], name))
    delivered = [Delivered(key, folder=name) for key, name in whole.items()]
    return (*delivered, *(Delivered(key, files=tuple(pairs)) for key, pairs in found.items() if key not in whole))


def _gradescope(place: Path, folders: Iterable[str]) -> tuple[Delivered, ...]:
    """`submission_123` beside `submission_metadata.yml`, which says whose it is and since when; without it the folders keep their names."""
    people = _metadata(place)
    delivered = []
    for name in folders:
        if _GRADESCOPE.fullmatch(name):
            told = people.get(name, {})
            names = _submitter(told) or (name,)
            delivered.append(Delivered(names, folder=name, handed_in=read_time(str(told.get(":created_at", "")), "lms")))
    return tuple(delivered)


def _metadata(place: Path) -> Mapping[str, Mapping[str, object]]:
    content = read_regular(place / _METADATA, _METADATA, _MOST_METADATA)
    told = read_yaml(content, _METADATA).plain
    if not isinstance(told, dict):
        raise CourseError(f"{_METADATA} does not say whose the submissions are")
    return {name: one for name, one in told.items() if isinstance(one, dict)}


def _submitter(told: Mapping[str, object]) -> tuple[str, ...]:
    listed = told.get(":submitters")
    first = listed[0] if isinstance(listed, list) and listed and isinstance(listed[0], dict) else {}
    values = (str(first.get(key) or "") for key in (":sid", ":email", ":name"))
    return tuple(value for value in values if value)
