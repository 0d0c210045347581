"""`.grader/release.json`: what a student's folder knows of its release."""

from __future__ import annotations

import base64
import binascii
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from grader.errors import UsageError, did_you_mean
from grader.model import Case, Moment, Observation
from grader.sandbox import pack, unpack

FORMAT = 1
"""Of the file; a newer one is refused, an older one too once there is one."""
PLACE = ".grader/release.json"
_MOST_BYTES = 20_000_000


@dataclass(frozen=True, slots=True)
class PublicMistake:
    """A known mistake that the course tells of, without its code."""

    id: str
    title: str
    hint: str
    parts: tuple[str, ...]
    """Local addresses of the parts that it spoils."""
    patterns: tuple[str, ...]
    shown: Mapping[str, bytes]
    """What it shows on public cases, packed, by the case's local address."""


@dataclass(frozen=True, slots=True)
class Record:
    """A release in figures; nothing in it runs."""

    assignment: str
    title: str
    content: str
    """Hash of the published side of the assignment: two releases with the same hash are the same."""
    grader: str
    """Version of the package that made it."""
    files: Mapping[str, str]
    """SHA-256 of every file as it was handed out, by its path."""
    hidden: Mapping[str, int]
    """How many hidden cases wait for each code part, by its local address."""
    expected: Mapping[str, bytes]
    """What the reference shows on public cases, packed, by the case's local address."""
    mistakes: tuple[PublicMistake, ...] = field(default=())
    due: Moment | None = None
    """When everybody's work is due."""

    def expected_of(self, case: Case) -> Observation | None:
        """What the reference shows on a public case; None for a case that was not in the release."""
        return _unpacked(self.expected.get(case.address.local), case)

    def shown_by(self, mistake: PublicMistake, case: Case) -> Observation | None:
        """What a mistake shows on a public case; None where it is not known."""
        return _unpacked(mistake.shown.get(case.address.local), case)


def _unpacked(packed: bytes | None, case: Case) -> Observation | None:
    if packed is None or case.plan is None:
        return None
    try:
        return unpack(packed, len(case.plan.outputs))
    except ValueError:
        return None  # the case was edited since: as good as unknown


def packed(observations: Mapping[str, Observation]) -> dict[str, bytes]:
    """Observations as a record keeps them; raises ValueError for those that cannot be handed out."""
    return {address: pack(seen) for address, seen in observations.items()}


def write_record(record: Record) -> bytes:
    """The record as a file, the same bytes for the same record."""
    mistakes = [
        {
            "id": mistake.id,
            "title": mistake.title,
            "hint": mistake.hint,
            "parts": list(mistake.parts),
            "patterns": list(mistake.patterns),
            "shown": _as_text(mistake.shown),
        }
        for mistake in record.mistakes
    ]
    content = {
        "format": FORMAT,
        "assignment": record.assignment,
        "title": record.title,
        "content": record.content,
        "grader": record.grader,
        "files": dict(record.files),
        "hidden": dict(record.hidden),
        "expected": _as_text(record.expected),
        "mistakes": mistakes,
        "due": [record.due.seconds, record.due.shown] if record.due else None,
    }
    return (json.dumps(content, indent=1, sort_keys=True, ensure_ascii=False) + "\n").encode()


def read_record(data: bytes, file: str) -> Record:
    """Read a release file strictly; raises UsageError, with the next step, for one that is damaged or of another format."""
    again = "download the homework again, and copy your own files (q*.py, answers.md or the notebook) into the fresh folder"
    try:
        if len(data) > _MOST_BYTES:
            raise ValueError("too large")
        content = json.loads(data)
        if not isinstance(content, dict):
            raise ValueError("no mapping")
        format = content["format"]
        if format != FORMAT:
            age = "a newer" if isinstance(format, int) and format > FORMAT else "an older"
            step = "update the package: pip install --upgrade grader" if age == "a newer" else again
            raise UsageError(f"{file} was made by {age} version of grader (format {format!r}, here {FORMAT}); {step}")
        return Record(
            assignment=_text(content["assignment"]),
            title=_text(content["title"]),
            content=_text(content["content"]),
            grader=_text(content["grader"]),
            files={_text(path): _text(digest) for path, digest in content["files"].items()},
            hidden={_text(local): int(count) for local, count in content["hidden"].items()},
            expected=_as_bytes(content["expected"]),
            mistakes=tuple(map(_mistake, content["mistakes"])),
            due=_moment(content.get("due")),
        )
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError, binascii.Error):
        raise UsageError(f"{file} is damaged; {again}") from None


def wanted(word: str, known: list[str], what: str) -> str:
    """The message for an address that fits nothing here."""
    return f"{what} has no question or part {word!r}{did_you_mean(word, known)}; it has {', '.join(known)}"


def _mistake(content: Any) -> PublicMistake:
    return PublicMistake(
        _text(content["id"]),
        _text(content["title"]),
        _text(content["hint"]),
        tuple(map(_text, content["parts"])),
        tuple(map(_text, content["patterns"])),
        _as_bytes(content["shown"]),
    )


def _moment(value: Any) -> Moment | None:
    if value is None:
        return None
    seconds, shown = value
    return Moment(int(seconds), _text(shown))


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError("not a text")
    return value


def _as_text(values: Mapping[str, bytes]) -> dict[str, str]:
    return {address: base64.b64encode(value).decode("ascii") for address, value in values.items()}


def _as_bytes(values: Any) -> dict[str, bytes]:
    return {_text(address): base64.b64decode(_text(value), validate=True) for address, value in values.items()}
