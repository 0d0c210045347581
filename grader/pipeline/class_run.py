"""Grade a class: every submission on its own, reports written as they are done."""

from __future__ import annotations

import json
import threading
import traceback
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

from grader.collect import Entry, collect
from grader.gradebook import Gradebook, Kept
from grader.model import Assignment, ClassResult, Message, PartResult, Result, Verdict
from grader.pipeline.marking import Marked, Marking
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
    may_run: bool = True,
) -> ClassResult:
    """Grade `entries` into `out`; what an earlier, perhaps interrupted, run observed there is not run again.

    A submission that breaks our own machinery becomes a result with the verdict `broken`; the others go on.
    """
    with Gradebook(out / "gradebook.sqlite") as gradebook:
        marking = Marking(assignment, sandbox, gradebook, may_run=may_run)
        gradebook.keep(marking.recordings)
        results = []
        for done, result in enumerate(_in_order(_Clerk(marking, out, gradebook), entries, jobs), 1):
            results.append(result)
            progress(done, len(entries), result.student)
        gradebook.keep(marking.recordings)
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

    def __init__(self, marking: Marking, out: Path, gradebook: Gradebook) -> None:
        self._marking = marking
        self._out = out
        self._gradebook = gradebook
        self.stopping = threading.Event()

    def work(self, entry: Entry) -> Result | None:
        """Mark, report and record; None when the run was stopped meanwhile, so that nothing half-done is kept."""
        assignment = self._marking.assignment
        try:
            marked = self._marking.mark(collect(entry, assignment))
        except Exception as error:  # whatever it is, the rest of the class is graded
            marked = Marked(broken_result(assignment, entry.student, error, self._marking.isolation), "", {})
        if self.stopping.is_set():
            return None
        files = student_files(marked.result, assignment)
        write(self._out / entry.student, files)
        self._gradebook.keep(marked.recordings, self._kept(marked, files["result.json"]))
        # the class needs the points, not each case: keeps 2,000 results small
        return replace(marked.result, parts=tuple(replace(part, outcomes=()) for part in marked.result.parts))

    def _kept(self, marked: Marked, file: bytes) -> Kept:
        result = marked.result
        return Kept(
            assignment=result.assignment,
            student=result.student,
            submission=marked.submission,
            course=self._marking.course,
            isolation=result.isolation,
            earned=str(result.earned),
            possible=str(result.possible),
            status=result.status,
            result=file,
        )


def _in_order(clerk: _Clerk, entries: Sequence[Entry], jobs: int) -> Iterator[Result]:
    """Work on a few entries at once and give the results in the order of the entries."""
    pool = ThreadPoolExecutor(max_workers=jobs, thread_name_prefix="grade")
    running: deque[Future[Result | None]] = deque()
    try:
        for entry in entries:
            running.append(pool.submit(clerk.work, entry))
            if len(running) >= 4 * jobs:
                yield from _finished(running.popleft())
        while running:
            yield from _finished(running.popleft())
    finally:
        clerk.stopping.set()
        pool.shutdown(cancel_futures=True)


def _finished(future: Future[Result | None]) -> Iterator[Result]:
    result = future.result()
    if result is not None:
        yield result


def broken_result(assignment: Assignment, student: str, error: BaseException, isolation: str) -> Result:
    """What a student gets when our own machinery failed: no point is lost, and a person is told what happened."""
    frames = [frame for frame in traceback.extract_tb(error.__traceback__) if not frame.filename.startswith("<")]
    place = f"{Path(frames[-1].filename).name}:{frames[-1].lineno}" if frames else "an unknown place"
    note = Message(
        f"We could not grade this submission, and that is our fault: {type(error).__name__} at {place}: {json.dumps(str(error))[:300]}",
        "You need to do nothing; your instructor will see this and grade it again.",
    )
    parts = tuple(
        PartResult(
            part.address, part.title, part.kind.name, Verdict.BROKEN, Fraction(0), part.points, messages=(note,), pending=part.points
        )
        for part in assignment.parts
    )
    return Result(
        assignment=assignment.id,
        title=assignment.title,
        student=student,
        parts=parts,
        earned=Fraction(0),
        possible=assignment.possible,
        isolation=isolation,
        notes=(note,),
        questions={question.id: question.title for question in assignment.questions},
    )


def only_parts(assignment: Assignment, wanted: frozenset[str]) -> Assignment:
    """The assignment with no other parts than those whose local address is in `wanted`."""
    questions = []
    for question in assignment.questions:
        parts = tuple(part for part in question.parts if part.address.local in wanted)
        if parts:
            questions.append(replace(question, parts=parts, cap=None))
    return replace(assignment, questions=tuple(questions), cap=None)
