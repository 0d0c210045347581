"""What a person decided about a part counts, until what was decided on changes."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import replace
from fractions import Fraction

from grader.catalogue import say
from grader.model import Address, Message, Override, PartResult, Proposal, Settled, Verdict

_OPEN = (Verdict.REVIEW, Verdict.BROKEN)


def basis(part: PartResult, answer: bytes) -> str:
    """A hash of what a decision settles: the answer (its digest), and what the machine made of it.

    Words are no part of it: a hint that is put better calls no decision into question.
    """
    proposed = part.proposed.credit if part.proposed else None
    said = (part.verdict.value, part.earned, part.pending, part.possible, proposed)
    return hashlib.sha256(answer + repr([str(value) for value in said]).encode()).hexdigest()[:32]


def with_overrides(
    parts: Mapping[Address, PartResult], answers: Mapping[Address, bytes], overrides: Iterable[Override]
) -> dict[Address, PartResult]:
    """The parts, each as a person decided it where one did; `answers` are the digests of what the parts are about."""
    settled = dict(parts)
    for override in overrides:
        if override.address in parts:
            part = parts[override.address]
            settled[override.address] = settle(part, override, basis(part, answers.get(override.address, b"")))
    return settled


def settle(part: PartResult, override: Override, now: str) -> PartResult:
    """The part as decided. If its basis is another one `now`, a person has to look again, and nothing is earned or lost meanwhile.

    Where the machine has come to give just what the person gave, there is nothing to look at.
    """
    if override.basis == now:
        return _decided(part, override)
    agreed = part.verdict not in _OPEN and not part.pending and part.earned == override.points
    return part if agreed else _flagged(part, override)


def _decided(part: PartResult, override: Override) -> PartResult:
    verdict = Verdict.PASSED if override.points == part.possible else Verdict.PARTIAL if override.points else Verdict.FAILED
    ask = say("If you see it otherwise, ask your instructor and quote {address}.", address=part.address.local)
    said = Message(say("Settled by a person: {why}", why=override.why), ask if override.points < part.possible else "")
    kept = () if part.verdict in _OPEN or verdict is Verdict.PASSED else part.messages
    return replace(
        part,
        verdict=verdict,
        earned=override.points,
        pending=Fraction(0),
        outcomes=tuple(outcome for outcome in part.outcomes if outcome.verdict not in _OPEN),
        mistake=part.mistake if verdict is not Verdict.PASSED else None,
        messages=(said, *kept),
        proposed=None,
        settled=Settled(override.points, override.why),
    )


def _flagged(part: PartResult, override: Override) -> PartResult:
    said = Message(
        say(
            "A person gave this {points:g} of {possible:g} points ({why}), but the answer or its marking has changed since; "
            "a person looks again.",
            points=float(override.points),
            possible=float(part.possible),
            why=override.why,
        ),
        say("You need not do anything."),
    )
    credit = part.earned / part.possible if part.possible and not part.pending and part.verdict not in _OPEN else None
    return replace(
        part,
        verdict=Verdict.REVIEW,
        earned=Fraction(0),
        pending=part.possible,
        messages=(said, *part.messages),
        proposed=part.proposed or Proposal("", (), credit),
    )
