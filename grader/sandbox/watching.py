"""Watch one cell: gather its frames, drop its chatter, end it in time."""

from __future__ import annotations

import contextlib
import os
import select
import signal
import socket
import struct
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from grader.sandbox.batch import Sheet
from grader.sandbox.keeper import Ended, Keeper, ZygoteLost
from grader.sandbox.limits import LIMITS

_LOG = 64 << 10
_PIPE = 1 << 20
_PLENTY = 1 << 15
"""Bytes at one look after which the next follows soon: a cell must not wait for room in the pipe."""
_PAUSE, _HURRY = 0.05, 0.002
"""Seconds between two looks at a cell's pipes."""
_DEAF = 5.0
"""Seconds that a zygote may take to say that a cell has ended after it was told to end it."""


@dataclass
class Watch:
    """What one cell sent before it ended: frames in order, and how it ended."""

    frames: list[bytes] = field(default_factory=list)
    ended: Ended | None = None
    late: bool = False
    """It was stopped because wall time ran out."""
    log: bytearray = field(default_factory=bytearray)
    """The beginning of what it printed; never part of a result."""
    unruly: bool = False
    """It was stopped because it sent what is no frame, or too much."""


class _Frames:
    """Cuts a stream into frames; an empty frame is the last."""

    def __init__(self) -> None:
        self._rest = bytearray()
        self._total = 0
        self.done = False
        self.broken = False
        """What came is no frame, or too much; the frames before it still count."""

    def feed(self, data: bytes) -> list[bytes]:
        """Whole frames in `data` and what came before."""
        self._rest += data
        self._total += len(data)
        found = []
        while len(self._rest) >= 4:
            (size,) = struct.unpack_from("<I", self._rest)
            if size > LIMITS.frame_bytes or self._total > LIMITS.total_bytes or self.done:
                self.broken = True
                break
            if len(self._rest) < 4 + size:
                break
            found.append(bytes(self._rest[4 : 4 + size]))
            self.done = size == 0
            del self._rest[: 4 + size]
        return found


class Secret(NamedTuple):
    """Told to a cell when it has sent so many frames, and not before."""

    frames: int
    key: bytes


class _Watcher:
    def __init__(self, keeper: Keeper, walls: Sequence[float], secret: Secret | None, ear: int) -> None:
        self._keeper = keeper
        self._secret = secret
        self._ear = ear
        self._walls = walls
        self._seen = Watch()
        self._cutter = _Frames()
        self._asked = False
        self._deadline = time.monotonic() + walls[0]

    def _stop(self) -> None:
        if not self._asked:
            self._keeper.stop_cell()
            self._asked = True
            self._deadline = time.monotonic() + _DEAF

    def _result(self, data: bytes, *, over: bool) -> None:
        if self._asked or not data:
            return
        found = self._cutter.feed(data)
        if found:
            self._seen.frames += found
            if self._secret is not None and len(self._seen.frames) >= self._secret.frames:
                os.write(self._ear, self._secret.key)
                self._secret = None
            position = min(len(self._seen.frames), len(self._walls) - 1)
            self._deadline = time.monotonic() + self._walls[position]
        if self._cutter.broken:
            self._seen.unruly = True
            if not over:  # the zygote would take a stop that comes too late for the end of its work
                self._stop()

    def _drain(self, result: int, log: int, *, over: bool) -> int:
        """Take in what has come so far; returns how many bytes that were."""
        found = _available(result)
        self._result(found, over=over)
        chatter = _available(log)
        self._seen.log += chatter[: max(0, _LOG - len(self._seen.log))]
        return len(found) + len(chatter)

    def _late(self) -> None:
        if self._asked:
            raise ZygoteLost("the zygote does not end its cell")
        self._seen.late = True
        self._stop()

    def watch(self, result: int, log: int, control: socket.socket) -> Watch:
        """Look at the pipes now and then: waking for every frame would cost more than the frames do.

        Only while a cell waits to be told something is every frame looked at as it comes.
        """
        poll = select.poll()
        poll.register(control, select.POLLIN)
        listening = self._secret is not None
        if listening:
            poll.register(result, select.POLLIN)
        pause = _PAUSE
        while True:
            left = max(0.0, self._deadline - time.monotonic())
            ready = dict(poll.poll(1000 * min(left, pause)))
            over = control.fileno() in ready
            if listening and (self._secret is None or ready.get(result, 0) & select.POLLHUP):
                poll.unregister(result)
                listening = False
            came = self._drain(result, log, over=over)
            if over and not came:
                self._seen.ended = self._keeper.ended(asked=self._asked)
                return self._seen
            if not over and self._deadline <= time.monotonic():
                self._late()
            pause = _HURRY if came >= _PLENTY else _PAUSE


def _available(fd: int) -> bytes:
    """What a pipe holds, without waiting for more."""
    try:
        return os.read(fd, _PIPE)
    except BlockingIOError:
        return b""


def _pipe() -> tuple[int, int]:
    """A pipe that holds what a cell sends between two looks, if the system allows it that much."""
    import fcntl  # Windows, where students check their work, has none and needs none

    ours, theirs = os.pipe()
    os.set_blocking(ours, False)
    if hasattr(fcntl, "F_SETPIPE_SZ"):
        with contextlib.suppress(OSError):  # too many large pipes of this user: then a cell waits now and then
            fcntl.fcntl(theirs, fcntl.F_SETPIPE_SZ, _PIPE)
    return ours, theirs


def watch_cell(keeper: Keeper, batch: Sheet, payload: Sheet, cpu: int, walls: Sequence[float], secret: Secret | None) -> Watch:
    """Run one cell to its end; `walls` are the seconds it may be silent before each frame.

    Raises ZygoteLost when the zygote fails; its cell is then gone with it as soon as the keeper is closed.
    """
    result, result_in = _pipe()
    log, log_in = _pipe()
    # both ends stay open here: a cell that closes its end must not make us write into nothing
    key_out, ear = os.pipe()
    try:
        try:
            control = keeper.ask([batch.fd, payload.fd, result_in, log_in, key_out], cpu, sum(walls) + 30, batch.number)
        finally:
            os.close(result_in)
            os.close(log_in)
        return _Watcher(keeper, walls, secret, ear).watch(result, log, control)
    finally:
        for fd in (result, log, key_out, ear):
            os.close(fd)


def was_killed_by(ended: Ended, *signals: signal.Signals) -> bool:
    """Whether one of these signals ended the cell."""
    return os.WIFSIGNALED(ended.status) and os.WTERMSIG(ended.status) in signals
