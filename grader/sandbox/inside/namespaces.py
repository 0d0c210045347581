"""A world of its own for zygote and cells: files, processes, network, names.

Entered once by the zygote, so that it costs a cell nothing. As root the namespaces are made directly; as anybody else inside a
user namespace, where the kernel allows one. The new file system holds only what `places` names, read-only.
"""

from __future__ import annotations

import os
import select
import signal
from collections.abc import Callable

from .places import Places
from .syscalls import PR_SET_PDEATHSIG, detach, mount, pivot_root, prctl, unshare

_NEW_USER = 0x10000000
_NEW_REST = 0x00020000 | 0x20000000 | 0x40000000 | 0x08000000 | 0x04000000
"""Mounts, processes, network, inter-process communication, host name."""
_READ_ONLY, _REMOUNT, _BIND, _RECURSIVE, _PRIVATE = 1, 32, 4096, 16384, 1 << 18
_NO_SUID, _NO_DEVICES = 2, 4
_KEPT = {2: 2, 4: 4, 8: 8, 1024: 1024, 2048: 2048, 4096: 1 << 21}
"""Mount flags by the bits of statvfs: what a remount in a user namespace may not drop."""
_MOUNT_POINTS = ("/mnt", "/media", "/srv", "/opt", "/var/tmp", "/tmp", "/run")


def _separate() -> None:
    """Leave the machine's namespaces; the next process forked is the first of the new ones. Raises OSError."""
    uid, gid = os.geteuid(), os.getegid()
    if uid == 0:
        unshare(_NEW_REST)
        return
    unshare(_NEW_USER | _NEW_REST)
    for name, text in (("setgroups", "deny"), ("uid_map", f"{uid} {uid} 1"), ("gid_map", f"{gid} {gid} 1")):
        with open(f"/proc/self/{name}", "w", encoding="ascii") as file:
            file.write(text)


def _make_place(target: str, *, folder: bool) -> None:
    os.makedirs(target if folder else os.path.dirname(target), mode=0o755, exist_ok=True)
    if not folder and not os.path.exists(target):
        os.close(os.open(target, os.O_CREAT | os.O_WRONLY, 0o444))


def _show(source: str, root: str) -> None:
    """Let `source` be seen at its own path below `root`, read-only; a path through links gets its link too."""
    real = os.path.realpath(source)
    if real != source and not os.path.lexists(root + source):
        os.makedirs(os.path.dirname(root + source), mode=0o755, exist_ok=True)
        if os.path.realpath(root + os.path.dirname(source)) == root + os.path.dirname(source):
            os.symlink(real, root + source)
    target = root + real
    if os.path.exists(target) and os.path.samefile(target, real):
        return
    _make_place(target, folder=os.path.isdir(real))
    mount(real, target, "", _BIND)
    found = os.statvfs(target).f_flag
    kept = sum(flag for bit, flag in _KEPT.items() if found & bit)
    device = real.startswith("/dev/")
    mount("", target, "", _REMOUNT | _BIND | kept | _NO_SUID | (0 if device else _NO_DEVICES | _READ_ONLY))


def _change_root(places: Places) -> None:
    """Make a root that holds only what is needed; raises OSError."""
    shown = [*places.libraries, *places.others]
    reals = [os.path.realpath(path) + "/" for path in shown]
    free = [point for point in _MOUNT_POINTS if os.path.isdir(point) and not any(real.startswith(point + "/") for real in reals)]
    if not free:
        raise OSError(f"none of {', '.join(_MOUNT_POINTS)} is free to build the new root on")
    root = free[0]
    os.umask(0o022)
    mount("", "/", "", _RECURSIVE | _PRIVATE)
    mount("tmpfs", root, "tmpfs", _NO_SUID | _NO_DEVICES, "mode=755,size=1m")
    for path in places.libraries:
        _show(path, root)
    for path in places.covered:
        mount("tmpfs", root + os.path.realpath(path), "tmpfs", _NO_SUID | _NO_DEVICES, "mode=755,size=64k")
    for path in places.others:
        _show(path, root)
    for path in places.covered:
        mount("", root + os.path.realpath(path), "", _REMOUNT | _BIND | _READ_ONLY | _NO_SUID | _NO_DEVICES)
    os.mkdir(root + "/.old", 0o700)
    os.chdir(root)
    pivot_root(".", ".old")
    os.chdir("/")
    detach("/.old")
    os.rmdir("/.old")
    mount("", "/", "", _REMOUNT | _BIND | _READ_ONLY | _NO_SUID | _NO_DEVICES)


def _tried(attempt: Callable[[], None]) -> str:
    """Do something in a process that is thrown away; why it failed, or the empty string."""
    reading, writing = os.pipe()
    pid = os.fork()
    if pid == 0:
        try:
            attempt()
        except BaseException as error:
            os.write(writing, (str(error) or type(error).__name__).encode()[:1000])
        finally:
            os._exit(0)
    os.close(writing)
    with open(reading, "rb") as answer:
        said = answer.read().decode(errors="replace")
    os.waitpid(pid, 0)
    return said


def problem(places: Places) -> str:
    """Why namespaces cannot be had here, or the empty string; found by making them in a process that is thrown away."""

    def everything() -> None:
        _separate()
        _change_root(places)

    return _tried(everything)


def leave(places: Places, control: int) -> Callable[[], None]:
    """Go on as the first process of new namespaces; the caller's old process only waits, without the descriptor `control`.

    Returns what changes the root: to be called when everything is imported.
    """
    _separate()
    reading, writing = os.pipe()
    pid = os.fork()
    if pid:
        os.close(control)
        os.close(reading)
        _, status = os.waitpid(pid, 0)
        os._exit(0 if status == 0 else 1)
    os.close(writing)
    prctl("parent-death signal", PR_SET_PDEATHSIG, signal.SIGKILL)
    # the parent stands outside and shows as 0; the pipe tells whether it ended before the line above
    if select.select([reading], [], [], 0)[0]:
        os._exit(0)
    os.close(reading)
    return lambda: _change_root(places)
