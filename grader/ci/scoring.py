"""Judge observations of a stranger's commit: all of it is data, none of it is believed."""

from __future__ import annotations

import os
from fractions import Fraction
from pathlib import Path

from grader.ci.annotations import annotations_for
from grader.ci.artifact import Observed, read_artifact
from grader.ci.handed_in import Gate, HandedIn
from grader.ci.outcome import Graded, Outcome
from grader.ci.settings import Settings
from grader.ci.stages import drawn, joined, read_submission
from grader.errors import GraderError, SubmissionError
from grader.model import Assignment, ClassResult, Message, Result, Submission, Verdict
from grader.pipeline import Marking, Sandbox
from grader.pipeline.apart import unusable
from grader.pipeline.observing import Memory
from grader.report import class_files, student_files
from grader.report.points import points, possible

_AGAIN = "Push a new commit, or run the workflow again. You lose nothing by this."
_OURS = Message(
    "We could not grade this commit, and that is our fault.", "You need to do nothing; your instructor will see this and run it again."
)


def score_artifact(
    gate: Gate, observations: Path, course: Path, answers: Path | None, settings: Settings, sandbox: Sandbox, *, student: str
) -> tuple[Outcome, str]:
    """Score what lies in `observations`, a folder or a zip; never raises for anything in it.

    Beside the outcome comes what a maintainer must know when something of ours failed, else empty.
    """
    if gate.refusals:
        return Outcome(gate.head, student, "refused", gate.refusals, public=settings.public), ""
    try:
        if not os.path.lexists(observations):
            raise SubmissionError("Your code was not observed: the run that should have done it left nothing.", help=_AGAIN)
        observed = read_artifact(observations)
        with joined(course, answers) as root:
            return score(gate, observed, root, settings, sandbox, student=student), ""
    except SubmissionError as refusal:
        return _not_graded(gate, settings, student, Message(refusal.reason, refusal.help)), ""
    except GraderError as error:
        return _not_graded(gate, settings, student, _OURS), str(error)
    except Exception as error:  # whatever it is, the pull request is told that it is no zero
        return _not_graded(gate, settings, student, _OURS), f"{type(error).__name__}: {error}"


def score(gate: Gate, observed: Observed, root: Path, settings: Settings, sandbox: Sandbox, *, student: str) -> Outcome:
    """Judge observations against the references in `root`. Trusted side: no student code runs here.

    `gate` was found on this side, from the commit itself; what `observed` claims is compared with it. Raises SubmissionError, worded for
    the student, when it does not belong to that commit and its inputs.
    """
    _require(observed.head == gate.head, "They were made for another commit.")
    missing = [work.assignment for work in gate.handed_in if work.assignment not in observed.recordings]
    _require(not missing, f"There are none for {', '.join(missing)}.")
    results = [_judged(work, observed, root, settings, sandbox, student) for work in gate.handed_in]
    reports: dict[str, bytes] = {}
    for result, assignment, _ in results:
        files = student_files(result, assignment) | {"junit.xml": _junit(result, assignment)}
        reports |= {f"{assignment.id}.{name}": content for name, content in files.items()}
    notes = tuple(note for result, assignment, submission in results for note in annotations_for(result, assignment, submission))
    graded = tuple(_graded(result) for result, _, _ in results)
    return Outcome(gate.head, student, "graded", (), graded, notes, isolation=observed.isolation, public=settings.public, reports=reports)


def _not_graded(gate: Gate, settings: Settings, student: str, message: Message) -> Outcome:
    return Outcome(gate.head, student, "not graded", (message,), public=settings.public)


def _judged(
    work: HandedIn, observed: Observed, root: Path, settings: Settings, sandbox: Sandbox, student: str
) -> tuple[Result, Assignment, Submission]:
    assignment = drawn(root, work.assignment, observed.head, settings)
    marking = Marking(assignment, sandbox, Memory())
    claimed = observed.recordings[work.assignment]
    same = [digest for digest, _ in claimed] == [batch.digest for batch in marking.batches]
    _require(same, "They belong to other inputs than those of this commit; perhaps the course changed meanwhile.")
    recordings = [recording for _, recording in claimed]
    damaged = any(unusable(recording, batch) for recording, batch in zip(recordings, marking.batches, strict=True))
    _require(not damaged, "They are damaged, or the sandbox failed while they were made.")
    submission = read_submission(work, assignment, student)
    return marking.judge(submission, recordings, isolation=observed.isolation), assignment, submission


def _junit(result: Result, assignment: Assignment) -> bytes:
    alone = ClassResult(result.assignment, result.title, result.possible, result.isolation, (result,))
    return class_files(alone, assignment)["junit.xml"]


def _require(true: bool, otherwise: str) -> None:
    if not true:
        raise SubmissionError(f"The observations of your code cannot be used. {otherwise}", help=_AGAIN)


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
