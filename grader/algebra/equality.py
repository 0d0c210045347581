"""Decide whether two trees are equal; show a point where they are not."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Literal

from grader.algebra.constants import constant, counts_of, indices_of
from grader.algebra.domain import always_has_value, has_value, is_infinite, speaks_of_infinity
from grader.algebra.floating import Floats
from grader.algebra.matrices import Value, single
from grader.algebra.refusal import ShapeClash, TooLarge, Unsupported
from grader.algebra.sampling import Point, ZeroDivision
from grader.algebra.symbols import Symbols
from grader.algebra.tree import Node, names, spelling
from grader.catalogue import say

POINTS = 3
_TRIES = 8
_TOLERANCE = 1e-9


@dataclass(frozen=True, slots=True)
class Comparison:
    """What came out: equal, different or undecided, and how it was found."""

    verdict: Literal["equal", "different", "undecided"]
    exact: bool = True
    """False when only floating point could tell."""
    witness: str = ""
    """A point at which the sides differ: "at a_1 = 2, left 17, right 13"."""
    reason: str = ""


def compare(left: Node, right: Node, symbols: Symbols, definitions: Mapping[str, Node]) -> Comparison:
    """Compare two unfolded trees.

    Equal means that they agree at three random points of prime fields; the chance of a wrong "equal" is below (degree / 2^61)^3
    (Schwartz and Zippel). Different is certain. Where a function has no exact value, floating point decides.

    Raises ShapeClash when the sides cannot be compared.
    """
    if left == right and always_has_value(left, definitions):
        return Comparison("equal")
    if speaks_of_infinity(left, right) and "infinity" not in symbols.shapes:
        return _infinite(left, right, symbols, definitions)
    found = _decided(left, right, symbols, definitions)
    if left == right and found.verdict == "undecided" and has_value(left, definitions):
        return Comparison("equal")
    return replace(found, exact=True) if left == right and found.verdict == "equal" else found


def _infinite(left: Node, right: Node, symbols: Symbols, definitions: Mapping[str, Node]) -> Comparison:
    """Infinity is itself and no number; what calculates with it, a person reads."""
    if is_infinite(left) and is_infinite(right):
        return Comparison("equal" if left == right else "different", exact=False)
    number = right if is_infinite(left) else left
    one_is_infinite = is_infinite(left) or is_infinite(right)
    if one_is_infinite and not speaks_of_infinity(number) and compare(number, number, symbols, definitions).verdict == "equal":
        return Comparison("different", exact=False)
    return Comparison("undecided", exact=False, reason=say("Only a person can check what is calculated with infinity."))


def _decided(left: Node, right: Node, symbols: Symbols, definitions: Mapping[str, Node]) -> Comparison:
    try:
        return _exact(left, right, symbols, definitions)
    except TooLarge as refusal:
        return Comparison("undecided", reason=refusal.reason)
    except Unsupported:
        return numeric(left, right, symbols, definitions)
    except RecursionError:
        return Comparison("undecided", reason=say("This formula is nested too deep to check."))


def _exact(left: Node, right: Node, symbols: Symbols, definitions: Mapping[str, Node]) -> Comparison:
    defined = [definitions[name] for name in names(left) | names(right) if name in definitions] if definitions else []
    counts = counts_of(left, right, *defined) - set(definitions)
    indices = indices_of(left, right) - set(definitions)
    agreed = 0
    for seed in range(_TRIES):
        point = Point(symbols, definitions, seed, counts, indices)
        try:
            one, two = single(point.value(left)), single(point.value(right))
        except ZeroDivision:
            continue
        if not same(one, two, point.tower[0][0]):
            return Comparison("different", witness=witness(left, right, symbols, definitions, counts))
        agreed += 1
        if agreed == POINTS:
            return Comparison("equal")
    return Comparison("undecided", reason=say("A denominator in this line is always zero."))


def same(one: Value, two: Value, p: int) -> bool:
    """Whether two values agree; the number 0 stands for a zero matrix, another number for that multiple of the identity."""
    if isinstance(one, int) and not isinstance(two, int):
        one, two = two, one
    if isinstance(two, int) and not isinstance(one, int):
        if len(one) != len(one[0]) and two:
            raise ShapeClash(say("A matrix cannot equal a number."))
        return all(entry == (two if r == c else 0) for r, row in enumerate(one) for c, entry in enumerate(row))
    if not isinstance(one, int) and not isinstance(two, int) and (len(one), len(one[0])) != (len(two), len(two[0])):
        raise ShapeClash(
            say("The left side is {left}, the right side {right}.", left=f"{len(one)}×{len(one[0])}", right=f"{len(two)}×{len(two[0])}")
        )
    return one == two


class _Small(Point):
    """A point of small whole numbers, to be shown to people."""

    def element(self, name: str, level: int, p: int) -> int:
        return 2 + super().element(name, 0, p) % 4


def witness(left: Node, right: Node, symbols: Symbols, definitions: Mapping[str, Node], counts: frozenset[str] = frozenset()) -> str:
    """A small point at which the two sides differ, in words; empty when none is found."""
    free = free_symbols(left, right, definitions)
    if any(symbols.shape(name) is not None for name in free):
        return ""
    for seed in range(4):
        values = {name: complex(2 + (seed + 3 * k) % 5) for k, name in enumerate(sorted(free))}
        try:
            point = Floats(values, definitions)
            one, two = point.value(left), point.value(right)
        except (Unsupported, ArithmeticError, ValueError):
            continue
        if abs(one - two) > 1e-6 * max(1.0, abs(one), abs(two)):
            where = ", ".join(f"{spelling(name, symbols.spell)} = {int(value.real)}" for name, value in values.items())
            return (
                say("at ${where}$ the left side is {left}, the right side {right}", where=where, left=_shown(one), right=_shown(two))
                if where
                else say("{left} is not {right}", left=_shown(one), right=_shown(two))
            )
    return ""


def _shown(value: complex) -> str:
    if abs(value.imag) > 1e-12 * abs(value):
        return f"{value:.6g}"
    whole = round(value.real)
    return str(whole) if abs(value.real) < 1e15 and value.real == whole else f"{value.real:.6g}"


def free_symbols(left: Node, right: Node, definitions: Mapping[str, Node]) -> set[str]:
    """The symbols on which the sides depend in the end."""
    open_names, found, seen = list(names(left) | names(right)), set[str](), set[str]()
    while open_names:
        name = open_names.pop()
        if name in seen:
            continue
        seen.add(name)
        if name in definitions:
            open_names.extend(names(definitions[name]))
        else:
            found.add(name)
    return found


def points(free: frozenset[str], counts: frozenset[str], *, imaginary: bool) -> Iterator[dict[str, complex]]:
    """Points of irregular real numbers, large and small, of both signs."""
    for seed in range(24):
        values: dict[str, complex] = {}
        for k, name in enumerate(sorted(free)):
            step = ((seed + 1) * 0.754877666 + (k + 1) * 0.569840291 * (seed + 2)) % 1.0
            scale = (2.5, 1.0, 6.0)[seed % 3]
            values[name] = complex((2 * step - 1) * scale) if name not in counts else complex(1 + int(step * 9))
            if seed < 8 and name not in counts:
                values[name] = complex(0.2 + abs(values[name].real))
            if name == "pi":
                values[name] = complex(3.141592653589793)
            if name == "i" and imaginary:
                values[name] = 1j
        yield values


def numeric(left: Node, right: Node, symbols: Symbols, definitions: Mapping[str, Node]) -> Comparison:
    """Compare in floating point at many points: where all roots are real, or else in the complex plane."""
    found = _numeric(left, right, symbols, definitions, real=True)
    return found if found.verdict != "undecided" else _numeric(left, right, symbols, definitions, real=False)


def _numeric(left: Node, right: Node, symbols: Symbols, definitions: Mapping[str, Node], *, real: bool) -> Comparison:
    free = free_symbols(left, right, definitions)
    if any(symbols.shape(name) is not None for name in free):
        return Comparison("undecided", exact=False, reason=say("This line can only be checked by a person."))
    agreed = 0
    for values in points(frozenset(free), frozenset(symbols.counts), imaginary=symbols.free):
        try:
            point = Floats(values, definitions, real=real)
            one, two = point.value(left), point.value(right)
        except (ArithmeticError, ValueError):
            continue
        except (Unsupported, RecursionError):
            return Comparison("undecided", exact=False, reason=say("This line can only be checked by a person."))
        if one != one or two != two:
            continue
        gap, size = abs(one - two), max(abs(one), abs(two), 1e-6)
        if gap > 1e-7 * size:
            return Comparison("different", exact=False, witness=witness(left, right, symbols, definitions))
        if gap > _TOLERANCE * size:
            return Comparison("undecided", exact=False, reason=say("The two sides are too close to tell apart."))
        agreed += 1
    if agreed < 6 and (free or not agreed):
        return Comparison("undecided", exact=False, reason=say("There are too few points at which both sides have a value."))
    return Comparison("equal", exact=False)


def rounds_to(value: Node, shown: Node, digits_needed: int) -> bool:
    """Whether a written number is the value rounded to the digits that it shows."""
    written = constant(shown)
    if written is None or not written:
        return False
    digits = significant(written)
    if digits is None or digits < digits_needed:
        return False
    exact = constant(value)
    if exact is None:
        try:
            found = Floats({"pi": 3.141592653589793 + 0j}, {}).value(value)
        except (Unsupported, ArithmeticError, ValueError):
            return False
        exact = Fraction(found.real)
    step = Fraction(10) ** (len(str(int(abs(written)))) - digits if abs(written) >= 1 else -_leading(written) - digits + 1)
    return abs(exact - written) <= step / 2 * (1 + Fraction(1, 10**9))


def _leading(value: Fraction) -> int:
    """How many places after the point the first digit other than zero stands."""
    places = 0
    while abs(value) < 1:
        value *= 10
        places += 1
    return places


def significant(value: Fraction) -> int | None:
    """Digits of a decimal from the first to the last that is not zero; None for other fractions.

    >>> significant(Fraction("9.54e-7")), significant(Fraction(1770000)), significant(Fraction(1, 3))
    (3, 3, None)
    """
    places = 0
    while value.denominator != 1:
        value *= 10
        places += 1
        if places > 60:
            return None
    return len(str(abs(value.numerator)).rstrip("0"))
