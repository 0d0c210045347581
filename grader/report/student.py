"""Decide what a student's report says, and in which order."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction
from itertools import islice

from grader.catalogue import ENGLISH, Language, language, say
from grader.model import Assignment, Message, PartResult, Result, Verdict
from grader.model.points import points
from grader.report.escape import one_line
from grader.report.marks import local
from grader.report.priority import empty_handed, first_to_fix
from grader.report.remarks import chosen, said_once
from grader.report.views import First, PartView, QuestionView, StudentView
from grader.report.words import VERDICTS, told

NOTES = 12
"""Notes on a hand-in that are shown; a folder full of odd files has more."""
_ABSENT = (Verdict.MISSING, Verdict.SKIPPED)
_NOT_RUN = (*_ABSENT, Verdict.BROKEN)


def view(result: Result, assignment: Assignment | None = None) -> StudentView:
    """Sort a result into what is broken, lost, waiting and earned, and find what to fix first."""
    tell = language(assignment.language) if assignment else ENGLISH
    result = told(result, tell)
    titles = {mistake.id: mistake.title for mistake in assignment.mistakes} if assignment else {}
    hints = {mistake.id: mistake.hint for mistake in assignment.mistakes} if assignment else {}
    prompts = {local(part.address): part.prompt for part in assignment.parts} if assignment else {}
    parts = tuple(_part(part, titles, hints, prompts, tell) for part in result.parts)
    groups: dict[str, list[PartView]] = {"broken": [], "losses": [], "waiting": [], "earned": []}
    for part in parts:
        groups[_section(part.result)].append(part)
    losses = tuple(groups["losses"])
    empty = empty_handed(result, losses)
    first = empty or first_to_fix(losses, assignment, tell)
    groups["losses"] = _ordered(losses, first)
    notes, sections = _said_once(result.notes[1:] if empty else result.notes, groups)
    outcomes = [outcome for part in parts if part.counted for outcome in part.result.outcomes if outcome.verdict not in _NOT_RUN]
    public = sum(outcome.public for outcome in outcomes)
    return StudentView(
        result=result,
        name=one_line(result.student, 120),
        state=say("could not be graded in full")
        if _ours(result)
        else say("provisional")
        if result.status == "provisional"
        else say("graded"),
        sentence=_sentence(result, losses, first, tell),
        first=first,
        questions=_questions(result, parts),
        broken=sections["broken"],
        losses=sections["losses"],
        waiting=sections["waiting"],
        earned_in_full=sections["earned"],
        lost=sum((part.lost for part in parts), Fraction(0)),
        pending=result.pending,
        notes=notes,
        example=parts[0].address if parts else "q1",
        caps=result.earned - sum((one.earned for one in result.parts), Fraction(0)) - _ruled(result),
        hidden=len(outcomes) - public,
        public=public,
        language=tell,
    )


def _ruled(result: Result) -> Fraction:
    """What the course's rules took or gave; each has a line of its own."""
    return sum((line.points for line in result.adjustments), Fraction(0))


def mistake_title(mistake: str, titles: Mapping[str, str]) -> str:
    """What a known mistake is called; its id in plain words when nobody gave it a title.

    >>> mistake_title("softmax-wrong_axis", {})
    'softmax wrong axis'
    """
    return titles.get(mistake) or mistake.replace("-", " ").replace("_", " ")


def cases_in_words(hidden: int, public: int, tell: Language) -> str:
    """How many cases there are of both sorts.

    >>> cases_in_words(12, 2, ENGLISH), cases_in_words(1, 0, ENGLISH)
    ('12 hidden and 2 public cases', '1 hidden case')
    """
    if hidden and public:
        return tell("{hidden:,} hidden and {public}", hidden=hidden, public=_public_cases(public, tell))
    return tell.count(hidden, "{count:,} hidden case", "{count:,} hidden cases") if hidden else _public_cases(public, tell)


def _public_cases(count: int, tell: Language) -> str:
    return tell.count(count, "{count:,} public case", "{count:,} public cases")


def _part(part: PartResult, titles: Mapping[str, str], hints: Mapping[str, str], prompts: Mapping[str, str], tell: Language) -> PartView:
    words = VERDICTS[part.verdict].told(tell)
    outcomes = part.outcomes if len(part.outcomes) > 1 or any(outcome.public for outcome in part.outcomes) else ()
    public = sum(outcome.public for outcome in outcomes)
    open_verdicts = (Verdict.BROKEN, Verdict.REVIEW)
    return PartView(
        result=part,
        address=local(part.address),
        words=words,
        mistake=mistake_title(part.mistake, titles) if part.mistake else "",
        messages=chosen(part, words, hints.get(part.mistake or "", ""), tell),
        failing=tuple(outcome for outcome in outcomes if outcome.credit < 1),
        passing=tuple(outcome for outcome in outcomes if outcome.credit >= 1),
        counted=cases_in_words(len(outcomes) - public, public, tell) if outcomes else "",
        prompt=prompts.get(local(part.address), ""),
        lost=part.lost,
        open_cases=sum(outcome.verdict in open_verdicts for outcome in part.outcomes) if part.verdict not in open_verdicts else 0,
    )


def _section(part: PartResult) -> str:
    """Where in the report a part belongs."""
    if part.verdict is Verdict.BROKEN:
        return "broken"
    if part.lost > 0:
        return "losses"
    return "waiting" if _waits(part) else "earned"


def _waits(part: PartResult) -> bool:
    return part.pending > 0 or part.verdict is Verdict.REVIEW or any(outcome.verdict is Verdict.REVIEW for outcome in part.outcomes)


def _ours(result: Result) -> bool:
    return any(Verdict.BROKEN in (part.verdict, *(outcome.verdict for outcome in part.outcomes)) for part in result.parts)


def _questions(result: Result, parts: tuple[PartView, ...]) -> tuple[QuestionView, ...]:
    by_id: dict[str, list[PartView]] = {question: [] for question in result.questions}
    for part in parts:
        by_id.setdefault(part.result.address.question, []).append(part)
    return tuple(
        QuestionView(
            id=question,
            title=result.questions.get(question, ""),
            earned=sum((part.result.earned for part in group), Fraction(0)),
            pending=sum((part.result.pending for part in group), Fraction(0)),
            possible=sum((part.result.possible for part in group), Fraction(0)),
            parts=tuple(group),
        )
        for question, group in by_id.items()
        if group
    )


def _ordered(losses: tuple[PartView, ...], first: First | None) -> list[PartView]:
    """What to fix first leads; then the dearest losses."""
    leading = first.parts if first else ()
    named = {part.address for part in leading}
    return [*leading, *sorted((part for part in losses if part.address not in named), key=lambda part: -part.lost)]


def _said_once(
    notes: tuple[Message, ...], groups: Mapping[str, list[PartView]]
) -> tuple[tuple[Message, ...], dict[str, tuple[PartView, ...]]]:
    """The notes and the sections, with every message said where it comes first; a part's comes before the same one in a note."""
    order = [part for group in groups.values() for part in group]
    *said, (shown_notes, _) = said_once([*((part.address, part.messages) for part in order), ("", notes[:NOTES])])
    shown = iter([replace(part, messages=messages, repeats=earlier) for part, (messages, earlier) in zip(order, said, strict=True)])
    return shown_notes, {section: tuple(islice(shown, len(group))) for section, group in groups.items()}


def _sentence(result: Result, losses: tuple[PartView, ...], first: First | None, tell: Language) -> str:
    """The result in words, before any table."""
    if not result.parts:
        return tell("There was nothing to grade.")
    more = ""
    if result.pending:
        more = " " + tell("{points} more wait for a person, so this result will still change.", points=points(result.pending))
    if _ours(result):
        return (
            tell("Some of it could not be graded, through no fault of yours. That costs you nothing, and this result will change.") + more
        )
    if first:
        return _loss_in_words(result, losses, first, tell) + more
    if result.earned >= result.possible:
        return tell("Everything is right. Well done.")
    return (
        tell("Nothing has been lost so far.") + more
        if more
        else tell("Nothing was lost in any part; caps and adjustments explain the rest.")
    )


def _loss_in_words(result: Result, losses: tuple[PartView, ...], first: First, tell: Language) -> str:
    lost = sum((part.lost for part in losses), Fraction(0))
    title = first.title.rstrip(".")
    if not result.earned and all(part.result.verdict in _ABSENT for part in losses):
        return tell("Nothing that earns points was found yet.")
    if len(losses) == 1:
        return tell("One thing to fix: {title} (−{points}).", title=title, points=points(lost))
    if len(first.parts) == len(losses):
        return tell("All {points} points lost have one cause: {title}.", points=points(lost), title=title)
    if 2 * first.lost >= lost:
        return tell(
            "{points} of the {lost} points lost have one cause: {title}.", points=points(first.lost), lost=points(lost), title=title
        )
    return tell(
        "{lost} points were lost in {count:,} parts. One thing to fix first: {title} (−{points}).",
        lost=points(lost),
        count=len(losses),
        title=title,
        points=points(first.lost),
    )
