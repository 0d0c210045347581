"""Cut folded text into words, symbols and relations, LaTeX and arrows included."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from grader.text.wordlists import word_set

RELATIONS = word_set("= -> <= >= < > !=")
"""Signs that state something, as a verb does."""

_COMMANDS = {
    "sqrt": "sqrt",
    "rightarrow": "->",
    "Rightarrow": "->",
    "longrightarrow": "->",
    "to": "->",
    "implies": "->",
    "mapsto": "->",
    "hookrightarrow": "->",
    "leq": "<=",
    "le": "<=",
    "leqslant": "<=",
    "geq": ">=",
    "ge": ">=",
    "neq": "!=",
    "ne": "!=",
    "approx": "=",
    "equiv": "=",
    "propto": "proportional",
    "Vert": "norm",
    "lVert": "norm",
    "rVert": "norm",
    "infty": "infinity",
    "prod": "product",
    "mathbb": "",
    "langle": "inner",
    "varepsilon": "epsilon",
}
_SILENT = word_set("""
    text textbf textit textrm mathrm mathbf mathbb mathcal mathsf operatorname left right big Big bigl bigr quad qquad underbrace
    overbrace underset overset hat bar tilde vec begin end cdot times frac dfrac tfrac displaystyle rangle top mathit boldsymbol bm
    ldots dots cdots pmatrix bmatrix aligned align limits nonumber label boxed circ
    """)
_SHORT = {
    "sep": "separate",
    "diff": "different",
    "indep": "independent",
    "dim": "dimension",
    "var": "variance",
    "deriv": "derivative",
    "grad": "gradient",
    "lin": "linear",
    "avg": "average",
    "repr": "representation",
    "seq": "sequence",
    "approx": "about",
    "vs": "versus",
}
_ABBREVIATIONS = {
    "diff": "different",
    "lin": "linear",
    "bc": "because",
    "bcs": "because",
    "btw": "between",
    "prev": "previous",
    "dims": "dimensions",
    "backprop": "backpropagation",
}
"""What students write without a full stop."""
_SIGNS = {
    "→": "->",
    "⇒": "->",
    "⟶": "->",
    "⟹": "->",
    "↦": "->",
    "↪": "->",
    "≠": "!=",
    "≤": "<=",
    "≥": ">=",
    "≈": "=",
    "≡": "=",
    "∝": "proportional",
    "√": "sqrt",
    "∂": "derivative",
    "‖": "norm",
    "∥": "norm",
    "∞": "infinity",
    "∏": "product",
    "Σ": "sum",
    "∑": "sum",
    "⟨": "inner",
    "½": "0.5",
    "σ": "sigma",
    "ς": "sigma",
    "θ": "theta",
    "ω": "omega",
    "λ": "lambda",
    "α": "alpha",
    "β": "beta",
    "φ": "phi",
    "ϕ": "phi",
    "μ": "mu",
    "Δ": "delta",
}
_PRIMED = word_set("sigma sigmoid s f g relu phi activation act tanh w a b σ")

_TOKEN = re.compile(
    r"""(?P<quarter>(?<![\w.])1\s?[/⁄]\s?[24](?!\w|\.\d)|\\[dt]?frac\s?\{?\s?1\s?\}?\s?\{?\s?[24]\s?\}?)
    | (?P<command>\\[A-Za-z]+)
    | (?P<norm>\\\||\|\|)
    | (?P<number>\d+(?:[.,]\d+)*|(?<![\w.)])\.\d+)
    | (?P<arrow><?[-=]{1,3}>|=/=|!=|<>|<=|>=|:=|[=<>])
    | (?P<index>(?:[A-Za-z]|(?<![A-Za-z])[A-Za-z]{2,8})_\{\s?\\?[A-Za-z]*\{?[\w' ,]{1,16}\}?\s?\}
      | [A-Za-z]_[A-Za-z](?=[A-Z]_)|[A-Za-z]{1,8}_(?:\d+|[A-Za-z]+(?![A-Za-z_])))
    | (?P<unit>[A-Za-z]\d{1,2}(?=$|\W|[A-Za-z](?:\d|\W|_|$)))
    | (?P<lone>[A-Z](?=[A-Z]_|[A-Z]\d))
    | (?P<short>(?<![\w.])(?:sep|diff|indep|dim|var|approx|deriv|grad|lin|prob|avg|repr|seq|eq|resp|cf|etc|vs|max|min|params?
      |e\.\s?g|i\.\s?e|w\.r\.t)
      \.(?!\s*$)(?=[\s,)]))
    | (?P<brief>(?<![A-Za-z])[wW]/[oO]?(?![A-Za-z]))
    | (?P<word>[^\W\d_]+(?:'(?:s|t|re|ve|ll|d|m|S|T)(?![^\W\d_]))?)
    | (?P<divide>/(?=\s?(?:\\?sqrt|√|root|\\sqrt|\d|\()))
    | (?P<sign>[→⇒⟶⟹↦↪≠≤≥≈≡∝√∂‖∥∞∏∑⟨½])
    | (?P<prime>(?<=\w)'|(?<=\})'|(?<=\))')
    | (?P<stop>[.!?]+(?=\s|$|["')\]])|[;。])
    | (?P<pause>[,:()+\[\]{}]|-{2,}|\s-\s)
    """,
    re.VERBOSE,
)


@dataclass(slots=True)
class Token:
    """One word, symbol or sign, in lower case; `start` and `end` are offsets in the folded text."""

    word: str
    start: int
    end: int
    kind: str
    """word, relation, stop, pause or prime."""


def tokenise(text: str, start: int = 0, end: int | None = None) -> list[Token]:
    """Cut a stretch of text into tokens.

    >>> [t.word for t in tokenise(r"Var = d_k -> /\\sqrt{d_k}, W1W2x")]
    ['var', '=', 'dk', '->', 'divide', 'sqrt', '{', 'dk', '}', ',', 'w1', 'w2', 'x']
    """
    tokens: list[Token] = []
    for found in _TOKEN.finditer(text, start, len(text) if end is None else end):
        group = found.lastgroup or ""
        word, kind = _READ.get(group, _as_word)(found[0])
        if not word:
            continue
        if group == "word" and tokens and word[:4] != "ness" and _joins(tokens[-1], text[tokens[-1].end : found.start()]):
            first = tokens.pop()
            tokens.append(Token(first.word + word, first.start, found.end(), "word"))
            continue
        if group == "prime" and not (tokens and tokens[-1].word in _PRIMED):
            continue
        tokens.append(Token(word, found.start(), found.end(), kind))
    return tokens


def _joins(before: Token, between: str) -> bool:
    """Whether a prefix stands alone: non-linear and non linear are one word."""
    return before.word in ("non", "un") and between in ("-", " ")


def _as_word(raw: str) -> tuple[str, str]:
    word = raw.lower()
    if word.endswith("'s"):
        word = word[:-2]
    return _SIGNS.get(word) or _ABBREVIATIONS.get(word, word), "word"


def _as_command(raw: str) -> tuple[str, str]:
    name = raw[1:]
    if name in _SILENT:
        return "", ""
    word = _COMMANDS.get(name, name.lower())
    return word, "relation" if word in RELATIONS else "word"


def _as_short(raw: str) -> tuple[str, str]:
    word = re.sub(r"[.\s]", "", raw.lower())
    return _SHORT.get(word, word), "word"


def _as_arrow(raw: str) -> tuple[str, str]:
    if raw in ("=/=", "<>"):
        return "!=", "relation"
    if raw.endswith(">") and len(raw) > 1 and raw != ">=":
        return "->", "relation"
    return {":=": "=", "==": "="}.get(raw, raw), "relation"


def _as_sign(raw: str) -> tuple[str, str]:
    word = _SIGNS[raw]
    return word, "relation" if word in RELATIONS else "word"


def _as_index(raw: str) -> tuple[str, str]:
    return re.sub(r"\\(?:text|mathrm)?|[^A-Za-z0-9]", "", raw).lower(), "word"


def _as_number(raw: str) -> tuple[str, str]:
    word = ("0" if raw[0] == "." else "") + raw.replace(",", ".")
    if word.startswith("0.") or word.endswith(".0"):
        word = word.rstrip("0").rstrip(".")
    return word or "0", "word"


_READ: dict[str, Callable[[str], tuple[str, str]]] = {
    "command": _as_command,
    "norm": lambda raw: ("norm", "word"),
    "quarter": lambda raw: ("0.25" if "4" in raw else "0.5", "word"),
    "number": _as_number,
    "arrow": _as_arrow,
    "index": _as_index,
    "unit": lambda raw: (raw.lower(), "word"),
    "lone": lambda raw: (raw.lower(), "word"),
    "short": _as_short,
    "brief": lambda raw: ("without" if len(raw) == 3 else "with", "word"),
    "divide": lambda raw: ("divide", "word"),
    "sign": _as_sign,
    "prime": lambda raw: ("prime", "prime"),
    "stop": lambda raw: (raw[0], "stop"),
    "pause": lambda raw: (raw.strip()[:1], "pause"),
}
