"""Cut an answer into sentences, tables and lists included; clauses are gaps between words."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from grader.text.tokens import Token, tokenise
from grader.text.wordlists import word_set

CONTRASTS = word_set("but whereas while although though however yet unlike instead otherwise conversely")
"""Words at which another clause begins; what stands before and after them is further apart."""

_CONTRAST_GAP = 6
_PAUSE_GAP = 1
_LONGEST = 200
# Longer sentences are cut, so that the work grows with the length of an answer and not with its square.
_BULLET = re.compile(r"\s*(?:[-*•–>#→]|->|\d{1,2}[.)]|\(?[a-hivx]{1,4}\)|[A-Za-z][\w ]{0,30}\s?[:=]|$)")
_RULE = re.compile(r"[\s|:+-]*")
_CELL = re.compile(r"[^|\t]+")


@dataclass(slots=True)
class Sentence:
    """The words of one sentence, table cell or list item, each with a place that leaves room for pauses and clauses."""

    tokens: list[Token]
    places: list[int]
    pauses: list[bool] = field(default_factory=list)
    """Whether a comma, bracket, colon or contrast stands before the token."""
    colon: bool = False
    """A colon stands in it, which states something: "learned: up to the maximum"."""
    context: int = 0
    """How many of the first tokens are a table's column head."""

    @property
    def words(self) -> list[str]:
        """The words alone."""
        return [token.word for token in self.tokens]


def sentences(text: str) -> list[Sentence]:
    """Cut folded text into sentences.

    >>> [s.words for s in sentences("It grows. So scores\\nsaturate; done")]
    [['it', 'grows'], ['so', 'scores', 'saturate'], ['done']]
    >>> [s.words for s in sentences("| Sinus | Learned |\\n|---|---|\\n| fixed | a table |")]
    [['sinus'], ['learned'], ['sinus', 'fixed'], ['learned', 'a', 'table']]
    """
    found: list[Sentence] = []
    for head, start, end in _segments(text):
        context = [token for token in tokenise(text, *head) if token.kind not in ("stop", "pause")] if head else []
        found.extend(_split(tokenise(text, start, end), context))
    return found


def _segments(text: str) -> list[tuple[tuple[int, int] | None, int, int]]:
    """Stretches of text, each with the span of its column's head when it is a table cell."""
    segments: list[tuple[tuple[int, int] | None, int, int]] = []
    heads: list[tuple[int, int]] = []
    begin = position = 0
    for line in text.splitlines(keepends=True):
        after = position + len(line)
        if _is_row(line):
            if begin < position:
                segments.append((None, begin, position))
            heads = _row(line, position, heads, segments)
            begin = after
        else:
            heads = heads if heads and not line.strip() else []
            if begin < position and _BULLET.match(line):
                segments.append((None, begin, position))
                begin = position
        position = after
    if begin < position:
        segments.append((None, begin, position))
    return segments


def _is_row(line: str) -> bool:
    if "\t" in line.strip():
        return True
    return line.count("|") >= 2 and "||" not in line and line.lstrip().startswith("|")


def _row(
    line: str, offset: int, heads: list[tuple[int, int]], segments: list[tuple[tuple[int, int] | None, int, int]]
) -> list[tuple[int, int]]:
    """Add a row's cells; the first row of a table gives the heads, which are returned."""
    if _RULE.fullmatch(line):
        return heads
    cells = [(offset + cell.start(), offset + cell.end()) for cell in _CELL.finditer(line.rstrip("\n")) if cell[0].strip()]
    for column, (start, end) in enumerate(cells):
        head = heads[column] if column < len(heads) and len(heads) == len(cells) else None
        segments.append((head, start, end))
    return heads or cells


def _split(tokens: list[Token], context: list[Token]) -> list[Sentence]:
    found: list[Sentence] = []
    current = Sentence([], [])
    place, pause = _begin(current, context)
    for token in tokens:
        if token.kind == "stop" or len(current.tokens) > _LONGEST:
            if len(current.tokens) > current.context:
                found.append(current)
            current = Sentence([], [])
            place, pause = _begin(current, context)
            continue
        if token.kind == "pause":
            place, pause = place + _PAUSE_GAP, True
            current.colon = current.colon or token.word == ":"
            continue
        if token.word in CONTRASTS and current.tokens:
            place, pause = place + _CONTRAST_GAP, True
        current.tokens.append(token)
        current.places.append(place)
        current.pauses.append(pause)
        place, pause = place + 1, False
    if len(current.tokens) > current.context:
        found.append(current)
    return found


def _begin(sentence: Sentence, context: list[Token]) -> tuple[int, bool]:
    sentence.tokens.extend(context)
    sentence.places.extend(range(len(context)))
    sentence.pauses.extend([False] * len(context))
    sentence.context = len(context)
    return len(context), True
