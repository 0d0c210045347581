"""Rows of a matrix in sentences."""

import numpy as np
import pytest

from grader.numeric.prose import gather_rows

ROWS = [[0.5, 0.25, 0.25], [0.2, 0.2, 0.2]]


def _array(text: str) -> list[list[float]]:
    found = gather_rows(text, (2, 3))
    assert found is not None
    return [[float(cell.value or 0) for cell in row] for row in found.grid.rows]


@pytest.mark.parametrize(
    "text",
    [
        "0.5 0.25 0.25\n0.2 0.2 0.2",
        "first row 0.5, 0.25, 0.25, second row all 0.2",
        "2nd row: 1/5 each; 1st row: 0.5 0.25 0.25",
        "0.5 0.25 0.25 for row 1 and 0.2 0.2 0.2 for row 2",
        "f(2, 1, 0) = (0.5, 0.25, 0.25), f(1, 1, 1) = (0.2, 0.2, 0.2)",
        "1/2 = 0.5\n1/4 = 0.25\n1/4 = 0.25\n1/5 = 0.2 (three times)",
        "frist row 0.5 0.25 0.25\nsecnd row a fifth each",
        "0.5, 0.25, 0.25\na = b = c = 0.2",
    ],
)
def test_rows_are_found_for_certain(text: str) -> None:
    found = gather_rows(text, (2, 3))

    np.testing.assert_allclose(_array(text), ROWS)
    assert found is not None
    assert found.sure


@pytest.mark.parametrize(
    "text", ["7 4 4\n0.5 0.25 0.25\n0.2 0.2 0.2", "0.5 0.25 0.25 0.2 0.2 0.2", "Row 1: 7 4 4, so 0.5 0.25 0.25. Row 2: 0.2 each"]
)
def test_rows_among_other_numbers_are_uncertain(text: str) -> None:
    found = gather_rows(text, (2, 3))

    np.testing.assert_allclose(_array(text), ROWS)
    assert found is not None
    assert not found.sure


@pytest.mark.parametrize("text", ["", "0.5", "0.5 0.25", "the rows sum to 1", "a\n" * 200])
def test_nothing_is_made_up(text: str) -> None:
    assert gather_rows(text, (2, 3)) is None
