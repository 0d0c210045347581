"""What a regrade changes, in words for people and for machines."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from grader.gradebook import Change, Kept, PartChange
    from grader.model import PartResult
    from grader.pipeline import Again

SHOWN = 40
"""Students whose changes are listed; --json lists all."""
_REASON = 160
_NAMED = 12


def again_in_words(again: Again) -> Iterator[str]:
    """The difference, the most telling first: what changed in the course, in which parts, and at whom."""
    from grader.model.points import plural

    counted = [change for change in again.changes if change.counts]
    yield f"{plural(again.judged, 'submission')} of {again.run.assignment} judged again."
    if again.course:
        yield "In the course: " + _listed(again.course)
    yield from _by_part(counted)
    for change in counted[:SHOWN]:
        yield ""
        yield from change_in_words(change)
    if len(counted) > SHOWN:
        yield f"\n... and {len(counted) - SHOWN:,} more; --json lists all of them."
    yield ""
    yield _sums(again, counted)
    for student, address in again.flagged[:SHOWN]:
        yield f"FLAGGED: what a person settled in {address.local} of {student} has changed; it waits for a person again."
    if again.unknown:
        names = _listed(again.unknown)
        yield f"NOT JUDGED: {names}: never run with these inputs (`grader regrade` runs it), or not kept (name SUBMISSIONS)."


def change_in_words(change: Change) -> Iterator[str]:
    """One student: the total, then each part with its reason before and after."""
    from grader.model.points import points
    from grader.report.escape import one_line

    before = points(Fraction(change.before.earned)) if change.before else "none"
    status = (
        "" if change.before is None or change.before.status == change.after.status else f"  {change.before.status} -> {change.after.status}"
    )
    yield f"{one_line(change.student, 80)}  {before} -> {points(Fraction(change.after.earned))}  ({signed(change.gain)}){status}"
    for part in change.parts:
        if part.counts:
            yield from _part(part)
    yield f"    why: {_listed(change.causes) if change.causes else 'a person decided'}"


def signed(gain: Fraction) -> str:
    """Points with their sign.

    >>> signed(Fraction(1, 2)), signed(Fraction(0))
    ('+0.50', '0.00')
    """
    from grader.model.points import points

    return f"+{points(gain)}" if gain > 0 else points(gain)


def again_as_json(again: Again, *, applied: bool) -> dict[str, Any]:
    """The same for a machine, with every student."""
    return {
        "assignment": again.run.assignment,
        "action": again.run.action,
        "applied": applied,
        "who": again.run.who,
        "why": again.run.why,
        "judged": again.judged,
        "course": list(again.course),
        "changes": [change_as_json(change) for change in again.changes],
        "flagged": [{"student": student, "address": str(address)} for student, address in again.flagged],
        "not_judged": list(again.unknown),
    }


def change_as_json(change: Change) -> dict[str, Any]:
    """One student's change for a machine."""
    return {
        "student": change.student,
        "before": _total(change.before),
        "after": _total(change.after),
        "only_words": not change.counts,
        "causes": list(change.causes),
        "parts": [
            {
                "address": str(part.address),
                "before": _facts(part.before),
                "after": _facts(part.after),
                "answered_anew": part.answered_anew,
            }
            for part in change.parts
        ],
    }


def _by_part(counted: list[Change]) -> Iterator[str]:
    from grader.model.points import plural

    found: dict[str, tuple[int, Fraction]] = {}
    for change in counted:
        for part in change.parts:
            if part.counts:
                number, gain = found.get(part.address.local, (0, Fraction(0)))
                found[part.address.local] = (number + 1, gain + _earned(part.after) - _earned(part.before))
    for local, (number, gain) in found.items():
        yield f"  {local:<28} {plural(number, 'student'):>14}  {signed(gain):>9}"


def _sums(again: Again, counted: list[Change]) -> str:
    from grader.model.points import plural

    words = len(again.changes) - len(counted)
    stay = again.judged - len(again.changes)
    gain = sum((change.gain for change in counted), Fraction(0))
    text = f"{plural(len(counted), 'student')} with other points or verdicts ({signed(gain)} in all)" if counted else "No points change"
    if words:
        text += f"; {plural(words, 'student')} with other words only"
    return f"{text}; {stay:,} stay as they are."


def _part(part: PartChange) -> Iterator[str]:
    from grader.model.points import points, possible

    shown = [f"{points(one.earned, one.possible)} of {possible(one.possible)}" if one else "none" for one in (part.before, part.after)]
    verdicts = [one.verdict.value if one else "-" for one in (part.before, part.after)]
    anew = "  (answered anew)" if part.answered_anew else ""
    yield f"  {part.address.local:<28} {shown[0]} -> {shown[1]}   {verdicts[0]} -> {verdicts[1]}{anew}"
    told = {"before": reason(part.before) if part.before else "", "now": reason(part.after) if part.after else ""}
    if told["before"] == told["now"]:
        told = {"before and now": told["now"]}
    yield from (f"    {word}: {text}" for word, text in told.items() if text)


def reason(part: PartResult) -> str:
    """What the student is told first, cut to a line."""
    from grader.report.escape import one_line

    return one_line(part.messages[0].reason, _REASON) if part.messages else ""


def _earned(part: PartResult | None) -> Fraction:
    return part.earned if part else Fraction(0)


def _total(kept: Kept | None) -> dict[str, Any] | None:
    from grader.model.points import number

    if kept is None:
        return None
    return {"earned": number(Fraction(kept.earned)), "possible": number(Fraction(kept.possible)), "status": kept.status}


def _facts(part: PartResult | None) -> dict[str, Any] | None:
    from grader.model.points import number

    if part is None:
        return None
    return {
        "earned": number(part.earned),
        "possible": number(part.possible),
        "verdict": part.verdict.value,
        "reason": part.messages[0].reason if part.messages else "",
        "settled": part.settled is not None,
    }


def _listed(words: tuple[str, ...]) -> str:
    from grader.report.escape import one_line

    more = f" and {len(words) - _NAMED} more" if len(words) > _NAMED else ""
    return "; ".join(one_line(word, 120) for word in words[:_NAMED]) + more
