"""Signs and LaTeX commands, and what each stands for."""

from __future__ import annotations

STYLE = frozenset(
    [
        "mathbf",
        "mathrm",
        "mathit",
        "mathsf",
        "mathcal",
        "boldsymbol",
        "bm",
        "vec",
        "text",
        "textbf",
        "textit",
        "textrm",
        "operatorname",
        "mathtt",
        "pmb",
    ]
)
"""Font commands: what they are applied to keeps its meaning."""
OPERATORS = {
    "+": "+", "-": "-", "−": "-", "–": "-", "*": "*", "·": "*", "×": "*", "⋅": "*", "∙": "*", "•": "*", "@": "*", "⊗": "*", "∘": "*",
    "/": "/", "÷": "/", "^": "^", "_": "sub", "(": "(", ")": ")", "[": "[", "]": "]", "{": "{", "}": "}", ",": ",",
    ";": ";", "&": "&", "|": "|",
    "⌊": "lfloor", "⌋": "rfloor", "⌈": "lceil", "⌉": "rceil",
    "!": "!", "√": "sqrt", "∑": "sum", "Σ": "sum", "ᵀ": "T", "⊤": "T", "⊺": "T", "ℝ": "reals", "⟨": "langle", "⟩": "rangle", ".": ".",
}  # fmt: skip
"""Signs that are operators or brackets, and what we call them."""
RELATIONS = {
    ":=": "=", "=:": "=", "≕": "=", "≔": "=", "==": "=", "≡": "=", "<=": "<=", ">=": ">=", "≤": "<=", "≥": ">=",
    "⩽": "<=", "⩾": ">=", "≈": "~", "≃": "~",
    "≅": "~", "∈": "in", "=": "=", "<": "<", ">": ">", "≠": "!=", "!=": "!=", "~=": "~", "≐": "~",
}  # fmt: skip
"""Signs between the sides of a chain."""
COMMANDS = {
    "cdot": ("op", "*"), "times": ("op", "*"), "ast": ("op", "*"), "bullet": ("op", "*"), "circ": ("op", "*"), "div": ("op", "/"),
    "frac": ("op", "frac"), "dfrac": ("op", "frac"), "tfrac": ("op", "frac"), "cfrac": ("op", "frac"), "sqrt": ("op", "sqrt"),
    "le": ("rel", "<="), "leq": ("rel", "<="), "leqslant": ("rel", "<="), "ge": ("rel", ">="), "geq": ("rel", ">="),
    "geqslant": ("rel", ">="), "lt": ("rel", "<"), "gt": ("rel", ">"), "approx": ("rel", "~"), "simeq": ("rel", "~"), "cong": ("rel", "~"),
    "equiv": ("rel", "="), "coloneqq": ("rel", "="), "in": ("rel", "in"), "neq": ("rel", "!="), "ne": ("rel", "!="),
    "doteq": ("rel", "~"), "triangleq": ("rel", "="), "colon": ("op", ":"), "mid": ("op", "|"), "vert": ("op", "|"),
    "sum": ("op", "sum"), "underbrace": ("op", "under"),
    "overbrace": ("op", "under"), "top": ("op", "T"), "intercal": ("op", "T"), "prime": ("op", "prime"), "mathbb": ("op", "mathbb"),
    "{": ("op", "("), "}": ("op", ")"), "|": ("op", "|"), "lvert": ("op", "|"), "rvert": ("op", "|"), "&": ("op", "&"), "\\": ("op", "row"),
    "lbrace": ("op", "("), "rbrace": ("op", ")"), "lbrack": ("op", "["), "rbrack": ("op", "]"), "partial": ("name", "d"),
    "lfloor": ("op", "lfloor"), "rfloor": ("op", "rfloor"), "lceil": ("op", "lceil"), "rceil": ("op", "rceil"),
    "langle": ("op", "langle"), "rangle": ("op", "rangle"), "binom": ("op", "binom"), "tbinom": ("op", "binom"), "dbinom": ("op", "binom"),
    "boxed": ("op", "skip"), "mathrm": ("op", "skip"), "imaginaryunit": ("name", "i"), "overline": ("op", "bar"), "bar": ("op", "bar"),
    "hat": ("op", "hat"),
    "tilde": ("op", "tilde"), "widehat": ("op", "hat"), "widetilde": ("op", "tilde"), "infty": ("name", "infinity"), "ell": ("name", "ell"),
}  # fmt: skip
"""LaTeX commands: kind and text of the token that they stand for."""
SUPERSCRIPTS = {
    **dict(zip("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789", strict=True)),
    "⁻": "-",
    "⁺": "+",
    "⁽": "(",
    "⁾": ")",
    **dict(zip("ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸᶻᶿ", "abcdefghijklmnoprstuvwxyzθ", strict=True)),
}
"""Raised characters and what they are on the line."""
VULGAR = {"½": "1/2", "¼": "1/4", "¾": "3/4", "⅓": "1/3", "⅔": "2/3", "⅛": "1/8"}
"""Fractions of one character."""
INVISIBLE = frozenset("\u200b\u200c\u2060\ufeff\u00ad")
"""Characters without width that carry no meaning."""
LOOKALIKE = {"CYRILLIC": "Cyrillic", "FULLWIDTH": "full-width", "MATHEMATICAL": "", "ARMENIAN": "Armenian", "CHEROKEE": "Cherokee"}
"""Beginnings of Unicode names of alphabets whose letters look like Latin ones."""
FUNCTION_COMMANDS = frozenset(
    [
        "exp",
        "sin",
        "cos",
        "tan",
        "tanh",
        "sinh",
        "cosh",
        "log",
        "ln",
        "arcsin",
        "arccos",
        "arctan",
        "max",
        "min",
        "sec",
        "csc",
        "cot",
        "lg",
        "coth",
    ]
)
"""LaTeX commands that are functions."""
