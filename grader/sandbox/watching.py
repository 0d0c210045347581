"""Watch one cell: gather its frames, drop its chatter, end it in time."""

from __future__ import annotations

import os
import selectors
import signal
import struct
import time
from collections.abc import Sequence
from dataclasses import dataclass, field

from grader.sandbox.batch import Sheet
from grader.sandbox.keeper import Ended, Keeper, ZygoteLost
from grader.sandbox.limits import LIMITS

_LOG = 64 << 10
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


class _Watcher:
    def __init__(self, keeper: Keeper, walls: Sequence[float]) -> None:
        self._keeper = keeper
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

    def _result(self, data: bytes) -> None:
        if self._asked or not data:
            return
        found = self._cutter.feed(data)
        if found:
            self._seen.frames += found
            position = min(len(self._seen.frames), len(self._walls) - 1)
            self._deadline = time.monotonic() + self._walls[position]
        if self._cutter.broken:
            self._seen.unruly = True
            self._stop()

    def watch(self, result: int, log: int, control: int) -> Watch:
        with selectors.DefaultSelector() as selector:
            for fd in (result, log, control):
                selector.register(fd, selectors.EVENT_READ)
            while True:
                left = self._deadline - time.monotonic()
                if left <= 0:
                    if self._asked:
                        raise ZygoteLost("the zygote does not end its cell")
                    self._seen.late = True
                    self._stop()
                    continue
                ready = {key.fd for key, _ in selector.select(left)}
                for fd in ready & {result, log}:
                    data = os.read(fd, 1 << 18)
                    if not data:
                        selector.unregister(fd)
                    elif fd == result:
                        self._result(data)
                    elif len(self._seen.log) < _LOG:
                        self._seen.log += data[: _LOG - len(self._seen.log)]
                if control in ready and not ready & {result}:
                    self._seen.ended = self._keeper.ended(asked=self._asked)
                    return self._seen


def watch_cell(keeper: Keeper, batch: Sheet, payload: Sheet, cpu: int, walls: Sequence[float]) -> Watch:
    """Run one cell to its end; `walls` are the seconds it may be silent before each frame.

    Raises ZygoteLost when the zygote fails; its cell is then gone with it as soon as the keeper is closed.
    """
    result, result_in = os.pipe()
    log, log_in = os.pipe()
    try:
        try:
            control = keeper.ask([batch.fd, payload.fd, result_in, log_in], cpu, sum(walls) + 30)
        finally:
            os.close(result_in)
            os.close(log_in)
        return _Watcher(keeper, walls).watch(result, log, control.fileno())
    finally:
        os.close(result)
        os.close(log)


def was_killed_by(ended: Ended, *signals: signal.Signals) -> bool:
    """Whether one of these signals ended the cell."""
    return os.WIFSIGNALED(ended.status) and os.WTERMSIG(ended.status) in signals
