"""Partial credit: which steps that the rubric names does a derivation show?"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from fractions import Fraction
from functools import lru_cache

from grader.algebra.conclusion import alike
from grader.algebra.derivation import Derivation
from grader.algebra.equality import compare
from grader.algebra.mirror import turned_chain
from grader.algebra.normal import Expander
from grader.algebra.parser import Chain, parse
from grader.algebra.question import Question
from grader.algebra.refusal import Refusal, ShapeClash, TooLarge, Unsupported
from grader.algebra.symbols import Symbols
from grader.algebra.tree import ONE, Node, call, sym, walk
from grader.algebra.unfolding import Scope, unfold

VISIBLE = Fraction(3, 4)
"""Share of a symbol's milestone when its value can be read off an expanded line but is not named."""
ASSERTED = Fraction(1, 2)
"""Share of a result that is stated without any of the steps that lead to it."""
_NEAR = 3
"""Lines before a result in which its reason may stand; one line after it will do as well."""
_SHORTEST_MISSPELT = 4
"""Letters of the shortest word in which a slip of the pen is seen."""
_ALIKE = 0.85
"""Share of letters that a misspelt word has in common with the right one: "bak" for "back", "forword" for "forward"."""


@dataclass(frozen=True, slots=True)
class Milestone:
    """One step that earns credit."""

    title: str
    """What students read: "expanded"."""
    shows: tuple[str, ...] = ()
    """Equations, any of which shows it: a right line has such sides, in any form that uses the same symbols."""
    defines: str = ""
    """A symbol of the goal that must be defined."""
    says: tuple[tuple[str, ...], ...] = ()
    """Groups of words: a line with one of each group shows it as well, beside a formula that shows a step."""
    because: tuple[str, ...] = ()
    """Words or signs of a reason, any of which must stand beside it; without one the milestone is asserted and half earned."""
    result: bool = False
    """Whether it is only half earned when no other milestone but results is."""
    points: Fraction = Fraction(1)
    help: str = ""
    """What to try when it is not reached."""


@dataclass(frozen=True, slots=True)
class Reached:
    """How far one milestone was reached."""

    milestone: Milestone
    share: Fraction
    line: int | None = None
    """The line that shows it, counted from 1."""
    by_words: bool = False
    """Whether only its words show it."""


def read_milestones(milestones: Sequence[Milestone], question: Question) -> None:
    """Check that milestones can be read.

    Raises ValueError, in words for the author.
    """
    for milestone in milestones:
        for text in milestone.shows:
            try:
                parse(text, question.symbols)
            except Refusal as refusal:
                raise ValueError(
                    f"milestone {milestone.title!r}: {text!r} cannot be read: {refusal.reason} (column {refusal.position + 1})"
                ) from None
        if milestone.defines and question.symbols.resolve(milestone.defines) not in question.unknowns:
            raise ValueError(f"milestone {milestone.title!r}: {milestone.defines!r} is no new symbol of the goal")
        if not (milestone.shows or milestone.defines or milestone.says):
            raise ValueError(f"milestone {milestone.title!r} needs shows, defines or says")


def reach(milestones: Sequence[Milestone], found: Derivation, question: Question) -> tuple[Reached, ...]:
    """Weigh a checked derivation against the milestones."""
    reached = [_with_reason(_reach(milestone, found, question), found) for milestone in milestones]
    expanded = next(
        (r for m, r in zip(milestones, reached, strict=True) if m.shows and not m.result and r.share == 1 and _is_expanded(m, question)),
        None,
    )
    wrong = {name for name in question.unknowns if _wrongly_defined(name, found)}
    for at, (milestone, one) in enumerate(zip(milestones, reached, strict=True)):
        name = question.symbols.resolve(milestone.defines) if milestone.defines else None
        if name and not one.share and expanded is not None and name not in wrong:
            reached[at] = Reached(milestone, VISIBLE, expanded.line)
    if not any(one.share and not one.by_words and not one.milestone.result for one in reached):
        # Words explain steps: names of theorems beside no step, or beside the bare result, are no derivation.
        reached = [Reached(one.milestone, Fraction(0)) if one.by_words and not one.milestone.result else one for one in reached]
    if not any(one.share and not one.milestone.result for one in reached):
        reached = [Reached(one.milestone, min(one.share, ASSERTED), one.line) if one.milestone.result else one for one in reached]
    return tuple(_skipped(reached))


def _skipped(reached: list[Reached]) -> list[Reached]:
    """A skipped step that a later one contains is earned: right results that follow a shown step need not be spelled out."""
    steps = [at for at, one in enumerate(reached) if not one.milestone.result]
    results = [one for one in reached if one.milestone.result and one.milestone.defines]
    shown = any(reached[at].share for at in steps)
    if results and shown and all(one.share == 1 for one in results):
        return [
            Reached(one.milestone, Fraction(1), one.line) if at in steps and one.milestone.shows else one for at, one in enumerate(reached)
        ]
    return reached


def _with_reason(reached: Reached, found: Derivation) -> Reached:
    """Half of what is only asserted where a reason is asked for, in the line itself or close to it."""
    wanted = reached.milestone.because
    if not wanted or reached.line is None:
        return reached
    near = found.lines[max(0, reached.line - 1 - _NEAR) : reached.line + 1]
    if any(_says(line.text, [wanted]) for line in near):
        return reached
    return Reached(reached.milestone, min(reached.share, ASSERTED), reached.line, reached.by_words)


def _reach(milestone: Milestone, found: Derivation, question: Question) -> Reached:
    name = question.symbols.resolve(milestone.defines) if milestone.defines else None
    said: int | None = None
    for number, (line, chains) in enumerate(zip(found.lines, found.statements, strict=True), 1):
        if said is None and milestone.says and line.verdict in ("correct", "ignored", "incorrect") and _says(line.text, milestone.says):
            said = number
        if name and name in line.defined:
            return Reached(milestone, Fraction(1), number)
        if line.verdict == "incorrect":
            chains = tuple(_true_part(chain, question) for chain in chains)
        elif line.verdict != "correct":
            continue
        if any(_shows(chain, text, question) for text in milestone.shows for chain in chains):
            return Reached(milestone, Fraction(1), number)
    return Reached(milestone, Fraction(0)) if said is None else Reached(milestone, Fraction(1), said, by_words=True)


def _true_part(chain: Chain, question: Question) -> Chain:
    """The sides of a chain that are equal to its first: one slip does not cost what stands before it."""
    head = chain.sides[0]
    kept = tuple(
        side for side in chain.sides if side is not None and head is not None and (side is head or _equal(head, side, question.truth))
    )
    return Chain(kept, ("=",) * (len(kept) - 1), chain.labels)


def _wrongly_defined(name: str, found: Derivation) -> bool:
    return any(name in line.misdefined for line in found.lines)


def _says(text: str, groups: Iterable[Iterable[str]]) -> bool:
    low = f" {text.lower()} "
    said = re.findall(r"[^\W\d_]+", low)
    return all(any(phrase.lower() in low or _misspelt(phrase.lower().split(), said) for phrase in group) for group in groups)


def _misspelt(phrase: Sequence[str], said: Sequence[str]) -> bool:
    """Whether words stand in a text with a slip of the pen in some of them: spelling is not marked.

    >>> _misspelt(["addition", "theorem"], ["by", "the", "adition", "theorems"]), _misspelt(["even"], ["odd"])
    (True, False)
    """
    if not phrase or not all(word.isalpha() for word in phrase):
        return False
    return any(all(map(_near, phrase, said[at : at + len(phrase)])) for at in range(len(said) - len(phrase) + 1))


def _near(word: str, written: str) -> bool:
    if len(word) < _SHORTEST_MISSPELT or written.startswith(word) or written[0] != word[0]:
        return written.startswith(word)
    return SequenceMatcher(None, word, written[: len(word) + 1]).ratio() >= _ALIKE or SequenceMatcher(None, word, written).ratio() >= _ALIKE


def _shows(chain: Chain, text: str, question: Question) -> bool:
    """Whether a chain has sides that look like those of the equation `text`."""
    wanted = _wanted(text, question.symbols)[0]
    if question.turned:
        wanted = turned_chain(wanted)
    sides = [side for side in chain.sides if side is not None]
    if len(wanted.sides) == 1:
        return any(_resembles(side, wanted.sides[0], question) for side in sides)
    left, right = wanted.sides[0], wanted.sides[1]
    if left is None or right is None or not {"=", "~"}.issuperset(chain.relations):
        return False  # x > 0 does not show x = 0
    return any(
        _resembles(b, right, question) and (alike(a, left) or _atoms(a, question) == _atoms(left, question))
        for i, a in enumerate(sides)
        for j, b in enumerate(sides)
        if i != j and not alike(a, b)
    )


@lru_cache(maxsize=256)
def _wanted(text: str, symbols: Symbols) -> tuple[Chain, ...]:
    """What a milestone shows; read once for a whole class."""
    return tuple(parse(text, symbols))


def _resembles(side: Node, wanted: Node | None, question: Question) -> bool:
    """Whether a side uses the same symbols and functions, is as far multiplied out, and has the same value."""
    if wanted is None or _atoms(side, question) != _atoms(wanted, question):
        return False
    if (wanted.op == "call") != (side.op == "call"):
        return False
    if is_flat(wanted) and not is_flat(side) and not any(part.op == "call" for part in walk(wanted)):
        return False
    return _equal(side, wanted, question.truth)


def _equal(one: Node, two: Node, scope: Scope) -> bool:
    try:
        return compare(unfold(one, scope), unfold(two, scope), scope.symbols, scope.definitions).verdict == "equal"
    except (Unsupported, TooLarge, ShapeClash):
        return False


def is_flat(node: Node) -> bool:
    """Whether no sum stands inside a product.

    >>> from grader.algebra.symbols import Symbols
    >>> from grader.algebra.parser import parse_expression
    >>> table = Symbols({name: "scalar" for name in "abc"})
    >>> [is_flat(parse_expression(text, table)) for text in ("a(b + c)", "a b + (a c)")]
    [False, True]
    """
    if node.op in ("mul", "pow"):
        return not any(part.op == "add" for part in walk(node))
    return all(is_flat(arg) for arg in node.args)


def _is_expanded(milestone: Milestone, question: Question) -> bool:
    sides = [side for text in milestone.shows for side in _wanted(text, question.symbols)[0].sides[1:]]
    return any(side is not None and side.op == "add" and is_flat(side) for side in sides)


def _atoms(node: Node, question: Question) -> frozenset[str]:
    """Symbols outside functions, functions of the question, and circular functions with their angles up to sign."""
    found: set[str] = set()
    stack = [node]
    while stack:
        top = stack.pop()
        if top.op == "sym" and top.value not in _units(question):
            found.add(str(top.value))
        elif top.op == "call" and top.value in ("sin", "cos"):
            found.add(_angle(top.args[0], question))
            continue
        elif top.op == "transpose" and top.args[0].op == "call" and top.args[0].value in question.scope.functions:
            # R(m)^T R(n) and R(-m) R(n) are different steps, though both speak of R alone.
            found.add(f"{top.args[0].value}^T")
            continue
        elif top.op == "call" and str(top.value).rstrip("'") in question.scope.functions:
            found.add(str(top.value))
            continue
        elif top.op == "call" and str(top.value).rstrip("'") in ("sigmoid", "slope"):
            found.add(_known_as(top, question))
            continue
        stack.extend(top.args)
    return frozenset(found)


def _units(question: Question) -> dict[str, Node]:
    """Symbols that are set to one here."""
    return {name: value for name, value in question.scope.definitions.items() if value == ONE}


def _known_as(node: Node, question: Question) -> str:
    """What the question calls the sigmoid or a derivative: s or s'."""
    if node.value == "slope":
        inner = node.args[0]
        return f"{inner.value}'" if inner.op == "call" else repr(node)
    for name, (parameter, body) in question.scope.functions.items():
        if _equal(body, call("sigmoid", sym(parameter)), question.truth):
            return name + str(node.value)[len("sigmoid") :]
    return str(node.value)


def _angle(angle: Node, question: Question) -> str:
    """An angle as a text, the same for u and -u."""
    try:
        expander = Expander(question.symbols, _units(question))
        form = expander.form(angle)
        return min(expander.text(form), expander.text({monomial: -factor for monomial, factor in form.items()}))
    except (Unsupported, TooLarge):
        return repr(angle)
