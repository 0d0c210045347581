"""Expand into a sum of words: symbols commute only where they are scalars."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import NamedTuple

from grader.algebra.refusal import TooLarge, Unsupported
from grader.algebra.symbols import Symbols
from grader.algebra.tree import ONE, Node, mul, num, number, sym, total
from grader.catalogue import say

MOST_TERMS = 500
_LARGEST_POWER = 64
_MOST_WORK = 12_000
"""Products of two terms; about a microsecond each."""


class Monomial(NamedTuple):
    """Scalar factors with their powers in order of names, and a word of (matrix, is transposed)."""

    scalars: tuple[tuple[str, int], ...] = ()
    word: tuple[tuple[str, bool], ...] = ()


Form = dict[Monomial, Fraction]
UNIT = Monomial()


class Expander:
    """Brings trees into normal form; everything that is no sum, product or power becomes one atom."""

    def __init__(self, symbols: Symbols, definitions: Mapping[str, Node]) -> None:
        self.symbols = symbols
        self.definitions = definitions
        self.atoms: dict[str, Node] = {}
        self.open: set[str] = set()
        self.done: dict[int, tuple[Node, Form]] = {}
        self.work = 0
        self.keys: dict[str, str] = {}
        """Short names of atoms: spelled out, a nest of functions would double with every level."""

    def form(self, node: Node) -> Form:
        """The normal form of a tree.

        >>> from grader.algebra.parser import parse_expression
        >>> from grader.algebra.tree import latex
        >>> table = Symbols({"a": "scalar", "b": "scalar"})
        >>> form = Expander(table, {}).form(parse_expression("(a + b)(a - b)", table))
        >>> latex(Expander(table, {}).tree(form))
        'a^{2} - b^{2}'

        Raises TooLarge beyond 500 terms, Unsupported for what has no form.
        """
        if not node.args:
            return _RULES.get(node.op, Expander.atom)(self, node)
        known = self.done.get(id(node))
        if known is None:
            known = (node, _RULES.get(node.op, Expander.atom)(self, node))
            self.done[id(node)] = known
        return known[1]

    def symbol(self, node: Node) -> Form:
        """A symbol, or what it is defined as."""
        name = str(node.value)
        defined = self.definitions.get(name)
        if defined is not None and name not in self.open:
            self.open.add(name)
            found = self.form(defined)
            self.open.discard(name)
            return found
        if self.symbols.shape(name) is not None:
            return {Monomial((), ((name, False),)): Fraction(1)}
        return {Monomial(((name, 1),)): Fraction(1)}

    def literal(self, node: Node) -> Form:
        """A number."""
        value = number(node) or Fraction(0)
        return {UNIT: value} if value else {}

    def summed(self, node: Node) -> Form:
        """A sum."""
        result: Form = {}
        for term in node.args:
            for monomial, factor in self.form(term).items():
                result[monomial] = result.get(monomial, Fraction(0)) + factor
        return {monomial: factor for monomial, factor in result.items() if factor}

    def negated(self, node: Node) -> Form:
        """A change of sign."""
        return {monomial: -factor for monomial, factor in self.form(node.args[0]).items()}

    def product(self, node: Node) -> Form:
        """A product, factor by factor."""
        result = self.form(node.args[0])
        for factor in node.args[1:]:
            result = self.multiplied(result, self.form(factor))
        return result

    def multiplied(self, one: Form, two: Form) -> Form:
        """The product of two forms, within what one line may cost."""
        self.work += len(one) * len(two)
        if self.work > _MOST_WORK:
            raise TooLarge(say("This formula has too many terms to multiply out."))
        return _multiplied(one, two)

    def quotient(self, node: Node) -> Form:
        """Division by one scalar term; any other denominator is an atom."""
        return self.multiplied(self.form(node.args[0]), self.inverted(node.args[1]))

    def inverted(self, node: Node) -> Form:
        """One over a tree."""
        below = self.form(node)
        if len(below) == 1:
            (monomial, factor), *_ = below.items()
            if not monomial.word:
                return {Monomial(tuple((name, -power) for name, power in monomial.scalars)): 1 / factor}
        if not below:
            raise Unsupported(say("a division by zero"))
        lead = below[min(below)]
        key = self.key("1/" + self.text({monomial: factor / lead for monomial, factor in below.items()}))
        self.atoms.setdefault(key, self.tree({monomial: factor / lead for monomial, factor in below.items()}))
        return {Monomial(((key, -1),)): 1 / lead}

    def power(self, node: Node) -> Form:
        """A whole power, multiplied out."""
        exponent = self.form(node.args[1])
        value = exponent.get(UNIT, Fraction(0))
        if set(exponent) - {UNIT} or value.denominator != 1:
            return self.atom(node)
        if abs(value) > _LARGEST_POWER:
            raise TooLarge(say("A power above {largest} is not multiplied out.", largest=_LARGEST_POWER))
        base = self.form(node.args[0]) if value >= 0 else self.inverted(node.args[0])
        result: Form = {UNIT: Fraction(1)}
        for _ in range(abs(int(value))):
            result = self.multiplied(result, base)
        return result

    def transposed(self, node: Node) -> Form:
        """Words are reversed and every letter turned."""
        result: Form = {}
        for monomial, factor in self.form(node.args[0]).items():
            word = tuple((name, not turned) for name, turned in reversed(monomial.word))
            result[Monomial(monomial.scalars, word)] = factor
        return result

    def atom(self, node: Node) -> Form:
        """A function of normal forms: equal arguments give equal atoms; exponentials of sums become products."""
        if node.op == "call" and node.value == "exp" and len(node.args) == 1:
            return self.exponential(node)
        if node.op in ("grid", "sum"):
            raise Unsupported(say("matrices written out have no normal form"))
        key = self.key(f"{node.op}:{node.value}[{'; '.join(self.text(self.form(arg)) for arg in node.args)}]")
        self.atoms.setdefault(key, node)
        return {Monomial(((key, 1),)): Fraction(1)}

    def exponential(self, node: Node) -> Form:
        """e^(u + 2v) as e^u (e^v)^2."""
        scalars: dict[str, int] = {}
        for monomial, factor in self.form(node.args[0]).items():
            unit = {monomial: Fraction(1, factor.denominator)}
            key = self.key(f"exp[{self.text(unit)}]")
            self.atoms.setdefault(key, Node("call", (self.tree(unit),), "exp"))
            scalars[key] = scalars.get(key, 0) + factor.numerator
        return {Monomial(tuple(sorted(scalars.items()))): Fraction(1)}

    def key(self, text: str) -> str:
        """The short name of an atom, the same for the same text."""
        return self.keys.setdefault(text, f"@{len(self.keys)}")

    def text(self, form: Form) -> str:
        """A form as a text that is the same for equal forms."""
        return " + ".join(f"{factor}*{monomial}" for monomial, factor in sorted(form.items()))

    def tree(self, form: Form) -> Node:
        """A tree of a normal form, to be shown."""
        terms: list[Node] = []
        for monomial, factor in sorted(form.items(), key=lambda item: (-_degree(item[0]), item[0])):
            node = self.term(monomial, abs(factor))
            terms.append(Node("neg", (node,)) if factor < 0 else node)
        return total(terms)

    def term(self, monomial: Monomial, factor: Fraction) -> Node:
        """One term as a tree."""
        top = [num(factor.numerator)] if factor.numerator != 1 else []
        bottom = [num(factor.denominator)] if factor.denominator != 1 else []
        for name, power in monomial.scalars:
            base = self.atoms.get(name, sym(name))
            (top if power > 0 else bottom).append(base if abs(power) == 1 else Node("pow", (base, num(abs(power)))))
        top += [Node("transpose", (sym(name),)) if turned else sym(name) for name, turned in monomial.word]
        above = mul(*top) if top else ONE
        return Node("div", (above, mul(*bottom))) if bottom else above


def _multiplied(one: Form, two: Form) -> Form:
    result: Form = {}
    for left, a in one.items():
        for right, b in two.items():
            monomial = Monomial(joined(left.scalars, right.scalars), left.word + right.word)
            value = result.get(monomial, Fraction(0)) + a * b
            if value:
                result[monomial] = value
            else:
                result.pop(monomial, None)
    if len(result) > MOST_TERMS:
        raise TooLarge(say("This formula has too many terms to multiply out."))
    return result


def joined(one: tuple[tuple[str, int], ...], two: tuple[tuple[str, int], ...], sign: int = 1) -> tuple[tuple[str, int], ...]:
    """Multiply (or with sign -1 divide) scalar factors.

    >>> joined((("a", 1),), (("a", 2), ("b", 1)))
    (('a', 3), ('b', 1))
    """
    if not two:
        return one
    powers = dict(one)
    for name, power in two:
        powers[name] = powers.get(name, 0) + sign * power
    return tuple(sorted((name, power) for name, power in powers.items() if power))


def _degree(monomial: Monomial) -> int:
    return sum(abs(power) for _, power in monomial.scalars) + len(monomial.word)


def difference(one: Form, two: Form) -> Form:
    """The form of `one - two`."""
    result = dict(one)
    for monomial, factor in two.items():
        value = result.get(monomial, Fraction(0)) - factor
        if value:
            result[monomial] = value
        else:
            result.pop(monomial, None)
    return result


_RULES: dict[str, Callable[[Expander, Node], Form]] = {
    "num": Expander.literal,
    "dec": Expander.literal,
    "sym": Expander.symbol,
    "add": Expander.summed,
    "neg": Expander.negated,
    "mul": Expander.product,
    "div": Expander.quotient,
    "pow": Expander.power,
    "transpose": Expander.transposed,
}
