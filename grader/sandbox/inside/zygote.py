"""A warm interpreter that forks one locked cell per request.

It handles file descriptors, never a student's bytes: what a cell inherits from it is the same for every submission. The batches
are the course's inputs, so it reads each of them once, and its cells find them decoded; hidden arguments are under a key that it
never sees.
Request: one `REQUEST` with five descriptors (batch, payload, result, log, key). Reply: one `REPLY`. A byte in between, or the end of
the socket, asks for the cell to be ended.
"""

from __future__ import annotations

import builtins
import contextlib
import fcntl
import gc
import importlib
import importlib.util
import json
import locale
import os
import random
import select
import signal
import socket
import struct
import sys
import time
import traceback
import warnings
from collections.abc import Callable
from types import ModuleType
from typing import Any

import numpy as np

from . import cell, landlock, lockdown, namespaces
from .codec import REPLY, REQUEST
from .decoding import decode_ours
from .places import Places, needed, open_to_all
from .syscalls import LINUX, set_capabilities

# every page of these costs each fork; rarer modules are imported by the cell that wants them
_PRELOADED = (
    "abc bisect cmath collections contextlib copy dataclasses enum fractions functools heapq inspect io itertools json linecache math "
    "numbers operator os pathlib pprint random re string textwrap threading time traceback types typing warnings "
    "encodings.idna numpy.linalg numpy.random numpy.lib.stride_tricks"
)


_CONTROL = 3
_BATCHES = 16
"""Batches kept decoded: an assignment has a few; a class is graded with the same ones all along."""


def preload(profile: dict[str, Any]) -> None:
    """Import what students commonly import, and a profile's library, so that a cell finds it ready."""
    sys.path += [home for home in profile["homes"] if home not in sys.path]
    for name in (*_PRELOADED.split(), *profile["imports"]):
        importlib.import_module(name)
    if "torch" in profile["imports"]:
        from .tensors import Tensors

        tensors = Tensors()
        cell.use_tensors(tensors.put_in, tensors.seed)


def _still() -> None:
    """Pin what could differ from run to run."""
    time.tzset()
    with contextlib.suppress(locale.Error):  # macOS knows no C.UTF-8; its C is the same for numbers and dates
        locale.setlocale(locale.LC_ALL, "")
    warnings.simplefilter("ignore")
    np.set_printoptions(threshold=1000, precision=8)
    # what a file draws while it is loaded; the cell does this again before each case
    random.seed(0)
    np.random.seed(0)
    # a first product lets BLAS set itself up once, here
    np.ones((2, 2)) @ np.ones((2, 2))
    sys.dont_write_bytecode = True
    # `site`, which is not loaded, would have made these
    vars(builtins).update(exit=sys.exit, quit=sys.exit)


def _hide_ourselves() -> None:
    """Leave in `sys` no trace of the modules that student code could confuse with its own."""
    for name in [name for name in sys.modules if name == "inside" or name.startswith("inside.")]:
        del sys.modules[name]
    sys.modules["__main__"] = ModuleType("__main__")
    sys.argv = [""]
    sys.orig_argv[:] = []


def _place(descriptors: list[int]) -> None:
    """Give the cell exactly: 0 nothing to read, 1 and 2 the log, 3 the key, 4 the payload, 5 the result."""
    _, payload, result, log, key = [fcntl.fcntl(fd, fcntl.F_DUPFD, 16) for fd in descriptors]
    for target, fd in ((1, log), (2, log), (cell.KEY, key), (cell.PAYLOAD, payload), (cell.RESULT, result)):
        os.dup2(fd, target)
    os.closerange(cell.RESULT + 1, 64)


def _contents(fd: int) -> memoryview:
    """All of a sheet; its position is shared with other cells, so it is not moved."""
    data = os.pread(fd, os.fstat(fd).st_size, 0)
    os.close(fd)
    return memoryview(data)


class Zygote:
    """Serves requests on `control` until it is closed."""

    def __init__(self, control: socket.socket, locks: lockdown.Lockdown) -> None:
        self._control = control
        self._locks = locks
        self._pid = os.getpid()
        self._batches: dict[int, Any] = {}

    def _batch(self, number: int, fd: int) -> Any:
        """The decoded batch of that number; read when it is first asked for."""
        if number not in self._batches:
            if len(self._batches) >= _BATCHES:
                self._batches.clear()
            self._batches[number] = decode_ours(memoryview(os.pread(fd, os.fstat(fd).st_size, 0)))
            gc.freeze()
        return self._batches[number]

    def serve(self) -> None:
        """Fork a cell per request, one at a time."""
        while True:
            message, descriptors, _, _ = socket.recv_fds(self._control, REQUEST.size, 5)
            if len(message) < REQUEST.size:
                return
            cpu, wall, number = REQUEST.unpack(message)
            batch = self._batch(number, descriptors[0])
            pid = os.fork()
            if pid == 0:
                self._become_cell(batch, descriptors, cpu)
            for fd in descriptors:
                os.close(fd)
            reply, alive = self._attend(pid, wall)
            if not alive:
                return
            self._control.sendall(reply)

    def _become_cell(self, batch: Any, descriptors: list[int], cpu: int) -> None:
        """Lock this new process in, then run what is asked; never returns."""
        try:
            lockdown.die_with_parent(self._pid)
            os.setsid()
            lockdown.limit_cpu(cpu)
            self._locks.enter(os.getpid())
            _place(descriptors)
            cell.main(batch, _contents(cell.PAYLOAD))
        except BaseException:
            os.write(2, traceback.format_exc().encode())
        finally:
            os._exit(70)

    def _attend(self, pid: int, wall: float) -> tuple[bytes, bool]:
        """Wait for the cell's end, and bring it about after `wall` seconds or when asked to; tell whether anyone still listens."""
        start = time.monotonic()
        ended, alive = 0, True
        try:
            watch: Any = os.pidfd_open(pid)
        except (AttributeError, OSError):
            watch = None
        poll = select.poll()
        poll.register(self._control, select.POLLIN)
        if watch is not None:
            poll.register(watch, select.POLLIN)
        while True:
            found, status, usage = os.wait4(pid, os.WNOHANG)
            if found:
                break
            left = wall - (time.monotonic() - start)
            ready = dict(poll.poll(max(1.0, min(left, 60.0 if watch is not None else 0.002) * 1000)))
            asked = self._control.fileno() in ready
            if asked:
                alive = bool(self._control.recv(1))
            if not ended and (asked or left <= 0):
                os.kill(pid, signal.SIGKILL)
                ended = 1 if asked else 2
        if watch is not None:
            os.close(watch)
        cpu = usage.ru_utime + usage.ru_stime
        return REPLY.pack(status, cpu, time.monotonic() - start, usage.ru_maxrss, ended), alive


def _give_up_rights(layers: frozenset[str], places: Places, slot: int, report: dict[str, Any]) -> None:
    """Drop root for an id that nobody has; drop what a user namespace granted."""
    uid = lockdown.unused_uid(slot) if "uid" in layers else None
    if uid is not None:
        reachable = bool(report.get("namespaces")) or open_to_all(places.libraries)
        try:
            lockdown.drop_to(uid, keep_reading=not reachable and "landlock" in layers and landlock.abi() > 0)
            report["uid"] = True
        except (OSError, AttributeError) as error:
            report["failed"]["uid"] = str(error)
    elif report.get("namespaces"):
        set_capabilities(0)


def _separate(layers: frozenset[str], places: Places, control: int, report: dict[str, Any]) -> Callable[[], None] | None:
    """Enter namespaces if this machine allows them; returns what changes the root later."""
    if "namespaces" not in layers or not LINUX:
        return None
    if why := namespaces.problem(places):
        report["failed"]["namespaces"] = why
        return None
    change_root = namespaces.leave(places, control)
    report["namespaces"] = True
    return change_root


def main(control_fd: int, settings: str) -> None:
    """Get ready, say so, serve. `settings` is JSON: numpy's home, layers, memory, parent, slot, profile, Landlock version to pretend."""
    wanted = json.loads(settings)
    # whatever its number was, it becomes one that every cell closes; nothing else is kept open
    os.dup2(control_fd, _CONTROL)
    os.closerange(_CONTROL + 1, 1 << 16)
    control_fd = _CONTROL
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    lockdown.die_with_parent(wanted["parent"])
    layers = frozenset(wanted["layers"])
    report: dict[str, Any] = {"python": sys.version.split()[0], "root": os.geteuid() == 0, "failed": {}}
    profile = wanted["profile"]
    places = needed(wanted["numpy"], tuple(profile["places"]))
    change_root = _separate(layers, places, control_fd, report)
    preload(profile)
    _still()
    # a large library goes on importing parts of itself when they are first used
    sys.path[:] = [path for path in sys.path if path != wanted["numpy"] or path in profile["homes"]]
    if "rlimits" in layers:
        if problems := lockdown.limit(wanted["memory"]):
            report["failed"]["rlimits"] = "; ".join(problems)
        else:
            report["rlimits"] = True
    if change_root is not None:
        change_root()
    # lists each folder of the path once more: a cell that imports a part of a library may not list them itself
    importlib.util.find_spec("a_module_that_nobody_has")
    os.umask(0o077)
    parent = os.getppid()
    _give_up_rights(layers, places, wanted["slot"], report)
    lockdown.die_with_parent(parent)  # a change of user id had cleared it
    locks = lockdown.Lockdown(layers, places, wanted["landlock"], report)
    if layers:
        lockdown.hide()
    _hide_ourselves()
    control = socket.socket(fileno=control_fd)
    hello = json.dumps(report).encode()
    control.sendall(struct.pack("<I", len(hello)) + hello)
    gc.collect()
    gc.freeze()
    gc.disable()
    Zygote(control, locks).serve()
