"""Is one relation true? Equations, approximations, bounds, shapes."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from grader.algebra.bounds import check_bound
from grader.algebra.constants import constant, indices_of
from grader.algebra.equality import compare, rounds_to
from grader.algebra.feedback import explain
from grader.algebra.parser import Chain
from grader.algebra.proof import claim
from grader.algebra.refusal import ShapeClash, TooLarge, Unsupported
from grader.algebra.shapes import Shapes, words
from grader.algebra.sizes import check_size
from grader.algebra.symbols import Symbols
from grader.algebra.tree import Node, names, num, spelling, substitute, walk
from grader.algebra.unfolding import Scope, unfold
from grader.catalogue import say

_CONSTANTS = frozenset(("e", "I", "pi", "infinity"))
_RANK = {"unparseable": 4, "incorrect": 3, "undecided": 2, "correct": 1, "ignored": 0}


@dataclass(frozen=True, slots=True)
class Finding:
    """The verdict on one relation."""

    verdict: str
    follows: bool | None
    proved: bool = False
    reason: str = ""
    undefined: tuple[str, ...] = ()
    claims: tuple[str, ...] = ()
    """What is left to be proved before a correct statement may be called proved."""


def worst(findings: Sequence[Finding]) -> Finding:
    """The verdict of a line with several statements."""
    chosen = max(findings, key=lambda finding: _RANK[finding.verdict])
    follows = None if all(f.follows is None for f in findings) else all(f.follows is not False for f in findings)
    return Finding(
        chosen.verdict,
        follows,
        all(f.proved for f in findings),
        chosen.reason,
        chosen.undefined,
        tuple(claim for f in findings for claim in f.claims),
    )


def bounded(judge: Callable[[], Finding]) -> Finding:
    """What `judge` finds; what proves too large or strange on the way is undecided, whichever step met it."""
    try:
        return judge()
    except TooLarge as refusal:
        return Finding("undecided", None, reason=refusal.reason)
    except RecursionError:
        return Finding("undecided", None, reason=say("This formula is nested too deep to check."))
    except (Unsupported, ShapeClash) as problem:
        return Finding("undecided", None, reason=say("Only a person can check this line: {problem}.", problem=problem.reason))


def check_relation(chain: Chain, scope: Scope, truth_of: Mapping[str, Node] | None = None) -> Finding:
    """Judge `a = b <= c`: every side against the first of its run of equations."""
    sides = [side for side in chain.sides if side is not None]
    findings: list[Finding] = []
    head = sides[0]
    for relation, left, right in zip(chain.relations, sides, sides[1:], strict=False):
        if relation in ("=", "~"):
            findings.append(_equation(head, right, relation, scope))
        elif relation == "in":
            findings.append(_sized(left, right, scope))
        elif relation == "!=":
            found = _equation(left, right, "=", scope)
            findings.append(Finding({"correct": "incorrect", "incorrect": "correct"}.get(found.verdict, found.verdict), None))
        else:
            findings.append(_bound(left, right, relation, scope))
    return worst(findings)


def undefined_in(nodes: Sequence[Node], scope: Scope) -> tuple[str, ...]:
    """Symbols that nothing declares or defines."""
    used = frozenset[str]().union(*(names(node) for node in nodes))
    known = set(scope.symbols.shapes) | set(scope.definitions) | set(scope.functions) | _CONSTANTS
    bound = {str(part.value) for node in nodes for part in walk(node) if part.op == "sum"}
    return tuple(sorted(used - known - bound - indices_of(*nodes)))


def _equation(left: Node, right: Node, relation: str, scope: Scope) -> Finding:
    sized = {part.value for part in (left, right) if part.op == "call"} & {"shape", "dims"}
    if sized:
        return _sized(left, right, scope) if left.op == "call" and left.value == "shape" else _sized(right, left, scope)
    undefined = undefined_in((left, right), scope)
    try:
        one, two = unfold(left, scope), unfold(right, scope)
        shapes = Shapes(scope.symbols, scope.definitions)
        shape, other = shapes.of(left), shapes.of(right)
        if shape is not None and other is not None and shape != other:
            raise ShapeClash(say("The left side is {left}, the right side {right}.", left=words(shape), right=words(other)))
        found = compare(one, two, scope.symbols, scope.definitions)
    except ShapeClash as clash:
        return Finding("incorrect", None, reason=_name_undefined(undefined, scope) or clash.reason, undefined=undefined)
    except TooLarge as refusal:
        return Finding("undecided", None, reason=refusal.reason)
    except Unsupported as unsupported:
        return Finding("undecided", None, reason=say("Only a person can check this line: {problem}.", problem=unsupported.reason))
    if found.verdict == "equal":
        return _held((left, right), (one, two), undefined, scope, exact=found.exact)
    if found.verdict == "different" and _rounded(left, right, relation, scope):
        return Finding("correct", True)
    if found.verdict == "different" and _speaks_of_entries(undefined, scope):
        return Finding("undecided", None, reason=say("Only a person can check a line about the entries of a matrix."))
    if found.verdict == "different":
        reason = _name_undefined(undefined, scope) or explain(left, right, scope) or _sentence(found.witness)
        return Finding("incorrect", None, reason=reason, undefined=undefined)
    return Finding("undecided", None, reason=found.reason)


def _held(written: tuple[Node, Node], meant: tuple[Node, Node], undefined: tuple[str, ...], scope: Scope, *, exact: bool) -> Finding:
    """An equation that holds as we read it: what has to be proved, or what else it may mean."""
    turns = tuple(_rotations(side, scope) for side in written)
    if "mixed" in turns or turns == ("angles", "positions"):
        reason = say("This line writes R with the angle and without: only a person can tell what is meant.")
        return Finding("undecided", None, reason=reason)
    if undefined and _might_be_matrices(undefined, scope) and not _holds_for_matrices(*meant, undefined, scope):
        return Finding("undecided", None, reason=_name_undefined(undefined, scope))
    claims = _claims(*meant, scope) if exact else ()
    certain = exact and claims is not None and not undefined and turns != ("positions", "angles")
    return Finding("correct", True, certain, claims=claims or ())


def _speaks_of_entries(undefined: Sequence[str], scope: Scope) -> bool:
    """Whether what nothing declares is an entry of something declared: W_ij, h_i."""
    known = [name.rstrip("'") for name, shape in scope.symbols.shapes.items() if shape is not None]
    return any(re.fullmatch(rf"{re.escape(name)}_?\{{?[i-n]{{1,2}}\}}?'*", entry) for entry in undefined for name in known)


def _rotations(side: Node, scope: Scope) -> Literal["", "angles", "positions", "mixed"]:
    """What the rotations of a side are told: R(m theta) an angle, R(m) a position, unless the angle was lost on the way."""
    angle = scope.symbols.angle
    used = [names(part.args[0]) for part in walk(side) if part.op == "call" and part.value == "Rot"] if angle else []
    kinds = {"angles" if angle in found else "positions" for found in used if found}
    return "mixed" if len(kinds) > 1 else "angles" if "angles" in kinds else "positions" if kinds else ""


def _might_be_matrices(undefined: Sequence[str], scope: Scope) -> bool:
    """Whether undeclared capitals stand beside declared matrices: A B = B A holds for numbers only."""
    return any(name[:1].isupper() for name in undefined) and any(shape and min(shape) > 1 for shape in scope.symbols.shapes.values())


def _holds_for_matrices(one: Node, two: Node, undefined: Sequence[str], scope: Scope) -> bool:
    shapes = {name: shape for name, shape in scope.symbols.shapes.items() if shape is not None}
    table = Symbols(
        {**dict.fromkeys(scope.symbols.shapes, "scalar"), **shapes, **{name: "matrix" for name in undefined if name[:1].isupper()}}
    )
    try:
        Shapes(table, scope.definitions).of(one)
        return compare(one, two, table, scope.definitions).verdict == "equal"
    except (ShapeClash, Unsupported, TooLarge):
        return False


def _claims(one: Node, two: Node, scope: Scope) -> tuple[str, ...] | None:
    """What has to be proved for an equation that holds; None for what is too large. A free index takes every value."""
    try:
        free = sorted((names(one) | names(two)) & (scope.symbols.indices | indices_of(one, two)))
        pairs = [(one, two)] if not free else [(substitute(one, {free[0]: num(k)}), substitute(two, {free[0]: num(k)})) for k in (1, 2, 3)]
        return tuple(claim(a, b, scope.symbols, scope.definitions) for a, b in pairs)
    except (TooLarge, RecursionError):
        return None


def _sentence(witness: str) -> str:
    return say("The two sides differ: {witness}.", witness=witness) if witness else say("The two sides differ.")


def _name_undefined(undefined: tuple[str, ...], scope: Scope) -> str:
    if not undefined:
        return ""
    shown = ", ".join(f"${spelling(name, scope.symbols.spell)}$" for name in undefined)
    return say("Nothing defines {names}.", names=shown)


def _rounded(left: Node, right: Node, relation: str, scope: Scope) -> bool:
    """Whether one side is a decimal that the other, a number, rounds to."""
    needed = 1 if relation == "~" else 3
    for value, shown in ((left, right), (right, left)):
        written = _written_as_decimal(shown) or (relation == "~" and constant(shown) is not None)
        if written and rounds_to(_closed(value, scope), shown, needed):
            return True
    return False


def _closed(value: Node, scope: Scope) -> Node:
    for _ in range(8):
        if not names(value) & set(scope.definitions):
            break
        value = substitute(value, scope.definitions)
    return unfold(value, scope)


def _written_as_decimal(node: Node) -> bool:
    """`1.77` or `1.77 x 10^6`, not a calculation."""
    if node.op == "dec":
        return True
    if node.op == "mul" and len(node.args) == 2 and node.args[0].op in ("dec", "num"):
        power = node.args[1]
        return power.op == "pow" and power.args[0] == Node("num", (), constant(power.args[0]) or 0) and constant(power.args[0]) == 10
    return False


def _sized(left: Node, right: Node, scope: Scope) -> Finding:
    try:
        return Finding(*check_size(left, right, scope))
    except ShapeClash as clash:
        return Finding("incorrect", None, reason=clash.reason)


def _bound(left: Node, right: Node, relation: str, scope: Scope) -> Finding:
    try:
        verdict, reason = check_bound(unfold(left, scope), unfold(right, scope), relation, scope)
    except (TooLarge, Unsupported, ShapeClash) as problem:
        return Finding("undecided", None, reason=say("Only a person can check this line: {problem}.", problem=problem.reason))
    return Finding(verdict, True if verdict == "correct" else None, reason=reason)
