"""Finite differences of the student's own function, in two halves."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any, TypedDict

import numpy as np
from numpy.typing import NDArray

from grader.authoring.values import Value, call
from grader.errors import CourseError


class Pairs(TypedDict):
    """Calls with one entry of an argument moved up and down; give it to `holds`, and in the rule to `differences`."""

    shape: tuple[int, ...]
    """Shape of the argument that is moved."""
    step: float
    moved: list[tuple[Any, Any]]
    """One (up, down) for each entry, in C order."""


def central_differences(
    function: str | Value, args: Sequence[Any], wrt: int | str, step: float = 1e-5, *, kwargs: Mapping[str, Any] | None = None
) -> Pairs:
    """Call `function` twice for each entry of one of its array arguments: a `step` above and a `step` below.

    `wrt` is the argument's position in `args` (from 0) or its name in `kwargs`; it is made float64. Any number of axes, also none.

        slopes = central_differences("forward", (X, W1, b1, W2, b2), wrt=1)
        yield holds(gradient_is_slope, gradients["W1"], slopes, y)
    """
    named = dict(kwargs or {})
    try:
        start = np.asarray(named[wrt] if isinstance(wrt, str) else args[wrt], dtype=np.float64)
    except (LookupError, TypeError, ValueError) as error:
        raise CourseError(f"central_differences: argument {wrt!r} is not there or no array of numbers ({error})") from None
    invoke = partial(call, function) if isinstance(function, str) else function

    def moved(index: tuple[int, ...], by: float) -> Value:
        there = start.copy()
        there[index] += by
        if isinstance(wrt, str):
            return invoke(*args, **{**named, wrt: there})
        return invoke(*(there if place == wrt % len(args) else arg for place, arg in enumerate(args)), **named)

    pairs = [(moved(index, step), moved(index, -step)) for index in np.ndindex(start.shape)]
    return Pairs(shape=start.shape, step=step, moved=pairs)


def differences(pairs: Pairs, of: Callable[[Any], Any] | None = None) -> NDArray[np.float64]:
    """Turn the observed pairs into slopes, shape `(*argument.shape, *result.shape)`.

    `of` is applied to every observed result first, say the loss of a prediction, so that the slope is that of the loss.

    >>> differences({"shape": (2,), "step": 0.5, "moved": [(4.0, 2.0), (1.0, 1.0)]})
    array([2., 0.])
    """
    measure = of or (lambda result: result)
    rises = [np.asarray(measure(up), dtype=np.float64) - np.asarray(measure(down), dtype=np.float64) for up, down in pairs["moved"]]
    if not rises:
        return np.zeros(pairs["shape"])
    return np.reshape(rises, (*pairs["shape"], *rises[0].shape)) / (2 * pairs["step"])
