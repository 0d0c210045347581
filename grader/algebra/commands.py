"""Read LaTeX commands and what they are applied to."""

from __future__ import annotations

from collections.abc import Callable

from grader.algebra.grammar import Parser
from grader.algebra.refusal import Refusal
from grader.algebra.tokens import Token
from grader.algebra.tree import Node, call, mul, num, sym
from grader.catalogue import say


def _plain_group(parser: Parser) -> Node:
    """What a command that carries no meaning is applied to."""
    parser.take()
    return read_group(parser)


def _binomial(parser: Parser) -> Node:
    parser.take()
    above = read_group(parser)
    return call("binomial", above, read_group(parser))


def _inner_product(parser: Parser) -> Node:
    """`⟨u, v⟩` is u^T v; without a comma, the signs are brackets."""
    opened = parser.take()
    left = parser.expression()
    if not parser.sees(","):
        parser.expect("rangle", opened)
        return left
    parser.take()
    right = parser.expression()
    parser.expect("rangle", opened)
    return mul(Node("transpose", (left,)), right)


def read_group(parser: Parser) -> Node:
    """The argument of a LaTeX command: braces, or a single operand."""
    if not parser.sees("{"):
        return parser.primary()
    opened = parser.take()
    inner = parser.expression()
    parser.expect("}", opened)
    return inner


def _fraction(parser: Parser) -> Node:
    start = parser.at
    parser.take()
    if parser.next.kind == "num" and len(parser.next.text) == 2 and not parser.sees("{"):
        digits = parser.take().text
        return Node("div", (num(int(digits[0])), num(int(digits[1]))))
    slope = _slope(parser)
    if slope is not None:
        return slope
    parser.at = start + 1
    top = read_group(parser)
    return Node("div", (top, read_group(parser)))


def _slope(parser: Parser) -> Node | None:
    """Read `{d y}{d x}` or `{d}{d x}` as a derivative; leave everything else alone."""
    words: list[list[str]] = []
    at = parser.at
    for _ in range(2):
        if parser.tokens[at].text != "{":
            return None
        at += 1
        inside: list[str] = []
        while parser.tokens[at].kind == "name":
            inside.append(parser.tokens[at].text)
            at += 1
        if parser.tokens[at].text != "}":
            return None
        at += 1
        words.append(inside)
    symbols = [_differential(inside, parser) for inside in words]
    if symbols[0] is None or not symbols[1]:
        return None
    parser.at = at
    if symbols[0]:
        declared = parser.symbols.resolve("d" + symbols[0])
        if symbols[0] in parser.symbols.functions:
            return call(symbols[0] + "'")
        return sym(declared) if declared else call("slope", sym(symbols[0]), sym(symbols[1]))
    return call("slope", parser.power(), sym(symbols[1]))


def _differential(words: list[str], parser: Parser) -> str | None:
    """`d x` or `dx` is the differential of x; `d` alone is the empty one."""
    if words == ["d"]:
        return ""
    if len(words) == 2 and words[0] == "d":
        return words[1]
    if len(words) == 1 and words[0].startswith("d") and len(words[0]) > 1:
        return parser.symbols.resolve(words[0][1:]) or words[0][1:]
    return None


def _root(parser: Parser) -> Node:
    parser.take()
    index: Node = num(2)
    if parser.sees("["):
        opened = parser.take()
        index = parser.expression()
        parser.expect("]", opened)
    inner = parser.power() if not parser.sees("{") else read_group(parser)
    return call("sqrt", inner) if index == num(2) else Node("pow", (inner, Node("div", (num(1), index))))


def _underbrace(parser: Parser) -> Node:
    parser.take()
    inner = read_group(parser)
    if parser.tokens[parser.at].text in ("_", "^"):
        parser.take()
    if parser.sees("sub", "^"):
        parser.take()
    if parser.sees("{"):
        opened = parser.take()
        label = parser.expression()
        parser.expect("}", opened)
        if label.op == "sym":
            parser.labels.append((str(label.value), inner))
    return inner


def _sum(parser: Parser) -> Node:
    parser.take()
    if not parser.sees("sub"):
        raise parser.unexpected(say("an index is expected under the sum"))
    parser.take()
    braced = parser.sees("{")
    if braced:
        parser.take()
    index = parser.take().text
    lower = _lower_limit(parser) if braced else 1
    if braced:
        parser.expect("}")
    upper: Node | None = None
    if parser.sees("^"):
        parser.take()
        upper = read_group(parser)
    if lower == 1 and (upper is None or upper.op != "num"):
        return Node("sum", (_summand(parser),), index)
    return Node("sum", (_summand(parser), num(lower), upper if upper is not None and upper.op == "num" else num(0)), index)


def _lower_limit(parser: Parser) -> int:
    """What stands behind the index under a sum sign: nothing or `= 1`; -1 for what nobody asked for, such as `i ≠ j`."""
    found: list[Token] = []
    while not parser.sees("}") and parser.next.kind != "end":
        found.append(parser.take())
    if len(found) == 2 and found[0].text == "=" and found[1].kind == "num":
        return int(found[1].text)
    return -1 if found else 1


def _summand(parser: Parser) -> Node:
    """A sum reaches over the factors that follow, up to + or -."""
    return parser.term()


def _accent(parser: Parser) -> Node:
    token = parser.take()
    inner = read_group(parser)
    if inner.op != "sym":
        raise Refusal(
            say("An accent may stand over a single symbol only."), token.position, say("Write it over one symbol, or use a name.")
        )
    declared = parser.symbols.resolve(f"{inner.value}~{token.text}")
    return sym(declared or f"{inner.value}~{token.text}")


def _absolute(parser: Parser) -> Node:
    opened = parser.take()
    parser.bars += 1
    inner = parser.expression()
    parser.bars -= 1
    parser.expect("|", opened)
    return call("abs", inner)


def _rounded(parser: Parser) -> Node:
    opened = parser.take()
    name = opened.text[1:]
    inner = parser.expression()
    parser.expect(f"r{name}", opened)
    return call(name, inner)


OPERANDS: dict[str, Callable[[Parser], Node]] = {
    "frac": _fraction,
    "sqrt": _root,
    "under": _underbrace,
    "sum": _sum,
    "skip": _plain_group,
    "bar": _accent,
    "hat": _accent,
    "tilde": _accent,
    "|": _absolute,
    "lfloor": _rounded,
    "lceil": _rounded,
    "binom": _binomial,
    "langle": _inner_product,
}
"""What reads an operand that begins with this operator."""
