"""Read operators told in words or by a colon: 3 times 768, 768 : 12."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from grader.numeric.tokens import Token
from grader.numeric.wording import PARTS, SMALL

_SIGNS = {"times": "*", "mal": "*", "divided": "/", "multiplied": "*", "over": "/", "plus": "+", "minus": "-", "durch": "/", "geteilt": "/"}
_NEEDS_BY = frozenset(("divided", "multiplied", "geteilt"))
_POWERS = {"squared": 2, "cubed": 3}
_EQUALS = frozenset(("is", "gives", "equals", "makes", "ist", "ergibt"))
_STARTS = frozenset(("number", "open", "fraction", "root"))


def with_spoken_signs(tokens: list[Token]) -> list[Token]:
    """Turn words (and colons) that stand between numbers as operators into signs; every other token stays."""
    read: list[Token] = []
    at = 0
    while at < len(tokens):
        new, at = _at(tokens, at, read)
        read += new
    return read


def _at(tokens: list[Token], at: int, before: list[Token]) -> tuple[list[Token], int]:
    token = tokens[at]
    operand = bool(before) and before[-1].kind in ("number", "close", "percent")
    if token.kind == "name":
        word = token.text.lower()
        if operand and word in _POWERS:
            two = Fraction(_POWERS[word])
            return [replace(token, kind="sign", text="^"), Token("number", word, token.end, token.end, value=two, unit=Fraction(1))], at + 1
        if (
            operand
            and before[-1].kind == "number"
            and before[-1].unit == 1
            and (part := PARTS.get(word) or PARTS.get(word.removesuffix("s")))
        ):
            return [replace(token, kind="sign", text="/"), Token("number", word, token.end, token.end, value=Fraction(part))], at + 1
        if operand and (stop := _operator(tokens, at, word)):
            return [replace(token, kind="sign", text=_SIGNS[word], end=tokens[stop - 1].end)], stop
        if operand and word in _EQUALS and _kind(tokens, at + 1) == "number":
            return [replace(token, kind="relation", text="=")], at + 1
        if word in SMALL and _kind(tokens, at + 1) == "name" and _operator(tokens, at + 1, tokens[at + 1].text.lower()):
            return [replace(token, kind="number", value=Fraction(SMALL[word]), unit=Fraction(1))], at + 1
    elif token.text == ":" and operand and _divides(tokens, at):
        return [replace(token, kind="sign", text="/")], at + 1
    return [token], at + 1


def _kind(tokens: list[Token], at: int) -> str:
    return tokens[at].kind if at < len(tokens) else ""


def _operator(tokens: list[Token], at: int, word: str) -> int:
    """The token after an operator in words that a number follows; 0 when there is none."""
    after = at + 1
    if word not in _SIGNS:
        return 0
    if word in _NEEDS_BY:
        if not (_kind(tokens, after) == "name" and tokens[after].text.lower() in ("by", "with", "durch")):
            return 0
        after += 1
    follows = _kind(tokens, after) in _STARTS or (_kind(tokens, after) == "name" and tokens[after].text.lower() in SMALL)
    return after if follows else 0


def _divides(tokens: list[Token], at: int) -> bool:
    """Whether a colon means division: evenly spaced between two numbers of which the first is no label."""
    if at + 1 >= len(tokens) or tokens[at - 1].kind != "number" or tokens[at + 1].kind != "number":
        return False
    colon, right = tokens[at], tokens[at + 1]
    if colon.gap != right.gap or (tokens[at - 1].value or 0) < 1 or not right.value:
        return False
    if at + 2 < len(tokens) and tokens[at + 2].kind == "relation":
        return True
    # "768 : 12" and nothing more on its line; "2 : 0.333 0.333 0.333" is a label.
    stop = next((i for i in range(at + 2, len(tokens)) if tokens[i].text == "\n"), len(tokens))
    begins = at < 2 or tokens[at - 2].text == "\n" or tokens[at - 2].kind == "relation"
    return begins and not any(token.kind in ("number", "sign") for token in tokens[at + 2 : stop])
