"""Read a symbol in any spelling: subscripts, primes, products without a sign."""

from __future__ import annotations

import re
from typing import NamedTuple

from grader.algebra.refusal import Refusal
from grader.algebra.symbols import FUNCTIONS, GREEK_LETTERS, Symbols
from grader.algebra.tree import GREEK
from grader.catalogue import say

SUBSCRIPTS = dict(zip("₀₁₂₃₄₅₆₇₈₉ᵢⱼₖₙₘₓₜ", "0123456789ijknmxt", strict=True))
"""Lowered characters and what they are on the line."""
_BASE = re.compile(
    r"(?:\\(?:math\w+|boldsymbol|bm|vec|text\w*|operatorname|pmb)\s*)?\{?\s*(?:\\([A-Za-z]+)|([A-Za-z][A-Za-z\d]*)|([^\W\d_]))\s*\}?"
)
_RUN = re.compile(r"\\([A-Za-z]+)|([A-Za-z][A-Za-z\d]*)|([^\W\d_])\d*")
_PRIME = re.compile(r"\s?(?:\^\s*\{?\s*((?:\\prime\s*|['′’´]\s*)+)\}?|(['′’´″]+)|_(prime)(?![A-Za-z]))")
_BRACED = re.compile(r"\s?_\s*\{\s*(?:\\(?:text|mathrm|mathit|rm)\s*\{\s*([A-Za-z\d ,]+)\}|([A-Za-z\d ,+]+|\\[A-Za-z]+))\s*\}")
_BARE = re.compile(r"_(\d+|[A-Za-z]\w*|\\[A-Za-z]+)")
_VARIANTS = {"varepsilon": "epsilon", "vartheta": "theta", "varphi": "phi"}


class Piece(NamedTuple):
    """One symbol found; `component` names the entry of a vector."""

    text: str
    position: int
    component: str = ""


def read_name(text: str, start: int, symbols: Symbols) -> tuple[list[Piece], int]:
    """Read the symbols that begin at `start`; return them and where they end.

    >>> read_name("a1a2x_2 + 1", 0, Symbols({"a1": "scalar", "a2": "scalar", "x2": "scalar"}))[0]
    [Piece(text='a1', position=0, component=''), Piece(text='a2', position=2, component=''), Piece(text='x2', position=4, component='')]
    """
    styled = text.startswith("{", start) or text[start : start + 1].isspace()
    found = (_BASE if styled else _RUN).match(text, start)
    if not found:
        raise Refusal(say("A name is expected here."), start, say("Write a symbol of the question."))
    if found[1]:
        base, begin, end = _VARIANTS.get(found[1], found[1]), start, found.end()
    elif found[2]:
        base, begin, end = found[2], found.start(2), found.end()
    else:
        base, begin, end = GREEK_LETTERS.get(found[3], found[3]), found.start(3), found.end(3) if not styled else found.end()
        while end < len(text) and text[end].isascii() and text[end].isdigit():
            base += text[end]
            end += 1
    suffix, after = _suffixes(text, end, symbols, base)
    if found[2] and len(base) > 1:
        return _split(text, base, begin, end, suffix, after, symbols)
    return [_one(base, suffix, begin, symbols)], after


class _Suffix(NamedTuple):
    subscript: str
    primes: int


def _suffixes(text: str, at: int, symbols: Symbols, base: str) -> tuple[_Suffix, int]:
    """Read subscripts and primes in any order."""
    subscript, primes = "", 0
    while True:
        prime = _PRIME.match(text, at)
        if prime and not (prime[2] is None and prime[3] is None and not (prime[1] or "").strip()):
            primes += (
                1
                if prime[3]
                else (prime[1] or prime[2]).count("\\prime")
                + len(re.findall("['′’´]", prime[1] or prime[2]))
                + 2 * (prime[2] or "").count("″")
            )
            at = prime.end()
            continue
        if subscript:
            return _Suffix(subscript, primes), at
        small = at
        while small < len(text) and text[small] in SUBSCRIPTS:
            small += 1
        braced = _BRACED.match(text, at)
        if small > at:
            subscript, at = "".join(SUBSCRIPTS[c] for c in text[at:small]), small
        elif braced:
            subscript, at = re.sub(r"[ ,\\]", "", braced[1] or braced[2]), braced.end()
        else:
            bare = _BARE.match(text, at)
            if not bare:
                return _Suffix(subscript, primes), at
            subscript = _shortened(base, bare[1], symbols)
            at += 1 + len(subscript)
            subscript = subscript.lstrip("\\")


def _shortened(base: str, run: str, symbols: Symbols) -> str:
    """Take as much of an unbraced subscript as a declared name needs: `W_Qx` is W_Q times x."""
    if run.isdigit() or run.startswith("\\"):
        return run
    last = next((base[i:] for i in range(len(base)) if symbols.resolve(base[i:] + run)), "")
    if last:
        return run
    for length in range(len(run) - 1, 0, -1):
        if any(symbols.resolve(base[i:] + run[:length]) for i in range(len(base))):
            return run[:length]
    return run


def _one(base: str, suffix: _Suffix, position: int, symbols: Symbols) -> Piece:
    """The symbol for a base with its suffix."""
    spelled = base + suffix.subscript + "'" * suffix.primes
    declared = symbols.resolve(spelled)
    if declared is None and suffix.subscript:
        vector = symbols.resolve(base + "'" * suffix.primes)
        if vector is not None and (symbols.shape(vector) or (0, 0))[1] == 1:
            return Piece(vector, position, suffix.subscript)
    return Piece(declared or spelled, position)


def _known(spelled: str, symbols: Symbols) -> bool:
    if spelled == "lg" and symbols.resolve("l") and symbols.resolve("g"):
        return False
    return symbols.resolve(spelled) is not None or spelled in FUNCTIONS or spelled in GREEK


def _split(text: str, run: str, begin: int, end: int, suffix: _Suffix, after: int, symbols: Symbols) -> tuple[list[Piece], int]:
    """Cut a run of letters into declared names, the longest first; the suffix belongs to the last."""
    if suffix == ("", 0) and _known(run, symbols):
        return [Piece(symbols.resolve(run) or run, begin)], end
    pieces: list[Piece] = []
    hits, at = 0, 0
    while at < len(run):
        piece, length, hit = _longest(run[at:], suffix, symbols)
        if piece.text in FUNCTIONS and at + length < len(run) and not hit:
            hit = True
        pieces.append(Piece(piece.text, begin + at, piece.component))
        hits += hit
        at += length
    letters = sum(c.isalpha() for c in run)
    if not hits and letters > 1 and not symbols.free:
        return [Piece(run + suffix.subscript + "'" * suffix.primes, begin)], after
    return pieces, after


def _longest(rest: str, suffix: _Suffix, symbols: Symbols) -> tuple[Piece, int, bool]:
    """The longest known name at the front of `rest`, its length, and whether it is known."""
    for length in range(len(rest), 0, -1):
        piece = rest[:length]
        if length == len(rest) and suffix != ("", 0):
            whole = _one(piece, suffix, 0, symbols)
            if whole.component or symbols.resolve(piece + suffix.subscript + "'" * suffix.primes) or (piece in GREEK or piece in FUNCTIONS):
                return whole, length, True
        elif _known(piece, symbols):
            return Piece(symbols.resolve(piece) or piece, 0), length, True
    head = re.match(r"[A-Za-z]\d*", rest)
    length = head.end() if head else 1
    if length == len(rest):
        return _one(rest, suffix, 0, symbols), length, False
    return Piece(rest[:length], 0), length, False
