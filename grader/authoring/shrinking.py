"""The smallest input that still fails: fewer entries, simpler numbers."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from grader.model import Call, Plan, Ref

Fails = Callable[[Sequence[Plan]], Sequence[bool]]
"""Tells of each plan whether the failure that is looked for shows; one that the reference refuses does not count."""

BUDGET = 300
"""Plans that are tried at most."""
TOGETHER = 12
"""Plans that are tried at a time: one process can run them all."""

_Array = NDArray[Any]
_Number = bool | int | float


def shrink(plan: Plan, fails: Fails, *, budget: int = BUDGET) -> Plan:
    """The simplest plan found that fails like `plan`, with the same calls; `plan` itself when there is none.

    The same plan, failure and budget always give the same answer: candidates are made in a fixed order, from the boldest (axes of one
    length cut to 1 everywhere) to the finest (one entry made 0), and the first that fails is gone on with. Every step makes the plan
    strictly simpler, so it ends.

    >>> from grader.model import Call, Plan, Ref
    >>> big = Plan("q4", (Call(Ref("softmax"), (np.array([[3.7, -1.2], [0.4, 2.5]]),)),), (Ref(0),))
    >>> def above_one(plans):
    ...     return [bool((p.calls[0].args[0] > 1).any()) for p in plans]
    >>> shrink(big, above_one).calls[0].args
    (array([[2.]]),)
    """
    left = budget
    simplest = plan
    while left > 0:
        better, tried = _first_failing(simplest, fails, left)
        left -= tried
        if better is None:
            return simplest
        simplest = better
    return simplest


def _first_failing(plan: Plan, fails: Fails, most: int) -> tuple[Plan | None, int]:
    """The first simpler plan that fails, and how many were tried."""
    size = _size(plan)
    candidates = (other for other in _candidates(plan) if _size(other) < size)
    tried = 0
    while batch := list(itertools.islice(candidates, min(TOGETHER, most - tried))):
        tried += len(batch)
        for candidate, failed in zip(batch, fails(batch), strict=True):
            if failed:
                return candidate, tried
    return None, tried


@dataclass(frozen=True, slots=True)
class _Leaf:
    """A value within the arguments, by its way from the plan: call, argument (a number or a name), then items."""

    way: tuple[int | str, ...]
    value: Any


def _leaves(plan: Plan) -> list[_Leaf]:
    found: list[_Leaf] = []

    def visit(item: Any, way: tuple[int | str, ...]) -> None:
        if isinstance(item, Ref):
            return
        found.append(_Leaf(way, item))
        if isinstance(item, list | tuple):
            for number, inner in enumerate(item):
                visit(inner, (*way, number))
        elif isinstance(item, dict):
            for name, inner in item.items():
                visit(inner, (*way, name))

    for number, call in enumerate(plan.calls):
        for place, argument in enumerate(call.args):
            visit(argument, (number, place))
        for name, argument in call.kwargs:
            visit(argument, (number, name))
    return found


def _with(plan: Plan, changes: dict[tuple[int | str, ...], Any]) -> Plan:
    """The plan with other values at some places."""

    def rebuilt(item: Any, way: tuple[int | str, ...]) -> Any:
        if way in changes:
            return changes[way]
        if isinstance(item, list | tuple):
            return type(item)(rebuilt(inner, (*way, number)) for number, inner in enumerate(item))
        if isinstance(item, dict):
            return {name: rebuilt(inner, (*way, name)) for name, inner in item.items()}
        return item

    calls = []
    for number, call in enumerate(plan.calls):
        args = tuple(rebuilt(argument, (number, place)) for place, argument in enumerate(call.args))
        calls.append(Call(call.function, args, tuple((name, rebuilt(argument, (number, name))) for name, argument in call.kwargs)))
    return replace(plan, calls=tuple(calls))


def _size(plan: Plan) -> tuple[int, float]:
    """Entries, then how long it takes to write them: what a simpler plan has less of."""
    entries, cost = 0, 0.0
    for leaf in _leaves(plan):
        if isinstance(leaf.value, np.ndarray):
            entries += leaf.value.size + leaf.value.ndim
            cost += sum(map(_cost, leaf.value.reshape(-1).tolist()))
        elif isinstance(leaf.value, list | tuple):
            entries += len(leaf.value)
        elif isinstance(leaf.value, int | float):
            cost += _cost(leaf.value)
    return entries, cost


def _cost(number: Any) -> float:
    """0 is the simplest number, then 1, then what is small, whole and short to write."""
    if number == 0:
        return 0
    if not isinstance(number, int | float) or not np.isfinite(number):
        return 30
    return min(abs(number), 10) + (number < 0) + len(f"{number:g}") + 4 * (number != round(number))


def _candidates(plan: Plan) -> Iterator[Plan]:
    leaves = _leaves(plan)
    arrays = [leaf for leaf in leaves if isinstance(leaf.value, np.ndarray) and leaf.value.ndim]
    yield from _fewer_axes(plan, arrays)
    yield from _shorter(plan, arrays, [leaf for leaf in leaves if isinstance(leaf.value, list | tuple)], leaves)
    yield from _simpler_arrays(plan, arrays)
    yield from _simpler_numbers(plan, [leaf for leaf in leaves if isinstance(leaf.value, bool | int | float)])
    yield from _simpler_entries(plan, arrays)


def _fewer_axes(plan: Plan, arrays: list[_Leaf]) -> Iterator[Plan]:
    """Leading axes that several arrays share are taken off all of them."""
    deep = [leaf for leaf in arrays if leaf.value.ndim >= 3 and leaf.value.shape[0]]
    if deep:
        yield _with(plan, {leaf.way: leaf.value[0] for leaf in deep})


def _shorter(plan: Plan, arrays: list[_Leaf], lists: list[_Leaf], leaves: list[_Leaf]) -> Iterator[Plan]:
    """Axes of one length are one thing, and so are lists and whole numbers of that length: they are cut together, then one by one."""
    lengths = sorted({n for leaf in arrays for n in leaf.value.shape} | {len(leaf.value) for leaf in lists}, reverse=True)
    for length in (n for n in lengths if n > 1):
        counted = [leaf for leaf in leaves if type(leaf.value) is int and leaf.value == length]
        for shorter in dict.fromkeys((1, length // 2, length - 1)):
            cut = {leaf.way: _cut(leaf.value, length, shorter) for leaf in arrays if length in leaf.value.shape}
            cut |= {leaf.way: leaf.value[:shorter] for leaf in lists if len(leaf.value) == length}
            yield _with(plan, cut)
            if counted:
                yield _with(plan, cut | {leaf.way: shorter for leaf in counted})
    for leaf in arrays:
        for axis, length in enumerate(leaf.value.shape):
            if length > 1:
                yield _with(plan, {leaf.way: leaf.value.take(range(length - 1), axis=axis)})
                yield _with(plan, {leaf.way: leaf.value.take(range(1, length), axis=axis)})
    for leaf in lists:
        for number in range(len(leaf.value)):
            yield _with(plan, {leaf.way: leaf.value[:number] + leaf.value[number + 1 :]})


def _cut(array: _Array, length: int, shorter: int) -> _Array:
    for axis in range(array.ndim):
        if array.shape[axis] == length:
            array = array.take(range(shorter), axis=axis)
    return array


def _simpler_arrays(plan: Plan, arrays: list[_Leaf]) -> Iterator[Plan]:
    """All entries at once: of all arrays, then of each."""
    for made in (_zeros, _whole, _halves, _tenths):
        yield _with(plan, {leaf.way: made(leaf.value) for leaf in arrays})
    for leaf in arrays:
        for made in (_zeros, _ones, _counting, _whole, _halves, _tenths):
            yield _with(plan, {leaf.way: made(leaf.value)})


def _zeros(array: _Array) -> _Array:
    return np.zeros_like(array)


def _ones(array: _Array) -> _Array:
    return np.ones_like(array)


def _counting(array: _Array) -> _Array:
    return np.arange(array.size).reshape(array.shape).astype(array.dtype) if array.dtype.kind in "iuf" else array


def _whole(array: _Array) -> _Array:
    return np.round(array) if array.dtype.kind == "f" else array


def _halves(array: _Array) -> _Array:
    return (np.round(array * 2) / 2).astype(array.dtype) if array.dtype.kind == "f" else array


def _tenths(array: _Array) -> _Array:
    return np.round(array, 1) if array.dtype.kind == "f" else array


def _simpler_numbers(plan: Plan, numbers: list[_Leaf]) -> Iterator[Plan]:
    for leaf in numbers:
        for simple in _simple(leaf.value):
            yield _with(plan, {leaf.way: simple})


def _simple(number: _Number) -> list[_Number]:
    if isinstance(number, bool):
        return [False]
    if isinstance(number, int):
        return [0, 1, 2, number // 2, number - 1]
    return [0.0, 1.0, 2.0, *([float(round(number)), round(number * 2) / 2, round(number, 1)] if np.isfinite(number) else [])]


def _simpler_entries(plan: Plan, arrays: list[_Leaf]) -> Iterator[Plan]:
    for leaf in arrays:
        for place in np.ndindex(leaf.value.shape):
            entry = leaf.value[place].item()
            if not isinstance(entry, bool | int | float):
                continue
            for simple in _simple(entry):
                changed = leaf.value.copy()
                changed[place] = simple
                yield _with(plan, {leaf.way: changed})


def entries(plan: Plan) -> int:
    """How many numbers and items the plan's arguments hold.

    >>> entries(Plan("q1", (Call(Ref("f"), (np.ones((2, 3)), 4)),), (Ref(0),)))
    6
    """
    sizes = [leaf.value.size if isinstance(leaf.value, np.ndarray) else len(leaf.value) for leaf in _leaves(plan) if _is_many(leaf.value)]
    return sum(sizes)


def _is_many(value: Any) -> bool:
    return isinstance(value, np.ndarray | list | tuple)


def written(plan: Plan) -> str:
    """A plan's only call as a student would type it, arrays as the lists of their rows.

    >>> written(Plan("q4", (Call(Ref("softmax"), (np.array([[0.0, 1.0]]),), (("axis", 0),)),), (Ref(0),)))
    'softmax([[0.0, 1.0]], axis=0)'
    """
    call = plan.calls[0]
    args = [repr(plain(argument)) for argument in call.args] + [f"{name}={plain(argument)!r}" for name, argument in call.kwargs]
    return f"{call.function.root}({', '.join(args)})"


def plain(value: Any) -> Any:
    """The value with lists in the place of arrays."""
    if isinstance(value, np.ndarray | np.generic):
        return value.tolist()
    if isinstance(value, list | tuple):
        return type(value)(map(plain, value))
    return {name: plain(item) for name, item in value.items()} if isinstance(value, dict) else value
