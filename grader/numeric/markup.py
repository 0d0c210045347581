"""Take the markup off a written answer, every character left at its place."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

_STRUCK = (("~~", "~~"), ("<del>", "</del>"), ("<s>", "</s>"), ("<strike>", "</strike>"), ("<!--", "-->"))
_STRUCK_COMMANDS = re.compile(r"\\(?:[bx]?cancel|sout|st|hcancel)\s*\{")
_KEPT_COMMANDS = re.compile(
    r"\\(?:text(?:bf|it|rm|sf|tt)?|math(?:rm|bf|it|sf|tt|bb|cal|op)|operatorname|mbox|bm|boldsymbol|underline)\*?\s*\{"
)
_BOXES = re.compile(r"\\(?:boxed|fbox|framebox)\s*\{")
_NOISE = re.compile(
    r"\$+|\\[()]|(?<!\\)\\[\[\]]|\\(?:left|right|[bB]ig+[lr]?|displaystyle|textstyle|quad|qquad|hline|nonumber|limits|hfill)(?![A-Za-z])"
    r"|(?<!\\)\\[;:! ]|&nbsp;|&thinsp;|</?[A-Za-z][^<>\n]{0,80}>|^[ \t]*(?:```|~~~).*$|^[ \t]*>+|^[ \t]*#{1,6}(?=\s)|`|__(?=\S)|(?<=\S)__",
    re.MULTILINE,
)
_SUPERSCRIPT = re.compile(r"<sup>(\s*[-−+]?\d{1,4}\s*)</sup>", re.IGNORECASE)
_BULLET = re.compile(r"^[ \t]*(?:[•·◦▪‣*+]|\(?(?:\d{1,2}|[a-hA-H]|[ivx]{1,4})\)|\d{1,2}\.)(?=[ \t]+\S)", re.MULTILINE)
_THAT_IS = re.compile(r"\b(?:i\.\s?e\.|d\.\s?h\.),?(?=[ \t])")
"""Its e is no number."""
_BOLD = re.compile(r"(?<![\w)*\]}])\*\*(?=[^\s*])([^*\n]{1,200}?)(?<=[^\s*])\*\*(?![\w(*])")
_ITALIC = re.compile(
    r"(?<![\w)*\]} \t])\*(?=[^\s*])([^*\n]{1,200}?)(?<=[^\s*])\*(?![\w(*])|^\*(?=[^\s*])([^*\n]{1,200}?)(?<=[^\s*])\*(?=[.!]?\s*$)",
    re.MULTILINE,
)

_SIGNS = {
    **dict.fromkeys("−﹣－‐‑‒–", "-"),
    **dict.fromkeys("×⋅·∙∗✕✖⨯•", "*"),
    **dict.fromkeys("÷∕／⁄", "/"),
    **dict.fromkeys("\u00a0\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000\u200b\u2060\ufeff", " "),
    **dict.fromkeys("’‘ʼ′`´", "'"),
    **dict.fromkeys("→⇒⟶⟹↦➔➜⟾", "→"),
    **dict.fromkeys("≈≃≅∼≐", "≈"),
    "—": "\n",
    "∴": "=",
    "≔": "=",
    "＝": "=",
    "≤": "≤",
    "⩽": "≤",
    "٫": ".",
    "٬": ",",
    "，": ",",
    "；": ";",
    "（": "(",
    "）": ")",
    "［": "[",
    "］": "]",
    "\r": " ",
}


@dataclass(frozen=True, slots=True)
class Plain:
    """Text without markup, as long as the text that it was made from, so that positions are the same."""

    text: str
    boxed: tuple[tuple[int, int], ...] = ()
    """Where `\\boxed{...}` stood."""
    bold: tuple[tuple[int, int], ...] = ()
    """Where `**...**` stood."""


def strip_markup(source: str) -> Plain:
    r"""Blank Markdown, HTML and LaTeX markup, and everything that is struck out.

    >>> strip_markup(r"~~32~~ $\\boxed{64}$").text.split()
    ['64']
    """
    text = source
    for start, end in _STRUCK:
        text = _blank_between(text, start, end)
    text = _blank_arguments(text, _STRUCK_COMMANDS, inner=True)[0]
    text = _SUPERSCRIPT.sub(lambda m: f"^({' ' * 3}{m[1]}){' ' * 5}", text)
    text, boxed = _blank_arguments(text, _BOXES)
    text = _blank_arguments(text, _KEPT_COMMANDS)[0]
    text = _BULLET.sub(_spaces, text)
    text = _THAT_IS.sub(lambda m: "=".ljust(len(m[0])), text)
    bold = tuple(m.span() for m in _BOLD.finditer(text))
    text = _BOLD.sub(lambda m: f"  {m[1]}  ", text)
    text = _ITALIC.sub(lambda m: f" {m[1] or m[2]} ", text)
    text = _NOISE.sub(_spaces, text)
    return Plain("".join(map(_plain, text)), boxed, bold)


def _spaces(match: re.Match[str]) -> str:
    return " " * len(match[0])


def _plain(char: str) -> str:
    """One character for one: other scripts' digits, signs and spaces become the ASCII ones."""
    if char < "\x7f":
        return char
    if char in _SIGNS:
        return _SIGNS[char]
    if unicodedata.category(char) == "Nd":
        return str(unicodedata.decimal(char))
    return char


def _blank_between(text: str, start: str, end: str) -> str:
    pieces, at = [], 0
    while (first := text.find(start, at)) >= 0 and (last := text.find(end, first + len(start))) >= 0:
        pieces += [text[at:first], re.sub(r"[^\n]", " ", text[first : last + len(end)])]
        at = last + len(end)
    return "".join(pieces) + text[at:]


def _blank_arguments(text: str, command: re.Pattern[str], *, inner: bool = False) -> tuple[str, tuple[tuple[int, int], ...]]:
    """Blank a command and its braces (and what stands in them, if `inner`); gives the places of the arguments too."""
    closing = matching(text, "{", "}")
    letters, spans = list(text), []
    for found in command.finditer(text):
        start, end = found.end() - 1, closing.get(found.end() - 1)
        if end is None:
            continue
        spans.append((start, end))
        blank = (*range(found.start(), end + 1),) if inner else (*range(found.start(), start + 1), end)
        for index in blank:
            letters[index] = " "
    return "".join(letters), tuple(spans)


def matching(text: str, opening: str, closing: str) -> dict[int, int]:
    """Where each opening bracket is closed; those that never are do not appear."""
    stack: list[int] = []
    pairs: dict[int, int] = {}
    for index, char in enumerate(text):
        if char == opening:
            stack.append(index)
        elif char == closing and stack:
            pairs[stack.pop()] = index
    return pairs
