"""The cells of a notebook file, read leniently and within bounds."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Literal

from grader.catalogue import say
from grader.collect import limits
from grader.collect.naming import shown
from grader.errors import SubmissionError
from grader.model import Message

_CLEAR = say("Clear the outputs of all cells, save, and hand it in again.")
_SAVE = say("Open it in Jupyter, look whether all your cells are there, save it, and hand it in again.")
_COMMA = re.compile(r'("(?:[^"\\]|\\.)*")|,(?=\s*[}\]])', re.DOTALL)
_CONFLICT = re.compile(r"^<{7}[^\n]*\n(.*?)^={7}[^\n]*\n(.*?)^>{7}[^\n]*\n?", re.MULTILINE | re.DOTALL)
_MARKER = re.compile(r"^(?:<{7}|>{7})", re.MULTILINE)
_MOST_CONFLICTS = 100
_LONGEST_REPAIR = 10 * limits.MIB


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell without its outputs."""

    label: str
    """What a message calls it: `dl-hw1.ipynb cell 7`, all cells counted from 1."""
    kind: Literal["code", "markdown", "raw"]
    source: str
    id: str = ""
    part: str = ""
    """The part that its metadata names, as it stands there."""


def read_notebook(text: str, file: str) -> tuple[list[Cell], list[Message]]:
    """Read the cells of a notebook of any format version; says what had to be repaired.

    Raises SubmissionError, with the position, for what cannot be read as a notebook.
    """
    notes: list[Message] = []
    name = shown(file)
    if not text.strip():
        raise SubmissionError(say("{name} is empty.", name=name), help=_SAVE)
    book = _loads(text, name, notes)
    raw = _raw_cells(book)
    if raw is None:
        raise SubmissionError(say("{name} is no notebook: it has no list of cells.", name=name), help=_SAVE)
    if len(raw) > limits.CELLS:
        raise SubmissionError(
            say("{name} has {count:,} cells; at most {cells:,} are read.", name=name, count=len(raw), cells=limits.CELLS),
            help=say("Hand in your own work only."),
        )
    if not (isinstance(book, dict) and isinstance(book.get("nbformat"), int)):
        notes.append(Message(say("{name} does not say which notebook format it has; it was read all the same.", name=name), _SAVE))
    return list(_cells(raw, name, notes)), notes


def _loads(text: str, name: str, notes: list[Message]) -> Any:
    """Read JSON; trailing commas and harmless merge conflicts are mended."""
    if text.count("{") + text.count("[") > limits.JSON_CONTAINERS or text.count(",") > limits.JSON_COMMAS:
        raise SubmissionError(say("{name} holds too much to be read.", name=name), help=_CLEAR)
    try:
        return json.loads(text, strict=False)
    except RecursionError:
        raise SubmissionError(say("{name} is nested too deeply to be a notebook.", name=name), help=_SAVE) from None
    except json.JSONDecodeError as error:
        mended = _mended(text, name, notes) if len(text) <= _LONGEST_REPAIR else None
        if mended is None:
            reason = say(
                "{name} is damaged at line {line}, column {column} ({cause}); nothing of it was read.",
                name=name,
                line=error.lineno,
                column=error.colno,
                cause=error.msg,
            )
            raise SubmissionError(reason, help=_SAVE) from None
        return mended
    except ValueError:
        raise SubmissionError(say("{name} holds a number that no notebook has.", name=name), help=_SAVE) from None


def _mended(text: str, name: str, notes: list[Message]) -> Any:
    marker = _MARKER.search(text)
    if marker and text.count("<<<<<<<") > _MOST_CONFLICTS:
        return None
    if marker:
        return _merged(text, name, text.count("\n", 0, marker.start()) + 1, notes)
    try:
        book = json.loads(_COMMA.sub(lambda found: found[1] or "", text), strict=False)
    except (ValueError, RecursionError):
        return None
    notes.append(Message(say("{name} has commas where none belong; they were left out.", name=name), _SAVE))
    return book


def _merged(text: str, name: str, line: int, notes: list[Message]) -> Any:
    """Settle a merge conflict when both sides say the same but for outputs and counters."""
    books: list[Any] = []
    for side in (1, 2):
        resolved = _CONFLICT.sub(lambda found, side=side: found[side], text)  # type: ignore[misc]
        try:
            books.append(json.loads(_COMMA.sub(lambda found: found[1] or "", resolved), strict=False))
        except (ValueError, RecursionError):
            books.append(None)
    work = [
        [(cell.kind, cell.source) for cell in _cells(raw, name, [])] if (raw := _raw_cells(book)) is not None else None for book in books
    ]
    if work[0] is None or work[0] != work[1]:
        raise SubmissionError(
            say("{name} holds an unsettled merge conflict (line {line}); nothing of it was read.", name=name, line=line),
            help=say("Settle it in favour of the cells that you want, save, and hand it in again."),
        )
    notes.append(
        Message(
            say(
                "{name} holds an unsettled merge conflict (line {line}); both sides have the same cells, so they were read.",
                name=name,
                line=line,
            ),
            _SAVE,
        )
    )
    return books[0]


def _raw_cells(book: Any) -> list[Any] | None:
    """The list of cells of format 4 (`cells`) or of formats 1 to 3 (`worksheets`), whatever number the file gives itself."""
    if not isinstance(book, dict):
        return None
    if isinstance(book.get("cells"), list):
        return list(book["cells"])
    sheets = book.get("worksheets")
    if not isinstance(sheets, list):
        return None
    return [cell for sheet in sheets if isinstance(sheet, dict) and isinstance(sheet.get("cells"), list) for cell in sheet["cells"]]


def _cells(raw: list[Any], name: str, notes: list[Message]) -> Iterator[Cell]:
    for number, cell in enumerate(raw, 1):
        label = f"{name} cell {number}"
        if not isinstance(cell, dict):
            notes.append(Message(say("{label} is damaged and was left out.", label=label), _SAVE))
            continue
        source = _joined(cell.get("source", cell.get("input", "")))
        if source is None:
            notes.append(Message(say("{label} has no readable text and was left out.", label=label), _SAVE))
            continue
        kind, guessed = _kind(cell)
        if guessed and source.strip():
            notes.append(Message(say("{label} does not say what it is; it was read as {kind}.", label=label, kind=kind), _SAVE))
        if cell.get("cell_type") == "heading":
            level = cell.get("level")
            source = f"{'#' * (level if isinstance(level, int) and 1 <= level <= 6 else 2)} {source}"
        id = cell.get("id")
        yield Cell(label, kind, source.replace("\r\n", "\n").replace("\r", "\n"), id if isinstance(id, str) else "", _part(cell))


def _joined(source: Any) -> str | None:
    if isinstance(source, list):
        source = "".join(line for line in source if isinstance(line, str))
    if not isinstance(source, str):
        return "" if source is None else None
    # A lone surrogate (`"\\ud800"`) cannot be stored or sent on.
    return source.encode("utf-8", "replace").decode().replace("\0", " ")


def _kind(cell: dict[str, Any]) -> tuple[Literal["code", "markdown", "raw"], bool]:
    match cell.get("cell_type"):
        case "code":
            return "code", False
        case "markdown" | "heading" | "html":
            return "markdown", False
        case "raw":
            return "raw", False
    return ("code" if "outputs" in cell or "execution_count" in cell or "input" in cell else "markdown"), True


def _part(cell: dict[str, Any]) -> str:
    metadata = cell.get("metadata")
    ours = metadata.get("grader") if isinstance(metadata, dict) else None
    part = ours.get("part") if isinstance(ours, dict) else ours
    return part[:100] if isinstance(part, str) else ""
