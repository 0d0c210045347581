"""From the values of a claim to the plan of calls behind them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from grader.authoring.values import Node, Recorder, Step, Value, node_of
from grader.errors import CourseError
from grader.model import Attribute, Call, Plan, Ref


def plan_for(values: Sequence[Value], recorder: Recorder, *, module: str, seconds: float) -> tuple[Plan, frozenset[Step]]:
    """Make the plan that works `values` out, and tell which steps it takes.

    It has every call that the values reach (as function, argument or output) and the earlier calls of methods of the same objects
    (`optimizer.step(g)` before `optimizer.w`) and calls that were given a list or dict made by `builtins`, in the order in which they
    were written. Raises CourseError when a value was taken from an object before a call that comes first in the plan, since it would be
    read too late.
    """
    nodes = [node_of(value) for value in values]
    steps = _reached(nodes, recorder)
    numbers = {step: number for number, step in enumerate(steps)}
    for step in steps:
        for node in _used_by(step):
            _refuse_stale(node, steps, until=step.moment)
    for node in nodes:
        _refuse_stale(node, steps, until=recorder.moment + 1)
    calls = tuple(_call(step, numbers) for step in steps)
    return Plan(module, calls, tuple(_ref(node, numbers) for node in nodes), seconds), frozenset(steps)


def _reached(nodes: Sequence[Node], recorder: Recorder) -> list[Step]:
    seen: dict[Step, int] = {}
    # A step may be reached again by a later moment, which brings in more method calls on its result.
    todo = [(node.step, node.moment if node.path else recorder.moment + 1) for node in nodes]
    while todo:
        step, until = todo.pop()
        if seen.get(step, -1) >= until:
            continue
        if step not in seen:
            todo.extend((node.step, node.moment if node.path else step.moment) for node in _used_by(step))
            if step.receiver is not None:
                todo.append((step.receiver, step.moment))
        seen[step] = until
        todo.extend((other, other.moment) for other in recorder.steps if other.moment < until and _may_change(other, step))
    return [step for step in recorder.steps if step in seen]


def _may_change(other: Step, step: Step) -> bool:
    """Whether a call is a method of the step's result, or was given the list or dict that the step makes to be changed in place."""
    made = isinstance(step.function, str) and step.function.startswith("builtins.")
    return other.receiver is step or (made and any(node.step is step for node in _used_by(other)))


def _used_by(step: Step) -> Iterator[Node]:
    yield from _nodes_in(step.args)
    yield from _nodes_in([item for _, item in step.kwargs])


def _nodes_in(item: Any) -> Iterator[Node]:
    if isinstance(item, Value):
        yield node_of(item)
    elif type(item) in (list, tuple):
        for inner in item:
            yield from _nodes_in(inner)
    elif type(item) is dict:
        for inner in item.values():
            yield from _nodes_in(inner)


def _refuse_stale(node: Node, steps: Sequence[Step], *, until: int) -> None:
    if not node.path:
        return
    for step in steps:
        # On one line, as in `yield table.rows, table.gradient(g)`, nobody can mean the state before the call.
        if step.receiver is node.step and node.moment < step.moment < until and node.line != step.line:
            raise CourseError(
                f"{node} was taken before {step} on line {step.line}, but it is read after that call has been made",
                help="take it after the call, or yield the two states in two cases",
            )


def _call(step: Step, numbers: dict[Step, int]) -> Call:
    if isinstance(step.function, str):
        root, *attributes = step.function.split(".")
        function = Ref(root, tuple(Attribute(name) for name in attributes))
    else:
        function = _ref(step.function, numbers)
    args = tuple(_with_refs(arg, numbers) for arg in step.args)
    return Call(function, args, tuple((name, _with_refs(arg, numbers)) for name, arg in step.kwargs))


def _ref(node: Node, numbers: dict[Step, int]) -> Ref:
    return Ref(numbers[node.step], node.path)


def _with_refs(item: Any, numbers: dict[Step, int]) -> Any:
    if isinstance(item, Value):
        return _ref(node_of(item), numbers)
    if type(item) in (list, tuple):
        return type(item)(_with_refs(inner, numbers) for inner in item)
    if type(item) is dict:
        return {key: _with_refs(inner, numbers) for key, inner in item.items()}
    return item
