"""How a case is judged: raises, holds, unchanged, or equal by default."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np

from grader.authoring.values import Value, node_of
from grader.errors import CourseError
from grader.model import Check, Equals, Holds, Raises, Slot, Tolerance, Unchanged


@dataclass(frozen=True, eq=False, slots=True)
class Claim:
    """A check and the values that it is about."""

    check: Check
    values: tuple[Value, ...]


def raises(exceptions: type[BaseException] | tuple[type[BaseException], ...], value: Value, /) -> Claim:
    """Claim that working `value` out raises one of these exceptions.

    >>> raises(ValueError, "softmax")
    Traceback (most recent call last):
    grader.errors.CourseError: raises(ValueError, ...) takes what call() gave, not str
    """
    listed = exceptions if isinstance(exceptions, tuple) else (exceptions,)
    if not listed or not all(isinstance(kind, type) and issubclass(kind, BaseException) for kind in listed):
        raise CourseError(f"raises() takes an exception class such as ValueError, or a tuple of them, first; not {exceptions!r}")
    names = tuple(kind.__name__ for kind in listed)
    if not isinstance(value, Value):
        raise CourseError(f"raises({', '.join(names)}, ...) takes what call() gave, not {type(value).__name__}")
    return Claim(Raises(names), (value,))


def holds(rule: Callable[..., bool | str], /, *args: Any, like_reference: bool = True) -> Claim:
    """Claim that `rule(*args)` is True once every Value in `args` is known.

    `args` may nest Values and constants in lists, tuples and dicts; constants stay outside the sandbox. The first line of the rule's
    docstring is its name in the report. The rule answers True, False, or with a sentence that says what broke. Values of another type
    or shape than the reference's never reach it, unless `like_reference` is False.
    """
    name = _name_of(rule, args)
    values: list[Value] = []
    template = tuple(_template(arg, values) for arg in args)
    if not values:
        raise CourseError(f"holds({_label(rule)}, ...) looks at nothing that the student's code returns", help="give it what call() gave")
    return Claim(Holds(name, rule, template, like_reference), tuple(values))


def unchanged(values: Any, /) -> Claim:
    """Claim that no call changes its arguments in place while `values` are worked out."""
    found = tuple(_values_in(values, "unchanged()"))
    if not found:
        raise CourseError(f"unchanged() takes what call() gave, not {type(values).__name__}")
    return Claim(Unchanged(), found)


def claim(yielded: Any, tolerance: Tolerance) -> Claim:
    """Read what a cases function yielded; raises CourseError for anything that is no claim."""
    if isinstance(yielded, Claim):
        return yielded
    found = tuple(_values_in(yielded, "a case"))
    if not found:
        raise CourseError(
            f"a case cannot be {_describe(yielded)}",
            help="yield what call() gave, a tuple, list or dict of such, or raises(...), holds(...), unchanged(...)",
        )
    return Claim(Equals(tolerance), found)


def _values_in(item: Any, where: str) -> Iterator[Value]:
    if isinstance(item, Value):
        yield item
    elif isinstance(item, Claim):
        raise CourseError(f"{where} cannot hold raises(), holds() or unchanged() inside a container; yield them one by one")
    elif type(item) in (list, tuple, dict):
        for inner in item.values() if type(item) is dict else item:
            if not isinstance(inner, Value | Claim) and type(inner) not in (list, tuple, dict):
                raise CourseError(
                    f"{where} holds {_describe(inner)} among the values",
                    help="the reference gives what is expected; use holds() to bring constants in",
                )
            yield from _values_in(inner, where)


def _describe(item: Any) -> str:
    return repr(item) if item is None or type(item) in (bool, int, float, str) else f"a {type(item).__name__}"


def _label(rule: Any) -> str:
    return str(getattr(rule, "__name__", type(rule).__name__))


def _name_of(rule: Any, args: tuple[Any, ...]) -> str:
    if not callable(rule) or isinstance(rule, Value):
        raise CourseError(f"holds() takes a rule (a function) first, not {_describe(rule)}", help="write holds(same, first, second)")
    # The docstring of a partial or another callable object is its class's, not its own.
    own = rule.__doc__ if rule.__doc__ is not type(rule).__doc__ else ""
    lines = (own or "").strip().splitlines()
    if not lines:
        raise CourseError(
            f"rule {_label(rule)} has no docstring",
            help="its first line is what the student reads when the rule is broken; write it as a fact that must hold",
        )
    try:
        inspect.signature(rule).bind(*args)
    except TypeError as error:
        raise CourseError(f"rule {_label(rule)} cannot be called with {len(args)} arguments: {error}") from None
    return lines[0].strip()


def _template(item: Any, values: list[Value]) -> Any:
    """Put Slots where Values stand; one Value that occurs twice is carried once."""
    if isinstance(item, Value):
        node = node_of(item)
        for number, known in enumerate(values):
            if (node_of(known).step, node_of(known).path) == (node.step, node.path):
                return Slot(number)
        values.append(item)
        return Slot(len(values) - 1)
    if type(item) in (list, tuple):
        return type(item)(_template(inner, values) for inner in item)
    if type(item) is dict:
        return {key: _template(inner, values) for key, inner in item.items()}
    return item.copy() if isinstance(item, np.ndarray) else item
