"""Polynomials with exact coefficients; matrices are letters that do not commute."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from itertools import pairwise

Scalars = tuple[tuple[str, Fraction], ...]
"""Commuting factors with their powers, in order of names."""
Word = tuple[tuple[str, bool], ...]
"""Letters that keep their order: (name, is transposed)."""
Polynomial = dict[tuple[Scalars, Word], Fraction]
"""Coefficients by monomial, none of them zero."""

ONE: Polynomial = {((), ()): Fraction(1)}
_ZERO = Fraction(0)
_MOST_TERMS = 1500
_MOST_WORK = 12_000
"""Products of two terms in one claim; a few microseconds each."""
_LARGEST_POWER = 64


class Unproved(Exception):
    """Multiplying out does not decide this."""


class TooMany(Exception):
    """Multiplying out would cost too much."""


def numeral(value: Fraction | int) -> Polynomial:
    """A number."""
    return {((), ()): Fraction(value)} if value else {}


def constant(value: Polynomial) -> Fraction | None:
    """The number that a polynomial is, or None.

    >>> constant({}), constant(ONE)
    (Fraction(0, 1), Fraction(1, 1))
    """
    if not value:
        return Fraction(0)
    return value.get(((), ())) if len(value) == 1 else None


def added(one: Polynomial, two: Polynomial) -> Polynomial:
    """The sum."""
    result = dict(one)
    for monomial, factor in two.items():
        total = result.get(monomial, _ZERO) + factor
        if total:
            result[monomial] = total
        else:
            del result[monomial]
    return result


def negated(value: Polynomial) -> Polynomial:
    """A change of sign."""
    return {monomial: -factor for monomial, factor in value.items()}


class Algebra:
    """The ring of one claim: its denominators, its functions, and what its proof may cost."""

    def __init__(self, shapes: Mapping[str, tuple[int, int]]) -> None:
        self.shapes = shapes
        self.denominators: dict[str, Polynomial] = {}
        """What a symbol that stands for a denominator of several terms is; none of them holds another."""
        self.names: dict[object, str] = {}
        self.work = 0

    def scalar(self, name: str) -> Polynomial:
        """A commuting symbol."""
        return {(((f"${name}", Fraction(1)),), ()): Fraction(1)}

    def letter(self, name: str) -> Polynomial:
        """A matrix."""
        return {((), ((name, False),)): Fraction(1)}

    def times(self, one: Polynomial, two: Polynomial) -> Polynomial:
        """The product.

        Raises TooMany beyond the budget.
        """
        self.work += len(one) * len(two)
        if self.work > _MOST_WORK:
            raise TooMany
        result: Polynomial = {}
        for (scalars, word), a in one.items():
            for (others, letters), b in two.items():
                monomial = (_joined(scalars, others), word + letters)
                total = result.get(monomial, _ZERO) + a * b
                if total:
                    result[monomial] = total
                else:
                    del result[monomial]
        if len(result) > _MOST_TERMS:
            raise TooMany
        return result

    def transposed(self, value: Polynomial) -> Polynomial:
        """Words reversed, every letter turned."""
        return {(scalars, tuple((name, not turned) for name, turned in reversed(word))): a for (scalars, word), a in value.items()}

    def inverse(self, value: Polynomial) -> Polynomial:
        """One over a scalar; a sum becomes a symbol of its own.

        Raises Unproved for zero and for matrices.
        """
        above, below = self.cleared(value)
        return self.times(below, self.reciprocal(above))

    def reciprocal(self, value: Polynomial) -> Polynomial:
        """One over a polynomial without denominators."""
        if not value or any(word for _, word in value):
            raise Unproved
        if len(value) == 1:
            ((scalars, _), factor), *_ = value.items()
            return {(tuple((name, -power) for name, power in scalars), ()): 1 / factor}
        lead = value[min(value)]
        unit = {monomial: factor / lead for monomial, factor in value.items()}
        name = self.name("/", unit)
        self.denominators[name] = unit
        return {(((name, Fraction(-1)),), ()): 1 / lead}

    def name(self, kind: str, value: Polynomial) -> str:
        """A symbol for a function of a polynomial, the same for the same polynomial."""
        return self.names.setdefault((kind, frozenset(value.items())), f"{kind}{len(self.names)}")

    def cleared(self, value: Polynomial) -> tuple[Polynomial, Polynomial]:
        """A value as (numerator, denominator), without symbols for denominators in either."""
        least: dict[str, Fraction] = {}
        for scalars, _ in value:
            for name, power in scalars:
                if name in self.denominators:
                    least[name] = min(power, least.get(name, Fraction(0)))
        if not least:
            return self.reduced(value), ONE
        above: Polynomial = {}
        for (scalars, word), factor in value.items():
            powers = dict(scalars)
            term: Polynomial = {(tuple(pair for pair in scalars if pair[0] not in least), word): factor}
            for name, lowest in least.items():
                term = self.times(self.power(self.denominators[name], powers.get(name, Fraction(0)) - lowest), term)
            above = added(above, term)
        below = ONE
        for name, lowest in least.items():
            below = self.times(below, self.power(self.denominators[name], -lowest))
        return self.reduced(above), self.reduced(below)

    def reduced(self, value: Polynomial) -> Polynomial:
        """Squares of i become -1; products of matrices that are numbers become commuting factors."""
        result: Polynomial = {}
        for (scalars, word), factor in value.items():
            powers = dict(scalars)
            turns = powers.pop("i", Fraction(0)) % 4
            sign = -1 if turns >= 2 else 1
            if turns % 2:
                powers["i"] = Fraction(1)
            rest, numbers = self.parted(word)
            for number in numbers:
                name = f"[{number}]"
                powers[name] = powers.get(name, Fraction(0)) + 1
            result = added(result, {(tuple(sorted(powers.items())), rest): sign * factor})
        return result

    def parted(self, word: Word) -> tuple[Word, list[Word]]:
        """A word without the products in it that are 1×1, and those, each the lesser of itself and its transpose."""
        sizes = [self.shapes[name][::-1] if turned else self.shapes[name] for name, turned in word]
        borders = [rows for rows, _ in sizes] + [columns for _, columns in sizes[-1:]]
        cuts = [at for at, border in enumerate(borders) if border == 1]
        if len(cuts) < 2 or any(left[1] != right[0] for left, right in pairwise(sizes)):
            return word, []
        numbers: list[Word] = []
        for start, end in pairwise(cuts):
            piece = word[start:end]
            numbers.append(min(piece, tuple((name, not turned) for name, turned in reversed(piece))))
        return word[: cuts[0]] + word[cuts[-1] :], numbers

    def is_zero(self, value: Polynomial) -> bool:
        """Whether a value is zero; its denominators are not."""
        return not value or not self.cleared(value)[0]

    def power(self, base: Polynomial, exponent: Fraction) -> Polynomial:
        """A power; one that is no whole number only of a symbol or an exponential."""
        if exponent.denominator != 1:
            return self.rooted(base, exponent)
        if abs(exponent) > _LARGEST_POWER:
            raise TooMany
        if exponent < 0 or (not exponent and (not base or any(word for _, word in base))):
            base = self.inverse(base)
        result = ONE
        for _ in range(abs(int(exponent))):
            result = self.times(result, base)
        return result

    def rooted(self, base: Polynomial, exponent: Fraction) -> Polynomial:
        """The power of a symbol: (x^2)^(1/2) is not x, but (e^x)^(1/2) is e^(x/2)."""
        if len(base) != 1:
            raise Unproved
        ((scalars, word), factor), *_ = base.items()
        if word or factor != 1 or len(scalars) != 1:
            raise Unproved
        name, power = scalars[0]
        if not name.startswith("e ") and (power != 1 or not name.startswith("$")):
            raise Unproved
        return {(((name, power * exponent),), ()): Fraction(1)}

    def raised(self, base: Polynomial, exponent: Polynomial) -> Polynomial:
        """A positive number or symbol to a power that is a whole number n without a value: 4^(n+1) is 2^(2n) times 4."""
        if len(base) != 1:
            raise Unproved
        ((scalars, word), factor), *_ = base.items()
        if word or factor < 0:
            raise Unproved
        result = ONE
        parts: list[tuple[Polynomial, Fraction]] = [(numeral(prime), Fraction(power)) for prime, power in _primes(factor).items()]
        parts += [({(((name, Fraction(1)),), ()): Fraction(1)}, power) for name, power in scalars]
        for symbol, power in parts:
            full = {monomial: power * value for monomial, value in self.reduced(exponent).items()}
            whole = full.pop(((), ()), _ZERO)
            named = self.exponential(full, f"{sorted(symbol.items())}^")
            result = self.times(result, self.times(self.power(symbol, whole), named))
        return result

    def exponential(self, value: Polynomial, base: str) -> Polynomial:
        """e^(u + 2v) as e^u (e^v)^2, one symbol for each term; `base` is e or e^i ("turn")."""
        powers: dict[str, Fraction] = {}
        for (scalars, word), factor in self.reduced(value).items():
            if word:
                raise Unproved
            name = self.names.setdefault((base, scalars), f"{base} {len(self.names)}")
            powers[name] = factor
        return {(tuple(sorted(powers.items())), ()): Fraction(1)}

    def function(self, name: str, value: Polynomial) -> Polynomial:
        """A function without rules: equal for equal arguments."""
        if any(word for _, word in value):
            raise Unproved
        return {(((self.name(f"{name} ", self.reduced(value)), Fraction(1)),), ()): Fraction(1)}


def _primes(value: Fraction) -> dict[int, int]:
    """The powers of small primes, and of what is left, in a positive fraction.

    >>> _primes(Fraction(12, 25))
    {2: 2, 3: 1, 5: -2}
    """
    found: dict[int, int] = {}
    for number, sign in ((value.numerator, 1), (value.denominator, -1)):
        for prime in (2, 3, 5, 7, 11, 13, number):
            while number % prime == 0 and number > 1:
                number //= prime
                found[prime] = found.get(prime, 0) + sign
    return found


def _joined(one: Scalars, two: Scalars) -> Scalars:
    if not one or not two:
        return one or two
    powers = dict(one)
    for name, power in two:
        total = powers.get(name, _ZERO) + power
        if total:
            powers[name] = total
        else:
            del powers[name]
    return tuple(sorted(powers.items()))
