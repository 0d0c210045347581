"""All mutants of a reference solution: its source with one small change."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from grader.model import Chunk, Module
from grader.verify.operators import OPERATORS, SHIFTED, Edit
from grader.verify.scoped import Scope, scope_of, scoped

_Function = ast.FunctionDef | ast.AsyncFunctionDef


@dataclass(frozen=True, slots=True)
class Mutant:
    """The reference with one change in one module."""

    module: str
    owner: str
    """The function, class or name that is changed: `softmax`, `LearnedPositionalEmbedding.lookup`; empty for other top-level statements."""
    file: str
    line: int
    before: str
    """The changed lines, blanks squeezed."""
    after: str
    what: str
    chunks: tuple[Chunk, ...]

    @property
    def top(self) -> str:
        """The top-level name that holds the change."""
        return self.owner.partition(".")[0]

    @property
    def diff(self) -> str:
        """The change as people read it."""
        return f"- {self.before}\n+ {self.after}"

    def modules(self, reference: Mapping[str, Module]) -> dict[str, Module]:
        """The reference's modules with this one changed."""
        return {**reference, self.module: Module(self.module, self.chunks)}


def mutants_of(module: Module) -> Iterator[Mutant]:
    """Every mutant of a module, in the order of its text, each once. Annotations, docstrings and messages of errors stay as they are.

    >>> half = Module("q1", (Chunk("q1.py", "def half(x: float) -> float:\\n    return x / 2\\n"),))
    >>> [mutant.after for mutant in mutants_of(half)]
    ['return x * 2', 'return x', 'return 2 / x', 'return x / 3', 'return x / 1']
    """
    seen: set[str] = set()
    for number, chunk in enumerate(module.chunks):
        try:
            tree = ast.parse(chunk.source)
        except SyntaxError:
            continue  # a cell with magics: it is not judged as a mutant, and the sandbox says what is wrong with it
        text = _Text(chunk.source)
        seen.add(ast.dump(tree))
        only_counted = {id(node.iter) for node in ast.walk(tree) if isinstance(node, ast.For) and ast.unparse(node.target) == "_"}
        for owner, edit in _edits(tree):
            if id(edit.old) in only_counted and edit.what == SHIFTED:
                continue  # `for _ in range(n)` does the same n times wherever it starts
            changed = text.edited(edit)
            if changed is None:
                continue
            key = ast.dump(ast.parse(changed))
            if key in seen:
                continue
            seen.add(key)
            before, after = text.lines(edit, changed)
            chunks = (*module.chunks[:number], Chunk(chunk.label, changed), *module.chunks[number + 1 :])
            yield Mutant(module.name, owner, chunk.label, _line(edit.old), before, after, edit.what, chunks)


def _edits(tree: ast.Module) -> Iterator[tuple[str, Edit]]:
    for statement in tree.body:
        if isinstance(statement, ast.Import | ast.ImportFrom) or _is_docstring(statement):
            continue
        names = bound_names(statement)
        yield from _walk(statement, names[0] if names else "", None)


def bound_names(statement: ast.stmt) -> list[str]:
    """Names that a top-level statement binds."""
    if isinstance(statement, _Function | ast.ClassDef):
        return [statement.name]
    if isinstance(statement, ast.Import | ast.ImportFrom):
        return [(alias.asname or alias.name).partition(".")[0] for alias in statement.names]
    return [node.id for node in ast.walk(statement) if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)]


def _walk(node: ast.AST, owner: str, scope: Scope | None) -> Iterator[tuple[str, Edit]]:
    if isinstance(node, _Function):
        scope = scope_of(node)
    for operator in OPERATORS:
        for edit in operator(node):
            yield owner, edit
    if scope is not None:
        for edit in scoped(node, scope):
            yield owner, edit
    for child in _children(node):
        inner = f"{owner}.{child.name}" if isinstance(node, ast.ClassDef) and isinstance(child, _Function) else owner
        yield from _walk(child, inner, scope)


def _children(node: ast.AST) -> Iterator[ast.AST]:
    """What may be changed below a node: no annotation, decorator, docstring, text, or message of an error."""
    if isinstance(node, ast.Raise | ast.JoinedStr | ast.Assert):
        return
    for name, value in ast.iter_fields(node):
        if name in ("annotation", "returns", "decorator_list", "type_comment", "type_params", "bases"):
            continue
        for child in value if isinstance(value, list) else [value]:
            if isinstance(child, ast.AST) and not (isinstance(child, ast.stmt) and _is_docstring(child)):
                yield child


def _is_docstring(statement: ast.stmt) -> bool:
    return isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant) and isinstance(statement.value.value, str)


def _line(node: ast.AST) -> int:
    return getattr(node, "lineno", 1)


class _Text:
    """A source as bytes, because the tree counts columns in bytes."""

    def __init__(self, source: str) -> None:
        self._raw = source.encode()
        self._starts = [0]
        for line in self._raw.splitlines(keepends=True):
            self._starts.append(self._starts[-1] + len(line))

    def _span(self, node: ast.AST) -> tuple[int, int]:
        assert isinstance(node, ast.expr | ast.stmt)
        assert node.end_lineno is not None
        assert node.end_col_offset is not None
        return self._starts[node.lineno - 1] + node.col_offset, self._starts[node.end_lineno - 1] + node.end_col_offset

    def edited(self, edit: Edit) -> str | None:
        """The source with the edit made, everything else as it was written; None when that is no program."""
        start, end = self._span(edit.old)
        indent = b"\n" + b" " * getattr(edit.old, "col_offset", 0)
        words = ast.unparse(ast.fix_missing_locations(edit.new)).encode().replace(b"\n", indent)
        bare, bracketed = (self._raw[:start] + text + self._raw[end:] for text in (words, b"(" + words + b")"))
        try:
            if isinstance(edit.new, ast.expr):
                # Brackets are always right; they are left out where they change nothing.
                right = ast.dump(ast.parse(bracketed))
                try:
                    return (bare if ast.dump(ast.parse(bare)) == right else bracketed).decode()
                except SyntaxError:
                    return bracketed.decode()
            ast.parse(bare)
        except (SyntaxError, ValueError):
            return None
        return bare.decode()

    def lines(self, edit: Edit, changed: str) -> tuple[str, str]:
        """The lines of the edit before and after it."""
        first, last = _line(edit.old) - 1, getattr(edit.old, "end_lineno", 1)
        lines, others = self._raw.decode().splitlines(), changed.splitlines()
        return _squeezed(lines[first:last]), _squeezed(others[first : len(others) - (len(lines) - last)])


def _squeezed(lines: list[str]) -> str:
    return " ".join(" ".join(lines).split())
