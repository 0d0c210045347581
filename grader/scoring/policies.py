"""Due dates, slip days, penalties, attempts and dropped assignments: exact and pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction

from grader.catalogue import Phrase, say
from grader.model import Adjustment, Assignment, HandedIn, Policy, Result, Scored, Submission, Total
from grader.model.policy import DAY

_SAID_BY = {
    "manifest": say("the hand-in's own manifest"),
    "lms": say("the learning platform"),
    "git": say("the commit"),
}


def days_late(policy: Policy, student: str, handed_in: HandedIn | None) -> int:
    """Days begun after the student's due date; 0 within the grace, without a due date, and when nobody knows the time.

    >>> from grader.model import Moment
    >>> days_late(Policy(due=Moment(0), grace=600), "ada", HandedIn(Moment(601), "lms"))
    1
    """
    due = policy.due_for(student)
    if due is None or handed_in is None:
        return 0
    late = handed_in.moment.seconds - due.seconds
    return 0 if late <= policy.grace else -(-late // DAY)


def lateness(policy: Policy, result: Result, handed_in: HandedIn | None, slip_days: int) -> tuple[Adjustment, ...]:
    """What lateness costs a result before any adjustment, each rule in a line of its own; `slip_days` is what is left of the bank."""
    late = days_late(policy, result.student, handed_in)
    if not late or handed_in is None:
        return ()
    lines = []
    when = _when(policy, result.student, handed_in)
    paid = min(late, slip_days)
    if paid:
        reason = say("{when}: {days} late, paid from your slip days ({left} left)", when=when, days=_days(paid), left=slip_days - paid)
        lines.append(Adjustment("slip_days", Fraction(0), reason, paid))
    charged = late - paid
    if not charged:
        return tuple(lines)
    if policy.late_days is not None and charged > policy.late_days:
        reason = say("{when}: more than {days} late, so it does not count", when=when, days=_days(policy.late_days))
        return (*lines, Adjustment("too_late", -result.earned, reason))
    rate = min(Fraction(100), policy.late_percent_per_day * charged)
    earned = result.earned * (1 - rate / 100)
    if rate:
        reason = say("{when}: {days} late, {rate:g} % of what was earned", when=when, days=_days(charged), rate=float(rate))
        lines.append(Adjustment("late", earned - result.earned, reason))
    most = result.possible if policy.late_cap is None else result.possible * policy.late_cap / 100
    if earned > most:
        reason = say("Late work reaches {cap:g} % of the points at most", cap=float(policy.late_cap or 0))
        lines.append(Adjustment("late_cap", most - earned, reason))
    return tuple(lines)


def hints_taken(assignment: Assignment, submission: Submission) -> tuple[Adjustment, ...]:
    """What the hints cost that a student took, where the course prices them; a part has no more of them than its author wrote."""
    count = sum(min(submission.hints.get(part.address.local, 0), len(part.hints)) for part in assignment.parts)
    if not count or not assignment.hint_price:
        return ()
    taken = say("one hint taken") if count == 1 else say("{count} hints taken", count=count)
    reason = say("{taken}, {price:g} points each", taken=taken, price=float(assignment.hint_price))
    return (Adjustment("hints", -count * assignment.hint_price, reason),)


def adjusted(result: Result, adjustments: Sequence[Adjustment]) -> Result:
    """The result with its adjustments; no total falls below 0, and the last line that would is cut to what is there."""
    kept = []
    earned = result.earned
    for line in adjustments:
        points = max(line.points, -earned)
        kept.append(replace(line, points=points))
        earned += points
    return replace(result, earned=earned, adjustments=(*result.adjustments, *kept))


def course_total(scored: Sequence[Scored], drop_lowest: int = 0) -> Total:
    """The weighted mean share of a student's assignments without the `drop_lowest` worst, of which one is always kept.

    Among equal shares the later assignment is dropped. Source of the rule: the drop-lowest option that gradebooks offer, by share.

    >>> course_total([Scored("hw1", Fraction(1), Fraction(4)), Scored("hw2", Fraction(3), Fraction(4))], 1)
    Total(share=Fraction(3, 4), dropped=('hw1',))
    """
    order = sorted(range(len(scored)), key=lambda place: (scored[place].share, -place))
    gone = set(order[: min(drop_lowest, max(0, len(scored) - 1))])
    kept = [one for place, one in enumerate(scored) if place not in gone]
    weight = sum((one.weight for one in kept), Fraction(0))
    share = sum((one.share * one.weight for one in kept), Fraction(0)) / weight if weight else Fraction(0)
    return Total(share, tuple(scored[place].assignment for place in sorted(gone)))


def _when(policy: Policy, student: str, handed_in: HandedIn) -> Phrase:
    due = policy.due_for(student)
    return say(
        "Handed in {moment} by {source}, due {due}",
        moment=handed_in.moment.shown,
        source=_SAID_BY[handed_in.source],
        due=due.shown if due else "",
    )


def _days(count: int) -> Phrase:
    return say("one day") if count == 1 else say("{count} days", count=count)
