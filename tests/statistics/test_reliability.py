"""Alpha against published figures, and what must not change it."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from grader.statistics import alpha_if_deleted, cronbach_alpha, reliability

TABLES = arrays(np.float64, st.tuples(st.integers(3, 12), st.integers(2, 5)), elements=st.integers(0, 8).map(float))


def test_alpha_of_the_attitude_survey(attitude):
    # R, package psych, alpha(attitude): raw_alpha 0.84
    assert cronbach_alpha(attitude) == pytest.approx(0.84, abs=0.005)


def test_alpha_if_an_item_is_deleted(attitude):
    # the same output, "Reliability if an item is dropped"
    assert alpha_if_deleted(attitude) == pytest.approx([0.81, 0.80, 0.83, 0.80, 0.80, 0.86, 0.84], abs=0.005)


def test_the_interval_holds_alpha(attitude):
    found = reliability(attitude)
    assert 0.65 < found.low < found.alpha < found.high < 0.95


def test_the_error_of_measurement_is_in_points(attitude):
    found = reliability(attitude)
    assert found.error == pytest.approx(attitude.sum(axis=1).std(ddof=1) * (1 - found.alpha) ** 0.5)


def test_the_same_class_gives_the_same_interval(attitude):
    assert reliability(attitude) == reliability(attitude.copy())


def test_a_large_class_has_a_narrow_interval(attitude):
    large = np.repeat(attitude, 300, axis=0)  # more than one round of resampling holds
    found = reliability(large)
    assert found.low < cronbach_alpha(large) < found.high
    assert found.high - found.low < 0.02


@given(TABLES)
def test_neither_the_order_of_students_nor_points_for_all_change_alpha(points):
    assert cronbach_alpha(points[::-1] + 3.0) == pytest.approx(cronbach_alpha(points), nan_ok=True, abs=1e-9)


@pytest.mark.parametrize("points", [np.zeros((0, 3)), np.zeros((1, 3)), np.ones((5, 1)), np.ones((5, 3))])
def test_alpha_that_does_not_exist_is_nan(points):
    assert np.isnan(cronbach_alpha(points))
    assert np.isnan(reliability(points).low)
