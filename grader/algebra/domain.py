"""Has a formula a value anywhere, and what may infinity stand in?"""

# A formula equals itself only where it has a value: 1/0 = 1/0 says nothing. docs/design/042-undefined-equals-nothing.md.

from __future__ import annotations

from collections.abc import Mapping

from grader.algebra.tree import Node, names, number, sym, walk

_PLAIN = frozenset(("num", "dec", "sym", "add", "neg", "mul", "transpose", "grid"))
_TOTAL = frozenset(("exp", "sin", "cos", "abs", "floor", "ceil", "max", "min", "relu", "sign", "at", "sumv", "sigmoid", "tanh"))
"""Functions that have a value wherever their arguments have."""
_PARTIAL = frozenset(
    ("log", "sqrt", "asin", "acos", "atan", "tan", "factorial", "binomial", "cot", "sec", "csc", "coth", "csch", "root", "cbrt")
)
"""Functions that have none in places."""
INFINITY = sym("infinity")


def always_has_value(node: Node, definitions: Mapping[str, Node]) -> bool:
    """Whether nothing in a tree can fail to have a value: no quotient, power, function or infinity, and nothing defined elsewhere.

    >>> from grader.algebra.tree import num
    >>> always_has_value(Node("add", (sym("x"), num(1))), {}), always_has_value(Node("div", (num(1), num(0))), {})
    (True, False)
    """
    return all(
        part.op in _PLAIN and (part.op != "sym" or (part.value not in definitions and part.value != "infinity")) for part in walk(node)
    )


def has_value(node: Node, definitions: Mapping[str, Node]) -> bool:
    """Whether a tree has a value somewhere, as far as its form tells: a tower of powers has one however large it is.

    >>> from grader.algebra.tree import num
    >>> has_value(Node("pow", (num(9), Node("pow", (num(9), num(9))))), {}), has_value(Node("pow", (num(0), num(0))), {})
    (True, False)
    """
    return _Form(definitions).valued(node)


class _Form:
    def __init__(self, definitions: Mapping[str, Node]) -> None:
        self.definitions = definitions
        self.done: dict[int, tuple[Node, bool]] = {}
        self.open: set[str] = set()

    def valued(self, node: Node) -> bool:
        known = self.done.get(id(node))
        if known is None:
            known = (node, self.combined(node))
            self.done[id(node)] = known
        return known[1]

    def combined(self, node: Node) -> bool:
        if node.op == "sym":
            return self.symbol(str(node.value))
        if not all(self.valued(arg) for arg in node.args):
            return False
        if node.op == "div":
            return self.nonzero(node.args[1])
        if node.op == "pow":
            power = number(node.args[1])
            return self.nonzero(node.args[0]) or (power is not None and power > 0)
        if node.op == "call" and node.value in _PARTIAL:
            return all(self.free(arg) or (number(arg) or 0) > 1 for arg in node.args)
        return True

    def symbol(self, name: str) -> bool:
        if name not in self.definitions or name in self.open:
            return name != "infinity"
        self.open.add(name)
        found = self.valued(self.definitions[name])
        self.open.discard(name)
        return found

    def free(self, node: Node) -> bool:
        """Whether a tree is a symbol, or an entry of one, that may be anything."""
        if node.op == "call" and node.value == "at":
            return self.free(node.args[0])
        return node.op == "sym" and node.value not in self.definitions and node != INFINITY

    def nonzero(self, node: Node) -> bool:
        """Whether a tree is other than zero somewhere, as far as its form tells."""
        if node.op in ("num", "dec"):
            return bool(number(node))
        if node.op in ("mul", "neg"):
            return all(self.nonzero(arg) for arg in node.args)
        if node.op in ("div", "pow"):
            return self.nonzero(node.args[0])
        return self.free(node) or (node.op == "call" and node.value in ("exp", "at"))


def is_infinite(node: Node) -> bool:
    """Whether a tree is infinity itself, of either sign."""
    return INFINITY in (node, node.args[0] if node.op == "neg" else node)


def speaks_of_infinity(*nodes: Node) -> bool:
    """Whether infinity stands anywhere in the trees."""
    return any("infinity" in names(node) for node in nodes)
