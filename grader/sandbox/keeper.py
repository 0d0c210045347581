"""One zygote process as seen from the grader: start, ask, end."""

from __future__ import annotations

import importlib.util
import json
import os
import socket
import struct
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

from grader.sandbox.inside import syscalls
from grader.sandbox.inside.codec import REPLY, REQUEST
from grader.sandbox.limits import LIMITS

_INSIDE = Path(__file__).with_name("inside")
_START = """
import importlib.util, sys
folder, numpy, control, settings = sys.argv[1:5]
sys.path.append(numpy)
spec = importlib.util.spec_from_file_location("inside", folder + "/__init__.py", submodule_search_locations=[folder])
package = importlib.util.module_from_spec(spec)
sys.modules["inside"] = package
spec.loader.exec_module(package)
import inside.zygote
inside.zygote.main(int(control), settings)
"""
_SLOW_START = 180.0
"""Seconds for a zygote to be ready; a PyTorch built for CUDA took 20 of them on a busy machine."""


class ZygoteLost(Exception):
    """The zygote does not answer any more; the submission in it is to be tried again."""


class Ended(NamedTuple):
    """How a cell ended, told by the zygote: the cell itself has no say in it."""

    status: int
    cpu: float
    wall: float
    peak_kib: int
    stopped: int
    """0 by itself, 1 because the grader asked, 2 by the zygote's own clock."""


def numpy_home() -> str:
    """The folder that holds NumPy, found without importing it."""
    spec = importlib.util.find_spec("numpy")
    if spec is None or spec.origin is None:
        raise ZygoteLost("NumPy is not installed")
    return str(Path(spec.origin).parent.parent)


def environment() -> dict[str, str]:
    """All that a zygote, and so student code, finds in its environment."""
    libraries = ("OPENBLAS", "OMP", "MKL", "NUMEXPR")
    threads = {f"{library}_NUM_THREADS": "1" for library in libraries}
    fixed = {"PYTHONHASHSEED": "0", "TZ": "UTC", "LC_ALL": "C.UTF-8", "LANG": "C.UTF-8", "PATH": "/nonexistent", "HOME": "/nonexistent"}
    return threads | fixed | _blas_kernel()


def _blas_kernel() -> dict[str, str]:
    """Fix which of its kernels OpenBLAS takes, so that two machines round alike; only where the processor has it."""
    try:
        flags = Path("/proc/cpuinfo").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return {}
    return {"OPENBLAS_CORETYPE": "Haswell"} if " avx2 " in flags else {}


@contextmanager
def hidden() -> Iterator[None]:
    """Meanwhile no other process of this account may read the grader's memory; where the system has no such thing, nothing happens."""
    if not syscalls.LINUX:
        yield
        return
    before = syscalls.dumpable()
    syscalls.prctl("dumpable", syscalls.PR_SET_DUMPABLE, 0)
    try:
        yield
    finally:
        if before == 1:
            syscalls.prctl("dumpable", syscalls.PR_SET_DUMPABLE, 1)


class Keeper:
    """A running zygote; must be created on the thread whose life it shares (the kernel ends it with that thread).

    `settings` are for `inside.zygote.main`, which lists them.
    """

    def __init__(self, settings: dict[str, Any]) -> None:
        ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_STREAM)
        self._control = ours
        self._errors = tempfile.TemporaryFile()  # noqa: SIM115  (closed in close)
        self.forks = 0
        self._report: dict[str, Any] | None = None
        wanted = json.dumps(settings | {"parent": os.getpid(), "numpy": numpy_home()}, sort_keys=True)
        # -I would ignore PYTHONHASHSEED; -s -S -P keep the user's and the course's folders off the path
        command = [sys.executable, "-s", "-S", "-P", "-c", _START, str(_INSIDE), numpy_home(), str(theirs.fileno()), wanted]
        self._process = subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=self._errors,
            env=environment() | ({"OPENBLAS_CORETYPE": settings["blas_kernel"]} if settings.get("blas_kernel") else {}),
            pass_fds=(theirs.fileno(),),
            cwd="/",
            start_new_session=True,
        )
        theirs.close()

    def _receive(self, size: int, timeout: float) -> bytes:
        self._control.settimeout(timeout)
        data = b""
        try:
            while len(data) < size:
                more = self._control.recv(size - len(data))
                if not more:
                    raise ZygoteLost("the zygote ended")
                data += more
        except OSError as error:
            raise ZygoteLost(str(error)) from None
        return data

    def report(self) -> dict[str, Any]:
        """What the zygote says of its layers; waits for its start. Raises ZygoteLost when it never starts."""
        if self._report is None:
            try:
                (size,) = struct.unpack("<I", self._receive(4, _SLOW_START))
                self._report = json.loads(self._receive(size, _SLOW_START))
            except ZygoteLost as lost:
                self._errors.seek(0)
                raise ZygoteLost(f"{lost}: {self._errors.read()[-2000:].decode(errors='replace')}") from None
        return self._report

    def ask(self, descriptors: list[int], cpu: int, wall: float, batch: int) -> socket.socket:
        """Have a cell forked with these descriptors; the socket becomes readable when it has ended.

        `batch` is the number of the first descriptor's sheet: a zygote reads each batch once and hands it on by forking.
        """
        self.report()
        self.forks += 1
        try:
            self._control.settimeout(5)
            socket.send_fds(self._control, [REQUEST.pack(cpu, wall, batch)], descriptors)
        except OSError as error:
            raise ZygoteLost(str(error)) from None
        return self._control

    def stop_cell(self) -> None:
        """Have the running cell killed."""
        try:
            self._control.send(b"!")
        except OSError as error:
            raise ZygoteLost(str(error)) from None

    def ended(self, *, asked: bool) -> Ended:
        """Read how the cell ended; when it ended just as it was asked to, the zygote is unsure of the next byte and must go."""
        seen = Ended(*REPLY.unpack(self._receive(REPLY.size, 5)))
        if asked and seen.stopped != 1:
            self.forks = LIMITS.forks
        return seen

    def close(self) -> None:
        """End the zygote and whatever it still runs."""
        self._control.close()
        self._process.kill()
        self._process.wait()
        self._errors.close()
