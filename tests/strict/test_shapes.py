"""From nodes to typed values, whatever the annotation."""

from __future__ import annotations

import enum
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Annotated, Any, ClassVar, Literal, NewType

import pytest

from grader.strict.nodes import read_yaml
from grader.strict.problems import Problems
from grader.strict.shapes import FAILED, build, describe


class Colour(enum.StrEnum):
    RED = "red"


@dataclass(frozen=True)
class Inner:
    size: int
    note: str = "none"


@dataclass(frozen=True)
class Picky:
    name: ClassVar[str] = "picky"
    size: int = 0
    inner: Inner | None = None

    def __post_init__(self) -> None:
        if self.size > 9:
            raise ValueError("size must be below 10")
        if self.inner and self.inner.size > 9:
            raise ValueError("inner.size must be below 10")


Name = NewType("Name", str)

GOOD: list[tuple[str, Any, Any]] = [
    ("a", str, "a"),
    ("true", bool, True),
    ("3", int, 3),
    ("3", float, 3.0),
    ("1e-3", float, 0.001),
    ("0.1", Fraction, Fraction(1, 10)),
    ("1/3", Fraction, Fraction(1, 3)),
    ("'0.5'", Fraction, Fraction(1, 2)),
    ("~", int | None, None),
    ("3", int | None, 3),
    ("3", float | str, 3.0),
    ("x", float | str, "x"),
    ("red", Literal["red", 1], "red"),
    ("1", Literal["red", 1], 1),
    ("red", Colour, Colour.RED),
    ("[1, 2]", tuple[int, ...], (1, 2)),
    ("[1, x]", tuple[int, str], (1, "x")),
    ("[1]", list[float], [1.0]),
    ("[1, [x]]", Sequence[Any], (1, ["x"])),
    ("[1]", tuple, (1,)),
    ("{a: 1}", Mapping[str, int], {"a": 1}),
    ("{a: [1]}", dict[str, tuple[int, ...]], {"a": (1,)}),
    ("{a: {b: no}}", Any, {"a": {"b": "no"}}),
    ("{size: 1}", Inner, Inner(1)),
    ("{size: 1}", Inner | None, Inner(1)),
    ("{inner: {size: 2, note: x}}", Picky, Picky(inner=Inner(2, "x"))),
    ("[{size: 1}]", tuple[Inner, ...], (Inner(1),)),
    ("x", Name, "x"),
    ("3", Annotated[int, "a note"], 3),
]


@pytest.mark.parametrize(("text", "shape", "value"), GOOD)
def test_a_value_that_fits_is_built(text: str, shape: Any, value: Any) -> None:
    problems = Problems()
    found = build(read_yaml(text, "x.yaml"), shape, problems)
    assert (found, type(found), problems.found) == (value, type(value), [])


BAD: list[tuple[str, Any, str]] = [
    ("3", str, "x.yaml:1:1: this should be text, but is the number 3"),
    ("yes", bool, "this should be true or false, but is the text 'yes'"),
    ("true", int, "this should be a whole number, but is true (true or false)"),
    ("3.0", int, "this should be a whole number, but is the number 3.0"),
    ("true", float, "this should be a number, but is true"),
    (".nan", float, "this should be a number, but is the number .nan"),
    ("'3'", float, "this should be a number, but is the text '3'"),
    ("1e1", Fraction, 'this should be a number such as 4, 0.5 or "1/3", but is the number 1e1'),
    ("1/0", Fraction, "but is the text '1/0'"),
    ("true", Fraction, "but is true"),
    ("~", int, "this should be a whole number, but is nothing"),
    ("[]", int | None, "this should be a whole number, but is a list"),
    ("rad", Literal["red", "blue"], "this should be red or blue, but is the text 'rad'; did you mean 'red'?"),
    ("true", Literal[1], "this should be 1, but is true"),
    ("rad", Colour, "this should be red, but is the text 'rad'; did you mean 'red'?"),
    ("[1, x]", tuple[int, ...], "x.yaml:1:5: [2] should be a whole number, but is the text 'x'"),
    ("[1]", tuple[int, str], "this should have 2 entries, but has 1"),
    ("x", tuple[int, ...], "this should be a list, but is the text 'x'"),
    ("[x]", Mapping[str, int], "this should be a mapping, but is a list"),
    ("{a: x}", Mapping[str, int], "x.yaml:1:5: .a should be a whole number"),
    ("[]", Inner, "this should be a mapping with size, note, but is a list"),
    ("{}", Inner, "x.yaml:1:1: field 'size' is missing\n  it should be a whole number"),
    ("{size: 1, nota: x}", Inner, "x.yaml:1:11: unknown field 'nota'; did you mean 'note'?\n  fields here: size, note"),
    ("{inner: {size: x}}", Picky, "x.yaml:1:16: inner.size should be a whole number, but is the text 'x'"),
    ("{size: 10}", Picky, "x.yaml:1:8: size must be below 10"),
    ("{inner: {size: 10}}", Picky, "x.yaml:1:16: inner.size must be below 10"),
    ("a" * 60, int, "but is the text '" + "a" * 39 + "…'"),
]


@pytest.mark.parametrize(("text", "shape", "told"), BAD)
def test_a_value_that_does_not_fit_is_told(text: str, shape: Any, told: str) -> None:
    problems = Problems()
    assert build(read_yaml(text, "x.yaml"), shape, problems) is FAILED
    assert told in "\n".join(map(str, problems.found))


def test_every_mistake_is_told_at_once() -> None:
    problems = Problems()
    build(read_yaml("[{size: x, b: 1}, {}, 3]", "x.yaml"), tuple[Inner, ...], problems)
    assert len(problems.found) == 4


def test_an_annotation_that_yaml_cannot_give_is_the_developers_mistake() -> None:
    with pytest.raises(TypeError, match="cannot be read from YAML"):
        build(read_yaml("3", "x.yaml"), bytes, Problems())


@pytest.mark.parametrize(
    ("shape", "words"), [(int | str | None, "a whole number or text"), (dict, "a mapping"), (Literal["a", "b"], "a or b")]
)
def test_what_is_wanted_is_described(shape: Any, words: str) -> None:
    assert describe(shape) == words
