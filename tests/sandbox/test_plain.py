"""A student's own code on the student's own machine: nothing is locked, and nothing escapes either."""

from __future__ import annotations

import os
import subprocess
import sys
import time

import numpy as np
import pytest

from grader.model import Call, Chunk, Foreign, Module, Observation, Plan, Raised, Ref, Status
from grader.sandbox import observe_plainly, pack, unpack

SOURCE = """\
import numpy as np
print("hello")

def double(x):
    print("again")
    return x * 2

def endless(x):
    while True:
        pass

def leaves(x):
    import os
    os._exit(3)

def sleeps(x):
    import time
    time.sleep(60)

def fails(x):
    return [1][x]

def writes(x):
    x += 1
    return x
"""


def plan(function, seconds=0.3, value=2):
    return Plan("q", (Call(Ref(function), (value,)),), (Ref(0),), seconds)


def see(*functions, source=SOURCE):
    return observe_plainly({"q": Module("q", (Chunk("q.py", source),))}, [plan(name) for name in functions], functions)


def test_values_errors_and_prints():
    fine, failed = see("double", "fails")
    assert fine.values == (4,)
    assert (failed.raised.type_name, failed.raised.frames[-1].line) == ("IndexError", 21)


def test_what_hangs_or_ends_python_costs_only_itself():
    seen = see("double", "endless", "leaves", "double")
    assert [one.status for one in seen] == [Status.RETURNED, Status.TIMEOUT, Status.CRASHED, Status.RETURNED]


def test_what_only_sleeps_is_ended_by_the_clock():
    start = time.monotonic()
    assert see("sleeps")[0].status is Status.TIMEOUT
    assert time.monotonic() - start < 30


def test_changed_arguments_are_seen():
    (seen,) = observe_plainly({"q": Module("q", (Chunk("q.py", SOURCE),))}, [plan("writes", value=np.ones(2))], ["a"])
    assert seen.changed == ("argument 1",)


def test_a_module_that_is_not_there():
    (seen,) = observe_plainly({}, [plan("double")], ["a"])
    assert (seen.status, seen.detail) == (Status.MISSING, "q.py is not there")


def test_nothing_asked_is_nothing_seen():
    assert observe_plainly({}, [], []) == ()


def test_no_timer_is_needed(monkeypatch, tmp_path):
    """Windows has no `setitimer`; there the clock of whoever waits ends what hangs."""
    (tmp_path / "sitecustomize.py").write_text("import signal\ndel signal.setitimer\n")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    source = SOURCE + "\ndef timer(x):\n    import signal\n    return hasattr(signal, 'setitimer')\n"
    seen = see("double", "timer", "endless", source=source)
    assert [one.values for one in seen[:2]] == [(4,), (False,)]
    assert seen[2].status is Status.TIMEOUT


def test_nothing_of_unix_is_needed(root, tmp_path):
    """A stand-in for Windows: what it lacks is taken away before anything is imported, in both processes."""
    (tmp_path / "sitecustomize.py").write_text(LIKE_WINDOWS)
    (tmp_path / "q.py").write_text(SOURCE)
    env = os.environ | {"PYTHONPATH": f"{tmp_path}{os.pathsep}{root}"}
    run = subprocess.run([sys.executable, "-c", AT_HOME], cwd=tmp_path, env=env, capture_output=True, text=True, check=False)
    assert (run.stdout.split(), run.stderr) == (["returned", "timeout", "crashed", "raised"], "")


LIKE_WINDOWS = """
import os, signal, sys
for name in ("fcntl", "resource", "pwd", "grp", "termios"):
    sys.modules[name] = None
for name in ("fork", "memfd_create", "WIFSIGNALED", "WTERMSIG", "sched_getaffinity", "O_NOFOLLOW", "O_NONBLOCK", "pread", "set_blocking"):
    delattr(os, name)
for name in ("setitimer", "SIGPROF", "SIGXCPU"):
    delattr(signal, name)
"""
AT_HOME = """
from grader.model import Call, Chunk, Module, Plan, Ref
from grader.sandbox import observe_plainly
names = ["double", "endless", "leaves", "fails"]
plans = [Plan("q", (Call(Ref(name), (2,)),), (Ref(0),), 0.1) for name in names]
for seen in observe_plainly({"q": Module("q", (Chunk("q.py", open("q.py").read()),))}, plans, names):
    print(seen.status)
"""


@pytest.mark.parametrize(
    "seen",
    [
        Observation(Status.RETURNED, (1.5, "a", [1, None], {"k": (True,)})),
        Observation(Status.RETURNED, (Foreign("Tensor"),)),
        Observation(Status.RAISED, raised=Raised("ValueError", ("ValueError", "Exception"), "no")),
        Observation(Status.RETURNED, (3,), changed=("argument 1",)),
    ],
)
def test_an_observation_can_be_packed(seen):
    assert unpack(pack(seen), len(seen.values)) == seen


def test_arrays_can_be_packed():
    array = np.array([[1.0, np.nan], [np.inf, -0.0]], dtype=np.float32)
    (back,) = unpack(pack(Observation(Status.RETURNED, (array,))), 1).values
    assert back.dtype == array.dtype
    assert back.tobytes() == array.tobytes()


def test_lines_of_the_reference_are_not_packed():
    from grader.model import Frame

    seen = Observation(Status.RAISED, raised=Raised("ValueError", ("ValueError",), "no", (Frame("q.py", 3, "f", "secret line"),)))
    assert b"secret" not in pack(seen)


@pytest.mark.parametrize("data", [b"", b"xx", pack(Observation(Status.RETURNED, (1,)))[:-1]])
def test_damaged_bytes_are_refused(data):
    with pytest.raises(ValueError, match=r".+"):
        unpack(data, 1)


def test_what_neither_returned_nor_raised_cannot_be_handed_out():
    with pytest.raises(ValueError, match="an observation that is timeout cannot be handed out"):
        pack(Observation(Status.TIMEOUT))
