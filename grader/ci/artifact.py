"""Observations on their way from the untrusted side: written by us, read as if by an enemy."""

from __future__ import annotations

import json
import os
import re
import stat
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, get_args

from grader.ci.git import is_commit
from grader.collect.archive import Archive
from grader.collect.disk import Folder, Source
from grader.errors import SubmissionError
from grader.report import write

FORMAT = "grader observations 1"
MANIFEST = "manifest.json"
MANIFEST_BYTES = 64 << 10
RECORDING_BYTES = 96 << 20
"""One recording; the sandbox keeps all values of one within 64 MB."""
ALL_BYTES = 256 << 20
RECORDINGS = 64
_NAME = re.compile(r"recording-[0-9]{2}\.bin")
_DIGEST = re.compile(r"[0-9a-f]{64}")
_WORD = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_-]{0,99}")
Level = Literal["none", "weak", "standard", "strong"]
_HELP = "Push a new commit, or run the workflow `grade` again; if it happens twice, show this to your instructor."


@dataclass(frozen=True, slots=True)
class Observed:
    """What the untrusted side says that it saw."""

    head: str
    """The commit whose files ran."""
    isolation: Level
    recordings: Mapping[str, tuple[tuple[str, bytes], ...]]
    """By assignment: for each batch the digest of its inputs and the recording, in order."""


def write_artifact(observed: Observed, folder: Path) -> None:
    """Write observations as a folder of plain files: a manifest and numbered recordings."""
    files: dict[str, bytes] = {}
    assignments = []
    for id, recordings in observed.recordings.items():
        batches = []
        for digest, recording in recordings:
            name = f"recording-{len(files):02d}.bin"
            files[name] = recording
            batches.append({"inputs": digest, "file": name})
        assignments.append({"id": id, "batches": batches})
    manifest = {"format": FORMAT, "head": observed.head, "isolation": observed.isolation, "assignments": assignments}
    files[MANIFEST] = (json.dumps(manifest, indent=1) + "\n").encode()
    write(folder, files)


def read_artifact(path: Path) -> Observed:
    """Read observations from a folder or a zip, trusting nothing: fixed names, ordinary files, bounded sizes, a strict manifest.

    Raises SubmissionError, worded for the student, for anything else. The recordings themselves are opaque here; whoever decodes them
    bounds them again.
    """
    try:
        with _opened(path) as source:
            return _read(source)
    except SubmissionError as refusal:
        raise SubmissionError(f"The observations cannot be used: {refusal.reason}", help=_HELP) from None
    except OSError as error:
        cause = (error.strerror or "unknown cause").lower()
        raise SubmissionError(f"The observations cannot be used: they could not be opened ({cause}).", help=_HELP) from None


@contextmanager
def _opened(path: Path) -> Iterator[Source]:
    mode = os.lstat(path).st_mode
    if stat.S_ISDIR(mode):
        with Folder(path) as folder:
            yield folder
    elif stat.S_ISREG(mode):
        with path.open("rb") as file:
            yield Archive(file, os.fstat(file.fileno()).st_size, "the archive")
    else:
        raise SubmissionError("they are neither a folder nor a zip.")


def _read(source: Source) -> Observed:
    # archives of some services put the uploaded folder's name before each path
    prefix = next((path[: -len(MANIFEST)] for path in source.files if path in (MANIFEST, f"observations/{MANIFEST}")), None)
    if prefix is None:
        raise SubmissionError("there is no manifest.json among them.")
    _check_names(source, prefix)
    told = _manifest(source.read(prefix + MANIFEST, MANIFEST_BYTES))
    head, isolation, assignments = told["head"], told["isolation"], told["assignments"]
    _require(isinstance(head, str) and is_commit(head), "the manifest names no commit.")
    _require(isinstance(isolation, str) and isolation in get_args(Level), "the manifest names no level of isolation.")
    _require(isinstance(assignments, list) and len(assignments) <= RECORDINGS, "the manifest lists no assignments.")
    recordings: dict[str, tuple[tuple[str, bytes], ...]] = {}
    used: set[str] = set()
    for one in assignments:
        _require(isinstance(one, dict) and one.keys() == {"id", "batches"} and isinstance(one["batches"], list), "an entry is malformed.")
        id = one["id"]
        _require(isinstance(id, str) and _WORD.fullmatch(id) is not None and id not in recordings, "an assignment's name is malformed.")
        names = [_batch(batch, used) for batch in one["batches"]]
        missing = [name for _, name in names if prefix + name not in source.files]
        _require(not missing, f"{', '.join(missing[:3])} is not among them.")
        recordings[id] = tuple((digest, source.read(prefix + name, RECORDING_BYTES)) for digest, name in names)
    _require(len(used) + 1 == len(source.files), "there are files among them that the manifest does not name.")
    return Observed(head, isolation, recordings)


def _check_names(source: Source, prefix: str) -> None:
    """Every name is one that we write, nothing was left out on the way, and all sizes are within bounds before a byte is read."""
    if source.notes:
        raise SubmissionError(source.notes[0].reason)
    known = (path.removeprefix(prefix) for path in source.files if path.startswith(prefix))
    good = {prefix + name for name in known if name == MANIFEST or _NAME.fullmatch(name)}
    odd = [path for path in source.files if path not in good]
    _require(not odd, f"{len(odd)} of the files have names that do not belong there.")
    _require(len(source.files) <= RECORDINGS + 1, "there are too many files.")
    large = sum(source.files.values()) > ALL_BYTES or any(size > RECORDING_BYTES for size in source.files.values())
    _require(not large, "they are larger than any hand-in can make them.")


def _manifest(content: bytes) -> dict[str, Any]:
    try:
        told = json.loads(content.decode("utf-8"))
    except (ValueError, RecursionError):
        raise SubmissionError("the manifest is no JSON.") from None
    _require(isinstance(told, dict) and told.keys() == {"format", "head", "isolation", "assignments"}, "the manifest is malformed.")
    _require(told["format"] == FORMAT, "they were written by another version of the grader.")
    assert isinstance(told, dict)
    return told


def _batch(told: Any, used: set[str]) -> tuple[str, str]:
    _require(isinstance(told, dict) and told.keys() == {"inputs", "file"}, "an entry is malformed.")
    digest, name = told["inputs"], told["file"]
    _require(isinstance(digest, str) and _DIGEST.fullmatch(digest) is not None, "an entry's hash is malformed.")
    _require(isinstance(name, str) and _NAME.fullmatch(name) is not None and name not in used, "an entry's file name is malformed.")
    used.add(name)
    return digest, name


def _require(true: bool, otherwise: str) -> None:
    if not true:
        raise SubmissionError(otherwise)
