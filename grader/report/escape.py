"""Make hostile text harmless for each format that shows it."""

from __future__ import annotations

import re

_CONTROL = {code: 0x2400 + code for code in range(32) if code not in (9, 10)} | {127: 0x2421}
# Bidirectional overrides and isolates can make a line read as something else than what it is (CVE-2021-42574).
_UNSEEN = dict.fromkeys(
    [*range(0x80, 0xA0), 0x61C, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A), 0xFEFF, 0xFFFE, 0xFFFF], 0xFFFD
)
_TABLE = {**_CONTROL, **_UNSEEN}
_SURROGATE = re.compile("[\ud800-\udfff]")
_MARKDOWN = re.compile(r"([\\`*_{}\[\]()<>#+\-.!|~$&=^:\"'])")
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""Full-width signs start formulas too where such keyboards are common."""


def plain(text: str, limit: int = 0) -> str:
    """Text with control, bidirectional and broken characters made visible; cut at `limit` characters when given.

    >>> plain("red \x1b[31m")
    'red ␛[31m'
    """
    if limit and len(text) > limit:
        text = text[: limit - 1] + "…"
    if text.isprintable():
        return text
    return _SURROGATE.sub("\ufffd", text.replace("\r\n", "\n").translate(_TABLE))


def one_line(text: str, limit: int = 0) -> str:
    """Like `plain`, on one line."""
    return " ".join(plain(text, limit).split())


def markdown(text: str) -> str:
    r"""Text that reads the same in Markdown, starts no mention, no link and no HTML.

    >>> markdown("*a* <b> @team #12")
    '\\*a\\* &lt;b&gt; @\u200bteam \\#\u200b12'
    """
    text = one_line(text)
    text = _MARKDOWN.sub(_escaped, text)
    # A mention or an issue number is looked for after the text was parsed, so a backslash does not stop it; a zero-width space does.
    return text.replace("@", "@\u200b")


_ENTITIES = {"<": "&lt;", ">": "&gt;", "&": "&amp;", "#": "\\#\u200b", ":": "&#58;", "'": "'", '"': '"'}
_HARMLESS_INSIDE = {"-", "=", "+", "^", "(", ")", "!", "."}


def _escaped(match: re.Match[str]) -> str:
    character = match[1]
    if character in _ENTITIES:
        return _colon(match) if character == ":" else _ENTITIES[character]
    if character in _HARMLESS_INSIDE and not _matters(match):
        return character
    return "\\" + character


def _colon(match: re.Match[str]) -> str:
    return "&#58;" if match.string.startswith("//", match.end()) else ":"


def _matters(match: re.Match[str]) -> bool:
    """Whether the character can begin a list, a rule, a link or a numbered item, or an automatic link."""
    before, character = match.string[: match.start()], match[1]
    numbered = before.isdigit() and match.string[match.end() : match.end() + 1] in ("", " ")
    if character == ".":
        return numbered or before.lower().endswith("www")
    if character in "()":
        return numbered or before.endswith("]")
    return not before.strip() or character == "!"


def code_span(text: str, limit: int = 400) -> str:
    r"""Text as a Markdown code span whose fence no backtick inside can close.

    >>> code_span("a `b` c")
    '``a `b` c``'
    """
    text = one_line(text, limit)
    fence = "`" * (max((len(run) for run in re.findall("`+", text)), default=0) + 1)
    pad = " " if not text or text[0] == "`" or text[-1] == "`" else ""
    return f"{fence}{pad}{text or ' '}{pad}{fence}"


def code_block(text: str, indent: str = "") -> str:
    """Text as a fenced Markdown block whose fence nothing inside can close; every line starts with `indent`."""
    lines = plain(text).split("\n")
    fence = "`" * max(3, max((len(run) for run in re.findall("`+", text)), default=0) + 1)
    return "\n".join(indent + line for line in (f"{fence}text", *lines, fence))


def csv_cell(text: str) -> str:
    """A cell that no spreadsheet takes for a formula.

    >>> csv_cell("=1+1"), csv_cell("ada")
    ("'=1+1", 'ada')
    """
    return "'" + text if text.startswith(_FORMULA) else text


_NOT_XML = re.compile("[^\t\n\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def xml(text: str) -> str:
    r"""Text for XML 1.0, ready for an attribute or an element; characters that XML cannot hold are written as `#x1B`.

    >>> xml('a < "b" \x1b')
    'a &lt; &quot;b&quot; #x1B'
    """
    text = _NOT_XML.sub(lambda found: f"#x{ord(found[0]):02X}", text)
    text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")
    return text.replace("\n", "&#10;").replace("\t", "&#9;")
