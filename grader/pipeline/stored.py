"""Results as a gradebook keeps them, ready for reports."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from fractions import Fraction

from grader.gradebook import Gradebook, Kept, Run, digests
from grader.model import Assignment, ClassResult, PartResult, Result


def results_of(book: Gradebook, assignment: Assignment, students: Collection[str]) -> list[Result]:
    """The last result of each of these students, in order, with all cases."""
    kept = book.newest(assignment.id, students)
    runs = book.runs({one.run for one in kept.values()})
    judged = book.judged({digest for one in kept.values() for digest in digests(one.parts)}, cases=True)
    return [_result(one, runs[one.run], judged, assignment) for one in kept.values()]


def class_of(book: Gradebook, assignment: Assignment, *, cases: bool = False) -> ClassResult:
    """Everybody who has a result, as the class page shows them; with `cases`, each part has its cases too.

    Where the course file says that the best attempt counts, that is each student's; otherwise the last one.
    """
    kept = _best(book, assignment) if assignment.policy.attempts == "best" else book.newest(assignment.id)
    runs = book.runs({one.run for one in kept.values()})
    judged = book.judged({digest for one in kept.values() for digest in digests(one.parts)}, cases=cases)
    results = [_result(one, runs[one.run], judged, assignment) for one in kept.values()]
    last = runs[max(runs)] if runs else Run(assignment.id)
    return ClassResult(
        assignment=assignment.id,
        title=assignment.title,
        possible=assignment.possible,
        isolation=last.isolation,
        results=tuple(results),
        isolation_reason=last.isolation_reason,
        mistakes={mistake.id: mistake.title for mistake in assignment.mistakes},
    )


def _result(kept: Kept, run: Run, judged: Mapping[bytes, PartResult], assignment: Assignment) -> Result:
    return Result(
        assignment=assignment.id,
        title=assignment.title,
        student=kept.student,
        parts=tuple(judged[digest] for digest in digests(kept.parts)),
        earned=Fraction(kept.earned),
        possible=Fraction(kept.possible),
        isolation=run.isolation,
        notes=kept.notes,
        questions={question.id: question.title for question in assignment.questions},
        adjustments=kept.adjustments,
        handed_in=kept.handed_in,
    )


def _best(book: Gradebook, assignment: Assignment) -> dict[str, Kept]:
    """The attempt with most points; of equal ones the last."""
    return {
        student: max(enumerate(attempts), key=lambda pair: (Fraction(pair[1].earned), pair[0]))[1]
        for student, attempts in book.attempts(assignment.id).items()
    }
