"""Grade a class: every submission on its own, reports written as they are done."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from grader.catalogue import say
from grader.collect import Entry, collect
from grader.gradebook import Gradebook, StaleError, digests
from grader.model import Assignment, ClassResult, Message, Override, Result
from grader.pipeline.clerk import NOBODY, Bank, By, in_order, in_the_past, mark, run_of
from grader.pipeline.marking import Marking
from grader.report import class_files, student_files, write
from grader.sandbox import Sandbox

Progress = Callable[[int, int, str], None]
"""Called with how many are done, how many there are, and who was graded last."""


def grade_class(
    assignment: Assignment,
    entries: Sequence[Entry],
    out: Path,
    sandbox: Sandbox,
    *,
    jobs: int = 1,
    progress: Progress = lambda done, total, student: None,
    gradebook: str = "",
    by: By = NOBODY,
) -> ClassResult:
    """Grade `entries` into `out`; what an earlier, perhaps interrupted, run observed there is not run again.

    `gradebook` is a URL; without one, it is `out/gradebook.sqlite`. What a person decided (`grader override`) stands. A submission
    that breaks our own machinery becomes a result with the verdict `broken`; the others go on.
    """
    with Gradebook(gradebook or out / "gradebook.sqlite") as book:
        marking = Marking(assignment, sandbox, book)
        book.keep(marking.recordings)
        clerk = _Clerk(marking, out, book, book.begin(run_of(assignment, sandbox, "grade", by)), by)
        results = []
        work = shared(entries, assignment)
        for result in in_order(clerk.work, work, jobs, clerk.stopping):
            if result is not None:
                results.append(result)
                progress(len(results), len(work), result.student)
        book.keep(marking.recordings)
    graded = ClassResult(
        assignment=assignment.id,
        title=assignment.title,
        possible=assignment.possible,
        isolation=sandbox.level,
        results=tuple(sorted(results, key=lambda r: r.student)),
        isolation_reason=sandbox.reason,
        mistakes={mistake.id: mistake.title for mistake in assignment.mistakes},
    )
    write(out, class_files(graded, assignment))
    return graded


class _Clerk:
    """Takes one submission from the pile to its finished reports."""

    def __init__(self, marking: Marking, out: Path, gradebook: Gradebook, run: int, by: By) -> None:
        self._marking = marking
        self._by = by
        self._out = out
        self._gradebook = gradebook
        self._run = run
        self._decided: dict[str, int] = {}
        self._overrides: dict[str, tuple[Override, ...]] = {}
        self._read_decisions()
        self._bank = Bank(gradebook, marking.assignment)
        self.stopping = threading.Event()

    def work(self, entry: Entry) -> Result | None:
        """Mark, report and record; None when the run was stopped meanwhile, so that nothing half-done is kept."""
        assignment = self._marking.assignment
        overrides = self._overrides.get(entry.student, ())
        left = self._bank.left(entry.student)
        marked, record = mark(self._marking, entry.student, lambda: in_the_past(collect(entry, assignment), self._by), overrides, left)
        if self.stopping.is_set():
            return None
        try:
            self._gradebook.record(self._run, [record], marked.recordings, decided=self._decided)
        except StaleError:  # a person decided while this was marked
            self._gradebook.keep(marked.recordings)
            self._read_decisions()
            return self.work(entry)
        write(self._out / entry.student, student_files(marked.result, assignment))
        # the class needs the points, not each case, and shares what it can: keeps 10,000 results small
        return replace(marked.result, parts=tuple(record.parts[digest].value for digest in digests(record.kept.parts)))

    def _read_decisions(self) -> None:
        # In this order: a decision that comes between the two is noticed when the result is recorded.
        self._decided = self._gradebook.decided(self._marking.assignment.id)
        self._overrides = self._gradebook.overrides(self._marking.assignment.id)


def shared(entries: Sequence[Entry], assignment: Assignment) -> tuple[Entry, ...]:
    """One entry for each member of each group: whoever handed nothing in has the work of the member who did.

    When several members handed in, each keeps their own and is told; nobody can say for them which one counts.
    """
    by_student = {entry.student: entry for entry in entries}
    found = dict(by_student)
    for group in assignment.policy.groups:
        handed_in = [by_student[member] for member in group if member in by_student]
        for member in group if handed_in else ():
            found[member] = _of_group(member, group, handed_in, by_student.get(member))
    return tuple(found[student] for student in sorted(found))


def _of_group(member: str, group: Sequence[str], handed_in: Sequence[Entry], own: Entry | None) -> Entry:
    given = own or handed_in[0]
    names = ", ".join(group)
    if len(handed_in) == 1:
        note = Message(say("Handed in by {student} for the group {names}.", student=given.student, names=names))
    else:
        note = Message(
            say("Several members of the group {names} handed in; this is the work of {student}.", names=names, student=given.student),
            say("Tell your instructor which one counts."),
        )
    return replace(given, student=member, notes=(*given.notes, note))


def only_parts(assignment: Assignment, wanted: frozenset[str]) -> Assignment:
    """The assignment with no other parts than those whose local address is in `wanted`."""
    questions = []
    for question in assignment.questions:
        parts = tuple(part for part in question.parts if part.address.local in wanted)
        if parts:
            questions.append(replace(question, parts=parts, cap=None))
    return replace(assignment, questions=tuple(questions), cap=None)
