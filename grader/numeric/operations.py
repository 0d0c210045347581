"""Arithmetic on exact rationals and floats that never runs away."""

from __future__ import annotations

import math
from collections.abc import Callable
from fractions import Fraction

from grader.catalogue import say

Value = Fraction | float
"""Exact where rational, a float where a root, e or a logarithm comes in."""

_MOST_BITS = 8192


class Unreadable(ValueError):
    """A calculation that cannot be read; `at` is the place, `reason` says why and `allowed` what may stand there."""

    def __init__(self, at: int, reason: str, allowed: str) -> None:
        self.at, self.reason, self.allowed = at, reason, allowed
        super().__init__(reason)


def combine(sign: str, left: Value, right: Value, at: int) -> Value:
    """Add, subtract, multiply or divide; raises Unreadable for a division by zero or a result that is too large."""
    if sign in ("/", "//") and right == 0:
        raise Unreadable(at, say("this divides by zero"), say("a divisor other than 0"))
    try:
        result: Value
        if sign == "*":
            result = left * right
        elif sign == "/":
            result = left / right
        elif sign == "//":
            result = Fraction(left // right)
        else:
            result = left + right if sign == "+" else left - right
    except OverflowError:
        raise _too_large(at) from None
    return _bounded(result, at)


def _bounded(value: Value, at: int) -> Value:
    if isinstance(value, float):
        if not math.isfinite(value):
            raise _too_large(at)
    elif max(value.numerator.bit_length(), value.denominator.bit_length()) > _MOST_BITS:
        raise _too_large(at)
    return value


def _too_large(at: int) -> Unreadable:
    return Unreadable(at, say("this is too large to be worked out"), say("a result of fewer than 300 digits"))


def power(base: Value, exponent: Value, at: int) -> Value:
    """Raise to a power; raises Unreadable for what is too large (told before it is worked out) or has no real value."""
    if base == 0 and exponent < 0:
        raise Unreadable(at, say("this divides by zero"), say("a base other than 0"))
    whole = isinstance(base, Fraction) and isinstance(exponent, Fraction) and exponent.denominator == 1
    if whole and isinstance(base, Fraction):
        if abs(int(exponent)) * max(base.numerator.bit_length(), base.denominator.bit_length()) > _MOST_BITS:
            raise _too_large(at)
        return base ** int(exponent)
    if base < 0:
        raise Unreadable(at, say("this is the root of a negative number"), say("a base from 0 on"))
    if exponent == Fraction(1, 2):
        return root(base, Fraction(2), at)
    try:
        return _bounded(float(base) ** float(exponent), at)
    except OverflowError:
        raise _too_large(at) from None


def root(value: Value, degree: Value, at: int) -> Value:
    """Take a root, exactly where a square root is rational; raises Unreadable where there is no real one."""
    if value < 0:
        raise Unreadable(at, say("this is the root of a negative number"), say("a number from 0 on"))
    if isinstance(value, Fraction) and degree == 2:
        top, bottom = math.isqrt(value.numerator), math.isqrt(value.denominator)
        if top * top == value.numerator and bottom * bottom == value.denominator:
            return Fraction(top, bottom)
    try:
        return _bounded(float(value) ** (1.0 / float(degree)), at)
    except (OverflowError, ZeroDivisionError):
        raise _too_large(at) from None


def apply(name: str, value: Value, at: int) -> Value:
    """Apply one of FUNCTIONS; raises Unreadable where it has no value."""
    if name == "int":
        return Fraction(math.trunc(value))
    if name in WRAPPERS:
        return value
    if name == "sqrt":
        return root(value, Fraction(2), at)
    if name in WHOLE:
        return Fraction(WHOLE[name](value))  # exact, so that floor(3 / 3) is 1
    try:
        return _bounded(FUNCTIONS[name](float(value)), at)
    except OverflowError:
        raise _too_large(at) from None
    except ValueError:
        raise Unreadable(at, say("{function} has no value here", function=name), say("an argument for which it has one")) from None


def _sigmoid(x: float) -> float:
    return 1.0 / (1.0 + math.exp(-x)) if x >= 0 else math.exp(x) / (1.0 + math.exp(x))


WRAPPERS = frozenset({"array", "asarray", "int", "float", "float64", "Fraction"})
"""Wrappers that leave a number as it is (int its whole part)."""

WHOLE: dict[str, Callable[[Value], int]] = {"floor": math.floor, "ceil": math.ceil}
"""Functions to the next whole number."""

FUNCTIONS: dict[str, Callable[[float], float]] = {
    "sqrt": math.sqrt,
    "exp": math.exp,
    "ln": math.log,
    "log": math.log,
    "log2": math.log2,
    "log10": math.log10,
    "sin": math.sin,
    "cos": math.cos,
    "tan": math.tan,
    "tanh": math.tanh,
    "abs": abs,
    "floor": math.floor,
    "ceil": math.ceil,
    "sigmoid": _sigmoid,
    "sigma": _sigmoid,
    "σ": _sigmoid,
    "√": math.sqrt,
    **dict.fromkeys(WRAPPERS, float),
}
"""What may be applied to a number."""

CONSTANTS: dict[str, Value] = {"e": math.e, "pi": math.pi, "π": math.pi}
"""Names with a value."""
