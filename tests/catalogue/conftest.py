"""Every template that the code holds, with the place where it stands."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from jinja2 import Environment, nodes

PACKAGE = Path(__file__).parents[2] / "grader"
SPEAKERS = frozenset({"say", "tell", "recognise"})
"""Names by which code speaks: `say("...")`, `tell("...")` and `tell.count(n, "...", "...")`, in templates `rich(tell, "...")`."""


@pytest.fixture(scope="session")
def spoken() -> dict[str, str]:
    """Template -> where it stands."""
    found: dict[str, str] = {}
    for path in sorted(PACKAGE.rglob("*.py")):
        if path.parent.name != "catalogue" or path.name == "phrases.py":
            found |= {text: f"{path.relative_to(PACKAGE.parent)}:{line}" for text, line in _in_code(ast.parse(path.read_text("utf-8")))}
    for path in sorted(PACKAGE.rglob("templates/*.html")):
        found |= {text: f"{path.relative_to(PACKAGE.parent)}:{line}" for text, line in _in_page(path.read_text("utf-8"))}
    return found


def _in_code(tree: ast.Module) -> Iterator[tuple[str, int]]:
    for call in (node for node in ast.walk(tree) if isinstance(node, ast.Call)):
        name = _speaker(call.func)
        if name:
            texts = [argument for argument in call.args if not (name == "count" and argument is call.args[0])]
            for argument in texts:
                yield from ((leaf.value, leaf.lineno) for leaf in _leaves(argument))


def _speaker(function: ast.expr) -> str:
    if isinstance(function, ast.Name) and function.id in SPEAKERS:
        return function.id
    if isinstance(function, ast.Attribute) and function.attr == "count" and isinstance(function.value, ast.Name):
        return "count" if function.value.id in SPEAKERS else ""
    if isinstance(function, ast.Attribute) and function.attr == "language" and isinstance(function.value, ast.Name):
        return "language"
    return ""


def _leaves(argument: ast.expr) -> Iterator[ast.Constant]:
    branches = [argument.body, argument.orelse] if isinstance(argument, ast.IfExp) else [argument]
    yield from (branch for branch in branches if isinstance(branch, ast.Constant) and isinstance(branch.value, str))


def _in_page(source: str) -> Iterator[tuple[str, int]]:
    for call in Environment().parse(source).find_all(nodes.Call):
        function = call.node
        named = isinstance(function, nodes.Name) and function.name in ("tell", "rich")
        counts = isinstance(function, nodes.Getattr) and function.attr == "count"
        if named or counts:
            branches = [leaf for part in call.args for leaf in ([part.expr1, part.expr2] if isinstance(part, nodes.CondExpr) else [part])]
            yield from ((leaf.value, leaf.lineno) for leaf in branches if isinstance(leaf, nodes.Const) and isinstance(leaf.value, str))
