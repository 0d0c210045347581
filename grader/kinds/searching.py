"""Look for a number in text that no heading names."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Literal

from grader.kinds.entries import Measure, entries_differ

if TYPE_CHECKING:
    from grader.numeric.reading import Reading
    from grader.text.passages import Topic

_DISPLAY = re.compile(r"\$\$.*?\$\$|\\\[.*?\\\]", re.DOTALL)
_BLANK = re.compile(r"\n(?:[ \t]*\n)+")
_STOP = re.compile(r"(?<=[.;!?])[ \t]+(?=[A-Z(\[$])|(?<=\D)[,;][ \t]+(?=[A-Za-z(\[$])|\n")
_CALCULATES = re.compile(r"\d\s*(?:[-+*/×·^÷]|\\(?:cdot|times|div))\s*[\d(]|\\[dt]?frac")
_DISTINCT = 4
"""A number with so many digits hardly stands there by chance."""
_LABEL = re.compile(r"^\W*(?:\*{0,2}\(?(?:[a-h]|[ivx]{1,4}|\d{1,2})[).:]\*{0,2}(?!\d)\W*){1,3}")
_CONCLUSION = re.compile(r":|→|⇒|->|=>|\bis\b|\bso\b|=(?!.*=)", re.IGNORECASE)
_MOST_PIECES = 400
_LONGEST = 40_000


@dataclass(frozen=True, slots=True)
class Found:
    """A number that may be the answer, and where it stands in the text."""

    reading: Reading
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Search:
    """What was found: a `right`, a `wrong` or a half right answer, something a person must look at, or nothing."""

    status: Literal["found", "unsure", "nothing"]
    found: Found | None = None


def search(text: str, called: Topic, target: Reading, measure: Measure) -> Search:
    """Look for the number or matrix that answers a part in all that was written for its question.

    A right number counts where its sentence names it, calculates it, or where it has so many digits that chance is out; another number
    counts as a wrong answer only where it is named. Anything between goes to a person.
    """
    if len(text) > _LONGEST:
        return Search("unsure")
    return _search_matrix(text, called, target, measure) if target.rows else _search_number(text, called, target, measure)


def _search_number(text: str, called: Topic, target: Reading, measure: Measure) -> Search:
    met: dict[str, list[Found]] = {"right": [], "wrong": [], "unsure": []}
    for start, end in _pieces(text):
        piece = _LABEL.sub("", text[start:end])
        if any(char.isdigit() or char in "¼½¾" for char in piece):
            what, reading = _weigh(piece, called, target, measure)
            if what:
                met[what].append(Found(reading, start, end))
    right, wrong, unsure = met.values()
    if right:
        return Search("unsure", wrong[-1]) if wrong and wrong[-1].start > right[-1].start else Search("found", right[-1])
    if unsure:
        return Search("unsure", unsure[-1])
    if not wrong:
        return Search("nothing")
    return Search("found" if len({one.reading.number for one in wrong}) == 1 else "unsure", wrong[-1])


def _weigh(piece: str, called: Topic, target: Reading, measure: Measure) -> tuple[Literal["right", "wrong", "unsure", ""], Reading]:
    """What one sentence says about the number, and how it was read."""
    from grader.numeric.reading import read_number

    reading = read_number(piece, shape=())
    named = called.named_in(piece)
    calculated = _CALCULATES.search(piece) is not None
    if reading.status == "number" and not entries_differ(reading, target, measure):
        return ("right" if named or calculated or _digits(target) >= _DISTINCT else "unsure"), reading
    if target.number and any(measure.close(other, target.number.value) for other in reading.others):
        concluded = read_number(_CONCLUSION.split(piece)[-1], shape=())
        if named and concluded.status == "number" and not entries_differ(concluded, target, measure):
            return "right", concluded
        return "unsure", reading
    if named and reading.status in ("number", "ambiguous"):
        return ("wrong" if reading.status == "number" else "unsure"), reading
    return "", reading


def _search_matrix(text: str, called: Topic, target: Reading, measure: Measure) -> Search:
    """The last matrix of the shape asked for that is not the one that was given; else rows that sentences tell."""
    from grader.numeric.reading import read_number

    best: Found | None = None
    wrong: Found | None = None
    marked: tuple[int, bool, bool, int, int] = (0, False, False, 0, 0)
    for start, end in _windows(text):
        piece = text[start:end]
        if sum(char.isdigit() for char in piece) < len(target.rows):
            continue
        reading = read_number(piece, shape=target.shape)
        if reading.status != "grid" or _is_given(reading):
            continue
        mine = _rights(reading, target, measure)
        if not mine and reading.shape == target.shape and reading.sure and called.named_in(piece):
            wrong = Found(reading, start, end)
        # Of windows with as many right rows the certain, then the narrow, then the last one is what was meant.
        mark = (mine, reading.shape == target.shape, reading.sure, start - end, start)
        if mine and mark > marked:
            best, marked = Found(reading, start, end), mark
    if best is not None or wrong is not None:
        return Search("found", best or wrong)
    return Search("unsure", Found(target, 0, len(text))) if called.named_in(text) else Search("nothing")


def _is_given(reading: Reading) -> bool:
    """Integers only: the matrix of which the question asks something, not the result."""
    return all(Fraction(number.value).denominator == 1 for row in reading.rows for number in row)


def _rights(reading: Reading, target: Reading, measure: Measure) -> int:
    """How many rows are right or nearly so."""
    count = 0
    for row in reading.rows:
        count += any(
            len(row) == len(right) and all(measure.nearly(mine, other.value) for mine, other in zip(row, right, strict=True))
            for right in target.rows
        )
    return count


def _digits(target: Reading) -> int:
    number = target.number
    return len(str(abs(Fraction(number.value).numerator)).rstrip("0")) if number else 0


def _pieces(text: str) -> Iterator[tuple[int, int]]:
    """Sentences, clauses and displayed formulas, as spans."""
    at = count = 0
    for formula in [*_DISPLAY.finditer(text), None]:
        stop = formula.start() if formula else len(text)
        for found in [*_STOP.finditer(text, at, stop), None]:
            end = found.start() if found else stop
            if text[at:end].strip() and count < _MOST_PIECES:
                count += 1
                yield at, end
            at = found.end() if found else stop
        if formula:
            yield formula.start(), formula.end()
            at = formula.end()


def _windows(text: str) -> Iterator[tuple[int, int]]:
    """Lines, blocks between blank lines, and up to three of each that follow each other: the rows of a matrix may stand apart."""
    yield from _runs(text, re.compile(r"\n"))
    yield from _runs(text, _BLANK)


def _runs(text: str, parting: re.Pattern[str]) -> Iterator[tuple[int, int]]:
    blocks: list[tuple[int, int]] = []
    at = 0
    for found in [*parting.finditer(text), None]:
        end = found.start() if found else len(text)
        if any(char.isdigit() for char in text[at:end]):
            blocks.append((at, end))
        at = found.end() if found else end
    for size in (3, 2, 1):
        for first in range(min(len(blocks), _MOST_PIECES) - size + 1):
            yield blocks[first][0], blocks[first + size - 1][1]
