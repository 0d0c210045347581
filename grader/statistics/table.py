"""Points as a table: a row a student, a column a part."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from fractions import Fraction

import numpy as np
import numpy.typing as npt

from grader.model import ClassResult, PartResult, Result, Verdict

Points = npt.NDArray[np.float64]

_OPEN = (Verdict.REVIEW, Verdict.BROKEN)


@dataclass(frozen=True, slots=True)
class Item:
    """One part of the assignment."""

    address: str
    title: str
    possible: float


@dataclass(frozen=True, slots=True)
class ScoreTable:
    """Points of a class. `points` has shape (n_students, n_items); NaN where a person still has to decide or something is broken."""

    students: tuple[str, ...]
    items: tuple[Item, ...]
    points: Points
    public: Points = field(default_factory=lambda: np.empty((0, 0)))
    """Mean credit of the public cases, in the shape of `points`; NaN where a part has none."""
    hidden: Points = field(default_factory=lambda: np.empty((0, 0)))
    """The same of the hidden cases."""
    mistakes: tuple[Counter[str], ...] = ()
    """For each item, how many students made which known mistake."""

    @property
    def possible(self) -> float:
        """Points of the whole assignment."""
        return sum(item.possible for item in self.items)

    @property
    def decided(self) -> Points:
        """The rows without NaN: students whose every part is settled."""
        return np.asarray(self.points[~np.isnan(self.points).any(axis=1)])


def table_of(class_result: ClassResult) -> ScoreTable:
    """The table of a class. A student without some part (an older run of the assignment) has NaN there."""
    columns: dict[str, Item] = {}
    for part in {id(part): part for result in class_result.results for part in result.parts}.values():
        columns.setdefault(part.address.local, Item(part.address.local, part.title, float(part.possible)))
    place = {address: column for column, address in enumerate(columns)}
    shape = (len(class_result.results), len(columns))
    points, public, hidden = (np.full(shape, np.nan) for _ in range(3))
    mistakes: tuple[Counter[str], ...] = tuple(Counter() for _ in columns)
    read: dict[int, tuple[int, float, float, float]] = {}
    """By identity: a large class shares its parts."""
    for row, result in enumerate(class_result.results):
        for part in result.parts:
            if id(part) not in read:
                earned = float("nan") if _is_open(part) else float(part.earned)
                read[id(part)] = (place[part.address.local], earned, _passed(part, public=True), _passed(part, public=False))
            column, *figures = read[id(part)]
            points[row, column], public[row, column], hidden[row, column] = figures
            if part.mistake:
                mistakes[column][part.mistake] += 1
    return ScoreTable(_names(class_result.results), tuple(columns.values()), points, public, hidden, mistakes)


def _names(results: tuple[Result, ...]) -> tuple[str, ...]:
    return tuple(result.student for result in results)


def _is_open(part: PartResult) -> bool:
    return part.pending > 0 or part.verdict in _OPEN


def _passed(part: PartResult, *, public: bool) -> float:
    """Mean credit of a part's cases, counted once each, for public ones may weigh nothing; NaN without cases or answer."""
    cases = [outcome.credit for outcome in part.outcomes if outcome.public is public and outcome.verdict not in _OPEN]
    if not cases or part.verdict is Verdict.MISSING:
        return float("nan")
    return float(sum(cases, Fraction(0)) / len(cases))
