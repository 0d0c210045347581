"""Put an assignment's cases to any modules: mutants, known mistakes, other styles."""

from __future__ import annotations

import copy
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from typing import Protocol

from grader.model import Address, Assignment, Case, Chunk, Mistake, Module, Observation, Outcome, Part, Status, Submission, Verdict
from grader.pipeline.observing import Observer, Store
from grader.pipeline.probes import Probe, make_probes, narrowed
from grader.sandbox import Sandbox, decode

HURRY = 0.25
"""Share of its time that a case gets in a hurry: authors leave room for slow students, and a mutant that loops uses all it gets."""
LEAST_SECONDS = 0.25


class KeepingStore(Store, Protocol):
    """A store that takes new recordings."""

    def keep(self, recordings: Mapping[str, bytes]) -> None:
        """Remember recordings by key."""


@dataclass(frozen=True, slots=True)
class Trial:
    """What some modules showed, and how that was judged, by the address of the case."""

    outcomes: Mapping[Address, Outcome]
    seen: Mapping[Address, Observation]

    @property
    def failing(self) -> frozenset[Address]:
        """Cases that cost points: a case without weight costs none, and what is broken is nobody's mistake."""
        return frozenset(address for address, o in self.outcomes.items() if o.verdict is not Verdict.BROKEN and o.credit < 1 and o.weight)

    @property
    def broken(self) -> frozenset[Address]:
        """Cases that could not be judged."""
        return frozenset(address for address, o in self.outcomes.items() if o.verdict is Verdict.BROKEN)

    @property
    def timed_out(self) -> bool:
        """Whether all that it costs is time."""
        failing = self.failing
        return bool(failing) and all(self.outcomes[address].verdict is Verdict.TIMEOUT for address in failing)


class Trials:
    """One batch a part, so that a change runs only the parts that it can reach. `of` may be called from several threads."""

    def __init__(self, assignment: Assignment, sandbox: Sandbox, store: KeepingStore) -> None:
        """Observe the reference; raises ValueError when the assignment was loaded without one."""
        if assignment.reference is None:
            raise ValueError(f"{assignment.id} was loaded without its reference solution")
        self.reference = assignment.reference
        self._store = store
        self._observer = Observer((), sandbox, store)
        self.parts = tuple(part for part in assignment.parts if _cases(part))
        """The parts whose cases run code."""
        whole = make_probes(assignment, sandbox)
        self._probes = {part.address: narrowed(probe, frozenset({part.address}), sandbox) for probe in whole for part in probe.parts}
        self._hurried = {address: _hurried(probe, sandbox) for address, probe in self._probes.items()}
        self.expected = self._observe(self.reference.modules, tuple(self._probes.values()))
        """What the reference shows, by the address of the case."""

    def of(self, modules: Mapping[str, Module], parts: Collection[Address] | None = None, *, hurry: bool = False) -> Trial:
        """Put the cases of `parts` (default: of all that run code) to the modules.

        With `hurry` each case has a share of its time only: enough to tell a program that never ends from one that does.
        """
        probes = self._hurried if hurry else self._probes
        wanted = [part for part in self.parts if parts is None or part.address in parts]
        return self._judged(wanted, self._observe(modules, tuple(probes[part.address] for part in wanted)))

    def elsewhere(self, sandbox: Sandbox, store: KeepingStore) -> Trials:
        """The same cases and expectations, asked in another sandbox."""
        other = copy.copy(self)
        other._store = store
        other._observer = Observer((), sandbox, store)
        return other

    def _judged(self, parts: Collection[Part], seen: Mapping[Address, Observation]) -> Trial:
        outcomes = {
            case.address: part.kind.judge(case, seen[case.address], self.expected[case.address]) for part in parts for case in _cases(part)
        }
        return Trial(outcomes, seen)

    def _observe(self, modules: Mapping[str, Module], probes: tuple[Probe, ...]) -> dict[Address, Observation]:
        recordings, new = self._observer.observe(modules, probes)
        seen: dict[Address, Observation] = {}
        for probe, (key, recording) in zip(probes, recordings.items(), strict=True):
            observations = decode(recording, probe.batch)
            seen |= zip((case.address for _, case in probe.cases), observations, strict=True)
            if key in new and any(observation.status is Status.LOST for observation in observations):
                del new[key]  # our own fault must not be remembered
        self._store.keep(new)
        return seen


def with_mistake(reference: Submission, mistake: Mistake) -> dict[str, Module]:
    """The reference's modules with the mistake made in one of them."""
    modules = dict(reference.modules)
    right = modules[mistake.module]
    modules[mistake.module] = Module(right.name, (*right.chunks, Chunk(mistake.file, mistake.source)))
    return modules


def _cases(part: Part) -> tuple[Case, ...]:
    return tuple(case for case in part.cases if case.plan and not case.broken)


def _hurried(probe: Probe, sandbox: Sandbox) -> Probe:
    """The probe with a share of the time for each case."""
    cases = []
    for part, case in probe.cases:
        assert case.plan is not None
        seconds = max(case.plan.seconds * HURRY, min(case.plan.seconds, LEAST_SECONDS))
        cases.append((part, replace(case, plan=replace(case.plan, seconds=seconds))))
    return narrowed(replace(probe, cases=tuple(cases)), frozenset(part.address for part in probe.parts), sandbox)
