"""Pieces of a written calculation, worked out, and how two are joined."""

from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction

from grader.numeric.operations import Value, combine
from grader.numeric.tokens import Token


@dataclass(frozen=True, slots=True)
class Term:
    """A piece of a calculation, worked out."""

    value: Value | None
    """None when a name without a known value takes part."""
    start: int
    end: int
    literal: bool = False
    """A number as it stands, with no calculation."""
    unit: Fraction | None = None
    """Place value of the last digit of a literal."""
    other: Fraction | None = None
    """What a literal may also mean."""
    operands: frozenset[Fraction] = field(default=frozenset())
    """The numbers that take part."""
    name: str = ""
    """The name, when it is nothing but one."""
    whole: bool = False
    """A literal without a decimal point: zeros at its end may only hold the place."""


def joined(left: Term, right: Term, sign: Token) -> Term:
    """Put two pieces together by one of + - * /; a product with a power of ten keeps the digits that were stated."""
    value: Value | None = None
    if left.value is not None and right.value is not None:
        value = combine(sign.text, left.value, right.value, sign.start)
    operands = left.operands | right.operands
    if sign.text == "*" and left.literal and left.unit and isinstance(right.value, Fraction) and _is_scale(left, right):
        # Scientific notation: the factor's digits are the ones that were stated.
        return Term(value, left.start, right.end, True, left.unit * right.value, None, operands, whole=left.whole)
    return Term(value, left.start, right.end, operands=operands)


def _is_scale(left: Term, right: Term) -> bool:
    """Whether a factor only moves the point: 10^6, or 1000 behind decimals."""
    moves = right.whole and left.unit is not None and left.unit < 1 and str(right.value).strip("0") == "1"
    return right.value is not None and (right.unit == right.value or moves)
