"""Formulas as plain text, and read again."""

from __future__ import annotations

import pytest

from grader.algebra.parser import parse
from grader.algebra.plain import plain, plain_chain
from grader.algebra.symbols import Symbols

SYMBOLS = Symbols({name: "scalar" for name in ("a", "b", "c", "x", "y")} | {"W": (2, 2), "V": (2, 2)})


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("a (b + c)", "a*(b + c)"),
        ("a - (b - c)", "a - (b - c)"),
        ("-(a + b) x", "-(a + b)*x"),
        (r"\frac{a}{b c}", "a/(b*c)"),
        ("(a/b)/c", "a/b/c"),
        ("a/(b/c)", "a/(b/c)"),
        ("(a + b)^2", "(a + b)^2"),
        ("e^{-x}", "exp(-x)"),
        ("W V^T", "W*V^T"),
        ("(W V)^T", "(W*V)^T"),
        ("[[a, b], [c, x]]", "[[a, b], [c, x]]"),
        ("sin(a x)", "sin(a*x)"),
        ("x^{-1}", "x^(-1)"),
    ],
)
def test_expressions(text, written):
    side = parse(text, SYMBOLS)[0].sides[0]
    assert plain(side) == written
    assert parse(plain(side), SYMBOLS)[0].sides[0] == side or plain(parse(plain(side), SYMBOLS)[0].sides[0]) == written


@pytest.mark.parametrize(("text", "written"), [("y = a x = b", "y = a*x = b"), ("= a b", "= a*b"), ("a <= b", "a <= b")])
def test_chains(text, written):
    assert plain_chain(parse(text, SYMBOLS)[0]) == written
