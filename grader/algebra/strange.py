"""Refuse what has no meaning in a line, character by character."""

from __future__ import annotations

import unicodedata

from grader.algebra.refusal import Refusal, TooLarge
from grader.algebra.signs import LOOKALIKE
from grader.catalogue import say

LONGEST_LINE = 2000
"""Characters of one line."""


def too_long(line: str) -> TooLarge | None:
    """The refusal of a line that has too many characters; None for a shorter one."""
    if len(line) <= LONGEST_LINE:
        return None
    reason = say("This line has {count} characters; at most {most} are read.", count=len(line), most=LONGEST_LINE)
    return TooLarge(reason, 0, say("Cut it into several lines."))


def strange_character(char: str, position: int) -> Refusal:
    """The refusal of a sign that is no letter; one that nobody can see is told by its number."""
    if unicodedata.category(char) in ("Cf", "Cc", "Co", "Cs"):
        reason = say("There is an invisible character here (U+{code:04X}).", code=ord(char))
        return Refusal(reason, position, say("Delete it and type the line again."))
    reason = say("The character {character!r} has no meaning here.", character=char)
    return Refusal(reason, position, say("Write formulas with letters, digits and + - * / ^ ( ) =."))


def strange_letter(letter: str, position: int) -> Refusal:
    """The refusal of a letter, with its alphabet when it only looks like one of ours."""
    title = unicodedata.name(letter, "")
    alphabet = next((word for key, word in LOOKALIKE.items() if title.startswith(key) and word), "")
    reason = say("The letter {letter!r} is not known here.", letter=letter)
    if alphabet:
        reason = say("The letter {letter!r} is a {alphabet} letter that only looks like a Latin one.", letter=letter, alphabet=alphabet)
    return Refusal(reason, position, say("Type the letter again on a Latin keyboard."))
