"""Statements about shapes: A in R^{n x m}, shape(A) = (2, 3)."""

from __future__ import annotations

from fractions import Fraction

from grader.algebra.constants import constant
from grader.algebra.refusal import ShapeClash
from grader.algebra.shapes import Shapes, words
from grader.algebra.tree import Node, latex, num, substitute
from grader.algebra.unfolding import Scope
from grader.catalogue import say

_ROWS = ("n", "N", "T", "L", "seq", "seqlen", "nseq", "m")
_WIDTHS = ("d", "dmodel", "D", "dm", "C", "E")


def check_size(left: Node, right: Node, scope: Scope) -> tuple[str, bool | None, bool, str]:
    """Judge that `left` (or shape(left)) has the size `right`: verdict, follows, proved, reason."""
    inner = left.args[0] if left.op == "call" and left.value == "shape" and left.args else left
    shape = Shapes(scope.symbols, scope.definitions).of(inner)
    if right.op == "call" and right.value == "shape" and right.args:
        other = Shapes(scope.symbols, scope.definitions).of(right.args[0])
        return (
            ("correct", True, True, "")
            if shape == other
            else ("incorrect", None, False, say("The left side is {left}, the right side {right}.", left=words(shape), right=words(other)))
        )
    wanted = _sizes(right, scope)
    if wanted is None or shape is None:
        return "undecided", None, False, say("It is not known what these sizes stand for.")
    if wanted == shape:
        return "correct", True, True, ""
    return (
        "incorrect",
        None,
        False,
        say("${formula}$ is {given}, not {asked}.", formula=latex(inner, scope.symbols.spell), given=words(shape), asked=words(wanted)),
    )


def _sizes(node: Node, scope: Scope) -> tuple[int, int] | None:
    """The numbers that a size stands for."""
    args = list(node.args) if node.op == "call" and node.value == "dims" else list(node.args) if node.op == "mul" else [node]
    args = [arg for arg in args if not (arg.op == "sym" and arg.value == "x" and len(args) == 3)]
    values = [constant(substitute(arg, _letters(scope))) for arg in args]
    found = [int(value) for value in values if isinstance(value, Fraction) and value.denominator == 1]
    if len(found) != len(values) or not 1 <= len(found) <= 2:
        return None
    return (found[0], found[1]) if len(found) == 2 else (found[0], 1)


def _letters(scope: Scope) -> dict[str, Node]:
    """What letters for sizes usually stand for: n rows of X with d columns, d_k columns of K."""
    found: dict[str, Node] = {}
    shapes = scope.symbols.shapes
    for name, shape in shapes.items():
        if shape is None:
            continue
        if name in ("X", "x"):
            found.update({letter: num(shape[0]) for letter in _ROWS if letter not in shapes})
            found.update({letter: num(shape[1]) for letter in _WIDTHS if letter not in shapes})
        elif len(name) == 1 and name.isupper():
            found["d" + name.lower()] = num(shape[1])
    if "dk" in found:
        found.setdefault("dq", found["dk"])
    found.update({name: value for name, value in scope.definitions.items() if shapes.get(name) is None and constant(value) is not None})
    return found


__all__ = ["ShapeClash", "check_size"]
