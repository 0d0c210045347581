"""Pack a student's work into one zip with a manifest and a receipt."""

from __future__ import annotations

import ast
import hashlib
import io
import json
import platform
import sys
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from grader.catalogue import say
from grader.collect import FORMAT, MANIFEST, content_hash, receipt
from grader.errors import UsageError
from grader.model import Status
from grader.selfcheck.checking import Report, State
from grader.selfcheck.hints import taken_hints
from grader.selfcheck.workbook import BESIDE, Workbook

_WORK = (".py", ".md", ".markdown", ".txt", ".ipynb")
_CACHES = frozenset({"__pycache__", "venv", "env", "node_modules", "site-packages"})
_EPOCH = (1980, 1, 1, 0, 0, 0)
MOST_FILES = 500
MOST_BYTES = 20_000_000
"""Of one file, outputs of notebooks taken out."""
_MOST_NOTEBOOK = 300_000_000


@dataclass(frozen=True, slots=True)
class Packed:
    """A hand-in that is ready to be uploaded."""

    archive: bytes
    receipt: str
    files: tuple[str, ...]
    notes: tuple[str, ...]
    """What was left out or taken out on the way."""


def pack_work(workbook: Workbook, submitted: str) -> Packed:
    """Pack the work in a student's folder; `submitted` is the time in UTC, as it is to stand in the manifest.

    Raises UsageError when there is nothing to pack, or too much.
    """
    notes: list[str] = []
    files = dict(_work(workbook, notes))
    if not files:
        raise UsageError("nothing to submit: every file is still as it was handed out; write your answers first, then `grader check`")
    digests = {path: hashlib.sha256(data).hexdigest() for path, data in files.items()}
    content = content_hash(digests)
    manifest = {
        "format": FORMAT,
        "assignment": workbook.assignment.id,
        "release": workbook.record.content,
        "receipt": receipt(content),
        "content": content,
        "files": {path: {"sha256": digests[path], "bytes": len(files[path])} for path in files},
        "versions": {"python": platform.python_version(), "grader": _version("grader"), "numpy": _version("numpy")},
        "submitted": submitted,
        "hints": dict(taken_hints(workbook.folder)),
    }
    files[MANIFEST] = (json.dumps(manifest, indent=1, sort_keys=True, ensure_ascii=False) + "\n").encode()
    return Packed(_zipped(files), receipt(content), tuple(sorted(digests)), tuple(notes))


def complaints(report: Report) -> list[str]:
    """What a student should know before the upload: files that do not load, parts that are missing or untouched."""
    told: list[str] = []
    for part in report.parts:
        local = part.part.address.local
        ends = {case.seen.status for case in part.cases if case.seen is not None}
        if part.state is State.TODO:
            told.append(say("{part}: {complaint}", part=local, complaint=part.note))
        elif ends and ends <= {Status.MISSING}:
            told.append(say("{part}: {complaint}", part=local, complaint=part.note or say("it is missing")))
        elif part.state is State.FAIL:
            failing = sum(case.state is State.FAIL for case in part.cases)
            failed = say("{count} of {total} public checks fail", count=failing, total=len(part.cases))
            told.append(say("{part}: {complaint}", part=local, complaint=failed))
        elif part.reading is not None and part.reading.problems:
            told.append(say("{part}: {complaint}", part=local, complaint=part.reading.problems[0].reason))
    return [*_foreign_imports(report), *told]


def _foreign_imports(report: Report) -> list[str]:
    """Packages that only this machine has: what imports them runs here, and not where the work is graded."""
    work = report.submission
    profiles = {question.profile for question in report.workbook.assignment.questions}
    at_hand = set(sys.stdlib_module_names) | {"numpy"} | profiles | {name.partition(".")[0] for name in work.modules}
    found: dict[tuple[str, str], int] = {}
    for module in work.modules.values():
        for chunk in module.chunks:
            for name, line in _imports(chunk.source):
                if name not in at_hand:
                    found.setdefault((chunk.label, name), line)
    return [
        say("{file}:{line}: {package} is not at hand where your work is graded", file=file, line=line, package=package)
        for (file, package), line in found.items()
    ]


def _imports(source: str) -> Iterator[tuple[str, int]]:
    """Packages that a source imports, each with its line; nothing of a source that cannot be parsed."""
    try:
        tree = ast.parse(source)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((alias.name.partition(".")[0], node.lineno) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.module.partition(".")[0], node.lineno


def _work(workbook: Workbook, notes: list[str]) -> Iterator[tuple[str, bytes]]:
    """The student's own files: those asked for, and what they wrote besides; what nobody touched only where it is asked for."""
    asked = {part.kind.answer.partition(":")[0] for part in workbook.assignment.parts}
    notebook = f"{workbook.assignment.id}.ipynb"
    touched = [path for path in _paths(workbook.folder) if not workbook.untouched(path)]
    if not touched:
        return
    in_notebook = notebook in touched
    for path in _paths(workbook.folder):
        fresh = path not in touched
        if (fresh and (path not in asked or in_notebook)) or (path == notebook and fresh):
            continue
        yield path, _content(workbook.folder, path, notes)


def _paths(folder: Path) -> list[str]:
    found = []
    for path in sorted(folder.rglob("*")):
        inside = path.relative_to(folder)
        hidden = any(step.startswith(".") or step.lower() in _CACHES for step in inside.parts)
        if hidden or inside.parts[0] in BESIDE or path.suffix.lower() not in _WORK or path.is_symlink() or not path.is_file():
            continue
        found.append(inside.as_posix())
    if len(found) > MOST_FILES:
        raise UsageError(
            f"there are {len(found)} files in this folder; submit packs at most {MOST_FILES}: move what is not your work elsewhere"
        )
    return found


def _content(folder: Path, path: str, notes: list[str]) -> bytes:
    file = folder / path
    size = file.stat().st_size
    if path.endswith(".ipynb"):
        if size > _MOST_NOTEBOOK:
            raise UsageError(f"{path} has {size // 1_000_000} MB; clear the outputs of all cells, save it, and submit again")
        return _without_outputs(path, file.read_bytes(), notes)
    if size > MOST_BYTES:
        raise UsageError(f"{path} has {size // 1_000_000} MB; at most {MOST_BYTES // 1_000_000} MB are taken: is it your own work?")
    return file.read_bytes()


def _without_outputs(path: str, data: bytes, notes: list[str]) -> bytes:
    """A notebook without what its cells printed and drew; as it is when it cannot be read."""
    try:
        book = json.loads(data)
        cells = [cell for cell in book["cells"] if cell.get("cell_type") == "code"]
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        if len(data) > MOST_BYTES:
            raise UsageError(
                f"{path} is damaged and has {len(data) // 1_000_000} MB; save it again in Jupyter, then submit again"
            ) from None
        odd = say(
            "{file} cannot be read as a notebook and was packed as it is; open it in Jupyter and look whether all is there", file=path
        )
        notes.append(odd)
        return data
    for cell in cells:
        cell["outputs"], cell["execution_count"] = [], None
    bare = (json.dumps(book, indent=1, ensure_ascii=False, sort_keys=True) + "\n").encode("utf-8", "surrogatepass")
    if len(data) - len(bare) > 1_000_000:
        size = (len(data) - len(bare)) // 1_000_000
        notes.append(say("outputs of {file} were left out ({size} MB); the file itself is unchanged", file=path, size=size))
    if len(bare) > MOST_BYTES:
        raise UsageError(f"{path} has {len(bare) // 1_000_000} MB without its outputs; take pictures and data out of its cells")
    return bare


def _zipped(files: Mapping[str, bytes]) -> bytes:
    room = io.BytesIO()
    with zipfile.ZipFile(room, "w", zipfile.ZIP_DEFLATED) as archive:
        for path in sorted(files):
            entry = zipfile.ZipInfo(path, _EPOCH)
            entry.external_attr = 0o100644 << 16
            entry.create_system = 3
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, files[path])
    return room.getvalue()


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return ""
