"""Gather the rows of a matrix from sentences: "second row: 1/3 each"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from grader.numeric.chains import Chain, find_chains, rounds
from grader.numeric.rows import JOINT, MOST_CELLS, Grid, Span
from grader.numeric.terms import Term
from grader.numeric.wording import number_in_words

_MOST_PIECES = 60
"""An answer with more lines and sentences is no matrix with its working."""

_WORDS = {"one": 1, "two": 2, "three": 3, "four": 4, "five": 5}
_COUNT = r"\d{1,2}|one|two|three|four|five"
_ORDINALS = (
    (1, r"1st|f\w{0,2}[ri]\w{0,2}st|erste\w?"),
    (2, r"2nd|s[eo]c\w{0,4}d|zweite\w?"),
    (3, r"3rd|th?ird|dritte\w?"),
    (4, r"4th|fourth"),
)
_ORDINAL = "|".join(f"(?P<o{number}>{form})" for number, form in _ORDINALS)
_LABEL = re.compile(
    rf"\b(?:(?:{_ORDINAL})(?:\s+(?:row|line|one|zeile))?(?!\s+(?:each|for|every|all\b|,))|(?:rows?|line|zeile|r)[\s_]*[(#]?\s*(?P<count>{_COUNT})\b\)?)",
    re.IGNORECASE,
)
_LISTED = re.compile(r"^[ \t]*\(?(\d{1,2})[):.](?=\s)")
_SENTENCE = re.compile(r"\.\s+(?=[A-Za-z(\[])|;|\n|\b[a-d]\)(?=\s)")
_REPEATED = re.compile(
    r"\b(?:each|all|every|everywhere|equal|equally|uniform|same|identical|constant|thrice|jeweils|alle|überall)\b", re.IGNORECASE
)
_THROUGH = re.compile(rf"\b(?<![.,])(?:{_COUNT})\s*(?:[x*]|times)(?![\w*])|[x*]\s*(?:{_COUNT})\b(?![.,]?\d)", re.IGNORECASE)
_COUNTED = re.compile(rf"\b(?:all\s+)?(?:{_COUNT})\s+(?:equal|times|entries|values|numbers|cells)\b|\ball\s+(?:{_COUNT})\b", re.IGNORECASE)
_CALL = re.compile(
    r"(?<=[A-Za-z_])\s?(?:\(\s*\[[^\[\]()\n]*\]\s*\)|\([^()\n]*\)|\[[^\[\]\n]*\](?=\s*(?:=|→|->|is\b)))"
    r"(?=\s*(?:=|≈|→|->|:|is\b|gives\b|are\b))"
)
"""The argument of softmax([2, 1, 0]) = ..."""
_GOES_ON = re.compile(r"[\s()\[\]{}]*(?:→|->|=>|=|≈|gives\b|becomes\b|maps\b|is\b)", re.IGNORECASE)
_SUM = re.compile(r"\b(?:sums?|adds?|total|summe)\b[^\d\n;,]{0,20}\d+(?:[.,]\d+)?", re.IGNORECASE)
"""What a row sums to is no entry of it."""
_DIGIT = re.compile(r"\d|[¼-¾⅐-⅞]")


@dataclass(frozen=True, slots=True)
class Gathered:
    """The rows that were found."""

    grid: Grid
    sure: bool
    """Whether every number in the text found its place, and no row is missing or too many."""


@dataclass(frozen=True, slots=True)
class _Row:
    cells: tuple[Term, ...]
    label: int
    start: int


def gather_rows(text: str, shape: tuple[int, int]) -> Gathered | None:
    """The rows of a matrix of `shape` in a text without markup: runs of numbers, labels, "each", one entry a line; None without any.

    >>> found = gather_rows("first row 0.5, 0.25, 0.25, second row 1/3 each", (2, 3))
    >>> [[float(cell.value or 0) for cell in row][:2] for row in found.grid.rows] if found else None
    [[0.5, 0.25], [0.3333333333333333, 0.3333333333333333]]
    """
    count, width = shape
    pieces = list(islice((piece for line in _sentences(text) for piece in _at_labels(text, line)), _MOST_PIECES + 1))
    if width < 2 or len(pieces) > _MOST_PIECES:
        return None
    rows: list[_Row] = []
    lone: list[Term] = []
    labels: list[int] = []
    sure = True
    heading = 0
    for span in pieces:
        label, piece = _label(text, span)
        label = label or heading
        heading = label if label and not _DIGIT.search(piece, *span) else 0
        found, single, clean = _read(piece, span, width, count)
        sure = sure and clean
        if single is not None:
            lone.append(single)
            labels.append(label)
            continue
        if lone and (found or not clean):
            sure = _settle(lone, labels, width, rows) and sure
        rows += [_Row(cells, label if len(found) == 1 else 0, span[0]) for cells in found]
    if lone:
        sure = _settle(lone, labels, width, rows) and sure
    return _arranged(rows, count, sure)


def _sentences(text: str) -> Iterator[Span]:
    at = 0
    for stop in _SENTENCE.finditer(text):
        yield at, stop.start()
        at = stop.end()
    yield at, len(text)


def _at_labels(text: str, span: Span) -> Iterator[Span]:
    """Cut a sentence that names several rows so that each piece holds one label."""
    start, end = span
    if not text[start:end].strip():
        return
    found = list(_LABEL.finditer(text, start, end))
    if len(found) > 1:
        number = _DIGIT.search(_without_labels(text, span), start, end)
        behind = number is not None and number.start() < found[0].start()
        for label in found[:-1] if behind else found[1:]:
            stop = label.end() if behind else label.start()
            yield start, stop
            start = stop
    yield start, end


def _without_labels(text: str, span: Span) -> str:
    return text[: span[0]] + _LABEL.sub(_blank, text[slice(*span)]) + text[span[1] :]


def _blank(match: re.Match[str]) -> str:
    return " " * len(match[0])


def _label(text: str, span: Span) -> tuple[int, str]:
    """The number of the row that a piece names (0 without one), and the whole text with the label blanked."""
    start, end = span
    found = _LABEL.search(text, start, end)
    if found:
        ordinal = next((number for number, _ in _ORDINALS if found[f"o{number}"]), 0)
        written = (found["count"] or "").lower()
        number = ordinal or _WORDS.get(written) or int(written)
        return number, text[: found.start()] + " " * len(found[0]) + text[found.end() :]
    listed = _LISTED.match(text[start:end])
    if listed:
        stop = start + listed.end()
        return int(listed[1]), text[:start] + " " * (stop - start) + text[stop:]
    return 0, text


def _read(text: str, span: Span, width: int, count: int) -> tuple[list[tuple[Term, ...]], Term | None, bool]:
    """The rows in one piece, or a lone number, and whether nothing else stands there."""
    start, end = span
    piece = _SUM.sub(_blank, _CALL.sub(_blank, text[start:end]))
    repeated = bool(_REPEATED.search(piece) or _THROUGH.search(piece) or _COUNTED.search(piece))
    plain = _COUNTED.sub(_blank, _THROUGH.sub(_blank, piece)) if repeated else piece
    chains, problems = find_chains(plain, 0, len(plain))
    runs = _runs(plain, chains)
    rows = [_results(run) for run in runs if len(run) == width and not _GOES_ON.match(plain, run[-1].end)]
    clean = not problems and len(runs) == len(rows)
    if rows:
        return rows, None, clean
    if len(runs) == 1 and len(runs[0]) == width * count and count > 1:
        cells = _results(runs[0])
        return [cells[at : at + width] for at in range(0, len(cells), width)], None, False
    copies = _copies(plain, chains, width, repeated)
    if copies:
        return [copies], None, not problems
    if len(chains) == 1 and not problems and not repeated:
        return [], chains[0].result, True
    # "Each row sums to 1" says nothing about entries once the sum is blanked.
    return [], None, not _DIGIT.search(piece) and not (repeated and piece == text[start:end])


def _runs(text: str, chains: list[Chain]) -> list[list[Chain]]:
    """Numbers with nothing but separators between them."""
    runs: list[list[Chain]] = []
    for chain in chains:
        if runs and JOINT.fullmatch(text, runs[-1][-1].end, chain.start):
            runs[-1].append(chain)
        else:
            runs.append([chain])
    return runs


def _results(run: list[Chain]) -> tuple[Term, ...]:
    return tuple(chain.result for chain in run)


def _copies(text: str, chains: list[Chain], width: int, repeated: bool) -> tuple[Term, ...]:
    """A row of one number that is said to stand everywhere, or for every one of as many names as the row is long."""
    if len(chains) == 1 and sum(term.value is None for term in chains[0].terms) == width:
        return (chains[0].result,) * width
    if not repeated:
        return ()
    if not chains:
        value = number_in_words(text)
        return (Term(value, 0, 0),) * width if value is not None and value.denominator > 1 else ()
    # Of 1/3 each = 0.333 the number that was rounded says how it was rounded.
    best = chains[-1].result
    same = all(rounds(best, chain.result) or rounds(chain.result, best) for chain in chains)
    return (best,) * width if same else ()


def _settle(lone: list[Term], labels: list[int], width: int, rows: list[_Row]) -> bool:
    """Make rows of numbers that stood alone, one a line; whether they fill rows."""
    whole = len(lone) % width == 0 and not any(labels)
    if whole:
        rows += [_Row(tuple(lone[at : at + width]), 0, lone[at].start) for at in range(0, len(lone), width)]
    lone.clear()
    labels.clear()
    return whole


def _arranged(rows: list[_Row], count: int, sure: bool) -> Gathered | None:
    """Put labelled rows in their places and the others, the last ones first, into those that are left."""
    placed = {row.label: row for row in rows if 0 < row.label <= count}
    if not rows or len(rows) * len(rows[0].cells) > MOST_CELLS:
        return None
    if len(placed) == count:
        placed |= _continued(rows, count)
    missing = [number for number in range(1, count + 1) if number not in placed]
    loose = [row for row in rows if not 0 < row.label <= count]
    fitting = loose[-len(missing) :] if missing else []
    sure = sure and len(rows) == len(placed) + len(fitting)
    placed |= dict(zip(missing, fitting, strict=False))
    numbers = tuple(sorted(placed))
    return Gathered(Grid(tuple(placed[n].cells for n in numbers), min(r.start for r in rows), numbers=numbers), sure)


def _continued(rows: list[_Row], count: int) -> dict[int, _Row]:
    """Rows without a label go on with the row that was named last: First row: 7.389, 2.718, 1. Dividing: 0.665, 0.245, 0.090."""
    found: dict[int, _Row] = {}
    label = 0
    for row in rows:
        label = row.label if 0 < row.label <= count else label
        if label:
            found[label] = row
    return found
