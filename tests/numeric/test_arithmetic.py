"""Calculations are worked out exactly, and prose is left alone."""

from fractions import Fraction
from typing import Any

import pytest

from grader.numeric.arithmetic import Budget, calculate
from grader.numeric.operations import Unreadable
from grader.numeric.tokens import tokenize


def _value(text: str) -> Any:
    found = calculate(tokenize(text, 0, len(text), 500), 0, Budget())
    return found[0].value if found else None


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1 - 2 - 3", -4),
        ("2 * 3 + 4 * 5", 26),
        ("2 ^ 3 ^ 2", 512),
        ("-2 ^ 2", -4),
        ("12 / 2 / 3", 2),
        ("2 ^ -1", Fraction(1, 2)),
        ("(1 + 2)(3 + 4)", 21),
        ("[{(2)}]", 2),
        ("50 % * 10", 5),
        ("5 ‰", Fraction(1, 200)),
        ("\\frac{1}{\\frac{1}{2}}", 2),
        ("\\sqrt[3]{27}", pytest.approx(3.0)),
        ("np.sqrt(9/4)", Fraction(3, 2)),
        ("float(3)", 3),
        ("2 \\pi", pytest.approx(6.283185307)),
        ("a * 2", None),
        ("the 2", None),
    ],
)
def test_values(text: str, value: Any) -> None:
    assert _value(text) == value


def test_a_name_takes_part_without_a_value() -> None:
    found = calculate(tokenize("d_model / h", 0, 11, 500), 0, Budget())

    assert found is not None
    assert found[0].value is None


def test_a_budget_ends_a_long_calculation() -> None:
    with pytest.raises(Unreadable, match="too long to be worked out"):
        calculate(tokenize("1+1+1+1+1", 0, 9, 500), 0, Budget(3))
