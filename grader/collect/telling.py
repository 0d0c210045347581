"""Whether equations without a heading may belong to a derivation."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

_MATH = re.compile(r"\$\$(.+?)\$\$|\$(.+?)\$|\\\((.+?)\\\)|\\\[(.+?)\\\]", re.DOTALL)
_EQUALS = re.compile(r"[=≡≈]|\\(?:equiv|approx)")
_COMMAND = re.compile(r"\\([A-Za-z]+)")
_DRAWN = re.compile(r"[{}_^\\]")
_PRIME = re.compile(r"\^?\{?\\prime\}?|[′’]")
_WORD = re.compile(r"[A-Za-z]{2,}(?:-[A-Za-z]+)*(?!\d)|\bw/o?(?![A-Za-z])")
_NAME = re.compile(r"[^\W\d_]\d*'*")
_FUNCTIONS = frozenset(("sin", "cos", "tan", "exp", "log", "ln", "max", "tanh", "frac", "dfrac", "tfrac", "sqrt", "cdot", "times", "top"))
_LONGEST = 2_000


def concerns(text: str, own: frozenset[str], others: Iterable[frozenset[str]], *, surely: bool = False) -> bool:
    r"""Whether a text has an equation that may be a line of the derivation with the symbols `own`.

    `others` are the symbols of the other derivations of the same question. An equation belongs to those whose symbols of their own it
    has; one in letters that no derivation declares may belong to any of them, for students choose letters too,
    unless it is to be told `surely`.

    >>> scalar, matrix = frozenset({"y", "a1", "a2", "x"}), frozenset({"y", "W1", "W2", "x"})
    >>> sheet = "Put it in: $y = a_1 (a_2 x)$"
    >>> concerns(sheet, scalar, [matrix]), concerns(sheet, matrix, [scalar]), concerns("$Y = A(Bx)$", matrix, [scalar])
    (True, False, True)
    """
    declared = [symbols for symbols in others if symbols]
    elsewhere = frozenset[str]().union(*declared)
    mine = own - elsewhere
    for equation in _equations(text):
        names = _names(equation)
        if names & mine or (not mine and names & own):
            return True
        known = any(names & (symbols - own) for symbols in declared)
        if not surely and len(names) > 1 and not known and not names <= elsewhere | own and not _foreign(equation):
            return True
    return False


def without_others(text: str, own: frozenset[str], others: Iterable[frozenset[str]]) -> str:
    """The text with the equations blanked that have symbols of other derivations and none of this one's own; lines stay.

    >>> without_others("y = a x\\ny = W x", frozenset({"y", "a", "x"}), [frozenset({"y", "W", "x"})])
    'y = a x\\n'
    """
    elsewhere = frozenset[str]().union(*others)
    mine, theirs = own - elsewhere, elsewhere - own

    def keep(piece: str) -> str:
        names = _names(_PRIME.sub("'", unicodedata.normalize("NFKC", piece))) if _EQUALS.search(piece) and len(piece) <= _LONGEST else None
        return "\n" * piece.count("\n") if names and names & theirs and not names & mine else piece

    return _PIECE.sub(lambda found: keep(found[0]), text)


_PIECE = re.compile(r"\$\$.+?\$\$|[^\n]+?(?=\$\$|\n|$)", re.DOTALL)


def _equations(text: str) -> Iterable[str]:
    plain = _PRIME.sub("'", unicodedata.normalize("NFKC", text))
    for found in _MATH.finditer(plain):
        inside = next(group for group in found.groups() if group is not None)
        if len(inside) <= _LONGEST and _EQUALS.search(inside):
            yield inside
    for line in _MATH.sub(lambda found: "\n" * found[0].count("\n") or " ", plain).split("\n"):
        if len(line) <= _LONGEST and _EQUALS.search(line):
            yield line


def _symbols(equation: str) -> str:
    """The equation without markup: W_{1} is W1, \\theta is θ, \\sigma is σ."""
    spelled = _COMMAND.sub(lambda found: _GREEK.get(found[1], " "), equation)
    return _DRAWN.sub("", spelled)


def _names(equation: str) -> frozenset[str]:
    plain = _symbols(equation)
    return frozenset(_NAME.findall(_WORD.sub(lambda found: " " if _is_word(found[0]) else found[0], plain)))


def _is_word(letters: str) -> bool:
    """Words of the language and of functions; `ax` and `Wx` are products."""
    return letters.lower() in _FUNCTIONS or len(letters) > 2 or letters.lower() in _SHORT or "/" in letters


def _foreign(equation: str) -> bool:
    """Whether it defines something with a name of several capitals: PE(p, 2i) = ..."""
    return re.search(r"(?<![A-Za-z])(?!T)[A-Z]{2,}\s*[(_^=]", equation) is not None


_SHORT = frozenset("so is if we to of in by as at it or an be do on us no".split())  # noqa: SIM905
_GREEK = {"theta": "θ", "sigma": "σ", "phi": "φ", "alpha": "α", "beta": "β", "lambda": "λ", "omega": "ω", "varphi": "φ"}
