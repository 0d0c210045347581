"""Replace functions, sums and derivatives by what they stand for."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from grader.algebra.calculus import derivative
from grader.algebra.refusal import TooLarge, Unsupported
from grader.algebra.shapes import Shapes
from grader.algebra.symbols import Symbols
from grader.algebra.tree import ONE, ZERO, Node, add, call, mul, names, num, number, rewrite, substitute, sym, total, walk
from grader.catalogue import say

_MOST_NODES = 20_000
_MOST_ENTRIES = 25


@dataclass
class Scope:
    """What names mean while a line is judged."""

    symbols: Symbols
    definitions: dict[str, Node] = field(default_factory=dict)
    functions: dict[str, tuple[str, Node]] = field(default_factory=dict)
    """By name: parameter and body."""

    def with_definitions(self, more: Mapping[str, Node]) -> Scope:
        """The same scope, some names defined anew."""
        return Scope(self.symbols, {**self.definitions, **more}, self.functions)


def unfold(node: Node, scope: Scope) -> Node:
    """A tree of arithmetic, exp, sin, cos and matrices only, with the same meaning.

    Raises TooLarge when it would grow beyond bounds.
    """
    if not _needs(node, scope):
        return node
    budget = [_MOST_NODES]

    def change(part: Node) -> Node | None:
        budget[0] -= 1
        if budget[0] < 0:
            raise TooLarge(say("This formula is too large to check."))
        if part.op == "call":
            return _call(part, scope, budget)
        if part.op == "sum":
            return _sum(part, str(part.value), scope)
        if part.op == "grid":
            return filled(part, scope)
        return sym_or_none(part, scope)

    return rewrite(node, change)


def _needs(node: Node, scope: Scope) -> bool:
    return any(part.op in ("call", "sum", "grid") or (part.op == "sym" and part.value == "I") for part in walk(node))


def sym_or_none(part: Node, scope: Scope) -> Node | None:
    """An undeclared I acts as the number one under products."""
    return ONE if part.op == "sym" and part.value == "I" and not scope.symbols.free and scope.symbols.resolve("I") is None else None


def _call(part: Node, scope: Scope, budget: list[int]) -> Node | None:
    name = str(part.value)
    bare = name.rstrip("'")
    if bare in scope.functions:
        parameter, body = scope.functions[bare]
        for _ in range(len(name) - len(bare)):
            body = unfold(derivative(body, parameter, scope.definitions), scope)
        budget[0] -= sum(1 for _ in walk(body))
        return substitute(body, {parameter: part.args[0]}) if part.args else body
    if name == "slope":
        by = str(part.args[1].value)
        inner = unfold(part.args[0], scope)
        # A definition that is a derivative itself is unfolded before it is used; one that is not yet cannot help another.
        ready = {key: value for key, value in scope.definitions.items() if not _is_slope(value)}
        plain = Scope(scope.symbols, ready, scope.functions)
        return derivative(inner, by, {key: unfold(value, plain) for key, value in ready.items()})
    if name in ("Rot", "applied"):
        return _rotation(part.args[0], scope) if name == "Rot" else _applied(part, scope)
    if name in ("sumexp", "sumv"):
        rows = (Shapes(scope.symbols, scope.definitions).of(call("exp", part.args[0])) or (0, 0))[0]
        if not rows:
            raise Unsupported(say("this sum needs a vector"))
        entries = [call("at", part.args[0], num(k)) for k in range(1, rows + 1)]
        return add(*(call("exp", entry) for entry in entries)) if name == "sumexp" else add(*entries)
    rules: Mapping[str, Callable[..., Node]] = _PAIRS if len(part.args) == 2 else _EXPANSIONS if len(part.args) == 1 else {}
    if name in rules:
        return rules[name](*part.args)
    if name in ("hcat", "vcat"):
        return filled(Node("grid", part.args, len(part.args) if name == "hcat" else 1), scope)
    if name == "transpose" and len(part.args) == 1:
        return Node("transpose", part.args)
    return None


def _is_slope(node: Node) -> bool:
    return any(part.op == "call" and part.value == "slope" for part in walk(node))


def filled(grid: Node, scope: Scope) -> Node:
    r"""A grid of blocks whose zeros and units are written out in the size that they must have.

    >>> from grader.algebra.tree import latex
    >>> blocks = Node("grid", (sym("A"), num(0)), 1)
    >>> latex(filled(blocks, Scope(Symbols({"A": [1, 2]}))))
    '\\begin{pmatrix} A \\\\ \\begin{pmatrix} 0 & 0 \\end{pmatrix} \\end{pmatrix}'
    """
    sizes = Shapes(scope.symbols, scope.definitions).blocks(grid)
    return Node("grid", tuple(_block(cell, size) for cell, size in zip(grid.args, sizes, strict=True)), grid.value)


def _block(cell: Node, size: tuple[int, int]) -> Node:
    if size == (1, 1) or cell not in (ZERO, ONE):
        return cell
    rows, columns = size
    return Node("grid", tuple(cell if cell == ZERO or r == c else ZERO for r in range(rows) for c in range(columns)), columns)


def free_of_values(node: Node) -> frozenset[str]:
    """The symbols on which a tree depends by its form; a slope, and a value such as y(0), may well be constants."""
    if node.op == "call" and node.value in ("slope", "applied"):
        return frozenset()
    return frozenset((str(node.value),)) if node.op == "sym" else frozenset[str]().union(*map(free_of_values, node.args))


def _applied(part: Node, scope: Scope) -> Node:
    """The value of a symbol that the givens define: s(0), y(0); zero may be a zero vector."""
    function, at = str(part.args[0].value), part.args[1]
    argument = scope.symbols.arguments[function]
    if scope.symbols.shape(argument) is not None:
        if number(at) != 0:
            raise Unsupported(say("the value of a function of vectors"))
        at = mul(at, sym(argument))
    body = scope.definitions[function]
    for _ in scope.definitions:
        body = substitute(body, {name: value for name, value in scope.definitions.items() if name in names(body)})
    return substitute(body, {argument: at})


def _rotation(angle: Node, scope: Scope) -> Node:
    """The 2×2 rotation; an argument without the declared angle counts positions: R(m) turns by mθ."""
    name = scope.symbols.angle
    if name and name not in names(angle) and names(angle):
        angle = mul(angle, sym(name))
    cos, sin = call("cos", angle), call("sin", angle)
    return Node("grid", (cos, Node("neg", (sin,)), sin, cos), 2)


def _sum(whole: Node, index: str, scope: Scope) -> Node:
    """Write a sum over the components of a vector out; numbers as limits are taken as they are."""
    body = whole.args[0]
    shapes = Shapes(scope.symbols, scope.definitions)
    rows, entries = 0, _entries(body, index, scope)
    for part in walk(body):
        if part.op == "call" and part.value == "at" and index in names(part.args[1]):
            rows = (shapes.of(call("exp", part.args[0])) or (0, 0))[0]
    last = rows or len(entries)
    if len(whole.args) == 3:
        lower, upper = (int(number(limit) or 0) for limit in whole.args[1:])
        if lower != 1 or not 1 <= upper <= last:
            raise Unsupported(say("it is not known how far the sum over {index} goes", index=index))
        last = upper
    if not rows and entries:
        return total(substitute(body, chosen) for chosen in entries[:last])
    if not rows:
        raise Unsupported(say("it is not known how far the sum over {index} goes", index=index))
    return total(substitute(body, {index: num(k)}) for k in range(1, last + 1))


def _entries(body: Node, index: str, scope: Scope) -> list[dict[str, Node]]:
    """What z_j stands for in each term of a sum over j, where z1, z2, z3 are declared."""
    bases = {name: name[: -len(index)] for name in names(body) if name.endswith(index) and name not in scope.symbols.shapes}
    counts = {sum(1 for k in range(1, _MOST_ENTRIES) if f"{base}{k}" in scope.symbols.shapes) for base in bases.values()}
    if len(counts) != 1 or counts == {0}:
        return []
    return [{name: sym(f"{base}{k}") for name, base in bases.items()} for k in range(1, counts.pop() + 1)]


def _minus(u: Node) -> Node:
    return Node("neg", (u,))


def _over(top: Node, bottom: Node) -> Node:
    return Node("div", (top, bottom))


def _hyperbolic(u: Node) -> tuple[Node, Node]:
    up, down = call("exp", u), call("exp", _minus(u))
    return add(up, _minus(down)), add(up, down)


_SQUARE = num(2)
_PAIRS: dict[str, Callable[[Node, Node], Node]] = {
    "binomial": lambda n, k: _over(call("factorial", n), mul(call("factorial", k), call("factorial", add(n, _minus(k))))),
    "log": lambda u, base: _over(call("log", u), call("log", base)),
    "lg": lambda u, base: _over(call("log", u), call("log", base)),
    "root": lambda u, degree: Node("pow", (u, _over(ONE, degree))),
}
_EXPANSIONS: dict[str, Callable[[Node], Node]] = {
    "sigmoid": lambda u: _over(ONE, add(ONE, call("exp", _minus(u)))),
    "sigmoid'": lambda u: _over(call("exp", _minus(u)), Node("pow", (add(ONE, call("exp", _minus(u))), _SQUARE))),
    "tanh": lambda u: _over(*_hyperbolic(u)),
    "tanh'": lambda u: _over(num(4), Node("pow", (_hyperbolic(u)[1], _SQUARE))),
    "sinh": lambda u: _over(_hyperbolic(u)[0], _SQUARE),
    "cosh": lambda u: _over(_hyperbolic(u)[1], _SQUARE),
    "tan": lambda u: _over(call("sin", u), call("cos", u)),
    "cot": lambda u: _over(call("cos", u), call("sin", u)),
    "sech": lambda u: _over(_SQUARE, _hyperbolic(u)[1]),
    "csch": lambda u: _over(_SQUARE, _hyperbolic(u)[0]),
    "coth": lambda u: _over(*_hyperbolic(u)[::-1]),
    "sec": lambda u: _over(ONE, call("cos", u)),
    "csc": lambda u: _over(ONE, call("sin", u)),
    "root": lambda u: call("sqrt", u),
    "lg": lambda u: _over(call("log", u), call("log", num(10))),
    "cbrt": lambda u: Node("pow", (u, _over(ONE, num(3)))),
    "softmax": lambda u: _over(call("exp", u), call("sumv", call("exp", u))),
}
