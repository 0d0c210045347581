"""Files to one notebook with the same content, and back."""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from grader.errors import CourseError, Place
from grader.model import Assignment, Part

_BETWEEN = "\n\n\n"
"""Between two definitions of a Python file, as formatters leave it."""
_ID = re.compile(r"[^A-Za-z0-9_-]+")


@dataclass(frozen=True, slots=True)
class _Piece:
    """A stretch of a file: a part's own, or what stands before one."""

    file: str
    text: str
    part: str = ""
    """Local address; empty for imports, helpers and introductions."""


def to_notebook(assignment: Assignment, files: Mapping[str, str]) -> bytes:
    """Write the files of a hand-in (or the stubs) as one notebook, the same bytes for the same files.

    Every cell remembers its file and, where it has one, its part. Raises CourseError for a Python file that cannot be parsed and for a
    file whose parts stand in pieces that cannot be told apart.
    """
    pieces = {file: _pieces(file, text, assignment) for file, text in files.items()}
    cells: list[dict[str, Any]] = []
    taken: set[str] = set()
    for piece in _in_order(assignment, pieces):
        name = _ID.sub("-", piece.part or f"{piece.file}-{len(cells)}").strip("-")[:60]
        while name in taken:
            name += "x"
        taken.add(name)
        cells.append(_cell(piece, name))
    book = {
        "cells": cells,
        "metadata": {
            "grader": {"assignment": assignment.id},
            "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
            "language_info": {"name": "python"},
        },
        "nbformat": 4,
        "nbformat_minor": 5,
    }
    return (json.dumps(book, indent=1, ensure_ascii=False, sort_keys=True) + "\n").encode()


def to_files(notebook: bytes) -> dict[str, str]:
    """The files that a notebook of ours stands for; cells that a student added belong to the file of the cell above.

    Raises ValueError for what is no notebook.
    """
    import nbformat

    book = nbformat.reads(notebook.decode("utf-8-sig"), as_version=4)  # type: ignore[no-untyped-call]
    found: dict[str, list[str]] = {}
    above = {"code": "", "markdown": ""}
    for cell in book.cells:
        told = cell.metadata.get("grader", {})
        file = told.get("file", "") if isinstance(told, dict) else ""
        file = file if isinstance(file, str) and file else above.get(cell.cell_type, "")
        if cell.cell_type in above:
            above[cell.cell_type] = file
        if file and cell.source.strip():
            found.setdefault(file, []).append(cell.source.strip("\n"))
    return {file: (_BETWEEN if file.endswith(".py") else "\n\n").join(texts) + "\n" for file, texts in found.items()}


def validate(notebook: bytes) -> None:
    """Raise CourseError when Jupyter would not accept the notebook as it is."""
    import nbformat

    try:
        nbformat.validate(json.loads(notebook))
    except (ValueError, nbformat.ValidationError) as error:
        raise CourseError(f"the notebook that was made is not valid: {error}") from None


def _cell(piece: _Piece, name: str) -> dict[str, Any]:
    told = {"file": piece.file} | ({"part": piece.part} if piece.part else {})
    cell: dict[str, Any] = {"id": name, "metadata": {"grader": told}, "source": piece.text.splitlines(keepends=True)}
    if piece.file.endswith(".py"):
        return cell | {"cell_type": "code", "execution_count": None, "outputs": []}
    return cell | {"cell_type": "markdown"}


def _in_order(assignment: Assignment, pieces: Mapping[str, list[_Piece]]) -> Iterator[_Piece]:
    """The pieces of all files, question by question; within a file they keep their order."""
    waiting = {file: list(found) for file, found in pieces.items()}
    for question in assignment.questions:
        files = dict.fromkeys(_file(part) for part in question.parts)
        for file in sorted(files, key=lambda name: name.endswith(".py")):  # words that introduce the question come first
            yield from _until_part(waiting.get(file, []))
        for part in question.parts:
            found = waiting.get(_file(part), [])
            if any(piece.part == part.address.local for piece in found):
                yield from _up_to(found, part.address.local)
    for file in sorted(waiting):
        yield from waiting[file]


def _until_part(waiting: list[_Piece]) -> Iterator[_Piece]:
    while waiting and not waiting[0].part:
        yield waiting.pop(0)


def _up_to(waiting: list[_Piece], local: str) -> Iterator[_Piece]:
    """Everything of a file up to the part, so that the file's own order holds whatever the order of the parts."""
    while waiting:
        piece = waiting.pop(0)
        yield piece
        if piece.part == local:
            return


def _file(part: Part) -> str:
    return part.kind.answer.partition(":")[0]


def _pieces(file: str, text: str, assignment: Assignment) -> list[_Piece]:
    parts = [part for part in assignment.parts if _file(part) == file]
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return _of_code(file, text, parts) if file.endswith(".py") else _of_sheet(file, text, parts)


def _of_code(file: str, text: str, parts: list[Part]) -> list[_Piece]:
    """Cut a Python file after each definition that a part asks for; what stands before one and belongs to none is a piece of its own."""
    try:
        tree = ast.parse(text)
    except SyntaxError as error:
        raise CourseError(f"SyntaxError: {error.msg}", place=Place(file, error.lineno or 0, error.offset or 0)) from None
    asked = {part.kind.answer.partition(":")[2].partition(".")[0]: part.address.local for part in parts}
    lines = text.split("\n")
    found: list[_Piece] = []
    start = 0
    for node in tree.body:
        local = asked.get(getattr(node, "name", ""))
        if local is None:
            continue
        decorators: list[ast.expr] = getattr(node, "decorator_list", [])
        first = min([node.lineno, *(decorator.lineno for decorator in decorators)]) - 1
        while first > start and lines[first - 1].startswith("#"):
            first -= 1  # a comment right above a definition is about it
        found += [_Piece(file, "\n".join(lines[start:first]).strip("\n")), _Piece(file, "\n".join(lines[first : node.end_lineno]), local)]
        start = node.end_lineno or first
    found.append(_Piece(file, "\n".join(lines[start:]).strip("\n")))
    return [piece for piece in found if piece.text.strip()]


def _of_sheet(file: str, text: str, parts: list[Part]) -> list[_Piece]:
    """Cut an answer sheet at its headings."""
    known = {part.address.local for part in parts}
    found: list[_Piece] = []
    kept: list[str] = []
    local = ""
    fenced = False
    for line in text.split("\n"):
        fenced = fenced != line.lstrip().startswith("```")
        if line.startswith("#") and not fenced:
            found.append(_Piece(file, "\n".join(kept).strip("\n"), local))
            words = line.lstrip("# ").split()
            local = words[0].rstrip(":") if words and words[0].rstrip(":") in known else ""
            kept = []
        kept.append(line)
    found.append(_Piece(file, "\n".join(kept).strip("\n"), local))
    return [piece for piece in found if piece.text.strip()]
