"""Tell which passages of a longer text speak of one question."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from grader.text.clauses import sentences
from grader.text.normal import normalise
from grader.text.patterns import Index, Lexicon, Pattern, read_pattern

_BREAK = re.compile(r"\n(?:[ \t]*\n)+|\n(?=[ \t>*_]{0,6}\(?(?:[a-h]|[ivx]{1,4}|\d{1,2})[).:][ \t])")
_LETTERS = re.compile(r"(?<![\\A-Za-z])[A-Za-z]{3,}")
_NOT_BLANK = re.compile(r"[^\n]")
_FORMULA_WORDS = 3
"""A block with no more words than these is a formula that goes on with the block before it."""


class Topic:
    """What is spoken of, told by patterns of which one stands in a sentence.

    >>> Topic.of(["d_head", "head ... wide|width"]).named_in("Each head is 64 wide.")
    True
    """

    def __init__(self, patterns: Iterable[Pattern], lexicon: Lexicon) -> None:
        self.patterns = tuple(patterns)
        self._lexicon = lexicon

    @classmethod
    def of(cls, lines: Iterable[str]) -> Topic:
        """Read patterns, without groups but the general ones; raises PatternError."""
        lexicon = Lexicon({})
        return cls([read_pattern(line, lexicon) for line in lines], lexicon)

    def named_in(self, text: str) -> bool:
        """Whether some sentence speaks of it; what is denied is spoken of as well."""
        clauses = [clause for pattern in self.patterns for clause in pattern.clauses]
        for sentence in sentences(normalise(text).text):
            index = Index(sentence.words, sentence.places, self._lexicon)
            if any(index.find(clause) for clause in clauses):
                return True
        return False

    def only(self, text: str) -> str:
        """The text with all passages blanked that do not speak of it; offsets and lines stay. Without patterns all of it stays."""
        if not self.patterns:
            return text
        kept = []
        inside = False
        for block in _blocks(text):
            if len(_LETTERS.findall(block)) > _FORMULA_WORDS or not inside:
                inside = self.named_in(block)
            kept.append(block if inside else _NOT_BLANK.sub(" ", block))
        return "".join(kept)


def _blocks(text: str) -> Iterator[str]:
    """Paragraphs and labelled items; together they are the text."""
    start = 0
    for found in _BREAK.finditer(text):
        yield text[start : found.end()]
        start = found.end()
    yield text[start:]
