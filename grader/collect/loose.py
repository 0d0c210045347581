"""Answer sheets whose parts no heading names: told apart by question at best."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import replace

from grader.collect.asked import Asked
from grader.collect.document import Document
from grader.collect.handed_out import is_placeholder, trimmed
from grader.collect.headings import squeeze
from grader.collect.sections import Section
from grader.collect.telling import concerns, without_others
from grader.model import Answer, Origin, join

# Every run of blanks is bounded: a line of a million blanks would else take hours to match.
_GAP = r"[ \t]{0,4}"
_FRAME = rf"{_GAP}(?:>{_GAP})?(?:#{{1,6}}{_GAP}|<h[1-6][^<>\n]{{0,60}}>{_GAP})?[*_(\[]{{0,4}}{_GAP}"
_NAMED = re.compile(
    rf"{_FRAME}(?:questions?|q|ans(?:wers?)?|a(?=\d)|problem|exercise|task|aufgabe|frage|que|qn|ques){_GAP}(?:no\.?|nr\.?|#)?{_GAP}[.:-]?{_GAP}"
    rf"(?P<number>\d{{1,2}})(?P<sub>\.\d{{1,2}}(?=[):.\s]))?"
    rf"(?!\d|\.\d|{_GAP}[=+/^]|[ \t]\*)(?P<end>{_GAP}[*_]{{0,3}}{_GAP}[)\].:–—-]{{0,4}}[*_]{{0,3}})",
    re.IGNORECASE,
)
_BARE = re.compile(
    rf"{_FRAME}(?P<number>\d{{1,2}})(?P<end>[*_]{{0,3}}{_GAP}(?:[)\]][*_]{{0,3}}[.:]?|[.:][*_]{{0,3}}(?=[ \t]|$)|(?={_GAP}$)))"
)
_HEADING_BARE = re.compile(rf"{_GAP}#{{1,6}}{_GAP}[*_(]{{0,4}}(?P<number>\d{{1,2}})(?P<end>[*_]{{0,3}}[).:–—-]?[*_]{{0,3}})(?=[ \t]|$)")
_TAG = re.compile(r"</?h[1-6][^<>\n]{0,60}>", re.IGNORECASE)
_SUBSTANTIAL = 25
"""Words that make unlabelled text beside headed answers more than a name and a date."""
_SUBSTANTIAL_LABELLED = 8
_WHOLE_SHEET = 60
"""Words of unlabelled text that are taken for the answers when all headings were left empty."""


def loose_answers(
    sections: Sequence[Section],
    document: Document,
    asked: Asked,
    wanted: Collection[str],
    template: Collection[str],
    answers: dict[str, Answer],
) -> list[str]:
    """Look for the parts that are not in `answers` in all that was written for their question, else in all text that is left over.

    Where other parts have headings, only text of some size is taken for an answer; a part whose own heading stands there with nothing
    below it gets unlabelled text only when nothing at all was written under headings. Answers under headings get what else was written
    for their question set beside them. Returns the parts for which text without a heading was taken.
    """
    lines = _left_over(sections, document, asked, template)
    absent = [local for local in wanted if local not in answers]
    headed = {section.heading.part for section in sections if section.heading.part in asked.written}
    by_question = _by_question(lines, sections, document, asked)
    apart = len(by_question) > (0 if headed else 1)
    labelled = set().union(*by_question.values()) if apart else set()
    spare = {index for index, line in enumerate(lines) if line.strip() and index not in labelled}
    size = _words(lines, spare)
    named = dict(answers)
    unheaded: list[str] = []
    for local in wanted:
        question = local.partition(".")[0]
        own = by_question.get(question, set())
        chosen: Collection[int] = ()
        if own:
            chosen = own if _words(lines, own) >= (_SUBSTANTIAL_LABELLED if headed else 1) else ()
        elif local in absent and local in headed:
            chosen = spare if size >= _WHOLE_SHEET and not named else ()
        elif local in absent:
            chosen = spare if size >= (_SUBSTANTIAL if headed or apart else 1) else ()
        passage = _passage(lines, chosen, document)
        beside = join([answer for other, answer in named.items() if other != local and other.partition(".")[0] == question])
        if local in named:
            elsewhere = join([piece for piece in (passage, beside) if piece])
            answers[local] = replace(named[local], beside=elsewhere)
        else:
            passage, beside = (_own_lines(piece, local, asked) for piece in (passage, beside))
            if not _may_hold(join([piece for piece in (passage, beside) if piece]), local, asked, surely=passage is None):
                continue
            answers[local] = replace(passage, beside=beside) if passage else Answer("", document.place(0)[0], loose=True, beside=beside)
            unheaded += [local] if passage else []
    return unheaded


def _own_lines(piece: Answer | None, local: str, asked: Asked) -> Answer | None:
    """A text without the lines of other derivations, where it is to be read as a derivation."""
    own, others = _symbols(local, asked)
    return replace(piece, text=without_others(piece.text, own, others)) if piece and own else piece


def _symbols(local: str, asked: Asked) -> tuple[frozenset[str], list[frozenset[str]]]:
    """The symbols of a part, and those of the others of its question."""
    question = local.partition(".")[0]
    others = [part.kind.telltale() for other, part in asked.written.items() if other != local and other.partition(".")[0] == question]
    return asked.written[local].kind.telltale(), others


def _may_hold(found: Answer | None, local: str, asked: Asked, *, surely: bool) -> bool:
    """Whether a derivation could be in it at all; prose and numbers could be anywhere."""
    own, others = _symbols(local, asked)
    return found is not None and (not own or concerns(found.text, own, others, surely=surely))


def _by_question(lines: list[str], sections: Sequence[Section], document: Document, asked: Asked) -> dict[str, set[int]]:
    """Lines by question, as labels in the text and headings of whole questions tell."""
    found = _labelled(lines, document, asked)
    for section in sections:
        heading = section.heading
        if heading.question and heading.part not in asked.written and not _from_notebook(document, section):
            others = set().union(*(lines for question, lines in found.items() if question != heading.question))
            # A label below the heading of a question speaks for itself.
            mine = set(range(section.start - bool(heading.rest and not heading.part), section.stop)) - others
            if any(lines[index].strip() for index in mine):
                found.setdefault(heading.question, set()).update(mine)
    return found


def _from_notebook(document: Document, section: Section) -> bool:
    """In a notebook the text under a code part's heading is the task that was handed out."""
    return section.heading.part != "" and ".ipynb" in document.place(section.start - 1)[0]


def _left_over(sections: Sequence[Section], document: Document, asked: Asked, template: Collection[str]) -> list[str]:
    """All lines that no written part's heading claims, the others blanked."""
    lines = [""] * len(document.lines)
    for section in sections:
        if section.heading.part in asked.written or _from_notebook(document, section):
            continue
        lines[section.start : section.stop] = document.lines[section.start : section.stop]
        if section.heading.rest and not section.heading.part:
            lines[section.start - 1] = document.lines[section.start - 1]
    titles = {squeeze(question.title) for question in asked.questions}
    return ["" if line and (line.strip() in template or squeeze(line) in titles or is_placeholder(line)) else line for line in lines]


def _labelled(lines: list[str], document: Document, asked: Asked) -> dict[str, set[int]]:
    """The lines of each question by their labels, which are cut off; empty when there are none.

    `Q1)`, `(Q3)`, `Question 2`, `Ans 4:`, `## 3`; bare numbers (`1)`) only when they come in order and nothing else labels.
    """
    numbers = {
        str(int(digits)) if (digits := re.sub(r"\D", "", question.id)) else str(n): question.id
        for n, question in enumerate(asked.questions, 1)
    }
    words = re.compile(rf"\.(?:{'|'.join(re.escape(part.address.part) for part in asked.parts)})\b", re.IGNORECASE)
    named: list[tuple[int, str, int]] = []
    for pattern in (_NAMED, _HEADING_BARE, _BARE):
        marks = [
            (index, numbers[found["number"].lstrip("0")], found.end())
            for index, line in enumerate(lines)
            if line.strip() and index not in document.literal and (found := pattern.match(line))
            if found["number"].lstrip("0") in numbers and not words.match(line, found.end("number"))
        ]
        if pattern is _NAMED:
            named = marks
            continue
        if named:
            marks = _unnamed(marks, named, list(numbers.values()))
            named = sorted([*named, *marks])
            continue
        order = [question for _, question, _ in marks]
        if marks and len(set(order)) >= 2 and order == sorted(set(order), key=list(numbers.values()).index):
            return _spans(lines, marks)
    return _spans(lines, named) if named else {}


def _unnamed(marks: list[tuple[int, str, int]], named: list[tuple[int, str, int]], questions: list[str]) -> list[tuple[int, str, int]]:
    """Bare numbers beside named questions: those of questions that no label names, unless they go on with a list 1, 2, 3."""
    found: list[tuple[int, str, int]] = []
    known = {question for _, question, _ in named}
    for question in questions:
        mark = next((mark for mark in marks if mark[1] == question), None)
        if question in known or mark is None:
            continue
        since = max((index for index, _, _ in [*named, *found] if index < mark[0]), default=-1)
        if not any(since < index < mark[0] for index, other, _ in marks if other == questions[0]):
            found.append(mark)
    return found


def _spans(lines: list[str], marks: list[tuple[int, str, int]]) -> dict[str, set[int]]:
    found: dict[str, set[int]] = {}
    ends = [index for index, _, _ in marks[1:]] + [len(lines)]
    for (index, question, column), end in zip(marks, ends, strict=True):
        found.setdefault(question, set()).update(range(index, end))
        lines[index] = _TAG.sub("", lines[index][column:]).lstrip()
    return found


def _words(lines: list[str], chosen: Collection[int]) -> int:
    return sum(len(lines[index].split()) for index in chosen if index < len(lines))


def _passage(lines: list[str], chosen: Collection[int], document: Document) -> Answer | None:
    """The chosen lines as one text; lines that were left out between them become one blank line."""
    kept: list[str] = []
    origins: list[Origin] = []
    pending = True
    starts = frozenset(document.starts)
    for index in sorted(chosen):
        if index - 1 not in chosen or index in starts:
            pending = True
        line = lines[index].rstrip() if index < len(lines) else ""
        if pending and not (line and not _is_rule(line)):
            continue
        if pending:
            while kept and _is_rule(kept[-1]):
                kept.pop()
            kept += [""] if kept else []
            origins.append(Origin(len(kept), *document.place(index)))
            pending = False
        kept.append(line)
    text = trimmed(kept)[1]
    if not text:
        return None
    return Answer(text, origins[0].file, origins[0].number, loose=True, origins=tuple(origins) if len(origins) > 1 else ())


def _is_rule(line: str) -> bool:
    return not trimmed([line])[1]
