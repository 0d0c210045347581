"""Everything that can be read out of what is published: files, archives, notebooks, pages."""

from __future__ import annotations

import base64
import binascii
import html
import io
import json
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

MOST_BYTES = 256 << 20
"""Of one file, and of all that an archive unpacks to."""
DEEPEST = 3
"""Archives within archives."""

_PICTURES = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"GIF8", b"RIFF", b"wOFF", b"wOF2", b"\x00\x00\x01\x00")
_TAG = re.compile(r"<(script|style)\b.*?</\1\s*>|<!--|-->|</?[a-zA-Z][^<>]*>", re.DOTALL | re.IGNORECASE)
_BASE64 = re.compile(r"[A-Za-z0-9+/]{80,}={0,2}")
_DAMAGED = (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, ValueError, OSError, MemoryError)


@dataclass(frozen=True, slots=True)
class Leaf:
    """One published file, however deep it lies in archives."""

    place: str
    """`release/dl-hw1.zip!q4_attention.py`."""
    raw: bytes
    texts: tuple[str, ...]
    """Ways of reading it, the plainest first; none when it cannot be read."""
    trouble: str = ""
    """Why it cannot be read."""


def published_leaves(path: Path) -> Iterator[Leaf]:
    """Every file of a folder (links included), or one file; archives are opened. Nothing is skipped: what cannot be read says so."""
    if path.is_dir() and not path.is_symlink():
        for inner in sorted(path.iterdir()):
            for leaf in published_leaves(inner):
                yield Leaf(f"{path.name}/{leaf.place}", leaf.raw, leaf.texts, leaf.trouble)
        return
    if path.is_symlink():
        yield Leaf(path.name, b"", (), "it is a link, and what it points to may change")
        return
    try:
        with path.open("rb") as file:
            raw = file.read(MOST_BYTES + 1)
    except OSError as error:
        yield Leaf(path.name, b"", (), f"it cannot be read ({error.strerror or type(error).__name__})")
        return
    yield from _leaves(path.name, raw, 0)


def _leaves(place: str, raw: bytes, depth: int) -> Iterator[Leaf]:
    if len(raw) > MOST_BYTES:
        yield Leaf(place, b"", (), f"it is larger than {MOST_BYTES >> 20} MB")
    elif raw.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        yield from _unpacked(place, raw, depth)
    else:
        texts = readings(place, raw)
        yield Leaf(place, raw, texts, "" if texts else "it is no text, archive or picture that can be looked into")


def _unpacked(place: str, raw: bytes, depth: int) -> Iterator[Leaf]:
    yield Leaf(place, raw, (raw.decode("latin-1"),))  # names and comments of an archive are published, too
    if depth >= DEEPEST:
        yield Leaf(place, b"", (), f"it lies {depth} archives deep")
        return
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as archive:
            if sum(member.file_size for member in archive.infolist()) > MOST_BYTES:
                yield Leaf(place, b"", (), f"it unpacks to more than {MOST_BYTES >> 20} MB")
                return
            for member in archive.infolist():
                if not member.is_dir():
                    yield from _leaves(f"{place}!{member.filename}", archive.read(member), depth + 1)
    except _DAMAGED as error:
        yield Leaf(place, b"", (), f"the archive cannot be opened ({error})")


def readings(name: str, raw: bytes) -> tuple[str, ...]:
    """The texts that a file shows to those who open it, the plainest first; empty when it is no text.

    A notebook or other JSON is also read string by string, a page without its tags, a run of base64 as what it stands for.
    """
    if raw.startswith(_PICTURES):
        return (raw.decode("latin-1"),)
    try:
        text = raw.decode("utf-16" if raw.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8-sig")
    except UnicodeDecodeError:
        return ()
    if "\0" in text:
        return ()
    found = [text]
    if name.endswith((".json", ".ipynb", ".jsonl")):
        found += _strings_of(text)
    if "<" in text or "&" in text:
        found.append(html.unescape(_TAG.sub(" ", text)))
    found += filter(None, map(_decoded, _BASE64.findall(text)))
    return tuple(found)


def _strings_of(text: str) -> list[str]:
    """All strings of a JSON document in order: the lines of a cell stand in a list, so neighbours are joined."""
    try:
        documents = [json.loads(text)]
    except (ValueError, RecursionError):
        try:
            documents = [json.loads(line) for line in text.splitlines() if line.strip()]
        except (ValueError, RecursionError):
            return []  # the plain reading is still searched

    def strings(node: object) -> Iterator[str]:
        if isinstance(node, str):
            yield node
        elif isinstance(node, list):
            yield "".join(node) if all(isinstance(item, str) for item in node) else "\n".join(s for item in node for s in strings(item))
        elif isinstance(node, dict):
            for key, value in node.items():
                yield key
                yield from strings(value)

    return ["\n".join(strings(document)) for document in documents]


def _decoded(run: str) -> str:
    try:
        return base64.b64decode(run + "=" * (-len(run) % 4)).decode("utf-8")
    except (binascii.Error, UnicodeDecodeError):
        return ""  # a picture, or no base64 at all: a long word
