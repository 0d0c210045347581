"""Raw system calls by ctypes; errors become OSError."""

from __future__ import annotations

import ctypes
import os
import platform
import struct
import sys

LINUX = sys.platform.startswith("linux")
MACHINE = platform.machine()
_libc = ctypes.CDLL(None, use_errno=True)

PR_SET_PDEATHSIG, PR_SET_DUMPABLE, PR_SET_KEEPCAPS, PR_SET_NO_NEW_PRIVS = 1, 4, 8, 38
CAP_DAC_READ_SEARCH = 1 << 2


def _checked(result: int, what: str) -> int:
    if result < 0:
        code = ctypes.get_errno()
        raise OSError(code, f"{what}: {os.strerror(code)}")
    return result


def syscall(what: str, number: int, *arguments: int | ctypes.Array[ctypes.c_char] | None) -> int:
    """Make system call `number`; raises OSError that names `what`."""
    converted = [ctypes.c_long(a) if isinstance(a, int) else a for a in arguments]
    return _checked(_libc.syscall(ctypes.c_long(number), *converted), what)


def prctl(what: str, option: int, value: int) -> None:
    """Set a process attribute; raises OSError that names `what`, also where there is no prctl."""
    if not LINUX:
        raise OSError(f"{what}: this system has no prctl")
    _checked(_libc.prctl(option, ctypes.c_ulong(value), ctypes.c_ulong(0), ctypes.c_ulong(0), ctypes.c_ulong(0)), what)


def dumpable() -> int:
    """Whether other processes of the account may read this one's memory: 1 if so."""
    return int(_libc.prctl(3, ctypes.c_ulong(0), ctypes.c_ulong(0), ctypes.c_ulong(0), ctypes.c_ulong(0)))


def unshare(flags: int) -> None:
    """Leave the namespaces that `flags` names."""
    _checked(_libc.unshare(flags), "unshare")


def mount(source: str, target: str, kind: str, flags: int, options: str = "") -> None:
    """Mount as mount(2) does."""
    words = [word.encode() if word else None for word in (source, target, kind, options)]
    _checked(_libc.mount(words[0], words[1], words[2], ctypes.c_ulong(flags), words[3]), f"mount {target}")


def detach(target: str) -> None:
    """Unmount lazily."""
    _checked(_libc.umount2(target.encode(), 2), f"umount {target}")


def pivot_root(new_root: str, put_old: str) -> None:
    """Make `new_root` the root of this mount namespace."""
    number = 155 if MACHINE == "x86_64" else 41
    syscall("pivot_root", number, ctypes.create_string_buffer(new_root.encode()), ctypes.create_string_buffer(put_old.encode()))


def set_capabilities(bits: int) -> None:
    """Keep only these capabilities, in effect and in reserve; none can be inherited."""
    header = ctypes.create_string_buffer(struct.pack("=Ii", 0x20080522, 0), 8)
    sets = ctypes.create_string_buffer(struct.pack("=6I", bits, bits, 0, 0, 0, 0), 24)
    syscall("capset", 126 if MACHINE == "x86_64" else 91, header, sets)
