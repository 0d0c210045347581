"""What a line is judged by when a given cannot be used by putting values in."""

import pytest

from grader.algebra import check_derivation


@pytest.mark.parametrize("end", ["x = 2", "x = 5/2"])
def test_what_is_made_of_an_equation_to_be_solved_goes_to_a_person(end):
    found = check_derivation(["2x + 3 = 7", end], given=["2x + 3 = 7"], goal="x = 2", symbols={"x": "scalar"})
    assert found.final == "undecided"
    assert {line.verdict for line in found.lines} == {"undecided"}


def test_what_is_true_anyway_is_right_beside_an_equation_to_be_solved():
    found = check_derivation(["2x + x = 3x"], given=["2x + 3 = 7"], goal="x = 2", symbols={"x": "scalar"})
    assert found.lines[0].verdict == "correct"
