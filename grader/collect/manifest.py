"""`manifest.json` of a packed hand-in: written at home, believed in nothing."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol

from grader.catalogue import say
from grader.collect import limits
from grader.collect.times import read_time
from grader.errors import SubmissionError
from grader.model import HandedIn, Message

MANIFEST = "manifest.json"
FORMAT = 1
_MOST_BYTES = 1_000_000
_LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Crockford's alphabet: no letter that is read for another."""
_SHOWN = 5
_LONGEST_TIME = 40


class _Files(Protocol):
    files: Mapping[str, int]

    def read(self, path: str, limit: int) -> bytes: ...


def content_hash(digests: Mapping[str, str]) -> str:
    """One hash of files, given the SHA-256 of each by its path."""
    told = "".join(f"{path}\0{digests[path]}\n" for path in sorted(digests))
    return hashlib.sha256(told.encode("utf-8", "surrogatepass")).hexdigest()


def receipt(content: str) -> str:
    """The code that a student keeps and an instructor sees: eight letters and digits of a content hash.

    >>> receipt("00" * 31 + "ff")
    '0000-0000'
    """
    number = int(content[:10], 16)
    letters = [_LETTERS[(number >> shift) & 31] for shift in range(35, -1, -5)]
    return f"{''.join(letters[:4])}-{''.join(letters[4:])}"


def release_hash(folder: str | os.PathLike[str]) -> str:
    """The hash of what an author wrote for students in `folder`: hidden files and caches do not count; empty when it cannot be read."""
    root = Path(folder)
    digests = {}
    try:
        for path in sorted(root.rglob("*")):
            inside = path.relative_to(root)
            if path.is_file() and not any(step.startswith(".") or step == "__pycache__" for step in inside.parts):
                digests[inside.as_posix()] = hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError:
        return ""
    return content_hash(digests)


@dataclass(frozen=True, slots=True)
class Claims:
    """What a manifest says that files cannot show."""

    handed_in: HandedIn | None = None
    hints: Mapping[str, int] = field(default_factory=dict)


def claims(source: _Files, home: str) -> Claims:
    """When the work was packed and which hints were taken, if there is a manifest that says so.

    A student could write anything there, so the time is called the manifest's own wherever it is shown.
    """
    told = _read(source, home + MANIFEST) if home + MANIFEST in source.files else None
    if told is None:
        return Claims()
    hints = told["hints"] if isinstance(told["hints"], dict) else {}
    counted = {part: count for part, count in hints.items() if type(count) is int and 0 < count <= limits.HINTS}
    return Claims(read_time(str(told["submitted"])[:_LONGEST_TIME], "manifest"), dict(list(counted.items())[: limits.HINTS]))


def receipt_notes(source: _Files, home: str, folder: str) -> list[Message]:
    """What there is to say about a manifest: the receipt of what really is here, and where the two do not fit.

    `home` is the place of the work within the hand-in, `folder` that of the published assignment.
    """
    place = home + MANIFEST
    if place not in source.files:
        return []
    told = _read(source, place)
    if told is None:
        return [Message(say("{file} cannot be read, so there is no receipt; your files count as they are.", file=MANIFEST))]
    listed: Mapping[str, Any] = told["files"]
    digests = {path: _digest(source, home + path) for path in listed}
    odd = sorted(path for path, digest in digests.items() if digest != listed[path].get("sha256"))
    here = {path for path in source.files if path.startswith(home) and path != place}
    added = sorted(path.removeprefix(home) for path in here if path.removeprefix(home) not in listed)
    notes: list[Message] = []
    if odd or added:
        names = ", ".join([*odd, *added][:_SHOWN])
        reason = say(
            "This is not what `grader submit` packed: {names} changed since. Your files count as they are, without a receipt.", names=names
        )
        notes.append(Message(reason))
    else:
        notes.append(Message(say("Receipt {code}.", code=receipt(content_hash(digests)))))
    if folder and told.get("release") not in (None, "", release_hash(folder)):
        notes.append(Message(say("This was made from another release of the homework; it was graded by the one that counts now.")))
    return notes


def _read(source: _Files, place: str) -> dict[str, Any] | None:
    try:
        told = json.loads(source.read(place, _MOST_BYTES))
        files = told["files"]
        if not isinstance(files, dict) or len(files) > limits.ENTRIES or not all(isinstance(one, dict) for one in files.values()):
            return None
    except (SubmissionError, ValueError, KeyError, TypeError, RecursionError):
        return None
    return {"files": files, **{name: told.get(name) for name in ("release", "submitted", "hints")}}


def _digest(source: _Files, path: str) -> str:
    if path not in source.files:
        return ""
    try:
        return hashlib.sha256(source.read(path, limits.NOTEBOOK_BYTES)).hexdigest()
    except SubmissionError:
        return ""
