"""The one process of this room: proofs under limits, killed when they overrun."""

from __future__ import annotations

import atexit
import os
import select
import subprocess
import sys
import threading
import time
from collections.abc import Sequence
from pathlib import Path

_PATIENCE = 5.0
"""Seconds that one derivation may wait for all its proofs, the start of the process and SymPy's import included."""


class Worker:
    """A process that answers claims; it starts when first asked, and dies with us."""

    def __init__(self) -> None:
        self.process: subprocess.Popen[bytes] | None = None
        self.owner = 0
        self.hopeless = False
        """Whether SymPy could not even be loaded in time: it is not tried again."""
        self.inherited: list[subprocess.Popen[bytes]] = []
        self.lock = threading.Lock()

    def ask(self, claims: Sequence[str]) -> list[bool]:
        """A truth value for each claim: False also for one that took too long. Threads take turns."""
        with self.lock:
            return self.answers(claims, time.monotonic() + _PATIENCE)

    def answers(self, claims: Sequence[str], deadline: float) -> list[bool]:
        """The same, for the one thread whose turn it is; what is not answered at the deadline is not proved."""
        found: list[bool] = []
        while len(found) < len(claims) and not self.hopeless:
            try:
                process = self.started(deadline)
            except OSError:
                # No process can be had here: everything stays "numerically equal", and nothing is lost.
                break
            if process is None or not self.put(process, claims[len(found)]):
                break
            line = self.line(process, deadline)
            found.append(line == b"[true]\n")
            if line is None:
                self.kill()
            if time.monotonic() > deadline:
                break
        return found + [False] * (len(claims) - len(found))

    def put(self, process: subprocess.Popen[bytes], claim: str) -> bool:
        """Ask; whether that was possible."""
        try:
            if process.stdin is not None:
                process.stdin.write(f"[{claim}]\n".encode())
                process.stdin.flush()
                return True
        except OSError:
            # It died meanwhile: the next one who asks starts another.
            self.kill()
        return False

    def line(self, process: subprocess.Popen[bytes], deadline: float) -> bytes | None:
        """One line of answer, None when none comes in time."""
        text, pipe = b"", process.stdout
        while pipe is not None and not text.endswith(b"\n"):
            ready, _, _ = select.select([pipe], [], [], max(0.0, deadline - time.monotonic()))
            piece = os.read(pipe.fileno(), 65536) if ready else b""
            if not piece:
                return None
            text += piece
        return text

    def started(self, deadline: float) -> subprocess.Popen[bytes] | None:
        """The living process of this very process (a fork never shares its parent's), None when SymPy is not loaded in time."""
        if self.process is not None and self.owner == os.getpid() and self.process.poll() is None:
            return self.process
        self.leave()
        begun = time.monotonic()
        self.process = subprocess.Popen(
            [sys.executable, "-I", str(Path(__file__).with_name("symbolic.py"))],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={"LC_ALL": "C.UTF-8", "PYTHONHASHSEED": "0"},
        )
        self.owner = os.getpid()
        atexit.register(self.kill)
        if self.line(self.process, deadline) is None:
            self.hopeless = time.monotonic() - begun > _PATIENCE / 2
            self.kill()
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
