"""Ready rules: true for what is right, false or a sentence for what is not."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from grader.authoring import all_zero, between, differs, finite, keeps_norms, rows_sum_to_one, rules, same, same_within, slopes_match

REAL = arrays.arrays(np.float64, arrays.array_shapes(max_dims=3, max_side=4), elements=st.floats(-1e6, 1e6))

UNLIKE: list[tuple[Any, Any]] = [
    (np.ones(3), np.ones((1, 3))),
    (np.ones(3), np.ones(3, dtype=int)),
    (np.ones(3), np.array([1, 1, 1 + 1e-9])),
    (np.array([np.nan, 1.0]), np.array([1.0, np.nan])),
    (np.array([np.inf]), np.array([-np.inf])),
    (np.array([np.inf]), np.array([1e308])),
    ([1.0, 2.0], [1.0]),
    ({"a": 1}, {"b": 1}),
    ("x", "y"),
    (True, 1),
    (None, 0),
]


@pytest.mark.parametrize(("one", "two"), UNLIKE)
def test_unlike_results_are_not_the_same(one: Any, two: Any) -> None:
    assert same(one, two) is not True
    assert differs(one, two) is True


@settings(deadline=None)
@given(REAL)
def test_same_is_reflexive(x: Any) -> None:
    assert same(x, x.copy()) is True


@settings(deadline=None)
@given(REAL)
def test_rounding_in_the_last_places_is_the_same(x: Any) -> None:
    assert same(x, x * (1 + 4e-16)) is True


def test_nan_and_infinity_in_the_same_places_are_the_same() -> None:
    assert same([np.nan, np.inf, -np.inf], [np.nan, np.inf, -np.inf]) is True


def test_float32_has_its_own_rounding() -> None:
    x = np.linspace(0, 1, 7, dtype=np.float32)
    assert same(x, x * np.float32(1 + 2e-6)) is True
    assert same(x, x * np.float32(1 + 1e-3)) is not True


def test_all_of_many_must_be_the_same() -> None:
    assert same(1.0, 1.0, 2.0) == "1 of 1 entries differ"


def test_unsigned_integers_do_not_wrap_around() -> None:
    assert same(np.array([0], dtype=np.uint8), np.array([255], dtype=np.uint8)) is not True


def test_objects_are_not_compared() -> None:
    assert same(np.array([None]), np.array([None])) == "they hold object and cannot be compared"


def test_same_within_takes_what_lies_near() -> None:
    assert same_within(1e-2)([100.0], [101.0]) is True
    assert same_within(1e-3)([100.0], [101.0]) is not True


def test_probabilities() -> None:
    assert rows_sum_to_one([[0.25, 0.75], [1.0, 0.0]])
    assert not rows_sum_to_one([[0.5, 0.6]])
    assert not rows_sum_to_one([[1.5, -0.5]])
    assert not rows_sum_to_one([[np.nan, 1.0]])


def test_norms() -> None:
    x = np.array([[3.0, 4.0], [0.0, 0.0]])
    assert keeps_norms(x, x[:, ::-1]) is True
    assert keeps_norms(x, x + 1e-6) is False
    assert keeps_norms(x, x[0]) == "shape (2,) where (2, 2) came in"
    assert keeps_norms(x, np.full_like(x, np.nan)) is False


def test_finite_zero_and_bounds() -> None:
    assert finite(np.ones(2), 3.0)
    assert not finite(np.ones(2), np.nan)
    assert all_zero(np.zeros((2, 2)), -0.0)
    assert not all_zero([0, 1])
    assert between([0, 1], 0, 1)
    assert not between([np.nan], 0, 1)


def test_slopes() -> None:
    pairs: Any = {"shape": (2,), "step": 0.5, "moved": [(2.0, 0.0), (1.0, 0.0)]}
    assert slopes_match([2.0, 1.0], pairs) is True
    assert slopes_match([2.0, 1.1], pairs) is False
    assert slopes_match(2.0, pairs) == "the gradient has shape (), its argument (2,)"


def test_every_rule_has_a_name_for_the_report() -> None:
    own = [value for value in vars(rules).values() if getattr(value, "__module__", "") == rules.__name__]
    assert all(rule.__doc__ for rule in own if not rule.__name__.startswith("_"))
    assert same_within(0.1).__doc__
