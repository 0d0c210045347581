"""Take submissions through marking to what a gradebook keeps, several at a time."""

from __future__ import annotations

import json
import platform
import threading
import traceback
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, replace
from fractions import Fraction
from pathlib import Path
from typing import TypeVar

from grader.catalogue import say
from grader.collect import read_time
from grader.gradebook import Action, Gradebook, Record, Run, make_record
from grader.load import course_files, course_hash
from grader.model import Assignment, Message, Override, PartResult, Result, Submission, Verdict
from grader.pipeline.marking import Marked, Marking
from grader.pipeline.observing import NeverRunError
from grader.sandbox import Sandbox

Item = TypeVar("Item")
Done = TypeVar("Done")


@dataclass(frozen=True, slots=True)
class By:
    """Who does something, when and why; the clock and the user's name are known to the command line."""

    who: str = ""
    at: str = ""
    """UTC, such as 2026-03-01T09:30:00Z."""
    why: str = ""


NOBODY = By()
"""Nobody said who."""


def run_of(assignment: Assignment, sandbox: Sandbox, action: Action, by: By) -> Run:
    """What is about to be done, with all that the results depend on."""
    files = course_files(assignment)
    return Run(
        assignment=assignment.id,
        title=assignment.title,
        action=action,
        course=course_hash(files),
        files=files,
        versions={
            "grader": _version("grader"),
            "numpy": _version("numpy"),
            "python": platform.python_version(),
            "sandbox": sandbox.version,
        },
        isolation=sandbox.level,
        isolation_reason=sandbox.reason,
        who=by.who,
        at=by.at,
        why=by.why,
    )


def in_the_past(submission: Submission, by: By) -> Submission:
    """The submission without its time of hand-in when that was still to come as it was graded: a wrong clock makes nobody late."""
    now = read_time(by.at, "lms")
    if now is None or submission.handed_in is None or submission.handed_in.moment <= now.moment:
        return submission
    reason = say("The hand-in says that it was made {moment}, which was still to come.", moment=submission.handed_in.moment.shown)
    note = Message(reason, say("Its time does not count; set your computer's clock."))
    return replace(submission, handed_in=None, notes=(*submission.notes, note))


class Bank:
    """Slip days that students have left: those that assignments with an earlier due date took are gone."""

    def __init__(self, book: Gradebook, assignment: Assignment) -> None:
        self._days = assignment.rules.slip_days
        ids = list(assignment.rules.policies)
        earlier = ids[: ids.index(assignment.id)] if assignment.id in ids else []
        self._spent = book.slip_days(earlier) if self._days else {}

    def left(self, student: str) -> int:
        """For this assignment."""
        return max(0, self._days - self._spent.get(student, 0))


def mark(
    marking: Marking, student: str, read: Callable[[], Submission], overrides: Iterable[Override], slip_days: int
) -> tuple[Marked, Record]:
    """Mark one submission and prepare its record; one that breaks our own machinery gets the verdict `broken`.

    Raises NeverRunError when something would have to run that must not.
    """
    handin = None
    try:
        handin = read()
        marked = marking.mark(handin, overrides, slip_days)
    except NeverRunError:
        raise
    except Exception as error:  # whatever it is, the rest of the class is graded
        marked = Marked(broken_result(marking.assignment, student, error, marking.isolation), "", {})
        handin = None
    own = len(handin.notes) if handin else len(marked.result.notes)
    hints = handin.hints if handin else {}
    record = make_record(marked.result, marked.machine, marked.answers, submission=marked.submission, own=own, hints=hints, handin=handin)
    return marked, record


def in_order(work: Callable[[Item], Done], items: Sequence[Item], jobs: int, stopping: threading.Event) -> Iterator[Done]:
    """Work on a few items at once and give what was done in the order of the items; `stopping` is set when the caller stops early."""
    pool = ThreadPoolExecutor(max_workers=jobs, thread_name_prefix="grade")
    running: deque[Future[Done]] = deque()
    try:
        for item in items:
            running.append(pool.submit(work, item))
            if len(running) >= 4 * jobs:
                yield running.popleft().result()
        while running:
            yield running.popleft().result()
    finally:
        stopping.set()
        pool.shutdown(cancel_futures=True)


def broken_result(assignment: Assignment, student: str, error: BaseException, isolation: str) -> Result:
    """What a student gets when our own machinery failed: no point is lost, and a person is told what happened."""
    frames = [frame for frame in traceback.extract_tb(error.__traceback__) if not frame.filename.startswith("<")]
    place = f"{Path(frames[-1].filename).name}:{frames[-1].lineno}" if frames else say("an unknown place")
    note = Message(
        say(
            "We could not grade this submission, and that is our fault: {error} at {place}: {text}",
            error=type(error).__name__,
            place=place,
            text=json.dumps(str(error))[:300],
        ),
        say("You need to do nothing; your instructor will see this and grade it again."),
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


def _version(package: str) -> str:
    from importlib.metadata import PackageNotFoundError, version

    try:
        return version(package)
    except PackageNotFoundError:
        return "a checkout"
