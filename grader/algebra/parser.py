"""Read tokens into chains of expressions; refuse what is not whole."""

from __future__ import annotations

from grader.algebra.grammar import Chain, Parser
from grader.algebra.primaries import read_primary
from grader.algebra.refusal import Refusal
from grader.algebra.symbols import Symbols
from grader.algebra.tokens import Lexer
from grader.algebra.tree import Node
from grader.catalogue import say

__all__ = ["Chain", "parse", "parse_expression"]


def parse(text: str, symbols: Symbols) -> list[Chain]:
    """Read a text as one or several chains, parted by commas, semicolons or row breaks.

    >>> parse("y = a (x + 1)", Symbols({"y": "scalar", "a": "scalar", "x": "scalar"}))[0].relations
    ('=',)

    Raises Refusal with the position of what cannot be read, TooLarge for what would cost too much.
    """
    return Parser(Lexer(text, symbols).run(), symbols, read_primary).chains()


def parse_expression(text: str, symbols: Symbols) -> Node:
    """Read a text that must be a single expression."""
    found = parse(text, symbols)
    if len(found) != 1 or len(found[0].sides) != 1 or found[0].sides[0] is None:
        raise Refusal(say("One expression is expected here."), 0, say("Write no = sign."))
    return found[0].sides[0]
