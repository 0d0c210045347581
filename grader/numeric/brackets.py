"""Find vectors and matrices in brackets."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from grader.numeric.markup import matching
from grader.numeric.rows import JOINT, Grid, Page, Span, label_number, make_grid, read_row, row_numbers, semicolon_row, split

_DEEPEST = 4


def bracketed_grids(page: Page) -> list[tuple[int, Grid]]:
    """Nested brackets, brackets with `;` or line breaks, and rows in brackets of their own."""
    pairs = matching(page.text, "[", "]") | matching(page.text, "(", ")") | matching(page.text, "{", "}")
    opened = [start for start, depth in _depths(pairs) if depth <= _DEEPEST]
    found: list[tuple[int, Grid]] = []
    skip = 0
    for start in opened:
        if start < skip or not _stands_apart(page, start):
            continue
        end = pairs[start]
        inner = _children(page, start, end, pairs)
        if inner and not _only_separators(page, start + 1, end, inner):
            continue
        grid = _nested(page, start, inner) if inner else _bracketed(page, start, end)
        if grid:
            found.append((end, grid))
            skip = end
    return _stacked(page, found)


def _depths(pairs: dict[int, int]) -> Iterator[tuple[int, int]]:
    """Each opening bracket with the number of brackets that it stands in, itself included."""
    open_until: list[int] = []
    for start in sorted(pairs):
        while open_until and open_until[-1] < start:
            open_until.pop()
        open_until.append(pairs[start])
        yield start, len(open_until)


def _stands_apart(page: Page, start: int) -> bool:
    """Whether a bracket is no argument list or subscript: f(2, 1, 0) is no vector, np.array([2, 1, 0]) holds one."""
    before = page.text[start - 1 : start]
    return page.text[start] == "[" or not (before.isalnum() or before in ("_", "'", "^"))


def _children(page: Page, start: int, end: int, pairs: dict[int, int]) -> list[Span]:
    spans, at = [], start + 1
    while at < end:
        if at in pairs and page.text[at] in "[({":
            spans.append((at, pairs[at]))
            at = pairs[at]
        at += 1
    return spans


def _only_separators(page: Page, start: int, end: int, inner: list[Span]) -> bool:
    for first, last in inner:
        if page.text[start:first].strip(" \t\n,;"):
            return False
        start = last + 1
    return not page.text[start:end].strip(" \t\n,;")


def _nested(page: Page, start: int, inner: list[Span]) -> Grid | None:
    # The outermost of [[[...]]] says nothing more.
    return make_grid([read_row(page, (first + 1, last)) for first, last in inner], start)


def _bracketed(page: Page, start: int, end: int) -> Grid | None:
    body = (start + 1, end)
    semicolons = semicolon_row(page, body)
    if semicolons:
        return make_grid([semicolons], start, flat=True)
    for breaks in (re.compile(";"), re.compile(r"\\\\"), re.compile(r",?\s*\n")):
        lines = list(split(page, body, breaks))
        if len(lines) > 1:
            grid = make_grid([read_row(page, line) for line in lines], start)
            if grid and len(grid.rows[0]) > 1:
                return grid
    row = read_row(page, body)
    return make_grid([row], start, flat=True) if row and len(row) > 1 else None


def _stacked(page: Page, found: list[tuple[int, Grid]]) -> list[tuple[int, Grid]]:
    """Join vectors of one length on lines of their own to a matrix; of several on one line the last counts."""
    vectors: list[tuple[int, Grid]] = []
    others = [(end, replace(grid, whole=True)) for end, grid in found if not grid.flat]
    line, before = -1, 0
    for end, grid in (pair for pair in found if pair[1].flat):
        here = page.text.count("\n", 0, end)
        # [1, 2], [3, 4] on one line are two rows; of f([1, 2]) = [3, 4] the second is the result.
        if here == line and not JOINT.fullmatch(page.text, before, grid.start):
            vectors.pop()
        vectors.append((end, grid))
        line, before = here, end + 1
    if len(vectors) < 2 or len({grid.shape for _, grid in vectors}) != 1:
        return others + vectors
    rows = tuple(grid.rows[0] for _, grid in vectors)
    labels = tuple(label_number(page, grid.start) for _, grid in vectors)
    return [*others, (vectors[-1][0], Grid(rows, vectors[0][1].start, numbers=row_numbers(labels)))]
