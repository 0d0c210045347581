"""Read brackets: groups, lists of numbers, matrices."""

from __future__ import annotations

from itertools import pairwise

from grader.algebra.grammar import Parser
from grader.algebra.refusal import Refusal
from grader.algebra.tokens import Token
from grader.algebra.tree import Node, call
from grader.catalogue import say

CLOSING = {"(": ")", "[": "]", "{": "}"}
"""What closes each bracket."""
_MOST_CELLS = 144


def read_brackets(parser: Parser) -> Node:
    """Read a group, a list or rows of rows."""
    opened = parser.take()
    if opened.text == "[" and parser.sees("["):
        return _nested(parser, opened)
    parser.bars += opened.text == "["
    inner = parser.expression()
    parser.bars -= opened.text == "["
    if opened.text == "[" and parser.sees("|"):
        parser.take()
        right = parser.expression()
        parser.expect("]", opened)
        return _grid([[inner, right]], opened)
    if opened.text == "[" and _side_by_side(inner, parser):
        parser.expect("]", opened)
        return _grid([list(inner.args)], opened)
    if opened.text in "[(" and parser.sees(",", ";", "row"):
        return _listed(parser, opened, inner)
    parser.expect(CLOSING[opened.text], opened)
    return inner


def _side_by_side(node: Node, parser: Parser) -> bool:
    """Whether `[W b]` is two blocks rather than a product: symbols of one height that do not multiply."""
    shapes = [parser.symbols.shape(str(arg.value)) if arg.op == "sym" else None for arg in node.args]
    known = [shape for shape in shapes if shape is not None]
    if node.op != "mul" or len(known) != len(node.args) or len({shape[0] for shape in known}) > 1:
        return False
    return any(left[1] != right[0] for left, right in pairwise(known))


def _listed(parser: Parser, opened: Token, first: Node) -> Node:
    """`[a, b; c, d]`: rows parted by semicolons."""
    rows = [[first]]
    while parser.sees(",", ";", "row"):
        if parser.take().text == ",":
            rows[-1].append(parser.expression())
        else:
            rows.append([parser.expression()])
    parser.expect(CLOSING[opened.text], opened)
    if len(rows) == 1 and opened.text == "(":
        return call("dims", *rows[0])
    return _grid(rows, opened)


def _nested(parser: Parser, opened: Token) -> Node:
    """`[[a, b], [c, d]]`."""
    rows: list[list[Node]] = []
    while parser.sees("["):
        inner = parser.take()
        row = [parser.expression()]
        while parser.sees(","):
            parser.take()
            row.append(parser.expression())
        parser.expect("]", inner)
        rows.append(row)
        if parser.sees(",", ";"):
            parser.take()
    parser.expect("]", opened)
    return _grid(rows, opened)


def read_matrix(parser: Parser) -> Node:
    """Read a LaTeX matrix."""
    opened = parser.take()
    parser.cells += 1
    rows: list[list[Node]] = [[]]
    while parser.next.kind != "end_of":
        if parser.next.kind == "end":
            raise Refusal(say("This matrix is never closed."), opened.position, say("Add \\end{{{environment}}}.", environment=opened.text))
        if parser.sees("row"):
            parser.take()
            if parser.next.kind != "end_of":
                rows.append([])
            continue
        rows[-1].append(parser.expression())
        if parser.sees("&"):
            parser.take()
        elif not parser.sees("row") and parser.next.kind not in ("end_of", "end"):
            raise parser.unexpected(say("& or \\\\ is expected between entries"))
    parser.take()
    parser.cells -= 1
    return _grid(rows, opened)


def _grid(rows: list[list[Node]], opened: Token) -> Node:
    columns = len(rows[0])
    if not columns or any(len(row) != columns for row in rows):
        raise Refusal(say("The rows of this matrix differ in length."), opened.position, say("Give every row the same number of entries."))
    if columns * len(rows) > _MOST_CELLS:
        raise Refusal(say("A matrix may have at most {most} entries.", most=_MOST_CELLS), opened.position, say("Use a smaller one."))
    return Node("grid", tuple(cell for row in rows for cell in row), columns)
