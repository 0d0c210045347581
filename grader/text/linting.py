"""Hold a rubric to its own anchors, and point at what an author may have overlooked."""

from __future__ import annotations

from dataclasses import dataclass

from grader.text.scheme import Anchor, Scheme
from grader.text.scoring import score


@dataclass(frozen=True, slots=True)
class Complaint:
    """Something that is wrong with a rubric, and the line where it stands (0: the whole file)."""

    line: int
    problem: str
    help: str = ""


def lint(rubric: Scheme) -> tuple[Complaint, ...]:
    """All disagreements with the anchors, and what is missing; nothing when all is well."""
    found = []
    if not rubric.anchors:
        found.append(Complaint(0, "there are no anchors", "add scored answers under anchors:, good ones, half ones and wrong ones"))
    for concept in rubric.concepts:
        if not (concept.full or concept.half or concept.terms):
            found.append(Complaint(0, f"no text can match {concept.id!r}", "give it patterns under full:"))
    for number, anchor in enumerate(rubric.anchors, 1):
        found.extend(_compare(rubric, anchor, number))
    return tuple(found)


def _compare(rubric: Scheme, anchor: Anchor, number: int) -> list[Complaint]:
    given = score(rubric, anchor.answer)
    found = []
    if abs(given.points - anchor.points) > 1e-9:
        told = f"anchors[{number}] is worth {anchor.points:g} but scores {given.points:g}"
        lines = sorted({f"{e.concept} ({e.grade}): {e.rule}" for e in given.evidence})
        found.append(Complaint(anchor.line, told, "; ".join(lines) or "no pattern matches it"))
    if anchor.concepts is not None:
        credited = {id for id, credit in given.concepts.items() if credit >= 0.5}
        for id in sorted(credited ^ set(anchor.concepts)):
            told = "credits" if id in credited else "does not credit"
            found.append(Complaint(anchor.line, f"anchors[{number}]: the rubric {told} concept {id}"))
    return found
