"""Failing inputs become small and simple, the same way every time, and never another failure."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from grader.authoring.shrinking import shrink
from grader.model import Call, Plan, Ref


def plan(*args, **kwargs):
    return Plan("m", (Call(Ref("f"), args, tuple(kwargs.items())),), (Ref(0),))


def fails(rule):
    """The failure is a property of the arguments."""

    def told(plans):
        return [bool(rule(*one.calls[0].args, **dict(one.calls[0].kwargs))) for one in plans]

    return told


def shrunk(found, rule, **options):
    small = shrink(found, fails(rule), **options).calls[0]
    return (*small.args, *(value for _, value in small.kwargs))


def softmax_over_the_wrong_axis_differs(x):
    if x.ndim != 2 or not x.size:
        return False
    e = np.exp(x - x.max())
    return not np.allclose(e / e.sum(axis=-1, keepdims=True), e / e.sum(axis=0))


def test_a_wrong_axis_shows_in_two_numbers():
    (x,) = shrunk(plan(np.random.default_rng(0).normal(size=(6, 5))), softmax_over_the_wrong_axis_differs)
    np.testing.assert_array_equal(x, [[0.0]] if x.size == 1 else x)
    assert x.size <= 2
    assert set(x.reshape(-1).tolist()) <= {0.0, 1.0}


def test_axes_of_one_length_are_cut_together():
    X, w = shrunk(plan(np.ones((7, 4)), np.ones(4)), lambda X, w: X.ndim == 2 and X.shape[1:] == w.shape and X.size > 0)
    assert (X.shape, w.shape) == ((1, 1), (1,))


def test_whole_numbers_that_count_an_axis_go_with_it():
    x, n = shrunk(plan(np.ones((6, 2)), n=6), lambda x, n: len(x) == n and n > 0)
    assert (x.shape, n) == ((1, 1), 1)


def test_batches_go():
    (x,) = shrunk(plan(np.ones((4, 3, 2, 2))), lambda x: x.ndim >= 2)
    assert x.shape == (1, 1)


def test_lists_lose_what_does_not_matter():
    assert shrunk(plan([1.5, 2.5, 9.0, 3.5]), lambda items: 9.0 in items) == ([9.0],)


def test_dtypes_stay():
    for array in (np.float32([[1.5, 2.5]]), np.array([3, 4]), np.array([True, False])):
        (small,) = shrunk(plan(array), lambda x: x.size > 0)
        assert small.dtype == array.dtype


def test_masks_and_words_and_references_are_carried_along():
    found = Plan("m", (Call(Ref("f"), (np.ones(3),)), Call(Ref("g"), (Ref(0), "name", {"a": [np.ones(2)]}))), (Ref(1),))
    small = shrink(found, lambda plans: [True] * len(plans))
    assert small.calls[1].args[:2] == (Ref(0), "name")
    assert small.outputs == found.outputs


def test_nothing_is_returned_that_does_not_fail():
    found = plan(np.array([[3.25, 1.0], [2.0, 7.5]]))
    assert shrink(found, lambda plans: [False] * len(plans)) is found


def test_the_budget_is_kept():
    tried = []

    def count(plans):
        tried.extend(plans)
        return [True] * len(plans)

    shrink(plan(np.random.default_rng(0).normal(size=(9, 9))), count, budget=37)
    assert len(tried) <= 37


@pytest.mark.parametrize("value", [np.nan, np.inf, -np.inf])
def test_odd_numbers_are_simplified_too(value):
    assert shrunk(plan(float(value)), lambda x: not np.isfinite(x) or x == 1.0) == (1.0,)


@settings(max_examples=30, deadline=None)
@given(st.integers(0, 2**32 - 1), st.integers(1, 6), st.integers(1, 6))
def test_same_input_same_answer_and_it_still_fails(seed, rows, columns):
    found = plan(np.random.default_rng(seed).normal(size=(rows, columns)), 0.5)

    def rule(x, y):
        return x.size > 0 and bool(np.abs(x).max() > y)

    if not rule(*found.calls[0].args):
        return
    one, other = shrunk(found, rule), shrunk(found, rule)
    assert rule(*one)
    np.testing.assert_array_equal(one[0], other[0])
    assert one[0].size == 1
