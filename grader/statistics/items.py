"""How hard a part is, and whether it tells strong students from weak ones."""

from __future__ import annotations

import numpy as np

from grader.statistics.table import Points

TAIL = 0.27
"""Share of the class in the upper and in the lower group (Kelley 1939: the tails that tell apart best for normal totals)."""


def difficulty(points: Points, possible: float) -> float:
    """Mean share of the points, the classical p-value of an item: 1 means that everybody has all. NaN when nobody is decided.

    >>> import numpy as np
    >>> difficulty(np.array([4.0, 2.0, 0.0, np.nan]), 4.0)
    0.5
    """
    decided = points[~np.isnan(points)]
    return float(decided.mean() / possible) if decided.size and possible > 0 else float("nan")


def corrected_item_total(points: Points) -> Points:
    """For each item its correlation with the total of all *other* items, the point-biserial one when the item is 0 or 1.

    `points` is (n_students, n_items) without NaN; the answer is (n_items,). An item that all students share, or a rest without
    spread, has no correlation: NaN. Source: Henrysson (1963), "Correction of item-total correlations in item analysis".
    """
    students, items = points.shape
    if students < 2 or items < 2:
        return np.full(items, np.nan)
    rest = points.sum(axis=1, keepdims=True) - points
    own = points - points.mean(axis=0)
    other = rest - rest.mean(axis=0)
    spread = np.sqrt((own**2).sum(axis=0) * (other**2).sum(axis=0))
    # Equal numbers have a mean that is off by a rounding; what is left of them is not spread.
    flat = (np.ptp(points, axis=0) == 0) | (np.ptp(rest, axis=0) <= 1e-12 * np.abs(rest).max(axis=0))
    return np.where(flat, np.nan, (own * other).sum(axis=0) / np.where(flat, 1.0, spread))


def upper_lower_index(points: Points, possible: Points) -> Points:
    """Mean share in the upper 27 % of the totals less that in the lower 27 %: from -1 to 1, (n_items,).

    Students with the same total at the border of a group share its last seats, so the order of names changes nothing.
    Source: Johnson (1951), "Notes on a suggested index of item validity: the U-L index"; groups after Kelley (1939).
    """
    students = len(points)
    if students < 2:
        return np.full(points.shape[1], np.nan)
    seats = max(1.0, round(TAIL * students))
    totals = points.sum(axis=1)
    upper, lower = _seated(totals, seats), _seated(-totals, seats)
    return np.asarray((upper - lower) @ (points / possible) / seats)


def _seated(rank: Points, seats: float) -> Points:
    """How much of each student sits in the group of the largest `rank`: 1, 0, or a share of the seats that equals are left with."""
    border = np.sort(rank)[::-1][int(seats) - 1]
    above, level = rank > border, rank == border
    return np.where(above, 1.0, np.where(level, (seats - above.sum()) / level.sum(), 0.0))
