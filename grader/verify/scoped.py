"""Changes of a program that depend on the function around them."""

from __future__ import annotations

import ast
import itertools
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from grader.verify.operators import Edit

_SCALARS = {"int", "float", "bool", "str"}


@dataclass(frozen=True, slots=True)
class Scope:
    """What operators need to know of the function around a node."""

    arguments: tuple[str, ...]
    arrays: frozenset[str]
    """Arguments that may be arrays: not said to be plain numbers or texts."""
    rebound: frozenset[str]
    """Names that are given more than one value."""
    first: ast.stmt | None
    """The first statement that is no docstring."""


def scope_of(function: ast.FunctionDef | ast.AsyncFunctionDef) -> Scope:
    """The scope of a function's body."""
    spec = function.args
    every = [arg for arg in (*spec.posonlyargs, *spec.args, *spec.kwonlyargs) if arg.arg not in ("self", "cls")]
    names = tuple(arg.arg for arg in every)
    defaults = [*[None] * (len(spec.posonlyargs) + len(spec.args) - len(spec.defaults)), *spec.defaults, *spec.kw_defaults]
    plain = {
        arg.arg
        for arg, default in zip((*spec.posonlyargs, *spec.args, *spec.kwonlyargs), defaults, strict=True)
        if _is_scalar(arg, default)
    }
    arrays = frozenset(arg.arg for arg in every if arg.arg not in plain)
    stored = Counter(node.id for node in ast.walk(function) if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store))
    rebound = frozenset(name for name, times in stored.items() if times > 1 or name in names)
    body = [step for step in function.body if not (isinstance(step, ast.Expr) and isinstance(step.value, ast.Constant))]
    return Scope(names, arrays, rebound, body[0] if body else None)


def _is_scalar(arg: ast.arg, default: ast.expr | None) -> bool:
    """Whether the annotation or the default says that an argument is a single number or word: casting it is no mistake worth a case."""
    annotated = isinstance(arg.annotation, ast.Name) and arg.annotation.id in _SCALARS
    return annotated or (isinstance(default, ast.Constant) and type(default.value) in (bool, int, float, str))


def scoped(node: ast.AST, scope: Scope) -> Iterator[Edit]:
    """The edits that depend on the function around a node."""
    if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load) and node.id in scope.arguments and len(scope.arguments) > 1:
        other = scope.arguments[(scope.arguments.index(node.id) + 1) % len(scope.arguments)]
        yield Edit(node, ast.Name(other, ast.Load()), f"{node.id} becomes {other}")
    if isinstance(node, ast.stmt):
        yield from _written_into(node, scope.arrays)
        if isinstance(node, ast.Assign) and (names := _stored(node)) and names <= scope.rebound:
            yield Edit(node, ast.Pass(), "the statement is forgotten")
    if node is scope.first:
        for name, dtype in itertools.product(sorted(scope.arrays), ("np.float32", "int")):
            cast = ast.parse(f"{name} = np.asarray({name}, dtype={dtype})").body[0]
            yield Edit(node, ast.Module([cast, node], []), f"{name} is taken as {dtype.removeprefix('np.')}")


def _stored(node: ast.Assign) -> set[str]:
    return {inner.id for target in node.targets for inner in ast.walk(target) if isinstance(inner, ast.Name)}


def _written_into(statement: ast.stmt, arrays: frozenset[str]) -> Iterator[Edit]:
    """A simple statement preceded by one that does its first step in place: `y = f(x - m)` becomes `x -= m; y = f(x)`."""
    if not isinstance(statement, ast.Assign | ast.Return | ast.Expr | ast.AugAssign) or statement.value is None:
        return
    # There the step may happen many times, or never.
    elsewhere = ast.Lambda | ast.ListComp | ast.DictComp | ast.SetComp | ast.GeneratorExp | ast.IfExp | ast.BoolOp
    if any(isinstance(node, elsewhere) for node in ast.walk(statement.value)):
        return
    for node in ast.walk(statement.value):
        if isinstance(node, ast.BinOp) and isinstance(node.left, ast.Name) and node.left.id in arrays:
            name = ast.Name(node.left.id, ast.Store())
            first = ast.AugAssign(name, node.op, node.right)
            replaced = _with(statement, node, ast.Name(name.id, ast.Load()))
            yield Edit(statement, ast.Module([first, replaced], []), f"{name.id} is changed in place")


def _with(tree: Any, old: ast.AST, new: ast.AST) -> Any:
    """A copy of the tree in which `new` stands for the node `old`."""
    if tree is old:
        return new
    if isinstance(tree, list):
        return [_with(item, old, new) for item in tree]
    if isinstance(tree, ast.AST):
        return type(tree)(**{name: _with(value, old, new) for name, value in ast.iter_fields(tree)})
    return tree
