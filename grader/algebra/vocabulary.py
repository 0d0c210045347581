"""Tell words of the language from symbols."""

from __future__ import annotations

import re

from grader.algebra.spellings import read_name
from grader.algebra.symbols import FUNCTIONS, Symbols
from grader.algebra.tree import GREEK

_CONNECTORS = frozenset(
    [
        "so",
        "where",
        "with",
        "and",
        "let",
        "set",
        "then",
        "thus",
        "hence",
        "therefore",
        "we",
        "get",
        "have",
        "obtain",
        "is",
        "are",
        "of",
        "the",
        "by",
        "to",
        "into",
        "for",
        "as",
        "be",
        "since",
        "because",
        "now",
        "gives",
        "yields",
        "or",
        "if",
        "on",
        "this",
        "that",
        "which",
        "from",
        "using",
        "define",
        "defining",
        "put",
        "denote",
        "it",
        "an",
        "finally",
        "also",
        "via",
        "i",
        "ie",
        "eg",
        "qed",
        "follows",
        "substituting",
        "expanding",
        "means",
        "equals",
        "one",
        "call",
        "write",
        "here",
    ]
)
_ENGLISH = frozenset(("at", "max", "min", "shape", "sign", "transpose", "dims", "diag", "floor", "ceiling", "root"))
"""Functions whose names are words of the language as well."""


def is_operand(word: str, symbols: Symbols) -> bool:
    """Whether a word, or a bracket, stands for a value."""
    if not word[0].isalpha():
        return True
    return all(symbols.resolve(piece.text) or piece.text in FUNCTIONS or piece.text in GREEK for piece in read_name(word, 0, symbols)[0])


def is_prose(match: re.Match[str], text: str, symbols: Symbols) -> bool:
    """Whether a run of letters is a word of the language rather than symbols."""
    word = match[0]
    if word in _ENGLISH and text[match.end() : match.end() + 1] != "(" and not symbols.resolve(word):
        return True
    if symbols.resolve(word) or word in FUNCTIONS or word in GREEK:
        return False
    if word.lower() in _CONNECTORS or "-" in word or "'" in word or "’" in word:
        return True
    pieces, _ = read_name(word, 0, symbols)
    if all(symbols.resolve(piece.text) or piece.text in FUNCTIONS or piece.text in GREEK for piece in pieces):
        return False
    after = text[match.end() :].lstrip()[:1]
    before = text[: match.start()].rstrip()[-1:]
    return not (
        (after and after in "*/^=_+·×@−")
        or (before and before in "+*/^=·×@−")
        or (after == "(" and text[match.end() : match.end() + 1] == "(")
    )
