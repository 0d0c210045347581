"""Find the one thing to fix first: the cause that costs most."""

from __future__ import annotations

from fractions import Fraction

from grader.catalogue import Language
from grader.model import Assignment, Result, Verdict
from grader.report.marks import local
from grader.report.remarks import bounded
from grader.report.views import First, PartView


def first_to_fix(losses: tuple[PartView, ...], assignment: Assignment | None, tell: Language) -> First | None:
    """The group of parts with one cause that costs most; a named mistake wins a draw, then the order of the homework."""
    groups: dict[tuple[str, ...], list[PartView]] = {}
    for part in losses:
        groups.setdefault(_cause(part), []).append(part)
    if not groups:
        return None
    blocked = _blocked(losses, assignment)

    def weight(group: list[PartView]) -> tuple[Fraction, bool]:
        names = {part.address for part in group}
        held_up = sum((part.lost for part, needed in blocked if needed & names and part.address not in names), Fraction(0))
        return sum((part.lost for part in group), held_up), bool(group[0].mistake)

    best = max(groups.values(), key=weight)
    cause = max(best, key=lambda part: bool(part.messages and part.messages[0].help))
    shared = _shared(best, tell)
    title = best[0].mistake or shared or best[0].result.title or best[0].address
    return First(title[:300], weight(best)[0], bounded(cause.messages[0]), tuple(best), bool(best[0].mistake or shared))


def empty_handed(result: Result, losses: tuple[PartView, ...]) -> First | None:
    """When nothing at all was found and a note says why, that note is what to fix: no single part is."""
    absent = (Verdict.MISSING, Verdict.SKIPPED)
    if not result.notes or not result.notes[0].help or any(part.verdict not in absent for part in result.parts):
        return None
    note = bounded(result.notes[0])
    return First(note.reason, sum((part.lost for part in losses), Fraction(0)), note, (), True)


def _shared(group: list[PartView], tell: Language) -> str:
    """What the parts of a group have in common, in words; empty for a part alone."""
    if len(group) == 1:
        return ""
    unanswered = group[0].result.verdict is Verdict.MISSING and len({part.messages[0].help for part in group}) > 1
    question = group[0].result.address.question.upper()
    if unanswered:
        return tell("{count} parts of {question} have no answer yet", count=len(group), question=question)
    return group[0].messages[0].reason


def _cause(part: PartView) -> tuple[str, ...]:
    """What the parts of one group have in common: a known mistake, an absent file, or the line that raised.

    The same words alone are no common cause: two functions may both be "not right yet".
    """
    if part.result.mistake:
        return "mistake", part.result.mistake
    told = part.result.messages[0] if part.result.messages else None
    if told and part.result.verdict is Verdict.MISSING:
        return "missing", part.result.address.question, told.reason
    if told and told.where and part.result.verdict is Verdict.ERROR:
        return "line", told.where, told.reason
    return "part", part.address


def _blocked(losses: tuple[PartView, ...], assignment: Assignment | None) -> list[tuple[PartView, set[str]]]:
    """Skipped parts, each with the parts that it waits for."""
    skipped = [part for part in losses if part.result.verdict is Verdict.SKIPPED]
    if not assignment or not skipped:
        return []
    needs = {local(part.address): {local(needed) for needed in part.needs} for part in assignment.parts}
    return [(part, needs.get(part.address, set())) for part in skipped]
