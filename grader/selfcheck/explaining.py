"""One failure in full: what went in, what came back, which rule broke, why, and what to do."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from grader.catalogue import Phrase, say
from grader.collect.stubs import defined_names
from grader.model import Holds, Message, Observation, Part, Raised, Raises, Status, Submission, Verdict
from grader.selfcheck.checking import CaseReport, PartReport, Report, State
from grader.selfcheck.patterns import find_pattern
from grader.selfcheck.record import PublicMistake
from grader.selfcheck.showing import beside_sums, call_lines, value_lines

_MOST_FRAMES = 5


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the student's own file, and the stretch of it that is meant."""

    file: str
    number: int
    text: str
    start: int = 0
    end: int = 0
    """Columns counted from 0; equal when no stretch is meant."""


@dataclass(frozen=True, slots=True)
class Explanation:
    """A failing case, ready to be laid out in a terminal or on a card."""

    address: str
    headline: str
    called: tuple[str, ...]
    """What went in, a line each."""
    returned: tuple[str, ...]
    """What came back, a line each; empty when nothing did."""
    rule: str
    """What must hold and does not, or what was raised."""
    raised: bool = False
    """Whether `rule` tells of an exception, or of another end without a result."""
    why: str = ""
    """Why a known mistake is named."""
    lines: tuple[Line, ...] = ()
    """The student's own lines: where the mistake is, or the way to an exception."""
    next: str = ""
    """One next step."""


def explain(report: Report) -> Explanation | None:
    """Explain the first failure; None when there is none."""
    found = report.first_failure
    if found is None:
        return None
    part, case = found
    return explain_case(part, case, report)


def explain_case(part: PartReport, case: CaseReport, report: Report) -> Explanation:
    """Explain one failing case of a part."""
    assert case.outcome is not None
    assert case.seen is not None
    message = case.outcome.messages[0] if case.outcome.messages else Message(say("This is not right."))
    work = report.submission
    spot = _spot(part, work)
    plan = case.case.plan
    mistake = part.mistake if case.case.address in part.repeated else None
    spot = spot if mistake else None
    return Explanation(
        address=case.case.address.local,
        headline=mistake.title if mistake else _headline(part, case),
        called=tuple(call_lines(plan, list(work.modules.values()))) if plan and case.seen.status is not Status.MISSING else (),
        returned=_returned(case, message.reason),
        rule=_rule(case, message),
        raised=case.outcome.verdict is not Verdict.FAILED,
        why=_why(part, mistake, report) if mistake else "",
        lines=(spot,) if spot else _frames(case.seen.raised, work),
        next=mistake.hint if mistake else message.help,
    )


def _headline(part: PartReport, case: CaseReport) -> str:
    raised = case.seen.raised if case.seen else None
    if raised is None or case.outcome is None or case.outcome.verdict is not Verdict.ERROR:
        return case.case.title
    return say("{exception} in your `{name}`", exception=raised.type_name, name=part.part.kind.answer.partition(":")[2])


def _why(part: PartReport, mistake: PublicMistake, report: Report) -> str:
    failing = sum(case.state is State.FAIL for case in part.cases)
    closeness = _closeness(part, mistake, report)
    if len(part.repeated) == failing:
        return say("your output equals {title} ({closeness})", title=mistake.title, closeness=closeness)
    on = say("{count} of the {total} failing checks", count=len(part.repeated), total=failing)
    return say("your output equals {title} on {checks} ({closeness})", title=mistake.title, checks=on, closeness=closeness)


def _returned(case: CaseReport, reason: str) -> tuple[str, ...]:
    seen = case.seen
    if seen is None or seen.status is not Status.RETURNED:
        return ()
    lines = [line for value in seen.values[:3] for line in value_lines(value)]
    if len(seen.values) > 3:
        lines.append(say("and {count} more values", count=len(seen.values) - 3))
    about_sums = len(seen.values) == 1 and isinstance(case.case.check, Holds) and "sum" in f"{case.case.title} {reason}"
    return tuple(beside_sums(seen.values[0], lines) if about_sums else lines)


def _rule(case: CaseReport, message: Message) -> str:
    check = case.case.check
    if isinstance(check, Raises) and case.seen is not None and case.seen.raised is None:
        return message.reason
    told = dict(message.reason.values) if isinstance(message.reason, Phrase) else {}
    if isinstance(check, Holds) and told.get("rule") == check.name.rstrip("."):
        detail = str(told["more"]).strip().removeprefix("(").removesuffix(")")
        return f"{told['rule']}; {detail}" if detail else str(told["rule"])
    return message.reason


def _closeness(part: PartReport, mistake: PublicMistake, report: Report) -> str:
    """How near the student's output is to that of the mistake, over the cases that it explains."""
    gaps = []
    for case in part.cases:
        if case.case.address in part.repeated and case.seen is not None:
            shown = report.workbook.record.shown_by(mistake, case.case)
            gaps.append(_gap(case.seen, shown) if shown is not None else math.inf)
    gap = max(gaps, default=math.inf)
    if gap == 0:
        return say("no difference at all")
    if not math.isfinite(gap):
        return say("within the tolerance of the check")
    power = math.ceil(math.log10(gap))
    return say("difference below {bound}", bound=f"1e{power:+03d}" if power else "1e0")


def _gap(one: Observation, other: Observation) -> float:
    """The largest difference between the numbers of two observations; infinite where they are no numbers alike."""
    gaps = [0.0]
    for mine, theirs in zip(one.values, other.values, strict=False):
        try:
            first, second = np.asarray(mine, dtype=np.float64), np.asarray(theirs, dtype=np.float64)
        except (TypeError, ValueError):
            return math.inf
        if first.shape != second.shape:
            return math.inf
        with np.errstate(all="ignore"):
            gap = np.abs(np.where(first == second, 0.0, first - second))
        gaps.append(float(np.nan_to_num(gap, nan=0.0, posinf=math.inf).max(initial=0.0)))
    return max(gaps)


def _spot(part: PartReport, work: Submission) -> Line | None:
    """The student's line that the mistake's pattern describes; no line is claimed without one."""
    if part.mistake is None:
        return None
    file, _, name = part.part.kind.answer.partition(":")
    module = work.modules.get(_module(part.part) or file.removesuffix(".py").replace("/", "."))
    # Of several definitions, as in the cells of a notebook, the last one counts.
    chunk = next(
        (chunk for chunk in reversed(module.chunks if module else ()) if name.partition(".")[0] in defined_names(chunk.source)), None
    )
    spot = find_pattern(chunk.source, name, part.mistake.patterns) if chunk else None
    if chunk is None or spot is None:
        return None
    return Line(chunk.label, spot.line, chunk.source.splitlines()[spot.line - 1], spot.start, spot.end)


def _module(part: Part) -> str:
    return next((case.plan.module for case in part.cases if case.plan), "")


def _frames(raised: Raised | None, work: Submission) -> tuple[Line, ...]:
    """The student's own lines on the way to an exception, the last ones; nothing of ours is among them."""
    if raised is None:
        return ()
    texts = {chunk.label: chunk.source for module in work.modules.values() for chunk in module.chunks}
    lines = []
    for frame in raised.frames[-_MOST_FRAMES:]:
        source = texts.get(frame.file, "").splitlines()
        text = source[frame.line - 1] if 0 < frame.line <= len(source) else frame.text
        lines.append(Line(frame.file, frame.line, text))
    return tuple(lines)
