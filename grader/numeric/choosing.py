"""Choose the number that states the answer among all that were written."""

from __future__ import annotations

import re
from fractions import Fraction

from grader.numeric.chains import Chain, rounds
from grader.numeric.markup import Plain
from grader.numeric.standing import CHECKS

HEDGE = re.compile(r"\b(?:or|maybe|perhaps|either|possibly|alternatively|unsure|oder|vielleicht)\b", re.IGNORECASE)
"""Who hedges between different numbers has not answered."""


def choose(chains: list[Chain], plain: Plain) -> Chain | None:
    """The chain that states the answer; None when a person must tell."""
    chains = [chain for chain in chains if not chain.standing.denied]
    if not chains or any(chain.contradicts for chain in chains):
        return None
    for spans in (plain.boxed, plain.bold):
        marked = [chain for chain in chains if any(start <= chain.result.start and chain.result.end <= end for start, end in spans)]
        if marked and (_unanimous(marked) or spans is plain.boxed):
            return _unanimous(marked)
    agreed = _unanimous(chains)
    if agreed or HEDGE.search(plain.text):
        return agreed
    return _after_givens(_own(chains))


def _unanimous(chains: list[Chain]) -> Chain | None:
    """The last chain when all have one result; of a number and its rounded form the exact one."""
    best = chains[-1]
    for chain in reversed(chains):
        if chain.result.value == best.result.value or rounds(chain.result, best.result):
            continue
        if not rounds(best.result, chain.result):
            return None
        best = chain
    return best


def _own(chains: list[Chain]) -> list[Chain]:
    """Without what the problem gives ("12 heads") and what stands in brackets beside the answer."""
    own = [chain for chain in chains if not (chain.standing.given and not chain.calculates and not chain.standing.final)]
    main = [chain for chain in own if not chain.standing.aside and chain.label.lower() not in CHECKS]
    return main or own or chains


def _after_givens(chains: list[Chain]) -> Chain | None:
    """Choose among different results: what went into a calculation is no answer, and the last calculation or conclusion counts."""
    used = frozenset[Fraction]().union(*(chain.operands for chain in chains))
    last = chains[-1]
    left = [
        chain
        for chain in chains
        if chain.standing.final or (len(chain.terms) > 1 and chain is last) or chain.result.value not in used or chain.calculates
    ] or chains
    last = left[-1]
    agreed = _unanimous(left)
    if agreed:
        return agreed
    concluded = [chain for chain in left if chain.standing.final]
    if concluded and concluded[-1] is last and _unanimous(concluded):
        return last
    stated = [chain for chain in left if len(chain.terms) > 1]
    if last.standing.told and not concluded and not stated and not any(chain.standing.told for chain in left[:-1]):
        return last
    bare = [chain for chain in left if len(chain.terms) == 1]
    if not stated or any(chain.standing.alone or chain.start > stated[-1].start for chain in bare):
        return None
    answer = stated[-1]
    rivals = [chain for chain in stated if chain.result.value != answer.result.value and _same_question(chain, answer)]
    return None if rivals else answer


def _same_question(one: Chain, other: Chain) -> bool:
    """Whether two chains give values for one name, or results for one calculation."""
    if one.label or other.label:
        return one.label == other.label
    return one.operands == other.operands
