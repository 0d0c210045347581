"""Nothing is left behind, whoever is killed."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
import textwrap
import threading
import time
from pathlib import Path

import pytest

from grader.model import Status
from grader.sandbox import Sandbox, decode
from grader.sandbox import sandbox as room

ROOT = Path(__file__).resolve().parents[2]
pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="LOUD: reads /proc")


def _zygotes(mark: str) -> list[int]:
    """Processes whose command line carries `mark`; cells share it with their zygote."""
    found = []
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            with contextlib.suppress(OSError):
                if mark.encode() in (entry / "cmdline").read_bytes():
                    found.append(int(entry.name))
    return found


def _gone(mark: str, seconds: float = 5) -> bool:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if not _zygotes(mark):
            return True
        time.sleep(0.02)
    return False


@pytest.fixture
def mark(monkeypatch):
    """A word in the zygotes' command line by which this test's are found."""
    word = f"mark-{os.getpid()}-{time.monotonic_ns()}"
    monkeypatch.setattr("grader.sandbox.keeper._START", room_start() + f"\n# {word}\n")
    return word


def room_start() -> str:
    from grader.sandbox import keeper

    return keeper._START


@pytest.mark.parametrize("layers", [room.LAYERS, room.LAYERS - {"namespaces"}, frozenset({"rlimits"})])
def test_killing_the_grader_leaves_no_process(layers):
    word = f"mark-{os.getpid()}-{time.monotonic_ns()}"
    script = f"""
        import sys
        sys.path.insert(0, {str(ROOT)!r})
        from grader.model import Call, Chunk, Module, Plan, Ref
        from grader.sandbox import Sandbox, keeper
        keeper._START += "\\n# {word}\\n"
        source = (
            "import signal\\ndef f():\\n for n in range(1, 65):\\n  try: signal.signal(n, signal.SIG_IGN)\\n"
            "  except Exception: pass\\n while True: pass"
        )
        with Sandbox(_layers=frozenset({sorted(layers)!r})) as box:
            batch = box.batch([Plan("work", (Call(Ref("f")),), (), 60.0)], ["q"])
            print("running", flush=True)
            box.observe({{"work": Module("work", (Chunk("work.py", source),))}}, batch)
    """
    grader = subprocess.Popen([sys.executable, "-c", textwrap.dedent(script)], stdout=subprocess.PIPE)
    grader.stdout.readline()
    end = time.monotonic() + 20
    wanted = 3 if "namespaces" in layers else 2
    while len(_zygotes(word)) < wanted + 1 and time.monotonic() < end:  # grader's own command line carries the word too
        time.sleep(0.05)
    time.sleep(0.2)
    assert len(_zygotes(word)) > 1
    grader.send_signal(signal.SIGKILL)
    grader.wait()
    grader.stdout.close()
    assert _gone(word)


def test_leaving_the_sandbox_leaves_no_process(mark, handed_in, plan):
    with Sandbox(jobs=2) as box:
        batch = box.batch([plan("f")], ["q"])
        box.observe(handed_in("def f(): return 1"), batch)
        assert _zygotes(mark)
    assert _gone(mark)


def _kill(pids: list[int], number: signal.Signals) -> None:
    for pid in pids:
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, number)


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGTERM])
def test_a_killed_zygote_is_replaced(mark, handed_in, plan, number):
    with Sandbox() as box:
        batch = box.batch([plan("f")], ["q"])
        modules = handed_in("def f(): return 1")
        box.observe(modules, batch)
        _kill(_zygotes(mark), number)
        assert decode(box.observe(modules, batch), batch)[0].values == (1,)


def test_a_zygote_killed_at_work_has_its_submission_tried_again(mark, handed_in, plan):
    with Sandbox() as box:
        batch = box.batch([plan("f", seconds=5)], ["q"])
        modules = handed_in("import time\ndef f():\n time.sleep(1)\n return 1")
        box.observe(handed_in("def f(): return 1"), batch)
        threading.Timer(0.3, lambda: _kill(_zygotes(mark), signal.SIGKILL)).start()
        assert decode(box.observe(modules, batch), batch)[0].values == (1,)


def test_a_hung_zygote_is_replaced(mark, handed_in, plan, monkeypatch):
    monkeypatch.setattr("grader.sandbox.watching._DEAF", 0.3)
    monkeypatch.setattr("grader.sandbox.limits.Limits.wall", lambda self, seconds: 0.5 + seconds)
    with Sandbox() as box:
        batch = box.batch([plan("f", seconds=0.1)], ["q"])
        modules = handed_in("def f(): return 1")
        box.observe(modules, batch)
        _kill(_zygotes(mark), signal.SIGSTOP)
        assert decode(box.observe(modules, batch), batch)[0].values == (1,)
        assert len(_zygotes(mark)) <= 2
    assert _gone(mark)


def test_a_zygote_that_never_starts_is_our_loss(handed_in, plan, monkeypatch):
    monkeypatch.setattr("grader.sandbox.keeper._START", "raise SystemExit('no')")
    with Sandbox() as box:
        batch = box.batch([plan("f")], ["q"])
        (seen,) = decode(box.observe(handed_in("def f(): return 1"), batch), batch)
    assert seen.status is Status.LOST
    assert seen.detail.startswith("the sandbox failed twice: the zygote ended: no")


def test_zygotes_are_recycled(mark, handed_in, plan, monkeypatch):
    from dataclasses import replace

    from grader.sandbox.limits import LIMITS

    monkeypatch.setattr("grader.sandbox.sandbox.LIMITS", replace(LIMITS, forks=3))
    with Sandbox() as box:
        batch = box.batch([plan("f")], ["q"])
        before: set[int] = set()
        changes = 0
        for _ in range(7):
            box.observe(handed_in("def f(): return 1"), batch)
            now = set(_zygotes(mark))
            changes += bool(before) and not now & before
            before = now
        assert changes == 2


def test_many_submissions_leak_nothing(handed_in, plan):
    with Sandbox() as box:
        modules = handed_in("def f(x): return x")
        for _ in range(20):
            box.observe(modules, box.batch([plan("f", 1)], ["q"]))
        before = len(os.listdir("/proc/self/fd"))
        for _ in range(200):
            box.observe(modules, box.batch([plan("f", 1)], ["q"]))
        assert len(os.listdir("/proc/self/fd")) <= before


def test_threads_share_the_zygotes(handed_in, plan):
    with Sandbox(jobs=2) as box:
        batch = box.batch([plan("f", 1)], ["q"])
        seen: list[bytes] = []
        threads = [threading.Thread(target=lambda: seen.append(box.observe(handed_in("def f(x): return x"), batch))) for _ in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert len(seen) == 8
    assert len(set(seen)) == 1


def test_two_zygotes_two_runs_give_the_same_bytes(handed_in, plan):
    source = """
        import random
        import numpy as np
        def f():
            rng = np.random.default_rng(3)
            a = rng.normal(size=(50, 50))
            words = {str(n) for n in range(100)}
            return a @ a, np.linalg.svd(a)[1], np.random.rand(3), random.random(), list(words), hash("x"), str(a), f"{a!r}"
    """
    recordings = set()
    for jobs in (1, 2):
        for _ in range(2):
            with Sandbox(jobs=jobs) as box:
                batch = box.batch([plan("f")], ["q"])
                recordings |= {box.observe(handed_in(textwrap.dedent(source)), batch) for _ in range(2)}
    assert len(recordings) == 1


def test_the_version_is_an_identity():
    assert len(Sandbox.version) == 64
    assert Sandbox.version == Sandbox(jobs=1).version
