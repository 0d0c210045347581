"""A document cut at its headings; every line belongs to exactly one section."""

from __future__ import annotations

from dataclasses import dataclass

from grader.collect.document import Document
from grader.collect.headings import Heading, Headings


@dataclass(frozen=True, slots=True)
class Section:
    """Lines `start` to `stop` (without) under one heading; the heading's own line is `start - 1` when there is one."""

    start: int
    stop: int
    heading: Heading
    by_cell: bool = False
    """The part comes from the cell's metadata, not from a heading."""


def cut(document: Document, headings: Headings) -> list[Section]:
    """Cut a document into sections, in order.

    A heading of the question that a section is about already does not end it: `### Q2 a)` under `## q2.vanishing` is part of the answer.
    """
    sections: list[Section] = []
    start, heading, by_cell = 0, Heading(), False
    cells = {first: page.part for first, page in zip(document.starts, document.pages, strict=True) if page.part}
    for index, line in enumerate(document.lines):
        if index in cells and not _names_part(document, headings, index):
            sections.append(Section(start, index, heading, by_cell))
            start, heading, by_cell = index, Heading(cells[index], cells[index].partition(".")[0]), True
        found = headings.read(line) if line[:4].strip(" ")[:1] in _STARTS and index not in document.literal else None
        if found is None or (not found.part and heading.part and found.question == heading.question):
            continue
        sections.append(Section(start, index, heading, by_cell))
        start, heading, by_cell = index + 1, found, False
    sections.append(Section(start, len(document.lines), heading, by_cell))
    return [section for section in sections if section.heading.part or section.heading.question or section.stop > section.start]


def _names_part(document: Document, headings: Headings, index: int) -> bool:
    """Whether the first written line of a cell names a part, which then counts more than the cell's metadata."""
    for line in document.lines[index : index + 40]:
        if line.strip():
            found = headings.read(line)
            return bool(found and found.part)
    return False


_STARTS = frozenset('#*_([`"-+><|') | frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789")
