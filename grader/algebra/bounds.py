"""Look for a point at which an inequality fails."""

from __future__ import annotations

from grader.algebra.domain import is_infinite, speaks_of_infinity
from grader.algebra.equality import compare, free_symbols
from grader.algebra.floating import Floats
from grader.algebra.refusal import Unsupported
from grader.algebra.tree import Node, spelling
from grader.algebra.unfolding import Scope
from grader.catalogue import say

_GRID = (0.0, 0.5, -0.5, 1.0, -1.0, 2.0, -2.0, 3.7, -3.7, 0.1, -0.1, 8.0, -8.0, 25.0, -25.0)
_FAR = 4.0
"""Beyond it, 1 - tanh(x) may be lost to rounding."""


def check_bound(left: Node, right: Node, relation: str, scope: Scope) -> tuple[str, str]:
    """The verdict on `left relation right` and the reason; a bound that holds at every point tried counts as correct, not as proved."""
    if speaks_of_infinity(left, right):
        return _infinite_bound(left, right, relation, scope)
    free = sorted(free_symbols(left, right, scope.definitions))
    tried = 0
    for step in range(len(_GRID) * 4):
        values = {name: complex(_GRID[(step * (k + 1) + k * (step // len(_GRID))) % len(_GRID)]) for k, name in enumerate(free)}
        for name in scope.symbols.counts & set(free):
            values[name] = complex(1 + step % 12)
        try:
            point = Floats(values, scope.definitions)
            one, two = point.value(left), point.value(right)
        except (ArithmeticError, ValueError):
            continue
        except Unsupported:
            return "undecided", say("Only a person can check this bound.")
        if abs(one.imag) + abs(two.imag) > 1e-12:
            continue
        tried += 1
        far = any(abs(value) > _FAR for value in values.values())
        if not _holds(one.real, two.real, relation, 1e-12 if far or "=" in relation else -1e-12):
            where = ", ".join(f"{spelling(name, scope.symbols.spell)} = {value.real:g}" for name, value in values.items())
            found = say("left {left:.6g}, right {right:.6g}", left=one.real, right=two.real)
            return "incorrect", say("The bound fails at ${where}$: {found}.", where=where, found=found) if where else say(
                "The bound fails: {found}.", found=found
            )
        if not free:
            break
    return ("correct", "") if tried else ("undecided", say("There is no point at which both sides have a value."))


def _infinite_bound(left: Node, right: Node, relation: str, scope: Scope) -> tuple[str, str]:
    """What has a value lies below infinity and above its negative; anything else with infinity, a person reads."""
    low, high = (left, right) if relation in ("<", "<=") else (right, left)
    for bound, other in ((high, low), (low, high)):
        if (
            is_infinite(bound)
            and not speaks_of_infinity(other)
            and compare(other, other, scope.symbols, scope.definitions).verdict == "equal"
        ):
            above = (bound.op != "neg") == (bound is high)
            return ("correct", "") if above else ("incorrect", say("The bound fails."))
    return "undecided", say("Only a person can check this bound.")


def _holds(one: float, two: float, relation: str, slack: float) -> bool:
    """Whether a bound holds; strict ones hold with room to spare, but where a function has come as near its limit as numbers can."""
    room = slack * max(1.0, abs(one), abs(two))
    return one <= two + room if relation in ("<", "<=") else one >= two - room
