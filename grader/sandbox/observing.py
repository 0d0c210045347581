"""Take one submission through its cases, in as many cells as it needs."""

from __future__ import annotations

import functools
import math
import os
import signal
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from grader.model import Module, Status
from grader.sandbox.batch import Batch, Sheet
from grader.sandbox.inside.encoding import encode_ours
from grader.sandbox.keeper import Ended, ZygoteLost
from grader.sandbox.limits import LIMITS
from grader.sandbox.recording import Seen, record, with_own_lines
from grader.sandbox.watching import Secret, Watch, was_killed_by

_MAX_NOTES = 256 << 10
"""Bytes of the notes about loading; a longer frame is cut, and then no notes at all."""

RunCell = Callable[[Sheet, int, list[float], Secret | None], Watch]
"""Runs a payload in a fresh cell: payload, CPU seconds, wall seconds before each frame, what it is told later. Raises ZygoteLost."""


def nothing_ran(batch: Batch, status: Status, detail: str) -> bytes:
    """A recording in which every case ended the same way, without a cell."""
    return record(batch, b"", [Seen(status.value, detail, b"")] * len(batch))


def _ended_as(watch: Watch, cpu_limit: int, seconds: float, memory: int) -> tuple[Status, str]:
    """Why a cell that did not finish ended; `seconds` is the CPU time that its last step was given, `memory` its address space."""
    ended = watch.ended
    assert ended is not None
    if watch.late:
        return Status.TIMEOUT, "it waited or slept too long" if ended.cpu < seconds else "it used up its time"
    if watch.unruly:
        return Status.CRASHED, "it sent the grader something other, or more, than results"
    if not hasattr(os, "WIFSIGNALED"):  # Windows, at home: there are no signals to tell apart
        return Status.CRASHED, f"the code ended the Python process (exit status {ended.status >> 8})"
    if was_killed_by(ended, signal.SIGPROF, signal.SIGXCPU) or (was_killed_by(ended, signal.SIGKILL) and ended.cpu >= cpu_limit):
        return Status.TIMEOUT, "it used up its time"
    if was_killed_by(ended, signal.SIGKILL) and ended.peak_kib * 1024 > memory // 2:
        return Status.MEMORY, "it used more memory than one submission may"
    if os.WIFSIGNALED(ended.status):
        return Status.CRASHED, f"the code ended the Python process (signal {_signal_name(os.WTERMSIG(ended.status))})"
    return Status.CRASHED, f"the code ended the Python process (exit status {os.waitstatus_to_exitcode(ended.status)})"


def _signal_name(number: int) -> str:
    try:
        return signal.Signals(number).name
    except ValueError:
        return str(number)


_LOADING = -1
"""The step before the first case."""


@dataclass
class Visit:
    """One submission on its way through the cases of a batch.

    Call `run` until `doubtful` says that something ran out of time that has not been tried alone; then `run_again`, while no other
    cell runs; and so on until `done`. Both raise ZygoteLost when the sandbox itself fails, and may be called again after that.
    """

    modules: Mapping[str, Module]
    batch: Batch
    seen: dict[int, Seen] = field(default_factory=dict)
    notes: bytes = b""
    doubtful: int | None = None
    """The case, or `_LOADING`, that ran out of time, perhaps because others kept the machine busy."""
    _tried: set[int] = field(default_factory=set)
    """Steps that were tried alone: what they come to then is how they end."""
    _definitions_only: str = ""
    """Why only definitions are loaded, or empty."""
    _crashes: int = 0
    _cpu: float = 0.0
    _wall: float = 0.0
    _alone: float = 0.0
    _size: int = 0

    def _pending(self) -> list[int]:
        """What is left, public cases first: no result of theirs may depend on what the others are asked."""
        left = [number for number in range(len(self.batch)) if number not in self.seen and number not in self.batch.impossible]
        return sorted(left, key=lambda number: not self.batch.public[number])

    @property
    def done(self) -> bool:
        """Whether every case has ended."""
        return self.doubtful is None and not self._pending()

    def recording(self) -> bytes:
        """What was seen, for `decode`; a case that was never reached is LOST."""
        empty = Seen(Status.LOST.value, "", b"")
        return record(self.batch, self.notes, [self.seen.get(number, empty) for number in range(len(self.batch))])

    def run(self, run_cell: RunCell) -> None:
        """Run what is left, to the end or to the first doubt."""
        while self.doubtful is None and (wanted := self._pending()):
            self._round(wanted, run_cell)

    def run_again(self, run_cell: RunCell) -> None:
        """Run the doubtful step once more."""
        step = self.doubtful
        assert step is not None
        self._tried.add(step)
        start = time.monotonic()
        try:
            self.doubtful = None
            self._round(self._pending() if step == _LOADING else [step], run_cell)
        except BaseException:
            self.doubtful = step
            raise
        finally:
            self._alone += time.monotonic() - start

    def give_up(self, status: Status, detail: str) -> None:
        """End everything that is left."""
        self.doubtful = None
        self._end(self._pending(), status, detail)

    def _end(self, wanted: list[int], status: Status, detail: str) -> None:
        self.seen |= {number: Seen(status.value, detail, b"") for number in wanted}

    def _payload(self, wanted: list[int], public: int) -> Sheet:
        sources = tuple(
            (name[:1000], tuple((chunk.label[:1000], chunk.source.encode("utf-8", "replace")) for chunk in module.chunks))
            for name, module in self.modules.items()
        )
        return Sheet([encode_ours((tuple(wanted), public, self._definitions_only, LIMITS.load_seconds, sources), room=256 << 20)])

    def _round(self, wanted: list[int], run_cell: RunCell) -> None:
        """Run one cell and take from it what it gave."""
        left = LIMITS.total_seconds - self._cpu
        if left <= 1 or self._wall > LIMITS.total_wall:
            self._end(self._pending(), Status.TIMEOUT, "not run: the submission used up the time for all of it")
            return
        seconds = [self.batch.seconds[number] for number in wanted]
        cpu_limit = math.ceil(min(left, LIMITS.load_seconds + sum(seconds) + 1))
        public = sum(self.batch.public[number] for number in wanted)
        payload = self._payload(wanted, public)
        secret = Secret(2 + public, self.batch.key) if public < len(wanted) else None
        try:
            silent = (LIMITS.load_seconds, LIMITS.load_seconds, *seconds, 1.0)
            watch = run_cell(payload, cpu_limit, [LIMITS.wall(value) for value in silent], secret)
        finally:
            payload.close()
        ended: Ended | None = watch.ended
        if ended is not None:
            self._cpu += ended.cpu
            self._wall += ended.wall
        if not watch.frames:
            # the first frame is sent before any student code runs, so this failure is ours
            raise ZygoteLost(f"a cell ended before it began: {watch.log[-1000:].decode(errors='replace')}")
        if len(watch.frames) == 1:
            self._not_loaded(*_ended_as(watch, cpu_limit, LIMITS.load_seconds, self.batch.profile.memory))
            return
        self.notes = self.notes or watch.frames[1][:_MAX_NOTES]
        results = watch.frames[2:]
        for number, frame in zip(wanted, results, strict=False):
            self.seen[number] = self._kept(with_own_lines(frame, self._lines))
        missing = wanted[len(results) :]
        if missing:
            self._broke_off(missing[0], *_ended_as(watch, cpu_limit, seconds[len(results)], self.batch.profile.memory))

    @functools.cached_property
    def _lines(self) -> dict[str, list[str]]:
        """The submission's lines by the label of their file, as tracebacks name it."""
        return {chunk.label[:1000]: chunk.source.splitlines() for module in self.modules.values() for chunk in module.chunks}

    def _kept(self, frame: bytes) -> Seen:
        """A case's frame, as long as all of them together stay within bounds."""
        self._size += len(frame)
        if self._size > LIMITS.total_bytes:
            return Seen(Status.CRASHED.value, "it returned more than one submission may return", b"")
        return Seen("", "", frame)

    def _doubts(self, step: int, status: Status) -> bool:
        """Whether a step is to be tried again alone before it costs anything."""
        if status is not Status.TIMEOUT or step in self._tried or self._alone > LIMITS.alone:
            return False
        self.doubtful = step
        return True

    def _not_loaded(self, status: Status, detail: str) -> None:
        """Try once more with definitions only; then it is the file's own fault."""
        if self._doubts(_LOADING, status):
            return
        chunks = self.modules[self.batch.module].chunks
        file = chunks[0].label.partition(" cell ")[0] if chunks else self.batch.module
        if not self._definitions_only:
            self._definitions_only = (
                f"{file} could not be run from top to bottom ({detail}), so only its imports, functions, classes and simple"
                " assignments were used"
            )
            return
        self._end(self._pending(), status, f"loading {file}: {detail}")

    def _broke_off(self, first: int, status: Status, detail: str) -> None:
        """Case `first` ended the cell: the rest of its part pays with it, other parts do not."""
        if self._doubts(first, status):
            return
        self.seen[first] = Seen(status.value, detail, b"")
        if status is Status.CRASHED:
            self._crashes += 1
            if self._crashes <= LIMITS.restarts:
                return
        part = self.batch.groups[first]
        because = {
            Status.TIMEOUT: "ran out of time",
            Status.MEMORY: "ran out of memory",
            Status.CRASHED: "ended the Python process",
        }[status]
        same = [number for number in self._pending() if self.batch.groups[number] == part]
        self._end(same, status, f"not run: an earlier case of this part {because}")


def observe_alone(modules: Mapping[str, Module], batch: Batch, run_cell: RunCell) -> bytes:
    """Run a batch where nothing else runs, so that nothing needs a second try; raises ZygoteLost, or Refused for files beyond bounds."""
    visit = Visit(modules, batch, _alone=math.inf)
    visit.run(run_cell)
    return visit.recording()
