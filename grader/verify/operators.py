"""How a right program is made a little wrong: one change of its syntax tree."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Edit:
    """Put `new` in the place of `old`."""

    old: ast.AST
    new: ast.AST
    what: str
    """In words: `max becomes min`."""


_ARITHMETIC: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.Div,
    ast.Div: ast.Mult,
    ast.FloorDiv: ast.Div,
    ast.Mod: ast.FloorDiv,
    ast.Pow: ast.Mult,
    ast.MatMult: ast.Mult,
    ast.BitAnd: ast.BitOr,
    ast.BitOr: ast.BitAnd,
}
_COMPARISONS: dict[type[ast.cmpop], tuple[type[ast.cmpop], ...]] = {
    ast.Lt: (ast.LtE, ast.GtE),
    ast.LtE: (ast.Lt, ast.Gt),
    ast.Gt: (ast.GtE, ast.LtE),
    ast.GtE: (ast.Gt, ast.Lt),
    ast.Eq: (ast.NotEq,),
    ast.NotEq: (ast.Eq,),
    ast.In: (ast.NotIn,),
    ast.NotIn: (ast.In,),
    ast.Is: (ast.IsNot,),
    ast.IsNot: (ast.Is,),
}
_TWINS = [("sin", "cos"), ("sinh", "cosh"), ("max", "min"), ("maximum", "minimum"), ("amax", "amin"), ("argmax", "argmin"), ("any", "all")]
_TWINS += [("zeros", "ones"), ("zeros_like", "ones_like"), ("floor", "ceil"), ("tril", "triu"), ("sum", "mean"), ("sum", "prod")]
_TWINS += [("std", "var"), ("cumsum", "cumprod"), ("hstack", "vstack"), ("log", "log2"), ("nansum", "sum"), ("nanmax", "max")]
_SWAPPED = {name: [b for a, b in _TWINS if a == name] + [a for a, b in _TWINS if b == name] for pair in _TWINS for name in pair}
_DROPPED = {
    "abs",
    "absolute",
    "sqrt",
    "float",
    "int",
    "exp",
    "tanh",
    "array",
    "asarray",
    "ascontiguousarray",
    "copy",
    "astype",
    "transpose",
    "swapaxes",
    "moveaxis",
    "squeeze",
    "ravel",
    "flatten",
    "reshape",
    "clip",
    "nan_to_num",
    "sort",
    "unique",
    "cumsum",
    "flip",
    "sum",
    "mean",
}
"""Functions and methods that a student forgets: what they were given stands in their place."""
_COUNTING = {"range", "arange"}
SHIFTED = "counting starts and ends one too late"
"""What is said of range(1, n + 1) in the place of range(n)."""


def _binary(node: ast.AST) -> Iterator[Edit]:
    if not isinstance(node, ast.BinOp):
        return
    sign, twin = type(node.op), _ARITHMETIC.get(type(node.op))
    if twin is not None:
        yield Edit(node, ast.BinOp(node.left, twin(), node.right), f"{sign.__name__} becomes {twin.__name__}")
    yield Edit(node, node.left, "the right operand is forgotten")
    if sign in (ast.Add, ast.Mult, ast.MatMult, ast.BitAnd, ast.BitOr):
        yield Edit(node, node.right, "the left operand is forgotten")
    if sign in (ast.Sub, ast.Div, ast.Pow, ast.MatMult, ast.Mod, ast.FloorDiv):
        yield Edit(node, ast.BinOp(node.right, node.op, node.left), "the operands change places")


def _unary(node: ast.AST) -> Iterator[Edit]:
    if isinstance(node, ast.UnaryOp):
        yield Edit(node, node.operand, f"{type(node.op).__name__} is forgotten")


def _constant(node: ast.AST) -> Iterator[Edit]:
    if not isinstance(node, ast.Constant):
        return
    value = node.value
    changed: list[int | float] = []
    if isinstance(value, bool):
        changed = [not value]
    elif isinstance(value, int):
        changed = [value + 1, value - 1]
    elif isinstance(value, float):
        changed = [value * 2 if value else 1.0]
    for other in changed:
        yield Edit(node, ast.Constant(other), f"{value!r} becomes {other!r}")


def _comparison(node: ast.AST) -> Iterator[Edit]:
    if isinstance(node, ast.Compare):
        for place, sign in enumerate(node.ops):
            for twin in _COMPARISONS.get(type(sign), ()):
                signs = [*node.ops[:place], twin(), *node.ops[place + 1 :]]
                yield Edit(node, ast.Compare(node.left, signs, node.comparators), f"{type(sign).__name__} becomes {twin.__name__}")


def _logic(node: ast.AST) -> Iterator[Edit]:
    if isinstance(node, ast.BoolOp):
        yield Edit(node, ast.BoolOp(ast.Or() if isinstance(node.op, ast.And) else ast.And(), node.values), "and and or change places")
        for place in range(len(node.values)):
            left = [value for other, value in enumerate(node.values) if other != place]
            yield Edit(node, left[0] if len(left) == 1 else ast.BoolOp(node.op, left), "one condition is forgotten")
    elif isinstance(node, ast.IfExp):
        yield Edit(node, node.body, "the else branch is forgotten")
        yield Edit(node, node.orelse, "the if branch is forgotten")
    elif isinstance(node, ast.If | ast.While):
        yield Edit(node.test, ast.UnaryOp(ast.Not(), node.test), "the condition is negated")


def _call(node: ast.AST) -> Iterator[Edit]:
    if not isinstance(node, ast.Call):
        return
    for keyword in node.keywords:
        if keyword.arg:
            others = [other for other in node.keywords if other is not keyword]
            yield Edit(node, ast.Call(node.func, node.args, others), f"the argument {keyword.arg} is forgotten")
    for place in range(len(node.args) - 1):
        one, other = node.args[place : place + 2]
        if not isinstance(one, ast.Starred) and not isinstance(other, ast.Starred):
            args = [*node.args[:place], other, one, *node.args[place + 2 :]]
            yield Edit(node, ast.Call(node.func, args, node.keywords), "two arguments change places")


def _function(node: ast.AST) -> Iterator[Edit]:
    if not isinstance(node, ast.Call):
        return
    name = _name(node.func)
    for twin in _SWAPPED.get(name, ()):
        yield Edit(node.func, _renamed(node.func, twin), f"{name} becomes {twin}")
    if name in _DROPPED and (given := _given(node)) is not None:
        yield Edit(node, given, f"{name} is forgotten")
    if name in _COUNTING and len(node.args) == 1:
        one = ast.Constant(1)
        yield Edit(node, ast.Call(node.func, [one, *node.args], node.keywords), "counting starts one too late")
        shifted = [one, ast.BinOp(node.args[0], ast.Add(), one)]
        yield Edit(node, ast.Call(node.func, shifted, node.keywords), SHIFTED)
    if name == "swapaxes" and (given := _given(node)) is not None:
        yield Edit(node, ast.Attribute(given, "T", ast.Load()), "all axes are turned round")
    if name == "result_type":
        yield Edit(node, ast.Attribute(ast.Name("np", ast.Load()), "float64", ast.Load()), "the dtype becomes float64")


def _axes(node: ast.AST) -> Iterator[Edit]:
    if isinstance(node, ast.Attribute) and node.attr == "T" and isinstance(node.ctx, ast.Load):
        yield Edit(node, node.value, "the transpose is forgotten")
    if isinstance(node, ast.Subscript) and isinstance(node.slice, ast.Slice) and isinstance(node.ctx, ast.Load):
        cut = node.slice
        for bound in ("lower", "upper", "step"):
            if getattr(cut, bound) is not None:
                kept = {name: getattr(cut, name) for name in ("lower", "upper", "step") if name != bound}
                yield Edit(node, ast.Subscript(node.value, ast.Slice(**kept), node.ctx), f"the slice has no {bound} bound")


def _statement(node: ast.AST) -> Iterator[Edit]:
    if isinstance(node, ast.AugAssign):
        twin = _ARITHMETIC.get(type(node.op))
        if twin is not None:
            yield Edit(node, ast.AugAssign(node.target, twin(), node.value), f"{type(node.op).__name__} becomes {twin.__name__}")
        yield Edit(node, ast.Assign([node.target], node.value), "the old value is forgotten")
    kept = isinstance(node, ast.Assign) and all(isinstance(target, ast.Subscript | ast.Attribute) for target in node.targets)
    guard = isinstance(node, ast.If) and not node.orelse and all(isinstance(step, ast.Raise) for step in node.body)
    told = isinstance(node, ast.Expr) and isinstance(node.value, ast.Call)
    if kept or guard or told or isinstance(node, ast.AugAssign | ast.Continue | ast.Break):
        yield Edit(node, ast.Pass(), "the check is forgotten" if guard else "the statement is forgotten")
    if isinstance(node, ast.Return) and isinstance(node.value, ast.Tuple) and len(node.value.elts) == 2:
        yield Edit(node.value, ast.Tuple(node.value.elts[::-1], ast.Load()), "the results change places")


def _in_place(node: ast.AST) -> Iterator[Edit]:
    """`w = w + step` becomes `w += step`, which changes the array that others may hold."""
    if isinstance(node, ast.Assign) and len(node.targets) == 1 and isinstance(node.value, ast.BinOp):
        target, value = node.targets[0], node.value
        if isinstance(target, ast.Name) and isinstance(value.left, ast.Name) and value.left.id == target.id:
            yield Edit(node, ast.AugAssign(target, value.op, value.right), "the array is changed in place")


def _name(function: ast.expr) -> str:
    return function.attr if isinstance(function, ast.Attribute) else function.id if isinstance(function, ast.Name) else ""


def _renamed(function: ast.expr, name: str) -> ast.expr:
    return ast.Attribute(function.value, name, function.ctx) if isinstance(function, ast.Attribute) else ast.Name(name, ast.Load())


def _given(node: ast.Call) -> ast.expr | None:
    """What a call works on: its first argument, or the object of a method (`x.copy()`), modules such as `np` aside."""
    function = node.func
    if isinstance(function, ast.Attribute) and not (isinstance(function.value, ast.Name) and function.value.id in ("np", "numpy", "math")):
        return function.value
    return node.args[0] if node.args and not isinstance(node.args[0], ast.Starred) else None


OPERATORS: tuple[Callable[[ast.AST], Iterator[Edit]], ...] = (
    _binary,
    _unary,
    _constant,
    _comparison,
    _logic,
    _call,
    _function,
    _axes,
    _statement,
    _in_place,
)
"""Every way of changing a node by itself; see `grader.verify.scoped` for the others."""
