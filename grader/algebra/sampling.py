"""Evaluate exactly at random points of finite fields: a difference is a proof."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from fractions import Fraction

from grader.algebra.constants import constant, exact_root, whole
from grader.algebra.matrices import Matrix, elementwise, inverse, plus, stack, times, transpose
from grader.algebra.refusal import TooLarge, Unsupported
from grader.algebra.symbols import Symbols
from grader.algebra.tree import Node, names, number
from grader.catalogue import say

# A tower of primes, each one more than a multiple of the next: exp(u) is g^u where g has the order of the next prime, so that
# exp(u + v) = exp(u) exp(v) holds exactly. Each row is (prime, a root of -1, g). The roots make sin and cos exact as well.
_TOWERS = (
    (
        (11750758966654185778494061481, 614265266649277558624273414, 12157665459056928801),
        (293768974166354644462351537, 129573601126284922687203149, 79766443076872509863361),
        (6120186961799055092965657, 4762899591210265075826163, 282429536481),
        (255007790074960628873569, 249423238114839790550322, 73517329840699188692819),
        (2656331146614173217433, 502263521735366426972, 282429536481),
        (110680464442257217393, 26067682759072305656, 76508678447313340401),
        (2305843009213692029, 680952937066052479, 0),
    ),
    (
        (670606295040000022264733352953, 453537136860778032733676990528, 242020837646641175062038066546),
        (4411883520000000146478508901, 3977473983780297243622380377, 1716284564028855182382245245),
        (44118835200000001464785089, 15031906955202762240345204, 20533354361513748361936133),
        (229785600000000007629089, 108328508136369823531781, 1853020188851841),
        (7180800000000000238409, 4839533156248912672720, 5746229795363384399248),
        (52800000000000001753, 32156290660757974283, 282429536481),
        (2200000000000000073, 2090181717535255040, 0),
    ),
)
_MOST_STEPS = 60_000


class ZeroDivision(ArithmeticError):
    """A denominator vanishes at this point."""


class Point:
    """One assignment of field elements to symbols, the same for the same seed; `definitions` stand in front of random values."""

    def __init__(
        self,
        symbols: Symbols,
        definitions: Mapping[str, Node],
        seed: int,
        counts: frozenset[str] = frozenset(),
        indices: frozenset[str] = frozenset(),
    ) -> None:
        self.symbols = symbols
        self.definitions = definitions
        self.seed = seed
        self.tower = _TOWERS[seed % 2]
        self.counts: frozenset[str] = counts | symbols.counts
        """Symbols that stand in exponents: small whole numbers, the same in every field."""
        self.indices = indices | symbols.indices
        """Symbols that say which component of a vector is meant."""
        self.values: dict[tuple[str, int], int | Matrix] = {}
        self.done: dict[tuple[int, int], tuple[Node, int | Matrix]] = {}
        self.open: set[tuple[str, int]] = set()
        self.steps = 0

    def value(self, node: Node, level: int = 0) -> int | Matrix:
        """The value of a tree in field number `level`.

        Raises ZeroDivision, Unsupported (no exact meaning in a field) and TooLarge.
        """
        op = node.op
        if op == "sym":
            return self.symbol(str(node.value), level)
        if op == "num" or op == "dec":
            return self.fraction(number(node) or Fraction(0), level)
        key = (id(node), level)
        known = self.done.get(key)
        if known is not None:
            return known[1]
        self.steps += 1
        if self.steps > _MOST_STEPS:
            raise TooLarge(say("This formula is too large to check."))
        result = self.combine(node, op, level)
        self.done[key] = (node, result)
        return result

    def combine(self, node: Node, op: str, level: int) -> int | Matrix:
        """The value of an operation."""
        p = self.tower[level][0]
        if op == "add":
            result = self.value(node.args[0], level)
            for term in node.args[1:]:
                result = plus(result, self.value(term, level), p)
            return result
        if op == "mul":
            result = self.value(node.args[0], level)
            for factor in node.args[1:]:
                result = times(result, self.value(factor, level), p)
            return result
        if op == "neg":
            return times(p - 1, self.value(node.args[0], level), p)
        if op == "div":
            return times(self.value(node.args[0], level), self.inverse(self.value(node.args[1], level), p), p)
        if op == "pow":
            return self.power(node.args[0], node.args[1], level)
        if op == "transpose":
            return transpose(self.value(node.args[0], level))
        if op == "grid":
            return stack([self.value(cell, level) for cell in node.args], int(node.value))
        return self.call(node, level)

    def fraction(self, value: Fraction, level: int) -> int:
        """A rational number in the field."""
        p = self.tower[level][0]
        if value.denominator == 1:
            return value.numerator % p
        return value.numerator * self.scalar_inverse(value.denominator % p, p) % p

    def scalar_inverse(self, value: int, p: int) -> int:
        """One over a field element."""
        if not value:
            raise ZeroDivision
        return pow(value, -1, p)

    def inverse(self, value: int | Matrix, p: int) -> int | Matrix:
        """One over a number or a square matrix."""
        if isinstance(value, int):
            return self.scalar_inverse(value, p)
        found = inverse(value, p)
        if found is None:
            raise ZeroDivision
        return found

    def symbol(self, name: str, level: int) -> int | Matrix:
        """The value of a symbol: its definition, or a random element."""
        key = (name, level)
        known = self.values.get(key)
        if known is not None:
            return known
        if key in self.open:
            raise Unsupported(say("{name} is defined through itself", name=name))
        defined = self.definitions.get(name)
        if defined is not None:
            self.open.add(key)
            value = self.value(defined, level)
            self.open.discard(key)
        else:
            value = self.random(name, level)
        self.values[key] = value
        return value

    def random(self, name: str, level: int) -> int | Matrix:
        """A random element, or matrix of elements, that depends on nothing but the name, the field and the seed."""
        p, root, _ = self.tower[level]
        if name == "i" and self.symbols.free:
            return root
        if name in self.counts:
            return 2 + int.from_bytes(hashlib.blake2b(f"{self.seed}|{name}".encode(), digest_size=4).digest()) % 29
        if name in self.indices:
            return 1 + self.seed % 3
        shape = self.symbols.shape(name)
        if shape is None:
            return self.element(name, level, p)
        if shape == (1, 1) and name == "one":
            return ((1,),)
        rows, columns = shape
        return tuple(tuple(self.element(f"{name}|{r}|{c}", level, p) for c in range(columns)) for r in range(rows))

    def element(self, name: str, level: int, p: int) -> int:
        """A random field element."""
        digest = hashlib.blake2b(f"{self.seed}|{level}|{name}".encode(), digest_size=16).digest()
        return int.from_bytes(digest) % (p - 2) + 1

    def power(self, base: Node, exponent: Node, level: int) -> int | Matrix:
        """A power whose exponent is a whole number at this point."""
        p = self.tower[level][0]
        value = whole(exponent, self)
        below = self.value(base, level)
        if isinstance(below, int):
            if value < 0:
                below = self.scalar_inverse(below, p)
            if not below and not value:
                raise ZeroDivision
            return pow(below, abs(value), p)
        if abs(value) > 64:
            raise TooLarge(say("A power of a matrix may be at most 64."))
        factor = below if value >= 0 else self.inverse(below, p)
        result: int | Matrix = 1
        for _ in range(abs(value)):
            result = times(result, factor, p)
        if value == 0:
            raise Unsupported(say("a matrix to the power zero"))
        return result

    def call(self, node: Node, level: int) -> int | Matrix:
        """A function that is exact in a field."""
        name = node.value
        if name in ("exp", "sin", "cos"):
            if level + 1 >= len(self.tower):
                raise Unsupported(say("the functions are nested too deep for exact checking"))
            if "pi" in names(node.args[0]):
                raise Unsupported(say("multiples of pi"))
            return elementwise(lambda u: self.circular(str(name), u, level), self.value(node.args[0], level + 1))
        if name == "at":
            vector, index = self.value(node.args[0], level), self.value(node.args[1], level)
            if isinstance(vector, int) or not isinstance(index, int) or not 1 <= index <= len(vector) or len(vector[0]) > 1:
                raise Unsupported(say("this is no component of a vector"))
            return vector[index - 1][0]
        if name == "sqrt":
            return self.fraction(exact_root(node.args[0]), level)
        if name == "factorial":
            return self.factorial(node.args[0], level)
        if name == "sumv":
            entries = self.value(node.args[0], level)
            return entries if isinstance(entries, int) else sum(sum(row) for row in entries) % self.tower[level][0]
        raise Unsupported(say("{name} has no exact value", name=name))

    def circular(self, name: str, exponent: int, level: int) -> int:
        """exp, or sin and cos through exp(iu)."""
        p, root, generator = self.tower[level]
        if name == "exp":
            return pow(generator, exponent, p)
        below, root_below, _ = self.tower[level + 1]
        turn = pow(generator, exponent * root_below % below, p)
        back = pow(turn, -1, p)
        half = (p + 1) // 2
        return (turn + back) * half % p if name == "cos" else (turn - back) * half * pow(root, -1, p) % p

    def factorial(self, node: Node, level: int) -> int:
        """A factorial up to 170."""
        value = constant(node)
        if value is None or value.denominator != 1 or value < 0:
            raise Unsupported(say("a factorial of something that is no whole number"))
        if value > 170:
            raise TooLarge(say("A factorial may be at most 170!."))
        result = 1
        for k in range(2, int(value) + 1):
            result = result * k % self.tower[level][0]
        return result
