"""Write finished files: whole or not at all, and never through a link."""

from __future__ import annotations

import contextlib
import errno
import os
import stat
from collections.abc import Mapping
from pathlib import Path

from grader.errors import UsageError

_NO_FOLLOW = getattr(os, "O_NOFOLLOW", 0)
_SAY = {
    errno.EROFS: "the disk is read-only",
    errno.ENOSPC: "the disk is full",
    errno.EDQUOT: "your disk quota is used up",
    errno.EACCES: "you have no permission to write there",
    errno.EPERM: "you have no permission to write there",
    errno.ELOOP: "it is a link, and reports are never written through links",
    errno.ENOTDIR: "a file or a link is in the way of the folder",
    errno.EISDIR: "a folder is in the way of the file",
    errno.ENAMETOOLONG: "the name is too long",
}


def write(folder: Path, files: Mapping[str, bytes]) -> None:
    """Put `files` (plain names) into `folder`, which is made when absent.

    Each file appears whole or keeps its old content: it is written under another name and renamed. Raises UsageError, with what to do,
    for a full or read-only disk, a missing permission, and a link in the place of the folder or of a file.
    """
    for name in files:
        if name in ("", ".", "..") or os.sep in name or "\0" in name:
            raise UsageError(f"{name!r} is no plain file name; reports are written into one folder")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | _NO_FOLLOW)
    except OSError as error:
        raise _told(folder, error) from error
    try:
        for name, content in files.items():
            try:
                _replace(handle, name, content)
            except OSError as error:
                raise _told(folder / name, error) from error
    finally:
        os.close(handle)


def _replace(handle: int, name: str, content: bytes) -> None:
    with contextlib.suppress(FileNotFoundError):
        if stat.S_ISLNK(os.stat(name, dir_fd=handle, follow_symlinks=False).st_mode):
            raise OSError(errno.ELOOP, os.strerror(errno.ELOOP))
    # The process id keeps two runs apart; the name is gone again when this function ends.
    beside = f".{name[:100]}.{os.getpid()}.part"
    with contextlib.suppress(FileNotFoundError):
        os.unlink(beside, dir_fd=handle)
    target = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL | _NO_FOLLOW, 0o644, dir_fd=handle)
    try:
        with os.fdopen(target, "wb") as file:
            file.write(content)
        os.replace(beside, name, src_dir_fd=handle, dst_dir_fd=handle)
    except BaseException:
        with contextlib.suppress(OSError):
            os.unlink(beside, dir_fd=handle)
        raise


def _told(place: Path, error: OSError) -> UsageError:
    why = _SAY.get(error.errno or 0, error.strerror or type(error).__name__)
    return UsageError(f"cannot write {place}: {why}\n  Make room or choose another folder with --out; what was finished before is kept.")
