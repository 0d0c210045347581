"""What is asked of student code: a plan of calls that goes into the sandbox.

A plan knows no expected value, no tolerance and no title. It is the only part of a case that crosses the border.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Item:
    """Take `value[key]`."""

    key: int | str


@dataclass(frozen=True, slots=True)
class Attribute:
    """Take `value.name`."""

    name: str


@dataclass(frozen=True, slots=True)
class Ref:
    """A value inside the sandbox: what the name `root` stands for in the plan's module, or the result of call number `root`."""

    root: int | str
    path: tuple[Item | Attribute, ...] = ()


@dataclass(frozen=True, slots=True)
class Call:
    """Call what `function` refers to; arguments are plain values that may contain `Ref`s to earlier calls.

    Plain values: None, bool, int, float, complex, str, list, tuple, dict with str keys, numpy scalars and arrays of real,
    complex or bool dtype. Every call gets its own fresh, writable copy of its arguments.
    """

    function: Ref
    args: tuple[Any, ...] = ()
    kwargs: tuple[tuple[str, Any], ...] = ()


@dataclass(frozen=True, slots=True)
class Plan:
    """Calls in order, made in the student's module `module`; `outputs` names the values that come back."""

    module: str
    calls: tuple[Call, ...]
    outputs: tuple[Ref, ...]
    seconds: float = 2.0
    """CPU time that one case may take."""
