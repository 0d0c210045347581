"""Find the line that a known mistake's pattern describes; nothing is run."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

_ANYTHING = "_"
_LONGEST = 300_000


@dataclass(frozen=True, slots=True)
class Spot:
    """A stretch of one line."""

    line: int
    """Counted from 1."""
    start: int
    """Column of its first character, counted from 0."""
    end: int


def find_pattern(source: str, name: str, patterns: Sequence[str]) -> Spot | None:
    """The first place in the function or class `name` that one of the patterns describes; None when there is none.

    A pattern is a Python expression in which `_` stands for anything; a call in it asks only for the arguments that it shows. The
    place is the first keyword argument of the pattern where it has one, otherwise the whole expression.

    >>> find_pattern("def softmax(x, axis):\\n    return e / e.sum(axis=0)", "softmax", ["_.sum(axis=0)"])
    Spot(line=2, start=21, end=27)
    """
    if not patterns or len(source) > _LONGEST:
        return None
    try:
        tree = ast.parse(source)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None
    lines = source.splitlines()
    for text in patterns:
        pattern = ast.parse(text, mode="eval").body
        for node in _inside(tree, name):
            if isinstance(node, ast.expr) and _fits(pattern, node):
                return _spot(pattern, node, lines)
    return None


def _inside(tree: ast.Module, name: str) -> Iterator[ast.AST]:
    """The nodes of a function or class, in the order of the text."""
    kinds = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
    found: ast.AST | None = tree
    for step in name.split("."):
        body = getattr(found, "body", [])
        found = next((node for node in reversed(body) if isinstance(node, kinds) and node.name == step), None)
    if found is not None:
        nodes = [node for node in ast.walk(found) if isinstance(node, ast.expr)]
        yield from sorted(nodes, key=lambda node: (node.lineno, node.col_offset))


def _fits(pattern: ast.AST, node: ast.AST) -> bool:
    if isinstance(pattern, ast.Name) and pattern.id == _ANYTHING:
        return True
    if type(pattern) is not type(node):
        return False
    if isinstance(pattern, ast.Call) and isinstance(node, ast.Call):
        return (
            _fits(pattern.func, node.func)
            and len(pattern.args) <= len(node.args)
            and all(map(_fits, pattern.args, node.args))
            and all(_keyword(wanted, node) is not None for wanted in pattern.keywords)
        )
    return all(_same(getattr(pattern, name), getattr(node, name, None)) for name in pattern._fields if name not in ("ctx", "kind"))


def _same(pattern: object, value: object) -> bool:
    if isinstance(pattern, ast.AST):
        return isinstance(value, ast.AST) and _fits(pattern, value)
    if isinstance(pattern, list):
        return isinstance(value, list) and len(pattern) == len(value) and all(map(_same, pattern, value))
    return type(pattern) is type(value) and pattern == value


def _keyword(wanted: ast.keyword, call: ast.Call) -> ast.keyword | None:
    return next((have for have in call.keywords if have.arg == wanted.arg and _fits(wanted.value, have.value)), None)


def _spot(pattern: ast.expr, node: ast.expr, lines: list[str]) -> Spot:
    place: ast.expr | ast.keyword = node
    if isinstance(pattern, ast.Call) and isinstance(node, ast.Call) and pattern.keywords:
        place = _keyword(pattern.keywords[0], node) or node
    line = lines[place.lineno - 1]
    # Columns of the tree count bytes.
    start = len(line.encode()[: place.col_offset].decode(errors="replace"))
    whole = place.end_lineno == place.lineno and place.end_col_offset is not None
    end = len(line.encode()[: place.end_col_offset].decode(errors="replace")) if whole else len(line.rstrip())
    return Spot(place.lineno, start, end)
