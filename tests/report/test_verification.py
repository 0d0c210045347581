"""A row of the matrix as a path."""

import pytest

from grader.report import CaseRow


@pytest.mark.parametrize(
    ("caught", "path"),
    [((), ""), ((0,), "M0 0h1v1H0z"), ((0, 1, 2), "M0 0h3v1H0z"), ((1, 3, 4), "M1 0h1v1H1zM3 0h2v1H3z")],
)
def test_neighbours_are_one_bar(caught, path):
    assert CaseRow("a-01", "A", False, caught, 0).path == path
