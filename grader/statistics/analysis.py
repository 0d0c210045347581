"""All figures of a class at once."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from grader.model import ClassResult
from grader.statistics.distribution import Distribution, describe
from grader.statistics.items import corrected_item_total, difficulty, upper_lower_index
from grader.statistics.reliability import Reliability, alpha_if_deleted, cronbach_alpha, reliability
from grader.statistics.remarks import Remark, on_class, on_part
from grader.statistics.table import Points, ScoreTable, table_of

_LATE = ("late", "slip_days", "late_cap", "too_late")


@dataclass(frozen=True, slots=True)
class PartStatistics:
    """One part over the class. A figure that does not exist (no spread, nobody decided) is NaN."""

    address: str
    title: str
    possible: float
    decided: int
    mean: float
    difficulty: float
    """Mean share of the points."""
    full: int
    none: int
    item_total: float
    """Correlation with the total of the other parts."""
    upper_lower: float
    alpha_without: float
    public: float
    """Mean share of the public cases that pass."""
    hidden: float
    mistakes: tuple[tuple[str, int], ...]
    """Known mistakes and how many students made each, the commonest first."""


@dataclass(frozen=True, slots=True)
class Timing:
    """When the class handed in, as far as anybody knows."""

    known: int
    """Submissions whose time is known."""
    late: int
    """Those among them that came after their due date and its grace."""
    hours: tuple[float, float, float]
    """Hours from the first hand-in to the quarter, the half and three quarters of the class; NaN when fewer than two times are known."""


@dataclass(frozen=True, slots=True)
class ClassStatistics:
    """What a class's marks say."""

    assignment: str
    title: str
    distribution: Distribution
    reliability: Reliability
    parts: tuple[PartStatistics, ...]
    remarks: tuple[Remark, ...]
    timing: Timing


def analyse(class_result: ClassResult) -> ClassStatistics:
    """Every figure of the class. Correlations and alpha look only at students whose every part is decided."""
    table = table_of(class_result)
    distribution = describe(np.array([float(result.earned) for result in class_result.results]), float(class_result.possible))
    decided = table.decided
    parts = _parts(table, decided)
    remarks = [Remark("", text) for text in on_class(distribution.count, floor=distribution.floor, ceiling=distribution.ceiling)]
    whole = cronbach_alpha(decided)
    for part in parts:
        said = on_part(
            part.decided,
            share=part.difficulty,
            item_total=part.item_total,
            alpha_gain=part.alpha_without - whole,
            public=part.public,
            hidden=part.hidden,
            commonest=part.mistakes[0] if part.mistakes else None,
        )
        remarks += [Remark(part.address, text) for text in said]
    return ClassStatistics(
        class_result.assignment, class_result.title, distribution, reliability(decided), parts, tuple(remarks), timing(class_result)
    )


def timing(class_result: ClassResult) -> Timing:
    """When the class handed in; who is late is what the course's rules said."""
    seconds = np.array([result.handed_in.moment.seconds for result in class_result.results if result.handed_in], dtype=np.float64)
    late = sum(any(line.rule in _LATE for line in result.adjustments) for result in class_result.results)
    if seconds.size < 2:
        return Timing(int(seconds.size), late, (float("nan"),) * 3)
    quarter, half, most = np.quantile(seconds - seconds.min(), (0.25, 0.5, 0.75)) / 3600
    return Timing(int(seconds.size), late, (float(quarter), float(half), float(most)))


def _parts(table: ScoreTable, decided: Points) -> tuple[PartStatistics, ...]:
    possible = np.array([item.possible for item in table.items])
    correlations, without = corrected_item_total(decided), alpha_if_deleted(decided)
    tails = upper_lower_index(decided, np.where(possible > 0, possible, 1.0))
    parts = []
    for column, item in enumerate(table.items):
        points = table.points[:, column]
        known = points[~np.isnan(points)]
        parts.append(
            PartStatistics(
                address=item.address,
                title=item.title,
                possible=item.possible,
                decided=int(known.size),
                mean=float(known.mean()) if known.size else float("nan"),
                difficulty=difficulty(points, item.possible),
                full=int((known >= item.possible).sum()),
                none=int((known <= 0).sum()),
                item_total=float(correlations[column]),
                upper_lower=float(tails[column]),
                alpha_without=float(without[column]),
                public=_mean(table.public[:, column]),
                hidden=_mean(table.hidden[:, column]),
                mistakes=tuple(sorted(table.mistakes[column].items(), key=lambda pair: (-pair[1], pair[0]))),
            )
        )
    return tuple(parts)


def _mean(shares: Points) -> float:
    known = shares[~np.isnan(shares)]
    return float(known.mean()) if known.size else float("nan")
