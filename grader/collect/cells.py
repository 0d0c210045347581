"""Cells of a notebook sorted into code and prose, damage mended where its meaning is clear."""

from __future__ import annotations

import ast
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field, replace

from grader.catalogue import say
from grader.collect.asked import Asked
from grader.collect.document import Page
from grader.collect.headings import Headings
from grader.collect.magics import without_checks, without_magics
from grader.collect.naming import shown
from grader.collect.notebook import Cell
from grader.collect.stubs import defined_names, definitions, is_untouched, parsed
from grader.model import Chunk, Message


@dataclass(slots=True)
class Work:
    """What a notebook holds."""

    chunks: tuple[Chunk, ...] = ()
    defined: frozenset[str] = frozenset()
    """Names that its code defines; untouched stubs are not among them."""
    pages: list[Page] = field(default_factory=list)
    notes: list[Message] = field(default_factory=list)


def sort_cells(cells: Sequence[Cell], asked: Asked) -> Work:
    """Sort cells into chunks of code and pages of prose, in their order."""
    work = Work()
    headings = Headings(asked)
    code: list[Cell] = []
    seen: set[tuple[str, str]] = set()
    for cell in (_retyped(cell, asked, headings, work.notes) for cell in cells):
        if not cell.source.strip():
            continue
        if cell.kind == "code":
            code.append(replace(cell, source=without_checks(without_magics(cell.source))))
        elif (cell.part, cell.source) not in seen or not cell.part:
            seen.add((cell.part, cell.source))
            work.pages.append(Page(cell.label, cell.source, cell.part))
    _tell_same_ids(cells, work.notes)
    names = frozenset(name for names in asked.code.values() for name in names)
    code, work.defined = _without_stub_copies(code, names, work.notes)
    work.chunks = tuple(Chunk(cell.label, cell.source) for cell in code)
    return work


def _retyped(cell: Cell, asked: Asked, headings: Headings, notes: list[Message]) -> Cell:
    """Undo a cell's change of type, and settle what its metadata means."""
    found = headings.read(f"## {cell.part}") if cell.part else None
    part = found.part if found else ""
    if cell.part and not part:
        notes.append(
            Message(
                say(
                    "{label} names a part {given!r} that does not exist; the cell was read by what it says.",
                    label=cell.label,
                    given=shown(cell.part),
                ),
                say("Take the cell from the handed-out notebook again."),
            )
        )
    cell = replace(cell, part=part)
    if part in asked.written:
        if cell.kind == "code" and not _is_code(cell.source):
            notes.append(
                Message(
                    say("{label} is a code cell, but holds the answer to {part}; it was read as text.", label=cell.label, part=part),
                    say("Set the cell's type to Markdown."),
                )
            )
            return replace(cell, kind="markdown")
        return replace(cell, kind="markdown") if cell.kind == "raw" else cell
    if part and cell.kind != "code" and _defines(cell.source):
        notes.append(
            Message(
                say("{label} is no code cell, but holds the code of {part}; it was read as code.", label=cell.label, part=part),
                say("Set the cell's type to Code."),
            )
        )
        return replace(cell, kind="code", part="")
    if cell.kind == "raw":
        return replace(cell, kind="markdown") if _names_part(cell.source, headings) else replace(cell, source="")
    if cell.kind == "code" and _names_part(cell.source, headings) and not _is_code(cell.source):
        notes.append(
            Message(
                say("{label} is a code cell, but holds a written answer; it was read as text.", label=cell.label),
                say("Set the cell's type to Markdown."),
            )
        )
        return replace(cell, kind="markdown", part="")
    return cell


def _is_code(source: str) -> bool:
    """Whether a text is a program that does something: a bare `64` or a comment is none."""
    tree = parsed(without_magics(source))
    return tree is not None and any(not isinstance(node, ast.Expr) or isinstance(node.value, ast.Call) for node in tree.body)


def _defines(source: str) -> bool:
    tree = parsed(without_magics(source))
    return tree is not None and bool(definitions(tree))


def _names_part(source: str, headings: Headings) -> bool:
    first = next((line for line in source.split("\n") if line.strip()), "")
    return headings.is_plain_part(first)


def _tell_same_ids(cells: Iterable[Cell], notes: list[Message]) -> None:
    """Copied cells keep their ids; nothing is matched by id, so this costs nothing."""
    first: dict[str, str] = {}
    twice = [
        say("{number} (like cell {first})", number=cell.label.rpartition(" ")[2], first=first[cell.id].rpartition(" ")[2])
        for cell in cells
        if cell.id and first.setdefault(cell.id, cell.label) != cell.label
    ]
    if twice:
        notes.append(
            Message(
                say("Cells share an id: {cells}; each was read by what it holds.", cells=", ".join(twice[:5])),
                say("Nothing to do; saving the notebook in Jupyter mends it."),
            )
        )


def _without_stub_copies(code: list[Cell], names: Collection[str], notes: list[Message]) -> tuple[list[Cell], frozenset[str]]:
    """Drop untouched copies of functions that were written in an earlier cell: run in order, they would undo the work."""
    written: dict[str, tuple[str, str]] = {}
    others: set[str] = set()
    kept = []
    for cell in code:
        tree = parsed(cell.source)
        found = definitions(tree) if tree is not None else {}
        others.update(name for name in defined_names(cell.source) if name not in found)
        stubs = [node for name, node in found.items() if name in written and is_untouched(node)]
        if stubs:
            for node in stubs:
                notes.append(
                    Message(
                        say(
                            "{label} holds an untouched copy of {name}; the one from {place} counts.",
                            label=cell.label,
                            name=node.name,
                            place=written[node.name][0],
                        ),
                        say("Delete the copied cell."),
                    )
                )
            cell = replace(cell, source=_blanked(cell.source, stubs))
        for name, node in found.items():
            if is_untouched(node):
                continue
            text = "\n".join(cell.source.split("\n")[node.lineno - 1 : node.end_lineno]) if name in names else ""
            if text and name in written and written[name][1] not in ("", text):
                notes.append(
                    Message(
                        say(
                            "{name} is written in {place} and again in {label}; the last one counts.",
                            name=name,
                            place=written[name][0],
                            label=cell.label,
                        ),
                        say("Keep one of them."),
                    )
                )
            written[name] = (cell.label, text)
        if cell.source.strip():
            kept.append(cell)
    return kept, frozenset(written) | others


def _blanked(source: str, nodes: Iterable[ast.stmt]) -> str:
    lines = source.split("\n")
    for node in nodes:
        decorators = getattr(node, "decorator_list", [])
        start = min([node.lineno, *(decorator.lineno for decorator in decorators)])
        lines[start - 1 : node.end_lineno] = [""] * ((node.end_lineno or start) - start + 1)
    return "\n".join(lines)
