"""Read English number words: "sixty-four", "one quarter", "zero point two five"."""

from __future__ import annotations

import re
from fractions import Fraction

_ONES = "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen"
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
SMALL = {word: n for n, word in enumerate(_ONES.split())} | {word: 10 * n for n, word in enumerate(_TENS.split(), 2)}
"""Words for the numbers below 100."""
_LARGE = {"thousand": 10**3, "million": 10**6, "billion": 10**9, "lakh": 10**5, "crore": 10**7}
PARTS = {"half": 2, "halves": 2, "third": 3, "quarter": 4, "fourth": 4, "fifth": 5, "sixth": 6, "eighth": 8, "tenth": 10, "hundredth": 100}
"""Words for the parts of a whole."""
_WORD = re.compile(r"[a-z]+")


def number_in_words(text: str) -> Fraction | None:
    """The one number that a text tells in words; None when there is none or more than one.

    >>> number_in_words("It is sixty-four dimensions."), number_in_words("a quarter"), number_in_words("one or two")
    (Fraction(64, 1), Fraction(1, 4), None)
    """
    found = numbers_in_words(text)
    return found[0] if len(found) == 1 else None


def numbers_in_words(text: str) -> tuple[Fraction, ...]:
    """All numbers that a text tells in words."""
    words = _WORD.findall(text.lower())[:400]
    found: list[Fraction] = []
    at = 0
    while at < len(words):
        value, after = _number(words, at)
        if value is not None:
            found.append(value)
        at = max(after, at + 1)
    return tuple(found)


def _number(words: list[str], first: int) -> tuple[Fraction | None, int]:
    total = group = 0
    at, last = first, 0
    while at < len(words):
        word = words[at]
        if word in SMALL and (at == first or last >= 20 > SMALL[word] or last == 0):
            group += SMALL[word]
            last = SMALL[word] if SMALL[word] >= 20 else 1
        elif word == "hundred" and at > first and group:
            group *= 100
            last = 0
        elif word in _LARGE and at > first and group:
            total += group * _LARGE[word]
            group = last = 0
        elif not (word == "and" and at > first and at + 1 < len(words) and words[at + 1] in SMALL and last == 0):
            break
        at += 1
    return _fraction(words, first, at, total + group)


def _fraction(words: list[str], first: int, at: int, whole: int) -> tuple[Fraction | None, int]:
    """Take a following "quarter" or "point two five" in; "a half" needs no count."""
    following = words[at] if at < len(words) else ""
    part = PARTS.get(following) or PARTS.get(following.removesuffix("s"))
    if at == first:
        return (Fraction(1, part), at + 1) if part else (None, at)
    if part:
        return Fraction(whole, part), at + 1
    if following == "point":
        digits = ""
        while at + 1 < len(words) and SMALL.get(words[at + 1], 10) < 10:
            digits += str(SMALL[words[at + 1]])
            at += 1
        return (Fraction(f"{whole}.{digits}"), at + 1) if digits else (Fraction(whole), at + 1)
    return Fraction(whole), at
