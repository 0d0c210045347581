"""Written answers of an answer sheet or a notebook, part by part."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field, replace

from grader.catalogue import say
from grader.collect.asked import Asked
from grader.collect.document import Document, Page, read_document
from grader.collect.handed_out import is_placeholder, trimmed, without_prompt
from grader.collect.headings import Heading, Headings, squeeze
from grader.collect.loose import loose_answers
from grader.collect.naming import shown
from grader.collect.sections import Section, cut
from grader.model import Answer, Message

_SHOWN = 60
_TELLING = re.compile(r"[\d=]")
_WORDS_IN_HEADING = 6


@dataclass(slots=True)
class Sheet:
    """What was written, and what there is to say about it."""

    answers: dict[str, Answer] = field(default_factory=dict)
    notes: list[Message] = field(default_factory=list)


def read_answers(pages: Sequence[Page], asked: Asked, template: Collection[str] = (), *, only: Collection[str] = ()) -> Sheet:
    """Read the written answers; `template` holds lines that were handed out, `only` the parts that may be answered here (default: all).

    Parts without any words of the student are not in the result.
    """
    sheet = Sheet()
    wanted = {local: part for local, part in asked.written.items() if not only or local in only}
    if not any(page.text.strip() for page in pages):
        return sheet
    headings = Headings(asked)
    document = read_document(pages, headings.is_plain_part)
    for line in document.unclosed:
        file, number = document.place(line)
        sheet.notes.append(
            Message(
                say(
                    "The code block that opens at line {line} of {file} is never closed; it was ended at the next heading.",
                    line=number,
                    file=file,
                ),
                say("Close it with ``` on a line of its own."),
                f"{file}:{number}",
            )
        )
    sections = cut(document, headings)
    _take(sections, document, asked, wanted, template, sheet)
    headed = any(section.heading.part in asked.written for section in sections)
    if len(wanted) == 1 and not headed:
        _whole(next(iter(wanted)), document, wanted[next(iter(wanted))].prompt, sheet)
    else:
        _tell_loose(loose_answers(sections, document, asked, wanted, template, sheet.answers), sheet)
    return sheet


def _take(
    sections: list[Section], document: Document, asked: Asked, wanted: Collection[str], template: Collection[str], sheet: Sheet
) -> None:
    """Collect the sections that name a part; the last one with words in it counts."""
    for section in sections:
        local = section.heading.part
        if section.heading.also:
            _take_several(section, document, asked, wanted, template, sheet)
            continue
        if local not in wanted:
            continue
        _tell_spelling(section, document, sheet)
        answer = _answer(section, document, asked.written[local].prompt, asked.written[local].title, template, sheet)
        if answer is None:
            continue
        before = sheet.answers.get(local)
        if before and section.by_cell and before.text != answer.text:
            answer = Answer(f"{before.text}\n\n{answer.text}", before.file, before.line)
            sheet.notes.append(
                Message(say("{part} is written in two cells; they were joined.", part=local), say("Keep one cell for each part."))
            )
        elif before and before.text != answer.text:
            sheet.notes.append(
                Message(
                    say(
                        "{part} is answered twice ({first}:{line} and {second}:{again}); the last one counts.",
                        part=local,
                        first=before.file,
                        line=before.line,
                        second=answer.file,
                        again=answer.line,
                    ),
                    say("Keep one of them."),
                    f"{answer.file}:{answer.line}",
                )
            )
        sheet.answers[local] = answer


def _take_several(
    section: Section, document: Document, asked: Asked, wanted: Collection[str], template: Collection[str], sheet: Sheet
) -> None:
    """One heading names several parts: each is looked for in all that stands below it."""
    for local in (section.heading.part, *section.heading.also):
        if local not in wanted or local in sheet.answers:
            continue
        answer = _answer(section, document, asked.written[local].prompt, asked.written[local].title, template, sheet)
        if answer:
            sheet.answers[local] = replace(answer, loose=True)


def _tell_loose(loose: list[str], sheet: Sheet) -> None:
    if loose:
        which = (
            say("{parts} and {count} more parts", parts=", ".join(loose[:3]), count=len(loose) - 3) if len(loose) > 4 else ", ".join(loose)
        )
        sheet.notes.append(
            Message(
                say("No heading names {parts}; they were looked for in all that stands there without a heading.", parts=which),
                say("Write a heading such as `## {part}` above each answer.", part=loose[0]),
            )
        )


def _tell_spelling(section: Section, document: Document, sheet: Sheet) -> None:
    wrote = section.heading.instead_of
    if wrote:
        file, number = document.place(section.start - 1)
        sheet.notes.append(
            Message(
                say("There is no part {given!r}; it was read as {part}.", given=shown(wrote), part=section.heading.part),
                say("Write the heading as `## {part}`.", part=section.heading.part),
                f"{file}:{number}",
                shown(document.lines[section.start - 1].strip()),
            )
        )


def _answer(section: Section, document: Document, prompt: str, title: str, template: Collection[str], sheet: Sheet) -> Answer | None:
    heading, start = section.heading, section.start
    lines = without_prompt(document.lines[start : section.stop], prompt)
    if template:
        lines = ["" if line.strip() in template else line for line in lines]
    if heading.rest and (heading.plain or (not any(line.strip() for line in lines) and _says_something(heading, title))):
        lines, start = [heading.rest, *lines], start - 1
    skipped, text = trimmed(lines)
    if not text:
        return _from_comment(section, document, prompt, sheet)
    file, number = document.place(start + skipped)
    return Answer(text, file, number)


def _says_something(heading: Heading, title: str) -> bool:
    """Whether the words behind a part's name in its heading are the answer, not a title."""
    if squeeze(heading.rest) == squeeze(title):
        return False
    return bool(_TELLING.search(heading.rest)) or len(heading.rest.split()) >= _WORDS_IN_HEADING


def _from_comment(section: Section, document: Document, prompt: str, sheet: Sheet) -> Answer | None:
    """Some write inside the comment that invites them to: what they wrote is read."""
    for line in range(section.start, section.stop):
        for words in document.comments.get(line, ()):
            if is_placeholder(words):
                continue
            inside = re.sub(r"^\W*your answer\b(?: here)?\s*[:.-]?", "", words, flags=re.IGNORECASE)
            skipped, text = trimmed(without_prompt(inside.split("\n"), prompt))
            if not is_placeholder(text):
                file, number = document.place(line + skipped)
                sheet.notes.append(
                    Message(
                        say(
                            "The answer to {part} stands inside a comment (<!-- -->); it was read all the same.", part=section.heading.part
                        ),
                        say("Write below the comment."),
                        f"{file}:{number}",
                    )
                )
                return Answer(text.strip(), file, number)
    return None


def _whole(local: str, document: Document, prompt: str, sheet: Sheet) -> None:
    """A file that is asked for one part only needs no heading."""
    skipped, text = trimmed(without_prompt(document.lines, prompt))
    if text:
        file, number = document.place(skipped)
        sheet.answers[local] = Answer(text, file, number)
