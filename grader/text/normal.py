"""Fold letters that look alike, and remember where each one came from."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

LOOK_ALIKES = str.maketrans(
    "аеорсухіјѕԁһԛԝкмтвнАВЕКМНОРСТХІЅЈоνοαρικτυχΑΒΕΖΗΙΚΜΝΟΡΤΥΧ",
    "aeopcyxijsdhqwkmtbhABEKMHOPCTXISJovoapiktuxABEZHIKMNOPTYX",
)
_PLAIN = str.maketrans("’‘ʼ′‐‑‒–—−“”„¬", "''''------\"\"\" ")
_MIXED = re.compile(r"[^\W\d_]+")
_LATIN = re.compile(r"[A-Za-z]")
_OTHER = re.compile(r"[Ͱ-ϿЀ-ӿԀ-ԯ]")
# Struck out, HTML comments and tags: blanked, so that offsets stay. <sup>word</sup> keeps its word: it is a correction by hand.
_STRUCK = re.compile(r"~~[^~\n]{1,2000}~~|<(del|s|strike)>[^<]{0,2000}</\1>|<!--.{0,5000}?-->", re.IGNORECASE | re.DOTALL)
_TAG = re.compile(r"</?[A-Za-z][A-Za-z0-9]{0,11}(?:\s[^<>\n]{0,300})?/?>")
_SCRIPT = re.compile(r"<(script|style)\b[^>]{0,300}>.{0,20000}?</\1>", re.IGNORECASE | re.DOTALL)
_MARKUP = re.compile(r"\*\*|__(?=\w)|(?<=\w)__|`")


@dataclass(frozen=True, slots=True)
class Normal:
    """Folded text; character `i` of it began at `origins[i]` of what the student wrote."""

    text: str
    origins: Sequence[int]
    disguised: bool = False
    """Letters of another alphabet stood inside words, or invisible characters did."""

    def origin(self, start: int, end: int) -> tuple[int, int]:
        """The span of the original text behind a span of the folded one."""
        if start >= end:
            raise ValueError(f"Expected a span of at least one character but got {start}..{end}")
        return self.origins[start], self.origins[end - 1] + 1


def normalise(text: str) -> Normal:
    """Fold compatibility forms and look-alikes, drop invisible characters, blank what is struck out and what is markup.

    >>> normalise("so\\u200bftmax ~~not~~ **ﬁne**").text.split()
    ['softmax', 'fine']
    """
    folded, origins, hidden = _fold(text)
    for expression in (_SCRIPT, _STRUCK, _TAG, _MARKUP):
        folded = expression.sub(_blank, folded)
    return Normal(folded, origins, hidden)


def _blank(found: re.Match[str]) -> str:
    return " " * len(found[0])


def _fold(text: str) -> tuple[str, Sequence[int], bool]:
    if text.isascii():
        return text, range(len(text)), False
    pieces: list[str] = []
    origins: list[int] = []
    hidden = False
    for index, char in enumerate(text):
        category = unicodedata.category(char)
        if category == "Cf" or (category == "Mn" and index and text[index - 1].isascii()):
            # A joiner inside an emoji hides nothing; between letters it does.
            hidden |= 0 < index < len(text) - 1 and text[index - 1].isalpha() and text[index + 1].isalpha()
            continue
        plain = char if char.isascii() or category == "Sm" else unicodedata.normalize("NFKC", char)[:8]
        pieces.append(plain)
        origins.extend([index] * len(plain))
    folded = "".join(pieces).translate(_PLAIN)
    unmixed = _MIXED.sub(_unmix, folded)
    return unmixed, origins, hidden or unmixed != folded


def _unmix(found: re.Match[str]) -> str:
    """Fold Cyrillic and Greek letters inside a word that has Latin ones; a lone sigma stays a sigma."""
    word = found[0]
    others = _OTHER.findall(word)
    if not others:
        return word
    latin = len(_LATIN.findall(word))
    disguised = word.translate(LOOK_ALIKES)
    if latin and (latin >= 2 or len(word) >= 4):
        return disguised
    return word
