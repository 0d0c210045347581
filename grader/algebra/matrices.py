"""Matrices over a prime field: plain tuples of rows."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from grader.algebra.refusal import ShapeClash
from grader.catalogue import all_of, say

Matrix = tuple[tuple[int, ...], ...]
Value = int | Matrix


def single(value: Value) -> Value:
    """A 1×1 matrix as the number that it is."""
    return value[0][0] if not isinstance(value, int) and len(value) == 1 and len(value[0]) == 1 else value


def plus(left: Value, right: Value, p: int) -> Value:
    """The sum; a number counts as that multiple of the identity beside a square matrix, and is added to every entry of any other."""
    if isinstance(left, int) and isinstance(right, int):
        return (left + right) % p
    left, right = single(left), single(right)
    if isinstance(left, int):
        left, right = right, left
    if isinstance(left, int):
        return (left + right) % p if isinstance(right, int) else plus(right, left, p)
    if isinstance(right, int):
        added, square = right, len(left) == len(left[0])
        return tuple(
            tuple((entry + added) % p if r == c or not square else entry for c, entry in enumerate(row)) for r, row in enumerate(left)
        )
    if len(left) != len(right) or len(left[0]) != len(right[0]):
        raise ShapeClash(say("{left} and {right} cannot be added.", left=size(left), right=size(right)))
    return tuple(tuple((a + b) % p for a, b in zip(one, two, strict=True)) for one, two in zip(left, right, strict=True))


def times(left: Value, right: Value, p: int) -> Value:
    """The product; numbers scale."""
    if isinstance(left, int):
        return left * right % p if isinstance(right, int) else tuple(tuple(left * entry % p for entry in row) for row in right)
    if isinstance(right, int):
        return tuple(tuple(right * entry % p for entry in row) for row in left)
    if len(left[0]) != len(right):
        one, two = single(left), single(right)
        if isinstance(one, int) or isinstance(two, int):
            return times(one, two, p)
        raise ShapeClash(say("{left} and {right} cannot be multiplied.", left=size(left), right=size(right)))
    columns = list(zip(*right, strict=True))
    return tuple(tuple(sum(a * b for a, b in zip(row, column, strict=True)) % p for column in columns) for row in left)


def transpose(value: Value) -> Value:
    """Rows become columns."""
    return value if isinstance(value, int) else tuple(zip(*value, strict=True))


def elementwise(function: Callable[[int], int], value: Value) -> Value:
    """Apply a function to every entry."""
    return function(value) if isinstance(value, int) else tuple(tuple(function(entry) for entry in row) for row in value)


def stack(cells: Sequence[Value], columns: int) -> Matrix:
    """Put blocks together, `columns` of them side by side."""
    rows: list[tuple[int, ...]] = []
    for start in range(0, len(cells), columns):
        blocks = [((cell,),) if isinstance(cell, int) else cell for cell in cells[start : start + columns]]
        if len({len(block) for block in blocks}) > 1:
            raise ShapeClash(say("Blocks of {sizes} cannot stand side by side.", sizes=all_of(size(b) for b in blocks)))
        rows += [tuple(entry for block in blocks for entry in block[r]) for r in range(len(blocks[0]))]
    if len({len(row) for row in rows}) > 1:
        raise ShapeClash(say("The blocks do not fit one below the other."))
    return tuple(rows)


def inverse(value: Matrix, p: int) -> Matrix | None:
    """The inverse by elimination, None for a singular matrix."""
    n = len(value)
    if any(len(row) != n for row in value):
        raise ShapeClash(say("{given} has no inverse.", given=size(value)))
    rows = [[*row, *(int(r == c) for c in range(n))] for r, row in enumerate(value)]
    for column in range(n):
        pivot = next((r for r in range(column, n) if rows[r][column]), None)
        if pivot is None:
            return None
        rows[column], rows[pivot] = rows[pivot], rows[column]
        scale = pow(rows[column][column], -1, p)
        rows[column] = [entry * scale % p for entry in rows[column]]
        for r in range(n):
            if r != column and rows[r][column]:
                factor = rows[r][column]
                rows[r] = [(a - factor * b) % p for a, b in zip(rows[r], rows[column], strict=True)]
    return tuple(tuple(row[n:]) for row in rows)


def size(value: Matrix) -> str:
    """The shape in words."""
    return f"{len(value)}×{len(value[0])}"
