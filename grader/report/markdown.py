"""The student's report as Markdown that is safe to post anywhere."""

from __future__ import annotations

import re
from dataclasses import replace

from grader.model import Message, Verdict
from grader.report.escape import code_block, code_span, markdown, plain
from grader.report.points import plural, points, possible
from grader.report.prose import blocks
from grader.report.views import PartView, StudentView

_LONGEST = 1500
_NOT_RUN = (Verdict.MISSING, Verdict.SKIPPED, Verdict.BROKEN)
_CODE = re.compile(r"(`+)(.+?)(?<!`)\1(?!`)", re.DOTALL)


def student_markdown(shown: StudentView) -> str:
    """The same report as the page, in the same order: the result, what to fix first, losses, what waits, what is right."""
    result = shown.result
    lines = [
        f"# {markdown(result.title)}: {points(result.earned, result.possible)} of {possible(result.possible)} points",
        "",
        f"Student: {code_span(result.student, 120)} · {shown.state}",
        "",
        markdown(shown.sentence),
        "",
        *_first(shown),
        *_questions(shown),
        *_section("We could not grade this (our fault, no points lost)", shown.broken),
        *_section("Where points were lost", shown.losses),
        *_section("Waiting for a person", shown.waiting),
        *_earned(shown),
        *_notes(shown),
    ]
    return "\n".join(lines).rstrip() + "\n"


def _first(shown: StudentView) -> list[str]:
    first = shown.first
    if not first:
        return []
    where = "in " + ", ".join(code_span(part.address) for part in first.parts) if first.parts else "in all"
    lines = ["## Fix this first", "", f"**{_prose(first.title)}** costs {points(first.lost)} points {where}.", ""]
    said = replace(first.message, reason="") if first.told else first.message
    return [*lines, *_message(said), ""]


def _questions(shown: StudentView) -> list[str]:
    lines = ["## Question by question", "", "| Question | Earned | Waiting | Possible |", "|---|--:|--:|--:|"]
    for question in shown.questions:
        name = f"{question.id.upper()} {markdown(question.title)}".strip()
        earned, pending = points(question.earned, question.possible), points(question.pending) if question.pending else ""
        lines.append(f"| {name} | {earned} | {pending} | {possible(question.possible)} |")
    if shown.adjustment:
        lines.append(f"| Caps and adjustments | {points(shown.adjustment)} | | |")
    return [*lines, ""]


def _section(title: str, parts: tuple[PartView, ...]) -> list[str]:
    if not parts:
        return []
    lines = [f"## {title}", ""]
    for part in parts:
        lines += _part(part)
    return lines


def _part(part: PartView) -> list[str]:
    result = part.result
    sums = f"{points(result.earned, result.possible)} of {possible(result.possible)}"
    if result.pending:
        sums += f", {points(result.pending)} waiting"
    lines = [f"### {code_span(part.address)} {_prose(result.title)}: {sums}", "", f"{part.words.word[:1].upper()}{part.words.word[1:]}."]
    if part.mistake:
        lines[-1] += f" Known mistake: {_prose(part.mistake)}."
    if part.repeats:
        lines[-1] += f" Same cause as {code_span(part.repeats)}, explained there."
    lines.append("")
    for message in part.messages[: max(1, part.leading)]:
        lines += [*_message(message), ""]
    if part.counted and result.verdict in _NOT_RUN:
        return [*lines, f"{part.counted}, not run.", ""]
    if part.counted:
        lines += [f"{part.counted}: {len(part.passing)} passed, {len(part.failing)} did not.", ""]
    failing = [f"- {_prose(outcome.title)} ({'public' if outcome.public else 'hidden'})" for outcome in part.failing]
    return [*lines, *failing, *([""] if failing else [])]


def _message(message: Message) -> list[str]:
    place = " ".join(code_span(text, 300) for text in (message.where, message.source) if text)
    step = f"**Next step:** {_paragraphs(message.help)}" if message.help else ""
    return ["\n\n".join(text for text in (_paragraphs(message.reason), place, step) if text)]


def _earned(shown: StudentView) -> list[str]:
    if not shown.earned_in_full:
        return []
    lines = ["## Earned in full", "", f"{plural(len(shown.earned_in_full), 'part')}, nothing to do:", ""]
    for part in shown.earned_in_full:
        counted = f" ({part.counted})" if part.counted else ""
        lines.append(f"- {code_span(part.address)} {_prose(part.result.title)}: {points(part.result.earned)}{counted}")
    return [*lines, ""]


def _notes(shown: StudentView) -> list[str]:
    if not shown.notes:
        return []
    lines = ["## About what you handed in", ""]
    for note in shown.notes:
        lines += [*_message(note), ""]
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
