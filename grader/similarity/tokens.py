"""Source text to tokens that renaming, comments and layout do not change."""

from __future__ import annotations

import keyword
import re
from collections.abc import Iterable
from dataclasses import dataclass

from grader.model import Chunk

MOST_TOKENS = 50_000
"""Tokens read of one submission; more is not homework, and work must stay bounded."""

_NAME, _NUMBER, _TEXT = "name", "number", "text"
_KEPT = {*keyword.kwlist, "True", "False", "None", "self", "range", "len", "zip", "enumerate", "sum", "max", "min", "abs", "isinstance"}
_LEXEME = re.compile(
    r"""
    (?P<space>[ \t\f\r\n\\]+ | \#[^\n]*)
  | (?P<text>[rRbBuUfF]{0,2}(?:\"{3}(?:[^\\"]|\\.|"(?!""))*(?:\"{3}|\Z) | '{3}(?:[^\\']|\\.|'(?!''))*(?:'{3}|\Z)
      | "(?:[^"\\\n]|\\.)*(?:"|$) | '(?:[^'\\\n]|\\.)*(?:'|$)))
  | (?P<number>(?:0[xXbBoO][\da-fA-F_]+ | (?:\d[\d_]*\.?[\d_]*|\.\d[\d_]*)(?:[eE][+-]?\d+)?)[jJ]?)
  | (?P<name>[^\W\d]\w*)
  | (?P<sign>\*\*=?|//=?|<<=?|>>=?|->|:=|[-+*/%@&|^<>=!]=|.)
    """,
    re.VERBOSE | re.DOTALL | re.MULTILINE,
)


@dataclass(frozen=True, slots=True)
class Token:
    """A token with its place: what it is compared by, and where it stands."""

    word: str
    file: str
    line: int


def tokens(chunks: Iterable[Chunk]) -> tuple[Token, ...]:
    """The tokens of some files or notebook cells, in order, whether or not they are valid Python.

    A name counts as `name`, so that renaming hides nothing; keywords, a few builtins and what follows a dot keep their spelling, for
    they cannot be renamed. Strings that stand alone (docstrings) and import lines are left out: everybody's are the same.

    >>> [t.word for t in tokens([Chunk("a.py", "y = np.exp(x)  # soft")])]
    ['name', '=', 'name', '.', 'exp', '(', 'name', ')']
    """
    found: list[Token] = []
    for chunk in chunks:
        line = 1
        before = "\n"
        skipped = 0
        for lexeme in _LEXEME.finditer(chunk.source):
            text, kind = lexeme.group(), str(lexeme.lastgroup)
            here, line = line, line + text.count("\n")
            if kind == "space":
                before = "\n" if "\n" in text and not text.startswith("\\") else before
                continue
            first, before = before == "\n", text
            if here == skipped or (first and text in ("import", "from")):
                skipped = here
                continue
            if kind == _TEXT and first:
                continue
            found.append(Token(_word(kind, text, found), chunk.label, here))
            if len(found) >= MOST_TOKENS:
                return tuple(found)
    return tuple(found)


def _word(kind: str, text: str, found: list[Token]) -> str:
    if kind == _NAME and (text in _KEPT or (found and found[-1].word == ".")):
        return text
    return text if kind == "sign" else kind
