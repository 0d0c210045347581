"""Which cases share one fork, and which of a student's modules they can reach."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from grader.errors import CourseError, Place
from grader.model import Address, Assignment, Case, Module, Part, Question
from grader.sandbox import PROFILES, Batch, Sandbox

_WORD = re.compile(r"\w+")
_REACHES_ANYTHING = {"importlib", "__import__", "exec", "eval", "sys", "runpy", "pkgutil", "builtins", "globals"}
"""A module that uses one of these can import by a computed name, so it gets all modules."""


@dataclass(frozen=True, slots=True)
class Probe:
    """The cases of one question that live in one module: one fork a submission."""

    module: str
    cases: tuple[tuple[Part, Case], ...]
    batch: Batch

    @property
    def parts(self) -> tuple[Part, ...]:
        """The parts that it observes, in order."""
        return tuple({part.address: part for part, _ in self.cases}.values())


def make_probes(assignment: Assignment, sandbox: Sandbox) -> tuple[Probe, ...]:
    """Group every case that has a plan by question and module, and encode its inputs once."""
    probes = []
    for question in assignment.questions:
        _require_installed(question, assignment)
        grouped: dict[str, list[tuple[Part, Case]]] = {}
        for part in question.parts:
            for case in part.cases:
                if case.plan and not case.broken:
                    grouped.setdefault(case.plan.module, []).append((part, case))
        probes += [_probe(module, tuple(cases), question.profile, sandbox) for module, cases in grouped.items()]
    return tuple(probes)


def with_batches(probes: Sequence[Probe], batches: Sequence[Batch]) -> tuple[Probe, ...]:
    """The probes with other encodings of the same plans; raises ValueError when those are of other cases."""
    if [(probe.module, probe.batch.groups) for probe in probes] != [(batch.module, batch.groups) for batch in batches]:
        raise ValueError("batches of other cases")
    return tuple(replace(probe, batch=batch) for probe, batch in zip(probes, batches, strict=True))


def _require_installed(question: Question, assignment: Assignment) -> None:
    """Raise CourseError when code of the question is to use a library that this machine lacks."""
    profile = PROFILES[question.profile]
    if profile.version is None and any(case.plan for part in question.parts for case in part.cases):
        raise CourseError(
            f"question {question.id} has the profile {profile.name}, and {profile.name} is not installed here",
            place=Place(f"assignments/{assignment.id}/assignment.yaml"),
            help=profile.how_to_get,
        )


def narrowed(probe: Probe, parts: frozenset[Address], sandbox: Sandbox) -> Probe:
    """The same question asked about some of its parts only."""
    cases = tuple((part, case) for part, case in probe.cases if part.address in parts)
    return _probe(probe.module, cases, probe.batch.profile.name, sandbox)


def _probe(module: str, cases: tuple[tuple[Part, Case], ...], profile: str, sandbox: Sandbox) -> Probe:
    plans = [case.plan for _, case in cases if case.plan]
    groups = [str(part.address) for part, _ in cases]
    return Probe(module, cases, sandbox.batch(plans, groups, profile, [case.public for _, case in cases]))


def reachable(modules: Mapping[str, Module], start: str) -> dict[str, Module]:
    """The modules that `start` may import, itself included; what is not among them cannot change what is observed.

    A module counts as reachable as soon as a part of its name appears as a word in the sources, so imports written in any
    way are found, at the price of passing a module too many now and then.
    """
    if start not in modules:
        return {}
    found = {start: modules[start]}
    waiting = [start]
    while waiting:
        words = {word for chunk in found[waiting.pop()].chunks for word in _WORD.findall(chunk.source)}
        if words & _REACHES_ANYTHING:
            return dict(modules)
        for name in modules:
            if name not in found and words.intersection(name.split(".")):
                found[name] = modules[name]
                waiting.append(name)
    return {name: modules[name] for name in sorted(found)}


def digest_of(modules: Mapping[str, Module], *salt: str) -> str:
    """A content hash of source text, labels included because tracebacks show them."""
    digest = hashlib.sha256()
    for text in _texts(modules, salt):
        raw = text.encode("utf-8", "surrogatepass")
        digest.update(len(raw).to_bytes(8, "little") + raw)
    return digest.hexdigest()


def _texts(modules: Mapping[str, Module], salt: tuple[str, ...]) -> Iterator[str]:
    yield from salt
    for name in sorted(modules):
        yield name
        for chunk in modules[name].chunks:
            yield chunk.label
            yield chunk.source
