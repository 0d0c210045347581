"""The exact term, the order, the transpose, the shapes, or a witness."""

# ruff: noqa: E501 - each row is one sentence

from __future__ import annotations

import pytest

from grader.algebra import check_derivation


@pytest.mark.parametrize(
    ("question", "line", "reason"),
    [
        ("affine", "y = p r x + s + q", "The term $s$ should be $p s$."),
        ("affine", "y = p r x + q", "The term $p s$ is missing."),
        ("affine", "y = p r x + p s + q + r", "The term $r$ does not belong here."),
        ("affine", "y = p r x - p s + q", "The sign of $p s$ is wrong."),
        ("affine", "y = 2 p r x + p s + q", "The term $2 p r x$ should be $p r x$."),
        ("affine", "y = -p r x - p s - q", "The sign is wrong: the right side is the negative of what it should be."),
        ("affine", "y = p r x + w", "Nothing defines $w$."),
        ("affine", "l = y - k x", "This defines $l$ through $x$, $y$: it must be a constant."),
        ("affine", "y = σ(x)", "The two sides differ: at $p = 2, q = 5, r = 3, s = 6, x = 4$ the left side is 41, the right side 0.982014."),
        ("square", "y = A B x + B c + d", "The order of the factors is wrong: $A B x$ should be $B A x$; matrices do not commute."),
        ("square", "(B A)^T = B^T A^T", "The order of the factors is wrong: $B^{\\top} A^{\\top}$ should be $A^{\\top} B^{\\top}$; matrices do not commute."),
        ("square", "(B A)^T = A^T B", "A transpose is missing or too much: $A^{\\top} B$ should be $A^{\\top} B^{\\top}$."),
        ("square", "(B A)^T = B A", "The transposes are wrong: $B A$ should be $A^{\\top} B^{\\top}$, for $(A B)^\\top = B^\\top A^\\top$."),
        ("columns", "y = A B x + B c + d", "$A$ is 4×3 and $B$ is 2×4: the product is not defined."),
        ("columns", "y = B A x + c + d", "$B A x$ is 2×1, but $c$ is 4×1: they cannot be added."),
        ("columns", "y = A x", "The left side is 2×1, the right side 4×1."),
        ("numbers", "40^2 = 1700", "The left side is 1600, the right side 1700."),
        ("logistic", "df <= 1/8", "The bound fails at $t = 0$: left 0.25, right 0.125."),
        ("shapes", "G H^T ∈ R^{2×2}", "$G H^{\\top}$ is 7×7, not 2×2."),
    ],
)  # fmt: skip
def test_the_reason_names_what_is_wrong(question, line, reason, questions):
    found = check_derivation([line], **questions[question])
    assert (found.lines[0].verdict, found.lines[0].reason) == ("incorrect", reason)


def test_asserted_goals_say_so(questions):
    found = check_derivation(["df = f(1-f)"], **questions["logistic"])
    assert found.reason == "The goal is stated but not derived: show the steps that lead to it."


def test_words_alone_say_so(questions):
    assert check_derivation(["it is affine"], **questions["affine"]).reason == "There is no formula in this answer."
