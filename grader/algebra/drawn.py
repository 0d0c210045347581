"""Join matrices that are drawn with brackets over several lines."""

from __future__ import annotations

import re
from typing import NamedTuple

from grader.algebra.strange import LONGEST_LINE

_GROUP = r"\[[^\[\]]*\]"
_ROW = re.compile(rf"([^\[\]]*?)((?:{_GROUP}\s*(?:[·*×@]\s*)?)*{_GROUP})([^\[\]]*)")
_BETWEEN = re.compile(r"\][ \t]*(?:times|x|\\times|\\cdot)[ \t]*\[")
_CELLS = re.compile(r"\s{2,}|\s*&\s*|\t")
_SIMPLE = re.compile(r"[-−+]?[\w.']+(?:\s[-−+]?[\w.']+)*")
_DRAWN = str.maketrans("⎡⎢⎣⎤⎥⎦", "[[[]]]")


class _Row(NamedTuple):
    before: str
    groups: tuple[tuple[str, ...], ...]
    after: str

    @property
    def shape(self) -> tuple[int, ...]:
        return tuple(len(cells) for cells in self.groups)


def join_drawn(text: str) -> str:
    r"""Write a matrix that is drawn over several lines as one.

    >>> print(join_drawn("R =\n[ 0  -1 ] [ a + b   c ]\n[ 1   0 ] [ d       e ]   = S"))
    R = [[0, -1], [1, 0]] [[a + b, c], [d, e]] = S
    """
    lines = _BETWEEN.sub("] × [", text).split("\n")
    rows = [_row(line.translate(_DRAWN)) for line in lines]
    found: list[str] = []
    at = 0
    while at < len(lines):
        first = rows[at]
        end = at + 1
        while first is not None and end < len(lines) and _goes_on(first, rows[end]):
            end += 1
        run = [row for row in rows[at:end] if row is not None]
        if len(run) < 2:
            found.append(lines[at])
            at += 1
            continue
        drawn = _written(run)
        if drawn[:1] == "[" and found and found[-1].rstrip().endswith("="):
            drawn = f"{found.pop().rstrip()} {drawn}"
        found.append(drawn)
        at = end
    return "\n".join(found)


def _row(line: str) -> _Row | None:
    """The cells of a line that is nothing but rows in brackets between two formulas; None for any other."""
    match = _ROW.fullmatch(line.strip()) if len(line) <= LONGEST_LINE else None
    if match is None or re.search(r"[,;$\\|]", match[2]):
        return None
    groups = tuple(_cells(group[1:-1].strip()) for group in re.findall(_GROUP, match[2]))
    return _Row(match[1].strip(), groups, match[3].strip()) if all(groups) and max(map(len, groups)) > 1 else None


def _cells(inside: str) -> tuple[str, ...]:
    cells = tuple(cell for cell in _CELLS.split(inside) if cell)
    return tuple(inside.split()) if len(cells) == 1 and _SIMPLE.fullmatch(inside) and re.search(r"\d", inside) else cells


def _goes_on(first: _Row, row: _Row | None) -> bool:
    return row is not None and not row.before and row.shape == first.shape


def _written(run: list[_Row]) -> str:
    matrices = zip(*(row.groups for row in run), strict=True)
    written = ["[" + ", ".join(f"[{', '.join(cells)}]" for cells in rows) + "]" for rows in matrices]
    return " ".join(piece for piece in (run[0].before, *written, *(row.after for row in run)) if piece)
