"""Sets of words, written as text."""

from __future__ import annotations


def word_set(text: str) -> frozenset[str]:
    """The words of a text.

    >>> sorted(word_set("no not"))
    ['no', 'not']
    """
    return frozenset(text.split())
