"""What hostile programs are run against: files, a process, two listeners; and proof that all of it is unharmed."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from grader.model import Call, Chunk, Module, Observation, Plan, Ref
from grader.sandbox import Sandbox, decode
from grader.sandbox.limits import Limits
from grader.sandbox.sandbox import LAYERS

collect_ignore_glob = ["programs/*"]  # looking for doctests would import them, and so run them right here
CANARY = 'CANARY = "canary"\n'


@dataclass
class Surroundings:
    """What an attacker may try to reach."""

    folder: Path
    victim: subprocess.Popen[bytes]
    facts: dict[str, Any]

    def fresh(self) -> None:
        """Put back what a positive control may have changed."""
        for path in self.folder.iterdir():
            if path.name not in ("solution.py", "socket"):
                path.rmdir() if path.is_dir() and not path.is_symlink() else path.unlink()
        spare = self.folder / "spare.txt"
        spare.write_text("spare\n")
        spare.chmod(0o666)

    def state(self) -> tuple[Any, ...]:
        """All that must not change."""
        files = tuple((path.name, *self._facts(path)) for path in sorted(self.folder.iterdir()))
        return files, self.victim.poll(), os.sched_getaffinity(self.victim.pid), os.getpriority(os.PRIO_PROCESS, self.victim.pid)

    @staticmethod
    def _facts(path: Path) -> tuple[Any, ...]:
        seen = path.lstat()
        return (seen.st_mode, seen.st_size, seen.st_mtime_ns, seen.st_uid, path.read_bytes() if path.is_file() else b"")


@pytest.fixture(scope="session")
def surroundings() -> Iterator[Surroundings]:
    os.environ["GRADER_TEST_TOKEN"] = "secret"
    # open to all: what protects it must be the sandbox; pytest's own folders are closed again by every other run of pytest
    folder = Path(tempfile.mkdtemp(prefix="solutions-"))
    folder.chmod(0o777)
    (folder / "solution.py").write_text(CANARY)
    (folder / "solution.py").chmod(0o666)
    victim = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"])
    path = str(folder / "socket")
    with socket.create_server(("127.0.0.1", 0)) as tcp, socket.socket(socket.AF_UNIX) as unix:
        unix.bind(path)
        unix.listen(100)
        os.chmod(path, 0o777)
        facts = {
            "secret": str(folder / "solution.py"),
            "spare": str(folder / "spare.txt"),
            "folder": str(folder),
            "pid": os.getpid(),
            "victim": victim.pid,
            "port": tcp.getsockname()[1],
            "socket": path,
        }
        try:
            yield Surroundings(folder, victim, facts)
        finally:
            victim.kill()
            victim.wait()
            shutil.rmtree(folder)
            del os.environ["GRADER_TEST_TOKEN"]


def _module(source: str) -> dict[str, Module]:
    return {"work": Module("work", (Chunk("work.py", source),))}


@pytest.fixture(scope="session")
def attacked() -> Callable[..., Observation]:
    """`attacked(sandbox, source, facts)`: what one attack came to."""

    def run(sandbox: Sandbox, source: str, facts: dict[str, Any]) -> Observation:
        batch = sandbox.batch([Plan("work", (Call(Ref("attack"), (facts,)),), (Ref(0),), 0.4)], ["attack"])
        return decode(sandbox.observe(_module(source), batch), batch)[0]

    return run


@pytest.fixture(scope="session")
def healthy() -> Callable[[Sandbox], bool]:
    """Whether an honest submission is still observed rightly."""

    def run(sandbox: Sandbox) -> bool:
        batch = sandbox.batch([Plan("work", (Call(Ref("double"), (21.0,)),), (Ref(0),))], ["q"])
        (seen,) = decode(sandbox.observe(_module("def double(x): return 2 * x\n"), batch), batch)
        return seen.values == (42.0,)

    return run


@pytest.fixture(scope="module")
def sandbox() -> Iterator[Sandbox]:
    with pytest.MonkeyPatch.context() as patch, Sandbox() as box:
        patch.setattr(Limits, "wall", lambda self, seconds: 1 + 2 * seconds)  # what sleeps is ended sooner
        if box.level not in ("strong", "standard"):
            pytest.skip(f"LOUD: no hostile program was run, this machine's isolation is {box.level}: {box.reason}")
        yield box


@pytest.fixture(scope="session")
def plain_sandbox() -> Iterator[Sandbox]:
    """Landlock and seccomp, no namespaces."""
    with Sandbox(_layers=LAYERS - {"namespaces"}) as box:
        if box.level != "standard":
            pytest.skip(f"LOUD: no hostile program was run without namespaces: {box.reason}")
        yield box


@pytest.fixture(scope="session")
def open_sandbox() -> Iterator[Sandbox]:
    """No lock at all: only for programs whose header says that they are harmless then."""
    with Sandbox(_layers=frozenset({"rlimits"})) as box:
        yield box
