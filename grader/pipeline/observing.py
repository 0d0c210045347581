"""Run probes beside a submission, or take what an earlier run recorded of the same content."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol

from grader.errors import BrokenError
from grader.model import Module
from grader.pipeline.probes import Probe, digest_of, reachable
from grader.sandbox import Sandbox


def open_sandbox(jobs: int) -> Sandbox:
    """A sandbox for so many submissions at a time; use it as a context manager, from the main thread."""
    return Sandbox(jobs=jobs)


class NeverRunError(BrokenError):
    """Something is wanted that no earlier run observed, and nothing may be run."""


class Store(Protocol):
    """Where recordings are kept between runs."""

    def recordings(self, keys: list[str]) -> Mapping[str, bytes]:
        """The recordings that are there, by key."""


class Memory:
    """A store that lasts as long as the process; for callers without an output folder."""

    def __init__(self) -> None:
        self.kept: dict[str, bytes] = {}

    def recordings(self, keys: list[str]) -> Mapping[str, bytes]:
        """The recordings that are there, by key."""
        return {key: self.kept[key] for key in keys if key in self.kept}

    def keep(self, recordings: Mapping[str, bytes]) -> None:
        """Remember recordings by key."""
        self.kept |= recordings


class Observer:
    """Sees what modules do when they are asked, running nothing twice."""

    def __init__(self, probes: tuple[Probe, ...], sandbox: Sandbox, store: Store, *, may_run: bool = True) -> None:
        self.probes = probes
        self._sandbox = sandbox
        self._store = store
        self._may_run = may_run

    def observe(self, modules: Mapping[str, Module], probes: tuple[Probe, ...]) -> tuple[dict[str, bytes], dict[str, bytes]]:
        """One recording for each probe, by key in the order of `probes`; and those among them that are new.

        Raises NeverRunError when a recording is wanted that does not exist and nothing may be run.
        """
        wanted: dict[str, tuple[Probe, dict[str, Module]]] = {}
        for probe in probes:
            reach = reachable(modules, probe.module)
            key = digest_of(reach, self._sandbox.version, self._sandbox.level, probe.module, probe.batch.digest)
            wanted[key] = (probe, reach)
        known = self._store.recordings(list(wanted))
        seen: dict[str, bytes] = {}
        new: dict[str, bytes] = {}
        for key, (probe, reach) in wanted.items():
            if key in known:
                seen[key] = known[key]
                continue
            if not self._may_run:
                raise NeverRunError(f"{probe.module} was never run with these inputs; grade it first")
            seen[key] = new[key] = self._sandbox.observe(reach, probe.batch)
        return seen, new
