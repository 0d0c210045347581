"""Comment out what only a notebook understands, line numbers kept."""

from __future__ import annotations

import ast
import re

from grader.collect.stubs import parsed

_MAGIC = re.compile(r"(?P<indent>[ \t]*)(?:(?P<time>%time[ \t]+)(?=\S)|[%!?]|(?P<assign>[A-Za-z_][\w., ]*=[ \t]*)(?=[%!]))")
_HELP = re.compile(r"[ \t]*[\w.]+[ \t]*\?{1,2}[ \t]*$")
_CELL = re.compile(r"\s*%%[ \t]*(\w+)")
# Cell magics whose body is Python all the same.
_PYTHON = frozenset({"time", "timeit", "capture", "prun", "python", "python3", "writefile", "file", "debug", "mprun", "memit"})
_STRING = re.compile(r"'''|\"\"\"|'(?:[^'\\\n]|\\.)*'|\"(?:[^\"\\\n]|\\.)*\"|#[^\n]*|[\[({]|[\])}]")


def without_magics(source: str) -> str:
    """Turn magics and shell lines of a cell into comments.

    >>> without_magics("%matplotlib inline\\nx = 5 % 3")
    'pass  # %matplotlib inline\\nx = 5 % 3'
    """
    if not any(sign in source for sign in "%!?"):
        return source
    lines = source.split("\n")
    found = _CELL.match(source)
    if found:
        first = source[: found.start(1)].count("\n")
        if found[1] not in _PYTHON:
            return "\n".join(f"# {line}" for line in lines)
        lines[first] = f"# {lines[first]}"
    elif parsed(source) is not None:
        return source
    state = _Open()
    for index, line in enumerate(lines):
        if not state.inside:
            lines[index] = line = _plain(line)
        state.read(line)
    return "\n".join(lines)


def without_checks(source: str) -> str:
    """Turn what asks this package about the work, at the top level of a cell, into comments: it is no part of the work.

    >>> without_checks("from grader import check\\nx = 1\\ncheck('q4')")
    "pass  # from grader import check\\nx = 1\\npass  # check('q4')"
    """
    tree = parsed(source) if "grader" in source or "check" in source else None
    if tree is None:
        return source
    # A line on which something else stands as well stays whole.
    others = {number for node in tree.body if not _asks_us(node) for number in _lines(node)}
    ours = {number for node in tree.body if _asks_us(node) for number in _lines(node)} - others
    return "\n".join(f"pass  # {line.strip()}" if number in ours else line for number, line in enumerate(source.split("\n"), 1))


def _lines(node: ast.stmt) -> range:
    return range(node.lineno, (node.end_lineno or node.lineno) + 1)


def _asks_us(node: ast.stmt) -> bool:
    if isinstance(node, ast.Import):
        return all(name.name.partition(".")[0] == "grader" for name in node.names)
    if isinstance(node, ast.ImportFrom):
        return (node.module or "").partition(".")[0] == "grader"
    call = node.value if isinstance(node, ast.Expr | ast.Assign) else None
    return isinstance(call, ast.Call) and ast.unparse(call.func) in ("grader.check", "check" if isinstance(node, ast.Expr) else "")


def _plain(line: str) -> str:
    found = _MAGIC.match(line)
    if found and found["time"]:
        return found["indent"] + line[found.end() :]
    if found and found["assign"]:
        return f"{found['indent']}{found['assign']}None  # {line[found.end() :]}"
    if found:
        # `pass` keeps a block whole of which this is the only line.
        return f"{found['indent']}pass  # {line.lstrip()}"
    return f"pass  # {line.strip()}" if _HELP.match(line) else line


class _Open:
    """Whether a line begins inside a string or bracket, where `%` is no magic."""

    def __init__(self) -> None:
        self._quote = ""
        self._depth = 0
        self._continued = False

    @property
    def inside(self) -> bool:
        """Whether the next line goes on with what an earlier one began."""
        return bool(self._quote) or self._depth > 0 or self._continued

    def read(self, line: str) -> None:
        """Take in one line."""
        at = 0
        self._continued = line.endswith("\\")
        while at < len(line):
            if self._quote:
                end = line.find(self._quote, at)
                if end < 0:
                    return
                at, self._quote = end + 3, ""
            found = _STRING.search(line, at)
            if not found:
                return
            at = found.end()
            word = found[0]
            if word in ("'''", '"""'):
                self._quote = word
            elif word in "[({":
                self._depth += 1
            elif word in "])}":
                self._depth = max(0, self._depth - 1)
