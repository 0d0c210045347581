"""Public examples of a code part: from YAML values to plans."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from grader.errors import did_you_mean
from grader.kinds.fields import text
from grader.model import Attribute, Call, Plan, Ref

_FIELDS = ("title", "args", "kwargs", "call")
_CALL_FIELDS = ("name", "args", "kwargs")
_FORMS = ("list", "tuple", "array", "dict")
_DTYPES = ("float64", "float32", "int64", "int32", "bool")


@dataclass(frozen=True, slots=True)
class Example:
    """One call that students may see, written without Python.

    In `args` and `kwargs` a nested list of numbers (equally long rows) is an array of float64, of true and false an array of bool;
    lists of anything else stay lists. `{list: [0, 1]}` and `{tuple: [...]}` stay a list and a tuple, whose items are read the same
    way; `{array: [0, 1], dtype: int64}` is an array of another dtype; `{dict: {...}}` a dict.
    """

    title: str
    args: tuple[Any, ...] = ()
    kwargs: tuple[tuple[str, Any], ...] = ()
    call: tuple[str, tuple[Any, ...], tuple[tuple[str, Any], ...]] | None = None
    """A method to call on what came back: its name, arguments and keyword arguments."""

    def plan(self, module: str, function: str, seconds: float) -> Plan:
        """The plan that makes the call (and then the method's)."""
        root, *attributes = function.split(".")
        first = Ref(root, tuple(map(Attribute, attributes)))
        calls = [Call(first, tuple(map(_value, self.args)), tuple((k, _value(v)) for k, v in self.kwargs))]
        if self.call:
            name, args, kwargs = self.call
            calls.append(Call(Ref(0, (Attribute(name),)), tuple(map(_value, args)), tuple((k, _value(v)) for k, v in kwargs)))
        return Plan(module, tuple(calls), (Ref(len(calls) - 1),), seconds)


def example_from(field: str, value: Any) -> Example:
    """Read one entry of `examples`; raises ValueError with a sentence that names the field."""
    if isinstance(value, Example):
        return value
    _check_names(field, value, _FIELDS)
    args, kwargs = _arguments(field, value)
    call = value.get("call")
    further = None
    if call is not None:
        _check_names(f"{field}.call", call, _CALL_FIELDS)
        name = text(f"{field}.call.name", call.get("name"))
        if not name.isidentifier() or name.startswith("__"):
            raise ValueError(f"{field}.call.name must be the name of a method, but got {name!r}")
        further = (name, *_arguments(f"{field}.call", call))
    return Example(text(f"{field}.title", value.get("title")), args, kwargs, further)


def _check_names(field: str, value: Any, known: Sequence[str]) -> None:
    if not isinstance(value, Mapping):
        raise ValueError(f"{field} must be a mapping with {', '.join(known)}, but got {value!r}")
    for name in value:
        if name not in known:
            raise ValueError(f"{field} has no field {name!r}{did_you_mean(str(name), known)}; it has {', '.join(known)}")


def _arguments(field: str, value: Mapping[str, Any]) -> tuple[tuple[Any, ...], tuple[tuple[str, Any], ...]]:
    args, kwargs = value.get("args", ()), value.get("kwargs", {})
    if not isinstance(args, list | tuple):
        raise ValueError(f"{field}.args must be a list with one entry an argument, but got {args!r}")
    if not isinstance(kwargs, Mapping) or not all(isinstance(name, str) and name.isidentifier() for name in kwargs):
        raise ValueError(f"{field}.kwargs must be a mapping from argument names to values, but got {kwargs!r}")
    for name, argument in [*((f"args[{i}]", a) for i, a in enumerate(args)), *((f"kwargs.{k}", a) for k, a in kwargs.items())]:
        _check_value(f"{field}.{name}", argument)
    return tuple(args), tuple(kwargs.items())


def _check_value(field: str, value: Any) -> None:
    """Refuse what cannot be turned into an argument, without NumPy (a student's light path loads examples too)."""
    if isinstance(value, list):
        for item in value:
            _check_value(field, item)
    elif isinstance(value, Mapping):
        form = next((name for name in _FORMS if name in value), None)
        extra = set(value) - {form, *(("dtype",) if form == "array" else ())}
        if form is None or extra:
            raise ValueError(
                f"{field}: a mapping must be {{list: [...]}}, {{tuple: [...]}}, {{array: [...], dtype: ...}} or {{dict: {{...}}}}"
            )
        inner = value[form]
        if not isinstance(inner, Mapping if form == "dict" else list):
            raise ValueError(f"{field}: what follows `{form}:` must be a {'mapping' if form == 'dict' else 'list'}, but got {inner!r}")
        if value.get("dtype", "float64") not in _DTYPES:
            raise ValueError(f"{field}: dtype must be one of {', '.join(_DTYPES)}, but got {value['dtype']!r}")
        if form == "array" and _shape(inner) is None:
            raise ValueError(f"{field}: the rows of an array must be equally long and hold numbers only")
        for item in inner.values() if isinstance(inner, Mapping) else inner:
            _check_value(field, item)
    elif value is not None and not isinstance(value, bool | int | float | str):
        raise ValueError(f"{field} must be made of numbers, texts, lists and mappings, but got {value!r}")


def _shape(value: Any) -> tuple[int, ...] | None:
    """Shape of a nested list of numbers; None when it is ragged or holds anything else."""
    if isinstance(value, int | float):
        return ()
    if not isinstance(value, list):
        return None
    shapes = {_shape(item) for item in value}
    if len(shapes) > 1 or None in shapes:
        return None
    return (len(value), *(shapes.pop() or () if shapes else ()))


def _leaves(value: Any) -> list[Any]:
    return [leaf for item in value for leaf in _leaves(item)] if isinstance(value, list) else [value]


def _value(value: Any) -> Any:
    """Turn a checked YAML value into an argument."""
    import numpy as np

    if isinstance(value, list):
        shape = _shape(value)
        if shape is None:
            return [_value(item) for item in value]
        truth = math.prod(shape) > 0 and all(isinstance(leaf, bool) for leaf in _leaves(value))
        return np.array(value, dtype=np.bool_ if truth else np.float64).reshape(shape)
    if not isinstance(value, Mapping):
        return value
    if "array" in value:
        return np.array(value["array"], dtype=np.dtype(value.get("dtype", "float64")))
    if "dict" in value:
        return {str(key): _value(item) for key, item in value["dict"].items()}
    return tuple(map(_value, value["tuple"])) if "tuple" in value else [_value(item) for item in value["list"]]
