"""What follows from what was written, be it right or wrong."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Protocol

from grader.algebra.equality import compare
from grader.algebra.normal import Expander
from grader.algebra.parser import Chain
from grader.algebra.question import Question
from grader.algebra.refusal import ShapeClash, TooLarge, Unsupported
from grader.algebra.statements import Finding, bounded, check_relation
from grader.algebra.symbols import Symbols
from grader.algebra.tree import Node, substitute, walk
from grader.algebra.unfolding import Scope, unfold
from grader.algebra.unknowns import determine

_MOST_WRITTEN_OUT = 500
"""Nodes of the largest chain in which a student's own symbols are written out."""


class Believed(Protocol):
    """What was given, and what was written so far."""

    @property
    def question(self) -> Question:
        """The question."""

    @property
    def symbols(self) -> Symbols:
        """Its symbols."""

    @property
    def wrong(self) -> dict[str, Node]:
        """Left sides that a wrong line gave another value."""

    @property
    def helpers(self) -> dict[str, Node]:
        """New symbols of the student's own."""

    @property
    def written(self) -> dict[str, Node]:
        """The goal's symbols as the student defined them."""

    def unfolded(self, values: dict[str, Node]) -> dict[str, Node]:
        """Definitions in plain arithmetic."""


def same_form(judge: Believed, value: Node, name: str) -> bool:
    """Whether a wrong definition follows from the wrong lines above."""
    wanted = wrong_unknowns(judge).get(name)
    return wanted is not None and forms_agree(judge, value, wanted)


def wrong_unknowns(judge: Believed) -> dict[str, Node]:
    """What the goal's symbols are when the wrong lines are believed."""
    goal = judge.question.goal
    if not judge.wrong or not judge.question.unknowns or goal.sides[0] is None or goal.sides[1] is None:
        return {}
    definitions = {**judge.question.scope.definitions, **judge.wrong}
    return determine(goal.sides[0], goal.sides[1], frozenset(judge.question.unknowns), judge.symbols, definitions)


def forms_agree(judge: Believed, one: Node, two: Node) -> bool:
    """Whether two trees agree when the wrong lines are believed; shapes do not matter here."""
    definitions = {
        **judge.question.scope.definitions,
        **judge.unfolded(judge.helpers),
        **wrong_unknowns(judge),
        **judge.unfolded(judge.written),
        **judge.wrong,
    }
    try:
        expander = Expander(judge.symbols, definitions)
        if expander.form(unfold(one, judge.question.scope)) == expander.form(unfold(two, judge.question.scope)):
            return True
    except (Unsupported, TooLarge, ShapeClash):
        pass
    return agree(judge, one, two, judge.question.scope.with_definitions(definitions))


def agree(judge: Believed, one: Node, two: Node, scope: Scope) -> bool:
    """Whether two trees are equal in a scope."""
    try:
        return compare(unfold(one, scope), unfold(two, scope), judge.symbols, scope.definitions).verdict == "equal"
    except (Unsupported, TooLarge, ShapeClash):
        return False


def results_called(remarks: Sequence[Node], goal: Chain, scope: Scope) -> dict[Chain, Finding]:
    """What words call the result ("this is R(n - m)"), where it is the left side of the goal; what else they mean claims nothing."""
    if len(goal.sides) != 2 or goal.sides[0] is None:
        return {}
    chains = [Chain((goal.sides[0], side), ("=",)) for side in remarks if side != goal.sides[0]]
    found = {chain: bounded(partial(check_relation, chain, scope)) for chain in chains}
    return {chain: finding for chain, finding in found.items() if finding.verdict == "correct"}


def written_out(chain: Chain, helpers: Mapping[str, Node]) -> Chain | None:
    """A chain with the student's own symbols replaced by what they stand for; None where there are none, or it would grow too large."""
    sides = [side for side in chain.sides if side is not None]
    used = [str(part.value) for side in sides for part in walk(side) if part.op == "sym" and part.value in helpers]
    if not used or sum(sum(1 for _ in walk(node)) for node in [*sides, *(helpers[name] for name in used)]) > _MOST_WRITTEN_OUT:
        return None
    return Chain(tuple(side and substitute(side, helpers) for side in chain.sides), chain.relations, chain.labels)
