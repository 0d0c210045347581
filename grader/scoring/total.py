"""Points of a whole submission: sums and caps."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from grader.catalogue import say
from grader.model import Address, Assignment, Message, Part, PartResult, Result, Submission, Verdict
from grader.scoring.parts import skip_part
from grader.scoring.policies import adjusted, hints_taken, lateness

_LOST = {Verdict.FAILED, Verdict.ERROR, Verdict.TIMEOUT, Verdict.MEMORY, Verdict.MISSING, Verdict.MALFORMED, Verdict.SKIPPED}


@dataclass(frozen=True, slots=True)
class _Sum:
    earned: Fraction
    notes: tuple[Message, ...]


def score_submission(
    assignment: Assignment, submission: Submission, parts: Mapping[Address, PartResult], *, isolation: str, slip_days: int | None = None
) -> Result:
    """Add up the parts, skip those that build on a lost one, and apply caps, each told in a note, then the rules of the course.

    Each rule is a line of its own in the result's adjustments. `slip_days` is what is left of the student's bank; None is all of it.
    """
    results = _with_skips(assignment, parts)
    capped = _capped(assignment, results)
    result = Result(
        assignment=assignment.id,
        title=assignment.title,
        student=submission.student,
        parts=results,
        earned=capped.earned,
        possible=assignment.possible,
        isolation=isolation,
        notes=submission.notes + capped.notes,
        questions={question.id: question.title for question in assignment.questions},
        handed_in=submission.handed_in,
    )
    result = adjusted(result, hints_taken(assignment, submission))
    left = assignment.rules.slip_days if slip_days is None else slip_days
    return adjusted(result, lateness(assignment.policy, result, submission.handed_in, left))


def _with_skips(assignment: Assignment, judged: Mapping[Address, PartResult]) -> tuple[PartResult, ...]:
    known = {part.address: part for part in assignment.parts}
    done: dict[Address, PartResult] = {}

    def settle(part: Part) -> PartResult:
        # load has refused cycles, so this ends
        if part.address not in done:
            blocking = next((known[a] for a in part.needs if a in known and settle(known[a]).verdict in _LOST), None)
            own = judged[part.address]
            done[part.address] = skip_part(part, blocking) if blocking and not own.settled else own
        return done[part.address]

    return tuple(settle(part) for part in assignment.parts)


def _capped(assignment: Assignment, results: Sequence[PartResult]) -> _Sum:
    notes: list[Message] = []

    def cap(earned: Fraction, limit: Fraction | None, what: str) -> Fraction:
        if limit is None or earned <= limit:
            return earned
        notes.append(
            Message(
                say(
                    "{what} counts for at most {limit:g} points; you reached {earned:g}.",
                    what=what,
                    limit=float(limit),
                    earned=float(earned),
                )
            )
        )
        return limit

    total = Fraction(0)
    for question in assignment.questions:
        earned = sum((r.earned for r in results if r.address.question == question.id), Fraction(0))
        total += cap(earned, question.cap, question.title)
    return _Sum(cap(total, assignment.cap, assignment.title), tuple(notes))
