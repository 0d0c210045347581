"""Rebuild the class's notebooks, zip and untouched stubs, byte for byte.

    python examples/make_archives.py            write them
    python examples/make_archives.py --check    only say whether they are up to date (exit 1 when not)

The notebooks are written as plain text in `sources/` (cells begin with `# %%`, output lines with `#>`).
"""

from __future__ import annotations

import io
import json
import re
import sys
import zipfile
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
HANDED_OUT = HERE.parent / "assignments" / "dl-hw1"
STUBS = ("answers.md", "q1_perceptron.py", "q2_linear_layers.py", "q3_positions.py", "q4_attention.py")

Notebook = dict[str, Any]

_CELL = re.compile(r"# %%(?P<prose> \[markdown\])?(?: id=(?P<id>\S+))?(?: part=(?P<part>\S+))?$")


def cells(text: str) -> list[dict[str, Any]]:
    """Read the cells of a notebook that is written as plain text."""
    found: list[dict[str, Any]] = []
    lines: list[str] = []
    for line in text.splitlines():
        head = _CELL.match(line)
        if head:
            lines = []
            metadata = {"grader": {"part": head["part"]}} if head["part"] else {}
            name = head["id"] or f"cell-{len(found) + 1:02}"
            found.append({"cell_type": "markdown" if head["prose"] else "code", "id": name, "metadata": metadata, "source": lines})
        else:
            lines.append(line)
    for count, cell in enumerate(found, start=1):
        _finish(cell, count)
    return found


def _finish(cell: dict[str, Any], count: int) -> None:
    """Give the cell the form that Jupyter writes: lines with their ends, outputs beside the code."""
    lines = "\n".join(cell["source"]).strip("\n").split("\n")
    if cell["cell_type"] == "markdown":
        lines = [re.sub(r"^# ?", "", line) for line in lines]
    else:
        shown = [line[3:] for line in lines if line.startswith("#> ")]
        lines = [line for line in lines if not line.startswith("#> ")]
        cell["execution_count"] = count
        cell["outputs"] = [{"name": "stdout", "output_type": "stream", "text": _ended(shown)}] if shown else []
    cell["source"] = _ended(lines)


def _ended(lines: list[str]) -> list[str]:
    """Every line but the last keeps its line feed, as nbformat wants it."""
    return [line + "\n" for line in lines[:-1]] + lines[-1:]


def quinn() -> bytes:
    """A notebook as Jupyter saves it."""
    return _saved(_notebook("quinn"))


def rosa() -> bytes:
    """A notebook that was merged by hand: copied ids, lost metadata, odd outputs, deleted cells, a wrong version number."""
    notebook = _notebook("rosa")
    for number, cell in enumerate(notebook["cells"]):
        if number % 3 == 1:
            cell["source"] = "".join(cell["source"])
        if number % 5 == 2:
            del cell["metadata"]
        if number % 4 == 3:
            del cell["id"]
        if "outputs" in cell and number % 6 == 0:
            cell["outputs"] = None
    notebook["metadata"] = {}
    notebook["nbformat_minor"] = 99
    return _saved(notebook)


def _notebook(student: str) -> Notebook:
    text = (HERE / "sources" / f"{student}.py").read_text(encoding="utf-8")
    kernel = {"kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"}}
    return {"cells": cells(text), "metadata": kernel, "nbformat": 4, "nbformat_minor": 5}


def _saved(notebook: Notebook) -> bytes:
    return (json.dumps(notebook, indent=1, ensure_ascii=False, sort_keys=True) + "\n").encode()


def sven() -> bytes:
    """A zip of a folder, as a Mac makes it: with the leftovers of the file manager."""
    folder = HERE / "sources" / "sven"
    members = {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*")) if path.suffix in {".py", ".md"}
    }
    members["__MACOSX/sven_hw1/._q1_perceptron.py"] = b"\x00\x05\x16\x07\x00\x02\x00\x00Mac OS X"
    members["sven_hw1/.DS_Store"] = b"\x00\x00\x00\x01Bud1"
    written = io.BytesIO()
    # Stored, not deflated: compressed bytes differ from one zlib to the next.
    with zipfile.ZipFile(written, "w", zipfile.ZIP_STORED) as archive:
        for name, content in members.items():
            entry = zipfile.ZipInfo(name, date_time=(2024, 1, 1, 0, 0, 0))
            entry.create_system = 3
            entry.external_attr = 0o100644 << 16
            archive.writestr(entry, content)
    return written.getvalue()


def files() -> dict[Path, bytes]:
    """Every generated file of the class with its content."""
    classroom = HERE / "classroom"
    built = {classroom / "quinn.ipynb": quinn(), classroom / "rosa.ipynb": rosa(), classroom / "sven.zip": sven()}
    return built | {classroom / "jun" / name: (HANDED_OUT / name).read_bytes() for name in STUBS}


def main(words: list[str]) -> int:
    """Write the files, or compare them with what is there."""
    stale = [path for path, content in files().items() if not path.is_file() or path.read_bytes() != content]
    for path in stale:
        print(("out of date: " if "--check" in words else "wrote ") + str(path.relative_to(HERE.parent)))
        if "--check" not in words:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(files()[path])
    return 1 if stale and "--check" in words else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
