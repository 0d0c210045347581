"""Zip files, read in memory and never unpacked to disk."""

from __future__ import annotations

import re
import stat
import struct
import zipfile
import zlib
from collections.abc import Mapping
from typing import IO

from grader.catalogue import say
from grader.collect import limits
from grader.collect.disk import is_junk, too_big, too_many
from grader.collect.naming import shown
from grader.errors import SubmissionError
from grader.model import Message

_END = b"PK\x05\x06"
_LOCAL_HEADER = 30
_LONGEST_PATH = 1_000
_AGAIN = say("Make a new zip of your folder with your system's own tool and hand that in.")
_FOREIGN = (
    (b"Rar!\x1a\x07", say("a RAR archive")),
    (b"7z\xbc\xaf\x27\x1c", say("a 7z archive")),
    (b"\x1f\x8b", say("a gzip archive")),
    (b"BZh", say("a bzip2 archive")),
    (b"\xfd7zXZ\x00", say("an xz archive")),
    (b"%PDF", "a PDF"),
)
_DAMAGED = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    EOFError,
    NotImplementedError,
    RuntimeError,
    ValueError,
    IndexError,
    OverflowError,
    OSError,
)
"""Whatever `zipfile` raises for bytes that are no sound archive (RuntimeError: a password is needed)."""
ENDINGS = frozenset({"zip", "tar", "gz", "tgz", "bz2", "xz", "rar", "7z"})


def foreign_format(head: bytes, name: str) -> str | None:
    """Name what a file is when it is an archive of another kind or a document; None for a zip or for what nobody knows."""
    for magic, what in _FOREIGN:
        if head.startswith(magic):
            return what
    if head[257:262] == b"ustar" or name.lower().endswith(".tar"):
        return say("a tar archive")
    return None


class Archive:
    """A submission that is a zip file."""

    def __init__(self, file: IO[bytes], size: int, name: str) -> None:
        self.notes: list[Message] = []
        self._name = name
        if size > limits.ARCHIVE_BYTES:
            raise too_big(name, size, limits.ARCHIVE_BYTES)
        _check_shape(file, size, name)
        try:
            self._zip = zipfile.ZipFile(file)
        except _DAMAGED:
            raise _damaged(name) from None
        self._members = self._checked(self._zip.infolist(), size)
        self.files: Mapping[str, int] = {path: member.file_size for path, member in self._members.items()}

    def _checked(self, members: list[zipfile.ZipInfo], size: int) -> dict[str, zipfile.ZipInfo]:
        """Look at the table of contents as a whole before one byte is unpacked."""
        claimed = sum(member.file_size for member in members)
        if claimed > limits.UNPACKED_BYTES or (claimed > limits.KEPT_BYTES and claimed > limits.RATIO * size):
            raise SubmissionError(
                say(
                    "{given} claims to hold {size:,} MB, far more than its own size; it was not opened.",
                    given=shown(self._name),
                    size=claimed // limits.MIB,
                ),
                help=say("Hand in a zip with only the files that you wrote."),
            )
        self._check_overlap(members)
        found: dict[str, zipfile.ZipInfo] = {}
        for member in members:
            path = self._path(member)
            if path is None:
                continue
            if path in found:
                self.notes.append(
                    Message(
                        say("{given} holds {inner} more than once; the last one counts.", given=shown(self._name), inner=shown(path)),
                        say("Keep one of them."),
                    )
                )
            found[path] = member
            if len(found) > limits.ENTRIES:
                raise too_many()
        return dict(sorted(found.items()))

    def _path(self, member: zipfile.ZipInfo) -> str | None:
        """The member's path, or None for what is not read; raises SubmissionError for a path that no honest tool writes."""
        path = _true_name(member).replace("\\", "/")
        if len(path) > _LONGEST_PATH:
            raise SubmissionError(
                say("{given} holds a path of {count:,} characters; nothing of it was read.", given=shown(self._name), count=len(path)),
                help=_AGAIN,
            )
        steps = [step for step in path.split("/") if step not in ("", ".")]
        if ".." in steps or path.startswith("/") or re.match(r"[A-Za-z]:", path):
            raise SubmissionError(
                say("{given} holds the unsafe path {inner}; nothing of it was read.", given=shown(self._name), inner=shown(path)),
                help=_AGAIN,
            )
        if not steps or any(is_junk(step) for step in steps):
            return None
        mode = member.external_attr >> 16
        if stat.S_ISLNK(mode):
            raise SubmissionError(
                say("{given} holds a link ({inner}); nothing of it was read.", given=shown(self._name), inner=shown(path)),
                help=say("Make a new zip with the files themselves instead of links."),
            )
        if path.endswith("/") or stat.S_ISDIR(mode):
            return None
        if len(steps) > limits.DEPTH + 1:
            self.notes.append(
                Message(
                    say("{given} lies too deep to be read.", given=shown(path)),
                    say("Hand in at most {depth} folders inside each other.", depth=limits.DEPTH),
                )
            )
            return None
        return "/".join(steps)

    def _check_overlap(self, members: list[zipfile.ZipInfo]) -> None:
        end = 0
        for member in sorted(members, key=lambda member: member.header_offset):
            if member.header_offset < end:
                raise SubmissionError(
                    say("{given} has files that overlap each other; it was not opened.", given=shown(self._name)), help=_AGAIN
                )
            end = member.header_offset + _LOCAL_HEADER + member.compress_size

    def read(self, path: str, limit: int) -> bytes:
        """See Source."""
        member = self._members[path]
        if member.file_size > limit:
            raise too_big(path, member.file_size, limit)
        if member.flag_bits & 0x1:
            raise SubmissionError(
                say("{given} is locked with a password.", given=shown(path)), help=say("Hand in a zip without a password.")
            )
        if member.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise SubmissionError(say("{given} is packed in a way that is not read here.", given=shown(path)), help=_AGAIN)
        try:
            with self._zip.open(member) as file:
                data = file.read(limit + 1)
        except _DAMAGED:
            raise SubmissionError(
                say("{given} is damaged inside {inner}.", given=shown(path), inner=shown(self._name)), help=_AGAIN
            ) from None
        if len(data) > limit:
            raise too_big(path, len(data), limit)
        return data


def _true_name(member: zipfile.ZipInfo) -> str:
    """The name as it was meant: many tools write UTF-8 without saying so, and `zipfile` then reads it as cp437."""
    if member.flag_bits & 0x800 or member.filename.isascii():
        return member.filename
    try:
        return member.filename.encode("cp437").decode()
    except UnicodeError:
        return member.filename


def _check_shape(file: IO[bytes], size: int, name: str) -> None:
    """Tell what is no zip from what is a broken one, and bound the table of contents, before `zipfile` reads it."""
    head = file.read(512)
    file.seek(max(0, size - 66_000))
    tail = file.read(66_000)
    file.seek(0)
    place = tail.rfind(_END)
    if place < 0:
        what = foreign_format(head, name)
        if what:
            raise SubmissionError(
                say("{given} is {what}, which is not read here.", given=shown(name), what=what),
                help=say("Hand in a zip of your folder instead."),
            )
        if head.startswith(b"PK\x03\x04"):
            raise SubmissionError(
                say("{given} is cut off: its end is missing.", given=shown(name)),
                help=say("Upload it again, and wait until the upload is done."),
            )
        raise SubmissionError(
            say("{given} is not a zip file.", given=shown(name)) if size else say("{given} is empty.", given=shown(name)), help=_AGAIN
        )
    end = tail[place : place + 22]
    if len(end) < 22:
        raise _damaged(name)
    _, _, _, _, count, directory, _, _ = struct.unpack("<4s4H2LH", end)
    if directory > limits.DIRECTORY_BYTES or count == 0xFFFF:
        raise too_many()


def _damaged(name: str) -> SubmissionError:
    return SubmissionError(say("{given} is damaged and could not be opened.", given=shown(name)), help=_AGAIN)
