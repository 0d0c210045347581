"""Ready rules: facts that must hold for what student code returns."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from grader.authoring.differences import Pairs, differences

Rule = Callable[..., bool | str]


def same(first: Any, *others: Any) -> bool | str:
    """The results are the same."""
    return _all_alike(first, others, relative=None)


def same_within(relative: float) -> Rule:
    """A rule like `same` for results that may differ by `relative` times the largest entry.

    >>> same_within(1e-2)(np.array([100.0, 0.0]), np.array([100.5, 0.5]))
    True
    """

    def rule(first: Any, *others: Any) -> bool | str:
        """The results are the same up to rounding."""
        return _all_alike(first, others, relative=relative)

    return rule


def differs(first: Any, second: Any) -> bool | str:
    """The results differ."""
    return _unlike(first, second, None) != "" or "they are the same"


def finite(*values: Any) -> bool:
    """Every number is finite."""
    return all(bool(np.isfinite(np.asarray(value)).all()) for value in values)


def all_zero(*values: Any) -> bool:
    """Every entry is exactly zero."""
    return all(not np.asarray(value).any() for value in values)


def between(value: Any, lowest: float, highest: float) -> bool:
    """Every entry lies within its bounds.

    >>> between([0.0, 1.0], 0, 1)
    True
    """
    array = np.asarray(value)
    return bool(((array >= lowest) & (array <= highest)).all())


def rows_sum_to_one(value: Any) -> bool:
    """Every row (last axis) holds probabilities that sum to one."""
    array = np.asarray(value)
    sums = array.astype(np.float64).sum(axis=-1)
    return bool((array >= 0).all() and (np.abs(sums - 1) <= _looseness(array)).all())


def keeps_norms(before: Any, after: Any) -> bool | str:
    """Every vector (last axis) keeps its length."""
    first, second = np.asarray(before), np.asarray(after)
    if first.shape != second.shape:
        return f"shape {second.shape} where {first.shape} came in"
    loose = max(_looseness(first), _looseness(second))
    lengths = [np.linalg.norm(array.astype(np.float64), axis=-1) for array in (first, second)]
    return bool((np.abs(lengths[0] - lengths[1]) <= loose * np.maximum(lengths[0], 1e-300)).all())


def slopes_match(gradient: Any, pairs: Pairs, relative: float = 1e-5) -> bool | str:
    """The gradient agrees with central differences."""
    slopes = differences(pairs)
    found = np.asarray(gradient, dtype=np.float64)
    if found.shape != slopes.shape:
        return f"the gradient has shape {found.shape}, its argument {slopes.shape}"
    scale = max(1.0, float(np.abs(slopes).max(initial=0.0)))
    return bool((np.abs(found - slopes) <= relative * scale).all())


def _looseness(array: Any) -> float:
    """Relative room for rounding: some hundred units in the last place."""
    kind = array.dtype
    return 512 * float(np.finfo(kind).eps) if kind.kind in "fc" else 1e-9


def _all_alike(first: Any, others: tuple[Any, ...], *, relative: float | None) -> bool | str:
    for other in others:
        if reason := _unlike(first, other, relative):
            return reason
    return True


def _unlike(first: Any, second: Any, relative: float | None) -> str:
    """Say how two results differ; empty when they do not."""
    if isinstance(first, dict) and isinstance(second, dict):
        if first.keys() != second.keys():
            return "they have different keys"
        return next((why for key in first if (why := _unlike(first[key], second[key], relative))), "")
    if isinstance(first, list | tuple) and isinstance(second, list | tuple):
        if len(first) != len(second):
            return f"one has {len(first)} entries, the other {len(second)}"
        return next((why for one, two in zip(first, second, strict=True) if (why := _unlike(one, two, relative))), "")
    if isinstance(first, str | bool | None) or isinstance(second, str | bool | None):
        return "" if type(first) is type(second) and first == second else "they differ"
    return _arrays_unlike(np.asarray(first), np.asarray(second), relative)


def _arrays_unlike(first: Any, second: Any, relative: float | None) -> str:
    if first.shape != second.shape:
        return f"one has shape {first.shape}, the other {second.shape}"
    if first.dtype.kind != second.dtype.kind:
        return f"one has dtype {first.dtype}, the other {second.dtype}"
    if first.dtype.kind not in "biufc":
        return f"they hold {first.dtype} and cannot be compared"
    if relative is None:
        relative = 0.0 if first.dtype.kind in "biu" else max(_looseness(first), _looseness(second))
    # Relative to the largest entry: sums in another order leave small entries next to large ones inexact.
    with np.errstate(all="ignore"):
        odd = ~(np.isfinite(first) & np.isfinite(second))
        alike = (first == second) | (np.isnan(first) & np.isnan(second))
        size = np.abs(np.where(odd, 0, first)).max(initial=0.0)
        near = np.abs(np.subtract(first, second, dtype=np.result_type(first, second, np.float64))) <= relative * size
    wrong = int((~(alike | (near & ~odd))).sum())
    return f"{wrong} of {first.size} entries differ" if wrong else ""
