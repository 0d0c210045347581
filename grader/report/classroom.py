"""Decide what the class page says: distribution, difficulty, mistakes, and who waits."""

from __future__ import annotations

from collections import Counter
from collections.abc import Set
from dataclasses import dataclass
from fractions import Fraction

from grader.model import Assignment, ClassResult, Result
from grader.model.points import plural, points, possible
from grader.report.escape import one_line
from grader.report.reviews import WaitingPart, waiting_parts
from grader.report.tally import Cluster, PartStat, link, tally

FEW = 15
"""Below this many students the share of points says more about the students than about the part."""
ROWS = 2000
"""Students in the table; a page of more would be too large to open, and grades.csv has them all."""


@dataclass(frozen=True, slots=True)
class Bin:
    """A column of the histogram: none and full marks have columns of their own."""

    label: str
    tick: str
    """What stands below the column, or below its right edge."""
    count: int


@dataclass(frozen=True, slots=True)
class Row:
    """One student in the table; `by_score` and `by_waiting` are places in those orders."""

    name: str
    link: str
    result: Result
    pending: Fraction
    state: str
    by_score: int
    by_waiting: int


@dataclass(frozen=True, slots=True)
class ClassView:
    """The whole class page."""

    result: ClassResult
    sentence: str
    bins: tuple[Bin, ...]
    mean: Fraction
    median: Fraction
    provisional: int
    parts: tuple[PartStat, ...]
    mistakes: tuple[Cluster, ...]
    troubles: tuple[Cluster, ...]
    reviews: tuple[Cluster, ...]
    waiting: tuple[WaitingPart, ...]
    """What waits for a person, with what is needed to decide."""
    broken: tuple[Cluster, ...]
    rows: tuple[Row, ...]
    few: bool

    @property
    def listed(self) -> tuple[Row, ...]:
        """The students that the page lists."""
        return self.rows[:ROWS]


def view(class_result: ClassResult, assignment: Assignment | None = None) -> ClassView:
    """Count a class once, in the students' order."""
    titles = dict(class_result.mistakes) or ({m.id: m.title for m in assignment.mistakes} if assignment else {})
    hints = {mistake.id: mistake.hint for mistake in assignment.mistakes} if assignment else {}
    scores = [result.earned for result in class_result.results]
    counted = tally(class_result, titles, hints)
    rows = _rows(class_result, counted.ours)
    ordered = sorted(scores) or [Fraction(0)]
    median = (ordered[(len(ordered) - 1) // 2] + ordered[len(ordered) // 2]) / 2
    return ClassView(
        result=class_result,
        sentence=_sentence(class_result, median),
        bins=histogram(class_result),
        mean=sum(scores, Fraction(0)) / len(scores) if scores else Fraction(0),
        median=median,
        provisional=sum(row.state != "final" for row in rows),
        parts=counted.parts,
        mistakes=counted.mistakes,
        troubles=counted.troubles,
        reviews=counted.reviews,
        broken=counted.broken,
        waiting=waiting_parts(class_result),
        rows=rows,
        few=len(scores) < FEW,
    )


def histogram(class_result: ClassResult) -> tuple[Bin, ...]:
    """Students by tenths of the points; those with none and those with all are counted apart."""
    counts: Counter[int] = Counter()
    for result in class_result.results:
        counts[_bin(result)] += 1
    middle = (Bin(f"{10 * n} to {10 * n + 10} %", str(10 * n + 10) if n < 9 else "", counts[n]) for n in range(10))
    return (Bin("none", "none", counts[-1]), *middle, Bin("all points", "all", counts[10]))


def _bin(result: Result) -> int:
    if result.earned <= 0 or result.possible <= 0:
        return -1
    if result.earned >= result.possible:
        return 10
    return int(10 * result.earned / result.possible)


def _rows(class_result: ClassResult, ours: Set[int]) -> tuple[Row, ...]:
    """The table of students; `ours` are the places of those at whom something of ours is broken."""
    pending = [result.pending for result in class_result.results]
    score = {index: place for place, index in enumerate(sorted(range(len(pending)), key=lambda i: class_result.results[i].earned))}
    waiting = {index: place for place, index in enumerate(sorted(range(len(pending)), key=lambda i: -pending[i]))}
    return tuple(
        Row(
            one_line(result.student, 80),
            link(result.student),
            result,
            pending[i],
            "broken" if i in ours else result.status,
            score[i],
            waiting[i],
        )
        for i, result in enumerate(class_result.results)
    )


def _sentence(class_result: ClassResult, median: Fraction) -> str:
    count = len(class_result.results)
    if not count:
        return "No submission was found."
    whole = possible(class_result.possible)
    if count == 1:
        return f"One submission, {points(median, class_result.possible)} of {whole} points."
    full = sum(result.earned >= result.possible for result in class_result.results)
    none = sum(result.earned <= 0 for result in class_result.results)
    half = f"Half of them have {points(median)} or more of {whole} points"
    return f"{plural(count, 'submission')}. {half}; {_have(full, 'all')}, {_have(none, 'none')}."


def _have(count: int, what: str) -> str:
    """Who has all of it, or none."""
    return f"{count:,} have {what}" if count > 1 else f"{'one' if count else 'nobody'} has {what}"
