"""Bytes of a text file to text, whatever editor wrote them."""

from __future__ import annotations

import codecs
import re

from grader.catalogue import say
from grader.collect.naming import shown
from grader.errors import SubmissionError
from grader.model import Message

_COOKIE = re.compile(rb"^[ \t\f]*#.*?coding[:=][ \t]*([-_.a-zA-Z0-9]+)")
# Codecs by name only: a cookie such as `idna` or `unicode_escape` would decode text into something else, or slowly.
_CODECS = re.compile(
    r"utf_?(8|16|32)|ascii|latin_?1|iso_?8859_?\d+|cp\d+|windows_?125\d|mac_roman|koi8_[ru]|gb(k|2312|18030)|big5|shift_jis|euc_(jp|kr)"
)
_JUNK = bytes(set(range(32)) - set(b"\t\n\r\f\x1b\x0b\x08"))
_BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF32_LE, "utf-32"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))


def decode(data: bytes, file: str, *, python: bool = False) -> tuple[str, Message | None]:
    """Read text with `\\n` line ends, and say what had to be guessed.

    >>> decode(b"caf\\xc3\\xa9\\r\\n", "answers.md")
    ('café\\n', None)

    Raises SubmissionError for what is no text.
    """
    text, note = _decode(data, file, python)
    if "\0" in text:
        raise SubmissionError(
            say("{given} is not a text file (it holds NUL bytes).", given=shown(file)),
            help=say("Save it again as plain text (UTF-8) and hand it in once more."),
        )
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    return text, note


def _decode(data: bytes, file: str, python: bool) -> tuple[str, Message | None]:
    for bom, codec in _BOMS:
        if data.startswith(bom):
            return _with(data, codec, file)
    cookie = _cookie(data) if python else None
    if cookie and cookie not in ("utf-8", "utf8"):
        return _declared(data, cookie, file)
    try:
        return data.decode(), None
    except UnicodeDecodeError as error:
        return _guessed(data, error.start, file)


def _cookie(data: bytes) -> str | None:
    for line in data.split(b"\n", 2)[:2]:
        found = _COOKIE.match(line)
        if found:
            return found[1].decode("ascii").lower().replace("_", "-")
        if line.strip() and not line.lstrip().startswith(b"#"):
            return None
    return None


def _with(data: bytes, codec: str, file: str) -> tuple[str, Message | None]:
    try:
        text = data.decode(codec).removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        return _guessed(data, error.start, file)
    note = (
        None
        if codec == "utf-8"
        else Message(
            say("{given} is saved as {codec}; it was read all the same.", given=shown(file), codec=codec.upper()), say("Save it as UTF-8.")
        )
    )
    return text, note


def _declared(data: bytes, cookie: str, file: str) -> tuple[str, Message | None]:
    name = cookie.replace("-", "_")
    try:
        if _CODECS.fullmatch(name):
            return data.decode(name), None
    except (UnicodeDecodeError, LookupError):
        pass_on = say("{given} says it is written in {cookie!r}, which it is not; it was read as", given=shown(file), cookie=cookie)
    else:
        pass_on = say(
            "{given} asks for the coding {cookie!r}, which is no text coding here; it was read as", given=shown(file), cookie=cookie
        )
    try:
        text, codec = data.decode(), "UTF-8"
    except UnicodeDecodeError as error:
        text, codec = _guessed(data, error.start, file)[0], "Latin-1"
    return text, Message(say("{remark} {codec}.", remark=pass_on, codec=codec), say("Take the coding line out and save the file as UTF-8."))


def _guessed(data: bytes, start: int, file: str) -> tuple[str, Message]:
    if b"\0" in data or len(data) - len(data.translate(None, _JUNK)) > len(data) // 20:
        raise SubmissionError(
            say("{given} is not a text file.", given=shown(file)), help=say("Hand in the source itself, saved as plain text (UTF-8).")
        )
    try:
        text = data.decode("cp1252")
    except UnicodeDecodeError:
        text = data.decode("latin-1")
    line = data.count(b"\n", 0, start) + 1
    return text, Message(
        say("{given} is not UTF-8 (line {line}); it was read as Latin-1.", given=shown(file), line=line),
        say("Save it as UTF-8, and look whether accents are right."),
        f"{shown(file)}:{line}",
    )
