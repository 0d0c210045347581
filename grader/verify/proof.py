"""All checks of one assignment, in order, and what they found."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from grader.model import Address, Assignment, Case, Result, Submission
from grader.pipeline import Marking, Sandbox, Trials
from grader.pipeline.trials import KeepingStore
from grader.verify.equivalents import read_equivalents
from grader.verify.findings import Finding
from grader.verify.known import Shown, mistake_findings, show_mistakes
from grader.verify.margins import Margins, margin_findings, margins_of
from grader.verify.reports import report_findings
from grader.verify.sanity import sanity_findings
from grader.verify.stray import stray_findings
from grader.verify.survivors import Tried, mutant_findings, try_mutants

Progress = Callable[[str, int, int], None]
"""Called with the name of the check, how much of it is done, and how much there is."""


@dataclass(frozen=True)
class Proof:
    """What was checked and found; `findings` is empty when all is well."""

    assignment: Assignment
    isolation: str
    findings: tuple[Finding, ...]
    cases: tuple[Case, ...]
    """Every case that runs code."""
    mistakes: tuple[Shown, ...]
    mutants: tuple[Tried, ...] | None = None
    """None when they were not run."""
    margins: Margins | None = None
    reports: int | None = None
    """How many reports were searched for secrets."""

    @property
    def errors(self) -> tuple[Finding, ...]:
        """Findings that must be mended."""
        return tuple(finding for finding in self.findings if finding.severity == "error")

    @cached_property
    def catches(self) -> dict[Address, list[str]]:
        """For each case, what it catches: ids of mistakes, and numbers of mutants (from 1) as `#12`."""
        found: dict[Address, list[str]] = {case.address: [] for case in self.cases}
        for shown in self.mistakes:
            for address in shown.trial.failing:
                found[address].append(shown.mistake.id)
        for number, tried in enumerate(self.mutants or (), 1):
            for address in tried.failing:
                found[address].append(f"#{number}")
        return found

    @cached_property
    def alone(self) -> dict[Address, int]:
        """For each case, how many mistakes and mutants no other case catches."""
        found = dict.fromkeys((case.address for case in self.cases), 0)
        for failing in [shown.trial.failing for shown in self.mistakes] + [tried.failing for tried in self.mutants or ()]:
            if len(failing) == 1:
                found[next(iter(failing))] += 1
        return found

    def redundant(self) -> tuple[Finding, ...]:
        """A note for each part on cases that catch nothing which others don't; they may still speak to students better than others."""
        notes = []
        for local in dict.fromkeys(address.local.partition("[")[0] for address in self.alone):
            mine = [
                case.address for case in self.cases if case.address.local.partition("[")[0] == local and case.weight and not case.public
            ]
            idle = [address.case for address in mine if not self.catches[address]]
            spare = [address.case for address in mine if self.catches[address] and not self.alone[address]]
            if idle:
                problem = f"{len(idle)} of {len(mine)} hidden cases catch nothing at all: {_listed(idle)}"
                notes.append(Finding("cases", f"{self.assignment.id}/{local}", problem, "see whether they ask what you meant", "note"))
            if spare:
                problem = f"{len(spare)} of {len(mine)} hidden cases catch nothing that others don't: {_listed(spare)}"
                notes.append(Finding("cases", f"{self.assignment.id}/{local}", problem, "keep those whose hints help students", "note"))
        return tuple(notes)


def _listed(names: Sequence[str], most: int = 4) -> str:
    more = f" and {len(names) - most} more" if len(names) > most else ""
    return ", ".join(names[:most]) + more


def prove(
    root: Path,
    assignment: Assignment,
    sandbox: Sandbox,
    store: KeepingStore,
    *,
    quick: bool = False,
    jobs: int = 1,
    progress: Progress = lambda check, done, total: None,
) -> Proof:
    """Check an assignment that was loaded with its reference; `quick` leaves out mutants, tolerances and leaks.

    What an earlier run recorded in `store` is not run again. Raises CourseError when `equivalents.yaml` cannot be read.
    """
    equivalents = read_equivalents(root, assignment.id)
    findings = list(stray_findings(root, assignment))
    progress("sanity", 0, 1)
    marking = Marking(assignment, sandbox, store)

    def mark(submission: Submission) -> Result:
        marked = marking.mark(submission)
        store.keep({**marking.recordings, **marked.recordings})
        return marked.result

    findings += sanity_findings(assignment, marking.reference, mark)
    progress("mistakes", 0, 1)
    trials = Trials(assignment, sandbox, store)
    cases = tuple(case for part in trials.parts for case in part.cases if case.plan and not case.broken)
    mistakes = show_mistakes(assignment, trials, jobs=jobs)
    findings += mistake_findings(assignment, trials, mistakes)
    if quick:
        return Proof(assignment, sandbox.level, tuple(findings), cases, mistakes)
    mutants = try_mutants(trials, equivalents, jobs=jobs, progress=lambda done, total: progress("mutants", done, total))
    findings += mutant_findings(assignment.id, mutants, equivalents)
    progress("tolerances", 0, 1)
    margins = margins_of(trials, sandbox, mistakes, mutants)
    findings += margin_findings(margins, mistakes, mutants)
    progress("leaks", 0, 1)
    reports, leaked = report_findings(root, assignment, mark, trials.expected.items())
    proof = Proof(assignment, sandbox.level, (*findings, *leaked), cases, mistakes, mutants, margins, reports)
    return Proof(assignment, sandbox.level, (*proof.findings, *proof.redundant()), cases, mistakes, mutants, margins, reports)
