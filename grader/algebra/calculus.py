"""Differentiate a tree."""

from __future__ import annotations

from collections.abc import Mapping

from grader.algebra.refusal import Unsupported
from grader.algebra.tree import ONE, ZERO, Node, add, call, mul, num, number
from grader.catalogue import say

_MOST_NODES = 1200


def derivative(node: Node, name: str, definitions: Mapping[str, Node]) -> Node:
    """The derivative of `node` by the symbol `name`; symbols that are defined through it count.

    >>> from grader.algebra.tree import latex, sym
    >>> latex(derivative(Node("pow", (sym("x"), num(3))), "x", {}))
    '3 x^{2}'

    Raises Unsupported for functions without a rule.
    """
    return _Derivation(name, definitions).of(node)


class _Derivation:
    def __init__(self, name: str, definitions: Mapping[str, Node]) -> None:
        self.name = name
        self.definitions = definitions
        self.done: dict[int, tuple[Node, Node]] = {}
        self.open: set[str] = set()

    def of(self, node: Node) -> Node:
        known = self.done.get(id(node))
        if known is not None:
            return known[1]
        if len(self.done) > _MOST_NODES:
            raise Unsupported(say("this derivative is too large"))
        result = self.rule(node)
        self.done[id(node)] = (node, result)
        return result

    def rule(self, node: Node) -> Node:
        if node.op == "sym":
            return self.symbol(str(node.value))
        if node.op in ("num", "dec"):
            return ZERO
        if node.op in ("add", "neg", "transpose", "grid", "sum"):
            args = tuple(self.of(arg) for arg in node.args)
            if all(arg == ZERO for arg in args) and node.op != "grid":
                return ZERO
            return _sum(*args) if node.op == "add" else Node(node.op, args, node.value)
        if node.op == "mul":
            parts = [(*node.args[:i], self.of(factor), *node.args[i + 1 :]) for i, factor in enumerate(node.args)]
            return _sum(*(_product(*part) for part in parts))
        if node.op == "div":
            return self.quotient(node)
        if node.op == "pow":
            return self.power(*node.args)
        return self.function(node)

    def symbol(self, name: str) -> Node:
        if name == self.name:
            return ONE
        if name not in self.definitions or name in self.open:
            return ZERO
        self.open.add(name)
        result = self.of(self.definitions[name])
        self.open.discard(name)
        return result

    def quotient(self, node: Node) -> Node:
        top, bottom = node.args
        above, below = self.of(top), self.of(bottom)
        if below == ZERO:
            return ZERO if above == ZERO else Node("div", (above, bottom))
        change = _sum(_product(above, bottom), Node("neg", (_product(top, below),)))
        return Node("div", (change, Node("pow", (bottom, num(2)))))

    def power(self, base: Node, exponent: Node) -> Node:
        value = number(exponent if exponent.op != "neg" else exponent.args[0])
        inner, outer = self.of(base), self.of(exponent)
        if outer != ZERO:
            if inner != ZERO:
                raise Unsupported(say("no rule for a power whose base and exponent both vary"))
            return _product(Node("pow", (base, exponent)), call("log", base), outer)
        lower = add(exponent, num(-1)) if value is None or exponent.op == "neg" else num(value - 1)
        return _product(exponent, Node("pow", (base, lower)), inner) if lower != ONE else _product(exponent, base, inner)

    def function(self, node: Node) -> Node:
        if len(node.args) != 1:
            raise Unsupported(say("no rule for the derivative of {value}", value=node.value))
        inner = self.of(node.args[0])
        if inner == ZERO:
            return ZERO
        u = node.args[0]
        slopes = {
            "exp": node,
            "sin": call("cos", u),
            "cos": Node("neg", (call("sin", u),)),
            "log": Node("div", (ONE, u)),
            "sqrt": Node("div", (ONE, mul(num(2), node))),
        }
        if node.value not in slopes:
            raise Unsupported(say("no rule for the derivative of {value}", value=node.value))
        return _product(slopes[str(node.value)], inner)


def _sum(*terms: Node) -> Node:
    kept = [term for term in terms if term != ZERO]
    return add(*kept) if kept else ZERO


def _product(*factors: Node) -> Node:
    if any(factor == ZERO for factor in factors):
        return ZERO
    kept = [factor for factor in factors if factor != ONE]
    return mul(*kept) if kept else ONE
