"""What the reference and the public mistakes show on public cases: all that a release tells of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from grader.errors import CourseError
from grader.model import Address, Assignment, Case, Mistake, Module, Observation, Status
from grader.pipeline.observing import Memory, Observer
from grader.pipeline.probes import make_probes
from grader.pipeline.trials import with_mistake
from grader.sandbox import Sandbox, decode

Observations = Mapping[Address, Observation]


@dataclass(frozen=True, slots=True)
class Shown:
    """Observations of public cases, by the address of the case."""

    expected: Observations
    mistakes: tuple[tuple[Mistake, Observations], ...]
    """Each public mistake with what it shows on the public cases of its parts."""


def show_public(assignment: Assignment, sandbox: Sandbox) -> Shown:
    """Run the reference and the public mistakes on the public cases.

    Raises CourseError, with the case, when the course cannot ask it or when the reference neither returns nor raises; ValueError when the
    assignment was loaded without its reference.
    """
    if assignment.reference is None:
        raise ValueError(f"{assignment.id} was loaded without its reference solution")
    public = _public_only(assignment)
    expected = _shown(public, assignment.reference.modules, sandbox)
    for part in public.parts:
        for case in part.cases:
            _check(case, expected.get(case.address))
    found = []
    for mistake in assignment.mistakes:
        if mistake.public:
            seen = _shown(public, with_mistake(assignment.reference, mistake), sandbox)
            found.append((mistake, {a: o for a, o in seen.items() if any(a.within(part) for part in mistake.parts) and _tells(o)}))
    return Shown({address: replace(seen, notes=()) for address, seen in expected.items()}, tuple(found))


def _check(case: Case, seen: Observation | None) -> None:
    if seen is None or case.broken:
        raise CourseError(f"{case.address} cannot be asked: {case.broken or 'it has no plan'}")
    if not _tells(seen):
        raise CourseError(f"{case.address}: the reference gives nothing to compare with ({seen.status}: {seen.detail})")


def _tells(seen: Observation) -> bool:
    return seen.status in (Status.RETURNED, Status.RAISED)


def _public_only(assignment: Assignment) -> Assignment:
    """The assignment with nothing but the public cases of its code parts."""
    questions = []
    for question in assignment.questions:
        parts = (replace(part, cases=tuple(case for case in part.cases if case.public)) for part in question.parts)
        questions.append(replace(question, parts=tuple(part for part in parts if part.cases)))
    return replace(assignment, questions=tuple(questions))


def _shown(assignment: Assignment, modules: Mapping[str, Module], sandbox: Sandbox) -> dict[Address, Observation]:
    probes = make_probes(assignment, sandbox)
    seen, _ = Observer(probes, sandbox, Memory()).observe(modules, probes)
    found: dict[Address, Observation] = {}
    for probe, recording in zip(probes, seen.values(), strict=True):
        found.update(zip((case.address for _, case in probe.cases), decode(recording, probe.batch), strict=True))
    return found
