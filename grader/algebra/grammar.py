"""The grammar of chains, sums, products and powers."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from grader.algebra.refusal import Refusal, TooLarge
from grader.algebra.symbols import FUNCTIONS, Symbols
from grader.algebra.tokens import Token
from grader.algebra.tree import Node, add, call, mul, num, sym
from grader.catalogue import say

DEEPEST = 60
_CLOSING = {"(": ")", "[": "]", "{": "}"}
_STOP = frozenset(("+", "-", "*", "/", ")", "]", "}", ",", ";", "&", "row", "|", "!", ":"))
_SHAPE_WORDS = frozenset(("(", "[", "{"))


class Chain(NamedTuple):
    """`a = b = c` as it was read; the first side is None when the line goes on from the one above."""

    sides: tuple[Node | None, ...]
    relations: tuple[str, ...]
    labels: tuple[tuple[str, Node], ...] = ()
    """Names that underbraces give to what stands over them."""


class Parser:
    """Recursive descent with bounded depth."""

    def __init__(self, tokens: list[Token], symbols: Symbols, operand: Callable[[Parser], Node]) -> None:
        self.operand = operand
        """Reads what stands between operators."""
        self.tokens = tokens
        self.symbols = symbols
        self.at = 0
        self.depth = 0
        self.bars = 0
        self.cells = 0
        """How many matrices are open: there & parts entries, elsewhere it only aligns."""
        self.labels: list[tuple[str, Node]] = []

    @property
    def next(self) -> Token:
        """The token to be read."""
        return self.tokens[self.at]

    def sees(self, *texts: str) -> bool:
        """Whether an operator with one of these texts comes next."""
        return self.next.kind == "op" and self.next.text in texts

    def take(self) -> Token:
        """Read one token."""
        token = self.tokens[self.at]
        self.at += token.kind != "end"
        return token

    def expect(self, text: str, opened: Token | None = None) -> None:
        """Read this operator or refuse."""
        if self.sees(text):
            self.at += 1
            return
        if self.next.kind == "end" and opened is not None:
            raise Refusal(
                say("The bracket that opens here is never closed: {bracket}", bracket=opened.text),
                opened.position,
                say("Add the missing {bracket}.", bracket=text),
            )
        raise self.unexpected(say("a {bracket} is expected", bracket=text))

    def unexpected(self, wanted: str) -> Refusal:
        """The refusal of the next token."""
        token = self.next
        if token.kind == "end":
            return Refusal(say("The line stops too early: {wanted} here.", wanted=wanted), token.position, say("Finish the formula."))
        return Refusal(
            say("{given!r} cannot stand here: {wanted}.", given=token.text, wanted=wanted),
            token.position,
            say("Compare what stands left and right of it."),
        )

    def chains(self) -> list[Chain]:
        """Everything up to the end."""
        found: list[Chain] = []
        while self.next.kind != "end":
            while self.sees(",", ";", "row", "&", "."):
                self.at += 1
            if self.next.kind == "end":
                break
            self.labels = []
            found.append(self.chain())
            if self.next.kind != "end" and not self.sees(",", ";", "row", "&", "."):
                raise self.unexpected(say("an operator or the end of the line is expected"))
        return found

    def chain(self) -> Chain:
        """One `a = b = c`."""
        sides: list[Node | None] = []
        relations: list[str] = []
        if self.next.kind == "rel":
            sides.append(None)
        else:
            sides.append(self.named_side() or self.expression())
        while True:
            while self.sees("&"):
                self.at += 1
            if self.sees(":") and self.tokens[self.at + 1].kind == "rel":
                self.at += 1
            if self.next.kind != "rel":
                break
            relations.append(self.take().text)
            while self.sees("&"):
                self.at += 1
            while relations[-1] == "=" and self.sees("row") and self.tokens[self.at + 1].kind == "rel":
                self.at += 2
            sides.append(self.space() if relations[-1] == "in" else self.expression())
        return Chain(tuple(sides), tuple(relations), tuple(self.labels))

    def named_side(self) -> Node | None:
        """`y(x)` alone before a relation is y, where the givens make y depend on x."""
        texts = [token.text for token in self.tokens[self.at : self.at + 4]]
        if len(texts) < 4 or texts[1] != "(" or texts[3] != ")" or texts[2] not in self.symbols.inputs.get(texts[0], ()):
            return None
        if self.tokens[self.at + 4].kind != "rel":
            return None
        self.at += 4
        return sym(texts[0])

    def space(self) -> Node:
        """What follows `in`: R^{n x m}, as dims(n, m)."""
        braced = False
        if self.sees("mathbb", "reals"):
            double = self.take().text == "mathbb"
            if double and self.sees("{"):
                braced = True
                self.at += 1
        if self.next.kind == "name" and self.next.text == "R":
            self.at += 1
        if braced:
            self.expect("}")
        self.expect("^")
        opened = self.take()
        if opened.text not in _CLOSING:
            self.at -= 1
            return call("dims", self.power(), num(1))
        size = self.expression()
        sizes = [size]
        while self.sees(","):
            self.at += 1
            sizes.append(self.expression())
        self.expect(_CLOSING[opened.text], opened)
        if len(sizes) == 1 and size.op == "mul" and len(size.args) == 2:
            sizes = list(size.args)
        elif len(sizes) == 1 and size.op == "mul" and len(size.args) == 3 and size.args[1] == sym("x"):
            sizes = [size.args[0], size.args[2]]
        return call("dims", *sizes) if len(sizes) > 1 else call("dims", size, num(1))

    def expression(self) -> Node:
        """A sum."""
        self.depth += 1
        if self.depth > DEEPEST:
            raise TooLarge(
                say("The brackets are nested more than {most} deep.", most=DEEPEST),
                self.next.position,
                say("Name a part of the formula and use the name."),
            )
        terms = [self.term()]
        while self.sees("+", "-", "&"):
            if self.sees("&") and self.cells:
                break
            if self.sees("&"):
                if self.tokens[self.at + 1].text not in ("+", "-"):
                    break
                self.at += 1
            sign = self.take().text
            term = self.term()
            terms.append(Node("neg", (term,)) if sign == "-" else term)
        self.depth -= 1
        return add(*terms)

    def term(self) -> Node:
        """A product; a factor may follow without a sign."""
        if self.sees("-", "+"):
            return self.signed(self.term)
        left = self.power()
        while True:
            if self.sees("*", "/"):
                sign = self.take().text
                right = self.signed(self.power) if self.sees("-", "+") else self.power()
                left = Node("div", (left, right)) if sign == "/" else _times(left, right)
            elif self.starts_factor():
                left = _times(left, self.power())
            else:
                return left

    def signed(self, read: Callable[[], Node]) -> Node:
        """A sign and what it applies to."""
        self.depth += 1
        if self.depth > DEEPEST:
            raise TooLarge(say("There are too many signs in a row."), self.next.position, say("Write one sign."))
        negative = self.take().text == "-"
        inner = self.signed(read) if self.sees("-", "+") else read()
        self.depth -= 1
        return Node("neg", (inner,)) if negative else inner

    def starts_factor(self) -> bool:
        """Whether a factor without a sign comes next."""
        token = self.next
        if token.kind in ("num", "dec"):
            return self.tokens[self.at - 1].text in (")", "}", "]", "!") or self.tokens[self.at - 1].kind in ("name", "at") or token.spaced
        if token.kind in ("name", "at", "begin"):
            return True
        if token.kind == "op" and token.text == "|":
            return not self.bars
        return token.kind == "op" and token.text in (
            "(",
            "[",
            "{",
            "frac",
            "sqrt",
            "under",
            "sum",
            "skip",
            "bar",
            "hat",
            "tilde",
            "lfloor",
            "lceil",
            "binom",
            "langle",
        )

    def power(self) -> Node:
        """A factor with its powers, transposes and factorials."""
        base = self.primary()
        while True:
            if self.sees("T"):
                self.at += 1
                base = Node("transpose", (base,))
            elif self.sees("sub"):
                self.at += 1
                base = Node("call", (base, self.primary()), "at")
            elif self.sees("!"):
                self.at += 1
                base = call("factorial", base)
            elif self.sees("^"):
                self.at += 1
                if self.sees("T"):
                    continue
                base = Node("pow", (base, self.exponent()))
            else:
                return base

    def exponent(self) -> Node:
        """What follows ^; powers of powers bind to the right."""
        self.depth += 1
        if self.depth > DEEPEST:
            raise TooLarge(say("The powers are nested too deep."), self.next.position, say("Name a part of the formula and use the name."))
        value = self.signed(self.power) if self.sees("-", "+") else self.power_of_exponent()
        self.depth -= 1
        return value

    def power_of_exponent(self) -> Node:
        """An exponent in braces ends with the brace."""
        if not self.sees("{"):
            return self.power()
        opened = self.take()
        value = self.expression()
        self.expect("}", opened)
        if self.sees("^"):
            self.at += 1
            return Node("pow", (value, self.exponent()))
        return value

    def primary(self) -> Node:
        """A number, a symbol, a call or something in brackets."""
        return self.operand(self)

    def argument(self) -> Node:
        """What a function without brackets applies to: the factors that follow without a sign."""
        if self.sees("-", "+"):
            return self.signed(self.argument)
        factors = [self.power()]
        while self.next.kind in ("num", "dec", "name", "at") and not self.is_function(self.next):
            factors.append(self.power())
        return mul(*factors)

    def is_function(self, token: Token) -> bool:
        """Whether a name token is a function rather than a factor."""
        if token.kind != "name":
            return False
        bare = token.text.rstrip("'")
        if self.symbols.resolve(token.text) and bare not in self.symbols.functions:
            return False
        return bare in FUNCTIONS or bare in self.symbols.functions


def _times(left: Node, right: Node) -> Node:
    return Node("mul", (*left.args, right)) if left.op == "mul" else Node("mul", (left, right))
