"""Files of a folder, opened so that no link, pipe or swap fools us."""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from types import TracebackType
from typing import Protocol, Self

from grader.catalogue import say
from grader.collect import limits
from grader.collect.naming import shown
from grader.errors import BrokenError, SubmissionError
from grader.model import Message

_FLAGS = (
    os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_NOCTTY", 0)
)
_FOLDER = getattr(os, "O_DIRECTORY", 0)
_JUNK = frozenset({"__pycache__", "__macosx", "node_modules", "site-packages", "venv", "env", "thumbs.db", "desktop.ini", "expect.yaml"})
_MACHINE = frozenset({errno.EACCES, errno.EPERM, errno.EIO, errno.EMFILE, errno.ENFILE, errno.ENOMEM, errno.ESTALE})
"""What the machine that grades, and never a student, is to blame for."""


class Source(Protocol):
    """Something that holds a student's files."""

    files: Mapping[str, int]
    """Sizes in bytes by path; parts of a path are parted by `/`."""
    notes: list[Message]

    def read(self, path: str, limit: int) -> bytes:
        """Read a file of at most `limit` bytes; raises SubmissionError when that cannot be done, for this file only."""


def is_junk(name: str) -> bool:
    """Whether a file or folder of this name is never anybody's work: hidden, a cache, an environment, an expectation.

    >>> is_junk(".git"), is_junk("__MACOSX"), is_junk("ada.zip.expect.yaml"), is_junk("ada")
    (True, True, True, False)
    """
    hidden = name.startswith((".", "~$")) and not name.startswith("..")
    return hidden or name.lower() in _JUNK or name.endswith(".expect.yaml")


def blame(error: Exception, name: str) -> None:
    """Raise BrokenError when it is this machine that keeps a file from being read: then nobody may lose a point for it."""
    if isinstance(error, OSError) and error.errno in _MACHINE:
        raise BrokenError(f"{shown(name)} cannot be read on this machine ({_cause(error)})") from error


def open_regular(path: str | os.PathLike[str], name: str, dir_fd: int | None = None) -> tuple[int, int]:
    """Open a regular file, never a link, pipe or device; returns the descriptor and its size in bytes."""
    fd = os.open(path, _FLAGS, dir_fd=dir_fd)
    state = os.fstat(fd)
    if not stat.S_ISREG(state.st_mode):
        os.close(fd)
        raise SubmissionError(say("{given} is not a regular file.", given=shown(name)), help=say("Hand in ordinary files only."))
    return fd, state.st_size


def read_regular(path: str | os.PathLike[str], name: str, limit: int, dir_fd: int | None = None) -> bytes:
    """Read a regular file of at most `limit` bytes, which is known before the first byte is read."""
    try:
        fd, size = open_regular(path, name, dir_fd)
    except (OSError, ValueError) as error:
        blame(error, name)
        raise SubmissionError(
            say("{given} could not be opened ({cause}).", given=shown(name), cause=_cause(error)),
            help=say("Hand it in again as an ordinary, readable file."),
        ) from None
    try:
        if size > limit:
            raise too_big(name, size, limit)
        blocks, left = [], limit + 1
        while left > 0 and (block := os.read(fd, min(left, max(size + 1, 4096)))):
            blocks.append(block)
            left -= len(block)
            size = 65536
        if left <= 0:
            raise too_big(name, limit + 1, limit)
        return blocks[0] if len(blocks) == 1 else b"".join(blocks)
    except OSError as error:
        blame(error, name)
        raise SubmissionError(
            say("{given} could not be read ({cause}).", given=shown(name), cause=_cause(error)), help=say("Hand it in again.")
        ) from None
    finally:
        os.close(fd)


def too_big(name: str, size: int, limit: int) -> SubmissionError:
    """The refusal of a file that is larger than is read."""
    help = (
        say("Clear the outputs of all cells, save, and hand it in again.")
        if name.endswith(".ipynb")
        else say("Hand in what you wrote, without data or recorded output.")
    )
    return SubmissionError(
        say(
            "{given} has {size}; at most {limit} are read.",
            given=shown(name),
            size=_megabytes(size),
            limit=_megabytes(limit),
        ),
        help=help,
    )


def _megabytes(size: int) -> str:
    return f"{-(-size * 10 // limits.MIB) / 10:g} MB"


def _cause(error: OSError | ValueError) -> str:
    if not isinstance(error, OSError):
        return say("its name cannot be used")
    return error.strerror.lower() if error.strerror else say("unknown cause")


class SingleFile:
    """A submission that is one file."""

    def __init__(self, path: str | os.PathLike[str], size: int) -> None:
        self._path = path
        name = os.path.basename(path)
        self.files: Mapping[str, int] = {name: size}
        self.notes: list[Message] = []

    def read(self, path: str, limit: int) -> bytes:
        """See Source."""
        return read_regular(self._path, path, limit)


class Folder:
    """A submission that is a folder; every file is opened from the folder's own descriptor, link by link refused."""

    def __init__(self, path: str | os.PathLike[str], leave_out: Collection[str] = ()) -> None:
        self._fd = os.open(path, _FLAGS | _FOLDER)
        self.notes: list[Message] = []
        self._found: dict[str, int] = {}
        self._seen = 0
        try:
            self._list(self._fd, "", leave_out)
        except BaseException:
            os.close(self._fd)
            raise
        self.files: Mapping[str, int] = self._found

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        os.close(self._fd)

    def _list(self, fd: int, prefix: str, leave_out: Collection[str] = ()) -> None:
        folders: list[str] = []
        names: list[os.DirEntry[str]] = []
        with os.scandir(fd) as entries:
            for entry in entries:
                if is_junk(entry.name) or entry.name in leave_out:
                    continue
                names.append(entry)
                if self._seen + len(names) > limits.ENTRIES:
                    raise too_many()
        if any(entry.name == "pyvenv.cfg" for entry in names):
            return  # a Python environment of any name holds thousands of files, none of them the student's
        self._seen += len(names)
        for entry in sorted(names, key=lambda entry: entry.name):
            path = prefix + entry.name
            if entry.is_symlink():
                self.notes.append(
                    Message(say("{given} is a link; links are not followed.", given=shown(path)), say("Hand in the file itself."))
                )
            elif entry.is_dir(follow_symlinks=False):
                folders.append(entry.name)
            elif entry.is_file(follow_symlinks=False):
                self._found[path] = entry.stat(follow_symlinks=False).st_size
            else:
                self.notes.append(
                    Message(
                        say("{given} is not an ordinary file and was not opened.", given=shown(path)), say("Hand in ordinary files only.")
                    )
                )
        for name in folders:
            self._descend(fd, prefix, name)

    def _descend(self, fd: int, prefix: str, name: str) -> None:
        if prefix.count("/") >= limits.DEPTH:
            self.notes.append(
                Message(
                    say("{given}/ lies too deep to be read.", given=shown(prefix + name)),
                    say("Hand in at most {depth} folders inside each other.", depth=limits.DEPTH),
                )
            )
            return
        try:
            inner = os.open(name, _FLAGS | _FOLDER, dir_fd=fd)
        except OSError as error:
            blame(error, prefix + name)
            self.notes.append(
                Message(
                    say("The folder {given} could not be opened ({cause}).", given=shown(prefix + name), cause=_cause(error)),
                    say("Make it readable and hand it in again."),
                )
            )
            return
        try:
            self._list(inner, f"{prefix}{name}/")
        finally:
            os.close(inner)

    @contextmanager
    def _folder_of(self, path: str) -> Iterator[int]:
        fd = self._fd
        try:
            for name in path.split("/")[:-1]:
                inner = os.open(name, _FLAGS | _FOLDER, dir_fd=fd)
                if fd != self._fd:
                    os.close(fd)
                fd = inner
            yield fd
        finally:
            if fd != self._fd:
                os.close(fd)

    def read(self, path: str, limit: int) -> bytes:
        """See Source."""
        if "/" not in path:
            return read_regular(path, path, limit, self._fd)
        try:
            with self._folder_of(path) as fd:
                return read_regular(path.rpartition("/")[2], path, limit, fd)
        except OSError as error:
            blame(error, path)
            raise SubmissionError(
                say("{given} could not be opened ({cause}).", given=shown(path), cause=_cause(error)),
                help=say("Hand it in again as an ordinary, readable file."),
            ) from None

    @contextmanager
    def opened(self, path: str) -> Iterator[tuple[int, int]]:
        """The descriptor and size of a file that is read piece by piece (an archive)."""
        with self._folder_of(path) as folder:
            fd, size = open_regular(path.rpartition("/")[2], path, folder)
            try:
                yield fd, size
            finally:
                os.close(fd)


def too_many() -> SubmissionError:
    """The refusal of a hand-in that holds more files than anyone wrote."""
    return SubmissionError(
        say("There are more than {entries:,} files and folders in it.", entries=limits.ENTRIES),
        help=say("Hand in only the files that you wrote, without environments, data or downloads."),
    )


class Gathered(Folder):
    """Some files of a class's folder, under the names that their student gave them."""

    def __init__(self, path: str | os.PathLike[str], files: Iterable[tuple[str, str]]) -> None:
        """Take `(own name, name on disk)` pairs; raises OSError when the folder or a file is gone."""
        self._on_disk = dict(files)
        sizes = {own: os.lstat(os.path.join(path, name)).st_size for own, name in self._on_disk.items()}
        self._fd = os.open(path, _FLAGS | _FOLDER)
        self.notes = []
        self.files = sizes

    def read(self, path: str, limit: int) -> bytes:
        """See Source."""
        return read_regular(self._on_disk[path], path, limit, self._fd)

    @contextmanager
    def opened(self, path: str) -> Iterator[tuple[int, int]]:
        """The descriptor and size of a file that is read piece by piece (an archive)."""
        fd, size = open_regular(self._on_disk[path], path, self._fd)
        try:
            yield fd, size
        finally:
            os.close(fd)
