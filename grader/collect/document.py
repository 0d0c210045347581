"""Lines of prose with their places; what is literal, what is a comment."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

_FENCE = re.compile(r" {0,3}(?:> ?)?(`{3,}|~{3,})(.*)")
_WITHIN = re.compile(r"(?<=[.;!?])[ \t]{1,9}(?=\(?\bQ[ \t]?\d{1,2}[ \t]?[).:](?!\d))")
_NOT_LINE_END = re.compile(r"[^\n]")


@dataclass(frozen=True, slots=True)
class Page:
    """A file, or a notebook cell, as it was written."""

    file: str
    """What a message calls it: `answers.md`, `dl-hw1.ipynb cell 7`."""
    text: str
    part: str = ""
    """The part that the cell's metadata names."""


@dataclass(frozen=True, slots=True)
class Document:
    """Pages as one run of lines; comments are blanked, so that columns stay right."""

    lines: list[str]
    literal: frozenset[int]
    """Lines inside code fences."""
    comments: dict[int, list[str]] = field(default_factory=dict)
    """Texts of HTML comments by the line at which they begin."""
    pages: Sequence[Page] = ()
    starts: list[int] = field(default_factory=list)
    unclosed: list[int] = field(default_factory=list)
    """Lines of code fences that were ended for the student."""
    parted: list[int] = field(default_factory=list)
    """Lines, in order, that go on with the file's line before them: it was cut at a label such as `Q2)` within it."""

    def place(self, line: int) -> tuple[str, int]:
        """The file and the line in it, counted from 1."""
        page = max(bisect_right(self.starts, line) - 1, 0)
        if not self.pages:
            return "", line + 1
        first = self.starts[page]
        added = bisect_right(self.parted, line) - bisect_right(self.parted, first)
        return self.pages[page].file, line - first + 1 - added


def read_document(pages: Sequence[Page], is_heading: Callable[[str], bool]) -> Document:
    """Split pages into lines; fences and comments never reach from one page into the next.

    A fence that is never closed ends before the next line for which `is_heading`, lest one forgotten line swallow all later answers.
    """
    document = Document([], frozenset(), {}, pages, [], [])
    literal: set[int] = set()
    for given in pages:
        first = len(document.lines)
        document.starts.append(first)
        page, parted = _parted(given)
        document.parted.extend(first + line for line in parted)
        lines = page.text.split("\n")
        fenced = _fenced(lines, first, document.unclosed, is_heading) if "```" in page.text or "~~~" in page.text else set()
        literal.update(first + line for line in fenced)
        document.lines.extend(_without_comments(page.text, fenced, first, document.comments) if "-->" in page.text else lines)
    return Document(document.lines, frozenset(literal), document.comments, pages, document.starts, document.unclosed, document.parted)


def _parted(page: Page) -> tuple[Page, list[int]]:
    """A page with a line for each question where one line answers several: `... a line. Q2) Layers ...`."""
    if not _WITHIN.search(page.text):
        return page, []
    lines: list[str] = []
    parted: list[int] = []
    for line in page.text.split("\n"):
        for number, piece in enumerate(_WITHIN.sub("\n", line).split("\n")):
            parted += [len(lines)] if number else []
            lines.append(piece)
    return replace(page, text="\n".join(lines)), parted


def _fenced(lines: list[str], first: int, unclosed: list[int], is_heading: Callable[[str], bool]) -> set[int]:
    """The lines inside code fences; the lines that are fences among them."""
    inside: set[int] = set()
    index = 0
    while index < len(lines):
        found = _fence(lines[index])
        if not found:
            index += 1
            continue
        end, closed = _end_of_fence(lines, index, found[1], is_heading)
        if not closed:
            unclosed.append(first + index)
        inside.update(range(index, end))
        index = end
    return inside


def _fence(line: str) -> re.Match[str] | None:
    found = _FENCE.match(line) if "```" in line or "~~~" in line else None
    # CommonMark: an opening fence of backticks has no backtick behind it, else it is code within a line.
    return found if found and not (found[1][0] == "`" and "`" in found[2]) else None


def _end_of_fence(lines: list[str], start: int, mark: str, is_heading: Callable[[str], bool]) -> tuple[int, bool]:
    """The line behind the fence that opens at `start`, and whether the student closed it."""
    heading = 0
    for index in range(start + 1, len(lines)):
        found = _fence(lines[index])
        if found and found[1].startswith(mark):
            if not found[2].strip():
                return index + 1, True
            if heading:
                break  # a second opening behind a heading: the first one was never closed
        if not heading and is_heading(lines[index]):
            heading = index
    return heading or len(lines), False


def _without_comments(text: str, fenced: set[int], first: int, comments: dict[int, list[str]]) -> list[str]:
    """Blank the comments, line by line; one that never ends is text."""
    kept, done, line = [], 0, 0
    start = text.find("<!--")
    while start >= 0 and (end := text.find("-->", start + 4)) >= 0:
        line += text.count("\n", done, start)
        kept.append(text[done:start])
        comment = text[start : end + 3]
        if line not in fenced:
            comments.setdefault(first + line, []).append(comment[4:-3])
            comment = _NOT_LINE_END.sub(" ", comment)
        kept.append(comment)
        line += comment.count("\n")
        done = end + 3
        start = text.find("<!--", done)
    kept.append(text[done:])
    return "".join(kept).split("\n")
