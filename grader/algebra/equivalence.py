"""Is one expression equal to another, however it is written?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Literal

from grader.algebra.equality import Comparison, compare
from grader.algebra.parser import Chain, parse
from grader.algebra.refusal import Refusal, ShapeClash, TooLarge, Unsupported
from grader.algebra.shapes import Shapes, words
from grader.algebra.symbols import Symbols
from grader.algebra.tree import Node, latex
from grader.algebra.unfolding import Scope, unfold
from grader.catalogue import say

Format = Literal["latex", "unicode", "ascii", "markdown"]
_FLIPPED = {">=": "<=", ">": "<"}


@dataclass(frozen=True, slots=True)
class Equivalence:
    """The verdict on two expressions."""

    verdict: Literal["equal", "different", "undecided", "unparseable"]
    proved: bool = False
    """True when exact algebra, not floating point, decided."""
    witness: str = ""
    """A point at which they differ."""
    reason: str = ""
    reading: str = ""
    """How the student's text was read, as LaTeX."""
    column: int | None = None
    """Where the student's text cannot be read, counted from 1."""


def equivalent(student: str, reference: str, *, symbols: Mapping[str, Any] | None = None, format: Format | None = None) -> Equivalence:
    """Compare two expressions, equations or bounds; nothing in them is ever run.

    Undeclared single letters count as scalars. `format` is only a hint: LaTeX, Unicode, ASCII and Markdown are told apart anyway.

    >>> equivalent("(x+1)^2", "x^2 + 2x + 1").verdict
    'equal'
    >>> found = equivalent("a_1 a_2 x + b", "a_1 (a_2 x + b)")
    >>> found.verdict, found.witness
    ('different', 'at $a_{1} = 2, a_{2} = 5, b = 3, x = 6$ the left side is 63, the right side 66')

    Raises ValueError when the reference cannot be read.
    """
    declared = tuple((name, tuple(kind) if isinstance(kind, list) else kind) for name, kind in (symbols or {}).items())
    table = _table(declared)
    try:
        wanted = _reference(reference, declared)
    except Refusal as refusal:
        raise ValueError(f"the reference {reference!r} cannot be read: {refusal.reason} (column {refusal.position + 1})") from None
    try:
        read = parse(_peeled(student), table)
    except TooLarge as refusal:
        return Equivalence("undecided", reason=refusal.reason, column=refusal.position + 1)
    except Refusal as refusal:
        return Equivalence("unparseable", reason=refusal.words, column=refusal.position + 1)
    except RecursionError:
        return Equivalence("undecided", reason=say("This formula is nested too deep to check."))
    if not read:
        return Equivalence("unparseable", reason=say("There is no formula here."), column=1)
    return _chains(read, wanted, table)


@lru_cache(maxsize=64)
def _table(declared: tuple[tuple[str, Any], ...]) -> Symbols:
    return Symbols(dict(declared), free=True)


@lru_cache(maxsize=1024)
def _reference(text: str, declared: tuple[tuple[str, Any], ...]) -> list[Chain]:
    """A class is compared with the same few references: each is read once."""
    return parse(_peeled(text), _table(declared))


def _peeled(text: str) -> str:
    """The formula without Markdown or LaTeX mathematics marks around it."""
    bare = text.strip()
    for mark, end in (("$$", "$$"), ("$", "$"), ("\\(", "\\)"), ("\\[", "\\]"), ("`", "`")):
        if bare.startswith(mark) and bare.endswith(end) and len(bare) >= len(mark) + len(end) and mark not in bare[len(mark) : -len(end)]:
            return bare[len(mark) : -len(end)]
    return bare


def _chains(read: Sequence[Chain], wanted: Sequence[Chain], table: Symbols) -> Equivalence:
    scope = Scope(table)
    shown = r",\ ".join(latex(chain.sides[-1], table.spell) for chain in read if chain.sides[-1] is not None)
    if len(read) != len(wanted):
        return Equivalence(
            "different", reason=say("There are {count} expressions here, not {asked}.", count=len(read), asked=len(wanted)), reading=shown
        )
    found = [_pair(one, two, scope) for one, two in zip(read, wanted, strict=True)]
    worst = next((f for f in found if f.verdict == "different"), next((f for f in found if f.verdict == "undecided"), found[0]))
    return Equivalence(worst.verdict, worst.exact and worst.verdict != "undecided", worst.witness, worst.reason, shown)


def _pair(one: Chain, two: Chain, scope: Scope) -> Comparison:
    """Compare two chains: expressions by value, equations by their sides."""
    if not one.relations and not two.relations:
        return _nodes(one.sides[0], two.sides[0], scope)
    if not two.relations and set(one.relations) == {"="}:
        return _nodes(one.sides[-1], two.sides[0], scope)
    if not one.relations and two.relations == ("=",):
        return _nodes(one.sides[0], two.sides[-1], scope)
    if len(one.sides) != 2 or len(two.sides) != 2:
        return Comparison("undecided", reason=say("Chains of relations are compared by a person."))
    (a, b), (c, d) = one.sides, two.sides
    first, second = one.relations[0], two.relations[0]
    if first in _FLIPPED:
        a, b, first = b, a, _FLIPPED[first]
    if second in _FLIPPED:
        c, d, second = d, c, _FLIPPED[second]
    if first != second:
        return Comparison("different", reason=say("The relations differ."))
    return _equations(a, b, c, d, scope, symmetric=first == "=")


def _equations(a: Node | None, b: Node | None, c: Node | None, d: Node | None, scope: Scope, *, symmetric: bool) -> Comparison:
    """Two equations say the same when their differences are multiples of one another by a number."""
    if a is None or b is None or c is None or d is None:
        return Comparison("undecided", reason=say("One side is missing."))
    sides = [_nodes(a, c, scope), _nodes(b, d, scope)]
    if all(found.verdict == "equal" for found in sides):
        return Comparison("equal", exact=all(found.exact for found in sides))
    one, two = Node("add", (a, Node("neg", (b,)))), Node("add", (c, Node("neg", (d,))))
    same = _nodes(one, two, scope)
    if same.verdict == "equal":
        return same
    turned = _nodes(one, Node("neg", (two,)), scope)
    if turned.verdict == "equal" and symmetric:
        return turned
    if symmetric and _multiple(one, two, scope):
        return Comparison("equal")
    return same if same.verdict != "different" else Comparison("different", witness=same.witness, reason=say("The two relations differ."))


def _multiple(one: Node, two: Node, scope: Scope) -> bool:
    """Whether the quotient of two differences is a number other than zero."""
    from grader.algebra.constants import counts_of
    from grader.algebra.sampling import Point, ZeroDivision

    ratios: list[int] = []
    for seed in (0, 2, 4, 6):
        try:
            point = Point(scope.symbols, {}, seed, counts_of(one, two))
            left, right = point.value(unfold(one, scope)), point.value(unfold(two, scope))
        except (ZeroDivision, Unsupported, TooLarge, ShapeClash):
            continue
        p = point.tower[0][0]
        if not isinstance(left, int) or not isinstance(right, int) or not left or not right:
            return False
        ratios.append(left * pow(right, -1, p) % p)
    return len(ratios) >= 3 and len(set(ratios)) == 1


def _nodes(one: Node | None, two: Node | None, scope: Scope) -> Comparison:
    if one is None or two is None:
        return Comparison("undecided", reason=say("One side is missing."))
    try:
        shapes = Shapes(scope.symbols)
        shape, other = shapes.of(one), shapes.of(two)
        if shape is not None and other is not None and shape != other:
            return Comparison("different", reason=say("The answer is {given}, not {asked}.", given=words(shape), asked=words(other)))
        return compare(unfold(one, scope), unfold(two, scope), scope.symbols, {})
    except ShapeClash as clash:
        return Comparison("different", reason=clash.reason)
    except TooLarge as refusal:
        return Comparison("undecided", reason=refusal.reason)
    except Unsupported as unsupported:
        return Comparison("undecided", reason=say("Only a person can compare these: {problem}.", problem=unsupported.reason))
    except RecursionError:
        return Comparison("undecided", reason=say("This formula is nested too deep to check."))
