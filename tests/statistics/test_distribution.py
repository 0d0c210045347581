"""The middle, the spread and both ends."""

import numpy as np
import pytest

from grader.statistics import describe


def test_quartiles_as_in_the_textbook():
    # Hyndman and Fan (1996), definition 7: what R and NumPy do by default
    found = describe(np.array([6.0, 7, 15, 36, 39, 40, 41, 42, 43, 47, 49]), 50.0)
    assert (found.lower_quartile, found.median, found.upper_quartile) == (25.5, 40.0, 42.5)


def test_floor_and_ceiling_are_shares_of_the_students():
    found = describe(np.array([0.0, 0.0, 5.0, 10.0]), 10.0)
    assert (found.floor, found.ceiling) == (0.5, 0.25)


def test_deviation_is_the_sample_one():
    assert describe(np.array([2.0, 4, 4, 4, 5, 5, 7, 9]), 10.0).deviation == pytest.approx((32 / 7) ** 0.5)


@pytest.mark.parametrize(("totals", "count"), [([], 0), ([7.0], 1)])
def test_a_class_of_none_or_one(totals, count):
    found = describe(np.array(totals), 10.0)
    assert (found.count, found.deviation) == (count, 0.0)
