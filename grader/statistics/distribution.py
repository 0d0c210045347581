"""How totals lie: middle, spread, and who stands at either end."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from grader.statistics.table import Points


@dataclass(frozen=True, slots=True)
class Distribution:
    """Totals of a class, in points; shares are of the students."""

    count: int
    possible: float
    mean: float
    median: float
    lower_quartile: float
    upper_quartile: float
    deviation: float
    """Sample standard deviation, n - 1 in the denominator; 0 for one student."""
    least: float
    most: float
    floor: float
    """Share of the students with no point at all."""
    ceiling: float
    """Share of the students with all points."""


def describe(totals: Points, possible: float) -> Distribution:
    """The distribution of totals of shape (n_students,). Quartiles interpolate linearly (Hyndman and Fan 1996, definition 7).

    >>> import numpy as np
    >>> d = describe(np.array([0.0, 5.0, 10.0, 10.0]), 10.0)
    >>> d.median, d.lower_quartile, d.ceiling, d.floor
    (7.5, 3.75, 0.5, 0.25)
    """
    if totals.size == 0:
        return Distribution(0, possible, *(0.0,) * 9)
    lower, median, upper = np.quantile(totals, (0.25, 0.5, 0.75))
    return Distribution(
        count=int(totals.size),
        possible=possible,
        mean=float(totals.mean()),
        median=float(median),
        lower_quartile=float(lower),
        upper_quartile=float(upper),
        deviation=float(totals.std(ddof=1)) if totals.size > 1 else 0.0,
        least=float(totals.min()),
        most=float(totals.max()),
        floor=float((totals <= 0).mean()),
        ceiling=float((totals >= possible).mean()) if possible > 0 else 0.0,
    )
