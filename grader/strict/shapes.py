"""From marked values to dataclasses, by their annotations; mistakes with places."""

from __future__ import annotations

import collections.abc
import dataclasses
import enum
import math
import re
import types
import typing
from dataclasses import MISSING
from fractions import Fraction
from typing import Any

from grader.errors import Place, did_you_mean
from grader.strict.nodes import Node
from grader.strict.problems import Problems

_FRACTION = re.compile(r"[-+]?[0-9]{1,9}(/[0-9]{1,9}|\.[0-9]{1,12})?")
_LISTS = (tuple, list, collections.abc.Sequence)
_MAPPINGS = (dict, collections.abc.Mapping)
_SCALARS: dict[Any, str] = {
    str: "text",
    bool: "true or false",
    int: "a whole number",
    float: "a number",
    Fraction: 'a number such as 4, 0.5 or "1/3"',
    type(None): "left out",
}


class _Failed:
    """The one value that stands for "told already"."""


FAILED = _Failed()


def fields_of(shape: Any) -> tuple[str, ...]:
    """The names that may be written for a dataclass."""
    return tuple(field.name for field in dataclasses.fields(shape) if field.init)


def build(node: Node, shape: Any, problems: Problems, *, name: str = "", within: str = "") -> Any:
    """Make a value of type `shape` out of a node; FAILED after the mistakes were noted in `problems`.

    `name` is the field, `within` the thing that has it ("part q2.scalar"), both for messages. Understood are dataclasses, str, bool, int,
    float, Fraction, enums, None, Literal, unions, tuples, lists, mappings with str keys, and Any; TypeError for other annotations.
    """
    shape = _bare(shape)
    origin = typing.get_origin(shape) or shape
    if shape in (Any, object):
        return node.plain
    if dataclasses.is_dataclass(shape):
        return build_fields(node, shape, problems, name=name, within=within)
    if origin in (typing.Union, types.UnionType):
        return _build_union(node, typing.get_args(shape), problems, name, within)
    if origin in _LISTS:
        return _build_list(node, shape, problems, name, within)
    if origin in _MAPPINGS:
        return _build_mapping(node, shape, problems, name, within)
    if origin is typing.Literal or (isinstance(shape, type) and issubclass(shape, enum.Enum)):
        return _build_choice(node, shape, problems, name, within)
    if shape in _SCALARS:
        value = _scalar(node, shape)
        return value if value is not FAILED else _wrong(node, shape, problems, name, within)
    raise TypeError(f"field {name or shape!r}: the annotation {shape!r} cannot be read from YAML")


def build_fields(
    node: Node, shape: Any, problems: Problems, *, name: str = "", within: str = "", skip: tuple[str, ...] = (), raw: bool = False
) -> Any:
    """Make a dataclass out of a mapping; keys in `skip` belong to somebody else.

    With `raw`, fields annotated with dataclasses are handed over as plain mappings, for the class to make of them what it wants. A
    ValueError of the class is told at the field that its sentence names first.
    """
    prefix = _prefix(name, within)
    fields = {field.name: field for field in dataclasses.fields(shape) if field.init}
    if not isinstance(node.value, dict):
        return _wrong(node, shape, problems, name, within)
    before = len(problems.found)
    for key, place in node.keys.items():
        if key not in fields and key not in skip:
            known = [*fields, *(word for word in skip if word not in fields)]
            problems.add(place, f"{prefix}unknown field {key!r}{did_you_mean(key, known)}", f"fields here: {', '.join(known)}")
    hints = typing.get_type_hints(shape)
    values = {}
    for key, field in fields.items():
        if key in node.value:
            own = Any if raw and _holds_dataclass(hints[key]) else hints[key]
            values[key] = build(node.value[key], own, problems, name=f"{name}.{key}" if name else key, within=within)
        elif field.default is MISSING and field.default_factory is MISSING:
            problems.add(node.place, f"{prefix}field {key!r} is missing", f"it should be {describe(hints[key])}")
    if len(problems.found) > before:
        return FAILED
    try:
        return shape(**values)
    except (TypeError, ValueError) as error:
        problems.add(_place_named(str(error), node), f"{prefix}{error}")
        return FAILED


def _deepest(node: Node, path: list[str]) -> Node:
    """Follow keys and positions as far as they lead."""
    for step in path:
        if isinstance(node.value, dict) and step in node.value:
            node = node.value[step]
        elif isinstance(node.value, list) and step.isdecimal() and int(step) < len(node.value):
            node = node.value[int(step)]
        else:
            break
    return node


def _holds_dataclass(shape: Any) -> bool:
    shape = _bare(shape)
    return dataclasses.is_dataclass(shape) or any(_holds_dataclass(inner) for inner in typing.get_args(shape))


def _place_named(sentence: str, node: Node) -> Place:
    """The place of the field that a sentence names first, be it `tolerance` or `tolerance.relative`; else the whole mapping's."""
    for path in re.findall(r"\w+(?:\.\w+|\[\d+\])*", sentence):
        first, *others = re.findall(r"\w+", path)
        if first in node.value:
            return _deepest(node.value[first], others).place
    return node.place


def describe(shape: Any) -> str:
    """Say what a field takes.

    >>> describe(float | None)
    'a number'
    """
    shape = _bare(shape)
    origin = typing.get_origin(shape) or shape
    if shape in _SCALARS:
        return _SCALARS[shape]
    if dataclasses.is_dataclass(shape):
        return f"a mapping with {', '.join(fields_of(shape))}"
    if origin in (typing.Union, types.UnionType):
        return " or ".join(describe(option) for option in typing.get_args(shape) if option is not type(None))
    if origin in _LISTS:
        return "a list"
    if origin in _MAPPINGS:
        return "a mapping"
    return " or ".join(map(str, _choices(shape))) if shape not in (Any, object) else "a value"


def shown(node: Node) -> str:
    """Say what stands there instead."""
    value = node.value
    if value is None:
        return "nothing"
    if isinstance(value, bool):
        return f"{node.text} (true or false)"
    if isinstance(value, int | float):
        return f"the number {node.text[:40]}"
    if isinstance(value, str):
        short = value if len(value) <= 40 else value[:39] + "…"
        return f"the text {short!r}"
    return "a list" if isinstance(value, list) else "a mapping"


def _prefix(name: str, within: str) -> str:
    return "".join(f"{word}: " for word in (within, name) if word)


def _wrong(node: Node, shape: Any, problems: Problems, name: str, within: str) -> Any:
    problems.add(node.place, f"{_prefix('', within)}{name or 'this'} should be {describe(shape)}, but is {shown(node)}")
    return FAILED


def _bare(shape: Any) -> Any:
    """Without Annotated and NewType."""
    while True:
        if typing.get_origin(shape) is typing.Annotated:
            shape = typing.get_args(shape)[0]
        elif hasattr(shape, "__supertype__"):
            shape = shape.__supertype__
        else:
            return shape


def _scalar(node: Node, shape: Any) -> Any:
    value = node.value
    if shape is Fraction:
        exact = isinstance(value, int | float | str) and not isinstance(value, bool) and _FRACTION.fullmatch(node.text)
        return Fraction(node.text) if exact and not re.search(r"/0+$", node.text) else FAILED
    if shape is float:
        return float(value) if isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value) else FAILED
    return value if type(value) is shape else FAILED


def _choices(shape: Any) -> tuple[Any, ...]:
    if isinstance(shape, type) and issubclass(shape, enum.Enum):
        return tuple(member.value for member in shape)
    return typing.get_args(shape)


def _build_choice(node: Node, shape: Any, problems: Problems, name: str, within: str) -> Any:
    choices = _choices(shape)
    for choice in choices:
        if type(choice) is type(node.value) and choice == node.value:
            return shape(choice) if isinstance(shape, type) else choice
    guess = did_you_mean(node.value, [c for c in choices if isinstance(c, str)]) if isinstance(node.value, str) else ""
    allowed = " or ".join(map(str, choices))
    problems.add(node.place, f"{_prefix('', within)}{name or 'this'} should be {allowed}, but is {shown(node)}{guess}")
    return FAILED


def _build_union(node: Node, options: tuple[Any, ...], problems: Problems, name: str, within: str) -> Any:
    fitting = [option for option in options if _fits(node, option)]
    if len(fitting) == 1:
        # Only one can be meant, so its own mistakes are worth telling.
        return build(node, fitting[0], problems, name=name, within=within)
    for option in fitting or options:
        value = build(node, option, Problems(), name=name, within=within)
        if value is not FAILED:
            return value
    return _wrong(node, typing.Union[options], problems, name, within)  # noqa: UP007


def _fits(node: Node, option: Any) -> bool:
    option = _bare(option)
    origin = typing.get_origin(option) or option
    if isinstance(node.value, dict):
        return dataclasses.is_dataclass(option) or origin in _MAPPINGS or option in (Any, object)
    if isinstance(node.value, list):
        return origin in _LISTS or option in (Any, object)
    nested = dataclasses.is_dataclass(option) or origin in _MAPPINGS or origin in _LISTS
    return not nested and (option is not type(None)) == (node.value is not None)


def _build_list(node: Node, shape: Any, problems: Problems, name: str, within: str) -> Any:
    if not isinstance(node.value, list):
        return _wrong(node, shape, problems, name, within)
    inner = typing.get_args(shape)
    wanted = [inner[0] if inner else Any] * len(node.value)
    if typing.get_origin(shape) is tuple and inner and inner[-1] is not Ellipsis:
        if len(inner) != len(node.value):
            problems.add(node.place, f"{_prefix('', within)}{name or 'this'} should have {len(inner)} entries, but has {len(node.value)}")
            return FAILED
        wanted = list(inner)
    items = [
        build(item, one, problems, name=f"{name}[{number}]", within=within)
        for number, (item, one) in enumerate(zip(node.value, wanted, strict=True), 1)
    ]
    if any(item is FAILED for item in items):
        return FAILED
    return items if (typing.get_origin(shape) or shape) is list else tuple(items)


def _build_mapping(node: Node, shape: Any, problems: Problems, name: str, within: str) -> Any:
    if not isinstance(node.value, dict):
        return _wrong(node, shape, problems, name, within)
    inner = (typing.get_args(shape) or (str, Any))[1]
    items = {key: build(item, inner, problems, name=f"{name}.{key}", within=within) for key, item in node.value.items()}
    return FAILED if any(item is FAILED for item in items.values()) else items
