"""Items: difficulty, corrected correlation and the tails."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from grader.statistics import corrected_item_total, difficulty, upper_lower_index

TABLES = arrays(np.float64, st.tuples(st.integers(2, 15), st.integers(1, 4)), elements=st.integers(0, 4).map(float))


def test_item_total_of_the_attitude_survey(attitude):
    # R, package psych, alpha(attitude), column r.drop
    assert corrected_item_total(attitude) == pytest.approx([0.67, 0.74, 0.56, 0.71, 0.79, 0.27, 0.46], abs=0.005)


def test_item_total_of_a_right_or_wrong_item_is_the_point_biserial_correlation():
    rest = np.array([2.0, 4.0, 4.0, 5.0, 7.0, 8.0])
    right = np.array([0.0, 0.0, 1.0, 0.0, 1.0, 1.0])
    # Lord and Novick (1968), 15.3: (M1 - M0) / s * sqrt(p q), with the population's deviation s
    biserial = (rest[right == 1].mean() - rest[right == 0].mean()) / rest.std() * (0.5 * 0.5) ** 0.5
    assert corrected_item_total(np.column_stack([right, rest]))[0] == pytest.approx(biserial)


def test_an_item_that_all_share_has_no_correlation():
    found = corrected_item_total(np.array([[0.1, 1.0, 2.0], [0.1, 2.0, 1.0], [0.1, 3.0, 5.0]]))
    assert np.isnan(found).tolist() == [True, False, False]


def test_an_item_whose_rest_is_the_same_for_all_has_no_correlation():
    assert np.isnan(corrected_item_total(np.array([[1.0, 0.1], [2.0, 0.1], [3.0, 0.1]]))[0])


@pytest.mark.parametrize("shape", [(0, 3), (1, 3), (4, 1)])
def test_too_little_to_correlate(shape):
    assert np.isnan(corrected_item_total(np.ones(shape))).all()


def test_difficulty_looks_only_at_what_is_decided():
    assert difficulty(np.array([1.0, 0.0, np.nan, 2.0]), 2.0) == pytest.approx(0.5)


@pytest.mark.parametrize(("points", "possible"), [([np.nan], 2.0), ([0.0], 0.0)])
def test_difficulty_that_does_not_exist_is_nan(points, possible):
    assert np.isnan(difficulty(np.array(points), possible))


def test_the_tails_by_hand():
    # 100 students: 27 in each tail. The item is solved by 24 of the best and 6 of the worst: (24 - 6) / 27
    rest = np.arange(100.0) * 10
    item = np.zeros(100)
    item[73:97], item[:6], item[40:50] = 1.0, 1.0, 1.0
    index = upper_lower_index(np.column_stack([item, rest]), np.array([1.0, 990.0]))
    assert index[0] == pytest.approx(18 / 27)


def test_students_with_equal_totals_share_the_last_seat():
    points = np.array([[1.0, 0.0], [0.0, 1.0], [0.0, 1.0], [0.0, 0.0]])  # one seat in each tail; three share the upper one
    assert upper_lower_index(points, np.ones(2)) == pytest.approx([1 / 3, 2 / 3])


@given(TABLES, st.randoms(use_true_random=False))
def test_the_index_keeps_its_bounds_and_ignores_the_order_of_names(points, order):
    possible = np.full(points.shape[1], 4.0)
    index = upper_lower_index(points, possible)
    shuffled = list(range(len(points)))
    order.shuffle(shuffled)
    assert (np.abs(index) <= 1 + 1e-12).all()
    assert upper_lower_index(points[shuffled], possible) == pytest.approx(index, abs=1e-9)
