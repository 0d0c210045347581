"""Work out written calculations exactly, within bounds, without eval."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction

from grader.catalogue import say
from grader.numeric.operations import CONSTANTS, FUNCTIONS, WRAPPERS, Unreadable, Value, apply, power, root
from grader.numeric.terms import Term, joined
from grader.numeric.tokens import Token

_DEEPEST = 40

_PROSE = frozenset("is are was be the of to or and about gives get equals answer result so hence thus we by at in as because then".split())  # noqa: SIM905
"""Words that are no names: a dash after one of them is a minus."""


class _NotMaths(Exception):
    """What stands here is prose, not a calculation."""


class Budget:
    """How many operands may still be read: bounds the time that a hostile text takes."""

    def __init__(self, operands: int = 4000) -> None:
        self.left = operands

    def spend(self, at: int) -> None:
        """Take one operand; raises Unreadable when none is left."""
        self.left -= 1
        if self.left < 0:
            raise Unreadable(at, say("this is too long to be worked out"), say("a short calculation with its result"))


def calculate(tokens: list[Token], at: int, budget: Budget) -> tuple[Term, int] | None:
    """Read the longest calculation from token `at` on; gives it and the number of the next token, None for prose.

    Raises Unreadable for an unfinished or unbounded calculation.
    """
    reader = _Reader(tokens, at, budget)
    try:
        term = reader.sum()
    except _NotMaths:
        return None
    return term, reader.at


class _Reader:
    """Recursive descent: sum > product > sign > power > operand."""

    def __init__(self, tokens: list[Token], at: int, budget: Budget) -> None:
        self.tokens, self.at, self.depth, self.budget = tokens, at, 0, budget

    def peek(self, ahead: int = 0) -> Token | None:
        index = self.at + ahead
        return self.tokens[index] if index < len(self.tokens) else None

    def sum(self) -> Term:
        term = self.product()
        while (token := self.peek()) and token.kind == "sign" and token.text in "+-" and not self._hyphen(term, token):
            here = self.at
            self.at += 1
            try:
                right = self.product()
            except _NotMaths:
                # A dash before a word is punctuation.
                self.at = here
                break
            term = joined(term, right, token)
        return term

    def _hyphen(self, left: Term, token: Token) -> bool:
        """Whether a dash joins a number to a word: 64-dimensional."""
        following = self.peek(1)
        if following is None or following.kind != "name" or token.gap or following.gap or token.text != "-":
            return False
        return left.literal and (len(following.text) > 2 or following.text in "dD") and following.text not in FUNCTIONS

    def product(self) -> Term:
        term = self.signed()
        while token := self.peek():
            if token.kind == "sign" and token.text in ("*", "/", "//"):
                self.at += 1
                term = joined(term, self.needed(token, self.signed), token)
            elif self._implied(term, token):
                here = self.at
                try:
                    right = self.power()
                except _NotMaths:
                    self.at = here
                    break
                term = joined(term, right, Token("sign", "*", token.start, token.start))
            else:
                break
        return term

    def _implied(self, left: Term, token: Token) -> bool:
        """Whether a product is meant without a sign: 3(768), 2π, 2\\sqrt{3}, )(."""
        if token.kind == "open":
            return not token.gap and token.text in "(["
        if token.kind in ("fraction", "root"):
            # 3\frac{1}{2} may be a mixed number; it is one in `operand`, so only roots and products of roots come here.
            return True
        if token.kind != "name" or not left.literal:
            return False
        # An e after a space may be any name, a π is always the number.
        return token.text in ("pi", "π") or ((token.text in CONSTANTS or token.text in FUNCTIONS) and not token.gap)

    def needed(self, sign: Token, read: Callable[[], Term]) -> Term:
        try:
            return read()
        except _NotMaths:
            raise Unreadable(
                sign.start, say("nothing that can be worked out follows {sign!r}", sign=sign.text), say("a number, a bracket or a name")
            ) from None

    def signed(self) -> Term:
        token = self.peek()
        if token and token.kind == "sign" and token.text in "+-":
            self.at += 1
            with self.deeper(token):
                term = self.signed()
            if token.text == "+" or term.value is None:
                return replace(term, start=token.start, name="")
            other = -term.other if term.other is not None else None
            # A dash and a space may be the bullet of a list.
            following = self.tokens[self.at - 1]
            bullet = other is None and term.literal and isinstance(term.value, Fraction) and following.gap
            return replace(term, value=-term.value, start=token.start, other=_exact(term.value) if bullet else other)
        return self.power()

    def power(self) -> Term:
        base = self.postfix()
        token = self.peek()
        if not (token and token.kind == "sign" and token.text == "^"):
            return base
        self.at += 1
        with self.deeper(token):
            exponent = self.needed(token, self.signed)
        value = None if base.value is None or exponent.value is None else power(base.value, exponent.value, token.start)
        # 1.77 × 10^6 states as many digits as 1.77M, so a power of ten has a place value.
        ten = base.value == 10 and isinstance(value, Fraction)
        unit = value if ten and isinstance(value, Fraction) else None
        return Term(value, base.start, exponent.end, unit=unit, operands=base.operands | exponent.operands)

    def postfix(self) -> Term:
        term = self.operand()
        while (token := self.peek()) and token.kind == "percent":
            self.at += 1
            part = 1000 if token.text == "‰" else 100
            value = None if term.value is None else term.value / part
            unit, other = term.unit and term.unit / part, term.other and term.other / part
            term = replace(term, value=value, end=token.end, unit=unit, other=other)
        return term

    def operand(self) -> Term:
        token = self.peek()
        if token is None:
            raise _NotMaths
        self.budget.spend(token.start)
        if token.kind == "number":
            return self._literal(token)
        with self.deeper(token):
            if token.kind == "open":
                return self._bracket()
            if token.kind == "fraction":
                self.at += 1
                top, bottom = self.needed(token, self._part), self.needed(token, self._part)
                return replace(joined(top, bottom, Token("sign", "/", token.start, bottom.end)), start=token.start)
            if token.kind == "root":
                return self._root(token)
            if token.kind == "name":
                return self._name(token)
        raise _NotMaths

    def _literal(self, token: Token) -> Term:
        self.at += 1
        following = self.peek()
        assert token.value is not None
        mixed = following and following.kind == "number" and following.unit is None and token.unit == 1 and following.value
        if mixed and following:
            self.at += 1
            value = token.value + mixed
            return Term(value, token.start, following.end, True, None, None, frozenset({value}))
        return Term(token.value, token.start, token.end, True, token.unit, token.other, frozenset({token.value}), whole=token.whole)

    def _bracket(self) -> Term:
        opening = self.peek()
        if opening is None or opening.kind != "open":
            raise _NotMaths
        self.at += 1
        inner = self.sum()
        closing = self.peek()
        if closing is None or closing.kind != "close":
            if inner.value is None or (closing and closing.kind != "end") or (closing and closing.text in ",;"):
                raise _NotMaths
            raise Unreadable(
                opening.start, say("the bracket {bracket!r} is not closed", bracket=opening.text), say("a closing bracket on the same line")
            )
        self.at += 1
        return replace(inner, start=opening.start, end=closing.end, name="")

    def _part(self) -> Term:
        """The top or bottom of a fraction; one of names, such as H + 2P, has no value."""
        here, opening = self.at, self.peek()
        try:
            return self._bracket()
        except _NotMaths:
            if opening is None or opening.kind != "open":
                raise
            self.at = here
            return Term(None, opening.start, self._skip_bracket())

    def _root(self, token: Token) -> Term:
        self.at += 1
        degree: Value | None = Fraction(2)
        following = self.peek()
        if following and following.kind == "open" and following.text == "[":
            degree = self.needed(token, self._bracket).value
        inside = self.needed(token, self.operand)
        value = None if degree is None or inside.value is None or not degree else root(inside.value, degree, token.start)
        return Term(value, token.start, inside.end, operands=inside.operands)

    def _name(self, token: Token) -> Term:
        if token.text.lower() in _PROSE:
            raise _NotMaths
        self.at += 1
        name = token.text.rpartition(".")[2]
        following = self.peek()
        called = following is not None and following.kind == "open" and following.text in "({" and not following.gap
        if name in FUNCTIONS:
            if called or (following is not None and following.kind == "number" and token.text != name):
                here = self.at
                try:
                    inside = self.operand()
                    value = None if inside.value is None else apply(name, inside.value, token.start)
                    same = name in WRAPPERS
                    return Term(
                        value, token.start, inside.end, same and inside.literal, inside.unit if same else None, None, inside.operands
                    )
                except _NotMaths:
                    self.at = here
        elif name in CONSTANTS and not called:
            return Term(CONSTANTS[name], token.start, token.end)
        if called:
            return Term(None, token.start, self._skip_bracket(), name=f"{token.text}()")
        return Term(None, token.start, token.end, name=token.text)

    def _skip_bracket(self) -> int:
        depth = 0
        while token := self.peek():
            if token.kind == "end" and token.text == "\n":
                break
            self.at += 1
            depth += (token.kind == "open") - (token.kind == "close")
            if depth == 0:
                return token.end
        raise _NotMaths

    def deeper(self, token: Token) -> _Depth:
        return _Depth(self, token)


class _Depth:
    """Counts how deep the reader is in brackets and signs."""

    def __init__(self, reader: _Reader, token: Token) -> None:
        self.reader, self.token = reader, token

    def __enter__(self) -> None:
        self.reader.depth += 1
        if self.reader.depth > _DEEPEST:
            raise Unreadable(
                self.token.start, say("this is nested more than {most} levels deep", most=_DEEPEST), say("a simpler calculation")
            )

    def __exit__(self, *_: object) -> None:
        self.reader.depth -= 1


def _exact(value: Value) -> Fraction:
    return value if isinstance(value, Fraction) else Fraction(value)
