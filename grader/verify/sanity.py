"""The plain facts: the reference earns all, stubs nothing, points add up."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from fractions import Fraction

from grader.collect import collect, find
from grader.model import Assignment, Part, PartResult, Result, Submission, Verdict
from grader.text import Rubric, lint
from grader.verify.findings import Finding

Mark = Callable[[Submission], Result]
"""Marks a submission as a student's is marked."""


def sanity_findings(assignment: Assignment, reference: Submission, mark: Mark) -> Iterator[Finding]:
    """Mark the reference and the stubs like submissions, and check points, prompts, hints and anchors."""
    yield from _broken_cases(assignment)
    yield from _reference(assignment, mark(reference))
    yield from _stubs(assignment, mark)
    yield from _points(assignment)
    for part in assignment.parts:
        yield from _anchors(part, assignment.id)


def _finding(place: object, problem: str, help: str = "") -> Finding:
    return Finding("sanity", str(place), problem, help)


def _broken_cases(assignment: Assignment) -> Iterator[Finding]:
    """What `load` could not use; the same trouble at many cases is told once."""
    told: set[str] = set()
    for part in assignment.parts:
        for case in part.cases:
            if case.broken and case.broken not in told:
                told.add(case.broken)
                yield _finding(case.address, f"cannot be asked: {_on_one_line(case.broken)}", "mend the file that is named")


def _reference(assignment: Assignment, result: Result) -> Iterator[Finding]:
    broken = {case.address for part in assignment.parts for case in part.cases if case.broken}
    for part in result.parts:
        own = [o for o in part.outcomes if o.verdict is not Verdict.PASSED and o.address not in broken]
        for outcome in own[:3]:
            said = " ".join(outcome.messages[0].reason.split()) if outcome.messages else outcome.verdict.value
            problem = f"the reference does not pass ({outcome.verdict}): {said}"
            yield _finding(outcome.address, problem, "mend the reference, the case or the rubric: one of them is wrong")
        if len(own) > 3:
            yield _finding(part.address, f"the reference fails {len(own) - 3} more cases", "mend the first ones and look again")
        if not own and part.earned != part.possible and not broken:
            yield _finding(part.address, f"the reference earns {_points_of(part)}", "see which cap or needed part takes the points")


def _on_one_line(told: str) -> str:
    """A complaint of `load`, whose advice stands on lines of its own."""
    return "; ".join(" ".join(line.split()) for line in told.splitlines() if line.strip())


def _points_of(part: PartResult) -> str:
    return f"{float(part.earned):g} of {float(part.possible):g}"


def _stubs(assignment: Assignment, mark: Mark) -> Iterator[Finding]:
    """What students are handed, handed in as it is."""
    entries = find(assignment.folder, assignment)
    if len(entries) != 1:
        yield _finding(f"assignments/{assignment.id}", "holds none of the files that students hand in", "put the stubs there")
        return
    stubs = collect(entries[0], assignment)
    result = mark(stubs)
    for earned in result.parts:
        # What is broken is credited to everybody, and told already.
        if any(o.credit and o.verdict is not Verdict.BROKEN for o in earned.outcomes):
            problem = f"the untouched stub earns {float(earned.earned):g} of {float(earned.possible):g}"
            yield _finding(earned.address, problem, "let cases ask for the work itself")
    for part in assignment.parts:
        written = stubs.answers.get(part.address.local)
        if not any(case.plan for case in part.cases) and not part.prompt and (written is None or written.loose):
            yield _finding(part.address, "students find no question for it", f"give it a prompt, or a heading `## {part.address.local}`")


def _points(assignment: Assignment) -> Iterator[Finding]:
    for question in assignment.questions:
        total = sum((part.points for part in question.parts), Fraction(0))
        if question.cap is not None and question.cap > total:
            problem = f"the cap {float(question.cap):g} is above the {float(total):g} points of its parts"
            yield _finding(f"{assignment.id}/{question.id}", problem, "take the cap away or add points")
    total = sum((min(sum((p.points for p in q.parts), Fraction(0)), q.cap or Fraction(10**9)) for q in assignment.questions), Fraction(0))
    if assignment.cap is not None and assignment.cap > total:
        problem = f"the cap {float(assignment.cap):g} is above the {float(total):g} points that can be reached"
        yield _finding(assignment.id, problem, "take the cap away or add points")
    if total.denominator != 1 and assignment.cap is None:
        help = "make the points of the parts add up to a round number, or set a cap"
        yield Finding("sanity", assignment.id, f"all points together are {float(total):g}", help, severity="note")


def _anchors(part: Part, assignment: str) -> Iterator[Finding]:
    """The scored answers of a rubric get the points that its author gave them."""
    scheme = getattr(part.kind, "scheme", None)
    if isinstance(scheme, Rubric):
        for complaint in lint(scheme):
            place = f"rubrics/{assignment}/{getattr(part.kind, 'rubric', '')}:{complaint.line or 1}"
            yield _finding(place, complaint.problem, complaint.help)
