"""Prove equations with SymPy, in a process of its own that may be killed."""

# This file is started by its path: it imports nothing of ours, so that the process holds nothing but SymPy and the claims.
# Claims are lists of numbered operations; no text is ever parsed as an expression, see docs/design/013-proofs-in-a-worker.md.

from __future__ import annotations

import json
import signal
import sys
from typing import Any

_MEMORY = 1 << 30
_SECONDS = 1.0
"""Of this process's own time, for one question."""
_LARGEST_POWER = 64
_MOST_TERMS = 4000


class Undecidable(Exception):
    """There is no proof by expansion."""


class Overrun(BaseException):
    """A claim takes too long; nothing in SymPy may catch this."""


class Builder:
    """SymPy objects for one claim; matrices are rows of entries, or letters that do not commute."""

    def __init__(self, claim: dict[str, Any], *, entries: bool = False) -> None:
        import sympy

        self.sympy = sympy
        self.nodes: list[list[Any]] = claim["nodes"]
        self.shapes: dict[str, list[int]] = claim["shapes"]
        self.entries = entries or any(op == "grid" or (op == "call" and value in ("at", "sumv")) for op, _, value in self.nodes)
        self.done: dict[tuple[int, bool], Any] = {}

    def build(self, at: int, turned: bool = False) -> Any:
        """The object for node `at`, transposed if `turned`."""
        key = (at, turned)
        if key not in self.done:
            op, args, value = self.nodes[at]
            self.done[key] = self.combine(op, args, value, turned)
        return self.done[key]

    def combine(self, op: str, args: list[int], value: str, turned: bool) -> Any:
        """The object for one operation."""
        if op == "num":
            top, bottom = value.split("/")
            return self.sympy.Rational(int(top), int(bottom))
        if op == "sym":
            return self.symbol(value, turned)
        if op == "transpose":
            return self.flip(self.build(args[0])) if self.entries else self.build(args[0], not turned)
        if op == "call":
            return self.call(value, args)
        if op == "grid":
            return self.stacked([self.build(arg) for arg in args], int(value))
        parts = [self.build(arg, turned) for arg in args]
        if op == "add":
            return self.summed(parts)
        if op == "neg":
            return self.times(self.sympy.Integer(-1), parts[0])
        if op == "mul":
            result = parts[-1] if turned else parts[0]
            for part in reversed(parts[:-1]) if turned else parts[1:]:
                result = self.times(result, part)
            return result
        return self.quotient(op, parts)

    def quotient(self, op: str, parts: list[Any]) -> Any:
        """Division, and powers with whole exponents."""
        if isinstance(parts[1], list) or not parts[1].is_commutative:
            raise Undecidable
        if op == "div":
            return self.times(1 / parts[1], parts[0])
        if parts[1].is_Rational and (abs(parts[1]) > _LARGEST_POWER or parts[1].q > _LARGEST_POWER):
            raise Undecidable
        if isinstance(parts[0], list) or not (parts[1].is_Rational or parts[0].is_positive):
            raise Undecidable
        return parts[0] ** parts[1]

    def symbol(self, name: str, turned: bool) -> Any:
        """A scalar, a letter that does not commute, or the entries of a matrix."""
        shape = self.shapes.get(name)
        if shape is None:
            return self.sympy.Symbol(name)
        if not self.entries:
            return self.sympy.Symbol(name + ("^T" if turned else ""), commutative=False)
        rows, columns = shape
        if name == "one":
            return [[self.sympy.Integer(1)]]
        return [[self.sympy.Symbol(f"{name}[{r},{c}]") for c in range(columns)] for r in range(rows)]

    def flip(self, value: Any) -> Any:
        """The transpose of rows of entries."""
        return [list(row) for row in zip(*value, strict=True)] if isinstance(value, list) else value

    def summed(self, parts: list[Any]) -> Any:
        """A sum of like things."""
        kinds = {isinstance(part, list) for part in parts}
        if kinds == {False}:
            return self.sympy.Add(*parts)
        parts = (
            [part[0][0] if isinstance(part, list) and len(part) == len(part[0]) == 1 else part for part in parts]
            if len(kinds) > 1
            else parts
        )
        if {isinstance(part, list) for part in parts} == {False}:
            return self.sympy.Add(*parts)
        if len({isinstance(part, list) for part in parts}) > 1:
            raise Undecidable
        return [[self.sympy.Add(*entries) for entries in zip(*rows, strict=True)] for rows in zip(*parts, strict=True)]

    def times(self, one: Any, two: Any) -> Any:
        """A product; numbers scale."""
        if not isinstance(one, list) and not isinstance(two, list):
            return one * two
        if not isinstance(one, list):
            return [[one * entry for entry in row] for row in two]
        if not isinstance(two, list):
            return [[entry * two for entry in row] for row in one]
        if len(one[0]) != len(two):
            raise Undecidable
        columns = list(zip(*two, strict=True))
        return [[self.sympy.Add(*(a * b for a, b in zip(row, column, strict=True))) for column in columns] for row in one]

    def stacked(self, cells: list[Any], columns: int) -> Any:
        """Blocks put together."""
        rows: list[Any] = []
        for start in range(0, len(cells), columns):
            blocks = [cell if isinstance(cell, list) else [[cell]] for cell in cells[start : start + columns]]
            rows += [[entry for block in blocks for entry in block[r]] for r in range(len(blocks[0]))]
        return rows

    def call(self, name: str, args: list[int]) -> Any:
        """A function; exponentials of sums become products of symbols, circular functions become exponentials."""
        value = self.build(args[0])
        if name == "at":
            index = self.build(args[1])
            if not isinstance(value, list) or not index.is_Integer or not 0 < index <= len(value) or len(value[0]) > 1:
                raise Undecidable
            return value[int(index) - 1][0]
        if name == "sumv":
            return self.sympy.Add(*(entry for row in value for entry in row)) if isinstance(value, list) else value
        if isinstance(value, list):
            return [[self.function(name, entry) for entry in row] for row in value]
        return self.function(name, value)

    def function(self, name: str, value: Any) -> Any:
        """A function of a scalar."""
        sympy = self.sympy
        if not value.is_commutative:
            raise Undecidable
        if name == "exp":
            return self.exponential(value, "e")
        if name in ("sin", "cos"):
            turn = self.exponential(value, "turn")
            return (turn + 1 / turn) / 2 if name == "cos" else (turn - 1 / turn) / (2 * sympy.I)
        if name == "sqrt" and value.is_Rational and value >= 0:
            return sympy.sqrt(value)
        # Of any other function nothing is known but that equal arguments give equal values.
        return sympy.Function(name)(sympy.expand(value))

    def exponential(self, value: Any, base: str) -> Any:
        """e^(u + 2v) as a product of powers of fresh symbols, one for each term."""
        result = self.sympy.Integer(1)
        for term in self.sympy.Add.make_args(self.sympy.expand(self.sympy.together(value))):
            factor, rest = term.as_coeff_Mul()
            if not factor.is_Rational:
                raise Undecidable
            fresh = self.sympy.Symbol(f"{base}^({rest}/{factor.q})", positive=True)
            result *= fresh ** int(factor.p)
        return result

    def vanishes(self, value: Any) -> bool:
        """Whether an object is zero by expansion."""
        if isinstance(value, list):
            return all(self.vanishes(entry) for row in value for entry in row)
        sympy = self.sympy
        if value == 0 or sympy.expand(value) == 0:
            return True
        if not value.is_commutative:
            return False
        return bool(sympy.expand(sympy.fraction(sympy.together(value))[0]) == 0)


def prove(claim: dict[str, Any]) -> bool:
    """Whether the two sides of a claim are equal, by expansion alone: of letters, then of written-out entries."""
    if len(claim["nodes"]) > _MOST_TERMS:
        return False
    return _equal(claim, Builder(claim)) or (bool(claim["shapes"]) and _equal(claim, Builder(claim, entries=True)))


def _equal(claim: dict[str, Any], builder: Builder) -> bool:
    left, right = builder.build(claim["left"]), builder.build(claim["right"])
    if isinstance(left, list) != isinstance(right, list):
        left, right = (side[0][0] if isinstance(side, list) and len(side) == len(side[0]) == 1 else side for side in (left, right))
    if isinstance(left, list) != isinstance(right, list):
        rows, number = (left, right) if isinstance(left, list) else (right, left)
        if len(rows) != len(rows[0]):
            return False
        left, right = rows, [[number if r == c else builder.sympy.Integer(0) for c in range(len(rows))] for r in range(len(rows))]
    if isinstance(left, list) and (len(left), len(left[0])) != (len(right), len(right[0])):
        return False
    return builder.vanishes(builder.summed([left, builder.times(builder.sympy.Integer(-1), right)]))


def answer(line: str) -> str:
    """The answer to a list of claims: one truth value each."""
    found: list[bool] = []
    for claim in json.loads(line):
        try:
            found.append(prove(claim))
        except (Overrun, Undecidable, ArithmeticError, ValueError, TypeError, AttributeError, IndexError, RecursionError, MemoryError):
            # A claim without a proof is no error: the line stays "numerically equal".
            found.append(False)
    return json.dumps(found)


def overrun(number: int, frame: object) -> None:
    """Give a claim up."""
    raise Overrun


def main() -> None:
    """Load SymPy, say so, and answer lists of claims, one a line, until the input ends."""
    import resource

    import sympy

    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
    signal.signal(signal.SIGPROF, overrun)
    sys.stdout.write(f"{sympy.__version__}\n")
    sys.stdout.flush()
    for line in sys.stdin:
        signal.setitimer(signal.ITIMER_PROF, _SECONDS)
        told = answer(line)
        signal.setitimer(signal.ITIMER_PROF, 0)
        sys.stdout.write(told + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
