"""CSV files that others own: every byte that is not ours to change stays."""

from __future__ import annotations

import codecs
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from grader.errors import UsageError

MOST_BYTES = 50_000_000
_BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_DELIMITERS = (",", ";", "\t")
_HELP = "Export the file again, or open it in a spreadsheet and save it as CSV (UTF-8)."


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell as it was written, quotes included, and what it says."""

    raw: str
    value: str
    line: int


@dataclass(frozen=True, slots=True)
class Row:
    """Cells, and how the line ends."""

    cells: tuple[Cell, ...]
    end: str

    @property
    def blank(self) -> bool:
        """Whether nothing stands here."""
        return not any(cell.value.strip() for cell in self.cells)


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table as somebody else's program wrote it."""

    name: str
    rows: tuple[Row, ...]
    delimiter: str
    encoding: str
    bom: bytes

    @property
    def header(self) -> tuple[str, ...]:
        """What the first row says."""
        return tuple(cell.value.strip() for cell in self.rows[0].cells)

    def header_index(self, title: str) -> int | None:
        """Place of a column, whatever the case of its name."""
        folded = [name.casefold() for name in self.header]
        return folded.index(title) if title and title in folded else None

    def with_cells(self, changed: Mapping[tuple[int, int], str]) -> bytes:
        """The file with new values in some cells, by row and column; everything else is byte for byte what it was."""
        lines = []
        for place, row in enumerate(self.rows):
            cells = [
                _quoted(changed[place, column], like=cell.raw, delimiter=self.delimiter) if (place, column) in changed else cell.raw
                for column, cell in enumerate(row.cells)
            ]
            lines.append(self.delimiter.join(cells) + row.end)
        return self.bom + "".join(lines).encode(self.encoding)


def read_sheet(content: bytes, name: str) -> Sheet:
    """Read a CSV file: comma, semicolon or tab; UTF-8 or, by its mark, UTF-16; any line ends.

    Raises UsageError, with the line, for what is too large, no text, or no table: a quote that never closes, a row of another length,
    a header that names a column twice.
    """
    if len(content) > MOST_BYTES:
        raise UsageError(f"{name} is larger than {MOST_BYTES // 1_000_000} MB; that is no list of students")
    bom, encoding = next(((mark, code) for mark, code in _BOMS if content.startswith(mark)), (b"", "utf-8"))
    try:
        text = content[len(bom) :].decode(encoding)
    except UnicodeDecodeError as error:
        raise UsageError(f"{name} is not {encoding.upper()} text (byte {error.start + len(bom) + 1}). {_HELP}") from None
    if "\0" in text:
        raise UsageError(f"{name} holds zero bytes, so it is no CSV file. {_HELP}")
    delimiter = max(_DELIMITERS, key=text.partition("\n")[0].count)
    rows = tuple(_rows(text, delimiter, name))
    if not rows or rows[0].blank:
        raise UsageError(f"{name} is empty. {_HELP}")
    _check(rows, name)
    return Sheet(name, rows, delimiter, encoding, bom)


def _check(rows: Sequence[Row], name: str) -> None:
    header = [cell.value.strip() for cell in rows[0].cells]
    twice = sorted({title for title in header if title and header.count(title) > 1})
    if twice:
        raise UsageError(f"{name}:1: the column {twice[0]!r} stands there twice")
    for row in rows[1:]:
        if len(row.cells) != len(header) and not row.blank:
            line = row.cells[0].line
            raise UsageError(f"{name}:{line}: this row has {len(row.cells)} cells, and the header has {len(header)}. {_HELP}")


def _rows(text: str, delimiter: str, name: str) -> Iterator[Row]:
    cells: list[Cell] = []
    start, line = 0, 1
    while start < len(text):
        end = _end_of_cell(text, start, delimiter, name, line)
        raw = text[start:end]
        cells.append(Cell(raw, _value(raw), line))
        line += raw.count("\n")
        if end < len(text) and text[end] == delimiter:
            start = end + 1
            if start == len(text):
                cells.append(Cell("", "", line))
                yield Row(tuple(cells), "")
            continue
        after = "\r\n" if text.startswith("\r\n", end) else text[end : end + 1]
        yield Row(tuple(cells), after)
        cells = []
        line += 1
        start = end + len(after)


def _end_of_cell(text: str, start: int, delimiter: str, name: str, line: int) -> int:
    end = start
    if text.startswith('"', start):
        end = start + 1
        while True:
            end = text.find('"', end)
            if end < 0:
                raise UsageError(f"{name}:{line}: a quote opens here and never closes. {_HELP}")
            if text.startswith('""', end):
                end += 2
                continue
            break
        end += 1
    while end < len(text) and text[end] not in (delimiter, "\r", "\n"):
        end += 1
    return end


def _value(raw: str) -> str:
    if raw.startswith('"'):
        inner, _, rest = raw[1:].rpartition('"')
        return inner.replace('""', '"') + rest
    return raw


def _quoted(value: str, *, like: str, delimiter: str) -> str:
    if like.startswith('"') or any(sign in value for sign in (delimiter, '"', "\r", "\n")):
        return '"' + value.replace('"', '""') + '"'
    return value
