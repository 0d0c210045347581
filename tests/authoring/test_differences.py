"""Finite differences of functions whose slopes are known."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from grader.authoring import call, central_differences, differences
from grader.authoring.planning import plan_for
from grader.authoring.values import Value, recording
from grader.errors import CourseError


def observed(run: Callable[..., tuple[Any, ...]], function: Any, args: tuple[Any, ...], **options: Any) -> Any:
    """Write the calls, run them, and put what came back in place."""
    with recording() as recorder:
        pairs = central_differences("f", args, **options)
        values = [value for pair in pairs["moved"] for value in pair]
        plan, _ = plan_for(values, recorder, module="m", seconds=1.0)
    results = run(plan, {"f": function})
    return {**pairs, "moved": list(zip(results[::2], results[1::2], strict=True))}


def test_the_slope_of_a_sum_of_squares(run: Callable[..., tuple[Any, ...]]) -> None:
    x = np.array([[1.0, -2.0], [0.5, 3.0]])
    pairs = observed(run, lambda scale, x: scale * (x**2).sum(), (3.0, x), wrt=1)
    assert np.allclose(differences(pairs), 6 * x)


def test_the_last_argument_by_a_negative_position(run: Callable[..., tuple[Any, ...]]) -> None:
    pairs = observed(run, lambda a, b: a * b, (2.0, 5.0), wrt=-1)
    assert differences(pairs) == pytest.approx(2.0)


def test_a_named_argument(run: Callable[..., tuple[Any, ...]]) -> None:
    pairs = observed(run, lambda x, w: float(x @ w), (np.array([1.0, 2.0]),), wrt="w", kwargs={"w": np.zeros(2)})
    assert np.allclose(differences(pairs), [1.0, 2.0])


def test_a_jacobian_has_the_axes_of_argument_then_result(run: Callable[..., tuple[Any, ...]]) -> None:
    matrix = np.arange(6.0).reshape(3, 2)
    pairs = observed(run, lambda x: matrix @ x, (np.ones(2),), wrt=0)
    assert np.allclose(differences(pairs), matrix.T)


def test_integers_are_moved_as_real_numbers(run: Callable[..., tuple[Any, ...]]) -> None:
    pairs = observed(run, lambda x: float((x * x).sum()), (np.array([1, 2]),), wrt=0)
    assert np.allclose(differences(pairs), [2.0, 4.0])


def test_a_measure_is_applied_to_each_result(run: Callable[..., tuple[Any, ...]]) -> None:
    pairs = observed(run, lambda x: x, (np.array([1.0, 2.0]),), wrt=0)
    assert np.allclose(differences(pairs, of=lambda x: (x**2).sum()), [2.0, 4.0])


def test_an_empty_argument_has_no_slopes(run: Callable[..., tuple[Any, ...]]) -> None:
    pairs = observed(run, lambda x: 0.0, (np.zeros((0, 3)),), wrt=0)
    assert differences(pairs).shape == (0, 3)


def test_a_method_can_be_moved_too() -> None:
    with recording():
        pairs = central_differences(call("Model").forward, (np.ones(2),), wrt=0)
    assert all(isinstance(value, Value) for pair in pairs["moved"] for value in pair)


@pytest.mark.parametrize("wrt", [3, "w"])
def test_an_argument_that_is_not_there_is_told(wrt: Any) -> None:
    with recording(), pytest.raises(CourseError, match=r"central_differences: argument .* is not there or no array"):
        central_differences("f", (1.0,), wrt=wrt)
