"""The tree of a formula, and how it is written back."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from fractions import Fraction
from functools import lru_cache
from typing import NamedTuple


class Node(NamedTuple):
    """One operation; never evaluated as Python.

    `op` is one of num, dec (a decimal as it was written), sym, add, neg, mul, div, pow, call, transpose, grid (`value` = columns),
    sum (`value` = index). Products keep their order, for factors may be matrices.
    """

    op: str
    args: tuple[Node, ...] = ()
    value: Fraction | str | int = ""


def num(value: int | Fraction) -> Node:
    """An exact number."""
    return Node("num", (), Fraction(value))


def sym(name: str) -> Node:
    """A symbol by its declared name."""
    return Node("sym", (), name)


def call(name: str, *args: Node) -> Node:
    """A function applied to arguments."""
    return Node("call", args, name)


def add(*terms: Node) -> Node:
    """A sum; the sum of one term is the term."""
    return terms[0] if len(terms) == 1 else Node("add", terms)


def mul(*factors: Node) -> Node:
    """A product in the order given; the product of one factor is the factor."""
    return factors[0] if len(factors) == 1 else Node("mul", factors)


ZERO, ONE, MINUS = num(0), num(1), num(-1)


@lru_cache(maxsize=4096)
def decimal(text: str) -> Fraction:
    """The exact value of a decimal as it was written, `9.54e-7`."""
    return Fraction(text)


def number(node: Node) -> Fraction | None:
    """The value of a literal, or None."""
    if node.op == "num":
        return node.value if isinstance(node.value, Fraction) else Fraction(node.value)
    return decimal(str(node.value)) if node.op == "dec" else None


def walk(node: Node) -> Iterator[Node]:
    """Every node, the root first, none with parts twice: with shared parts a tree can be exponentially larger than its nodes."""
    yield node
    stack, seen = [node], {id(node)}
    while stack:
        for arg in stack.pop().args:
            if not arg.args:
                yield arg
            elif id(arg) not in seen:
                seen.add(id(arg))
                stack.append(arg)
                yield arg


def names(node: Node) -> frozenset[str]:
    """The symbols of a tree.

    >>> sorted(names(add(sym("b"), mul(sym("a"), sym("x")))))
    ['a', 'b', 'x']
    """
    return frozenset(str(part.value) for part in walk(node) if part.op == "sym")


def rewrite(node: Node, change: Callable[[Node], Node | None]) -> Node:
    """Rebuild a tree from the leaves up; `change` returns a new node, or None to keep. Shared nodes stay shared."""
    done: dict[int, Node] = {}

    def visit(old: Node) -> Node:
        known = done.get(id(old))
        if known is not None:
            return known
        args = tuple(visit(arg) for arg in old.args)
        new = old if all(a is b for a, b in zip(args, old.args, strict=True)) else Node(old.op, args, old.value)
        changed = change(new)
        done[id(old)] = new if changed is None else changed
        return done[id(old)]

    return visit(node)


def substitute(node: Node, values: Mapping[str, Node]) -> Node:
    """Put trees in the place of symbols."""
    return rewrite(node, lambda n: values.get(str(n.value)) if n.op == "sym" else None)


_LEVEL = {"add": 1, "neg": 1, "mul": 2, "div": 2, "pow": 4, "transpose": 4}


def latex(node: Node, spell: Mapping[str, str] | None = None) -> str:
    """Write a tree as LaTeX: how we read it.

    >>> latex(mul(sym("a1"), Node("pow", (add(sym("x"), num(1)), num(2)))))
    'a_{1} (x + 1)^{2}'
    """
    return _write(node, spell or {})


def _write(node: Node, spell: Mapping[str, str]) -> str:
    writer = _WRITERS.get(node.op)
    if writer is not None:
        return writer(node, spell)
    if node.op == "dec":
        return str(node.value)
    value = Fraction(node.value)
    return str(value.numerator) if value.denominator == 1 else rf"\frac{{{value.numerator}}}{{{value.denominator}}}"


def _inside(node: Node, level: int, spell: Mapping[str, str]) -> str:
    text = _write(node, spell)
    negative = node.op == "num" and Fraction(node.value) < 0
    return f"({text})" if negative or _LEVEL.get(node.op, 9) < level else text


def _write_sum(node: Node, spell: Mapping[str, str]) -> str:
    text = _inside(node.args[0], 1, spell)
    for term in node.args[1:]:
        text += f" - {_inside(term.args[0], 2, spell)}" if term.op == "neg" else f" + {_inside(term, 1, spell)}"
    return text


def _write_product(node: Node, spell: Mapping[str, str]) -> str:
    parts = [_inside(factor, 2, spell) for factor in node.args]
    text = parts[0]
    for part in parts[1:]:
        text += rf" \cdot {part}" if part[0].isdigit() else f" {part}"
    return text


def _write_call(node: Node, spell: Mapping[str, str]) -> str:
    if node.value == "at" and len(node.args) == 2:
        return f"{_inside(node.args[0], 9, spell)}_{{{_write(node.args[1], spell)}}}"
    if node.value == "applied":
        return f"{_write(node.args[0], spell)}({_write(node.args[1], spell)})"
    inside = ", ".join(_write(arg, spell) for arg in node.args)
    if node.value == "exp":
        return f"e^{{{inside}}}"
    if node.value == "sqrt":
        return rf"\sqrt{{{inside}}}"
    known = {"sin", "cos", "tan", "log", "ln", "tanh"}
    name = rf"\{node.value}" if node.value in known else {"sigmoid": r"\sigma", "sigmoid'": r"\sigma'"}.get(str(node.value))
    shown = name or spelling(str(node.value), spell)
    return f"{shown}({inside})" if node.args else shown


def _write_grid(node: Node, spell: Mapping[str, str]) -> str:
    columns = int(node.value)
    cells = [_write(cell, spell) for cell in node.args]
    rows = [" & ".join(cells[i : i + columns]) for i in range(0, len(cells), columns)]
    return r"\begin{pmatrix} " + r" \\ ".join(rows) + r" \end{pmatrix}"


def _write_total(node: Node, spell: Mapping[str, str]) -> str:
    limits = (
        rf"{{{node.value}={_write(node.args[1], spell)}}}^{{{_write(node.args[2], spell)}}}" if len(node.args) == 3 else f"{{{node.value}}}"
    )
    return rf"\sum_{limits} {_inside(node.args[0], 2, spell)}"


def spelling(name: str, spell: Mapping[str, str] | None = None) -> str:
    r"""Write a symbol's name as LaTeX.

    >>> spelling("a1"), spelling("W'"), spelling("theta")
    ('a_{1}', "W'", '\\theta')
    """
    if spell and name in spell:
        name = spell[name]
    primes = len(name) - len(name.rstrip("'"))
    stem = name[: len(name) - primes]
    if stem in GREEK:
        return "\\" + stem + "'" * primes
    if name == "infinity":
        return r"\infty"
    base, mark, index = stem.partition("_")
    if mark and base and index:
        stem = f"{base}_{{{index.strip('{}')}}}"
    elif len(stem) > 1 and stem[0].isalpha() and stem[1:].isdigit():
        stem = f"{stem[0]}_{{{stem[1:]}}}"
    elif len(stem) == 2 and stem.isalpha() and stem[1].isupper():
        stem = f"{stem[0]}_{{{stem[1]}}}"
    elif len(stem) > 1 and stem.isalpha():
        stem = rf"\mathrm{{{stem}}}"
    return stem + "'" * primes


GREEK = frozenset(
    [
        "alpha",
        "beta",
        "gamma",
        "delta",
        "epsilon",
        "zeta",
        "eta",
        "theta",
        "iota",
        "kappa",
        "lambda",
        "mu",
        "nu",
        "xi",
        "pi",
        "rho",
        "sigma",
        "tau",
        "phi",
        "chi",
        "psi",
        "omega",
        "Gamma",
        "Delta",
        "Theta",
        "Lambda",
        "Xi",
        "Pi",
        "Sigma",
        "Phi",
        "Psi",
        "Omega",
    ]
)
"""Greek letters as LaTeX calls them."""

_WRITERS: dict[str, Callable[[Node, Mapping[str, str]], str]] = {
    "sym": lambda n, s: spelling(str(n.value), s),
    "add": _write_sum,
    "neg": lambda n, s: f"-{_inside(n.args[0], 2, s)}",
    "mul": _write_product,
    "div": lambda n, s: rf"\frac{{{_write(n.args[0], s)}}}{{{_write(n.args[1], s)}}}",
    "pow": lambda n, s: f"{_inside(n.args[0], 5, s)}^{{{_write(n.args[1], s)}}}",
    "transpose": lambda n, s: rf"{_inside(n.args[0], 5, s)}^{{\top}}",
    "call": _write_call,
    "grid": _write_grid,
    "sum": _write_total,
}


def total(terms: Iterable[Node]) -> Node:
    """The sum of any number of terms, zero for none."""
    kept = tuple(terms)
    return add(*kept) if kept else ZERO
