"""Read numbers and matrices as people write them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Any, Literal

from grader.catalogue import say
from grader.numeric.chains import Chain, find_chains, rounds, wrong_steps
from grader.numeric.choosing import HEDGE, choose
from grader.numeric.grids import find_grids
from grader.numeric.markup import Plain, strip_markup
from grader.numeric.operations import Unreadable, Value
from grader.numeric.prose import gather_rows
from grader.numeric.rows import Grid
from grader.numeric.terms import Term
from grader.numeric.wording import numbers_in_words

if TYPE_CHECKING:
    import numpy as np

LONGEST = 6_000
"""Characters of an answer that are read; a longer one goes to a person, uncut."""

_FEW_WORDS = 4
_SHAPE = re.compile(r"(?<![\w.,])\d{1,9}(?:[ \t]*(?:[x×*]|\\times\b|\bby\b)[ \t]*\d{1,9})+(?![\w.,]\d|\w)")
_SIDE = re.compile(r"\d+")
_ALLOWED = say("a number such as 64, 1,769,472, 0.25, 1/4 or 3*768*768, or rows of numbers")


@dataclass(frozen=True, slots=True)
class Number:
    """One number as it was written."""

    value: Value
    """Exact (a Fraction) unless a root, a logarithm or e comes in."""
    unit: Fraction | None = None
    """Place value of the last digit that was written: 1/1000 for 0.665, 10000 for 1.77M; None for a calculation."""
    other: Fraction | None = None
    """What else it may mean: 12,345 may be 12.345."""
    whole: bool = False
    """Whether it was written without a decimal point, so that zeros at its end may only hold the place."""
    exact: bool = False
    """Whether it is the result of a calculation with integers: no digit of it was rounded."""


@dataclass(frozen=True, slots=True)
class Problem:
    """Why an answer cannot be read; line and column count from 1."""

    line: int
    column: int
    reason: str
    allowed: str = _ALLOWED

    def __str__(self) -> str:
        return str(self.words)

    @property
    def words(self) -> str:
        """All of it in one."""
        return say(
            "line {line}, column {column}: {reason}; here may stand {allowed}",
            line=self.line,
            column=self.column,
            reason=self.reason,
            allowed=self.allowed,
        )


@dataclass(frozen=True, slots=True)
class Reading:
    """What was read: `number`, or `rows` of a vector or matrix, or else a `problem`, or candidates that cannot be told apart."""

    status: Literal["number", "grid", "empty", "malformed", "ambiguous"]
    number: Number | None = None
    rows: tuple[tuple[Number, ...], ...] = ()
    shape: tuple[int, ...] = ()
    """() for a number, (3,) for a vector, (2, 3) for a matrix."""
    row_numbers: tuple[int, ...] = ()
    """Where the rows are labelled "row 2": their numbers, from 1."""
    notes: tuple[str, ...] = ()
    """What is wrong in the calculation that was shown, whatever its result."""
    problem: Problem | None = None
    others: tuple[Value, ...] = ()
    """Other numbers that might have been meant; when `status` is ambiguous, all of them."""
    other_grids: tuple[tuple[tuple[Number, ...], ...], ...] = ()
    """Other matrices in the answer, such as a given one."""
    sure: bool = True
    """Whether the numbers can hardly be meant otherwise; if not, only a right answer is judged by them."""

    @property
    def array(self) -> np.ndarray[Any, Any]:
        """The value as a float64 array of `shape`; raises ValueError when nothing was read."""
        import numpy as np

        if self.number is None and not self.rows:
            raise ValueError(f"nothing was read: {self.problem or self.status}")
        flat = [self.number] if self.number else [number for row in self.rows for number in row]
        return np.array([float(number.value) for number in flat if number]).reshape(self.shape)


def read_number(text: str, *, shape: tuple[int, ...] | None = None, line: int = 1) -> Reading:
    r"""Read a number, vector or matrix in any sane notation; never evaluates anything and never raises.

    `shape` is what is asked for, when that is known: () looks for a number only. `line` is the line of the file at which the text
    begins. Thousands (also Indian ones), decimal commas, fractions, percent, k/M/million, powers of ten, LaTeX, Unicode and shown
    calculations are read; struck-out text is not. The result of the last shown calculation counts, and steps that are wrong are noted.

    >>> read_number("3 * 768 * 768 = 17,69,472").number.value
    Fraction(1769472, 1)
    >>> read_number(r"$d = \frac{768}{12} = 46$").notes
    ('line 1: \\frac{768}{12} is 64, not 46',)
    >>> read_number("64 or 32").status
    'ambiguous'
    >>> str(read_number("I do not know").problem)[:35]
    'line 1, column 1: there is no numbe'
    """
    if len(text) > LONGEST:
        return Reading("ambiguous")
    plain = strip_markup(text)
    if not plain.text.strip(" \t\n.,:;*_-#>"):
        return Reading("empty")
    if shape is None or shape:
        width = shape[-1] if shape else 0
        grids = find_grids(plain.text, width)
        if shape and len(shape) == 2:
            matrix = _matrix(plain.text, grids, (shape[0], shape[1]))
            if matrix:
                return matrix
        elif sides := _sides(plain.text, shape):
            return _from_grids([sides], shape)
        elif grids:
            return _from_grids(grids, shape)
    return _from_chains(plain, text, line)


def _place(text: str, at: int, line: int) -> tuple[int, int]:
    before = text[:at]
    return line + before.count("\n"), at - before.rfind("\n")


def _number(term: Term) -> Number:
    assert term.value is not None
    exact = term.unit is None and isinstance(term.value, Fraction) and all(operand.denominator == 1 for operand in term.operands)
    return Number(term.value, term.unit, term.other, term.whole, exact)


def _rows(grid: Grid) -> tuple[tuple[Number, ...], ...]:
    return tuple(tuple(map(_number, row)) for row in grid.rows)


def _from_grids(grids: list[Grid], shape: tuple[int, ...] | None) -> Reading:
    """The last grid of the shape asked for, or else the last one."""
    fitting = [grid for grid in grids if grid.shape == shape]
    grid = (fitting or grids)[-1]
    if shape and len(shape) == 1 and not grid.flat and (len(grid.rows) == 1 or len(grid.rows[0]) == 1):
        # A row or a column may stand for a vector.
        grid = Grid((tuple(cell for row in grid.rows for cell in row),), grid.start, flat=True)
    others = tuple(_rows(other) for other in fitting[:-1])
    return Reading("grid", rows=_rows(grid), shape=grid.shape, row_numbers=grid.numbers, other_grids=others)


def _matrix(text: str, grids: list[Grid], shape: tuple[int, int]) -> Reading | None:
    """A closing matrix of the shape asked for; else the rows that lines and sentences tell; else what there is."""
    whole = [grid for grid in grids if grid.whole and grid.shape == shape]
    if whole and len(find_chains(text, whole[-1].end, len(text))[0]) < shape[1]:
        last, before = whole[-1], whole[:-1]
        if before and HEDGE.search(text, before[-1].end, last.start):
            return Reading("ambiguous", other_grids=tuple(map(_rows, whole)))
        return Reading("grid", rows=_rows(last), shape=shape, row_numbers=last.numbers, other_grids=tuple(map(_rows, before)))
    gathered = gather_rows(text, shape)
    if gathered is None and not grids:
        return None
    certain = [grid for grid in grids if grid.whole and grid.shape != shape]
    if gathered is None or (certain and not gathered.sure):
        grid = grids[-1]
        shown = (1, *grid.shape) if grid.flat else grid.shape
        return Reading("grid", rows=_rows(grid), shape=shown, row_numbers=grid.numbers, sure=bool(certain) and len(grids) == 1)
    if not gathered.sure and HEDGE.search(text):
        return Reading("ambiguous", other_grids=(_rows(gathered.grid), *map(_rows, grids)))
    found = gathered.grid
    others = tuple(_rows(grid) for grid in grids if grid.shape == shape)
    return Reading("grid", rows=_rows(found), shape=found.shape, row_numbers=found.numbers, other_grids=others, sure=gathered.sure)


def _from_chains(plain: Plain, text: str, line: int) -> Reading:
    chains, problems = find_chains(plain.text, 0, len(plain.text))
    notes = tuple(
        say("line {line}: {remark}", line=_place(text, at, line)[0], remark=words)
        for chain in chains
        for at, words in wrong_steps(chain, text)
    )
    if not chains:
        if not problems:
            told = numbers_in_words(plain.text)
            if len(told) > 1 or (told and told[0] in (0, 1) and len(plain.text.split()) > _FEW_WORDS):
                # "One head" and "at zero" are hardly answers, but a number beside them may be.
                return Reading("ambiguous", others=told)
            if told:
                whole = told[0].denominator == 1
                return Reading("number", Number(told[0], Fraction(1) if whole else None, None, whole, not whole))
        return Reading("malformed", problem=_problem(problems, plain, text, line))
    chosen = choose(chains, plain)
    if chosen is None:
        return Reading("ambiguous", notes=notes, others=tuple(dict.fromkeys(value for chain in chains for value in _meanings(chain))))
    result = chosen.result
    # A rounded form of the answer is the answer once more, not another one; but of "33.33, so 33" the whole number may be meant.
    rivals = [chain for chain in chains if not rounds(chain.result, result) or (_is_whole(chain) and not _is_whole(chosen))]
    others = dict.fromkeys([*(value for chain in rivals for value in _meanings(chain)), *sorted(_mentioned(chains))])
    return Reading("number", _number(result), notes=notes, others=tuple(value for value in others if value != result.value))


def _sides(text: str, shape: tuple[int, ...] | None) -> Grid | None:
    """A shape as people say it, "50 x 4" or "50 by 4", when that is all the numbers there are."""
    found = list(_SHAPE.finditer(text))
    written = {tuple(map(int, _SIDE.findall(one[0]))) for one in found}
    if not shape or len(written) != 1 or (len(sides := written.pop()),) != shape or _SIDE.search(_SHAPE.sub("", text)):
        return None
    start, end = found[-1].span()
    cells = tuple(Term(Fraction(side), start, end, True, Fraction(1), None, frozenset(), whole=True) for side in sides)
    return Grid((cells,), start, flat=True)


def _is_whole(chain: Chain) -> bool:
    return isinstance(chain.result.value, Fraction) and chain.result.value.denominator == 1


def _meanings(chain: Chain) -> list[Value]:
    return [value for value in (chain.result.value, chain.result.other) if value is not None]


def _mentioned(chains: list[Chain]) -> set[Value]:
    return {value for chain in chains for value in chain.mentioned if len(chain.terms) > 1 or chain.calculates}


def _problem(problems: list[Unreadable], plain: Plain, text: str, line: int) -> Problem:
    if problems:
        first = problems[0]
        return Problem(*_place(text, first.at, line), first.reason, first.allowed)
    at = len(plain.text) - len(plain.text.lstrip())
    return Problem(*_place(text, at, line), say("there is no number here that can be read"))
