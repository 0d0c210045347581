"""Nothing is longer or more tangled than a reader can hold in mind."""

from __future__ import annotations

import ast
import subprocess
import sys

MODULE = 300
FUNCTION = 50


def test_no_module_is_longer_than_a_sitting(programs):
    long = [f"{source.place(1)}: {lines} lines" for source in programs if (lines := len(source.text.splitlines())) > MODULE]
    assert not long, f"more than {MODULE} lines:\n" + "\n".join(long)


def test_no_function_is_longer_than_a_screen(programs):
    long = [
        f"{source.place(node.lineno)}: {node.name} has {lines} lines"
        for source in programs
        for node in ast.walk(source.tree)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        # The length of the thought: what the docstring tells is not counted.
        and (lines := (node.end_lineno or 0) - node.lineno + 1 - _docstring_lines(node)) > FUNCTION
    ]
    assert not long, f"more than {FUNCTION} lines:\n" + "\n".join(long)


def test_complexity_stays_within_ten(root):
    """Ruff counts it; an own run, so that no `ignore` in the settings hides it."""
    paths = [root / name for name in ("grader", "bootstrap.py", ".ci")]
    command = [sys.executable, "-m", "ruff", "check", "--isolated", "--no-cache", "--select", "C901", "--ignore-noqa", "-q"]
    run = subprocess.run([*command, "--output-format", "concise", *map(str, paths)], capture_output=True, text=True)
    assert run.returncode == 0, run.stdout


def _docstring_lines(node: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    first = node.body[0]
    if isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant) and isinstance(first.value.value, str):
        return (first.end_lineno or first.lineno) - first.lineno + 1
    return 0
