"""Tell an exception in plain data: types, text, the student's own lines."""

from __future__ import annotations

import builtins
from collections.abc import Callable
from types import TracebackType
from typing import Any

from .encoding import type_name

_FIRST, _LAST = 4, 8
"""How many of a long traceback's frames are kept at either end."""
_MAX_MESSAGE = 1000
_mro: Callable[[type], tuple[type, ...]] = type.__dict__["__mro__"].__get__
_trace_of: Callable[[BaseException], TracebackType | None] = BaseException.__dict__["__traceback__"].__get__
_str = str
_BUILTIN = {name: kind for name, kind in vars(builtins).items() if isinstance(kind, type)}


def _names(kind: type) -> tuple[str, ...]:
    """Names of a class and its bases; a class that only borrows a builtin's name is told apart by a leading `~`."""
    names = ((type_name(base), base) for base in _mro(kind) if base is not object)
    return tuple(name if _BUILTIN.get(name, base) is base else f"~{name}" for name, base in names)[:32]


def _message(error: BaseException) -> str:
    try:
        return _str.__str__(_str(error))[:_MAX_MESSAGE]
    except BaseException:
        return "(the text of this exception cannot be read)"


def _frames(trace: TracebackType | None, labels: dict[str, str]) -> list[tuple[str, int, str, str]]:
    found: list[tuple[str, int, str]] = []
    while trace is not None:
        code = trace.tb_frame.f_code
        if code.co_filename in labels:
            found.append((code.co_filename, trace.tb_lineno or 0, code.co_name[:200]))
            if len(found) > _FIRST + _LAST:
                del found[_FIRST]
        trace = trace.tb_next
    return [(file, line, function, _line(labels[file], line)) for file, line, function in found]


def _line(source: str, number: int) -> str:
    lines = source.splitlines()
    return lines[number - 1].strip()[:400] if 0 < number <= len(lines) else ""


def describe(error: BaseException, call: int, labels: dict[str, str]) -> tuple[Any, ...]:
    """What is told of an exception: (type, bases, text, frames, number of the call)."""
    return (type_name(type(error)), _names(type(error)), _message(error), tuple(_frames(_trace_of(error), labels)), call)
