"""Put the scores of several texts of one student together."""

from __future__ import annotations

from dataclasses import replace

from grader.text.scheme import Scheme, TextScore
from grader.text.scoring import mapped

_GATED = frozenset({"no_answer", "copied_question", "instruction_to_grader", "other_language"})


def over_passages(rubric: Scheme, whole: TextScore, each: list[TextScore]) -> TextScore:
    """The score of several passages: each concept has the credit of the passage that says it best, or of all together."""
    if _GATED & set(whole.flags):
        return whole
    credits = {id: max(credit, *(one.concepts[id] for one in each)) for id, credit in whole.concepts.items()}
    deducted = sum(wrong.deduct for wrong in rubric.misconceptions if wrong.id in whole.misconceptions)
    points = mapped(rubric, max(0.0, sum(concept.points * credits[concept.id] for concept in rubric.concepts) - deducted))
    inside = {flag for one in each for flag in one.flags}
    flags = tuple(flag for flag in whole.flags if flag not in ("mixed_polarity", "hedged") or flag in inside)
    return replace(whole, points=points, concepts=credits, flags=flags)


def together(rubric: Scheme, own: TextScore, other: TextScore) -> TextScore:
    """The score of an answer when evidence elsewhere in its question counts as well.

    Each concept has the higher credit, unless the answer itself says the opposite of it; what is wrong elsewhere costs nothing here.
    """
    if {"instruction_to_grader", "other_language"} & {*own.flags, *other.flags}:
        return own
    opposed = {evidence.concept for evidence in own.evidence if evidence.grade in ("wrong", "denied")}
    credits = {id: credit if id in opposed else max(credit, other.concepts[id]) for id, credit in own.concepts.items()}
    if credits == own.concepts:
        return own
    deducted = sum(wrong.deduct for wrong in rubric.misconceptions if wrong.id in own.misconceptions)
    points = mapped(rubric, max(0.0, sum(concept.points * credits[concept.id] for concept in rubric.concepts) - deducted))
    doubts = tuple(flag for flag in own.flags if flag not in ("no_answer", "copied_question"))
    return replace(own, points=points, concepts=credits, flags=doubts, confidence=max(own.confidence, rubric.review_below))
