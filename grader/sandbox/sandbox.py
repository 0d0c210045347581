"""Zygotes at work: put batches to submissions, from any thread."""

from __future__ import annotations

import functools
import hashlib
import importlib.metadata
import queue
import sys
import threading
import weakref
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Future
from contextlib import AbstractContextManager, nullcontext
from dataclasses import astuple
from pathlib import Path
from typing import Any, Self

from grader.model import Module, Plan, Status
from grader.sandbox.batch import Batch, Sheet, make_batch
from grader.sandbox.inside.codec import Refused
from grader.sandbox.keeper import Keeper, ZygoteLost, environment, hidden
from grader.sandbox.limits import LIMITS
from grader.sandbox.observing import RunCell, Visit, nothing_ran
from grader.sandbox.profiles import PROFILES, Profile
from grader.sandbox.selftest import Isolation, Layer, Level, assess, attack
from grader.sandbox.watching import watch_cell

LAYERS = frozenset({"namespaces", "landlock", "seccomp", "rlimits", "uid"})


@functools.cache
def _version() -> str:
    """Identity of all that decides what an observation looks like."""
    seen = hashlib.sha256()
    for path in sorted(Path(__file__).parent.rglob("*.py")):
        seen.update(path.name.encode() + b"\0" + path.read_bytes())
    seen.update(repr((sys.version, importlib.metadata.version("numpy"), astuple(LIMITS), sorted(environment().items()))).encode())
    return seen.hexdigest()


class _Version:
    """Identity for caches, found when first asked: code beside students, Python, NumPy, limits."""

    def __get__(self, instance: object, owner: type) -> str:
        return _version()


class _Starter:
    """One thread that starts every zygote and outlives them: the kernel ends a zygote together with the thread that started it."""

    def __init__(self) -> None:
        self._orders: queue.SimpleQueue[tuple[Callable[[], Keeper], Future[Keeper]] | None] = queue.SimpleQueue()
        self._thread = threading.Thread(target=self._serve, name="zygote starter", daemon=True)
        self._thread.start()

    def _serve(self) -> None:
        while (order := self._orders.get()) is not None:
            make, answer = order
            try:
                answer.set_result(make())
            except BaseException as error:
                answer.set_exception(error)

    def start(self, make: Callable[[], Keeper]) -> Keeper:
        answer: Future[Keeper] = Future()
        self._orders.put((make, answer))
        return answer.result()

    def close(self) -> None:
        self._orders.put(None)
        self._thread.join()


class _Slot:
    """Room for one submission at a time, with a zygote for each profile that was used in it."""

    def __init__(self, number: int) -> None:
        self.number = number
        self.keepers: dict[str, Keeper] = {}

    def drop(self, profile: Profile) -> None:
        """End one of its zygotes."""
        keeper = self.keepers.pop(profile.name, None)
        if keeper is not None:
            keeper.close()

    def close(self) -> None:
        """End all of them."""
        for keeper in self.keepers.values():
            keeper.close()
        self.keepers.clear()


class Sandbox:
    """Student code beside nothing of value: `jobs` zygotes, each running one submission at a time.

    Use it as a context manager; `observe` may be called from any thread. `blas_kernel` has OpenBLAS take another of its kernels (named
    as in OPENBLAS_CORETYPE), to see how much they differ. `_layers` and `_landlock_abi` switch layers off or pretend an older kernel, for
    tests.
    """

    version = _Version()

    def __init__(self, jobs: int = 1, *, blas_kernel: str = "", _layers: frozenset[str] = LAYERS, _landlock_abi: int | None = None) -> None:
        self._jobs = max(1, jobs)
        self._settings: dict[str, Any] = {
            "layers": sorted(_layers),
            "landlock": _landlock_abi,
            "blas_kernel": blas_kernel,
        }
        self._sheets: weakref.WeakKeyDictionary[Batch, Sheet] = weakref.WeakKeyDictionary()
        self._sheets_lock = threading.Lock()
        self._idle: queue.LifoQueue[_Slot] = queue.LifoQueue()
        self._alone = threading.Lock()
        self._starter: _Starter | None = None
        self._hidden: AbstractContextManager[None] = nullcontext()

    def __enter__(self) -> Self:
        self._hidden = hidden()
        self._hidden.__enter__()
        self._starter = _Starter()
        for slot in range(self._jobs):
            self._idle.put(_Slot(slot))
        return self

    def __exit__(self, *unused: object) -> None:
        for _ in range(self._jobs):
            self._idle.get().close()
        if self._starter is not None:
            self._starter.close()
            self._starter = None
        self._hidden.__exit__(None, None, None)

    @functools.cached_property
    def _isolation(self) -> Isolation:
        """Run the self-test once, in a zygote like any other."""
        try:
            tried = attack(self.observe)
            if None in tried.values():  # a crowded machine may have kept one from being tried; that says nothing about the locks
                tried = attack(self.observe)
            return assess(self._report(), tried)
        except (ZygoteLost, OSError) as error:
            return Isolation("none", f"the self-test failed: {error}", (), ())

    @property
    def level(self) -> Level:
        """How well student code is locked in, by attacks tried when this is first asked."""
        return self._isolation.level

    @property
    def reason(self) -> str:
        """One line: the layers in place and how many attacks they held."""
        return self._isolation.reason

    @property
    def layers(self) -> tuple[Layer, ...]:
        """Each lock: whether it is in place, and if not, why and how to get it."""
        return self._isolation.layers

    @property
    def remedies(self) -> tuple[str, ...]:
        """How to get each layer that is missing, a line each."""
        return self._isolation.remedies

    def batch(self, plans: Sequence[Plan], groups: Sequence[str], profile: str = "numpy", public: Sequence[bool] | None = None) -> Batch:
        """Encode the plans' inputs once; see `make_batch`."""
        return make_batch(plans, groups, profile, public)

    def _sheet(self, batch: Batch) -> Sheet:
        with self._sheets_lock:
            if batch not in self._sheets:
                self._sheets[batch] = Sheet([batch.encoded])
            return self._sheets[batch]

    def _keeper(self, slot: _Slot, profile: Profile) -> Keeper:
        """The slot's zygote for this profile: started when it is first used, replaced when it has served its time."""
        keeper = slot.keepers.get(profile.name)
        if keeper is not None and keeper.forks >= LIMITS.forks:
            slot.drop(profile)
            keeper = None
        if keeper is None:
            if self._starter is None:
                raise RuntimeError("a Sandbox is used inside `with`")
            settings = self._settings | {"slot": slot.number, "memory": profile.memory, "profile": profile.settings()}
            keeper = slot.keepers[profile.name] = self._starter.start(lambda: Keeper(settings))
        return keeper

    def observe(self, modules: Mapping[str, Module], batch: Batch) -> bytes:
        """Run the batch's plans in a submission's modules; read the bytes with `decode`.

        Never raises for anything that the code does; when the sandbox itself fails twice, every case is LOST.
        """
        if not len(batch):
            return nothing_ran(batch, Status.MISSING, "")
        if batch.module not in modules:
            return nothing_ran(batch, Status.MISSING, f"{batch.module}.py was not handed in")
        visit = Visit(modules, batch)
        failures = 0
        while not visit.done:
            try:
                if visit.doubtful is None:
                    self._in_turn(visit.batch, visit.run)
                else:
                    self._alone_in_turn(visit.batch, visit.run_again)
            except (ZygoteLost, OSError) as failure:
                failures += 1
                if failures == 2:
                    return nothing_ran(batch, Status.LOST, f"the sandbox failed twice: {failure}")
            except Refused:
                return nothing_ran(batch, Status.CRASHED, "these files are too large to be run")
        return visit.recording()

    def _alone_in_turn(self, batch: Batch, step: Callable[[RunCell], None]) -> None:
        """Do one step while no other cell runs."""
        with self._alone:
            # nobody holds a slot while waiting for this lock, so all of them come back
            others = [self._idle.get() for _ in range(self._jobs - 1)]
            try:
                self._in_turn(batch, step)
            finally:
                for other in others:
                    self._idle.put(other)

    def _in_turn(self, batch: Batch, step: Callable[[RunCell], None]) -> None:
        """Do one step in the zygote of a free slot; raises ZygoteLost or OSError when that fails."""
        sheet = self._sheet(batch)
        slot = self._idle.get()
        try:
            keeper = self._keeper(slot, batch.profile)
            step(lambda payload, cpu, walls, secret: watch_cell(keeper, sheet, payload, cpu, walls, secret))
        except BaseException:
            slot.drop(batch.profile)  # whatever runs in it must not meet the next submission
            raise
        finally:
            self._idle.put(slot)

    def _report(self) -> dict[str, Any]:
        slot = self._idle.get()
        try:
            return self._keeper(slot, PROFILES["numpy"]).report()
        finally:
            self._idle.put(slot)
