"""Kappa, interval, bias."""

from __future__ import annotations

import pytest

from grader.text.agreement import agreement, weighted_kappa


def test_kappa_by_hand():
    # Disagreement (0 + 1 + 0 + 1) / 4 = 1/2; by chance, over all 16 pairs, 32 / 16.
    assert weighted_kappa([0, 1, 2, 3], [0, 2, 2, 2]) == pytest.approx(1 - (2 / 4) / (32 / 16))


def test_opposite_scores():
    assert weighted_kappa([0, 4], [4, 0]) == -1


def test_different_lengths():
    with pytest.raises(ValueError, match="Expected two lists of one length but got 1 and 2 scores"):
        weighted_kappa([1], [1, 2])


def test_figures():
    told = agreement([1, 2, 3, 4], [1, 2, 3, 3])
    assert (told.answers, told.bias, told.error, told.exact) == (4, 0.25, 0.5, 0.75)
    assert told.low <= told.kappa <= told.high
    assert told.correlation == pytest.approx(0.9438798)
