"""Every way to write a symbol, a number, a product leads to one tree."""

from __future__ import annotations

import pytest

from grader.algebra.parser import parse, parse_expression
from grader.algebra.refusal import Refusal, TooLarge
from grader.algebra.symbols import Symbols
from grader.algebra.tree import latex

TABLE = Symbols(
    {
        **dict.fromkeys(["a1", "a2", "b1", "b2", "x1", "x2", "x", "y", "a'", "b'", "m", "n", "theta", "d_k"], "scalar"),
        **{"W1": [2, 3], "W2": [3, 4], "W_Q": [3, 2], "W'": [2, 4], "z": "vector", "f": "function"},
    }
)


def read(text):
    return latex(parse_expression(text, TABLE), TABLE.spell)


@pytest.mark.parametrize(
    "text",
    ["a1", "a_1", "a_{1}", "a₁", r"\mathbf{a}_1", r"\mathbf{a_1}", r"\mathbf{a_{1}}", r"\boldsymbol{a}_{1}", "a_{ 1 }", r"a_{\text{1}}"],
)
def test_a_subscript_in_any_spelling(text):
    assert read(text) == "a_{1}"


@pytest.mark.parametrize("text", ["a'", "a′", "a’", r"a^{\prime}", r"a^\prime", "a^{'}", "a_prime", "ap", "aprime"])
def test_a_prime_in_any_spelling(text):
    assert read(text) == "a'"


@pytest.mark.parametrize(
    "text", ["W1^T", r"W_1^\top", "W₁ᵀ", "W1.T", "W_1^{T}", r"W_{1}^{\top}", r"W_1^{\mathsf{T}}", "W1^⊤", "transpose(W1)"]
)
def test_a_transpose_in_any_spelling(text):
    assert read(text) in (r"W_{1}^{\top}", r"\mathrm{transpose}(W_{1})")


@pytest.mark.parametrize(
    "text",
    [
        "a1a2x2",
        "a1 a2 x2",
        "a_1a_2x_2",
        "a_1*a_2*x_2",
        r"a_1\cdot a_2\,x_2",
        "a₁a₂x₂",
        "a₁·a₂·x₂",
        r"a_1\times a_2 \times x_2",
        "a1 @ a2 @ x2",
    ],
)
def test_a_product_in_any_spelling(text):
    assert read(text) == "a_{1} a_{2} x_{2}"


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1769472", "1769472"),
        ("1,769,472", "1769472"),
        ("17,69,472", "1769472"),
        ("1{,}769{,}472", "1769472"),
        (r"1\,769\,472", "1769472"),
        ("1 769 472", "1769472"),
        ("1_769_472", "1769472"),
        ("1.5", "1.5"),
        ("1.77M", "1.77e6"),
        ("9.54e-7", "9.54e-7"),
        ("½", r"\frac{1}{2}"),
    ],
)
def test_numbers_in_any_notation(text, value):
    assert read(text) == value


@pytest.mark.parametrize(
    ("text", "meaning"),
    [
        ("a_1(a_2 x_2 + b_2)", "a_{1} (a_{2} x_{2} + b_{2})"),
        ("f(a_2 x_2)", "f(a_{2} x_{2})"),
        (r"\cos m\theta \sin n\theta", r"\cos(m \theta) \sin(n \theta)"),
        (r"\cos (n - m)\theta", r"\cos((n - m) \theta)"),
        (r"\cos^2 m\theta", r"\cos(m \theta)^{2}"),
        ("cos(m θ) a_1", r"\cos(m \theta) a_{1}"),
        ("e^{-x}", "e^{-x}"),
        ("e^-x", "e^{-x}"),
        ("exp(-x)", "e^{-x}"),
        ("1/(1 + x)(a_1)", r"\frac{1}{1 + x} a_{1}"),
        ("-x^2", "-x^{2}"),
        ("x^-1", "x^{-1}"),
        ("x²", "x^{2}"),
        ("10⁻⁷", "10^{-7}"),
        (r"\frac12 x", r"\frac{1}{2} x"),
        (r"\sqrt{d_k}", r"\sqrt{d_{k}}"),
        ("W_Qx", "W_{Q} x"),
        ("σ′(x)", r"\sigma'(x)"),
        (r"\left[ a_1 + b_1 \right] x", "(a_{1} + b_{1}) x"),
        ("z_1", "z_{1}"),
    ],
)
def test_what_people_mean(text, meaning):
    assert read(text) == meaning


@pytest.mark.parametrize(
    ("text", "column", "reason"),
    [
        ("x +", 4, "The line stops too early"),
        ("(x", 1, "The bracket that opens here is never closed"),
        ("x)", 2, "cannot stand here"),
        ("= = x", 3, "cannot stand here"),
        (r"x \foo y", 3, "The command \\\\foo is not known here"),
        ("x ? y", 3, "The character '\\?' has no meaning here"),
        ("x + \u202ey", 5, "There is an invisible character here"),
        ("а_1", 1, "is a Cyrillic letter"),
        ("' x", 1, "A prime has nothing to stand on"),
        (r"\begin{pmatrix} 1 & 2 \\ 3 \end{pmatrix}", 1, "The rows of this matrix differ in length"),
        (r"\begin{pmatrix} 1", 1, "This matrix is never closed"),
        (r"\begin{tikz} 1", 1, "The environment tikz is not known"),
        ("exp()", 4, "exp takes 1 argument, not 0"),
        ("x \\", 3, "A backslash stands alone here"),
    ],
)
def test_what_cannot_be_read_is_refused_with_its_place(text, column, reason):
    with pytest.raises(Refusal, match=reason) as caught:
        parse(text, TABLE)
    assert caught.value.position + 1 == column
    assert caught.value.help


@pytest.mark.parametrize("text", ["(" * 100 + "x", "-" * 100 + "x", "x^" * 100 + "x", "9" * 50, "x+" * 999 + "x", "x" * 2001])
def test_what_is_too_large_is_no_mistake(text):
    with pytest.raises(TooLarge):
        parse(text, TABLE)


@pytest.mark.parametrize(
    "text", ["a_1 (x + 1)", "x^{2} - b_{1}", r"\frac{a_1}{x + 1}", r"W_1^{\top} z", r"e^{-x} \sin(m \theta)", "a' x + b'"]
)
def test_what_is_written_back_reads_the_same(text):
    once = read(text)
    assert read(once) == once
