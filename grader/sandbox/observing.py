"""Take one submission through its cases, in as many cells as it needs."""

from __future__ import annotations

import math
import os
import signal
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from grader.model import Module, Status
from grader.sandbox.batch import Batch, Sheet
from grader.sandbox.inside.codec import Refused
from grader.sandbox.inside.encoding import encode_ours
from grader.sandbox.keeper import Ended, ZygoteLost
from grader.sandbox.limits import LIMITS
from grader.sandbox.recording import Seen, record
from grader.sandbox.watching import Watch, was_killed_by

_MAX_NOTES = 256 << 10
"""Bytes of the notes about loading; a longer frame is cut, and then no notes at all."""

RunCell = Callable[[Sheet, int, list[float]], Watch]
"""Runs a payload in a fresh cell: payload, CPU seconds, wall seconds before each frame. Raises ZygoteLost."""


def nothing_ran(batch: Batch, status: Status, detail: str) -> bytes:
    """A recording in which every case ended the same way, without a cell."""
    return record(batch, b"", [Seen(status.value, detail, b"")] * len(batch))


def _ended_as(watch: Watch, cpu_limit: int, seconds: float) -> tuple[Status, str]:
    """Why a cell that did not finish ended; `seconds` is the CPU time that its last step was given."""
    ended = watch.ended
    assert ended is not None
    if watch.late:
        return Status.TIMEOUT, "it waited or slept too long" if ended.cpu < seconds else "it used up its time"
    if watch.unruly:
        return Status.CRASHED, "it sent the grader something other, or more, than results"
    if was_killed_by(ended, signal.SIGPROF, signal.SIGXCPU) or (was_killed_by(ended, signal.SIGKILL) and ended.cpu >= cpu_limit):
        return Status.TIMEOUT, "it used up its time"
    if was_killed_by(ended, signal.SIGKILL) and ended.peak_kib * 1024 > LIMITS.memory // 2:
        return Status.MEMORY, "it used more memory than one submission may"
    if os.WIFSIGNALED(ended.status):
        return Status.CRASHED, f"the code ended the Python process (signal {_signal_name(os.WTERMSIG(ended.status))})"
    return Status.CRASHED, f"the code ended the Python process (exit status {os.waitstatus_to_exitcode(ended.status)})"


def _signal_name(number: int) -> str:
    try:
        return signal.Signals(number).name
    except ValueError:
        return str(number)


@dataclass
class _Course:
    """One submission on its way through the cases."""

    batch: Batch
    modules: Mapping[str, Module]
    run_cell: RunCell
    seen: dict[int, Seen] = field(default_factory=dict)
    notes: bytes = b""
    definitions_only: str = ""
    """Why only definitions are loaded, or empty."""
    crashes: int = 0
    cpu: float = 0.0
    size: int = 0
    start: float = field(default_factory=time.monotonic)
    late: bool = False
    """Something was ended by the wall clock, which may be the fault of a busy machine."""

    def pending(self) -> list[int]:
        return [number for number in range(len(self.batch)) if number not in self.seen and number not in self.batch.impossible]

    def run(self) -> bytes:
        while wanted := self.pending():
            left = LIMITS.total_seconds - self.cpu
            if left <= 1 or time.monotonic() - self.start > LIMITS.total_wall:
                self._give_up(wanted, Status.TIMEOUT, "not run: the submission used up the time for all of it")
                break
            self._round(wanted, left)
        empty = Seen(Status.LOST.value, "", b"")
        return record(self.batch, self.notes, [self.seen.get(number, empty) for number in range(len(self.batch))])

    def _give_up(self, wanted: list[int], status: Status, detail: str) -> None:
        self.seen |= {number: Seen(status.value, detail, b"") for number in wanted}

    def _payload(self, wanted: list[int]) -> Sheet:
        sources = tuple(
            (name[:1000], tuple((chunk.label[:1000], chunk.source.encode("utf-8", "replace")) for chunk in module.chunks))
            for name, module in self.modules.items()
        )
        return Sheet([encode_ours((tuple(wanted), self.definitions_only, LIMITS.load_seconds, sources), room=256 << 20)])

    def _round(self, wanted: list[int], left: float) -> None:
        """Run one cell and take from it what it gave."""
        seconds = [self.batch.seconds[number] for number in wanted]
        cpu_limit = math.ceil(min(left, LIMITS.load_seconds + sum(seconds) + 1))
        payload = self._payload(wanted)
        try:
            silent = (LIMITS.load_seconds, LIMITS.load_seconds, *seconds, 1.0)
            watch = self.run_cell(payload, cpu_limit, [LIMITS.wall(value) for value in silent])
        finally:
            payload.close()
        ended: Ended | None = watch.ended
        self.cpu += ended.cpu if ended is not None else 0.0
        if not watch.frames:
            # the first frame is sent before any student code runs, so this failure is ours
            raise ZygoteLost(f"a cell ended before it began: {watch.log[-1000:].decode(errors='replace')}")
        if len(watch.frames) == 1:
            self._late(watch, LIMITS.load_seconds)
            self._not_loaded(wanted, *_ended_as(watch, cpu_limit, LIMITS.load_seconds))
            return
        self.notes = self.notes or watch.frames[1][:_MAX_NOTES]
        results = watch.frames[2:]
        for number, frame in zip(wanted, results, strict=False):
            self.seen[number] = self._kept(frame)
        missing = wanted[len(results) :]
        if missing:
            self._late(watch, seconds[len(results)])
            self._broke_off(missing, *_ended_as(watch, cpu_limit, seconds[len(results)]))

    def _kept(self, frame: bytes) -> Seen:
        """A case's frame, as long as all of them together stay within bounds."""
        self.size += len(frame)
        if self.size > LIMITS.total_bytes:
            return Seen(Status.CRASHED.value, "it returned more than one submission may return", b"")
        return Seen("", "", frame)

    def _late(self, watch: Watch, seconds: float) -> None:
        """Note a wall clock timeout, unless as much CPU time was used: then the machine is not to blame."""
        self.late = self.late or (watch.late and watch.ended is not None and watch.ended.cpu < seconds)

    def _not_loaded(self, wanted: list[int], status: Status, detail: str) -> None:
        """Try once more with definitions only; then it is the file's own fault."""
        chunks = self.modules[self.batch.module].chunks
        file = chunks[0].label.partition(" cell ")[0] if chunks else self.batch.module
        if not self.definitions_only:
            self.definitions_only = (
                f"{file} could not be run from top to bottom ({detail}), so only its imports, functions, classes and simple"
                " assignments were used"
            )
            return
        self._give_up(wanted, status, f"loading {file}: {detail}")

    def _broke_off(self, missing: list[int], status: Status, detail: str) -> None:
        """Case `missing[0]` ended the cell: the rest of its part pays with it, other parts do not."""
        first, *rest = missing
        self.seen[first] = Seen(status.value, detail, b"")
        if status is Status.CRASHED:
            self.crashes += 1
            if self.crashes <= LIMITS.restarts:
                return
        part = self.batch.groups[first]
        because = {
            Status.TIMEOUT: "ran out of time",
            Status.MEMORY: "ran out of memory",
            Status.CRASHED: "ended the Python process",
        }[status]
        same = [number for number in rest if self.batch.groups[number] == part]
        self._give_up(same, status, f"not run: an earlier case of this part {because}")


def observe(modules: Mapping[str, Module], batch: Batch, run_cell: RunCell) -> tuple[bytes, bool]:
    """Run a batch in the student's modules; the bytes are for `decode`. Raises ZygoteLost when the sandbox itself fails.

    The second value tells that the wall clock ended something, so that it should be tried again on a quiet machine.
    """
    course = _Course(batch, modules, run_cell)
    try:
        return course.run(), course.late
    except Refused:
        return nothing_ran(batch, Status.CRASHED, "these files are too large to be run"), False
