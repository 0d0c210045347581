"""The student's report as Markdown that is safe to post anywhere."""

from __future__ import annotations

import re
from dataclasses import replace

from grader.catalogue import Language
from grader.model import Message, Verdict
from grader.model.points import points, possible
from grader.report.escape import code_block, code_span, markdown, plain
from grader.report.prose import blocks
from grader.report.views import PartView, StudentView

_LONGEST = 1500
_NOT_RUN = (Verdict.MISSING, Verdict.SKIPPED, Verdict.BROKEN)
_CODE = re.compile(r"(`+)(.+?)(?<!`)\1(?!`)", re.DOTALL)


def student_markdown(shown: StudentView) -> str:
    """The same report as the page, in the same order: the result, what to fix first, losses, what waits, what is right."""
    result, tell = shown.result, shown.language
    lines = [
        "# "
        + tell(
            "{title}: {earned} of {possible} points",
            title=markdown(result.title),
            earned=points(result.earned, result.possible),
            possible=possible(result.possible),
        ),
        "",
        tell("Student: {name} · {state}", name=code_span(result.student, 120), state=tell.of(shown.state)),
        "",
        markdown(shown.sentence),
        "",
        *_first(shown),
        *_questions(shown),
        *_section(tell("We could not grade this (our fault, no points lost)"), shown.broken, tell),
        *_section(tell("Where points were lost"), shown.losses, tell),
        *_section(tell("Waiting for a person"), shown.waiting, tell),
        *_earned(shown),
        *_notes(shown),
    ]
    return "\n".join(lines).rstrip() + "\n"


def _first(shown: StudentView) -> list[str]:
    first, tell = shown.first, shown.language
    if not first:
        return []
    title, lost = f"**{_prose(first.title)}**", points(first.lost)
    if first.parts:
        places = ", ".join(code_span(part.address) for part in first.parts)
        costs = tell("{title} costs {points} points in {places}.", title=title, points=lost, places=places)
    else:
        costs = tell("{title} costs {points} points in all.", title=title, points=lost)
    lines = ["## " + tell("Fix this first"), "", costs, ""]
    said = replace(first.message, reason="") if first.told else first.message
    return [*lines, *_message(said, tell), ""]


def _questions(shown: StudentView) -> list[str]:
    tell = shown.language
    columns = (tell("Question"), tell("Earned"), tell("Waiting"), tell("Possible"))
    lines = ["## " + tell("Question by question"), "", f"| {' | '.join(columns)} |", "|---|--:|--:|--:|"]
    for question in shown.questions:
        name = f"{question.id.upper()} {markdown(question.title)}".strip()
        earned, pending = points(question.earned, question.possible), points(question.pending) if question.pending else ""
        lines.append(f"| {name} | {earned} | {pending} | {possible(question.possible)} |")
    if shown.caps:
        lines.append(f"| {tell('Caps')} | {points(shown.caps)} | | |")
    lines += [f"| {markdown(tell.of(line.reason))} | {points(line.points)} | | |" for line in shown.result.adjustments]
    return [*lines, ""]


def _section(title: str, parts: tuple[PartView, ...], tell: Language) -> list[str]:
    if not parts:
        return []
    lines = [f"## {title}", ""]
    for part in parts:
        lines += _part(part, tell)
    return lines


def _part(part: PartView, tell: Language) -> list[str]:
    result = part.result
    sums = tell("{earned} of {possible}", earned=points(result.earned, result.possible), possible=possible(result.possible))
    if result.pending:
        sums += tell(", {points} waiting", points=points(result.pending))
    lines = [f"### {code_span(part.address)} {_prose(result.title)}: {sums}", "", f"{part.words.word[:1].upper()}{part.words.word[1:]}."]
    if part.mistake:
        lines[-1] += " " + tell("Known mistake: {title}.", title=_prose(part.mistake))
    if part.repeats:
        lines[-1] += " " + tell("Same cause as {address}, explained there.", address=code_span(part.repeats))
    lines.append("")
    for message in part.messages[: max(1, part.leading)]:
        lines += [*_message(message, tell), ""]
    if part.counted and result.verdict in _NOT_RUN:
        return [*lines, tell("{cases}, not run.", cases=part.counted), ""]
    if part.counted:
        passed, failed = len(part.passing), len(part.failing)
        lines += [tell("{cases}: {passed} passed, {failed} did not", cases=part.counted, passed=passed, failed=failed) + ".", ""]
    failing = [f"- {_prose(outcome.title)} ({tell('public') if outcome.public else tell('hidden')})" for outcome in part.failing]
    return [*lines, *failing, *([""] if failing else [])]


def _message(message: Message, tell: Language) -> list[str]:
    place = " ".join(code_span(text, 300) for text in (message.where, message.source) if text)
    step = f"**{tell('Next step')}:** {_paragraphs(message.help)}" if message.help else ""
    return ["\n\n".join(text for text in (_paragraphs(message.reason), place, step) if text)]


def _earned(shown: StudentView) -> list[str]:
    if not shown.earned_in_full:
        return []
    tell = shown.language
    count = tell.count(len(shown.earned_in_full), "{count:,} part, nothing to do", "{count:,} parts, nothing to do")
    lines = ["## " + tell("Earned in full"), "", f"{count}:", ""]
    for part in shown.earned_in_full:
        counted = f" ({part.counted})" if part.counted else ""
        lines.append(f"- {code_span(part.address)} {_prose(part.result.title)}: {points(part.result.earned)}{counted}")
    return [*lines, ""]


def _notes(shown: StudentView) -> list[str]:
    if not shown.notes:
        return []
    lines = ["## " + shown.language("About what you handed in"), ""]
    for note in shown.notes:
        lines += [*_message(note, shown.language), ""]
    return lines


def _prose(text: str) -> str:
    """A course's words on one line: code spans stay code, all else is escaped."""
    text = " ".join(plain(text, _LONGEST).split())
    out, end = [], 0
    for found in _CODE.finditer(text):
        out += [_outside(text[end : found.start()]), code_span(found[2].strip())]
        end = found.end()
    return "".join([*out, _outside(text[end:])])


def _outside(text: str) -> str:
    # `markdown` trims, and blanks beside a code span count.
    before, after = text[:1].isspace(), len(text) > 1 and text[-1:].isspace()
    return f"{' ' if before else ''}{markdown(text)}{' ' if after else ''}"


def _paragraphs(text: str) -> str:
    """Words as paragraphs; runs of indented lines (arrays, tracebacks) as blocks."""
    out = []
    for lines in blocks(plain(text, _LONGEST)):
        out.append(code_block("\n".join(lines)) if lines[0].startswith("  ") else _prose(" ".join(line.strip() for line in lines)))
    return "\n\n".join(out)
