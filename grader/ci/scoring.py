"""Judge observations of a stranger's commit: all of it is data, none of it is believed."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from pathlib import Path

from grader.ci.annotations import annotations_for
from grader.ci.artifact import Observed, read_artifact
from grader.ci.handed_in import Gate, HandedIn
from grader.ci.outcome import Graded, Outcome
from grader.ci.settings import Settings, seed_for
from grader.ci.stages import drawn, read_submission
from grader.errors import GraderError, SubmissionError
from grader.load import course_files, course_hash
from grader.model import Assignment, ClassResult, Message, Result, Submission, Verdict
from grader.model.points import points, possible
from grader.pipeline import Marking, Sandbox
from grader.pipeline.apart import Plans, read_plans, unusable
from grader.pipeline.observing import Memory
from grader.report import class_files, student_files
from grader.report.escape import one_line

_AGAIN = "Push a new commit, or run the workflow again. You lose nothing by this."
_OTHER = "They belong to other inputs than those of this commit; perhaps the course changed meanwhile."
_OURS = Message(
    "We could not grade this commit, and that is our fault.", "You need to do nothing; your instructor will see this and run it again."
)


@dataclass(frozen=True, slots=True)
class Bench:
    """What is needed to judge, all of it from the trusted side."""

    root: Path
    """The course, its secret side in place."""
    settings: Settings
    sandbox: Sandbox
    student: str
    plans: Mapping[str, bytes] = field(default_factory=dict)
    """The inputs as they were drawn, by assignment. Without them they are drawn again, which gives the same on a like processor."""


def score_artifact(gate: Gate, observations: Path, bench: Bench) -> tuple[Outcome, str]:
    """Score what lies in `observations`, a folder or a zip; never raises for anything in it.

    Beside the outcome comes what a maintainer must know when something of ours failed, else empty.
    """
    if gate.refusals:
        return Outcome(gate.head, bench.student, "refused", gate.refusals, public=bench.settings.public), ""
    try:
        if not os.path.lexists(observations):
            raise SubmissionError("Your code was not observed: the run that should have done it left nothing.", help=_AGAIN)
        observed = read_artifact(observations)
        return score(gate, observed, bench)
    except SubmissionError as refusal:
        return _not_graded(gate, bench, Message(refusal.reason, refusal.help)), ""
    except GraderError as error:
        return _not_graded(gate, bench, _OURS), str(error)
    except Exception as error:  # whatever it is, the pull request is told that it is no zero
        return _not_graded(gate, bench, _OURS), f"{type(error).__name__}: {one_line(str(error), 500)}"


def our_fault(head: str, student: str) -> Outcome:
    """The outcome of a commit that we could not even look at."""
    return Outcome(head, student, "not graded", (_OURS,))


def score(gate: Gate, observed: Observed, bench: Bench) -> tuple[Outcome, str]:
    """Judge observations against the references; what of ours is broken comes second. Trusted side: no student code runs here.

    `gate` was found on this side, from the commit itself; what `observed` claims is compared with it. Raises SubmissionError, worded for
    the student, when it does not belong to that commit and its inputs.
    """
    _require(observed.head == gate.head, "They were made for another commit.")
    missing = [work.assignment for work in gate.handed_in if work.assignment not in observed.recordings]
    _require(not missing, f"There are none for {', '.join(missing)}.")
    results = [_judged(work, observed, bench, gate.committed) for work in gate.handed_in]
    reports: dict[str, bytes] = {}
    for result, assignment, _ in results:
        files = student_files(result, assignment) | {"junit.xml": _junit(result, assignment)}
        reports |= {f"{assignment.id}.{name}": content for name, content in files.items()}
    notes = tuple(note for result, assignment, submission in results for note in annotations_for(result, assignment, submission))
    graded = tuple(_graded(result) for result, _, _ in results)
    public = bench.settings.public
    outcome = Outcome(gate.head, bench.student, "graded", (), graded, notes, isolation=observed.isolation, public=public, reports=reports)
    return outcome, "\n".join(line for result, _, _ in results for line in _broken(result))


def _not_graded(gate: Gate, bench: Bench, message: Message) -> Outcome:
    return Outcome(gate.head, bench.student, "not graded", (message,), public=bench.settings.public)


def _judged(work: HandedIn, observed: Observed, bench: Bench, committed: int | None) -> tuple[Result, Assignment, Submission]:
    assignment = drawn(bench.root, work.assignment, observed.head, bench.settings)
    plans = _plans(assignment, observed.head, bench)
    marking = Marking(assignment, bench.sandbox, Memory(), drawn=plans.batches if plans else ())
    claimed = observed.recordings[work.assignment]
    same = [digest for digest, _ in claimed] == [batch.digest for batch in marking.batches]
    _require(same, _OTHER)
    recordings = [recording for _, recording in claimed]
    damaged = any(unusable(recording, batch) for recording, batch in zip(recordings, marking.batches, strict=True))
    _require(not damaged, "They are damaged, or the sandbox failed while they were made.")
    submission = read_submission(work, assignment, bench.student, committed)
    return marking.judge(submission, recordings, isolation=observed.isolation), assignment, submission


def _plans(assignment: Assignment, head: str, bench: Bench) -> Plans | None:
    """The inputs as they were drawn, if they were drawn for this commit from the course as it is now."""
    if assignment.id not in bench.plans:
        return None
    plans = read_plans(bench.plans[assignment.id])
    drawn_for = (plans.assignment, plans.seed, plans.course)
    _require(drawn_for == (assignment.id, seed_for(head, bench.settings), course_hash(course_files(assignment))), _OTHER)
    return plans


def _junit(result: Result, assignment: Assignment) -> bytes:
    alone = ClassResult(result.assignment, result.title, result.possible, result.isolation, (result,))
    return class_files(alone, assignment)["junit.xml"]


def _require(true: bool, otherwise: str) -> None:
    if not true:
        raise SubmissionError(f"The observations of your code cannot be used. {otherwise}", help=_AGAIN)


def _broken(result: Result) -> Iterator[str]:
    """For a maintainer: which cases are broken, and why."""
    for part in result.parts:
        for outcome in part.outcomes:
            if outcome.verdict is Verdict.BROKEN:
                yield f"{outcome.address} is broken: {one_line(outcome.messages[0].reason, 300) if outcome.messages else 'see the report'}"


def _graded(result: Result) -> Graded:
    questions = []
    for id, title in result.questions.items():
        parts = [part for part in result.parts if part.address.question == id]
        earned = sum((part.earned for part in parts), Fraction(0))
        whole = sum((part.possible for part in parts), Fraction(0))
        questions.append((f"{id.upper()} {title}", points(earned, whole), possible(whole)))
    return Graded(
        result.assignment,
        result.title,
        points(result.earned, result.possible),
        possible(result.possible),
        points(result.pending) if result.pending else "",
        result.status,
        any(Verdict.BROKEN in (part.verdict, *(outcome.verdict for outcome in part.outcomes)) for part in result.parts),
        tuple(questions),
    )
