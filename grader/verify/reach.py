"""Which names of the modules a part's cases can reach."""

from __future__ import annotations

import ast
from collections import defaultdict
from collections.abc import Iterable, Mapping

from grader.model import Address, Module, Part, Ref
from grader.verify.mutants import bound_names

Name = tuple[str, str]
"""A module and a top-level name in it; an empty name stands for the statements that bind nothing."""


def reaching(parts: Iterable[Part], modules: Mapping[str, Module]) -> dict[Name, frozenset[Address]]:
    """For each top-level name, the parts whose cases may depend on it, by the names that stand in the definitions.

    A module with statements that bind nothing (calls, loops) may change anything when it is run, so those count as used by every name.
    """
    uses = _uses(modules)
    found: dict[Name, set[Address]] = defaultdict(set)
    for part in parts:
        for name in _closure(_roots(part), uses):
            found[name].add(part.address)
    return {name: frozenset(addresses) for name, addresses in found.items()}


def _roots(part: Part) -> set[Name]:
    roots = set()
    for plan in (case.plan for case in part.cases if case.plan and not case.broken):
        refs: list[Ref] = [call.function for call in plan.calls] + list(plan.outputs)
        roots |= {(plan.module, ref.root) for ref in refs if isinstance(ref.root, str)} | {(plan.module, "")}
    return roots


def _closure(start: set[Name], uses: Mapping[Name, set[Name]]) -> set[Name]:
    seen, waiting = set(start), list(start)
    while waiting:
        for name in uses.get(waiting.pop(), ()):
            if name not in seen:
                seen.add(name)
                waiting.append(name)
    return seen


def _uses(modules: Mapping[str, Module]) -> dict[Name, set[Name]]:
    uses: dict[Name, set[Name]] = defaultdict(set)
    bound: dict[str, set[str]] = {name: set() for name in modules}
    trees: dict[str, list[ast.stmt]] = {}
    for name, module in modules.items():
        trees[name] = [statement for chunk in module.chunks for statement in _parsed(chunk.source)]
        bound[name] = {word for statement in trees[name] for word in bound_names(statement)}
    for module_name, statements in trees.items():
        for statement in statements:
            mine = bound_names(statement) or [""]
            for name in mine:
                uses[module_name, name] |= _used_by(statement, module_name, bound)
    return uses


def _parsed(source: str) -> list[ast.stmt]:
    try:
        return ast.parse(source).body
    except SyntaxError:
        return []


def _used_by(statement: ast.stmt, module: str, bound: Mapping[str, set[str]]) -> set[Name]:
    used: set[Name] = {(module, "")}
    for node in ast.walk(statement):
        if isinstance(node, ast.Name) and node.id in bound[module]:
            used.add((module, node.id))
        elif isinstance(node, ast.ImportFrom) and (source := node.module or "") in bound:
            used |= {(source, alias.name) for alias in node.names} | {(source, "")}
            if any(alias.name == "*" for alias in node.names):
                used |= {(source, name) for name in bound[source]}
        elif isinstance(node, ast.Import):
            used |= {(alias.name, name) for alias in node.names if alias.name in bound for name in bound[alias.name] | {""}}
    return used
