"""Grids are found with their shape and their labels."""

import pytest

from grader.numeric.grids import find_grids


@pytest.mark.parametrize(
    ("text", "shapes"),
    [
        ("[1, 2]", [(2,)]),
        ("[[1, 2]]", [(1, 2)]),
        ("[[1], [2]]", [(2, 1)]),
        ("[1, 2; 3, 4]", [(2, 2)]),
        ("[[1, 2], [3]]", [(2,)]),
        ("[[1, 2], [a, b]]", [(2,)]),
        ("[1, 2]\n[3, 4]", [(2, 2)]),
        ("[[1, 2]] then [[3, 4]]", [(1, 2), (1, 2)]),
        ("f(1, 2)", []),
        ("1,769,472", []),
        ("\\begin{matrix}1&2\\\\3&4\\end{matrix}", [(2, 2)]),
        ("\\begin{matrix}1&x\\end{matrix}", []),
        ("|5|2|\n|-|-|\n|3|4|", [(2, 2)]),
        ("|1|2|\n|-|-|\n|3|4|", [(1, 2)]),
        ("|a|b|\n|-|-|\n|3|4|", [(1, 2)]),
    ],
)
def test_shapes(text: str, shapes: list[tuple[int, ...]]) -> None:
    assert [grid.shape for grid in find_grids(text)] == shapes


def test_labels_number_the_rows() -> None:
    (grid,) = find_grids("row 2: 3, 4\nrow 1: 1, 2", 2)

    assert grid.numbers == (2, 1)
