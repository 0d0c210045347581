"""Take a written line apart: words, formulas, definitions."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass, field, replace

from grader.algebra.constants import constant
from grader.algebra.drawn import join_drawn
from grader.algebra.markup import with_signs, without_markup
from grader.algebra.parser import Chain, parse
from grader.algebra.refusal import Refusal, TooLarge
from grader.algebra.strange import too_long
from grader.algebra.symbols import FUNCTIONS, Symbols
from grader.algebra.tree import Node, latex, sym
from grader.algebra.vocabulary import is_operand, is_prose

_BREAK = re.compile(
    r"∧|\\(?:wedge|land)(?![A-Za-z])|<?=>|<=>|⇒|⟹|⇔|→|⟶|↦|∴|∵|-->|->|=>|:(?=\s)"
    r"|\\(?:implies|Rightarrow|Longrightarrow|iff|therefore|because|to|rightarrow|Leftrightarrow|longrightarrow|hookrightarrow|quad|qquad)(?![A-Za-z])"
    r"|(?<![_{^])\\(?:text|mbox|textit|textrm|textbf|intertext)\s*\{(?!\s*(?:" + "|".join(sorted(FUNCTIONS)) + r")\s*\})[^{}]*\}"
)
_MATH = re.compile(r"\$\$(.+?)\$\$|\$(.+?)\$|\\\((.+?)\\\)|\\\[(.+?)\\\]", re.DOTALL)
_LIST_MARK = re.compile(r"\s*(?:[-*•>]\s+|\(?\d{1,2}[.)]\s+|\([a-z]\)\s+|#+\s+|[Ss]tep\s*\d+\s*[:.)]?)+")
_REMARK = re.compile(r"\s(?:#|%|//|--)\s+[A-Za-z][^=$]*$|[∎□■◻▪]|\[[A-Za-z ,.'-]{4,}\]\s*$")
_WORD = re.compile(r"(?<![\\A-Za-z_{\d.'′])[A-Za-z]{2,}(?:['’](?:s|t|ll|re|ve|d|m))?(?:-[A-Za-z]{2,})*(?![A-Za-z_\d{'′₀-₉])")
_ABBREVIATION = re.compile(r"\b(?:i\.\s?e\.|e\.\s?g\.|w\.?r\.?t\.?|resp\.|q\.e\.d\.?|Eq\.|eqn?\.)")
_EQUALS = re.compile(r"(?:\bi\.\s?e\.|\bie|which is|that is|which gives|equals|namely)[\s,:]*$")
_IS = re.compile(
    r"\b(?:is|are|be|becomes?|gives?|get|obtain|yields?|equals?|have)"
    r"(?:\s+(?:the|a|just|again|exactly|simply|indeed|then|so|thus|same|matrix|rotation|product|result|formula|entries|of))*[\s:]*$",
    re.IGNORECASE,
)
_WISHED = re.compile(r"\b(?:show|prove|want|goal|should|must|not|never|if|derive)\b|n['’]t\b", re.IGNORECASE)
_DEFINING = re.compile(r":=|≔|\\coloneqq|\b(?:let|set|where|with|define|put|denote)\b", re.IGNORECASE)
_IN_SPACE = re.compile(r"(?<!\\)\bin(?=\s+(?:R|\\mathbb|ℝ))")
_TIMES = re.compile(r"(?<=\d)(\s*)x(\s*)(?=\d)")
_SPACED_TIMES = re.compile(r"(?<=[\w)\]])(\s+)[xX](?=\s+[\w(\[])|(?<=\d)(\s*)[xX](?=\s*\d)")
_CELL_GOES_ON = re.compile(r"\|(?=\s*&?\s*(?:[=≈≤≥<>]|:=|\\(?:approx|le|ge)q?\b))|(?<=[=≈≤≥<>])(\s*)\|")
"""Between the cells of a table whose second begins, or whose first ends, with a relation."""
_ABSOLUTES = re.compile(r"\|[^|\s]+\|.*[=<>≤≥].*\|[^|\s]+\|")
_GOES_ON = re.compile(r"\\\\(?:\[[^\]]*\])?(?:\\q?quad(?![A-Za-z])|\\[,;:! ]|[\s&])*(?=[+\-−])")
_RELATION = re.compile(r"[=≈≤≥<>∈≔≡]|\\(?:le|ge|leq|geq|approx|in|equiv|coloneqq|neq)(?![A-Za-z])")
_NUMBERED = re.compile(r"([A-Za-z]\w*'*|[\d₀-₉′')}\]])(?:\s+|\s*\\q?quad\s*)\((?:[1-9]\d?|\*{1,3})\)\s*$")
"""The number of an equation at the end of its line: "y = a x + b_1   (2)"."""
_SIZE = re.compile(r"(?<=[A-Za-z\d₀-₉′'ᵀ)}])\s+[(\[]\s*\d+\s*(?:[x×]|\\times)\s*\d+\s*[)\]]\s*$")
"""A size told in passing: "W' = W2 W1 (2x3)"."""
_DONE = re.compile(r"\s\|\s*(?:[A-Za-z][A-Za-z ,.'-]*|[-+−·:*/÷]\s*\(?[\w^{}]+\)?)\s*$")
"""What is done next, as schools write it: "y = a x + b   | - b"."""
_CONDITION = re.compile(r"(?:^|(?<![A-Za-z])[A-Za-z]{1,2}|[^A-Za-z\s,:])\s*[,:]?\s*\b(?:at|when|if|for)\s*$", re.IGNORECASE)
"""Words right behind a formula, or before it, that restrict it; "maximal at x = 0" does not."""
_PUNCTUATION = ' \t\n,;:.–—()[]{}"“”`?!→'
_OPERATORS = "+*/^=·×@(−<>≈≤≥"


@dataclass
class Line:
    """One line as it was read."""

    text: str
    chains: list[Chain]
    defining: bool = False
    """Whether its words announce a definition: let, where, set, :=."""
    refusal: Refusal | None = None
    reading: str = ""
    point: dict[str, Node] = field(default_factory=dict)
    """Where the line is claimed to hold: "s = 1/2 at z = 0"."""
    remarks: list[Node] = field(default_factory=list)
    """Formulas that words call the result: "so this is R(n - m)"."""

    def conditions(self) -> list[Chain]:
        """The point as equations."""
        return [Chain((sym(name), value), ("=",)) for name, value in self.point.items()]

    def without_point(self, taken: Collection[str]) -> Line:
        """The same line; where the givens say what a symbol is, a value for it is a statement like any other."""
        return replace(self, chains=[*self.chains, *self.conditions()], point={}) if set(taken) & set(self.point) else self

    @property
    def prose(self) -> bool:
        """Whether there is nothing to check."""
        return not self.chains and self.refusal is None


@dataclass
class _Segment:
    text: str
    start: int
    lead: str = ""
    """The words before it."""
    whole: bool = False
    """Whether nothing else is on the line."""


def split_lines(text: str) -> list[str]:
    r"""Cut an answer into lines, at newlines and at LaTeX row breaks outside matrices.

    >>> split_lines("\\begin{aligned} y &= a x \\\\ &= b \\end{aligned}\n\nso it is")
    ['y &= a x', '&= b', 'so it is']
    """
    found: list[str] = []
    layout = re.sub(
        r"\\(?:begin|end)\{(?:aligned|align|equation|gather|gathered|split|displaymath)\*?\}", "\n", _with_rows_joined(join_drawn(text))
    )
    layout = re.sub(r"\$\$\s*(.*?)\s*\$\$", lambda m: "\n" + _display(m[1]) + "\n", layout, flags=re.DOTALL)
    layout = re.sub(r"\\\[\s*(.*?)\s*\\\]", lambda m: "\n" + _display(m[1]) + "\n", layout, flags=re.DOTALL)
    for line in layout.split("\n"):
        depth = 0
        start = 0
        for mark in re.finditer(
            r"\\begin\{[bpvB]?(?:small)?(?:matrix|array)\}|\\end\{[bpvB]?(?:small)?(?:matrix|array)\}|\\\\(?:\[[^\]]*\])?", line
        ):
            if mark[0].startswith("\\begin"):
                depth += 1
            elif mark[0].startswith("\\end"):
                depth -= 1
            elif depth <= 0:
                found.append(line[start : mark.start()])
                start = mark.end()
        found.append(line[start:])
    return [line for line in map(str.strip, found) if line.strip("|:- \t") and not re.fullmatch(r"```\w*|\$\$?|\*{3,}", line)]


def _with_rows_joined(text: str) -> str:
    """The text with rows that go on with + or - moved up to the row that they belong to."""
    if "matrix" in text or "array" in text:
        return text

    def joined(mark: re.Match[str]) -> str:
        row = re.split(r"\\\\|\n", text[mark.end() :], maxsplit=1)[0]
        return mark[0] if _RELATION.search(row) else " "

    return _GOES_ON.sub(joined, text)


def _without_asides(text: str, symbols: Symbols) -> str:
    """The line without the number of its equation, sizes told in passing, and what is to be done next."""
    patterns = [_SIZE] if any(symbols.shapes.values()) else []
    patterns += [_DONE] if text.count("|") == 1 else []
    numbered = _NUMBERED.search(text) if "=" in text else None
    if numbered and symbols.resolve(numbered[1]) not in {*symbols.functions, *symbols.arguments}:
        text = text[: numbered.end(1)]
    for pattern in patterns:
        text = pattern.sub(lambda m: " " * len(m[0]), text)
    return text


def _display(inside: str) -> str:
    return " ".join(inside.split("\n"))


def read_line(text: str, symbols: Symbols) -> Line:
    """Read one line: its formulas as chains, its words only as far as they define or part.

    >>> line = read_line("therefore y = 2 x, as wanted", Symbols({"x": "scalar", "y": "scalar"}))
    >>> line.reading, line.prose
    ('y = 2 x', False)
    """
    line = Line(text, [], defining=_DEFINING.search(text) is not None)
    line.refusal = too_long(text)
    if line.refusal:
        return line
    if not text.strip("|:- \t"):
        return line
    segments = _segments(_without_asides(_with_rows_joined(text), symbols), symbols)
    failures: list[Refusal] = []
    for segment in segments:
        _read_segment(segment, line, failures, symbols)
    if failures:
        line.refusal = failures[0]
    line.reading = r" \quad ".join(write_chain(chain, symbols) for chain in [*line.chains, *line.conditions()])
    return line


def _read_segment(segment: _Segment, line: Line, failures: list[Refusal], symbols: Symbols) -> None:
    has_relation = _RELATION.search(segment.text) is not None
    try:
        chains = parse(segment.text, symbols)
    except Refusal as refusal:
        if has_relation or segment.whole or re.search(r"[_(]\W*['\"_]|\w\(['\"]", segment.text) or isinstance(refusal, TooLarge):
            refusal.position += segment.start
            failures.append(refusal)
        return
    for chain in chains:
        if chain.relations and _CONDITION.search(segment.lead) and _is_point(chain):
            line.point[str(chain.sides[0].value)] = chain.sides[1]  # type: ignore[union-attr,assignment]
        elif chain.relations:
            line.chains.append(chain)
        elif _EQUALS.search(segment.lead):
            line.chains.append(Chain((None, chain.sides[0]), ("=",), chain.labels))
        elif segment.whole and len(chains) == 1:
            line.chains.append(chain)
        elif chain.sides[0] is not None and _IS.search(segment.lead) and not _WISHED.search(segment.lead):
            line.remarks.append(chain.sides[0])


def _is_point(chain: Chain) -> bool:
    """Whether a chain gives one symbol the value of a number."""
    left, right = (chain.sides[0], chain.sides[1]) if len(chain.sides) == 2 and chain.relations == ("=",) else (None, None)
    return left is not None and right is not None and left.op == "sym" and constant(right) is not None


def _segments(text: str, symbols: Symbols) -> list[_Segment]:
    """The formulas of a line, with the words before each."""
    blank = with_signs(without_markup(_REMARK.sub(lambda m: " " * len(m[0]), text)), lambda word: is_operand(word, symbols))
    if not any(name.startswith(("x", "X")) for name in symbols.shapes) and not re.search(r"\bx\s*:?=", blank):
        blank = _SPACED_TIMES.sub(lambda m: f"{m[1] or m[2] or ''}×", blank)
    if re.fullmatch(r"\|.*\|", blank.strip()) and not _ABSOLUTES.fullmatch(blank.strip()):
        blank = _CELL_GOES_ON.sub(lambda m: f"{m[1] or ''} ", blank).replace("|", ";")
    mark = _LIST_MARK.match(blank)
    if mark:
        blank = " " * mark.end() + blank[mark.end() :]
    found: list[_Segment] = []
    maths = [m for m in _MATH.finditer(blank) if "$" in m[0] or "\\" in m[0]]
    if maths:
        end = 0
        for m in maths:
            inside = next(group for group in m.groups() if group is not None)
            start = m.start() + m[0].index(inside)
            found += _split(inside, start, blank[end : m.start()], symbols, words=False)
            end = m.end()
        alone = len(found) == 1 and not re.search(r"[^\W\d_]", blank[: maths[0].start()] + blank[maths[-1].end() :])
        for segment in found:
            segment.whole = alone
        return found
    if re.search(r"∈|\bin\b", blank):
        before, sign, space = _IN_SPACE.sub("∈ ", blank).partition("∈")
        blank = before + sign + _TIMES.sub(lambda m: f"{m[1]}×{m[2]}", space)
    found = _split(blank, 0, "", symbols, words=True)
    if len(found) == 1 and not found[0].lead.strip(_PUNCTUATION) and found[0].whole:
        return found
    for segment in found:
        segment.whole = segment.whole and len(found) == 1 and re.search(r"[^\W\d_]{2}", segment.lead) is None
    return found


def _split(text: str, offset: int, lead: str, symbols: Symbols, *, words: bool) -> list[_Segment]:
    cuts = [(m.start(), m.end()) for m in _BREAK.finditer(text)]
    if words:
        cuts += [(m.start(), m.end()) for m in _ABBREVIATION.finditer(text)]
        prose = [(m.start(), m.end()) for m in _WORD.finditer(text) if is_prose(m, text, symbols)]
        prose += [(m.start(), m.end()) for m in re.finditer(r"\([^()=]*\)", text) if any(m.start() < s < m.end() for s, _ in prose)]
        cuts += prose
    found: list[_Segment] = []
    at = 0
    for start, end in [*sorted(cuts), (len(text), len(text))]:
        if start > at:
            piece = text[at:start]
            if piece.strip(_PUNCTUATION + "$"):
                trimmed = piece.lstrip(' \t\n,;:.–—"“”`→')
                shift = len(piece) - len(trimmed)
                found.append(
                    _Segment(
                        trimmed.rstrip(' \t\n,;:.–—"“”`→'),
                        offset + at + shift,
                        (lead + " " + text[:at]).strip(),
                        whole=not words or not cuts,
                    )
                )
        at = max(at, end)
    return found


def write_chain(chain: Chain, symbols: Symbols) -> str:
    """A chain as LaTeX: how it was read."""
    signs = {"=": "=", "<=": r"\le", ">=": r"\ge", "<": "<", ">": ">", "~": r"\approx", "in": r"\in", "!=": r"\ne"}
    text = latex(chain.sides[0], symbols.spell) if chain.sides[0] is not None else ""
    for relation, side in zip(chain.relations, chain.sides[1:], strict=True):
        shown = latex(side, symbols.spell) if side is not None else ""
        if relation == "in" and side is not None:
            shown = r"\mathbb{R}^{" + r" \times ".join(latex(arg, symbols.spell) for arg in side.args) + "}"
        text += f" {signs[relation]} {shown}"
    return text.strip()
