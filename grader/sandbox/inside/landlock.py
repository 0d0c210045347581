"""Which files student code may read: a Landlock ruleset, all else refused."""

from __future__ import annotations

import ctypes
import os
import stat
import struct

from .syscalls import LINUX, syscall

_CREATE, _ADD_RULE, _RESTRICT = 444, 445, 446  # the same on every architecture
_WRITE_FILE, _READ_FILE, _READ_DIR, _TRUNCATE = 1 << 1, 1 << 2, 1 << 3, 1 << 14
_NET_RIGHTS = 0b11
_SCOPES = 0b11
"""Abstract Unix sockets and signals."""


def abi() -> int:
    """The kernel's Landlock version, 0 when there is none. Asks the system call: the list of security modules may be hidden."""
    if not LINUX:
        return 0
    try:
        return syscall("landlock", _CREATE, 0, 0, 1)
    except OSError:
        return 0


def _attributes(version: int) -> tuple[int, bytes]:
    """The file rights that this ABI knows (the first came with 13, renaming across folders is the 14th), and the ruleset's attributes."""
    count = (13, 14, 15, 15, 16, 16, 16)[min(version, 7) - 1]
    rights = (1 << count) - 1
    attributes = struct.pack("=Q", rights)
    if version >= 4:
        attributes += struct.pack("=Q", _NET_RIGHTS)
    if version >= 6:
        attributes += struct.pack("=Q", _SCOPES)
    return rights, attributes


class Ruleset:
    """A ruleset made once in the zygote; every child enters it.

    `readable`: files and folders (with all they hold); `listed`: folders whose names may be listed, but not what they hold.
    Raises OSError when the kernel has no Landlock.
    """

    def __init__(self, version: int, readable: list[str], listed: list[str]) -> None:
        self.version = version
        rights, attributes = _attributes(version)
        self.fd = syscall("landlock", _CREATE, ctypes.create_string_buffer(attributes, len(attributes)), len(attributes), 0)
        for path in readable:
            self._allow(path, _READ_FILE | _READ_DIR)
        for path in listed:
            self._allow(path, _READ_DIR)
        self._allow("/dev/null", (_READ_FILE | _WRITE_FILE | _TRUNCATE) & rights)

    def _allow(self, path: str, rights: int) -> None:
        try:
            place = os.open(path, os.O_PATH | os.O_CLOEXEC)
        except OSError:
            return  # what is not there needs no rule
        try:
            if not stat.S_ISDIR(os.fstat(place).st_mode):
                rights &= ~_READ_DIR
            syscall("landlock rule", _ADD_RULE, self.fd, 1, ctypes.create_string_buffer(struct.pack("=Qi", rights, place), 12), 0)
        finally:
            os.close(place)

    def enter(self) -> None:
        """Restrict this thread, and all that it starts, for good."""
        syscall("landlock", _RESTRICT, self.fd, 0)
