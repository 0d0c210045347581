"""Write a formula as plain text: how we read it, for a terminal."""

from __future__ import annotations

from fractions import Fraction

from grader.algebra.grammar import Chain
from grader.algebra.tree import Node

_LEVEL = {"add": 1, "neg": 1, "mul": 2, "div": 2, "pow": 4, "transpose": 4, "sum": 1}
_SIGNS = {"in": "in", "~": "~", "!=": "!="}


def plain(node: Node) -> str:
    """Write a tree in one line, with a sign for each operation so that nothing can be misread.

    >>> from grader.algebra.tree import add, call, mul, num, sym
    >>> plain(mul(sym("a1"), add(mul(sym("a2"), sym("x2")), sym("b2")))), plain(call("exp", num(-1)))
    ('a1*(a2*x2 + b2)', 'exp(-1)')
    """
    match node.op:
        case "num":
            return _number(Fraction(node.value))
        case "add" | "neg":
            return _sum(node)
        case "mul":
            return "*".join(_inside(factor, 2) for factor in node.args)
        case "div":
            return f"{_inside(node.args[0], 2)}/{_inside(node.args[1], 4)}"
        case "pow":
            return f"{_inside(node.args[0], 5)}^{_inside(node.args[1], 5)}"
        case "transpose":
            return f"{_inside(node.args[0], 5)}^T"
        case "call" if node.args:
            return f"{node.value}({', '.join(map(plain, node.args))})"
        case "grid":
            return _grid(list(map(plain, node.args)), int(node.value))
        case "sum":
            return f"sum over {node.value} of {_inside(node.args[0], 2)}"
    return str(node.value)


def plain_chain(chain: Chain) -> str:
    """A chain of equations in one line; it begins with its sign when it goes on from the line above."""
    text = plain(chain.sides[0]) if chain.sides[0] is not None else ""
    for relation, side in zip(chain.relations, chain.sides[1:], strict=True):
        shown = plain(side) if side is not None else ""
        if relation == "in" and side is not None:
            shown = f"R^({' x '.join(map(plain, side.args))})"
        text += f" {_SIGNS.get(relation, relation)} {shown}"
    return text.strip()


def _inside(node: Node, level: int) -> str:
    text = plain(node)
    loose = node.op == "num" and (Fraction(node.value) < 0 or Fraction(node.value).denominator > 1)
    return f"({text})" if loose or _LEVEL.get(node.op, 9) < level else text


def _sum(node: Node) -> str:
    terms = (node,) if node.op == "neg" else node.args
    text = f"-{_inside(node.args[0], 2)}" if node.op == "neg" else _inside(terms[0], 1)
    for term in terms[1:]:
        text += f" - {_inside(term.args[0], 2)}" if term.op == "neg" else f" + {_inside(term, 1)}"
    return text


def _grid(cells: list[str], columns: int) -> str:
    return "[" + ", ".join(f"[{', '.join(cells[at : at + columns])}]" for at in range(0, len(cells), columns)) + "]"


def _number(value: Fraction) -> str:
    return str(value.numerator) if value.denominator == 1 else f"{value.numerator}/{value.denominator}"
