"""Read what stands between operators: names, calls, fractions, brackets, matrices."""

from __future__ import annotations

from grader.algebra.grammar import Parser
from grader.algebra.grids import CLOSING, read_brackets, read_matrix
from grader.algebra.refusal import Refusal
from grader.algebra.symbols import FUNCTIONS
from grader.algebra.tokens import Token
from grader.algebra.tree import Node, call, mul, names, num, sym, walk
from grader.catalogue import say

_ANGLES = frozenset(("theta", "th", "phi", "alpha", "beta", "omega"))
_ARITY = {"at": (2, 2), "mat2": (4, 4), **dict.fromkeys(("hcat", "vcat", "dims", "max", "min"), (1, 24))}
"""Least and most arguments, where it is not one."""


def read_primary(parser: Parser) -> Node:
    """Read one operand."""
    token = parser.next
    if token.kind in ("num", "dec"):
        parser.take()
        return num(int(token.text)) if token.kind == "num" else Node("dec", (), token.text)
    if token.kind == "name":
        return _name(parser)
    if token.kind == "at":
        parser.take()
        return call("at", sym(token.text), num(int(token.component)) if token.component.isdigit() else sym(token.component))
    if token.kind == "begin":
        return read_matrix(parser)
    if token.kind == "op":
        return _operator(parser, token)
    raise parser.unexpected(say("a number, a symbol or a bracket is expected"))


def _operator(parser: Parser, token: Token) -> Node:
    if token.text in CLOSING:
        return read_brackets(parser)
    if token.text == "frac":
        return _fraction(parser)
    if token.text == "sqrt":
        return _root(parser)
    if token.text == "under":
        return _underbrace(parser)
    if token.text == "sum":
        return _sum(parser)
    if token.text == "skip":
        parser.take()
        return _group(parser)
    if token.text in ("bar", "hat", "tilde"):
        return _accent(parser)
    if token.text == "|":
        return _absolute(parser)
    raise parser.unexpected(say("a number, a symbol or a bracket is expected"))


def _group(parser: Parser) -> Node:
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
    top = _group(parser)
    return Node("div", (top, _group(parser)))


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
    inner = parser.power() if not parser.sees("{") else _group(parser)
    return call("sqrt", inner) if index == num(2) else Node("pow", (inner, Node("div", (num(1), index))))


def _underbrace(parser: Parser) -> Node:
    parser.take()
    inner = _group(parser)
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
    while braced and not parser.sees("}") and parser.next.kind != "end":
        parser.take()
    if braced:
        parser.expect("}")
    if parser.sees("^"):
        parser.take()
        _group(parser)
    return Node("sum", (_summand(parser),), index)


def _summand(parser: Parser) -> Node:
    """A sum reaches over the factors that follow, up to + or -."""
    return parser.term()


def _accent(parser: Parser) -> Node:
    token = parser.take()
    inner = _group(parser)
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


def _name(parser: Parser) -> Node:
    token = parser.take()
    name = token.text
    bare = name.rstrip("'")
    symbols = parser.symbols
    declared = symbols.resolve(name) is not None
    if bare in symbols.functions:
        return _own_function(parser, name) if parser.sees("(", "[") else call(name)
    if declared and not (name in symbols.arguments and parser.sees("(")):
        return sym(name)
    if declared:
        return _with_argument(parser, name)
    if bare in FUNCTIONS and not symbols.resolve(bare):
        return _function(parser, FUNCTIONS[bare] + name[len(bare) :], token)
    if bare in ("sigma", "R") and parser.sees("(", "[") and not symbols.resolve(bare) and not (symbols.free and bare == "R"):
        return _applied(parser, "Rot" if bare == "R" else "sigmoid" + name[len(bare) :])
    if name == "e":
        return _euler(parser)
    return sym(name)


def _own_function(parser: Parser, name: str) -> Node:
    """A function of the question with its argument; `s(1 - s)` is a product, for s stands in the bracket without an argument."""
    value = _applied(parser, name)
    inside = [part for arg in value.args for part in walk(arg)]
    if len(value.args) == 1 and any(part.op == "call" and not part.args for part in inside):
        return mul(call(name), value.args[0])
    return value


def _with_argument(parser: Parser, name: str) -> Node:
    """`s(z)` is s when the question defines s through z alone; else it is a product."""
    start = parser.at
    parser.take()
    if parser.next.text == parser.symbols.arguments[name] and parser.tokens[parser.at + 1].text == ")":
        parser.at += 2
    else:
        parser.at = start
    return sym(name)


def _euler(parser: Parser) -> Node:
    if not parser.sees("^"):
        return call("exp", num(1))
    parser.take()
    return call("exp", parser.exponent())


def _function(parser: Parser, name: str, token: Token) -> Node:
    power: Node | None = None
    if parser.sees("^"):
        parser.take()
        power = parser.exponent()
    if parser.sees("(", "["):
        value = _applied(parser, name)
        if (
            name in ("sin", "cos", "tan")
            and parser.next.kind == "name"
            and parser.next.text in _ANGLES
            and len(value.args) == 1
            and not names(value) & _ANGLES
        ):
            value = call(name, mul(value.args[0], parser.power()))
    elif parser.sees("{"):
        value = call(name, _group(parser))
    else:
        if parser.next.kind == "end" or parser.sees(")", "}", "]", ",", "*", "/"):
            raise parser.unexpected(say("{name} needs an argument", name=token.text))
        if _ARITY.get(name, (1, 1))[0] > 1:
            raise parser.unexpected(say("{name} needs its arguments in brackets", name=token.text))
        value = call(name, parser.argument())
    return Node("pow", (value, power)) if power is not None else value


def _applied(parser: Parser, name: str) -> Node:
    """A function with arguments in brackets."""
    opened = parser.take()
    args: list[Node] = []
    while not parser.sees(CLOSING[opened.text]):
        args.append(parser.expression())
        if parser.sees(",", ";"):
            parser.take()
            continue
        break
    parser.expect(CLOSING[opened.text], opened)
    least, most = _ARITY.get(name, (1, 1))
    if not least <= len(args) <= most:
        asked = str(least) if least == most else say("{least} or more", least=least)
        many = say("{name} takes {asked} arguments, not {count}.", name=name, asked=asked, count=len(args))
        one = say("{name} takes {asked} argument, not {count}.", name=name, asked=asked, count=len(args))
        raise Refusal(many if least > 1 else one, opened.position, say("Write f(x)."))
    if name == "mat2":
        return Node("grid", tuple(args), 2)
    return call(name, *args)
