"""Known mistakes: each must cost the parts that it names, and no other."""

from __future__ import annotations

import ast
import itertools
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from fractions import Fraction

from grader.model import Address, Assignment, Mistake, Part
from grader.pipeline import Trial, Trials, with_mistake
from grader.verify.findings import Finding
from grader.verify.mutants import bound_names
from grader.verify.reach import reaching


@dataclass(frozen=True, slots=True)
class Shown:
    """One known mistake and what the cases say of it."""

    mistake: Mistake
    trial: Trial

    @property
    def costs(self) -> frozenset[Address]:
        """Parts that lose points."""
        return frozenset(_part_of(address) for address in self.trial.failing)


def show_mistakes(assignment: Assignment, trials: Trials, *, jobs: int) -> tuple[Shown, ...]:
    """Run every known mistake on its own parts and on all others that can reach what it changes."""
    reach = reaching(trials.parts, trials.reference.modules)

    def trial(mistake: Mistake) -> Trial:
        names = {name for statement in ast.parse(mistake.source).body for name in bound_names(statement)}
        touched = (reach.get((mistake.module, name), frozenset()) for name in names)
        return trials.of(with_mistake(trials.reference, mistake), frozenset(mistake.parts).union(*touched))

    there = [mistake for mistake in assignment.mistakes if mistake.module in trials.reference.modules]
    with ThreadPoolExecutor(max_workers=jobs, thread_name_prefix="mistake") as pool:
        return tuple(map(Shown, there, pool.map(trial, there)))


def mistake_findings(assignment: Assignment, trials: Trials, shown: Sequence[Shown]) -> Iterator[Finding]:
    """Mistakes that cost too little, too much or elsewhere, and pairs that no case tells apart."""
    for mistake in assignment.mistakes:
        if mistake.module not in trials.reference.modules:
            yield _finding(mistake, f"the reference has no {mistake.module}.py", "hand in the model answer of that file")
    by_address = {part.address: part for part in trials.parts}
    told = trials.of(trials.reference.modules).broken  # with the reference itself
    for one in shown:
        yield from _cost(one, by_address, told)
    for one, other in itertools.combinations(shown, 2):
        if one.mistake.module == other.mistake.module and one.trial.failing and _alike(one.trial, other.trial, trials.parts):
            problem = f"no case tells it from {other.mistake.id} ({other.mistake.title})"
            yield _finding(one.mistake, problem, "write a case on which the two differ, or keep one of them")


def _cost(one: Shown, parts: dict[Address, Part], told: frozenset[Address]) -> Iterator[Finding]:
    named = set(one.mistake.parts)
    for address in sorted(named - one.costs):
        yield _finding(one.mistake, f"costs nothing in {address.local}", "write a hidden case that catches it")
    for address in sorted(one.costs - named):
        case = min(case for case in one.trial.failing if _part_of(case) == address)
        help = f"add {address.local} to its parts, or mend the case"
        yield _finding(one.mistake, f"costs points in {address.local} as well, at {case.local}", help)
    for address in sorted(one.trial.broken - told):
        yield _finding(one.mistake, f"{address.local} cannot be judged: {one.trial.outcomes[address].messages[0].reason}", "mend the case")
    for address in sorted(named & one.costs):
        if address in parts and _share(one.trial, parts[address]) == 0:
            help = "one subtle mistake should lose something, not everything: add a case that it passes"
            yield Finding("mistakes", one.mistake.file, f"costs all of {address.local}", help, severity="note")


def _share(trial: Trial, part: Part) -> Fraction:
    outcomes = [trial.outcomes[case.address] for case in part.cases if case.address in trial.outcomes]
    return sum((o.credit * o.weight for o in outcomes), Fraction(0))


def _alike(one: Trial, other: Trial, parts: Iterable[Part]) -> bool:
    """Whether both fail the same cases in the same way."""
    return one.failing == other.failing and all(
        part.kind.alike(case, one.seen[case.address], other.seen[case.address])
        for part in parts
        for case in part.cases
        if case.address in one.failing
    )


def _part_of(case: Address) -> Address:
    return Address(case.assignment, case.question, case.part)


def _finding(mistake: Mistake, problem: str, help: str) -> Finding:
    return Finding("mistakes", mistake.file, problem, help)
