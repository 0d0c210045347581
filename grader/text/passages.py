"""Tell which passages of a longer text speak of one question."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from grader.text.clauses import sentences
from grader.text.normal import normalise
from grader.text.patterns import Index, Lexicon, Pattern, read_pattern

_BREAK = re.compile(
    r"\n(?:[ \t]*\n)+"
    r"|\n(?=[ \t>*_]{0,6}\(?(?:[a-h]|[ivx]{1,4}|\d{1,2})[).:][ \t])"
    r"|\n(?=[ \t>*_-]{0,6}[A-Za-z][\w /-]{0,24}\*{0,2}:[ \t])"
    r"|(?<=[.!?])\n"
)
_LETTERS = re.compile(r"(?<![\\A-Za-z])[A-Za-z]{3,}")
_FORMULA_WORDS = 3
"""Words a line that a formula may have."""


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

    def passages(self, text: str) -> list[tuple[int, int]]:
        """The spans of the passages that speak of it; all of the text when there are no patterns.

        A formula, and a sentence that begins with "so" or "it", goes on with the block before it.
        """
        if not self.patterns:
            return [(0, len(text))]
        found: list[tuple[int, int]] = []
        inside = False
        for start, end in _blocks(text):
            block = text[start:end]
            goes_on = inside and (is_formula(block) or _GOES_ON.match(block) is not None)
            if goes_on or self.named_in(block):
                found.append((found.pop()[0], end) if goes_on else (start, end))
                inside = True
            elif block.strip():
                inside = False
        return found


_MATHS = re.compile(r"[=$\\^]|[A-Za-z]_")


def is_formula(block: str) -> bool:
    """Whether a block is maths with hardly any words.

    >>> is_formula("so $y = a_1 a_2 x$\\n$= a' x$"), is_formula("It is the product of both matrices.")
    (True, False)
    """
    lines = sum(bool(line.strip()) for line in block.split("\n"))
    return _MATHS.search(block) is not None and len(_LETTERS.findall(block)) <= _FORMULA_WORDS * max(1, lines)


_GOES_ON = re.compile(
    r"[\s>*_]{0,9}(?:so|then|thus|hence|therefore|this|that|these|it|they|otherwise|because|but|and|or|which|since|also|⇒|→|->|=>|=)(?!\w)",
    re.IGNORECASE,
)


def _blocks(text: str) -> Iterator[tuple[int, int]]:
    """Paragraphs, labelled items, and lines behind the end of a sentence, as spans; together they are the text."""
    start = 0
    for found in _BREAK.finditer(text):
        yield start, found.end()
        start = found.end()
    yield start, len(text)
