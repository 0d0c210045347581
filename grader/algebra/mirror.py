"""The same question for row vectors: every product reversed, every shape turned."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache

from grader.algebra.parser import Chain
from grader.algebra.question import Question
from grader.algebra.symbols import GREEK_LETTERS, Symbols
from grader.algebra.tree import ONE, Node, rewrite
from grader.algebra.unfolding import Scope


def mirrored(question: Question) -> Question:
    """The question in the other convention, y = xW + b for y = Wx + b; made once."""
    return _mirrored(id(question), _Held(question))


class _Held:
    """A question as a cache key: equal to every other holder, for the id is the key."""

    def __init__(self, question: Question) -> None:
        self.question = question

    def __hash__(self) -> int:
        return 0

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Held) and other.question is self.question


@lru_cache(maxsize=64)
def _mirrored(_: int, held: _Held) -> Question:
    question = held.question
    symbols = Symbols({}, free=question.symbols.free)
    symbols.__dict__.update({name: value for name, value in question.symbols.__dict__.items() if name != "shapes"})
    symbols.shapes = {name: shape and (shape[1], shape[0]) for name, shape in question.symbols.shapes.items()}
    scope = Scope(
        symbols,
        {name: turned(value) for name, value in question.scope.definitions.items()},
        {name: (parameter, turned(body)) for name, (parameter, body) in question.scope.functions.items()},
    )
    return replace(
        question,
        symbols=symbols,
        scope=scope,
        turned=not question.turned,
        goal=turned_chain(question.goal),
        given=tuple(turned_chain(chain) for chain in question.given),
        unknowns={name: turned(value) for name, value in question.unknowns.items()},
    )


def turned(node: Node) -> Node:
    """A tree with every product reversed.

    >>> from grader.algebra.tree import latex, mul, sym
    >>> latex(turned(mul(sym("W"), sym("x"))))
    'x W'
    """
    return rewrite(node, lambda part: Node("mul", part.args[::-1]) if part.op == "mul" else None)


def turned_chain(chain: Chain) -> Chain:
    """A chain with every product reversed."""
    return Chain(tuple(side and turned(side) for side in chain.sides), chain.relations, chain.labels)


def with_units(question: Question, names: tuple[str, ...]) -> Question:
    """The question with these symbols set to one: a student may write cos m for cos mθ."""
    found = [question.symbols.resolve(GREEK_LETTERS.get(name, name)) for name in names]
    return replace(question, scope=question.scope.with_definitions({name: ONE for name in found if name is not None}))
