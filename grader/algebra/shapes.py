"""Infer the shape of an expression; say which two shapes clash."""

from __future__ import annotations

from collections.abc import Mapping

from grader.algebra.refusal import ShapeClash, Unsupported
from grader.algebra.symbols import Shape, Symbols
from grader.algebra.tree import Node, latex, names, number, sym
from grader.catalogue import all_of, say

_ELEMENTWISE = frozenset(("exp", "sigmoid", "sigmoid'", "tanh", "softmax", "log", "sqrt", "relu", "abs", "tanh'"))


class Shapes:
    """Shapes under the declarations and the definitions of one question; None stands for a scalar."""

    def __init__(self, symbols: Symbols, definitions: Mapping[str, Node] | None = None) -> None:
        self.symbols = symbols
        self.definitions = definitions or {}
        self.loose = 0

    def of(self, node: Node) -> Shape | None:
        """The shape of a tree.

        >>> from grader.algebra.parser import parse_expression
        >>> symbols = Symbols({"W": [2, 3], "x": [3, 1]})
        >>> Shapes(symbols).of(parse_expression("W x", symbols))
        (2, 1)

        Raises ShapeClash that names both shapes.
        """
        op = node.op
        if op == "sym":
            return self.symbol(str(node.value))
        if op in ("num", "dec", "sum"):
            return None
        if op == "add":
            return self.summed(node)
        if op == "neg":
            return self.of(node.args[0])
        if op == "mul":
            return self.product(node)
        if op in ("div", "pow"):
            return self.scaled(node)
        if op == "transpose":
            inner = self.of(node.args[0])
            return inner and (inner[1], inner[0])
        if op == "grid":
            return self.grid(node)
        return self.call(node)

    def symbol(self, name: str) -> Shape | None:
        """A declared shape, or that of the definition."""
        if name in self.symbols.shapes:
            return self.symbols.shapes[name]
        defined = self.definitions.get(name)
        return self.of(defined) if defined is not None and name not in str(defined.value) else None

    def summed(self, node: Node) -> Shape | None:
        """All terms of a sum must have one shape; beside a square matrix, I and numbers stand for multiples of the identity."""
        terms = sorted(node.args, key=self.is_multiple_of_identity)
        first = self.of(terms[0])
        for term in terms[1:]:
            other = self.of(term)
            if not self.fits(first, other) and not (first and first[0] == first[1] and self.is_multiple_of_identity(term)):
                raise ShapeClash(
                    say(
                        "${left}$ is {size}, but ${right}$ is {other}: they cannot be added.",
                        left=latex(_bare(terms[0])),
                        size=words(first),
                        right=latex(_bare(term)),
                        other=words(other),
                    )
                )
            first = other if first is None or first == (1, 1) else first
        return first

    def is_multiple_of_identity(self, term: Node) -> bool:
        """Whether a term is a number, or a product with I where the question has no I of its own."""
        bare = _bare(term)
        return number(bare) is not None or ("I" in names(bare) and self.symbols.resolve("I") is None and self.of(bare) is None)

    def fits(self, one: Shape | None, other: Shape | None) -> bool:
        """Whether two shapes may be added or compared; a 1×1 matrix is a scalar."""
        if one == other or {one, other} <= {None, (1, 1)}:
            return True
        return bool(self.loose) and (one is None or other is None)

    def product(self, node: Node) -> Shape | None:
        """Inner sizes must agree; scalars may stand anywhere."""
        shape, before = None, node.args[0]
        for factor in node.args:
            other = self.of(factor)
            if other is not None and shape is not None and shape[1] != other[0] and (1, 1) not in (shape, other):
                raise ShapeClash(
                    say(
                        "${left}$ is {size} and ${right}$ is {other}: the product is not defined.",
                        left=latex(before),
                        size=words(shape),
                        right=latex(factor),
                        other=words(other),
                    )
                )
            if other is not None:
                shape = (
                    other
                    if shape is None or (shape == (1, 1) and other[0] != 1)
                    else (shape if other == (1, 1) and shape[1] != 1 else (shape[0], other[1]))
                )
                before = factor
        return shape

    def scaled(self, node: Node) -> Shape | None:
        """Only scalars divide; square matrices have powers."""
        left, right = (self.of(arg) for arg in node.args)
        if node.op == "div":
            if right not in (None, (1, 1)):
                raise ShapeClash(say("${formula}$ is {size}: one cannot divide by it.", formula=latex(node.args[1]), size=words(right)))
            return left
        if left is not None and left[0] != left[1] and not self.loose:
            raise ShapeClash(say("${formula}$ is {size}: only square matrices have powers.", formula=latex(node.args[0]), size=words(left)))
        return left

    def grid(self, node: Node) -> Shape:
        """Entries may be blocks: heights agree along a row, widths along a column."""
        columns = int(node.value)
        cells = self.blocks(node)
        rows = [cells[i : i + columns] for i in range(0, len(cells), columns)]
        for row in rows:
            if len({shape[0] for shape in row}) > 1:
                raise ShapeClash(
                    say("Blocks side by side must be equally high, but these are {sizes}.", sizes=all_of(words(s) for s in row))
                )
        widths = [sum(shape[1] for shape in row) for row in rows]
        if len(set(widths)) > 1:
            raise ShapeClash(
                say("Blocks one below the other must be equally wide, but the rows have {widths} columns.", widths=all_of(map(str, widths)))
            )
        return sum(row[0][0] for row in rows), widths[0]

    def blocks(self, node: Node) -> list[Shape]:
        """The shapes of a grid's cells; a 0 or an I among blocks is as large as its neighbours ask for."""
        columns = int(node.value)
        cells = [self.of(cell) or (1, 1) for cell in node.args]
        if all(shape == (1, 1) for shape in cells):
            return cells
        open_cells = {
            at for at, cell in enumerate(node.args) if number(cell) == 0 or (cell == sym("I") and self.symbols.resolve("I") is None)
        }
        heights: dict[int, int] = {}
        widths: dict[int, int] = {}
        for at, shape in enumerate(cells):
            if at not in open_cells:
                heights.setdefault(at // columns, shape[0])
                widths.setdefault(at % columns, shape[1])
        for at in open_cells:
            height, width = heights.get(at // columns), widths.get(at % columns)
            if node.args[at].op == "sym":
                height, width = height or width, width or height
            cells[at] = (height or 1, width or 1)
        return cells

    def call(self, node: Node) -> Shape | None:
        """Functions work on scalars, or entry by entry."""
        name = str(node.value)
        if name == "Rot":
            return 2, 2
        if name in ("hcat", "vcat"):
            return self.grid(Node("grid", node.args, len(node.args) if name == "hcat" else 1))
        if name == "transpose":
            inner = self.of(node.args[0])
            return inner and (inner[1], inner[0])
        self.loose += 1
        try:
            inner_shapes = [self.of(arg) for arg in node.args]
        finally:
            self.loose -= 1
        return inner_shapes[0] if name in _ELEMENTWISE and inner_shapes else None


def words(shape: Shape | None) -> str:
    """Say a shape: `2×3`, or a scalar."""
    return say("a scalar") if shape is None else f"{shape[0]}×{shape[1]}"


def _bare(term: Node) -> Node:
    return term.args[0] if term.op == "neg" else term


__all__ = ["Shapes", "Unsupported", "words"]
