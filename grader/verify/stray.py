"""Files of a course that nothing refers to, and that should not be there."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from grader.model import Assignment
from grader.strict.files import read_text, relative
from grader.verify.equivalents import FILE as EQUIVALENTS
from grader.verify.findings import Finding

_LEFT_BEHIND = re.compile(
    r"(^\.(?!gitignore$|gitkeep$))|(~$)|(\.(bak|orig|rej|swp|pyc|tmp)$)|(^(Thumbs\.db|desktop\.ini)$)|\(\d+\)\.|( copy\.)"
)
_ALWAYS = {"README.md", ".gitignore", ".gitkeep"}


def stray_findings(root: Path, assignment: Assignment) -> Iterator[Finding]:
    """Files left behind, and files of the three folders of an assignment that no part, file or prompt names; stubs without their name."""
    id = assignment.id
    asked = {part.kind.answer.partition(":")[0] for part in assignment.parts}
    rubrics = {name for part in assignment.parts if (name := getattr(part.kind, "rubric", ""))}
    yield from _unreferenced(root, root / "assignments" / id, {"assignment.yaml", *asked}, ("cases",))
    yield from _unreferenced(root, root / "solutions" / id, {*asked, EQUIVALENTS}, ("cases", "mistakes"))
    yield from _unreferenced(root, root / "rubrics" / id, rubrics, ())
    for folder in (root / "assignments" / id / "cases", root / "solutions" / id / "cases"):
        yield from _case_files(root, folder)
    yield from _stubs(root, assignment)
    for folder in (root / "solutions", root / "rubrics"):
        if folder.is_dir():
            for path in sorted(folder.iterdir()):
                if path.is_dir() and not (root / "assignments" / path.name).is_dir() and not path.name.startswith((".", "__")):
                    yield _finding(relative(path, root), f"there is no assignments/{path.name}", "rename the folder, or take it away")


def _finding(place: str, problem: str, help: str) -> Finding:
    return Finding("files", place, problem, help)


def _unreferenced(root: Path, folder: Path, known: set[str], own: Iterable[str]) -> Iterator[Finding]:
    """Files that are neither known nor named in a text beside them; the folders in `own` are looked at elsewhere."""
    if not folder.is_dir():
        return
    paths = [path for path in sorted(folder.rglob("*")) if path.is_file() and "__pycache__" not in path.parts]
    texts = {path: path.read_text(encoding="utf-8", errors="replace") for path in paths if path.stat().st_size < 1_000_000}
    for path in paths:
        name = path.relative_to(folder).as_posix()
        if _LEFT_BEHIND.search(path.name):
            yield _finding(relative(path, root), "looks like something left behind", "delete it")
        elif name in known or name.partition("/")[0] in own or path.name in _ALWAYS:
            continue
        elif not any(_names(text, path) for other, text in texts.items() if other != path):
            nearest = f"no part asks for it and no file here names {path.name}"
            yield _finding(relative(path, root), f"nothing refers to it: {nearest}", "name it where it belongs, or take it away")


def _names(text: str, path: Path) -> bool:
    word = path.stem if path.suffix == ".py" else path.name
    return re.search(rf"(?<![\w-]){re.escape(word)}(?![\w-])", text) is not None


def _case_files(root: Path, folder: Path) -> Iterator[Finding]:
    """Case files that ask nothing and that no other one imports."""
    texts = {path: read_text(path, root) for path in sorted(folder.glob("*.py"))} if folder.is_dir() else {}
    for path, text in texts.items():
        asks = re.search(r"^@cases\(", text, re.MULTILINE) is not None
        if not asks and not any(_names(other, path) for place, other in texts.items() if place != path):
            yield _finding(relative(path, root), "holds no @cases and is imported by no other file", "write cases in it, or take it away")


def _stubs(root: Path, assignment: Assignment) -> Iterator[Finding]:
    """Every function that is asked for stands in the file that students get."""
    for part in assignment.parts:
        file, colon, name = part.kind.answer.partition(":")
        path = root / "assignments" / assignment.id / file
        if not colon or not path.is_file():
            continue
        try:
            tree = ast.parse(read_text(path, root))
        except SyntaxError as error:
            yield _finding(f"{relative(path, root)}:{error.lineno}", f"the stub is no Python: {error.msg}", "mend it")
            continue
        defined = {node.name for node in tree.body if isinstance(node, ast.FunctionDef | ast.ClassDef)}
        if name.partition(".")[0] not in defined:
            yield _finding(relative(path, root), f"{part.address.local} asks for {name}, and the stub has none", "add it with a docstring")
