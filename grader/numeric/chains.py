"""Find shown calculations in a text: `d = 768/12 = 64`, and what each comes to."""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction

from grader.catalogue import say
from grader.numeric.arithmetic import Budget, calculate
from grader.numeric.operations import Unreadable, Value
from grader.numeric.spoken import with_spoken_signs
from grader.numeric.standing import Standing, standing_of
from grader.numeric.terms import Term
from grader.numeric.tokens import Token, TooLong, tokenize

MOST_TOKENS = 1500
"""A longer text is no number with its calculation."""


@dataclass(frozen=True, slots=True)
class Chain:
    """Terms joined by equal signs; a lone number is a chain of one."""

    terms: tuple[Term, ...]
    relations: tuple[str, ...]
    start: int
    end: int
    standing: Standing
    """How it stands in its sentence."""

    @property
    def known(self) -> tuple[Term, ...]:
        """The terms that have a value."""
        return tuple(term for term in self.terms if term.value is not None)

    @property
    def result(self) -> Term:
        """The last term with a value; a rounded one gives way to the literal that it rounds."""
        known = self.known
        at = len(known) - 1
        if at and self.relations[-1] == "≈" and self.terms[-1] is known[at] and known[at - 1].literal and _agree(known[-2], known[-1], "≈"):
            # 1,769,427 ≈ 1,770,000 states the first and rounds it.
            return known[at - 1]
        while (
            at
            and known[at - 1].literal
            and known[at].literal
            and known[at].value != known[at - 1].value
            and rounds(known[at], known[at - 1])
        ):
            at -= 1
        return known[at]

    @property
    def label(self) -> str:
        """The name on its left, if there is one."""
        return self.terms[0].name if self.terms[0].value is None else ""

    @property
    def calculates(self) -> bool:
        """Whether a calculation is shown, not only a number."""
        return any(not term.literal for term in self.known)

    @property
    def contradicts(self) -> bool:
        """Whether it ends in a calculation that does not give the number in front of it: 46 = 768/12."""
        if len(self.known) < 2 or self.known[-1].literal:
            return False
        before = self.known[-2]
        return before.literal and not rounds(before, self.known[-1])

    @property
    def operands(self) -> frozenset[Fraction]:
        """The numbers that went into its calculations."""
        return frozenset().union(*(term.operands for term in self.known if not term.literal))

    @property
    def mentioned(self) -> frozenset[Value]:
        """Every number that was written in it, what went into calculations included."""
        parts = frozenset[Value]().union(*(term.operands for term in self.terms if not term.literal))
        return parts.union(term.value for term in self.known if term.literal and term.value is not None)


def find_chains(text: str, start: int, end: int) -> tuple[list[Chain], list[Unreadable]]:
    """All chains with a value in `text[start:end]` (without markup), and what could not be read on the way."""
    try:
        tokens = with_spoken_signs(tokenize(text, start, end, MOST_TOKENS))
    except TooLong as error:
        return [], [Unreadable(error.at, error.reason, say("a number of at most 400 digits"))]
    chains: list[Chain] = []
    problems: list[Unreadable] = []
    budget = Budget()
    at = 0
    while at < len(tokens):
        try:
            found = _chain(tokens, at, budget)
        except Unreadable as problem:
            problems.append(problem)
            if budget.left < 0:
                break
            at = _next_line(tokens, at, problem.at)
            continue
        if found is None:
            at += 1
        else:
            chain, at = found
            if chain is not None:
                chains.append(chain)
    return chains, problems


def _next_line(tokens: list[Token], at: int, place: int) -> int:
    while at < len(tokens) and (tokens[at].start < place or tokens[at].text != "\n"):
        at += 1
    return at + 1


def _chain(tokens: list[Token], first: int, budget: Budget) -> tuple[Chain | None, int] | None:
    terms: list[Term] = []
    relations: list[str] = []
    # "= 64" on a line of its own goes on with what was said above.
    found = calculate(tokens, first + (tokens[first].kind == "relation"), budget)
    if found is None:
        return None
    term, at = found
    terms.append(term)
    while (step := _relation(tokens, at, terms[-1])) is not None:
        relation, after = step
        found = calculate(tokens, after, budget)
        if found is None:
            break
        relations.append(relation)
        terms.append(found[0])
        at = found[1]
    if all(term.value is None for term in terms):
        return None, at
    standing = standing_of(tokens, first, at)
    if tokens[first].kind == "relation":
        standing = replace(standing, final=True)
    return Chain(tuple(terms), tuple(relations), tokens[first].start, terms[-1].end, standing), at


def _relation(tokens: list[Token], at: int, left: Term) -> tuple[str, int] | None:
    """The relation at `at` (a line may break before or after it) and the token that follows it."""
    here = at
    while here < len(tokens) and tokens[here].text == "\n":
        here += 1
    if here >= len(tokens):
        return None
    token = tokens[here]
    if token.kind == "end" and token.text == ":" and left.name and here == at:
        return "=", here + 1
    if token.kind != "relation":
        return None
    relation = token.text
    here += 1
    while here < len(tokens) and (tokens[here].text == "\n" or tokens[here].kind == "relation"):
        here += 1
    return relation, here


def rounds(literal: Term, exact: Term) -> bool:
    """Whether a written number is the other one rounded or cut off at its last digit."""
    if literal.value is None or exact.value is None:
        return False
    difference = abs(float_or_exact(literal.value) - float_or_exact(exact.value))
    if literal.unit is None:
        return difference <= abs(float_or_exact(exact.value)) * Fraction(1, 10**9)
    whole = isinstance(exact.value, Fraction) and exact.value.denominator == 1 and literal.unit <= 1
    return difference == 0 if whole else difference < literal.unit


def float_or_exact(value: Value) -> Fraction:
    """A value as a rational."""
    return value if isinstance(value, Fraction) else Fraction(value)


def wrong_steps(chain: Chain, text: str) -> list[tuple[int, str]]:
    """Steps of a shown calculation that are not right: place and words ("3*768*768 is 1769472, not 1769427")."""
    wrong: list[tuple[int, str]] = []
    for left, right, relation in zip(chain.terms, chain.terms[1:], chain.relations, strict=False):
        if left.value is None or right.value is None or left.literal or relation == "≤" or _agree(left, right, relation):
            continue
        shown = " ".join(text[left.start : left.end].split())
        if len(shown) <= 60:
            given = " ".join(text[right.start : right.end].split())[:60]
            wrong.append(
                (left.start, say("{calculation} is {digits}, not {given}", calculation=shown, digits=_digits(left, right), given=given))
            )
    return wrong


def _agree(left: Term, right: Term, relation: str) -> bool:
    assert left.value is not None
    assert right.value is not None
    one, other = float_or_exact(left.value), float_or_exact(right.value)
    slack = Fraction(1, 50) if relation == "≈" else Fraction(1, 10**9)
    return rounds(right, left) or (left.literal and rounds(left, right)) or abs(one - other) <= abs(one) * slack


def _digits(term: Term, like: Term) -> str:
    """A value in digits: all of an integer, else some more places than the other side shows."""
    value = float_or_exact(term.value if term.value is not None else 0.0)
    if value.denominator == 1 and len(str(abs(value.numerator))) <= 30:
        return str(value.numerator)
    return f"{float(value):.6g}"
