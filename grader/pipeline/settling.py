"""A person settles parts: decisions are kept, totals and reports follow; nothing is run or judged."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from pathlib import Path

from grader.errors import UsageError, did_you_mean
from grader.gradebook import Gradebook, Kept, Record, Run, StaleError, digests, make_record
from grader.model import Address, Assignment, Override, PartResult, Result, Submission
from grader.pipeline.clerk import Bank, By
from grader.pipeline.regrading import rewrite
from grader.scoring import basis, score_submission, with_overrides


@dataclass(frozen=True, slots=True)
class Settlement:
    """What a decision did to one student."""

    override: Override
    before: Result
    after: Result


@dataclass(frozen=True, slots=True)
class Standing:
    """A decision that was made, and what has become of it."""

    override: Override
    stands: bool
    """False: taken back, or followed by another one."""
    holds: bool
    """False: what it settled has changed since, so a person has to look again."""


@dataclass(frozen=True, slots=True)
class _Held:
    """One student as the gradebook has them, by address."""

    kept: Kept
    machine: Mapping[Address, PartResult]
    answers: Mapping[Address, bytes]


def settle(
    assignment: Assignment,
    book: Gradebook,
    out: Path,
    address: Address,
    students: Sequence[str],
    points: Fraction | None,
    by: By,
    *,
    identical: bool = False,
) -> tuple[Settlement, ...]:
    """Give these students so many points for the part, or with None take a decision back; rewrites their reports and those of the class.

    `identical` adds everybody whose answer is, word for word, that of one of them, and whom nobody has settled. Raises UsageError, and
    changes nothing, for unknown students and parts, for points that the part does not have, and when the course's points for the part
    are no longer those of the results.
    """
    while True:
        try:
            settled = _settle(assignment, book, address, students, points, by, identical)
            break
        except StaleError:
            continue  # somebody else was faster; what they did is read, and this is decided upon it
    rewrite(assignment, book, out, [one.override.student for one in settled])
    return settled


def _settle(
    assignment: Assignment,
    book: Gradebook,
    address: Address,
    students: Sequence[str],
    points: Fraction | None,
    by: By,
    identical: bool,
) -> tuple[Settlement, ...]:
    part = assignment.part(address)
    if points is not None and not 0 <= points <= part.points:
        raise UsageError(f"{address.local} has {float(part.points):g} points: give from 0 to {float(part.points):g}, not {float(points):g}")
    decided, kept = book.decided(assignment.id), book.newest(assignment.id)
    if not kept:
        raise UsageError(f"{book.name} has no results of {assignment.id}; grade it first")
    for student in students:
        if student not in kept:
            raise UsageError(f"nobody called {student!r} has a result of {assignment.id}{did_you_mean(student, kept)}")
    standing = book.overrides(assignment.id)
    chosen = list(dict.fromkeys([*students, *(_identical(book, kept, address, students, standing) if identical else ())]))
    held = _held(book, {student: kept[student] for student in chosen}, cases=True)
    runs = book.runs({one.kept.run for one in held.values()})
    settled, records, bank = [], [], Bank(book, assignment)
    for student in chosen:
        one, run = held[student], runs[held[student].kept.run]
        override = _override(one, address, points, part.points, standing.get(student, ()), by)
        others = tuple(o for o in standing.get(student, ()) if o.address != address)
        before = _scored(assignment, one, standing.get(student, ()), run, bank)
        after = _scored(assignment, one, (*others, override) if points is not None else others, run, bank)
        settled.append(Settlement(override, before, after))
        records.append((replace(run, action="override", who=by.who, at=by.at, why=by.why), [_record(one, after)]))
    book.apply(_by_run(records), [one.override for one in settled], remove=points is None, since=(kept, decided))
    return tuple(settled)


def standings(book: Gradebook, assignment: Assignment, wanted: Address) -> tuple[Standing, ...]:
    """Every decision within `wanted`, oldest first."""
    decisions = [(override, stands) for override, stands in book.decisions(assignment.id) if override.address.within(wanted)]
    held = _held(book, book.newest(assignment.id, {override.student for override, _ in decisions}))
    return tuple(Standing(override, stands, _holds(held.get(override.student), override)) for override, stands in decisions)


def _holds(held: _Held | None, override: Override) -> bool:
    if held is None or override.address not in held.machine:
        return False
    return basis(held.machine[override.address], held.answers[override.address]) == override.basis


def _identical(
    book: Gradebook, kept: Mapping[str, Kept], address: Address, students: Sequence[str], standing: Mapping[str, tuple[Override, ...]]
) -> list[str]:
    """Everybody with the same answer whom no person has settled; an answer that was not recorded is like no other."""
    held = _held(book, kept)
    wanted = {held[student].answers.get(address, b"") for student in students}
    free = (student for student in kept if not any(o.address == address for o in standing.get(student, ())))
    return [student for student in free if (answer := held[student].answers.get(address, b"")) in wanted and any(answer)]


def _held(book: Gradebook, kept: Mapping[str, Kept], *, cases: bool = False) -> dict[str, _Held]:
    judged = book.judged({digest for one in kept.values() for digest in digests(one.machine)}, cases=cases)
    found = {}
    for student, one in kept.items():
        parts = {judged[digest].address: judged[digest] for digest in digests(one.machine)}
        found[student] = _Held(one, parts, dict(zip(parts, digests(one.answers), strict=True)))
    return found


def _override(held: _Held, address: Address, points: Fraction | None, whole: Fraction, standing: Sequence[Override], by: By) -> Override:
    """The decision about this student; UsageError when there is nothing to decide on, or nothing to take back."""
    student, part = held.kept.student, held.machine.get(address)
    if part is None or part.possible != whole:
        raise UsageError(
            f"{address.local} of {student} was graded by an earlier form of the assignment; run `grader rescore {address.assignment}` first"
        )
    if points is None:
        taken = next((override for override in standing if override.address == address), None)
        if taken is None:
            raise UsageError(f"nobody has settled {address.local} of {student}, so there is nothing to take back")
        return replace(taken, why=by.why, who=by.who, at=by.at)
    return Override(student, address, points, by.why, basis(part, held.answers[address]), by.who, by.at)


def _scored(assignment: Assignment, held: _Held, overrides: Sequence[Override], run: Run, bank: Bank) -> Result:
    kept = held.kept
    submission = Submission(kept.student, notes=kept.notes[: kept.own], handed_in=kept.handed_in, hints=kept.hints)
    decided = with_overrides(held.machine, held.answers, overrides)
    return score_submission(assignment, submission, decided, isolation=run.isolation, slip_days=bank.left(kept.student))


def _record(held: _Held, result: Result) -> Record:
    return make_record(result, held.machine, held.answers, submission=held.kept.submission, own=held.kept.own, hints=held.kept.hints)


def _by_run(records: Sequence[tuple[Run, Sequence[Record]]]) -> list[tuple[Run, list[Record]]]:
    """One run for all students who were graded by the same one before."""
    found: dict[int, tuple[Run, list[Record]]] = {}
    for run, some in records:
        found.setdefault(run.number, (run, []))[1].extend(some)
    return list(found.values())
