"""What is given and what is wanted, read once."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from grader.algebra.equality import free_symbols
from grader.algebra.parser import Chain, parse
from grader.algebra.refusal import Refusal, ShapeClash, TooLarge, Unsupported
from grader.algebra.symbols import Symbols
from grader.algebra.tree import Node, names, sym, walk
from grader.algebra.unfolding import Scope, unfold
from grader.algebra.unknowns import determine

_TRANSCENDENTAL = frozenset(("exp", "sigmoid", "tanh", "sin", "cos"))


@dataclass
class Question:
    """The givens as definitions, the goal, and the true values of the goal's new symbols."""

    symbols: Symbols
    scope: Scope
    goal: Chain
    given: tuple[Chain, ...] = ()
    unknowns: dict[str, Node] = field(default_factory=dict)
    """True values of the goal's new symbols, such as a' and b'."""
    goal_names: frozenset[str] = frozenset()
    inputs: frozenset[str] = frozenset()
    """Symbols in which the goal is stated; a definition of a new symbol may not use them."""
    defined_by_goal: str = ""
    """A symbol whose only definition is the goal itself, such as ds in ds = s(1 - s)."""
    point: dict[str, Node] = field(default_factory=dict)
    """Where the lines may speak of one point, such as the place of a maximum: x = 0."""
    turned: bool = False
    """Whether this is the same question for row vectors."""
    constraints: bool = False
    """Whether a given is no definition, so that it cannot be used by substitution."""

    @property
    def truth(self) -> Scope:
        """The scope in which lines are true or false."""
        return self.scope.with_definitions(self.unknowns)


def read_question(given: tuple[str, ...], goal: str, declared: Mapping[str, Any], at: str = "") -> Question:
    """Read a question.

    Raises ValueError, in words for the author, for a given or a goal that cannot be read.
    """
    symbols = Symbols(declared)
    scope = Scope(symbols)
    question = Question(symbols, scope, Chain((), ()))
    _give(question, given)
    _arguments(symbols, scope)
    for name in scope.definitions:
        if symbols.shape(name) is None:
            symbols.inputs[name] = frozenset(free_symbols(sym(name), sym(name), scope.definitions))
    if goal:
        question.goal = _read(goal, symbols, "goal")[0]
        try:
            _aim(question)
        except (Unsupported, TooLarge, ShapeClash) as problem:
            raise ValueError(f"the goal {goal!r} cannot be used: {problem.reason}") from None
    for chain in _read(at, symbols, "point") if at else []:
        left, right = chain.sides if len(chain.sides) == 2 else (None, None)
        if left is None or right is None or left.op != "sym" or chain.relations != ("=",):
            raise ValueError(f"the point {at!r} must say what a symbol is, such as x = 0")
        question.point[str(left.value)] = right
    return question


def _give(question: Question, given: Iterable[str]) -> None:
    """Take the givens as definitions, in plain arithmetic."""
    scope = question.scope
    chains: list[Chain] = []
    try:
        for text in given:
            for chain in _read(text, question.symbols, "given"):
                chains.append(chain)
                _define(chain, question)
        for name, definition in list(scope.definitions.items()):
            scope.definitions[name] = unfold(definition, scope)
    except (Unsupported, TooLarge, ShapeClash) as problem:
        raise ValueError(f"the givens cannot be used: {problem.reason}") from None
    question.given = tuple(chains)


def _value_at(question: Question) -> None:
    """`y(0)` is a value of y where the goal says y through one other symbol that is not new."""
    left = question.goal.sides[0]
    others = question.inputs - {str(left.value)} if left is not None and left.op == "sym" else frozenset[str]()
    if left is not None and len(others) == 1 and left.value in question.scope.definitions:
        question.symbols.arguments.setdefault(str(left.value), next(iter(others)))


_OWN_E = re.compile(r"(?:^|[,;:$(]|\b(?:with|where|let|set|put|and|error|define))\s*e\s*:?=(?!=)", re.IGNORECASE)
"""A definition of e: an error is called so as often as the number is."""


def defines_e(question: Question, texts: Iterable[str]) -> bool:
    """Whether the student calls something e that is not Euler's number."""
    stated = [side for chain in (*question.given, question.goal) for side in chain.sides if side is not None]
    if question.symbols.resolve("e") or any(part.value == "exp" for side in stated for part in walk(side)):
        return False
    return any(_OWN_E.search(text) for text in texts)


def _read(text: str, symbols: Symbols, what: str) -> list[Chain]:
    try:
        return parse(text, symbols)
    except Refusal as refusal:
        raise ValueError(f"the {what} {text!r} cannot be read: {refusal.reason} (column {refusal.position + 1})") from None


def _define(chain: Chain, question: Question) -> None:
    """Take `y = ...` or `f(x) = ...` as a definition."""
    scope = question.scope
    left, right = (chain.sides[0], chain.sides[1]) if len(chain.sides) == 2 and chain.relations == ("=",) else (None, None)
    if left is None or right is None:
        question.constraints = True
    elif left.op == "sym" and left.value not in scope.definitions and left.value not in names(right):
        scope.definitions[str(left.value)] = right
    elif left.op == "call" and len(left.args) == 1 and left.args[0].op == "sym" and left.value in scope.symbols.functions:
        scope.functions[str(left.value)] = (str(left.args[0].value), unfold(right, scope))
    else:
        question.constraints = True


def _arguments(symbols: Symbols, scope: Scope) -> None:
    """`s(z)` may be written for s when s is a function of z alone."""
    for name, definition in scope.definitions.items():
        free = names(definition)
        if len(free) == 1 and any(part.op == "call" and part.value in _TRANSCENDENTAL for part in walk(definition)):
            symbols.arguments[name] = next(iter(free))
            slope = symbols.resolve(name + "'")
            if slope is not None:
                symbols.arguments[slope] = next(iter(free))


def _aim(question: Question) -> None:
    """Find out what is new in the goal."""
    sides = [side for side in question.goal.sides if side is not None]
    used = frozenset[str]().union(*(names(side) for side in sides))
    known = frozenset[str]().union(*(names(side) for chain in question.given for side in chain.sides if side is not None))
    fresh = used & frozenset(question.symbols.shapes) - known
    question.goal_names = used
    if len(sides) != 2 or question.goal.relations != ("=",):
        return
    left, right = sides
    if left.op == "sym" and left.value in fresh and not fresh - {left.value} and left.value not in names(right):
        question.defined_by_goal = str(left.value)
        question.scope.definitions[str(left.value)] = unfold(right, question.scope)
        return
    if not fresh or not known:
        return
    try:
        left, right = unfold(left, question.scope), unfold(right, question.scope)
    except Unsupported:
        return
    question.unknowns = determine(left, right, fresh, question.symbols, question.scope.definitions)
    if question.unknowns:
        question.inputs = used - fresh
        _value_at(question)
