"""New assignments and questions that work at once, to be edited."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from string import Template

from grader.errors import UsageError, did_you_mean
from grader.model import Address

KINDS = ("code", "number", "text", "algebra")
FIRST = {"code": "rescale", "number": "entries", "text": "inexact", "algebra": "expand"}
"""Parts of a new assignment: one of each kind."""

_WORD = re.compile(r"[A-Za-z][A-Za-z0-9_-]*")
_HEAD = re.compile(r"^=== (part|new|append) ?(.*)$", re.MULTILINE)
_TEMPLATES = Path(__file__).with_name("templates")


def new_assignment(root: Path, id: str, title: str) -> dict[Path, str]:
    """The files of a new assignment with one part of each kind, by their place below `root`.

    Raises UsageError when `id` is no plain word or is taken.
    """
    if not _WORD.fullmatch(id):
        raise UsageError(f"{id!r} cannot name an assignment; take letters, digits, - and _, such as dl-hw2")
    for folder in ("assignments", "solutions", "rubrics"):
        if (root / folder / id).exists():
            raise UsageError(f"there is {folder}/{id} already; choose another name, or add to it: grader new question code {id}/q1.area")
    files: dict[Path, str] = {}
    _fill("assignment", {"assignment": id, "title": title}, files, root)
    for kind, part in FIRST.items():
        _add(kind, Address(id, "q1", part), files, root)
    return files


def new_question(root: Path, kind: str, address: Address) -> dict[Path, str]:
    """The files that a new part changes or adds, by their place below `root`; its question is added where it is not there yet.

    Raises UsageError for an unknown kind, an address that names no part, and files that are there already.
    """
    if kind not in KINDS:
        raise UsageError(f"there is no template for kind {kind!r}{did_you_mean(kind, KINDS)}; there are {', '.join(KINDS)}")
    if not address.part or address.case:
        raise UsageError(f"{address} names no part; write it like {address.assignment or 'dl-hw2'}/q1.area")
    if not (root / "assignments" / address.assignment / "assignment.yaml").is_file():
        raise UsageError(f"there is no assignment {address.assignment!r}; make it first: grader new assignment {address.assignment}")
    files: dict[Path, str] = {}
    _add(kind, address, files, root)
    return files


def _add(kind: str, address: Address, files: dict[Path, str], root: Path) -> None:
    name = re.sub(r"\W", "_", address.part)
    file = re.sub(r"\W", "_", f"{address.question}_{address.part}")
    words = {"assignment": address.assignment, "question": address.question, "part": address.part}
    entry = _fill(kind, words | {"name": name, "file": file, "local": address.local}, files, root)
    yaml = Path("assignments", address.assignment, "assignment.yaml")
    text = files.get(yaml) or (root / yaml).read_text(encoding="utf-8")
    files[yaml] = with_part(text, address.question, entry)


def _fill(template: str, words: Mapping[str, str], files: dict[Path, str], root: Path) -> str:
    """Add the files of a template, and give back the part's entry for assignment.yaml."""
    text = (_TEMPLATES / f"{template}.txt").read_text(encoding="utf-8")
    heads = list(_HEAD.finditer(text))
    entry = ""
    for head, following in zip(heads, [*heads[1:], None], strict=True):
        body = Template(text[head.end() + 1 : following.start() if following else len(text)]).substitute(words)
        path = Path(Template(head[2]).substitute(words))
        if head[1] == "part":
            entry = body
        elif head[1] == "append":
            known = files.get(path) or ((root / path).read_text(encoding="utf-8") if (root / path).exists() else "")
            files[path] = known.rstrip("\n") + "\n" + (body if known else body.lstrip("\n"))
        elif (root / path).exists():
            raise UsageError(f"there is {path} already; choose another name for the part, or take that file away")
        else:
            files[path] = body
    return entry


def with_part(text: str, question: str, entry: str) -> str:
    """The text of an assignment.yaml with a part added at the end of its question, everything else as it was written.

    >>> print(with_part("questions:\\n", "q1", "- id: area\\n  kind: code\\n"))
    questions:
      - id: q1
        title: Question 1
        parts:
          - id: area
            kind: code
    <BLANKLINE>
    """
    lines = text.rstrip("\n").split("\n")
    indented = [f"      {line}" if line else "" for line in entry.rstrip("\n").split("\n")]
    starts = [number for number, line in enumerate(lines) if re.match(rf"  - id: [\"']?{re.escape(question)}[\"']?\s*(#.*)?$", line)]
    if not starts:
        title = f"Question {question.removeprefix('q')}"
        return "\n".join([*lines, f"  - id: {question}", f"    title: {title}", "    parts:", *indented]) + "\n"
    end = next((number for number in range(starts[0] + 1, len(lines)) if re.match(r"(  - |\S)", lines[number])), len(lines))
    return "\n".join([*lines[:end], *indented, *lines[end:]]) + "\n"
