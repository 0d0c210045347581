"""Find what a goal's new symbols must be: a' in y = a'x + b'."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from fractions import Fraction
from typing import NamedTuple

from grader.algebra.normal import Expander, Form, Monomial, joined
from grader.algebra.refusal import TooLarge, Unsupported
from grader.algebra.symbols import Symbols
from grader.algebra.tree import Node


class _Slot(NamedTuple):
    """A term of the goal with one unknown: what stands around it."""

    unknown: str
    scalars: tuple[tuple[str, int], ...]
    before: tuple[tuple[str, bool], ...]
    after: tuple[tuple[str, bool], ...]
    turned: bool
    is_matrix: bool


def solve(value: Form, goal: Form, unknowns: Iterable[str]) -> dict[str, Form] | None:
    """The forms of the unknowns that make `goal` equal to `value`, None where they are not determined term by term."""
    wanted = frozenset(unknowns)
    slots: list[_Slot] = []
    for monomial, factor in goal.items():
        slot = _slot(monomial, wanted)
        if slot is None or factor != 1:
            return None
        slots.append(slot)
    slots.sort(key=lambda slot: -(len(slot.scalars) + len(slot.before) + len(slot.after)))
    inputs = {name for slot in slots for name, _ in (*slot.scalars, *slot.before, *slot.after)}
    found: dict[str, Form] = {slot.unknown: {} for slot in slots}
    for monomial, factor in value.items():
        for slot in slots:
            rest = _rest(monomial, slot)
            if rest is not None and not inputs & {name for name, _ in (*rest.scalars, *rest.word)}:
                found[slot.unknown][rest] = found[slot.unknown].get(rest, Fraction(0)) + factor
                break
        else:
            return None
    return found


def _slot(monomial: Monomial, unknowns: frozenset[str]) -> _Slot | None:
    scalars = [(name, power) for name, power in monomial.scalars if name in unknowns]
    word = [i for i, (name, _) in enumerate(monomial.word) if name in unknowns]
    if len(scalars) + len(word) != 1:
        return None
    if scalars:
        others = tuple(pair for pair in monomial.scalars if pair[0] not in unknowns)
        return _Slot(scalars[0][0], others, monomial.word, (), False, False) if scalars[0][1] == 1 else None
    at = word[0]
    name, turned = monomial.word[at]
    return _Slot(name, monomial.scalars, monomial.word[:at], monomial.word[at + 1 :], turned, True)


def _rest(monomial: Monomial, slot: _Slot) -> Monomial | None:
    """What is left of a term when everything around the unknown is taken away."""
    have = dict(monomial.scalars)
    if any(have.get(name, 0) < power for name, power in slot.scalars):
        return None
    word = monomial.word
    if len(word) < len(slot.before) + len(slot.after) or word[: len(slot.before)] != slot.before:
        return None
    if slot.after and word[len(word) - len(slot.after) :] != slot.after:
        return None
    middle = word[len(slot.before) : len(word) - len(slot.after)]
    identity = bool(slot.is_matrix and not middle and (slot.before or slot.after))
    if bool(middle) != slot.is_matrix and not identity:
        return None
    if slot.turned:
        middle = tuple((name, not turned) for name, turned in reversed(middle))
    return Monomial(joined(monomial.scalars, slot.scalars, -1), middle)


def determine(left: Node, right: Node, unknowns: frozenset[str], symbols: Symbols, definitions: Mapping[str, Node]) -> dict[str, Node]:
    """The trees of the goal's unknowns, empty where the goal does not fix them."""
    expander = Expander(symbols, definitions)
    try:
        found = solve(expander.form(left), expander.form(right), unknowns)
    except (TooLarge, Unsupported):
        return {}
    if found is None or set(found) != unknowns:
        return {}
    return {name: expander.tree(form) for name, form in found.items()}
