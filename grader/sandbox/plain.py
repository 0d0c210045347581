"""Run plans in a student's own Python on the student's own machine: nothing is locked.

Whoever runs `grader check` wrote the code, so there is nobody to lock out: a child process catches a hang or a crash, and that is all.
Needs neither fork nor Linux (docs/design/081-a-check-at-home.md).
"""

from __future__ import annotations

import os
import queue
import subprocess
import sys
import threading
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import IO

from grader.model import Module, Observation, Plan, Status
from grader.sandbox.batch import Sheet, make_batch
from grader.sandbox.inside.codec import U32
from grader.sandbox.keeper import Ended, ZygoteLost
from grader.sandbox.limits import LIMITS
from grader.sandbox.observing import nothing_ran, observe_alone
from grader.sandbox.recording import decode
from grader.sandbox.watching import Secret, Watch

_INSIDE = Path(__file__).with_name("inside")
_START = """
import importlib.util, sys
folder = sys.argv[1]
spec = importlib.util.spec_from_file_location("inside", folder + "/__init__.py", submodule_search_locations=[folder])
package = importlib.util.module_from_spec(spec)
sys.modules["inside"] = package
spec.loader.exec_module(package)
import inside.plain
inside.plain.main()
"""
_SLOW_START = 60.0
"""Seconds for Python and NumPy to start on a machine with other things to do."""


def observe_plainly(
    modules: Mapping[str, Module], plans: Sequence[Plan], groups: Sequence[str], profile: str = "numpy"
) -> tuple[Observation, ...]:
    """What the plans, all of one module, show in the student's code, one observation a plan; never raises for what the code does.

    `groups` names the part of each plan: when one part runs out of time, the others still get theirs.
    """
    batch = make_batch(plans, groups, profile)
    if not len(batch):
        return ()
    if batch.module not in modules:
        return decode(nothing_ran(batch, Status.MISSING, f"{batch.module.replace('.', '/')}.py is not there"), batch)

    def run_cell(payload: Sheet, cpu: int, walls: list[float], secret: Secret | None) -> Watch:
        return _watch(batch.encoded, _bytes_of(payload), walls, profile)

    try:
        recording = observe_alone(modules, batch, run_cell)
    except (ZygoteLost, OSError) as error:
        recording = nothing_ran(batch, Status.LOST, f"Python could not be started a second time: {error}")
    return decode(recording, batch)


def _bytes_of(sheet: Sheet) -> bytes:
    with os.fdopen(os.dup(sheet.fd), "rb") as file:
        file.seek(0)
        return file.read()


def _watch(batch: bytes, payload: bytes, walls: Sequence[float], profile: str) -> Watch:
    """Run one cell to its end; `walls` are the seconds it may be silent before each frame."""
    process = subprocess.Popen(
        [sys.executable, "-P", "-c", _START, str(_INSIDE), profile],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=os.environ | {"PYTHONHASHSEED": "0", "OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1", "MKL_NUM_THREADS": "1"},
    )
    assert process.stdin is not None
    assert process.stdout is not None
    assert process.stderr is not None
    frames: queue.SimpleQueue[bytes | None] = queue.SimpleQueue()
    said: list[bytes] = []
    readers = [
        threading.Thread(target=_read_frames, args=(process.stdout, frames), daemon=True),
        threading.Thread(target=lambda: said.append(process.stderr.read(65536) if process.stderr else b""), daemon=True),
    ]
    for reader in readers:
        reader.start()
    watch = Watch()
    try:
        _send(process.stdin, U32.pack(len(batch)) + batch + payload)
        _gather(watch, frames, walls)
    finally:
        code = _end(process, at_once=watch.late)
        for reader, stream in zip(readers, (process.stdout, process.stderr), strict=True):
            reader.join(timeout=1.0)
            if not reader.is_alive():  # a process that the code started may hold the pipe open
                stream.close()
    watch.log += b"".join(said)
    watch.ended = Ended(-code if code < 0 else code << 8, 0.0, 0.0, 0, int(watch.late))
    return watch


def _end(process: subprocess.Popen[bytes], *, at_once: bool) -> int:
    """The exit code of the child, which is given a moment to end by itself."""
    if not at_once:
        try:
            return process.wait(timeout=2.0)
        except subprocess.TimeoutExpired:
            process.kill()
            return process.wait()
    process.kill()
    return process.wait()


def _send(stream: IO[bytes], sent: bytes) -> None:
    try:
        with stream:
            stream.write(sent)
    except BrokenPipeError:
        return  # it ended before it read everything; that no frame comes tells so


def _gather(watch: Watch, frames: queue.SimpleQueue[bytes | None], walls: Sequence[float]) -> None:
    while True:
        seconds = walls[min(len(watch.frames), len(walls) - 1)] if watch.frames else _SLOW_START
        try:
            frame = frames.get(timeout=seconds)
        except queue.Empty:
            watch.late = True
            return
        if frame is None:
            return
        watch.frames.append(frame)


def _read_frames(stream: IO[bytes], frames: queue.SimpleQueue[bytes | None]) -> None:
    """Cut what the cell sends into frames; None is the end."""
    total = 0
    while len(head := stream.read(U32.size)) == U32.size:
        (size,) = U32.unpack(head)
        total += size
        if size > LIMITS.frame_bytes or total > LIMITS.total_bytes:
            break
        frame = stream.read(size)
        if len(frame) < size:
            break
        frames.put(frame)
        if not size:
            break
    frames.put(None)
