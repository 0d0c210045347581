"""Student ids and file names that are safe to store and show."""

from __future__ import annotations

import hashlib
import os
import re
import unicodedata

_ENDINGS = re.compile(
    r"(?:\.(?:tar\.[a-z0-9]{1,4}|zip|py|ipynb|md|markdown|txt|tgz|tar|gz|bz2|xz|rar|7z|pdf|docx?|odt|rtf|html?))$", re.IGNORECASE
)
# Moodle's bulk download ends every folder's name like this.
_MOODLE = re.compile(r"_assignsubmission_(?:file|onlinetext)_?$")
_DEVICES = re.compile(r"(?:con|prn|aux|nul|com[0-9]|lpt[0-9])(?:\..*)?", re.IGNORECASE)
# Names that the class itself takes in the folder of results.
_TAKEN = frozenset({"results.json", "grades.csv", "index.html", "junit.xml", "gradebook.sqlite"})
_LONGEST_ID = 64
_LONGEST_SHOWN = 80
_PLAIN = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,40}")


def student_id(name: str) -> str:
    """Make a folder-safe id out of a file or folder name.

    >>> student_id("ada.zip"), student_id("Ada Lovelace"), student_id("../../etc/passwd")
    ('ada', 'Ada_Lovelace', 'etc_passwd')
    """
    word = _MOODLE.sub("", _ENDINGS.sub("", name))
    if _PLAIN.fullmatch(word) and not _DEVICES.fullmatch(word):
        return word
    word = re.sub("_{2,}", "_", "".join(_kept(char) for char in unicodedata.normalize("NFC", word))).strip("_ .") or "student"
    word = word.lstrip("_.-+@") or "student"
    if len(word) > _LONGEST_ID or len(word.encode()) > 2 * _LONGEST_ID:
        # The digest keeps two long names apart that differ only at their end.
        digest = hashlib.sha256(os.fsencode(name)).hexdigest()[:8]
        word = f"{word.encode()[: _LONGEST_ID - 9].decode(errors='ignore').rstrip('_.')}-{digest}"
    return f"{word}_" if _DEVICES.fullmatch(word) or word.casefold() in _TAKEN else word


def _kept(char: str) -> str:
    if char.isascii():
        return char if char.isalnum() or char in "._-+@" else "_"
    return char if unicodedata.category(char)[0] in "LN" or unicodedata.category(char) == "Mn" else "_"


def shown(name: str) -> str:
    """Write a hostile file name so that it can stand in a message: one line, printable, valid UTF-8, bounded.

    >>> shown("a\\nb\\u202e.py")
    'a?b?.py'
    """
    if name.isascii() and name.isprintable() and len(name) <= _LONGEST_SHOWN:
        return name
    text = "".join(char if char.isprintable() and not "\ud800" <= char <= "\udfff" else "?" for char in name)
    return text if len(text) <= _LONGEST_SHOWN else f"{text[: _LONGEST_SHOWN // 2]}…{text[-_LONGEST_SHOWN // 2 + 1 :]}"


def same_name(name: str) -> str:
    """The form in which two names count as one, as on disks that ignore case and composition."""
    return name.lower() if name.isascii() else unicodedata.normalize("NFC", unicodedata.normalize("NFKC", name).casefold())
