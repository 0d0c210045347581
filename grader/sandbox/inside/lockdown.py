"""Take from a process all that student code does not need."""

from __future__ import annotations

import os
import pwd
import resource
import sys
import sysconfig
from typing import Any

from . import landlock, seccomp
from .syscalls import LINUX, PR_SET_DUMPABLE, PR_SET_NO_NEW_PRIVS, PR_SET_PDEATHSIG, prctl

DIE = 9
_SITE = ("site-packages", "dist-packages")


def limit(memory: int) -> list[str]:
    """Set the limits that zygote and cells share; returns what this system would not take."""
    wanted = {
        "AS": memory,
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


def readable_places(numpy_home: str) -> tuple[list[str], list[str]]:
    """Files and folders that student code may read, and folders that it may only list.

    The standard library entry by entry, without the packages installed below it; NumPy; shared libraries; time zones. Never the
    installed packages as a whole: a course may be among them.
    """
    readable: list[str] = []
    folders = dict.fromkeys((sysconfig.get_path("stdlib"), sysconfig.get_path("platstdlib"), sysconfig.get_config_var("DESTSHARED") or ""))
    for folder in filter(os.path.isdir, folders):
        readable += [os.path.join(folder, name) for name in os.listdir(folder) if name not in _SITE]
    readable += [os.path.join(numpy_home, name) for name in ("numpy", "numpy.libs")]
    multiarch = sysconfig.get_config_var("MULTIARCH") or "lib"
    readable += [f"/lib/{multiarch}", f"/usr/lib/{multiarch}", "/lib64", "/usr/lib64", "/usr/local/lib/" + multiarch]
    readable += ["/usr/share/zoneinfo", "/etc/ld.so.cache", "/dev/urandom"]
    libdir = sysconfig.get_config_var("LIBDIR") or ""
    if os.path.isdir(libdir):
        readable += [os.path.join(libdir, name) for name in os.listdir(libdir) if ".so" in name]
    return sorted({os.path.realpath(path) for path in readable if os.path.exists(path)}), [path for path in folders if path]


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


def drop_to(uid: int) -> None:
    """Become `uid` for good, without groups and capabilities."""
    os.setgroups([])
    os.setresgid(uid, uid, uid)
    os.setresuid(uid, uid, uid)


class Lockdown:
    """The layers of this machine, made ready in the zygote and entered by every cell; `report` says what was got."""

    def __init__(self, layers: frozenset[str], numpy_home: str, landlock_abi: int | None) -> None:
        self.report: dict[str, Any] = {"python": sys.version.split()[0], "failed": {}}
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
            self._prepare_landlock(numpy_home, landlock_abi)
        if "seccomp" in layers:
            self._prepare_seccomp()

    def _prepare_landlock(self, numpy_home: str, masked: int | None) -> None:
        version = landlock.abi() if masked is None else min(landlock.abi(), masked)
        self.report["landlock"] = version
        if version:
            self._ruleset = landlock.Ruleset(version, *readable_places(numpy_home))
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
