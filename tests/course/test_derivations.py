"""What derivations of the homework earn, by the marking rules of the course."""

from fractions import Fraction

import pytest

from grader.load import load_assignment
from grader.model import Answer

SHOWN = "s'(x) = e^(-x)/(1+e^(-x))^2\ns'(x) = s(x)(1 - s(x))\n"
TWO, ROTATED = "y = W1 (W2 x2 + b2) + b1\ny = W1 W2 x2 + W1 b2 + b1\n", "R(m)^T R(n) = "


@pytest.fixture(scope="module")
def parts(root):
    return {part.address.local: part for part in load_assignment(root, "dl-hw1").parts}


@pytest.mark.parametrize(
    ("part", "text", "points"),
    [
        # A result that is only asserted earns half of its milestone: the prompt asks to show where the slope is largest.
        ("q2.sigmoid_slope", SHOWN + "The maximum is at x = 0.", "5/2"),
        ("q2.sigmoid_slope", SHOWN + "x = 0", "5/2"),
        ("q2.sigmoid_slope", SHOWN + "I plotted it and the largest slope was at zero", "5/2"),
        ("q2.sigmoid_slope", SHOWN + "Largest at x = 0, where s = 1/2.", "3"),
        ("q2.sigmoid_slope", SHOWN + "s''(x) = s'(x) (1 - 2 s(x)) is zero at x = 0, so it is largest there", "3"),
        ("q2.sigmoid_slope", SHOWN + "max at x=0 bc its symetric around zero", "3"),
        ("q2.sigmoid_slope", SHOWN + "s(1-s) <= 1/4 with equality at s = 1/2, x = 0", "3"),
        ("q2.sigmoid_slope", SHOWN + "s'(0) = 1/4 is the largest value", "3"),
        ("q2.sigmoid_slope", SHOWN + "$s^{\\prime\\prime} = 0$ gives the peak at $x = 0$", "3"),
        ("q2.sigmoid_slope", SHOWN, "2"),
        ("q2.sigmoid_slope", "s'(x) = s(x)(1 - s(x))\nlargest at x = 0", "1"),
        ("q2.matrix", TWO + "W' = W1 W2, b' = W1 b2 + b1", "4"),
        ("q2.matrix", TWO, "7/2"),
        ("q2.matrix", "W' = W1 W2, b' = W1 b2 + b1", "1"),
        ("q2.matrix", "y = [[W1, b1]] times [[W2 x2 + b2], [1]]\n= W1 W2 x2 + W1 b2 + b1\nW' = W1 W2, b' = W1 b2 + b1", "4"),
        ("q3.rotation", "[[cos m, sin m], [-sin m, cos m]] times [[cos n, -sin n], [sin n, cos n]]\n"
         "= [[cos(n-m), -sin(n-m)], [sin(n-m), cos(n-m)]]\nso R(m)^T R(n) = R(n-m)", "3"),
        ("q3.rotation", "[ cos m  sin m ] times [ cos n  -sin n ]\n[ -sin m  cos m ]       [ sin n  cos n ]\n"
         "= [ cos(n-m)  -sin(n-m) ]\n  [ sin(n-m)  cos(n-m) ]\nwhich is R(n-m)", "3"),
        ("q3.rotation", ROTATED + "R(n-m)", "1/2"),
    ],
)  # fmt: skip
def test_what_a_derivation_earns(parts, part, text, points):
    kind, address = parts[part].kind, parts[part].address
    seen = kind.read(Answer(text, "answers.md"))
    outcome = kind.judge(kind.cases(address)[0], seen, seen)
    assert outcome.credit * parts[part].points == Fraction(points), [str(message.reason) for message in outcome.messages]
