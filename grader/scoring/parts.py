"""Points of one part from the outcomes of its cases."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from fractions import Fraction

from grader.catalogue import say
from grader.model import Message, Mistake, Outcome, Part, PartResult, Verdict

SHOWN = 6
"""Distinct messages a part carries; a report that repeats itself is not read."""


def score_part(part: Part, outcomes: Sequence[Outcome], *, mistake: Mistake | None = None) -> PartResult:
    """Share the part's points among its cases by weight.

    A case that a person must decide is pending. A broken case costs nothing either: what its outcome does not credit is pending, and
    the verdict `broken` keeps the total provisional (docs/design/011).
    """
    weight = sum((o.weight for o in outcomes), Fraction(0))
    earned = pending = Fraction(0)
    for outcome in outcomes:
        share = part.points * outcome.weight / weight
        earned += share * outcome.credit
        if outcome.verdict in (Verdict.REVIEW, Verdict.BROKEN):
            pending += share * (1 - outcome.credit)
    return PartResult(
        address=part.address,
        title=part.title,
        kind=part.kind.name,
        verdict=_verdict(outcomes, earned, part.points),
        earned=earned,
        possible=part.points,
        outcomes=tuple(outcomes),
        mistake=mistake.id if mistake else None,
        messages=_messages(outcomes, mistake),
        pending=pending,
        proposed=next((outcome.proposed for outcome in outcomes if outcome.proposed), None),
    )


def skip_part(part: Part, because: Part) -> PartResult:
    """The part builds on `because`, which earned nothing, so it was not judged."""
    message = Message(
        say("This part builds on {part} ({title}), which earned nothing.", part=because.address.local, title=because.title),
        say("Get {part} to work first; this part is then judged as well.", part=because.address.local),
    )
    return PartResult(part.address, part.title, part.kind.name, Verdict.SKIPPED, Fraction(0), part.points, messages=(message,))


def _verdict(outcomes: Sequence[Outcome], earned: Fraction, possible: Fraction) -> Verdict:
    verdicts = {o.verdict for o in outcomes}
    for loud in (Verdict.BROKEN, Verdict.REVIEW):
        if loud in verdicts:
            return loud
    if earned == possible:
        return Verdict.PASSED
    if earned:
        return Verdict.PARTIAL
    weights: Counter[Verdict] = Counter()
    for outcome in outcomes:
        weights[outcome.verdict] += outcome.weight  # type: ignore[assignment]  # a Counter adds Fractions as well
    return max(weights, key=lambda verdict: weights[verdict])


def _messages(outcomes: Sequence[Outcome], mistake: Mistake | None) -> tuple[Message, ...]:
    found: dict[Message, None] = {}
    if mistake:
        found[
            Message(
                say(
                    "This looks like a known mistake: {title}. Every failing case gives exactly what that mistake gives.",
                    title=mistake.title,
                ),
                mistake.hint,
            )
        ] = None
    for outcome in sorted(outcomes, key=lambda o: o.credit * o.weight - o.weight):
        for message in outcome.messages:
            found[message] = None
    return tuple(found)[:SHOWN]
