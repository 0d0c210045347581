"""Run the public cases on a student's work and judge them as grading will."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum

from grader.catalogue import say
from grader.model import Address, Case, Holds, Message, Observation, Outcome, Part, Plan, Status, Submission, Verdict
from grader.model.retold import Retold
from grader.sandbox import observe_plainly
from grader.selfcheck.record import PublicMistake, Record
from grader.selfcheck.workbook import Workbook

INSIDE = "GRADER_CHECKING"
"""Set in the environment of the student's code while it is checked."""
_WRONG = {Verdict.FAILED, Verdict.ERROR, Verdict.PARTIAL}


class State(StrEnum):
    """How a case, or a part as a whole, stands."""

    PASS = "pass"
    FAIL = "FAIL"
    SKIP = "skip"
    """A part that it builds on fails, or the case did not come with the release."""
    TODO = "todo"
    """Nothing was written yet."""
    READ = "read"
    """A written answer that can be read; whether it is right is decided when it is handed in."""
    LOOK = "LOOK"
    """A written answer of which something cannot be read."""
    OPEN = "open"
    """No public case says anything about it: it is judged when it is handed in."""


WORDS = {
    State.PASS: say("pass"),
    State.FAIL: say("FAIL"),
    State.SKIP: say("skip"),
    State.TODO: say("todo"),
    State.READ: say("read"),
    State.LOOK: say("LOOK"),
    State.OPEN: say("open"),
}
"""What a student reads for each state."""


@dataclass(frozen=True, slots=True)
class CaseReport:
    """One public case on the work as it stands."""

    case: Case
    state: State
    outcome: Outcome | None = None
    seen: Observation | None = None
    note: str = ""
    """Why it was skipped."""


@dataclass(frozen=True, slots=True)
class PartReport:
    """One part."""

    part: Part
    state: State
    cases: tuple[CaseReport, ...] = ()
    hidden: int = 0
    """Cases that run when the work is handed in."""
    mistake: PublicMistake | None = None
    """The known mistake whose behaviour this is."""
    repeated: frozenset[Address] = frozenset()
    """The failing cases on which it is."""
    reading: Retold | None = None
    """Of a written answer."""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Report:
    """What a check found."""

    workbook: Workbook
    parts: tuple[PartReport, ...]
    submission: Submission
    address: str = ""
    """What was asked for; empty for everything."""

    @property
    def passed(self) -> bool:
        """Whether nothing is left to do as far as public cases can tell."""
        return all(part.state in (State.PASS, State.READ, State.OPEN) for part in self.parts)

    @property
    def first_failure(self) -> tuple[PartReport, CaseReport] | None:
        """The failure to look at first: in the first failing part, one that a known mistake explains, then one that breaks a named rule."""
        for part in self.parts:
            failing = [case for case in part.cases if case.state is State.FAIL]
            if failing:
                return part, min(failing, key=lambda case: (case.case.address not in part.repeated, not isinstance(case.case.check, Holds)))
        return None

    def count(self, *states: State) -> int:
        """How many public cases stand so."""
        return sum(case.state in states for part in self.parts for case in part.cases)

    @property
    def notes(self) -> tuple[Message, ...]:
        """What there is to say about the files."""
        return self.submission.notes


def check(workbook: Workbook, address: str = "", submission: Submission | None = None) -> Report:
    """Check the parts that `address` names: `q4`, `q4.softmax`, `q4.softmax[rows-01]`, or all.

    `submission` is the work as it stands in the folder unless it is given (a notebook's cells, say). Raises UsageError for an address that
    names nothing.
    """
    work = workbook.submission if submission is None else submission
    profiles = {question.id: question.profile for question in workbook.assignment.questions}
    cases = [case for part in workbook.parts(address) for case in _asked(part, workbook.case(address))]
    return judged(workbook, _observed(cases, work, profiles), work, address)


def judged(workbook: Workbook, seen: Mapping[Address, Observation], work: Submission, address: str = "") -> Report:
    """Judge what public cases showed, by the address of the case; nothing is run."""
    reports: dict[Address, PartReport] = {}
    for part in workbook.parts(address):
        reports[part.address] = _part(part, _asked(part, workbook.case(address)), seen, workbook, work, reports)
    return Report(workbook, tuple(reports.values()), work, address)


def _asked(part: Part, only: str) -> list[Case]:
    """The public cases of a part, or the one of that name."""
    return [case for case in part.cases if case.public and (not only or case.address.case == only)]


def _observed(cases: Sequence[Case], work: Submission, profiles: Mapping[str, str]) -> dict[Address, Observation]:
    """What each case shows; one process a module and profile."""
    together: dict[tuple[str, str], list[tuple[Case, Plan]]] = {}
    for case in cases:
        if case.plan is not None and not case.broken:
            together.setdefault((case.plan.module, profiles[case.address.question]), []).append((case, case.plan))
    seen: dict[Address, Observation] = {}
    for (_, profile), pairs in together.items():
        groups = [str(case.address.of_case("")) for case, _ in pairs]
        with _guarded():
            found = observe_plainly(work.modules, [plan for _, plan in pairs], groups, profile)
        seen.update(zip((case.address for case, _ in pairs), found, strict=True))
    return seen


@contextmanager
def _guarded() -> Iterator[None]:
    """Let a check that the student's own code starts find that it is inside one already."""
    os.environ[INSIDE] = "1"
    try:
        yield
    finally:
        del os.environ[INSIDE]


def _part(
    part: Part,
    cases: Sequence[Case],
    seen: Mapping[Address, Observation],
    workbook: Workbook,
    work: Submission,
    before: Mapping[Address, PartReport],
) -> PartReport:
    local = part.address.local
    hidden = workbook.record.hidden.get(local, 0)
    if local not in workbook.record.hidden:
        return _written(part, work)
    needed = next((before[need] for need in part.needs if need in before and before[need].state is State.FAIL), None)
    if needed is not None:
        note = say("needs {part}", part=needed.part.address.local)
        return PartReport(part, State.SKIP, tuple(CaseReport(case, State.SKIP, note=note) for case in cases), hidden, note=note)
    reports = tuple(_case(part, case, seen, workbook.record) for case in cases)
    states = {report.state for report in reports}
    gone = {
        report.outcome.messages[0].reason for report in reports if report.seen and report.seen.status is Status.MISSING and report.outcome
    }
    if len(gone) == 1 and states == {State.FAIL}:
        return PartReport(part, State.FAIL, reports, hidden, note=gone.pop())
    if State.FAIL in states:
        mistake, repeated = _mistake(part, reports, workbook.record)
        return PartReport(part, State.FAIL, reports, hidden, mistake, repeated)
    if State.TODO in states:
        return PartReport(part, State.TODO, reports, hidden, note=say("not written yet"))
    if not states:
        return PartReport(part, State.OPEN, reports, hidden)
    return PartReport(part, State.PASS if State.PASS in states else State.SKIP, reports, hidden)


def _case(part: Part, case: Case, seen: Mapping[Address, Observation], record: Record) -> CaseReport:
    expected = record.expected_of(case)
    if case.broken or expected is None:
        return CaseReport(case, State.SKIP, note=case.broken or say("not in the release"))
    shown = seen[case.address]
    outcome = part.kind.judge(case, shown, expected)
    if outcome.verdict is Verdict.BROKEN:
        return CaseReport(case, State.SKIP, outcome, shown, str(outcome.messages[0].reason) if outcome.messages else "it could not be run")
    if outcome.verdict is Verdict.PASSED:
        return CaseReport(case, State.PASS, outcome, shown)
    if outcome.verdict is Verdict.MISSING and shown.status is Status.RAISED:
        return CaseReport(case, State.TODO, outcome, shown)
    return CaseReport(case, State.FAIL, outcome, shown)


def _written(part: Part, work: Submission) -> PartReport:
    retell = getattr(part.kind, "retell", None)  # a kind of another package may not have it
    reading: Retold | None = (
        retell(work.answers.get(part.address.local)) if retell is not None else Retold(say("will be read when you submit"))
    )
    if reading is None:
        return PartReport(part, State.TODO, note=say("no answer yet"))
    return PartReport(part, State.LOOK if reading.problems else State.READ, reading=reading)


def _mistake(part: Part, reports: Sequence[CaseReport], record: Record) -> tuple[PublicMistake | None, frozenset[Address]]:
    """The public mistake that explains most failing cases, and those cases.

    It must show the same as the student on all of them or on two at least (somebody may have made another mistake besides), and it may
    fail none that the student passes.
    """
    failing = [report for report in reports if report.state is State.FAIL]
    best: tuple[PublicMistake | None, frozenset[Address]] = (None, frozenset())
    for mistake in record.mistakes:
        if part.address.local not in mistake.parts:
            continue
        repeated = frozenset(report.case.address for report in failing if _repeats(part, report, mistake, record))
        enough = len(repeated) >= min(2, len(failing))
        beyond = any(report.state is State.PASS and _fails(part, report, mistake, record) for report in reports)
        if enough and not beyond and len(repeated) > len(best[1]):
            best = (mistake, repeated)
    return best


def _fails(part: Part, report: CaseReport, mistake: PublicMistake, record: Record) -> bool:
    shown, expected = record.shown_by(mistake, report.case), record.expected_of(report.case)
    return shown is not None and expected is not None and part.kind.judge(report.case, shown, expected).verdict in _WRONG


def _repeats(part: Part, report: CaseReport, mistake: PublicMistake, record: Record) -> bool:
    """Whether the mistake fails the case as well, and shows what the student's code shows."""
    shown = record.shown_by(mistake, report.case)
    if shown is None or report.seen is None or not _fails(part, report, mistake, record):
        return False
    return part.kind.alike(report.case, report.seen, shown)
