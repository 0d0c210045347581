"""How well the parts measure one thing: Cronbach's alpha."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from grader.statistics.table import Points

RESAMPLES, FEWEST = 2000, 200
"""Classes that are drawn; a large class needs fewer of them, because its interval is narrow."""
SEED = 20
_MOST_DRAWN = 2_000_000
"""Students drawn in all, so that a class of ten thousand costs a fraction of a second."""
_AT_ONCE = 500_000
"""Students drawn in one round, so that they do not fill the memory."""


@dataclass(frozen=True, slots=True)
class Reliability:
    """Alpha of the whole assignment; NaN where it does not exist."""

    alpha: float
    low: float
    high: float
    """95 % interval by resampling students (percentile bootstrap, Efron and Tibshirani 1993, chapter 13)."""
    error: float
    """Standard error of measurement in points: deviation of the totals x sqrt(1 - alpha)."""
    students: int
    """Students whose every part is decided; only they count."""


def cronbach_alpha(points: Points) -> float:
    """k/(k-1) (1 - sum of item variances / variance of the totals), for `points` of shape (n_students, n_items) without NaN.

    Source: Cronbach (1951), "Coefficient alpha and the internal structure of tests", formula 2. NaN for fewer than two items or students,
    or when all totals are the same.

    >>> import numpy as np
    >>> round(cronbach_alpha(np.array([[1.0, 1.0], [2.0, 2.0], [3.0, 3.0]])), 12)
    1.0
    """
    students, items = points.shape
    if students < 2 or items < 2:
        return float("nan")
    return float(_alpha(points.var(axis=0, ddof=1).sum(), points.sum(axis=1).var(ddof=1), items))


def alpha_if_deleted(points: Points) -> Points:
    """Alpha of the assignment without each item in turn, (n_items,)."""
    return np.array([cronbach_alpha(np.delete(points, item, axis=1)) for item in range(points.shape[1])])


def reliability(points: Points) -> Reliability:
    """Alpha with its interval; the same numbers give the same interval, because the resampling has a fixed seed."""
    students = len(points)
    alpha = cronbach_alpha(points)
    if np.isnan(alpha):
        return Reliability(alpha, alpha, alpha, alpha, students)
    drawn = _resampled(points, max(FEWEST, min(RESAMPLES, _MOST_DRAWN // students)))
    low, high = np.nanquantile(drawn, (0.025, 0.975)) if not np.isnan(drawn).all() else (float("nan"),) * 2
    error = points.sum(axis=1).std(ddof=1) * np.sqrt(max(0.0, 1.0 - alpha))
    return Reliability(alpha, float(low), float(high), float(error), students)


def _resampled(points: Points, resamples: int) -> Points:
    """Alpha of classes drawn from this one with replacement. A drawn class is how often each student is in it: no copy of the table."""
    students, items = points.shape
    generator = np.random.Generator(np.random.PCG64(SEED))
    centred = points - points.mean(axis=0)
    both = np.column_stack([centred, centred.sum(axis=1)])
    alphas = []
    for start in range(0, resamples, step := max(1, _AT_ONCE // students)):
        rounds = min(step, resamples - start)
        chosen = generator.integers(0, students, size=(rounds, students))
        counts = np.stack([np.bincount(row, minlength=students) for row in chosen]).astype(np.float64)
        means = counts @ both / students
        variances = (counts @ both**2 / students - means**2) * students / (students - 1)
        alphas.append(_alpha(variances[:, :-1].sum(axis=1), variances[:, -1], items))
    return np.concatenate(alphas)


def _alpha(within: Points | float, total: Points | float, items: int) -> Points:
    total = np.asarray(total, dtype=np.float64)
    flat = total <= 1e-12
    return np.where(flat, np.nan, items / (items - 1) * (1.0 - np.asarray(within) / np.where(flat, 1.0, total)))
