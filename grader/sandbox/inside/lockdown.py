"""Take from a process all that student code does not need."""

from __future__ import annotations

import os
import pwd
import resource
from typing import Any

from . import landlock, seccomp
from .places import Places
from .syscalls import (
    CAP_DAC_READ_SEARCH,
    LINUX,
    PR_SET_DUMPABLE,
    PR_SET_KEEPCAPS,
    PR_SET_NO_NEW_PRIVS,
    PR_SET_PDEATHSIG,
    prctl,
    set_capabilities,
)

DIE = 9


def _mapped() -> int:
    """Address space that this process has already taken, in bytes; 0 where the system does not tell."""
    try:
        with open("/proc/self/statm", encoding="ascii") as file:
            return int(file.read().split()[0]) * resource.getpagesize()
    except OSError:
        return 0


def limit(memory: int) -> list[str]:
    """Set the limits that zygote and cells share; returns what this system would not take.

    `memory` is address space, all that was imported included; but half of it is always left to use (a PyTorch built for CUDA maps
    3 GiB of itself).
    """
    wanted = {
        "AS": max(memory, _mapped() + memory // 2),
        "FSIZE": 8 << 20,
        "NOFILE": 32,
        "CORE": 0,
        "STACK": 8 << 20,
        "MEMLOCK": 0,
        "MSGQUEUE": 0,
    }
    failed = []
    for name, value in wanted.items():
        kind = getattr(resource, f"RLIMIT_{name}", None)
        if kind is None:
            continue
        try:
            hard = resource.getrlimit(kind)[1]
            value = value if hard == resource.RLIM_INFINITY else min(value, hard)
            resource.setrlimit(kind, (value, value))
        except (OSError, ValueError) as error:
            failed.append(f"limit {name}: {error}")
    return failed


def limit_cpu(seconds: int) -> None:
    """End the process for certain when it has used so many seconds of CPU time."""
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 1))


def die_with_parent(parent: int) -> None:
    """Have the kernel end this process when its parent ends; end at once if it already has."""
    if LINUX:
        prctl("parent-death signal", PR_SET_PDEATHSIG, DIE)
        if os.getppid() != parent:
            os._exit(0)


def hide() -> None:
    """Keep other processes of the same user from reading this one's memory."""
    if LINUX:
        prctl("dumpable", PR_SET_DUMPABLE, 0)


def unused_uid(slot: int) -> int | None:
    """A user id that nobody has, to drop to; None when this process is not root."""
    if os.geteuid() != 0:
        return None
    known = {entry.pw_uid for entry in pwd.getpwall()}
    for base in (1_879_000_000, 61_200):
        uid = base + slot
        if uid not in known:
            return uid
    return None


def drop_to(uid: int, *, keep_reading: bool) -> None:
    """Become `uid` for good, without groups and capabilities; `keep_reading` keeps the right to pass closed folders.

    That right is for a Python below `/root`: it lets late imports through, and Landlock still says which files those may be.
    """
    if keep_reading:
        prctl("keep capabilities", PR_SET_KEEPCAPS, 1)
    os.setgroups([])
    os.setresgid(uid, uid, uid)
    os.setresuid(uid, uid, uid)
    set_capabilities(CAP_DAC_READ_SEARCH if keep_reading else 0)


class Lockdown:
    """The layers of this machine, made ready in the zygote and entered by every cell; `report` says what was got."""

    def __init__(self, layers: frozenset[str], places: Places, landlock_abi: int | None, report: dict[str, Any]) -> None:
        self.report = report
        self._ruleset: landlock.Ruleset | None = None
        self._filter: seccomp.Filter | None = None
        if not layers & {"landlock", "seccomp"}:
            return
        try:
            prctl("no_new_privs", PR_SET_NO_NEW_PRIVS, 1)
        except OSError as error:
            self.report["failed"]["no_new_privs"] = str(error)
            return
        if "landlock" in layers:
            self._prepare_landlock(places, landlock_abi)
        if "seccomp" in layers:
            self._prepare_seccomp()

    def _prepare_landlock(self, places: Places, masked: int | None) -> None:
        version = landlock.abi() if masked is None else min(landlock.abi(), masked)
        self.report["landlock"] = version
        if version:
            self._ruleset = landlock.Ruleset(version, places.entries(), list(places.libraries))
        else:
            self.report["failed"]["landlock"] = "this kernel has no Landlock, or hides it"

    def _prepare_seccomp(self) -> None:
        problem = seccomp.probe()
        if problem:
            self.report["failed"]["seccomp"] = problem
            return
        # Landlock refuses writing by path, all but /dev/null, as soon as it knows about truncation (ABI 3)
        self._filter = seccomp.Filter(writing=self._ruleset is not None and self._ruleset.version >= 3)
        self.report["seccomp"] = True

    def enter(self, pid: int) -> None:
        """Lock this process (whose id is `pid`) in, for good."""
        if self._ruleset is not None:
            self._ruleset.enter()
        if self._filter is not None:
            self._filter.enter(pid)
