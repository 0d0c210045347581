"""What an author can and cannot ask."""

from __future__ import annotations

import pytest

from grader.algebra import check_derivation

SCALARS = dict.fromkeys("abxyk", "scalar")


@pytest.mark.parametrize(
    ("given", "goal", "message"),
    [
        (["y = d/dx(y + x"], "y = x", r"the given 'y = d/dx\(y \+ x' cannot be read"),
        (["y = A x", "x = f(A, A) + A B"], "y = A", "the givens? .* cannot be"),
        (["y = 2"], "y = ", "the goal 'y = ' cannot be read"),
    ],
)
def test_what_cannot_be_asked_is_told_to_the_author(given, goal, message):
    with pytest.raises(ValueError, match=message):
        check_derivation([], given=given, goal=goal, symbols={**SCALARS, "A": [2, 3], "B": [2, 2], "f": "function"})


def test_a_derivative_of_what_is_a_derivative_itself_is_no_endless_loop():
    found = check_derivation(["y = 2 a x"], given=["k = a x^2", "y = dk/dx", "b = dy/dx"], goal="b = 2 a", symbols=SCALARS)
    assert found.lines[0].verdict == "correct"
    with pytest.raises(ValueError, match="cannot"):
        check_derivation([], given=["a = dA/dx + db/dx", "b = da/dx"], goal="y = [[1, 2], [3]]", symbols=SCALARS)
