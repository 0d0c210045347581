"""Grade a class again: first the difference, then, if that is wanted, the new results."""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from grader.collect import Entry, collect
from grader.errors import UsageError
from grader.gradebook import Change, Gradebook, Kept, Record, Run, causes, change, changed_files, differing, digests
from grader.model import Address, Assignment, ClassResult, Override, Result, Submission, Verdict
from grader.pipeline.class_run import Progress, shared
from grader.pipeline.clerk import Bank, By, in_order, in_the_past, mark, run_of
from grader.pipeline.marking import Marking
from grader.pipeline.observing import NeverRunError
from grader.pipeline.stored import class_of, results_of
from grader.report import class_files, student_files, write
from grader.sandbox import Sandbox


@dataclass(frozen=True, slots=True)
class Again:
    """What grading a class again would change."""

    run: Run
    judged: int
    changes: tuple[Change, ...]
    """Students whose result differs, in order; also where only its words do."""
    course: tuple[str, ...]
    """The course's files that differ from those of any earlier result here."""
    flagged: tuple[tuple[str, Address], ...]
    """Decisions of a person that no longer hold, because what they settled has changed."""
    unknown: tuple[str, ...]
    """Students who could not be judged: their code was never run with these inputs, or their hand-in is not kept."""
    broken: bool
    """Whether anything failed that was no student's fault."""
    records: tuple[Record, ...]
    since: tuple[Mapping[str, Kept], Mapping[str, int]]
    """The results and decisions that it was compared with."""


@dataclass(frozen=True, slots=True)
class _Work:
    student: str
    read: Callable[[], Submission]


@dataclass(frozen=True, slots=True)
class _Done:
    student: str
    record: Record | None
    """None when it could not be judged."""
    flagged: tuple[Address, ...] = ()
    broken: bool = False


def judge_again(
    assignment: Assignment,
    book: Gradebook,
    sandbox: Sandbox,
    entries: Sequence[Entry] | None,
    *,
    by: By,
    may_run: bool,
    jobs: int = 1,
    progress: Progress = lambda done, total, student: None,
) -> Again:
    """Judge `entries`, or without them what the gradebook keeps of each hand-in, and compare with the last results.

    No result is changed. With `may_run` code runs where it was never run with these inputs, and what was observed is kept. Raises
    UsageError when the reference would have to run and nothing may.
    """
    decided, before = book.decided(assignment.id), book.newest(assignment.id)
    if not before:
        raise UsageError(f"{book.name} has no results of {assignment.id}; grade it first")
    try:
        marking = Marking(assignment, sandbox, book, may_run=may_run)
    except NeverRunError:
        raise UsageError(
            "the hidden cases, the reference or the software (Python, NumPy, sandbox) changed, so code must run: use `grader regrade`"
        ) from None
    book.keep(marking.recordings)
    work = _from_entries(entries, assignment, by) if entries is not None else _from_handins(book, before)
    there = {one.student for one in work}
    lost = tuple(student for student in before if entries is None and student not in there)
    judge = _Judge(marking, book, before)
    done = []
    for one in in_order(judge.work, work, jobs, threading.Event()):
        done.append(one)
        progress(len(done), len(work), one.student)
    book.keep(marking.recordings)
    run = run_of(assignment, sandbox, "regrade" if may_run else "rescore", by)
    return _compared(book, (before, decided), run, done, lost)


def apply(again: Again, assignment: Assignment, book: Gradebook, out: Path) -> ClassResult:
    """Commit every result that differs, in one step, and write its reports and those of the class.

    Raises StaleError, and changes nothing, if somebody else changed one of these students meanwhile.
    """
    if again.records:
        book.apply([(again.run, again.records)], since=again.since)
    return rewrite(assignment, book, out, [record.kept.student for record in again.records])


def rewrite(assignment: Assignment, book: Gradebook, out: Path, students: Sequence[str]) -> ClassResult:
    """Write the reports of these students and of the class, as the gradebook has them."""
    for start in range(0, len(students), _AT_ONCE):
        for result in results_of(book, assignment, students[start : start + _AT_ONCE]):
            write(out / result.student, student_files(result, assignment))
    graded = class_of(book, assignment)
    write(out, class_files(graded, assignment))
    return graded


_AT_ONCE = 100
"""Students whose results, with all cases, are in memory at a time."""


class _Judge:
    """Judges one submission and remembers nothing of it but its record."""

    def __init__(self, marking: Marking, book: Gradebook, before: Mapping[str, Kept]) -> None:
        self._marking = marking
        self._book = book
        self._before = before
        self._overrides: Mapping[str, tuple[Override, ...]] = book.overrides(marking.assignment.id)
        self._bank = Bank(book, marking.assignment)

    def work(self, one: _Work) -> _Done:
        overrides = self._overrides.get(one.student, ())
        try:
            marked, record = mark(self._marking, one.student, one.read, overrides, self._bank.left(one.student))
        except NeverRunError:
            return _Done(one.student, None)
        self._book.keep(marked.recordings)
        flagged = tuple(override.address for override in overrides if _flagged(marked.result, override))
        broken = any(part.verdict is Verdict.BROKEN for part in marked.result.parts)
        return _Done(one.student, self._lean(record), flagged, broken)

    def _lean(self, record: Record) -> Record:
        """Without what the gradebook has: a class of ten thousand must fit in memory."""
        old = self._before.get(record.kept.student)
        known = {*digests(old.parts), *digests(old.machine)} if old else set()
        same_work = old is not None and old.submission == record.kept.submission
        fresh = {digest: part for digest, part in record.parts.items() if digest not in known}
        return Record(record.kept, fresh, None if same_work else record.handin)


def _flagged(result: Result, override: Override) -> bool:
    return any(part.address == override.address and not part.settled and part.verdict is Verdict.REVIEW for part in result.parts)


def _from_entries(entries: Sequence[Entry], assignment: Assignment, by: By) -> list[_Work]:
    def read(entry: Entry) -> Submission:
        return in_the_past(collect(entry, assignment), by)

    return [_Work(entry.student, partial(read, entry)) for entry in shared(entries, assignment)]


def _from_handins(book: Gradebook, before: Mapping[str, Kept]) -> list[_Work]:
    """Hand-ins are fetched a few at a time, just before they are wanted."""
    there = book.has_handins({one.submission for one in before.values()})
    kept = [one for one in before.values() if one.submission in there]
    shelf = _Shelf(book, [one.submission for one in kept])

    def read(place: int) -> Submission:
        """The work is kept by content, so students share it; whose it is, when it came and what was said of it is each one's own."""
        one = kept[place]
        own = one.notes[: one.own]
        return replace(shelf.take(place), student=one.student, notes=own, handed_in=one.handed_in, hints=one.hints)

    return [_Work(one.student, partial(read, place)) for place, one in enumerate(kept)]


class _Shelf:
    """Hand-ins in order, of which the next few lie ready."""

    def __init__(self, book: Gradebook, digests: list[str]) -> None:
        self._book = book
        self._digests = digests
        self._ready: dict[str, Submission] = {}
        self._lock = threading.Lock()

    def take(self, place: int) -> Submission:
        """The hand-in at this place; the places are asked for roughly in order."""
        wanted = self._digests[place]
        with self._lock:
            if wanted not in self._ready:
                self._ready = self._book.handins(set(self._digests[place : place + _AT_ONCE]))
            return self._ready[wanted]


def _compared(
    book: Gradebook, since: tuple[Mapping[str, Kept], Mapping[str, int]], run: Run, done: Sequence[_Done], lost: tuple[str, ...]
) -> Again:
    before = since[0]
    records = tuple(one.record for one in done if one.record)
    differ = [r for r in records if r.kept.student not in before or before[r.kept.student].content != r.kept.content]
    runs = book.runs({kept.run for kept in before.values()})
    wanted = {digest for record in differ for digest in differing(before.get(record.kept.student), record.kept)}
    judged = book.judged(wanted)
    changes = []
    why: dict[tuple[int, bool], tuple[str, ...]] = {}
    for record in differ:
        kept, old = record.kept, before.get(record.kept.student)
        new = {digest: part.value for digest, part in record.parts.items() if digest in wanted}
        key = (old.run if old else 0, old is not None and old.submission != kept.submission)
        if key not in why:
            why[key] = causes(old, runs.get(key[0]), kept, run)
        changes.append(change(old, kept, judged | new, why[key]))
    course = dict.fromkeys(line for number in sorted(runs) for line in changed_files(runs[number], run))
    return Again(
        run=run,
        judged=len(records),
        changes=tuple(changes),
        course=tuple(course),
        flagged=tuple((one.student, address) for one in done for address in one.flagged),
        unknown=(*lost, *(one.student for one in done if one.record is None)),
        broken=any(one.broken for one in done),
        records=tuple(differ),
        since=since,
    )
