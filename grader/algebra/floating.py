"""Evaluate in floating point: witnesses, bounds, and functions without exact values."""

from __future__ import annotations

import cmath
import math
from collections.abc import Callable, Mapping

from grader.algebra.refusal import Unsupported
from grader.algebra.tree import Node, number
from grader.catalogue import say

_LARGEST_EXPONENT = 600.0
_LARGEST_ANGLE = 1e5
"""Beyond it too few digits are left of a sine."""
_ROUNDING = 1e-14


class Floats:
    """Values of trees at one point given by the values of symbols."""

    def __init__(self, values: Mapping[str, complex], definitions: Mapping[str, Node], *, real: bool = False) -> None:
        self.real = real
        """Whether a root of a negative number has no value."""
        self.values = values
        self.definitions = definitions
        self.done: dict[int, tuple[Node, complex]] = {}
        self.open: set[str] = set()

    def value(self, node: Node) -> complex:
        """The value of a scalar tree.

        >>> from grader.algebra.tree import call, num
        >>> Floats({}, {}).value(call("sqrt", num(9)))
        (3+0j)

        Raises Unsupported for matrices, ArithmeticError where there is no value.
        """
        literal = number(node)
        if literal is not None:
            return complex(float(literal))
        if node.op == "sym":
            return self.symbol(str(node.value))
        known = self.done.get(id(node))
        if known is None:
            known = (node, self.combine(node))
            self.done[id(node)] = known
        return known[1]

    def symbol(self, name: str) -> complex:
        """A symbol's value or that of its definition."""
        if name in self.definitions and name not in self.open:
            self.open.add(name)
            value = self.value(self.definitions[name])
            self.open.discard(name)
            return value
        if name in self.values:
            return self.values[name]
        raise Unsupported(say("{name} has no value", name=name))

    def combine(self, node: Node) -> complex:
        """The value of an operation."""
        if node.op not in ("add", "mul", "neg", "div", "pow", "call"):
            raise Unsupported(say("only scalars are evaluated in floating point"))
        if node.op == "call":
            return self.call(node)
        values = [self.value(arg) for arg in node.args]
        if node.op == "add":
            return _snapped(sum(values), max(map(abs, values)))
        if node.op == "mul":
            return math.prod(values)
        if node.op == "neg":
            return -values[0]
        if node.op == "div":
            return values[0] / values[1]
        return _power(values[0], values[1])

    def call(self, node: Node) -> complex:
        """A function of scalars."""
        name = str(node.value)
        function = _FUNCTIONS.get(name)
        if function is None:
            raise Unsupported(say("{name} has no value in floating point", name=name))
        values = [self.value(arg) for arg in node.args]
        if name in ("max", "min"):
            return complex((max if name == "max" else min)(value.real for value in values))
        if len(values) != 1 or _overflows(name, values[0]):
            raise OverflowError
        if self.real and name == "sqrt" and not values[0].imag and values[0].real < 0:
            raise ArithmeticError
        found = function(values[0])
        return _snapped(found, max(1.0, abs(values[0]))) if name in ("sin", "cos", "tan", "log") else found


def _snapped(value: complex, size: float) -> complex:
    """Zero for what only rounding has left of numbers of a size: sin(pi) is 0, and one cannot divide by it."""
    return 0j if abs(value) < _ROUNDING * size else value


def _overflows(name: str, value: complex) -> bool:
    if name in ("sin", "cos", "tan"):
        return abs(value.imag) > _LARGEST_EXPONENT or abs(value.real) > _LARGEST_ANGLE
    return name in ("exp", "sinh", "cosh", "tanh") and abs(value) > _LARGEST_EXPONENT


def _power(base: complex, exponent: complex) -> complex:
    if not base and exponent.real <= 0:
        raise ZeroDivisionError
    if exponent.imag == 0 and exponent.real == int(exponent.real) and abs(exponent) < 1e6:
        return complex(base ** int(exponent.real))
    return complex(base**exponent)


def _factorial(value: complex) -> complex:
    """The factorial, between whole numbers the gamma function."""
    if value.imag or not -1 < value.real <= 170:
        raise ArithmeticError
    return complex(math.gamma(value.real + 1))


def _sqrt(value: complex) -> complex:
    """The root; a real number has no imaginary part, not even -0."""
    return cmath.sqrt(complex(value.real, value.imag + 0.0))


def _log(value: complex) -> complex:
    """The natural logarithm; real numbers that have none are outside the domain, not complex."""
    if not value.imag and value.real <= 0:
        raise ArithmeticError
    return cmath.log(value)


_FUNCTIONS: dict[str, Callable[[complex], complex]] = {
    "exp": cmath.exp, "sin": cmath.sin, "cos": cmath.cos, "tan": cmath.tan, "sinh": cmath.sinh, "cosh": cmath.cosh, "tanh": cmath.tanh,
    "log": _log, "sqrt": _sqrt, "asin": cmath.asin, "acos": cmath.acos, "atan": cmath.atan, "abs": lambda z: complex(abs(z)),
    "max": lambda z: z, "min": lambda z: z, "factorial": _factorial, "relu": lambda z: complex(max(z.real, 0.0)),
    "floor": lambda z: complex(math.floor(z.real)), "ceil": lambda z: complex(math.ceil(z.real)),
    "sign": lambda z: complex(math.copysign(1.0, z.real) if z.real else 0.0),
}  # fmt: skip
