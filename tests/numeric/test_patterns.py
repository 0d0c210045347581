"""Patterns are named when they are certain, and only then."""

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis.extra import numpy as nps

from grader.numeric import compare
from grader.numeric.patterns import confined, transposed_shape, whole_pattern

A = np.array([[1.0, -2.0, 3.5], [4.0, 5.5, -6.0], [0.5, 1.5, 2.5]])


@pytest.mark.parametrize(
    ("seen", "pattern"),
    [
        (-A, "all signs flipped"),
        (np.abs(A), "the sizes are right and some signs are not"),
        (A.T, "transposed"),
        (A[::-1], "in reverse order along axis 0"),
        (A[:, ::-1], "in reverse order along axis 1"),
        (A[[1, 0, 2]], "the right rows in another order"),
        (A[:, [1, 0, 2]], "the right columns in another order"),
        (A * 2.8284271, "a constant factor of about 2.83"),
        (A / 3, "a constant factor of about 0.333"),
        (A + 0.5, "off by a constant"),
        (A**2, ""),
        (np.zeros_like(A), ""),
    ],
)
def test_whole_patterns(seen: Any, pattern: str) -> None:
    assert compare(seen, A).pattern == pattern


def test_entries_of_a_vector_in_another_order() -> None:
    assert compare(np.array([2.0, 1.0, 3.0, 5.0]), np.array([1.0, 2.0, 3.0, 5.0])).pattern == "the right entries in another order"


def test_too_few_entries_show_no_pattern() -> None:
    assert whole_pattern(np.array([2.0, 4.0]), np.array([1.0, 2.0])) == ("", "")


def test_a_constant_array_shows_neither_factor_nor_offset_by_chance() -> None:
    assert "off by" not in compare(np.full(4, 2.0), np.full(4, 1.0)).pattern


def test_a_transposed_shape_is_told() -> None:
    found = compare(A[:2].T, A[:2])

    assert found.reason == "shape"
    assert found.pattern == "transposed"
    assert transposed_shape(np.ones((4, 3, 2)), np.ones((4, 2, 3)))
    assert not transposed_shape(np.ones(3), np.ones(4))


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ([[0, 0, 0], [0, 0, 0], [1, 0, 1]], "only in the last row"),
        ([[1, 1, 1], [0, 0, 0], [0, 0, 0]], "only in the first row"),
        ([[0, 0, 0], [1, 1, 0], [0, 0, 0]], "only in row 1"),
        ([[0, 0, 1], [0, 0, 1], [0, 0, 0]], "only in the last column"),
        ([[1, 0, 0], [0, 1, 0], [0, 0, 1]], "only on the diagonal"),
        ([[1, 0, 0], [0, 0, 1], [0, 0, 1]], ""),
    ],
)
def test_where_wrong_entries_are(wrong: list[list[int]], words: str) -> None:
    assert confined(np.array(wrong, bool)) == words


def test_ends_of_a_vector() -> None:
    assert confined(np.array([False, False, True])) == "only in the last entry"


@given(nps.arrays(np.float64, (3, 3)), nps.arrays(np.float64, (3, 3)))
def test_no_array_breaks_the_search(seen: Any, expected: Any) -> None:
    assert isinstance(compare(seen, expected).pattern, str)


@pytest.mark.parametrize("expected", [[0.1, 0.2, 0.3], [-1 / 3, 2 / 3, 5 / 7, 0.1], [1 / 3], [1 / 3, -2 / 3]])
def test_rounding_fits_no_other_pattern(expected: list[float]) -> None:
    exact = np.array(expected)

    assert whole_pattern(exact.astype(np.float32), exact) == (
        "right but for rounding",
        "Keep full precision: look for float32, a rounding, or a small constant that was added.",
    )
