"""Which definitions a source holds, and which of them nobody has touched."""

from __future__ import annotations

import ast
import re

_DEFINED = re.compile(r"^(?:(?:async[ \t]+)?def|class)[ \t]+(\w+)|^(\w+)[ \t]*(?::[^=\n]+)?=(?!=)", re.MULTILINE)

_ESCAPES = re.compile(r"\\[^\n'\"]")
_LONGEST = 300_000
"""Characters of a source whose tree is still cheap; nobody's homework is longer."""


def defined_names(source: str) -> list[str]:
    """Names that a source defines at its top level, in order, readable even when it does not compile.

    >>> defined_names("def f(x):\\n    g = 1\\nh = 2\\nclass K: pass")
    ['f', 'h', 'K']
    """
    return [found[1] or found[2] for found in _DEFINED.finditer(source)]


def parsed(source: str) -> ast.Module | None:
    """The syntax tree of a source; None when it has none. Nothing is run."""
    if len(source) > _LONGEST:
        return None
    try:
        # Escapes are blanked: Python would warn about `"\\d"` on our own screen, and warning filters are not safe among threads.
        return ast.parse(_ESCAPES.sub("__", source))
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None


def definitions(tree: ast.Module) -> dict[str, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef]:
    """The functions and classes at the top level; the last one of a name."""
    return {node.name: node for node in tree.body if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef)}


def is_untouched(node: ast.stmt) -> bool:
    """Whether a function or class is a stub as handed out: nothing but a docstring and `raise NotImplementedError`, `pass` or `...`.

    >>> is_untouched(ast.parse("def f(x):\\n    'Add.'\\n    raise NotImplementedError('later')").body[0])
    True
    """
    if isinstance(node, ast.ClassDef):
        methods = [inner for inner in node.body if isinstance(inner, ast.FunctionDef)]
        rest = [inner for inner in node.body if inner not in methods and not _says_nothing(inner)]
        # A method written beside an untouched one is work; a constructor that only keeps its arguments may have been handed out.
        return (
            bool(methods)
            and not rest
            and all(is_untouched(inner) or inner.name == "__init__" for inner in methods)
            and any(map(is_untouched, methods))
        )
    return isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and all(_says_nothing(inner) or _gives_up(inner) for inner in node.body)


def _says_nothing(node: ast.stmt) -> bool:
    return isinstance(node, ast.Pass) or (isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant))


def _gives_up(node: ast.stmt) -> bool:
    raised = (
        node.exc.func
        if isinstance(node, ast.Raise) and isinstance(node.exc, ast.Call)
        else node.exc
        if isinstance(node, ast.Raise)
        else None
    )
    return isinstance(raised, ast.Name) and raised.id == "NotImplementedError"


def all_untouched(source: str, names: tuple[str, ...]) -> bool:
    """Whether every asked name that a source defines is still a stub, and at least one is."""
    if "NotImplementedError" not in source:
        return False
    tree = parsed(source)
    if tree is None:
        return False
    found = definitions(tree)
    mine = [found[name] for name in names if name in found]
    return bool(mine) and all(map(is_untouched, mine)) and not any(name in defined_names(source) and name not in found for name in names)
