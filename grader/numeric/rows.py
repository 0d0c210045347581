"""Cut a row of numbers into its cells, and rows into a grid."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from grader.numeric.chains import find_chains
from grader.numeric.terms import Term

Span = tuple[int, int]
"""First index and the index after the last."""

MOST_CELLS = 400
_LONGEST_CELL = 160
LONGEST_ROW = 800
_SEPARATORS = (re.compile(r"[;&\t|]"), re.compile(r",\s+"), re.compile(r"\s{2,}"), re.compile(r"\s+"), re.compile(r","))
MAYBE = re.compile(r"\d|[¼-¾⅐-⅞]|\be\b")
"""What a number cannot do without."""
JOINT = re.compile(r"(?:[\s,;&|]|and)*")


@dataclass(slots=True)
class Page:
    """The text that is searched, and how much work may still be done on it."""

    text: str
    width: int
    """Length of a row that is asked for, or 0."""
    cells: int = MOST_CELLS
    """How many more cells may be read: bounds the time that a hostile text takes."""


@dataclass(frozen=True, slots=True)
class Grid:
    """Rows of numbers, equally long; a vector has one row."""

    rows: tuple[tuple[Term, ...], ...]
    start: int
    flat: bool = False
    """Whether it was written as a vector."""
    numbers: tuple[int, ...] = ()
    """The number of each row, where the rows are labelled with one."""

    whole: bool = False
    """Whether one pair of brackets, an environment or a table holds all of it, so that its shape is certain."""
    end: int = 0

    @property
    def shape(self) -> tuple[int, ...]:
        """As NumPy would tell it."""
        return (len(self.rows[0]),) if self.flat else (len(self.rows), len(self.rows[0]))


def read_cell(page: Page, span: Span) -> Term | None:
    """The number in a cell; None when it holds none, several, or words."""
    start, end = span
    if end - start > _LONGEST_CELL or page.cells <= 0 or not MAYBE.search(page.text, start, end):
        return None
    page.cells -= 1
    chains, problems = find_chains(page.text, start, end)
    if problems or len(chains) != 1 or any(term.value is None for term in chains[0].terms[1:]):
        return None
    chain = chains[0]
    outside = page.text[start : chain.start] + page.text[chain.end : end]
    return None if outside.strip(" \t\n.,=≈~") else chain.result


def read_row(page: Page, span: Span) -> tuple[Term, ...] | None:
    """The numbers of one row, however they are separated; None when something else stands there."""
    best: tuple[Term, ...] | None = None
    if span[1] - span[0] > LONGEST_ROW or not MAYBE.search(page.text, *span):
        return None
    for separator in _SEPARATORS:
        spans = list(split(page, span, separator))
        row = read_cells(page, spans)
        if not row:
            continue
        if len(row) == page.width or (len(row) > 1 and not page.width):
            return row
        if best is None or len(row) > len(best):
            best = row
    return best


def read_cells(page: Page, spans: list[Span]) -> tuple[Term, ...]:
    """The numbers of all cells; nothing when one of them holds none."""
    row: list[Term] = []
    for span in spans:
        cell = read_cell(page, span)
        if cell is None:
            return ()
        row.append(cell)
    return tuple(row)


def split(page: Page, span: Span, separator: re.Pattern[str]) -> Iterator[Span]:
    """Cut at separators outside of brackets; empty pieces at both ends are dropped."""
    start, end = span
    pieces, depth, at, begin = [], 0, start, start
    while at < end:
        depth += (page.text[at] in "([{") - (page.text[at] in ")]}")
        found = separator.match(page.text, at, end) if depth == 0 else None
        if found:
            pieces.append((begin, at))
            at = begin = found.end()
        else:
            at += 1
    pieces.append((begin, end))
    while pieces and not page.text[slice(*pieces[0])].strip():
        pieces.pop(0)
    while pieces and not page.text[slice(*pieces[-1])].strip():
        pieces.pop()
    yield from pieces


def make_grid(rows: list[tuple[Term, ...] | None], start: int, *, flat: bool = False) -> Grid | None:
    """A grid of rows that are all there and equally long; None otherwise."""
    whole = [row for row in rows if row]
    if not whole or len(whole) != len(rows) or len({len(row) for row in whole}) != 1 or len(whole) * len(whole[0]) > MOST_CELLS:
        return None
    return Grid(tuple(whole), start, flat)


def semicolon_row(page: Page, span: Span) -> tuple[Term, ...]:
    """The numbers of a row such as 0,665; 0,245; 0,090; nothing for rows that semicolons part."""
    pieces = list(split(page, span, re.compile(";")))
    whole = all(re.fullmatch(r"[^,]*(?:\d,\d\d[^,]*)?", page.text[slice(*piece)]) for piece in pieces)
    if len(pieces) < 2 or not (len(pieces) == page.width or (not page.width and whole)):
        return ()
    return read_cells(page, pieces)


def label_number(page: Page, start: int) -> int:
    """The number in a label such as "row 2:" before `start` on its line; 0 without one."""
    line = page.text[page.text.rfind("\n", 0, start) + 1 : start]
    found = re.search(r"(?:row|line|zeile|r)[\s_]*\(?(\d{1,3})", line, re.IGNORECASE)
    return int(found[1]) if found else 0


def row_numbers(labels: tuple[int, ...]) -> tuple[int, ...]:
    """The labels of rows when all have different ones, else nothing."""
    return labels if all(labels) and len(set(labels)) == len(labels) else ()
