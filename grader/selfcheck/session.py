"""The code that a running notebook holds, as modules that can be checked."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from grader.catalogue import say
from grader.collect.asked import asked_of, module_name
from grader.collect.stubs import definitions, is_untouched, parsed
from grader.model import Chunk, Message, Module, Submission
from grader.selfcheck.workbook import Workbook

_DEFINING = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
_OURS = "grader"


def with_session(workbook: Workbook, namespace: Mapping[str, Any]) -> Submission:
    """The work in the folder, what the notebook with these variables has defined since in the place of what it replaces.

    Only imports, definitions and the constants that definitions use are taken from the cells that were run: neither a training loop
    nor a call of `check` runs again. Handed-out stubs replace nothing.
    """
    work = workbook.submission
    cells = tuple(_defining(Chunk(f"In [{number}]", cell), stubs=False) for number, cell in enumerate(_cells(namespace)))
    chunks = tuple(chunk for chunk in cells if chunk.source.strip())
    defined = {name for chunk in chunks for name in definitions(ast.parse(chunk.source))}
    modules, notes = dict(work.modules), list(work.notes)
    for file, names in asked_of(workbook.assignment).code.items():
        mine = sorted(defined.intersection(names))
        if not mine:
            continue
        name = module_name(file)
        before = modules[name].chunks if name in modules else ()
        modules[name] = Module(name, (*(chunk if chunk.label == file else _defining(chunk, stubs=True) for chunk in before), *chunks))
        if any(chunk.label == file for chunk in before) and not workbook.untouched(file):
            notes.append(_both(file, mine))
    return replace(work, modules=modules, notes=tuple(notes))


def _both(file: str, names: Sequence[str]) -> Message:
    return Message(
        say("{file} and the notebook both define {names}; here the notebook is checked.", file=file, names=", ".join(names)),
        say("When you hand in both, {file} counts: keep one of them.", file=file),
    )


def _cells(namespace: Mapping[str, Any]) -> list[str]:
    """The cells that IPython has run, by their number; none where the caller is no notebook."""
    cells = namespace.get("In")
    return [cell if isinstance(cell, str) else "" for cell in cells] if isinstance(cells, list) else []


def _defining(chunk: Chunk, *, stubs: bool) -> Chunk:
    """The chunk without what defines nothing, other lines blank so that line numbers stay; `stubs` stay when they are wanted."""
    tree = parsed(chunk.source)
    if tree is None:
        return replace(chunk, source="")  # IPython keeps cells that could not be run as well
    kept = [node for node in tree.body if _serves(node) and (stubs or not (isinstance(node, _DEFINING) and is_untouched(node)))]
    wanted: set[int] = set()
    for node in kept:
        first = min([node.lineno, *(decorator.lineno for decorator in getattr(node, "decorator_list", []))])
        wanted.update(range(first, (node.end_lineno or node.lineno) + 1))
    lines = chunk.source.split("\n")
    return replace(chunk, source="\n".join(line if number in wanted else "" for number, line in enumerate(lines, 1)))


def _serves(node: ast.stmt) -> bool:
    """Whether a statement only makes names known: an import, a definition, a constant without a call in it but one of NumPy's."""
    if isinstance(node, ast.ImportFrom):
        return (node.module or "").partition(".")[0] != _OURS
    if isinstance(node, ast.Import):
        return all(name.name.partition(".")[0] != _OURS for name in node.names)
    if isinstance(node, ast.Try | ast.If):
        return all(_serves(inner) or isinstance(inner, ast.Pass) for inner in node.body)
    if isinstance(node, ast.Assign | ast.AnnAssign):
        return all(_is_quick(call) for call in _calls(node))
    return isinstance(node, _DEFINING)


def _calls(node: ast.AST) -> Iterator[ast.Call]:
    yield from (inner for inner in ast.walk(node) if isinstance(inner, ast.Call))


def _is_quick(call: ast.Call) -> bool:
    root = call.func
    while isinstance(root, ast.Attribute):
        root = root.value
    return isinstance(root, ast.Name) and root.id in ("np", "numpy")
