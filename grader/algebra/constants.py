"""Exact values of expressions without symbols."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from math import isqrt
from typing import Protocol

from grader.algebra.matrices import Matrix
from grader.algebra.refusal import TooLarge, Unsupported
from grader.algebra.tree import Node, names, number, walk
from grader.catalogue import say

_LARGEST_POWER = 10**40


class Valued(Protocol):
    """A point at which some symbols stand for whole numbers."""

    @property
    def counts(self) -> frozenset[str]:
        """Those symbols."""

    @property
    def definitions(self) -> Mapping[str, Node]:
        """Symbols that stand for trees."""

    def symbol(self, name: str, level: int) -> int | Matrix:
        """The value of a symbol."""


def whole(exponent: Node, point: Valued) -> int:
    """The exponent as a whole number; symbols that count things have one."""
    value = constant(exponent, point)
    if value is None or value.denominator != 1:
        raise Unsupported(say("a power whose exponent is no whole number"))
    return int(value)


def constant(node: Node, point: Valued | None = None) -> Fraction | None:
    """The exact value of an expression without symbols (but those that count things at `point`), None where there is none."""
    if node.op in ("num", "dec"):
        return number(node)
    if node.op == "sym":
        name = str(node.value)
        if point is not None and name in point.definitions:
            return constant(point.definitions[name], point)
        value = point.symbol(name, 0) if point is not None and name in point.counts else None
        return Fraction(value) if isinstance(value, int) else None
    if node.op not in ("add", "neg", "mul", "div", "pow"):
        return exact_call(node, point)
    values: list[Fraction] = []
    for arg in node.args:
        found = constant(arg, point)
        if found is None:
            return None
        values.append(found)
    return _folded(node.op, values)


def exact_call(node: Node, point: Valued | None) -> Fraction | None:
    """Roots of squares."""
    if node.op == "call" and node.value == "sqrt":
        try:
            return exact_root(node.args[0])
        except Unsupported:
            return None
    return None


def _folded(op: str, values: list[Fraction]) -> Fraction | None:
    result = values[0]
    if op == "neg":
        return -result
    for value in values[1:]:
        if op == "add":
            result += value
        elif op == "mul":
            result *= value
        elif op == "div":
            if not value:
                return None
            result /= value
        else:
            found = _power(result, value)
            if found is None:
                return None
            result = found
        if max(abs(result.numerator), result.denominator) > _LARGEST_POWER:
            raise TooLarge(say("A number in this line is too large to check."))
    return result


def _power(base: Fraction, exponent: Fraction) -> Fraction | None:
    if exponent.denominator == 2 and abs(exponent) < 64 and base >= 0:
        top, bottom = isqrt(base.numerator), isqrt(base.denominator)
        if top * top != base.numerator or bottom * bottom != base.denominator or (not top and exponent < 0):
            return None
        return Fraction(top, bottom) ** int(2 * exponent)
    if exponent.denominator != 1 or (not base and exponent <= 0):
        return None
    digits = abs(exponent) * max(abs(base.numerator).bit_length(), base.denominator.bit_length())
    if digits > 140 and abs(base.numerator) + base.denominator > 2:
        raise TooLarge(say("A power in this line is too large to check."))
    return base ** int(exponent)


def exact_root(node: Node) -> Fraction:
    """The square root of a number that is a square."""
    value = constant(node)
    if value is not None and value >= 0:
        root = _power(value, Fraction(1, 2))
        if root is not None:
            return root
    raise Unsupported(say("a root that is no fraction"))


def counts_of(*nodes: Node) -> frozenset[str]:
    """Symbols that stand in the exponent of something other than e."""
    found: set[str] = set()
    for node in nodes:
        for part in walk(node):
            if part.op == "pow" and part.args[1].op not in ("num", "dec"):
                found |= names(part.args[1])
    return frozenset(found)


def indices_of(*nodes: Node) -> frozenset[str]:
    """Symbols that say which component of a vector is meant: i in z_i."""
    found: set[str] = set()
    for node in nodes:
        for part in walk(node):
            if part.op == "call" and part.value == "at":
                found |= names(part.args[1])
    return frozenset(found)
