"""Find vectors and matrices in a text: brackets, LaTeX, Markdown tables, plain rows."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from grader.numeric.brackets import bracketed_grids
from grader.numeric.chains import Chain, find_chains
from grader.numeric.rows import (
    JOINT,
    LONGEST_ROW,
    MAYBE,
    MOST_CELLS,
    Grid,
    Page,
    Span,
    label_number,
    make_grid,
    read_cell,
    read_row,
    row_numbers,
    semicolon_row,
    split,
)
from grader.numeric.terms import Term

_BEGIN = re.compile(r"\\begin\s*\{([a-zA-Z*]{1,14})\}(?:\s*\{[^{}\n]{0,40}\})?")
_END = re.compile(r"\\end\s*\{[a-zA-Z*]{1,14}\}")
_ROW_END = re.compile(r"\\\\(?:\[[^\]\n]{0,20}\])?|\\cr(?![a-z])")
_LABEL = re.compile(
    r"[^\d\n]{0,30}?(?:(?:row|line|zeile|r|x|z)[\s_]*\(?(\d{1,3})\)?)?[^\d\n:→=(\[-]{0,20}?(?::|→|=>|->|⇒)\s*", re.IGNORECASE
)
_RULE = re.compile(r"\s*:?-{1,}:?\s*")


def find_grids(text: str, width: int = 0) -> list[Grid]:
    """All grids of numbers in a text without markup, in the order in which they end; `width` is the row length asked for, or 0."""
    page = Page(text, width)
    environments = list(_environments(page))
    for _, (start, end) in environments:
        page.text = page.text[:start] + re.sub(r"[^\n]", " ", page.text[start:end]) + page.text[end:]
    found = [(end, replace(grid, whole=True)) for grid, (_, end) in environments if grid]
    found += bracketed_grids(page)
    if not found:
        found += [(end, replace(grid, whole=True)) for end, grid in _tables(page)]
    if not found or width:
        # Brackets may hold what was given: softmax([2, 1, 0]) is 0.665, 0.245, 0.090.
        found += _lines(page)
    return [replace(grid, end=end) for end, grid in sorted(found, key=lambda pair: pair[0])]


def _environments(page: Page) -> Iterator[tuple[Grid | None, Span]]:
    at = 0
    while begin := _BEGIN.search(page.text, at):
        end = _END.search(page.text, begin.end())
        if not end:
            return
        inner = _BEGIN.search(page.text, begin.end(), end.start())
        if inner:
            at = inner.start()
            continue
        rows, start = [], begin.end()
        for stop in [*(m.span() for m in _ROW_END.finditer(page.text, begin.end(), end.start())), (end.start(), end.start())]:
            if page.text[start : stop[0]].strip():
                rows.append(tuple(split(page, (start, stop[0]), re.compile("&"))))
            start = stop[1]
        cells = [[read_cell(page, span) for span in row] for row in rows[:MOST_CELLS]]
        whole = [None if None in row else tuple(cell for cell in row if cell) for row in cells]
        yield make_grid(whole, begin.start()), (begin.start(), end.end())
        at = end.end()


def _line_spans(page: Page) -> Iterator[Span]:
    at = 0
    for line in page.text.split("\n"):
        yield at, at + len(line)
        at += len(line) + 1


def _tables(page: Page) -> list[tuple[int, Grid]]:
    """Markdown tables: the line above the rule is a header unless it is needed as a row."""
    found: list[tuple[int, Grid]] = []
    block: list[Span] = []
    for span in [*_line_spans(page), (len(page.text), len(page.text))]:
        if "|" in page.text[slice(*span)]:
            block.append(span)
            continue
        grid = _table(page, block) if block else None
        if grid:
            found.append((block[-1][1], grid))
        block = []
    return found


def _table(page: Page, block: list[Span]) -> Grid | None:
    rows = [row for row in (list(split(page, span, re.compile(r"\|"))) for span in block) if row]
    rule = next((i for i, row in enumerate(rows) if all(_RULE.fullmatch(page.text[slice(*s)]) for s in row)), None)
    body = rows if rule is None else rows[:rule] + rows[rule + 1 :]
    cells = [[read_cell(page, span) for span in row] for row in body[:MOST_CELLS]]
    if rule is not None and cells and (None in cells[0] or _is_counting(cells[0])):
        cells = cells[rule:]
    labelled = any(len(row) > 1 and row[0] is None for row in cells)
    counted = page.width and all(len(row) == page.width + 1 for row in cells) and _is_counting([row[0] for row in cells])
    if labelled or counted:
        cells = [row[1:] for row in cells]
    return make_grid([None if None in row else tuple(c for c in row if c) for row in cells], block[0][0])


def _is_counting(cells: list[Term | None]) -> bool:
    """Whether a header or a first column only counts: 0 1 2 or 1 2 3."""
    values = [cell.value if cell else None for cell in cells]
    return len(values) > 1 and values in (list(range(len(values))), list(range(1, len(values) + 1)))


def _lines(page: Page) -> list[tuple[int, Grid]]:
    """Plain rows on lines, with or without labels."""
    rows: list[tuple[Term, ...]] = []
    labels: list[int] = []
    first, last = 0, 0
    for start, end in _line_spans(page):
        whole = semicolon_row(page, (start, end))
        for row in [whole] if whole else [_plain_row(page, piece) for piece in split(page, (start, end), re.compile(";"))]:
            if row and (not rows or len(row) == len(rows[0])):
                first = first if rows else start
                last = end
                labels.append(label_number(page, row[0].start))
                rows.append(row)
    if not rows or (len(rows) == 1 and not page.width and not _looks_like_vector(page, rows[0])):
        return []
    return [(last, Grid(tuple(rows), first, flat=len(rows) == 1, numbers=row_numbers(tuple(labels))))]


def _plain_row(page: Page, span: Span) -> tuple[Term, ...] | None:
    start, end = span
    label = _LABEL.match(page.text, start, end)
    equals = max(page.text.rfind("=", start, end), page.text.rfind("→", start, end), page.text.rfind("≈", start, end))
    for begin in dict.fromkeys((start, label.end() if label else start, equals + 1 if equals >= 0 else start)):
        row = read_row(page, (begin, end))
        if row and len(row) > 1 and (not page.width or len(row) == page.width):
            return row
    return _last_numbers(page, span) if page.width > 1 else None


def _last_numbers(page: Page, span: Span) -> tuple[Term, ...] | None:
    """As many numbers as are asked for in a row, with nothing but commas between them: the last such ones of a line."""
    if span[1] - span[0] > LONGEST_ROW or page.cells <= 0 or not MAYBE.search(page.text, *span):
        return None
    page.cells -= page.width
    runs: list[list[Chain]] = []
    for chain in find_chains(page.text, *span)[0]:
        if runs and JOINT.fullmatch(page.text, runs[-1][-1].end, chain.start):
            runs[-1].append(chain)
        else:
            runs.append([chain])
    fitting = [run for run in runs if len(run) == page.width]
    return tuple(chain.result for chain in fitting[-1]) if fitting else None


def _looks_like_vector(page: Page, row: tuple[Term, ...]) -> bool:
    return len(row) > 2 and all("." in page.text[cell.start : cell.end] or "/" in page.text[cell.start : cell.end] for cell in row)
