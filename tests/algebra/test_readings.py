"""Ways to write that people have and textbooks do not mention."""

from __future__ import annotations

import pytest

from grader.algebra import check_derivation

AFFINE = {
    "given": ["u = r x + s", "y = p u + q"],
    "goal": "y = k x + l",
    "symbols": dict.fromkeys("pqrsuxykl", "scalar"),
}
LOGISTIC = {"given": ["f = 1/(1 + exp(-t))"], "goal": "df = f (1 - f)", "symbols": dict.fromkeys(["f", "t", "df"], "scalar")}
MATRICES = {
    "given": ["h = A x + c", "y = B h + d"],
    "goal": "y = M x + v",
    "symbols": {"A": [4, 3], "B": [2, 4], "x": [3, 1], "c": [4, 1], "d": [2, 1], "h": [4, 1], "y": [2, 1], "M": [2, 3], "v": [2, 1]},
}
SUMS = {"given": [], "goal": "sumv(exp(z)/sumexp(z)) = 1", "symbols": {"z": "vector"}}


def verdicts(lines, question):
    return [line.verdict for line in check_derivation(lines, **question).lines]


@pytest.mark.parametrize(
    ("question", "line", "verdict"),
    [
        (AFFINE, "| y | = p (r x + s) + q |", "correct"),
        (AFFINE, "| y | = | p r x + p s + q |", "correct"),
        (AFFINE, "| y | = p r x + s + q |", "incorrect"),
        (AFFINE, "|---|---|", "ignored"),
        (AFFINE, "|y| = |y|", "correct"),
        (AFFINE, r"$\phantom{y} y = p u + q$", "correct"),
        (AFFINE, "y = p r x + p s + q   (2)", "correct"),
        (AFFINE, "y = p (r x + s) + q  (*)", "correct"),
        (AFFINE, "y = q + p u (2)", "correct"),
        (AFFINE, "l = y (1)", "incorrect"),
        (LOGISTIC, "df = f (1)", "incorrect"),
        (AFFINE, "y = p u + q   | - q", "correct"),
        (AFFINE, "y = p (r x + s) + q | expand", "correct"),
        (AFFINE, r"y &= p r x \\ &\quad + p s + q", "correct"),
        (AFFINE, r"y &= p r x \\ &\quad - p s + q", "incorrect"),
        (AFFINE, r"u &= r x + s \\ -u &= -r x - s", "correct"),
        (AFFINE, "k = dy/dx = p r", "correct"),
        (AFFINE, "k = dy/dx = p + r", "incorrect"),
        (AFFINE, "l = y(0)", "correct"),
        (AFFINE, "l = y(0) = p s + q", "correct"),
        (AFFINE, "l = y(1)", "incorrect"),
        (AFFINE, "l = y - k x", "incorrect"),
        (MATRICES, "v = y(0)", "correct"),
        (MATRICES, "M = B A (2x3)", "correct"),
        (MATRICES, "⟨y, d⟩ = y^T d", "correct"),
        (MATRICES, r"\langle y, d \rangle = d^T y", "correct"),
        (MATRICES, r"\langle y, d \rangle = y d^T", "incorrect"),
        (MATRICES, r"M_{ij} = \sum_k B_{ik} A_{kj}", "undecided"),
        (LOGISTIC, "f = 1/2 at t = 0", "correct"),
        (LOGISTIC, "f = 1/3 at t = 0", "incorrect"),
        (LOGISTIC, "$f = 1/2$ for $t = 0$", "correct"),
        (LOGISTIC, "df = f^2, which is largest at t = 0", "incorrect"),
        (LOGISTIC, "f = 1/2", "incorrect"),
        (SUMS, r"\sum_{i=1}^{3} z_i = \sum_i z_i", "correct"),
        (SUMS, r"\sum_{i=1}^{2} z_i = \sum_i z_i", "incorrect"),
        (SUMS, r"\sum_{i=1}^{2} z_i = z_1 + z_2", "correct"),
        (SUMS, r"\sum_{i=1}^{n} z_i = z_1 + z_2 + z_3", "correct"),
        (SUMS, r"\sum_{i=2}^{3} z_i = z_1 + z_2 + z_3", "undecided"),
        (SUMS, r"\sum_{i=1}^{4} z_i = z_1 + z_2 + z_3", "undecided"),
        (SUMS, r"\sum_{i \ne j} z_i = z_1 + z_2 + z_3", "undecided"),
    ],
)
def test_reading(question, line, verdict):
    assert verdicts([line], question) == [verdict]


def test_rows_that_go_on_are_one_line():
    assert verdicts("\\begin{aligned}\ny &= p r x \\\\\n&\\quad + p s + q \\\\\n&= k x + l\n\\end{aligned}", AFFINE) == [
        "correct",
        "correct",
    ]
