"""What the question declares: names, kinds, shapes, and every way to spell them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from grader.algebra.tree import GREEK

Shape = tuple[int, int]

FUNCTIONS = {
    "exp": "exp", "sin": "sin", "cos": "cos", "tan": "tan", "tanh": "tanh", "sinh": "sinh", "cosh": "cosh", "log": "log", "ln": "log",
    "sqrt": "sqrt", "abs": "abs", "sigmoid": "sigmoid", "logistic": "sigmoid", "dsigmoid": "sigmoid'", "factorial": "factorial",
    "arcsin": "asin", "arccos": "acos", "arctan": "atan", "asin": "asin", "acos": "acos", "atan": "atan", "sec": "sec", "csc": "csc",
    "cot": "cot", "Rot": "Rot", "mat2": "mat2", "hcat": "hcat", "vcat": "vcat", "sumexp": "sumexp", "sech": "sech",
    "csch": "csch", "coth": "coth", "sum": "sumv", "sumv": "sumv", "expv": "exp",
    "at": "at", "shape": "shape", "dims": "dims", "softmax": "softmax", "transpose": "transpose", "max": "max", "min": "min",
    "relu": "relu", "ReLU": "relu", "sign": "sign", "diag": "diag", "dtanh": "tanh'", "sgn": "sign", "signum": "sign", "cosec": "csc",
    "cosech": "csch", "floor": "floor", "ceil": "ceil", "ceiling": "ceil", "binomial": "binomial", "binom": "binomial", "root": "root",
    "cbrt": "cbrt", "lg": "lg",
}  # fmt: skip
"""Names of functions that everybody may use, and what we call them."""

_STEM = re.compile(r"([A-Za-z]|[^\W\d_])(\d*)p")
_ACCENTS = {"t": "tilde", "h": "hat"}


class Symbols:
    """The declared symbols. Names that are not declared resolve to None, and each single letter is a scalar when `free`."""

    def __init__(self, declared: Mapping[str, Any] | None = None, *, free: bool = False) -> None:
        self.free = free
        self.shapes: dict[str, Shape | None] = {}
        """None for scalars."""
        self.functions: set[str] = set()
        self.indices: set[str] = set()
        self.counts: set[str] = set()
        """Symbols that stand for positive whole numbers."""
        self.arguments: dict[str, str] = {}
        """`s: z` when `s(z)` is just another way to write s."""
        self.spell: dict[str, str] = {}
        self.inputs: dict[str, frozenset[str]] = {}
        """`y: {x}` when `y(x)` alone on a side is y, for the givens make y depend on x."""
        self._aliases: dict[str, str] = {}
        for name, kind in (declared or {}).items():
            self._declare(str(name), kind)
        self._key = tuple(sorted((str(name), repr(kind)) for name, kind in (declared or {}).items()))

    def _declare(self, name: str, kind: Any) -> None:
        if name in GREEK_LETTERS:
            name = GREEK_LETTERS[name]
        self.shapes[name] = None
        if isinstance(kind, Sequence) and not isinstance(kind, str):
            sizes = [int(n) for n in kind]
            self.shapes[name] = (sizes[0], sizes[1]) if len(sizes) > 1 else (sizes[0], 1)
        elif kind in ("vector", "vec3"):
            self.shapes[name] = (3, 1)
        elif kind == "matrix":
            self.shapes[name] = (3, 3)
        elif kind == "one":
            self.shapes[name] = (1, 1)
        elif kind == "function":
            self.functions.add(name)
        elif kind == "idx":
            self.indices.add(name)
        elif kind == "posint":
            self.counts.add(name)
        self._alias(name)

    def _alias(self, name: str) -> None:
        plain = name.replace("_", "").replace("{", "").replace("}", "")
        for spelled in (name, plain):
            self._aliases[spelled] = name
        primed = _STEM.fullmatch(name)
        if primed:
            self.spell[name] = primed[1] + primed[2] + "'"
            self._aliases.setdefault(self.spell[name], name)
            self._aliases.setdefault(name[:-1] + "prime", name)
        elif name.endswith("'"):
            stem = plain.rstrip("'")
            self._aliases.setdefault(stem + "p" * (len(plain) - len(stem)), name)
            self._aliases.setdefault(stem + "prime" * (len(plain) - len(stem)), name)
        elif len(name) == 2 and name[1] in _ACCENTS:
            self._aliases.setdefault(f"{name[0]}~{_ACCENTS[name[1]]}", name)
        if len(name) == 2 and name[0] == "d" and name[1] in self.shapes:
            self._aliases.setdefault(name[1] + "'", name)
        for greek in GREEK:
            if 2 <= len(name) < len(greek) and greek.startswith(name):
                self.spell[name] = greek
                self._aliases.setdefault(greek, name)

    def with_own_e(self) -> Symbols:
        """The same symbols where e is a name like any other, not Euler's number."""
        table = Symbols(free=self.free)
        table.__dict__.update(self.__dict__)
        table._aliases = {**self._aliases, "e": "e"}
        return table

    def resolve(self, spelled: str) -> str | None:
        """The declared name for a spelling such as `a1` or `a'`, or None."""
        return self._aliases.get(spelled)

    @property
    def angle(self) -> str:
        """The declared angle by which a rotation turns for each position, empty where there is none."""
        return next((name for name in ("theta", "th") if name in self.shapes), "")

    @property
    def key(self) -> tuple[tuple[str, str], ...]:
        """Equal for equal declarations."""
        return self._key

    def shape(self, name: str) -> Shape | None:
        """The shape of a symbol, None for a scalar."""
        return self.shapes.get(name)


GREEK_LETTERS = dict(
    zip(
        "αβγδεζηθικλμνξπρστφχψωΓΔΘΛΞΠΣΦΨΩϵϑϕ",
        [
            "alpha",
            "beta",
            "gamma",
            "delta",
            "epsilon",
            "zeta",
            "eta",
            "theta",
            "iota",
            "kappa",
            "lambda",
            "mu",
            "nu",
            "xi",
            "pi",
            "rho",
            "sigma",
            "tau",
            "phi",
            "chi",
            "psi",
            "omega",
            "Gamma",
            "Delta",
            "Theta",
            "Lambda",
            "Xi",
            "Pi",
            "Sigma",
            "Phi",
            "Psi",
            "Omega",
            "epsilon",
            "theta",
            "phi",
        ],
        strict=True,
    )
)
"""Greek letters, and the names that LaTeX has for them."""
