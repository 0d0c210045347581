"""Run a module's statements one after the other; keep what can be kept."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable
from types import CodeType, TracebackType
from typing import Any, NamedTuple

_FUTURE = {"annotations": 0x1000000}
"""The one `from __future__` that still changes how Python 3 code is compiled."""
_CONTINUES = re.compile(r"(?:else|elif|except|finally|case)\b|[)\]}#\s]|$")
"""What stands in column 0 without beginning a statement."""
_MAX_ATTEMPTS = 400
_MAX_NOTES = 50
_compile, _exec, _parse = compile, exec, ast.parse
_trace_of: Callable[[BaseException], TracebackType | None] = BaseException.__dict__["__traceback__"].__get__


class Note(NamedTuple):
    """Something went wrong while a module was loaded."""

    label: str
    line: int
    kind: str
    """"syntax", "raised" or "definitions"."""
    type_name: str
    message: str
    names: tuple[str, ...]
    """What the failing statement would have defined."""

    def __str__(self) -> str:
        """Say it as the cause in a longer sentence."""
        if self.kind == "definitions":
            return self.message
        where = f"line {self.line}" if self.line else "the whole file"
        return f"{where} of {self.label}: {self.type_name}" + (f": {self.message}" if self.message else "")


class Chunk:
    """One chunk on its way: source, statements still to run, what went wrong."""

    def __init__(self, label: str, source: str, flags: int = 0) -> None:
        self.label = label
        self.source = source
        self.flags = flags
        self.notes: list[Note] = []
        self.body: list[ast.stmt] = []
        try:
            self._take(_parse(source, label))
        except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
            self._split(error)

    def _take(self, tree: ast.Module) -> None:
        """Accept the statements of a piece that parses; later pieces know its future imports."""
        for statement in tree.body:
            if isinstance(statement, ast.ImportFrom) and statement.module == "__future__":
                for alias in statement.names:
                    self.flags |= _FUTURE.get(alias.name, 0)
        self.code(tree.body)  # `return` outside a function and the like are found only here
        self.body += tree.body

    def code(self, body: list[ast.stmt]) -> CodeType:
        """Compile statements; raises SyntaxError, ValueError, RecursionError or MemoryError."""
        code: CodeType = _compile(ast.Module(body, []), self.label, "exec", flags=self.flags, dont_inherit=True)
        return code

    def _split(self, whole: BaseException) -> None:
        """Find the pieces between column-0 starts that compile; the others are noted."""
        lines = self.source.replace("\0", "").splitlines(keepends=True)
        starts = [number for number, line in enumerate(lines) if not _CONTINUES.match(line)]
        attempts, at = 0, 0
        while at < len(starts) and attempts < _MAX_ATTEMPTS:
            first_error: BaseException | None = None
            # a piece may be part of a longer one: a decorator, `try:`, a text over several lines
            for reach in range(at + 1, min(at + 13, len(starts)) + 1):
                attempts += 1
                end = starts[reach] if reach < len(starts) else len(lines)
                try:
                    self._take(_parse("\n" * starts[at] + "".join(lines[starts[at] : end]), self.label))
                except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
                    first_error = first_error or error
                else:
                    at = reach
                    break
            else:
                end = starts[at + 1] if at + 1 < len(starts) else len(lines)
                self._note_syntax(first_error, starts[at] + 1, "".join(lines[starts[at] : end]))
                at += 1
        if at < len(starts) or not starts:
            self._note_syntax(whole, starts[at] + 1 if starts else 1, "")

    def _note_syntax(self, error: BaseException | None, line: int, text: str) -> None:
        names = re.findall(r"^(?:async\s+)?(?:def|class)\s+(\w+)|^(\w+)\s*=[^=]", text, re.MULTILINE)
        found = error.lineno if isinstance(error, SyntaxError) and error.lineno else line
        message = str(error.msg) if isinstance(error, SyntaxError) else "this cannot be read as Python"
        self._note(Note(self.label, found, "syntax", type(error).__name__, message[:300], tuple(a or b for a, b in names)))

    def _note(self, note: Note) -> None:
        if len(self.notes) < _MAX_NOTES:
            self.notes.append(note._replace(names=note.names[:_MAX_NOTES]))

    def definitions(self) -> None:
        """Drop every statement that does more than define."""
        imported = {alias.asname or alias.name.split(".")[0] for s in self.body if isinstance(s, ast.Import) for alias in s.names}
        self.body = [statement for statement in self.body if _defines(statement, imported)]

    def run(self, namespace: dict[str, Any]) -> None:
        """Execute in order; a statement that raises is noted, and those after it still run."""
        body = self.body
        while body:
            try:
                _exec(self.code(body), namespace)
                return
            except BaseException as error:
                at = _failed(body, _trace_of(error))
                self._note_raised(error, body[at])
                body = body[at + 1 :]

    def _note_raised(self, error: BaseException, statement: ast.stmt) -> None:
        try:
            message = str.__str__(str(error))[:300]
        except BaseException:
            message = ""
        self._note(Note(self.label, statement.lineno, "raised", type(error).__name__, message, tuple(_bound(statement))))


def _failed(body: list[ast.stmt], trace: TracebackType | None) -> int:
    """Which statement of the module was running, told by the position of the module's own frame."""
    place = (0, 0)
    inner = trace.tb_next if trace is not None else None
    if inner is not None and inner.tb_frame.f_code.co_name == "<module>":
        position = list(inner.tb_frame.f_code.co_positions())[inner.tb_lasti // 2]
        place = (position[0] or 0, position[2] or 0)
    found = 0
    for number, statement in enumerate(body):
        first = min([statement, *getattr(statement, "decorator_list", ())], key=lambda node: (node.lineno, node.col_offset))
        if (first.lineno, first.col_offset - (first is not statement)) <= place:
            found = number
    return found


def _bound(statement: ast.stmt) -> list[str]:
    """Names that a statement gives a meaning to."""
    if isinstance(statement, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
        return [statement.name]
    if isinstance(statement, ast.Import | ast.ImportFrom):
        return [alias.asname or alias.name.split(".")[0] for alias in statement.names]
    return [node.id for node in ast.walk(statement) if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)]


def _defines(statement: ast.stmt, imported: set[str]) -> bool:
    if isinstance(statement, ast.Assign | ast.AnnAssign):
        return all(_of_import(node, imported) for node in ast.walk(statement) if isinstance(node, ast.Call))
    if isinstance(statement, ast.Try):
        return all(isinstance(inner, ast.Import | ast.ImportFrom) for inner in statement.body)
    if isinstance(statement, ast.Expr):
        return isinstance(statement.value, ast.Constant)
    return isinstance(statement, ast.Import | ast.ImportFrom | ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef)


def _of_import(call: ast.Call, imported: set[str]) -> bool:
    """Whether a call is like `np.array(...)`: of something imported, never of the student's own functions."""
    node: ast.expr = call.func
    while isinstance(node, ast.Attribute):
        node = node.value
    return isinstance(node, ast.Name) and node.id in imported
