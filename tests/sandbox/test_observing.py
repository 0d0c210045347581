"""What one case does to itself costs no other part."""

from __future__ import annotations

import signal
import time

import pytest

from grader.model import Status

SOURCE = """
import os, time, signal
def good(x): return x + 1
def loop(x):
    while True: pass
def gone(x): os._exit(0)
def sleeper(x): time.sleep(1000)
def stopped(x): os.kill(os.getpid(), signal.SIGSTOP)
def stubborn(x):
    for number in range(1, 65):
        try: signal.signal(number, signal.SIG_IGN)
        except (OSError, ValueError): pass
    signal.setitimer(signal.ITIMER_PROF, 0)
    while True: pass
def crash(x):
    import ctypes; ctypes.string_at(0)
def hoard(x):
    import numpy as np
    kept = []
    while True: kept.append(np.empty(1 << 24))
"""


def test_a_loop_costs_its_own_part_and_no_other(observe, plan):
    plans = [plan("good", 1), plan("loop", 1, seconds=0.3), plan("good", 2), plan("good", 3)]
    seen = observe(SOURCE, plans, ["a", "b", "b", "c"])
    assert [one.status for one in seen] == [Status.RETURNED, Status.TIMEOUT, Status.TIMEOUT, Status.RETURNED]
    assert seen[2].detail == "not run: an earlier case of this part ran out of time"
    assert seen[3].values == (4,)


def test_what_was_seen_before_a_timeout_is_kept_within_the_part(observe, plan):
    seen = observe(SOURCE, [plan("good", 1), plan("loop", 1, seconds=0.3)], ["a", "a"])
    assert [one.status for one in seen] == [Status.RETURNED, Status.TIMEOUT]


@pytest.mark.parametrize("name", ["gone", "crash"])
def test_ending_the_process_costs_that_case(observe, plan, name):
    seen = observe(SOURCE, [plan("good", 1), plan(name, 1), plan("good", 2)], ["a", "a", "a"])
    assert [one.status for one in seen] == [Status.RETURNED, Status.CRASHED, Status.RETURNED]
    assert seen[1].detail.startswith("the code ended the Python process")


def test_restarts_are_bounded(observe, plan):
    seen = observe(SOURCE, [plan("gone", number) for number in range(12)] + [plan("good", 1)], ["a"] * 12 + ["b"])
    assert [one.status for one in seen] == [Status.CRASHED] * 12 + [Status.RETURNED]
    assert seen[-2].detail == "not run: an earlier case of this part ended the Python process"


@pytest.fixture
def impatient(monkeypatch):
    """What sleeps is ended sooner."""
    from grader.sandbox.limits import Limits

    monkeypatch.setattr(Limits, "wall", lambda self, seconds: 0.5 + 2 * seconds)


@pytest.mark.parametrize("name", ["sleeper", "stopped"])
def test_waiting_is_ended_by_the_wall_clock(observe, plan, name, impatient):
    start = time.monotonic()
    seen = observe(SOURCE, [plan(name, 1, seconds=0.1), plan("good", 1)])
    assert [one.status for one in seen] == [Status.TIMEOUT, Status.RETURNED]
    assert seen[0].detail == "it waited or slept too long"
    assert time.monotonic() - start < 10


def test_code_that_disarms_its_timer_is_ended_all_the_same(observe, plan, impatient):
    seen = observe(SOURCE, [plan("stubborn", 1, seconds=0.2), plan("good", 1)])
    assert [one.status for one in seen] == [Status.TIMEOUT, Status.RETURNED]


def test_hoarding_memory_is_told_as_memory(observe, plan):
    seen = observe(SOURCE, [plan("hoard", 1, seconds=5), plan("good", 1)])
    assert [one.status for one in seen] == [Status.MEMORY, Status.RETURNED]


def test_an_empty_batch_is_nothing(sandbox, handed_in):
    from grader.sandbox import decode

    batch = sandbox.batch([], [])
    assert decode(sandbox.observe(handed_in(""), batch), batch) == ()


def test_a_batch_is_for_one_module(sandbox, plan):
    from dataclasses import replace

    with pytest.raises(ValueError, match="a batch is for one module, not for other, work"):
        sandbox.batch([plan("f"), replace(plan("f"), module="other")], ["a", "a"])


def test_groups_are_parallel_to_plans(sandbox, plan):
    with pytest.raises(ValueError, match="1 plans with 2 groups"):
        sandbox.batch([plan("f")], ["a", "b"])


def test_the_digest_is_of_the_content(sandbox, plan):
    same = [sandbox.batch([plan("f", {"a": 1})], ["q"]).digest for _ in range(2)]
    assert same[0] == same[1]
    assert sandbox.batch([plan("f", {"a": 2})], ["q"]).digest != same[0]
    assert sandbox.batch([plan("f", {"a": 1})], ["p"]).digest != same[0]


def test_random_state_is_the_same_for_every_case_wherever_it_runs(observe, plan):
    source = SOURCE + "import random\nimport numpy as np\ndef draw(): return random.random(), np.random.rand(2).tolist(), hash('a')\n"
    seen = observe(source, [plan("draw"), plan("gone", 1), plan("draw"), plan("draw")])
    assert seen[0].values == seen[2].values == seen[3].values


def test_a_long_file_is_loaded(observe, plan):
    source = "def f(): return 1\n" + "# a long comment\n" * 100_000
    (seen,) = observe(source, [plan("f")])
    assert seen.values == (1,)


@pytest.fixture
def cells(monkeypatch):
    """How many cells ran beside each one, itself included, in the order in which they began."""
    import threading

    import grader.sandbox.sandbox as room

    lock, running, seen = threading.Lock(), [0], []
    real = room.watch_cell

    def watched(*arguments):
        with lock:
            running[0] += 1
            seen.append(running[0])
        try:
            return real(*arguments)
        finally:
            with lock:
                running[0] -= 1

    monkeypatch.setattr(room, "watch_cell", watched)
    return seen


@pytest.fixture
def busy(monkeypatch):
    """`busy("wall")` or `busy("cpu")`: the first cell is slowed down from outside, as by a busy machine."""
    import grader.sandbox.sandbox as room

    def make(clock):
        real, runs = room.watch_cell, []

        def slowed(keeper, batch, payload, cpu, walls, secret):
            runs.append(cpu)
            watch = real(keeper, batch, payload, cpu, [0.02] * len(walls) if clock == "wall" and len(runs) == 1 else walls, secret)
            if clock == "cpu" and len(runs) == 1:
                watch.ended = watch.ended._replace(status=int(signal.SIGPROF))
                del watch.frames[-2:]  # the case's and the last
            return watch

        monkeypatch.setattr(room, "watch_cell", slowed)
        return runs

    return make


@pytest.mark.parametrize("clock", ["wall", "cpu"])
def test_a_timeout_is_tried_again_before_it_costs_points(handed_in, plan, busy, clock):
    from grader.sandbox import Sandbox, decode

    runs = busy(clock)
    with Sandbox(jobs=2) as box:
        batch = box.batch([plan("f", seconds=0.2)], ["q"])
        modules = handed_in("import time\ndef f():\n time.sleep(0.1)\n return 1")
        assert decode(box.observe(modules, batch), batch)[0].values == (1,)
    assert len(runs) == 2


def test_the_second_try_runs_alone(handed_in, plan, cells):
    import threading

    from grader.sandbox import Sandbox, decode

    with Sandbox(jobs=3) as box:
        loops = box.batch([plan("loop", 1, seconds=0.3), plan("good", 1)], ["a", "b"])
        quick = box.batch([plan("good", 1)], ["a"])
        seen = []
        threads = [threading.Thread(target=lambda: seen.append(decode(box.observe(handed_in(SOURCE), loops), loops))) for _ in range(3)]
        threads += [threading.Thread(target=lambda: box.observe(handed_in(SOURCE), quick)) for _ in range(30)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert [[one.status for one in each] for each in seen] == [[Status.TIMEOUT, Status.RETURNED]] * 3
    assert max(cells) > 1
    assert len(cells) == 3 * 3 + 30  # a first try, a second, and the other part: a loop is run twice and not once more


def test_a_loop_while_loading_is_tried_again_then_only_its_definitions_are(observe, plan, cells, monkeypatch):
    from dataclasses import replace

    import grader.sandbox.observing as room

    monkeypatch.setattr(room, "LIMITS", replace(room.LIMITS, load_seconds=0.2))
    seen = observe(SOURCE + "while True: pass\n", [plan("good", 1)])
    assert seen[0].values == (2,)
    assert len(cells) == 3


def test_second_tries_have_a_bound(observe, plan, cells, monkeypatch):
    from dataclasses import replace

    import grader.sandbox.observing as room

    monkeypatch.setattr(room, "LIMITS", replace(room.LIMITS, alone=0.15))
    seen = observe(SOURCE, [plan("loop", number, seconds=0.2) for number in range(4)])
    assert [one.status for one in seen] == [Status.TIMEOUT] * 4
    assert len(cells) == 5


def test_a_submission_has_a_time_for_all_of_it(observe, plan, monkeypatch):
    from dataclasses import replace

    import grader.sandbox.observing as room

    monkeypatch.setattr(room, "LIMITS", replace(room.LIMITS, total_seconds=2.0))
    seen = observe(SOURCE, [plan("loop", 1, seconds=0.8), plan("loop", 2, seconds=0.8), plan("loop", 3, seconds=0.8)])
    assert [one.status for one in seen] == [Status.TIMEOUT] * 3
    assert seen[2].detail == "not run: the submission used up the time for all of it"


def test_a_system_without_any_lock_still_works(handed_in, plan):
    """As on macOS: no layer at all, told as level none."""
    from grader.sandbox import Sandbox, decode

    with Sandbox(_layers=frozenset()) as box:
        batch = box.batch([plan("f")], ["q"])
        assert decode(box.observe(handed_in("def f(): return 1"), batch), batch)[0].values == (1,)


def test_files_beyond_all_bounds_are_the_students_own(observe, plan):
    from grader.model import Chunk, Module

    modules = {"work": Module("work", (Chunk("work.py", ""),) * 400_000)}
    (seen,) = observe(modules, [plan("f")])
    assert (seen.status, seen.detail) == (Status.CRASHED, "these files are too large to be run")


def test_all_results_together_are_bounded(observe, plan, monkeypatch):
    from dataclasses import replace

    import grader.sandbox.observing as room

    monkeypatch.setattr(room, "LIMITS", replace(room.LIMITS, total_bytes=10_000))
    seen = observe("import numpy as np\ndef f(): return np.zeros(500)", [plan("f")] * 4)
    assert [one.status for one in seen] == [Status.RETURNED] * 2 + [Status.CRASHED] * 2
    assert seen[2].detail == "it returned more than one submission may return"
