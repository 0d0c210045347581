"""Run the mutants of the reference: which do the hidden cases catch?"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Literal

from grader.model import Address
from grader.pipeline import Trial, Trials
from grader.verify.equivalents import FILE, Equivalent, Key, key_of
from grader.verify.findings import Finding
from grader.verify.mutants import Mutant, mutants_of
from grader.verify.reach import reaching

End = Literal["killed", "timed out", "survived", "equivalent"]
Progress = Callable[[int, int], None]
"""Called with how many are done and how many there are."""

SENTENCE = "a student could hand this in and get full marks"


@dataclass(frozen=True, slots=True)
class Tried:
    """One mutant and what became of it."""

    mutant: Mutant
    end: End
    parts: tuple[Address, ...]
    """Parts that its change can reach."""
    trial: Trial
    reason: str = ""
    """Why it is equivalent, as the author says."""

    @property
    def failing(self) -> frozenset[Address]:
        """Cases that catch it."""
        return self.trial.failing


def try_mutants(trials: Trials, equivalents: Sequence[Equivalent], *, jobs: int, progress: Progress) -> tuple[Tried, ...]:
    """Run every mutant on the parts that it can reach; one that no part can reach is left out, since no mark depends on it."""
    reference = trials.reference.modules
    reach = reaching(trials.parts, reference)
    declared = {key: equivalent.reason for equivalent in equivalents for key in equivalent.keys}
    found = [(mutant, reach.get((mutant.module, mutant.top), frozenset())) for name in reference for mutant in mutants_of(reference[name])]
    found = [(mutant, parts) for mutant, parts in found if parts]

    def tried(one: tuple[Mutant, frozenset[Address]]) -> Tried:
        mutant, parts = one
        trial = trials.of(mutant.modules(reference), parts, hurry=True)
        reason = declared.get(key_of(mutant), "")
        end: End = "timed out" if trial.timed_out else "killed" if trial.failing else "equivalent" if reason else "survived"
        return Tried(mutant, end, tuple(sorted(parts)), trial, reason)

    done: list[Tried] = []
    with ThreadPoolExecutor(max_workers=jobs, thread_name_prefix="mutant") as pool:
        for result in pool.map(tried, found):
            done.append(result)
            progress(len(done), len(found))
    return tuple(done)


def score(tried: Sequence[Tried]) -> float:
    """Share of the mutants that are no right answers which the cases catch, from 0 to 1; 1 when there is none.

    >>> score(())
    1.0
    """
    counted = [one for one in tried if one.end != "equivalent"]
    return sum(one.end != "survived" for one in counted) / len(counted) if counted else 1.0


def mutant_findings(assignment: str, tried: Sequence[Tried], equivalents: Sequence[Equivalent]) -> list[Finding]:
    """Each survivor as a difference, and declarations that no longer hold."""
    by_key: Mapping[Key, Tried] = {key_of(one.mutant): one for one in tried}
    place = f"solutions/{assignment}/{FILE}"
    found = [_survivor(one) for one in tried if one.end == "survived"]
    for key in (key for declared in equivalents for key in declared.keys):
        one = by_key.get(key)
        if one is None:
            problem = f"no mutant of {key[0]} turns `{key[1]}` into `{key[2]}`"
            found.append(Finding("mutants", place, problem, "the reference has changed: take the declaration away or copy the new lines"))
        elif one.failing:
            problem = f"`{key[2]}` is declared equivalent, but {min(one.failing).local} catches it"
            found.append(Finding("mutants", place, problem, "take the declaration away, or mend the case if that answer is right"))
    return found


def _survivor(one: Tried) -> Finding:
    mutant = one.mutant
    parts = ", ".join(address.local for address in one.parts)
    problem = f"{SENTENCE} ({parts}; {mutant.what}):\n    - {mutant.before}\n    + {mutant.after}\n "
    help = f"write a hidden case that tells them apart, or declare it in {FILE} if it is right"
    return Finding("mutants", f"{mutant.file}:{mutant.line}", problem, help)
