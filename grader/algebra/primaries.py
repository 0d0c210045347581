"""Read what stands between operators: names, calls, fractions, brackets, matrices."""

from __future__ import annotations

from grader.algebra.commands import OPERANDS, read_group
from grader.algebra.grammar import DEEPEST, Parser
from grader.algebra.grids import CLOSING, read_brackets, read_matrix
from grader.algebra.refusal import Refusal, TooLarge
from grader.algebra.symbols import FUNCTIONS
from grader.algebra.tokens import Token
from grader.algebra.tree import Node, call, mul, names, num, sym, walk
from grader.catalogue import say

_ANGLES = frozenset(("theta", "th", "phi", "alpha", "beta", "omega"))
_INVERSES = {"sin": "asin", "cos": "acos", "tan": "atan"}
_ARITY = {
    "at": (2, 2),
    "mat2": (4, 4),
    "binomial": (2, 2),
    "root": (1, 2),
    "log": (1, 2),
    "lg": (1, 2),
    **dict.fromkeys(("hcat", "vcat", "dims", "max", "min"), (1, 24)),
}
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
    read = read_brackets if token.text in CLOSING else OPERANDS.get(token.text)
    if read is None:
        raise parser.unexpected(say("a number, a symbol or a bracket is expected"))
    return read(parser)


def _logarithm(parser: Parser, name: str, token: Token) -> Node | None:
    """`log_2 x`, `log_b x` and `lg x` as quotients of natural logarithms; None for any other name."""
    base = "10" if name == "lg" else name[3:].strip("{}_") if name.startswith("log") else ""
    known = parser.symbols.resolve(base) or (base if base.isdigit() or (parser.symbols.free and len(base) == 1) else None)
    if not base or known is None or parser.next.kind == "end":
        return None
    below = num(int(known)) if known.isdigit() else sym(known)
    return Node("div", (_function(parser, "log", token), call("log", below)))


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
    logarithm = _logarithm(parser, name, token)
    if logarithm is not None:
        return logarithm
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
    """`s(z)` is s when the question defines s through z alone, and s(0), s(-z) are values of it; s (1 - z) is a product."""
    start = parser.at
    argument = parser.symbols.arguments[name]
    parser.take()
    if parser.next.text == argument and parser.tokens[parser.at + 1].text == ")":
        parser.at += 2
        return sym(name)
    apart = parser.tokens[start].spaced
    inside = parser.expression()
    value = names(inside) <= {argument} and not any(part.op in ("add", "call") for part in walk(inside))
    if value and not apart and parser.sees(")"):
        parser.take()
        return call("applied", sym(name), inside)
    parser.at = start
    return sym(name)


def _euler(parser: Parser) -> Node:
    if not parser.sees("^"):
        return call("exp", num(1))
    parser.take()
    return call("exp", parser.exponent())


def _function(parser: Parser, name: str, token: Token) -> Node:
    power: Node | None = None
    if name == "log" and parser.sees("sub"):
        parser.take()
        base = read_group(parser)
        return Node("div", (_function(parser, name, token), call("log", base)))
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
        value = call(name, read_group(parser))
    else:
        if parser.next.kind == "end" or parser.sees(")", "}", "]", ",", "*", "/"):
            raise parser.unexpected(say("{name} needs an argument", name=token.text))
        if _ARITY.get(name, (1, 1))[0] > 1:
            raise parser.unexpected(say("{name} needs its arguments in brackets", name=token.text))
        parser.depth += 1
        if parser.depth > DEEPEST:
            raise TooLarge(
                say("This formula is nested too deep to check."), token.position, say("Name a part of the formula and use the name.")
            )
        value = call(name, parser.argument())
        parser.depth -= 1
    if power == Node("neg", (num(1),)) and name in _INVERSES and value.op == "call":
        return call(_INVERSES[name], *value.args)
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
