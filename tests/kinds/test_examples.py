"""Public examples: YAML values become arguments."""

from typing import Any

import numpy as np
import pytest

from grader.kinds.examples import example_from


def _arguments(*args: Any) -> tuple[Any, ...]:
    return example_from("examples[0]", {"title": "t", "args": list(args)}).plan("q1", "f", 2.0).calls[0].args


@pytest.mark.parametrize(
    ("value", "dtype", "shape"),
    [
        ([1, 2], "float64", (2,)),
        ([[1.0], [2.0]], "float64", (2, 1)),
        ([[True, False]], "bool", (1, 2)),
        ([], "float64", (0,)),
        ([[], []], "float64", (2, 0)),
        ({"array": [0, 1], "dtype": "int64"}, "int64", (2,)),
        ({"array": [0.5], "dtype": "float32"}, "float32", (1,)),
    ],
)
def test_nested_lists_are_arrays(value: Any, dtype: str, shape: tuple[int, ...]) -> None:
    (array,) = _arguments(value)

    assert (array.dtype.name, array.shape) == (dtype, shape)


def test_other_forms_stay_what_they_are() -> None:
    args = _arguments({"list": [0, 1]}, {"tuple": [1, "a"]}, {"dict": {"k": {"list": [2]}}}, "tanh", 3, None, ["a", "b"])

    assert args == ([0, 1], (1, "a"), {"k": [2]}, "tanh", 3, None, ["a", "b"])


def test_ragged_lists_become_lists_of_arrays() -> None:
    (layers,) = _arguments({"list": [{"list": [[[2.0, 1.0]], [1.0]]}]})

    np.testing.assert_array_equal(layers[0][0], [[2.0, 1.0]])
    np.testing.assert_array_equal(layers[0][1], [1.0])
    assert [a.shape for a in _arguments([[1.0, 2.0], [3.0]])[0]] == [(2,), (1,)]


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (3, r"examples\[0\] must be a mapping"),
        ({"titel": "t"}, r"examples\[0\] has no field 'titel'; did you mean 'title'"),
        ({"title": "t", "args": 3}, r"examples\[0\].args must be a list"),
        ({"title": "t", "kwargs": {"a b": 1}}, r"examples\[0\].kwargs must be a mapping"),
        ({"title": "t", "args": [{"lst": []}]}, r"examples\[0\].args\[0\]: a mapping must be"),
        ({"title": "t", "args": [{"list": 3}]}, r"what follows `list:` must be a list"),
        ({"title": "t", "args": [{"array": [[1], [1, 2]]}]}, r"rows of an array must be equally long"),
        ({"title": "t", "args": [{"array": [1], "dtype": "object"}]}, r"dtype must be one of float64"),
        ({"title": "t", "kwargs": {"x": {1, 2}}}, r"examples\[0\].kwargs.x must be made of"),
        ({"title": "t", "call": {"name": "__class__"}}, r"examples\[0\].call.name must be the name of a method"),
        ({"title": "t", "call": {}}, r"examples\[0\].call.name must be a text"),
    ],
)
def test_mistakes_are_named(value: Any, words: str) -> None:
    with pytest.raises(ValueError, match=words):
        example_from("examples[0]", value)
