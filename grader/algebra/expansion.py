"""Prove equations by multiplying out, exactly, within a fixed budget."""

# Claims are lists of numbered operations (see proof.py). What is proved here needs no SymPy, and is proved on every machine alike:
# docs/design/040-easy-proofs-are-our-own.md.

from __future__ import annotations

import json
from fractions import Fraction
from math import isqrt
from typing import Any

from grader.algebra.polynomials import ONE, Algebra, Polynomial, TooMany, Unproved, added, constant, negated, numeral

Value = Polynomial | list[list[Polynomial]]
"""A number or a product of letters; where an entry is written out, every matrix is its rows of entries."""


def expands_to_zero(claim: str) -> bool:
    """Whether the two sides of a claim are equal once multiplied out; False also where this is not known.

    >>> expands_to_zero('{"nodes": [["sym", [], "a"], ["add", [0, 0], ""], ["num", [], "2/1"], ["mul", [2, 0], ""]], '
    ...     '"shapes": {}, "left": 1, "right": 3}')
    True
    """
    try:
        return _Expansion(json.loads(claim)).vanishes()
    except (Unproved, TooMany, RecursionError):
        return False


class _Expansion:
    """The values of the operations of one claim."""

    def __init__(self, claim: dict[str, Any]) -> None:
        self.nodes: list[list[Any]] = claim["nodes"]
        self.sides: tuple[int, int] = (claim["left"], claim["right"])
        self.shapes: dict[str, list[int]] = claim["shapes"]
        self.entries = any(op == "grid" or (op == "call" and value in ("at", "sumv")) for op, _, value in self.nodes)
        self.algebra = Algebra({name: (rows, columns) for name, (rows, columns) in self.shapes.items()})
        self.done: dict[int, Value] = {}

    def vanishes(self) -> bool:
        """Whether left - right is zero."""
        if self.sides[0] == self.sides[1]:
            return True  # equal trees have one number: a tower of powers is itself, whatever it may be
        left, right = (_single(self.value(side)) for side in self.sides)
        if isinstance(left, list) and not isinstance(right, list):
            right = _diagonal(right, len(left))
        elif isinstance(right, list) and not isinstance(left, list):
            left = _diagonal(left, len(right))
        difference = self.plus(left, self.times(numeral(-1), right))
        entries = [entry for row in difference for entry in row] if isinstance(difference, list) else [difference]
        return all(self.algebra.is_zero(entry) for entry in entries)

    def value(self, at: int) -> Value:
        """The value of node `at`."""
        if at not in self.done:
            op, args, value = self.nodes[at]
            self.done[at] = self.combine(op, args, value)
        return self.done[at]

    def combine(self, op: str, args: list[int], value: str) -> Value:
        """The value of one operation."""
        if op == "num":
            return numeral(Fraction(value))
        if op == "sym":
            return self.symbol(value)
        if op == "call":
            return self.call(value, [self.value(arg) for arg in args])
        parts = [self.value(arg) for arg in args]
        if op == "grid":
            return _stacked(parts, int(value))
        if op == "transpose":
            return self.transposed(parts[0])
        if op == "neg":
            return self.times(numeral(-1), parts[0])
        if op == "div":
            return self.times(parts[0], self.algebra.inverse(_number(parts[1])))
        if op == "pow":
            return self.power(parts[0], _number(parts[1]))
        result = parts[0]
        for part in parts[1:]:
            result = self.plus(result, part) if op == "add" else self.times(result, part)
        return result

    def symbol(self, name: str) -> Value:
        """A scalar, a letter that does not commute, or the entries of a matrix."""
        shape = self.shapes.get(name)
        if shape is None:
            return self.algebra.scalar(name)
        if not self.entries:
            return self.algebra.letter(name)
        if name == "one":
            return [[ONE]]
        return [[self.algebra.scalar(f"{name}[{r},{c}]") for c in range(shape[1])] for r in range(shape[0])]

    def transposed(self, value: Value) -> Value:
        """Rows become columns; words are reversed and every letter turned."""
        return [list(row) for row in zip(*value, strict=True)] if isinstance(value, list) else self.algebra.transposed(value)

    def plus(self, one: Value, two: Value) -> Value:
        """The sum of like things."""
        if isinstance(one, list) != isinstance(two, list):
            one, two = _single(one), _single(two)
        if isinstance(one, list) and isinstance(two, list):
            if (len(one), len(one[0])) != (len(two), len(two[0])):
                raise Unproved
            return [[added(a, b) for a, b in zip(row, other, strict=True)] for row, other in zip(one, two, strict=True)]
        if isinstance(one, list) or isinstance(two, list):
            raise Unproved
        return added(one, two)

    def times(self, one: Value, two: Value) -> Value:
        """The product; numbers scale."""
        if isinstance(one, list) and isinstance(two, list):
            if len(one[0]) == len(two):
                return [[self.dot(row, column) for column in zip(*two, strict=True)] for row in one]
            one, two = _single(one), _single(two)
        if isinstance(one, list) and isinstance(two, list):
            raise Unproved
        if isinstance(one, list):
            return [[self.algebra.times(entry, two) for entry in row] for row in one]  # type: ignore[arg-type]
        if isinstance(two, list):
            return [[self.algebra.times(one, entry) for entry in row] for row in two]
        return self.algebra.times(one, two)

    def dot(self, row: list[Polynomial], column: tuple[Polynomial, ...]) -> Polynomial:
        """One entry of a matrix product."""
        result: Polynomial = {}
        for a, b in zip(row, column, strict=True):
            result = added(result, self.algebra.times(a, b))
        return result

    def power(self, base: Value, exponent: Polynomial) -> Value:
        """Whole powers, the roots of a symbol, and powers whose exponent has no value."""
        value = constant(exponent)
        if isinstance(base, list):
            raise Unproved
        return self.algebra.raised(base, exponent) if value is None else self.algebra.power(base, value)

    def call(self, name: str, args: list[Value]) -> Value:
        """A function, entry by entry; one that has no rules is a fresh symbol for each argument."""
        value = args[0]
        if name == "at":
            index = constant(_number(args[1]))
            if not isinstance(value, list) or index not in range(1, len(value) + 1) or len(value[0]) > 1:
                raise Unproved
            return value[int(index or 0) - 1][0]
        if name == "sumv":
            if not isinstance(value, list):
                return value
            result: Polynomial = {}
            for row in value:
                for entry in row:
                    result = added(result, entry)
            return result
        if len(args) != 1:
            raise Unproved
        if isinstance(value, list):
            return [[self.function(name, entry) for entry in row] for row in value]
        return self.function(name, value)

    def function(self, name: str, value: Polynomial) -> Polynomial:
        """A function of a scalar."""
        if name == "exp":
            return self.algebra.exponential(value, "e")
        if name in ("sin", "cos"):
            turn, back = self.algebra.exponential(value, "turn"), self.algebra.exponential(negated(value), "turn")
            if name == "cos":
                return self.algebra.times(added(turn, back), numeral(Fraction(1, 2)))
            return self.algebra.times(added(turn, negated(back)), {((("i", Fraction(-1)),), ()): Fraction(1, 2)})
        if name == "sqrt":
            return self.root(value)
        return self.algebra.function(name, value)

    def root(self, value: Polynomial) -> Polynomial:
        """The root of a square, or of a symbol."""
        number = constant(value)
        if number is not None and number >= 0:
            top, bottom = isqrt(number.numerator), isqrt(number.denominator)
            if top * top == number.numerator and bottom * bottom == number.denominator:
                return numeral(Fraction(top, bottom))
        if len(value) == 1 and constant(value) is None:
            return self.algebra.power(value, Fraction(1, 2))
        return self.algebra.function("sqrt", value)


def _single(value: Value) -> Value:
    """A 1×1 matrix as the number that it is."""
    return value[0][0] if isinstance(value, list) and len(value) == len(value[0]) == 1 else value


def _number(value: Value) -> Polynomial:
    found = _single(value)
    if isinstance(found, list):
        raise Unproved
    return found


def _diagonal(number: Value, size: int) -> Value:
    """The number that stands for a multiple of the identity."""
    return [[_number(number) if r == c else {} for c in range(size)] for r in range(size)]


def _stacked(cells: list[Value], columns: int) -> Value:
    """Blocks put together."""
    rows: list[list[Polynomial]] = []
    for start in range(0, len(cells), columns):
        blocks = [cell if isinstance(cell, list) else [[cell]] for cell in cells[start : start + columns]]
        if len({len(block) for block in blocks}) > 1:
            raise Unproved
        rows += [[entry for block in blocks for entry in block[r]] for r in range(len(blocks[0]))]
    if len({len(row) for row in rows}) > 1:
        raise Unproved
    return rows
