"""How well scores agree with people's: kappa, bias, precision and recall."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Agreement:
    """Scores against people's, for one question."""

    answers: int
    kappa: float
    """Quadratic weighted kappa; 1 is perfect, 0 is chance."""
    low: float
    high: float
    """A 95 % interval of the kappa, by the jackknife: the same data give the same interval."""
    bias: float
    """Mean of score minus person's, in points."""
    error: float
    """Root of the mean squared difference, in points."""
    correlation: float
    exact: float
    """Share of answers with the very same points."""


def weighted_kappa(scores: Sequence[float], people: Sequence[float]) -> float:
    """Quadratic weighted kappa (Cohen 1968) of two lists of points.

    >>> weighted_kappa([0, 1, 2, 4], [0, 1, 2, 4])
    1.0
    >>> weighted_kappa([2, 2], [2, 2])
    1.0
    """
    if len(scores) != len(people) or not scores:
        raise ValueError(f"Expected two lists of one length but got {len(scores)} and {len(people)} scores")
    size = len(scores)
    seen = sum((a - b) ** 2 for a, b in zip(scores, people, strict=True)) / size
    mean_a, mean_b = sum(scores) / size, sum(people) / size
    square_a, square_b = sum(a * a for a in scores) / size, sum(b * b for b in people) / size
    # The mean of (a - b)² over all pairs: what chance would give.
    chance = square_a + square_b - 2 * mean_a * mean_b
    return 1.0 if seen == 0 else (1 - seen / chance if chance else 0.0)


def agreement(scores: Sequence[float], people: Sequence[float]) -> Agreement:
    """Compare scores with people's; ValueError when there are none, or not as many of both."""
    kappa = weighted_kappa(scores, people)
    size = len(scores)
    rest = [weighted_kappa([*scores[:i], *scores[i + 1 :]], [*people[:i], *people[i + 1 :]]) for i in range(size) if size > 2]
    mean = sum(rest) / len(rest) if rest else kappa
    spread = 1.96 * math.sqrt((size - 1) / size * sum((k - mean) ** 2 for k in rest)) if rest else 1.0
    differences = [a - b for a, b in zip(scores, people, strict=True)]
    return Agreement(
        size,
        kappa,
        max(-1.0, kappa - spread),
        min(1.0, kappa + spread),
        sum(differences) / size,
        math.sqrt(sum(d * d for d in differences) / size),
        _correlation(scores, people),
        sum(abs(d) < 1e-9 for d in differences) / size,
    )


def _correlation(scores: Sequence[float], people: Sequence[float]) -> float:
    size = len(scores)
    mean_a, mean_b = sum(scores) / size, sum(people) / size
    both = sum((a - mean_a) * (b - mean_b) for a, b in zip(scores, people, strict=True))
    spread = math.sqrt(sum((a - mean_a) ** 2 for a in scores) * sum((b - mean_b) ** 2 for b in people))
    return both / spread if spread else 0.0
