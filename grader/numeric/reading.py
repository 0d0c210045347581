"""Read numbers and matrices as people write them."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Any, Literal

from grader.numeric.arithmetic import Term
from grader.numeric.chains import Chain, find_chains, rounds, wrong_steps
from grader.numeric.grids import find_grids
from grader.numeric.markup import Plain, strip_markup
from grader.numeric.operations import Unreadable, Value
from grader.numeric.rows import Grid
from grader.numeric.wording import number_in_words

if TYPE_CHECKING:
    import numpy as np

LONGEST = 6_000
"""Characters of an answer that are read; a longer one goes to a person, uncut."""

_ALLOWED = "a number such as 64, 1,769,472, 0.25, 1/4 or 3*768*768, or rows of numbers"


@dataclass(frozen=True, slots=True)
class Number:
    """One number as it was written."""

    value: Value
    """Exact (a Fraction) unless a root, a logarithm or e comes in."""
    unit: Fraction | None = None
    """Place value of the last digit that was written: 1/1000 for 0.665, 10000 for 1.77M; None for a calculation."""
    other: Fraction | None = None
    """What else it may mean: 12,345 may be 12.345."""


@dataclass(frozen=True, slots=True)
class Problem:
    """Why an answer cannot be read; line and column count from 1."""

    line: int
    column: int
    reason: str
    allowed: str = _ALLOWED

    def __str__(self) -> str:
        return f"line {self.line}, column {self.column}: {self.reason}; here may stand {self.allowed}"


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
        if grids:
            return _from_grids(grids, shape)
    return _from_chains(plain, text, line)


def _place(text: str, at: int, line: int) -> tuple[int, int]:
    before = text[:at]
    return line + before.count("\n"), at - before.rfind("\n")


def _number(term: Term) -> Number:
    assert term.value is not None
    return Number(term.value, term.unit, term.other)


def _rows(grid: Grid) -> tuple[tuple[Number, ...], ...]:
    return tuple(tuple(map(_number, row)) for row in grid.rows)


def _from_grids(grids: list[Grid], shape: tuple[int, ...] | None) -> Reading:
    """The last grid of the shape asked for, or else the last one."""
    fitting = [grid for grid in grids if grid.shape == shape]
    grid = (fitting or grids)[-1]
    if shape and len(shape) == 2 and any(len(g.rows[0]) == shape[1] and len(g.rows) > shape[0] for g in _after(grids, fitting)):
        # More rows than are asked for: steps on the way, or several attempts. A person can tell.
        return Reading("ambiguous", other_grids=tuple(map(_rows, grids)))
    if shape and len(shape) == 1 and not grid.flat and (len(grid.rows) == 1 or len(grid.rows[0]) == 1):
        # A row or a column may stand for a vector.
        grid = Grid((tuple(cell for row in grid.rows for cell in row),), grid.start, flat=True)
    others = tuple(_rows(other) for other in fitting[:-1])
    shown = (1, *grid.shape) if shape and len(shape) == 2 and grid.flat else grid.shape
    return Reading("grid", rows=_rows(grid), shape=shown, row_numbers=grid.numbers, other_grids=others)


def _after(grids: list[Grid], fitting: list[Grid]) -> list[Grid]:
    """The grids that come after the last fitting one; all when none fits."""
    return grids[grids.index(fitting[-1]) + 1 :] if fitting else grids


def _from_chains(plain: Plain, text: str, line: int) -> Reading:
    chains, problems = find_chains(plain.text, 0, len(plain.text))
    notes = tuple(f"line {_place(text, at, line)[0]}: {words}" for chain in chains for at, words in wrong_steps(chain, text))
    if not chains:
        if not problems:
            value = number_in_words(plain.text)
            if value is not None:
                return Reading("number", Number(value))
        return Reading("malformed", problem=_problem(problems, plain, text, line))
    chosen = _choose(chains, plain)
    results = tuple(dict.fromkeys(value for chain in chains for value in _meanings(chain)))
    if chosen is None:
        return Reading("ambiguous", notes=notes, others=results)
    result = chosen.result
    return Reading("number", _number(result), notes=notes, others=tuple(value for value in results if value != result.value))


def _meanings(chain: Chain) -> list[Value]:
    return [value for value in (chain.result.value, chain.result.other) if value is not None]


def _problem(problems: list[Unreadable], plain: Plain, text: str, line: int) -> Problem:
    if problems:
        first = problems[0]
        return Problem(*_place(text, first.at, line), first.reason, first.allowed)
    at = len(plain.text) - len(plain.text.lstrip())
    return Problem(*_place(text, at, line), "there is no number here that can be read")


def _choose(chains: list[Chain], plain: Plain) -> Chain | None:
    """The chain that states the answer; None when a person must tell."""
    for spans in (plain.boxed, plain.bold):
        marked = [chain for chain in chains if any(start <= chain.result.start and chain.result.end <= end for start, end in spans)]
        if marked and (_unanimous(marked) or spans is plain.boxed):
            return _unanimous(marked)
    return _unanimous(chains) or _after_givens(chains)


def _unanimous(chains: list[Chain]) -> Chain | None:
    """The last chain when all have one result; of a number and its rounded form the exact one."""
    best = chains[-1]
    for chain in reversed(chains):
        if chain.result.value == best.result.value or rounds(chain.result, best.result):
            continue
        if not rounds(best.result, chain.result):
            return None
        best = chain
    return best


def _after_givens(chains: list[Chain]) -> Chain | None:
    """Choose among different results: what went into a calculation is no answer, and the last calculation or conclusion counts."""
    used = frozenset[Fraction]().union(*(chain.operands for chain in chains))
    last = chains[-1]
    left = [
        chain for chain in chains if chain.final or (len(chain.terms) > 1 and chain is last) or chain.result.value not in used
    ] or chains
    last = left[-1]
    agreed = _unanimous(left)
    if agreed:
        return agreed
    concluded = [chain for chain in left if chain.final]
    if concluded and concluded[-1] is last and _unanimous(concluded):
        return last
    stated = [chain for chain in left if len(chain.terms) > 1]
    bare = [chain for chain in left if len(chain.terms) == 1]
    if not stated or any(chain.alone or chain.start > stated[-1].start for chain in bare):
        return None
    answer = stated[-1]
    rivals = [chain for chain in stated if chain.result.value != answer.result.value and _same_question(chain, answer)]
    return None if rivals else answer


def _same_question(one: Chain, other: Chain) -> bool:
    """Whether two chains give values for one name, or results for one calculation."""
    if one.label or other.label:
        return one.label == other.label
    return one.operands == other.operands
