"""Write calls and values as a student would type them, cut to fit a terminal."""

from __future__ import annotations

import ast
from collections.abc import Sequence
from typing import Any

import numpy as np

from grader.catalogue import say
from grader.model import Attribute, Call, Foreign, Item, Module, Plan, Ref

_MOST_ROWS, _MOST_COLUMNS = 6, 8
_MOST_TEXT = 200
_MOST_CALLS = 3
_LONGEST = 30
"""Characters of an argument that stands inside a call."""


def value_lines(value: Any) -> list[str]:
    """A value over as many lines as it has rows; large arrays by their shape and first entries.

    >>> value_lines(np.array([[1.0, 2.0, 3.0], [1.0, 0.0, -1.0]]))
    ['[[1, 2, 3],', ' [1, 0, -1]]']
    >>> value_lines((np.float64(0.25), "a"))
    ["(0.2500, 'a')"]
    """
    if isinstance(value, np.ndarray):
        return _array_lines(value)
    if isinstance(value, list | tuple) and any(isinstance(item, np.ndarray) and item.ndim for item in value):
        lines = [line for number, item in enumerate(value) for line in _labelled(f"[{number}] ", item)]
        return lines[: 2 * _MOST_ROWS]
    if isinstance(value, dict) and value:
        lines = [line for key, item in value.items() for line in _labelled(f"{str(key)[:20]!r}: ", item)]
        return lines[: 2 * _MOST_ROWS]
    return [short(value)]


def short(value: Any) -> str:
    """A value on one line."""
    if isinstance(value, np.ndarray):
        return " ".join(line.strip() for line in _array_lines(value))
    if isinstance(value, bool | np.bool_ | None):
        return str(value)
    if isinstance(value, int | float | complex | np.generic):
        return _entries(np.asarray(value).reshape(1))[0]
    if isinstance(value, str):
        return repr(value if len(value) <= _MOST_TEXT else value[: _MOST_TEXT - 1] + "…")
    if isinstance(value, list | tuple):
        inside = [short(item) for item in value[:_MOST_COLUMNS]] + ["…"] * (len(value) > _MOST_COLUMNS)
        ends = "[]" if isinstance(value, list) else "()"
        return f"{ends[0]}{', '.join(inside)}{',' if isinstance(value, tuple) and len(value) == 1 else ''}{ends[1]}"
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key!r}: {short(item)}" for key, item in list(value.items())[:_MOST_COLUMNS]) + "}"
    if isinstance(value, Foreign):
        return f"(a value of type {value.type_name})"
    return f"(a value of type {type(value).__name__})"


def call_lines(plan: Plan, modules: Sequence[Module]) -> list[str]:
    """What a plan asks: the arguments by name over as many lines as they need, then the call; later calls on a line each."""
    first = plan.calls[0]
    names = _parameters(first, modules)
    lines: list[str] = []
    spoken = []
    for number, argument in enumerate(first.args):
        # Whatever takes a line of its own gets the name that the student's own signature gives it.
        if (isinstance(argument, np.ndarray) and argument.ndim) or isinstance(argument, list | tuple | dict):
            name = names[number] if number < len(names) else f"argument {number + 1}"
            lines += _labelled(f"{name} = ", argument)
            spoken.append(name)
        else:
            spoken.append(_argument(argument, plan))
    for name, argument in first.kwargs:
        if isinstance(argument, np.ndarray) and argument.size > _MOST_COLUMNS:
            lines += _labelled(f"{name} = ", argument)
            spoken.append(f"{name}={name}")
        else:
            spoken.append(f"{name}={_argument(argument, plan)}")
    lines.append(say("called as {call}", call=f"{_function(first, plan)}({', '.join(spoken)})"))
    lines += [say("then {call}", call=_words(call, plan)) for call in plan.calls[1 : 1 + _MOST_CALLS]]
    more = len(plan.calls) - 1 - _MOST_CALLS
    if more > 0:
        lines.append(say("and 1 more call") if more == 1 else say("and {count} more calls", count=more))
    return lines


def beside_sums(value: Any, lines: Sequence[str]) -> list[str]:
    """The lines of a table with the sums of its rows and of its columns beside them; the lines alone for anything else."""
    if not isinstance(value, np.ndarray) or value.ndim != 2 or value.dtype.kind not in "biuf" or not 2 <= len(lines) <= _MOST_ROWS:
        return list(lines)
    if value.shape[0] > _MOST_ROWS or value.shape[1] > _MOST_COLUMNS:
        return list(lines)
    with np.errstate(all="ignore"):
        rows, columns = ("  ".join(map(_figure, value.astype(np.float64).sum(axis=axis))) for axis in (1, 0))
    sums = [say("row sums  {figures}", figures=rows), say("col sums  {figures}", figures=columns)]
    width = max(map(len, lines))
    beside = [say("{line}      {sums}", line=line.ljust(width), sums=words) for line, words in zip(lines, sums, strict=False)]
    return [*beside, *lines[2:]]


def _figure(number: float) -> str:
    text = f"{number:.4f}"
    return text.rstrip("0").rstrip(".") if float(text) == round(float(text)) else text


def _labelled(label: str, value: Any) -> list[str]:
    first, *rest = value_lines(value)
    return [label + first, *(" " * len(label) + line for line in rest)]


def _array_lines(array: Any) -> list[str]:
    if not array.ndim:
        return _entries(array.reshape(1))
    if not array.size or array.ndim > 2:
        head = f"array of shape {array.shape}, {array.dtype}"
        return [head] if not array.size else [f"{head}, begins {', '.join(_entries(array.ravel()[:4]))}"]
    table = np.atleast_2d(array)
    rows = table[:_MOST_ROWS, :_MOST_COLUMNS]
    texts = _entries(rows.ravel())
    columns = rows.shape[1]
    more = ", …" * (table.shape[1] > _MOST_COLUMNS)
    written = [f"[{', '.join(texts[at : at + columns])}{more}]" for at in range(0, len(texts), columns)]
    if array.ndim == 1:
        return [written[0] if not more else f"{written[0]} ({array.size} entries)"]
    lines = [("[" if not number else " ") + row + "," for number, row in enumerate(written)]
    if table.shape[0] > _MOST_ROWS:
        return [*lines, f" …] (shape {array.shape})"]
    lines[-1] = lines[-1][:-1] + "]"
    return lines


def _entries(flat: Any) -> list[str]:
    """Numbers as short as they can be: whole ones without a point, others to four decimals, very large or small ones with an exponent."""
    if flat.dtype.kind not in "fc":
        return [str(item) for item in flat.tolist()]
    finite = flat[np.isfinite(flat)]
    if flat.dtype.kind == "c":
        return [f"{item:.4g}" for item in flat.tolist()]
    if not (finite % 1).any() and (np.abs(finite) < 1e7).all():
        return [f"{item:.0f}" for item in flat.tolist()]
    size = np.abs(finite[finite != 0])
    plain = not size.size or (size.max() < 1e5 and size.min() >= 5e-4)
    return [f"{item:.4f}" if plain else f"{item:.4g}" for item in flat.tolist()]


def _parameters(call: Call, modules: Sequence[Module]) -> list[str]:
    """The names that the student's own function gives its arguments, found without running it."""
    wanted = [str(call.function.root), *(step.name for step in call.function.path if isinstance(step, Attribute))]
    if isinstance(call.function.root, int):
        return []
    for module in modules:
        for chunk in reversed(module.chunks):
            try:
                body: list[ast.stmt] = ast.parse(chunk.source).body
            except (SyntaxError, ValueError, RecursionError, MemoryError):
                continue
            found = _definition(body, wanted)
            if found is not None:
                return found
    return []


def _definition(body: list[ast.stmt], wanted: list[str]) -> list[str] | None:
    for node in reversed(body):
        if isinstance(node, ast.FunctionDef) and node.name == wanted[0] and len(wanted) == 1:
            return [argument.arg for argument in (*node.args.posonlyargs, *node.args.args) if argument.arg != "self"]
        if isinstance(node, ast.ClassDef) and node.name == wanted[0]:
            return _definition(node.body, wanted[1:] or ["__init__"])
    return None


def _function(call: Call, plan: Plan) -> str:
    return _ref(call.function, plan)


def _ref(ref: Ref, plan: Plan) -> str:
    root = ref.root if isinstance(ref.root, str) else f"{_ref(plan.calls[ref.root].function, plan)}(...)"
    words = root + "".join(f"[{step.key!r}]" if isinstance(step, Item) else f".{step.name}" for step in ref.path)
    return words.removeprefix("builtins.") if ref.root == "builtins" else words


def _argument(value: Any, plan: Plan) -> str:
    if isinstance(value, Ref):
        return _ref(value, plan)
    text = short(value)
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"


def _words(call: Call, plan: Plan) -> str:
    spoken = [_argument(value, plan) for value in call.args] + [f"{name}={_argument(value, plan)}" for name, value in call.kwargs]
    return f"{_function(call, plan)}({', '.join(spoken)})"
