"""The one process of this room: proofs under limits, killed when they overrun."""

from __future__ import annotations

import atexit
import json
import os
import select
import subprocess
import sys
import threading
from collections.abc import Sequence
from pathlib import Path

_PATIENCE = 5.0
"""Seconds for one batch once SymPy is loaded."""
_WAKING = 60.0
"""Seconds for the first answer, SymPy's import included."""
_BATCH = 40


class Worker:
    """A process that answers claims; it starts when first asked, and dies with us."""

    def __init__(self) -> None:
        self.process: subprocess.Popen[bytes] | None = None
        self.owner = 0
        self.awake = False
        self.inherited: list[subprocess.Popen[bytes]] = []
        self.lock = threading.Lock()

    def ask(self, claims: Sequence[str]) -> list[bool]:
        """A truth value for each claim: False also for one that took too long. Threads take turns."""
        with self.lock:
            return self.answers(claims)

    def answers(self, claims: Sequence[str]) -> list[bool]:
        """The same, for the one thread whose turn it is."""
        found: list[bool] = []
        for start in range(0, len(claims), _BATCH):
            batch = claims[start : start + _BATCH]
            answers = self.batch(batch)
            if answers is None:
                # One claim overran: ask each alone, so that it spoils no other.
                answers = [(self.batch([text]) or [False])[0] for text in batch] if len(batch) > 1 else [False]
            found += answers
        return found

    def batch(self, claims: Sequence[str]) -> list[bool] | None:
        """Ask once; None when the worker had to be killed or died."""
        try:
            process = self.started()
        except OSError:
            # No process can be had here: everything stays "numerically equal", and nothing is lost.
            return [False] * len(claims)
        if process.stdin is None or process.stdout is None:
            return None
        try:
            process.stdin.write(f"[{','.join(claims)}]\n".encode())
            process.stdin.flush()
        except OSError:
            self.kill()
            return None
        line = self.line(process.stdout.fileno())
        if line is None:
            self.kill()
            return None
        self.awake = True
        answers = json.loads(line)
        return [answer is True for answer in answers]

    def line(self, pipe: int) -> bytes | None:
        """One line of answer, None when none comes in time."""
        text = b""
        while not text.endswith(b"\n"):
            ready, _, _ = select.select([pipe], [], [], _PATIENCE if self.awake else _WAKING)
            piece = os.read(pipe, 65536) if ready else b""
            if not piece:
                return None
            text += piece
        return text

    def started(self) -> subprocess.Popen[bytes]:
        """The living process of this very process: a fork never shares its parent's."""
        if self.process is not None and self.owner == os.getpid() and self.process.poll() is None:
            return self.process
        self.leave()
        self.process = subprocess.Popen(
            [sys.executable, "-I", str(Path(__file__).with_name("symbolic.py"))],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={"LC_ALL": "C.UTF-8", "PYTHONHASHSEED": "0"},
        )
        self.owner, self.awake = os.getpid(), False
        atexit.register(self.kill)
        return self.process

    def after_fork(self) -> None:
        """A fork inherits no thread that could ever give the turn back."""
        self.lock = threading.Lock()

    def leave(self) -> None:
        """Let go of a process that died, or that a fork left us of its parent's: the latter is not ours to end."""
        if self.process is not None and self.owner != os.getpid():
            self.inherited.append(self.process)
            self.process = None
        self.kill()

    def kill(self) -> None:
        """End the process for certain."""
        process = self.process
        if process is None or self.owner != os.getpid():
            return
        self.process = None
        process.kill()
        process.wait()
        for pipe in (process.stdin, process.stdout):
            if pipe is not None:
                try:
                    pipe.close()
                except OSError:
                    # What was still to be written had no reader any more.
                    continue


WORKER = Worker()
"""The worker of this process."""
os.register_at_fork(after_in_child=WORKER.after_fork)
