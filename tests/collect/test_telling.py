"""Which equations may belong to which derivation."""

from __future__ import annotations

import pytest

from grader.collect.telling import concerns, without_others

SCALAR = frozenset({"y", "a1", "a2", "b1", "x1", "x2", "a'", "b'"})
MATRIX = frozenset({"y", "W1", "W2", "b1", "x1", "x2", "W'", "b'"})
SLOPE = frozenset({"x", "s", "s'"})


@pytest.mark.parametrize("line", ["y = a_1 (a_2 x_2)", "$y = a_{1} x_1$", "$$y = a₁ x₁$$", r"\(a^\prime = a_1 a_2\)", "so y=a1*x1"])
def test_own_symbols_tell(line: str) -> None:
    assert concerns(line, SCALAR, [MATRIX, SLOPE])
    assert not concerns(line, MATRIX, [SCALAR, SLOPE])


@pytest.mark.parametrize("line", ["Y = A (B c + d)", "$σ' = σ(1-σ)·κ$"])
def test_letters_that_nobody_declared_may_be_meant(line: str) -> None:
    assert concerns(line, MATRIX, [SCALAR])
    assert not concerns(line, MATRIX, [SCALAR], surely=True)


@pytest.mark.parametrize(
    "line",
    [
        "no equation with W1 here",
        "linear of linear = linear, no gain from depth w/o more",
        "768/12 = 64",
        "PE(p, i) = sin(p i)",
        "= " * 3_000,
    ],
)
def test_words_and_numbers_are_no_derivation(line: str) -> None:
    assert not concerns(line, MATRIX, [SCALAR])


def test_lines_of_other_derivations_are_blanked() -> None:
    text = "Put in:\ny = a1 x1\n$$\ny = W1 x1\n$$\ns' = s(1-s)\nb' = b1"
    assert without_others(text, SCALAR, [MATRIX, SLOPE]) == "Put in:\ny = a1 x1\n\n\n\n\nb' = b1"
