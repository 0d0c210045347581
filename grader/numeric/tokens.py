"""Cut a written calculation into numbers, signs and names."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from grader.catalogue import say

TokenKind = Literal["number", "name", "sign", "open", "close", "relation", "percent", "fraction", "root", "end", "other"]

_DIGITS = frozenset("0123456789")
MOST_DIGITS = 400
"""Longer literals are refused: no homework needs them, and arithmetic on them takes time."""

_GROUPS = r"(?P<groups>\d{1,3}(?P<sep>,|\{,\}|\\,| |_|')\d{3}(?:(?P=sep)\d{3})*(?!\d|(?P=sep)\d)(?:\.\d+)?)"
_INDIAN = r"(?P<indian>\d{1,2}(?P<sep2>,|\{,\}|\\,|')\d{2}(?:(?P=sep2)\d{2})*(?P=sep2)\d{3}(?!\d|(?P=sep2)\d)(?:\.\d+)?)"
_DOTS = r"(?P<dots>\d{1,3}(?:\.\d{3}){2,}(?![\d.]\d)(?!\d)(?:,\d+)?)"
_COMMA = r"(?P<comma>\d+(?:,|\{,\})\d+(?![\d,.]\d|\d|\{,\}))"
_PLAIN = r"(?P<plain>\d+(?:_\d+)*(?:\.\d*)?|\.\d+)"
_NUMBER = re.compile(rf"(?:{_GROUPS}|{_INDIAN}|{_DOTS}|{_COMMA}|{_PLAIN})(?P<exponent>[eE][-+]?\d{{1,9}}(?![\w.]))?")
_ORDINAL = re.compile(r"\d+(?:st|nd|rd|th)\b")
_SHORT_FRACTION = re.compile(r"\\[dtc]?frac\s*(\d)\s*(\d)")
_SUFFIX = re.compile(
    r"(?P<near>[kKMBG])(?![\w'^_({])|(?P<apart>[ ](?:k|K|M|B))(?![\w'^_({])|(?P<milli>m)(?![\w'^_({])"
    r"|[ ]?(?P<word>(?i:thousand|tausend|millionen|million|mill?\b\.?|mio\b\.?|mn|milliarden?|billion|bn|lakhs?|crores?|trillion))"
    r"(?![A-Za-z])",
)
_SCALES = {"k": 3, "K": 3, "M": 6, "B": 9, "G": 9, "m": 6, "thousand": 3, "million": 6, "mil": 6, "mill": 6, "mio": 6, "mn": 6}
_SCALES |= {"billion": 9, "bn": 9, "lakh": 5, "lakhs": 5, "crore": 7, "crores": 7, "trillion": 12}
_SCALES |= {"tausend": 3, "millionen": 6, "milliarde": 9, "milliarden": 9}
_PERCENT = re.compile(r"\\?%|‰|per ?cent\b")
_NAME = re.compile(r"(?:(?:np|numpy|math|torch)\.)?[^\W\d_](?:[^\W_]|-(?=[A-Za-z]))*'*(?:\s?_\s?\{[^{}]{0,60}\}|_\w+)*'*")
_COMMAND = re.compile(r"\\([A-Za-z]+|\\(?:\[[^\]\n]{0,20}\])?|.)", re.DOTALL)
_RELATION = re.compile(r"[<>=:!]=|=>|[-=]>|=|≈|~|≤|→|≡|≥|≠|<|>")

_COMMANDS: dict[str, tuple[TokenKind, str]] = {
    **dict.fromkeys(("cdot", "times", "ast", "cdotp"), ("sign", "*")),
    **dict.fromkeys(("div", "over"), ("sign", "/")),
    **dict.fromkeys(("frac", "dfrac", "tfrac", "cfrac"), ("fraction", "frac")),
    "sqrt": ("root", "sqrt"),
    **dict.fromkeys(("approx", "simeq", "sim", "cong", "approxeq", "doteq"), ("relation", "≈")),
    **dict.fromkeys(
        ("to", "rightarrow", "Rightarrow", "implies", "Longrightarrow", "longrightarrow", "mapsto", "therefore"), ("relation", "→")
    ),
    **dict.fromkeys(("le", "leq", "leqslant"), ("relation", "≤")),
    **dict.fromkeys(("ne", "neq", "ge", "geq", "lt", "gt"), ("other", "?")),
    **dict.fromkeys(("equiv", "coloneqq"), ("relation", "=")),
    "%": ("percent", "%"),
    "{": ("open", "{"),
    "}": ("close", "}"),
    "lbrace": ("open", "{"),
    "rbrace": ("close", "}"),
    **dict.fromkeys(("rfloor", "rceil"), ("close", ")")),
    ",": ("end", ","),
}
_WHOLE = re.compile(r"(?:\\left\s*)?(⌊|⌈|\\l(?:floor|ceil)(?![A-Za-z]))")
"""The bracket that opens ⌊97 / 3⌋; its closing one is a bracket like any other."""
_ROUNDED = {"⌊": "floor", "⌈": "ceil", "lfloor": "floor", "lceil": "ceil"}
_RELATIONS = {"≈": "≈", "~": "≈", "→": "→", "=>": "→", "->": "→", "≤": "≤", "<=": "≤", "=": "=", "==": "=", ":=": "=", "≡": "="}
_SUPERSCRIPTS = {"⁻": "-", "⁺": "+", **{c: str(unicodedata.digit(c)) for c in "⁰¹²³⁴⁵⁶⁷⁸⁹"}}
_SUBSCRIPTS = {c: str(unicodedata.digit(c)) for c in "₀₁₂₃₄₅₆₇₈₉"}


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of a calculation and its place."""

    kind: TokenKind
    text: str
    start: int
    end: int
    gap: bool = False
    """Whether space stands before it."""
    value: Fraction | None = None
    unit: Fraction | None = None
    """Of a number: the place value of its last digit, 1/100 for 0.25, 10000 for 1.77M."""
    other: Fraction | None = None
    """Of a number that can be meant otherwise (12,345 or 1.5m): the other value."""
    whole: bool = False
    """Of a number: whether it has no decimal point."""


_TOO_MANY = say("this number has more than {most} digits", most=MOST_DIGITS)


class TooLong(ValueError):
    """A literal with more digits, or a text with more tokens, than are read; `at` is the place."""

    def __init__(self, at: int, reason: str = _TOO_MANY) -> None:
        self.at = at
        self.reason = reason
        super().__init__(reason)


def tokenize(text: str, start: int, end: int, most: int) -> list[Token]:
    """Cut `text[start:end]` (without markup) into at most `most` tokens; raises TooLong."""
    tokens: list[Token] = []
    at = start
    gap = False
    while at < end:
        char = text[at]
        if char in " \t":
            at, gap = at + 1, True
            continue
        for token in _read(text, at, end, gap, tokens):
            tokens.append(token)
            at = token.end
        if len(tokens) > most:
            raise TooLong(at, say("this is too long to be read as a number"))
        gap = False
    return tokens


def _read(text: str, at: int, end: int, gap: bool, before: list[Token]) -> list[Token]:
    char = text[at]
    if char.isascii() and (char.isdigit() or (char == "." and text[at + 1 : at + 2] in _DIGITS)):
        return [_number(text, at, end, gap)]
    if whole := _WHOLE.match(text, at, end):
        name = _ROUNDED[whole[1].removeprefix("\\")]
        middle = whole.start(1)
        return [Token("name", name, at, middle, gap), Token("open", "(", middle, whole.end())]
    if char == "\\":
        return [_command(text, at, end, gap)]
    if char in _SUPERSCRIPTS:
        return _raised(text, at, end, gap, before)
    if text.startswith("//", at, end):
        return [Token("sign", "//", at, at + 2, gap)]
    times = _times(text, at, end, gap, before) if char in "xX*" else None
    return [times or _word(text, at, end, gap) or _single(char, at, gap)]


def _word(text: str, at: int, end: int, gap: bool) -> Token | None:
    """A name, a percent sign or a relation."""
    char = text[at]
    if unicodedata.category(char) == "No":
        return None
    if percent := _PERCENT.match(text, at, end):
        return Token("percent", "‰" if char == "‰" else "%", at, percent.end(), gap)
    if name := _NAME.match(text, at, end):
        return Token("name", name[0], at, name.end(), gap)
    if relation := _RELATION.match(text, at, end):
        sign = _RELATIONS.get(relation[0])
        return Token("relation", sign, at, relation.end(), gap) if sign else Token("other", "?", at, relation.end(), gap)
    return None


def _single(char: str, at: int, gap: bool) -> Token:
    if char == "√":
        return Token("root", "sqrt", at, at + 1, gap)
    fraction = _vulgar(char)
    if fraction is not None:
        return Token("number", char, at, at + 1, gap, fraction)
    kind: TokenKind = (
        "sign" if char in "+-*/^" else "open" if char in "([{" else "close" if char in ")]}⌋⌉" else "end" if char in "\n,;.:" else "other"
    )
    return Token(kind, char, at, at + 1, gap)


def _vulgar(char: str) -> Fraction | None:
    """The value of ½ and its like."""
    top, slash, bottom = unicodedata.normalize("NFKC", char).partition("⁄")
    return Fraction(int(top), int(bottom)) if slash and top.isdigit() and bottom.isdigit() else None


def _times(text: str, at: int, end: int, gap: bool, before: list[Token]) -> Token | None:
    """A letter x between numbers, and `**` for a power."""
    if text.startswith("**", at):
        return Token("sign", "^", at, at + 2, gap)
    operand = bool(before) and (before[-1].kind in ("number", "close"))
    after = text[at + 1 : end].lstrip(" \t")[:1]
    if text[at] != "*" and operand and (after.isdigit() or after in ("(", "d")) and not (after == "d" and not gap):
        return Token("sign", "*", at, at + 1, gap)
    return None


def _raised(text: str, at: int, end: int, gap: bool, before: list[Token]) -> list[Token]:
    """Superscripts: a power after an operand, else the top of a fraction such as ¹⁄₄ or plain digits."""
    stop = at
    while stop < end and text[stop] in _SUPERSCRIPTS:
        stop += 1
    digits = "".join(_SUPERSCRIPTS[c] for c in text[at:stop])
    bottom = stop + 1
    while text[stop : stop + 1] in ("⁄", "/") and bottom < end and text[bottom] in _SUBSCRIPTS:
        bottom += 1
    if not digits.lstrip("+-").isdigit() or len(digits) > 6:
        return [Token("other", text[at:stop], at, stop, gap)]
    value = Fraction(int(digits))
    if bottom > stop + 1:
        below = int("".join(_SUBSCRIPTS[c] for c in text[stop + 1 : bottom]))
        return [Token("number", text[at:bottom], at, bottom, gap, value / below)] if below else [Token("other", "?", at, bottom, gap)]
    number = Token("number", digits, at, stop, False, value, Fraction(1))
    operand = bool(before) and before[-1].kind in ("number", "close", "name")
    return [Token("sign", "^", at, at, gap), number] if operand else [number]


def _command(text: str, at: int, end: int, gap: bool) -> Token:
    short = _SHORT_FRACTION.match(text, at, end)
    if short and int(short[2]):
        return Token("number", short[0], at, short.end(), gap, Fraction(int(short[1]), int(short[2])))
    found = _COMMAND.match(text, at, end)
    if not found:
        return Token("other", "\\", at, at + 1, gap)
    name = found[1]
    if name.startswith("\\"):
        return Token("end", "\n", at, found.end(), gap)
    kind, shown = _COMMANDS.get(name, ("name" if name.isalpha() else "other", name))
    if kind == "name":
        # A subscript or a prime belongs to the name: \sigma'(0) is not \sigma(0).
        more = re.compile(r"'*(?:\s?_\s?\{[^{}]{0,60}\}|_\w+)*'*").match(text, found.end(), end)
        stop = more.end() if more else found.end()
        return Token("name", name + text[found.end() : stop], at, stop, gap)
    return Token(kind, shown, at, found.end(), gap)


def _number(text: str, at: int, end: int, gap: bool) -> Token:
    ordinal = _ORDINAL.match(text, at, end)
    if ordinal:
        return Token("name", ordinal[0], at, ordinal.end(), gap)
    found = _NUMBER.match(text, at, end)
    assert found is not None
    if found.end() - at > MOST_DIGITS:
        raise TooLong(at)
    whole, other = _digits(found)
    decimals = len(whole.partition(".")[2])
    power = int(found["exponent"][1:]) if found["exponent"] else 0
    if abs(power) > MOST_DIGITS:
        raise TooLong(at)
    scale, apart, stop = _scale(text, found.end(), end)
    factor = Fraction(10) ** (power + (0 if apart == "m" else scale))
    value = Fraction(whole) * factor
    if scale:
        # Spaced letters may be units, and a lone m may be a metre: the other value is kept.
        other = Fraction(whole) * Fraction(10) ** (scale if apart == "m" else 0) if apart else None
    elif other is not None:
        other *= factor
    return Token("number", text[at:stop], at, stop, gap, value, factor / 10**decimals, other, not decimals)


def _digits(found: re.Match[str]) -> tuple[str, Fraction | None]:
    """The digits with a point, and the other value that a single comma may stand for."""
    body = found[0][: found.start("exponent") - found.start()] if found["exponent"] else found[0]
    if found["groups"] or found["indian"]:
        separator = found["sep"] or found["sep2"]
        digits = body.replace(separator, "")
        head, _, tail = body.partition(separator)
        if found["groups"] and separator in (",", "{,}") and separator not in tail and "." not in tail:
            # 0,665 can only be a decimal; 1,769 is taken for thousands, and the other meaning is kept.
            decimal = f"{head}.{tail}"
            return (decimal, None) if head.strip("0") == "" else (digits, Fraction(decimal))
        return digits, None
    if found["dots"]:
        return body.replace(".", "").replace(",", "."), None
    if found["comma"]:
        return body.replace("{,}", ".").replace(",", "."), None
    return body.replace("_", "").rstrip(".") or "0", None


def _scale(text: str, at: int, end: int) -> tuple[int, str, int]:
    found = _SUFFIX.match(text, at, end)
    if not found:
        return 0, "", at
    word = (found["near"] or found["apart"] or found["milli"] or found["word"]).strip().rstrip(".")
    scale = _SCALES[word.lower() if found["word"] else word]
    return scale, "m" if found["milli"] else "apart" if found["apart"] else "", found.end()
