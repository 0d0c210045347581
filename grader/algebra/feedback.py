"""Say which term of a wrong line is missing, extra, flipped or out of order."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from fractions import Fraction

from grader.algebra.constants import constant
from grader.algebra.normal import Expander, Form, Monomial
from grader.algebra.refusal import ShapeClash, TooLarge, Unsupported
from grader.algebra.tree import Node, latex, walk
from grader.algebra.unfolding import Scope, unfold
from grader.catalogue import all_of, capital, listed, say

_MOST_SHOWN = 3


def explain(left: Node, right: Node, scope: Scope) -> str:
    """A sentence on what `right` must have, were it equal to `left`; empty where there is nothing short to say.

    >>> from grader.algebra.parser import parse_expression
    >>> from grader.algebra.symbols import Symbols
    >>> table = Symbols({name: "scalar" for name in "abcx"})
    >>> true, wrong = parse_expression("a (b x + c)", table), parse_expression("a b x + c", table)
    >>> explain(true, wrong, Scope(table))
    'The term $c$ should be $a c$.'
    """
    try:
        one, two = unfold(left, scope), unfold(right, scope)
        numbers = constant(one), constant(two)
        if numbers[0] is None and isinstance(one.value, str) and one.op == "sym":
            numbers = constant(scope.definitions.get(one.value, one)), numbers[1]
        if numbers[0] is not None and numbers[1] is not None:
            return say("The left side is {left}, the right side {right}.", left=_number(numbers[0]), right=_number(numbers[1]))
        plain = {name: value for name, value in scope.definitions.items() if all(part.op != "call" for part in walk(value))}
        expander = Expander(scope.symbols, plain)
        wanted, written = expander.form(one), expander.form(two)
    except (Unsupported, TooLarge, ShapeClash, RecursionError):
        return ""
    if one.op == "sym" and one.value not in plain:
        return ""
    if any(name in expander.atoms for monomial in (*wanted, *written) for name, _ in monomial.scalars):
        return ""
    return _say(Terms(expander, scope), wanted, written)


def _number(value: Fraction) -> str:
    return str(value) if max(abs(value.numerator), value.denominator) < 10**15 else f"{float(value):.6g}"


class Terms:
    """Writes terms as students write them."""

    def __init__(self, expander: Expander, scope: Scope) -> None:
        self.expander = expander
        self.scope = scope

    def show(self, monomial: Monomial, factor: Fraction) -> str:
        """One term as LaTeX between dollars."""
        return f"${latex(self.expander.tree({monomial: factor}), self.scope.symbols.spell)}$"

    def all(self, form: Form) -> str:
        """Several terms in words."""
        shown = [self.show(monomial, factor) for monomial, factor in sorted(form.items())]
        return all_of(shown)


def _say(terms: Terms, wanted: Form, written: Form) -> str:
    lost = {monomial: factor for monomial, factor in wanted.items() if monomial not in written}
    extra = {monomial: factor for monomial, factor in written.items() if monomial not in wanted}
    changed = {monomial: factor for monomial, factor in wanted.items() if monomial in written and factor != written[monomial]}
    if len(changed) == len(wanted) == len(written) > 1 and all(factor == -written[monomial] for monomial, factor in wanted.items()):
        return say("The sign is wrong: the right side is the negative of what it should be.")
    if max(len(lost), len(extra), len(changed)) > _MOST_SHOWN:
        return ""
    if not lost and not extra and len(changed) == 1:
        (monomial, factor), *_ = changed.items()
        if factor == -written[monomial]:
            return say("The sign of {term} is wrong.", term=terms.show(monomial, abs(factor)))
        return say("The term {wrong} should be {right}.", wrong=terms.show(monomial, written[monomial]), right=terms.show(monomial, factor))
    if len(lost) == len(extra) == 1 and not changed:
        return _replaced(terms, next(iter(lost.items())), next(iter(extra.items())))
    clauses = [*_lost(terms, lost), *_extra(terms, extra), *_changed(terms, changed)]
    return capital(say("{sentence}.", sentence=listed(clauses)))


def _lost(terms: Terms, form: Form) -> Iterator[str]:
    if len(form) == 1:
        yield say("the term {terms} is missing", terms=terms.all(form))
    elif form:
        yield say("the terms {terms} are missing", terms=terms.all(form))


def _extra(terms: Terms, form: Form) -> Iterator[str]:
    if len(form) == 1:
        yield say("the term {terms} does not belong here", terms=terms.all(form))
    elif form:
        yield say("the terms {terms} do not belong here", terms=terms.all(form))


def _changed(terms: Terms, form: Form) -> Iterator[str]:
    shown = terms.all(dict.fromkeys(form, Fraction(1))) if form else ""
    if len(form) == 1:
        yield say("the coefficient of {terms} is wrong", terms=shown)
    elif form:
        yield say("the coefficients of {terms} are wrong", terms=shown)


def _replaced(terms: Terms, lost: tuple[Monomial, Fraction], extra: tuple[Monomial, Fraction]) -> str:
    """One term stands where another should: out of order, not turned, or with another factor."""
    right, wrong = terms.show(*lost), terms.show(*extra)
    word, other = lost[0].word, extra[0].word
    if word != other and lost[0].scalars == extra[0].scalars:
        letters, others = Counter(name for name, _ in word), Counter(name for name, _ in other)
        if letters == others and Counter(word) == Counter(other):
            return say("The order of the factors is wrong: {wrong} should be {right}; matrices do not commute.", wrong=wrong, right=right)
        if letters == others and [name for name, _ in word] == [name for name, _ in other]:
            return say("A transpose is missing or too much: {wrong} should be {right}.", wrong=wrong, right=right)
        if letters == others:
            return say(
                "The transposes are wrong: {wrong} should be {right}, for $(A B)^\\top = B^\\top A^\\top$.", wrong=wrong, right=right
            )
    return say("The term {wrong} should be {right}.", wrong=wrong, right=right)
