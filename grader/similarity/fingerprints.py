"""Winnowing: a few hashes of a token stream that survive moving and padding."""

from __future__ import annotations

import zlib
from collections.abc import Iterator, Sequence

from grader.similarity.tokens import Token

GRAM = 12
"""Tokens of one k-gram: shorter matches are ordinary Python, about a line and a half."""
WINDOW = 6
"""Every match of GRAM + WINDOW - 1 tokens is certain to be found."""


def grams(stream: Sequence[Token]) -> Iterator[int]:
    """The hash of each run of GRAM tokens.

    CRC-32 of the words, the same on every machine. Two different runs meet by chance once in four thousand million; what is reported is
    compared token by token afterwards.
    """
    words = [token.word for token in stream]
    for start in range(len(words) - GRAM + 1):
        yield zlib.crc32("\0".join(words[start : start + GRAM]).encode("utf-8", "surrogatepass"))


def fingerprints(hashes: Sequence[int]) -> set[int]:
    """The least hash of each window of WINDOW hashes.

    Source: Schleimer, Wilkerson and Aiken (2003), "Winnowing: local algorithms for document fingerprinting".

    >>> sorted(fingerprints([77, 74, 42, 17, 98, 50, 17, 98, 8, 88, 67, 39, 77, 74, 42, 17, 98]))
    [8, 17, 39]
    """
    if len(hashes) <= WINDOW:
        return {min(hashes)} if hashes else set()
    return {min(hashes[start : start + WINDOW]) for start in range(len(hashes) - WINDOW + 1)}
