"""Compare written numbers entry by entry, and mark a matrix by rows."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from grader.catalogue import say
from grader.model import Message, Tolerance

if TYPE_CHECKING:
    from grader.numeric.reading import Number, Reading

_HALF = Fraction(1, 2)
_ROUNDED_FROM = 6
"""A model answer with so many significant digits, the last of them behind the point, is taken as rounded itself."""
_FEWEST_DECIMALS = 2
"""A row with fewer decimals than these is not nearly right."""


@dataclass(frozen=True, slots=True)
class Measure:
    """When a written number is the right one; exact, the tolerance taken as its decimal digits."""

    tolerance: Tolerance
    decimals: int | None = None

    def close(self, given: Fraction | float, right: Fraction | float) -> bool:
        """Whether it is right: rounded to `decimals`, or within the tolerance.

        >>> Measure(Tolerance(), decimals=2).close(Fraction("0.666"), Fraction("0.67"))
        True
        """
        one, other = Fraction(given), Fraction(right)
        if self.decimals is not None:
            # Half a unit either way: a tie may be rounded up or down.
            return abs(one - round(other, self.decimals)) <= _HALF * self.unit
        relative, absolute = Fraction(repr(self.tolerance.relative)), Fraction(repr(self.tolerance.absolute))
        # A model answer such as e/(1+e) is a float: give it the float's own precision.
        own = abs(other) / 10**14 if isinstance(given, float) or isinstance(right, float) else Fraction(0)
        return abs(one - other) <= absolute + relative * abs(other) + own

    def agrees(self, given: Number, right: Number) -> bool:
        """Whether it is right as it was written.

        A tolerance allows for rounding and for nothing else: within it, the right value rounded to the digits that were written must
        give what was written. Zeros at the end of an integer may only hold the place: 1,770,000 may state three digits or more.
        """
        if not self.close(given.value, right.value):
            return False
        one, other = Fraction(given.value), Fraction(right.value)
        slack = abs(other) / 10**14 if isinstance(given.value, float) or isinstance(right.value, float) else Fraction(0)
        if self.decimals is not None or abs(one - other) <= slack:
            return True
        if right.unit is not None and right.unit < 1 and abs(other) >= right.unit * 10 ** (_ROUNDED_FROM - 1):
            # A model answer with so many digits is itself rounded: 0.333333.
            slack += _HALF * right.unit
        if given.unit is None:
            return not given.exact or abs(one - other) <= slack
        return abs(one - other) <= _HALF * _place(given) + slack

    def nearly(self, given: Number, right: Fraction | float) -> bool:
        """Whether it is right but rounded too far (to two decimals or more) or cut off instead of rounded.

        Needs `decimals`; the right value counts as known to that many.
        """
        if self.decimals is None or given.unit is None:
            return self.close(given.value, right)
        places = max(given.unit, self.unit)
        if places > Fraction(1, 10**_FEWEST_DECIMALS):
            return self.close(given.value, right)
        sign = -1 if right < 0 else 1
        short = sign * (Fraction(right) - Fraction(given.value))
        slack = _HALF * self.unit
        return -_HALF * places - slack <= short < places + slack or self.close(given.value, right)

    @property
    def unit(self) -> Fraction:
        """Place value of the last decimal that counts."""
        return Fraction(1, 10 ** (self.decimals or 0))


def _place(number: Number) -> Fraction:
    """Place value of the last digit that was stated: of its unit, or of its last digit that is not 0 in an integer."""
    assert number.unit is not None
    place, value = number.unit, abs(Fraction(number.value))
    while number.whole and value and place >= 1 and value % (10 * place) == 0:
        place *= 10
    return place


def entries_differ(given: Reading, target: Reading, measure: Measure) -> int:
    """How many entries of two readings of one shape are not the same; 1 for different numbers."""
    if target.number is not None:
        return int(given.number is None or not measure.agrees(given.number, target.number))
    rows = _in_order(given)
    pairs = (pair for mine, right in zip(rows, target.rows, strict=True) for pair in zip(mine, right, strict=True))
    return sum(not measure.agrees(one, other) for one, other in pairs)


def _in_order(given: Reading) -> tuple[tuple[Number, ...], ...]:
    """The rows by their labels, where they are labelled 1, 2, ..."""
    if sorted(given.row_numbers) == list(range(1, len(given.rows) + 1)):
        return tuple(row for _, row in sorted(zip(given.row_numbers, given.rows, strict=True), key=lambda pair: pair[0]))
    return given.rows


@dataclass(frozen=True, slots=True)
class Words:
    """What is said about a written number that is not right; never the right one."""

    rows_sum_to: float | None
    decimals: int | None

    def wrong(self, given: Reading, target: Reading, measure: Measure) -> tuple[Message, ...]:
        """Messages for an answer that earns nothing."""
        if given.shape != target.shape:
            return (
                Message(
                    say("Your answer is {given}, and {asked} is asked for.", given=_form(given.shape), asked=_form(target.shape)), _AGAIN
                ),
            )
        if target.number is not None and given.number is not None:
            return (self._number(given.number, target.number.value, measure),)
        count = entries_differ(given, target, measure)
        total = sum(map(len, target.rows))
        return (Message(say("{count} of {total} entries are not right.", count=count, total=total), _AGAIN), *self.sums(given))

    def _number(self, given: Number, right: Fraction | float, measure: Measure) -> Message:
        # 64 is 64, but 1.77M is only rounded: say so instead of "wrong".
        rounded = given.unit is not None and abs(Fraction(given.value) - Fraction(right)) <= _HALF * given.unit
        if rounded and not measure.close(given.value, right):
            return Message(say("Your number is rounded further than is allowed here."), say("Give more digits, or the exact number."))
        if measure.close(given.value, right):
            return Message(
                say("Your number is close, but rounding the exact one does not give its digits."), say("Round only at the very end.")
            )
        # A wrong sign or a lost zero is not told: with the student's number it would be the answer.
        return Message(say("Your number is not right."), _AGAIN)

    def sums(self, given: Reading) -> tuple[Message, ...]:
        """That rows do not sum to what they must, if they do not."""
        if self.rows_sum_to is None or not given.rows:
            return ()
        slack = Fraction(1, 10 ** (self.decimals if self.decimals is not None else 6)) * len(given.rows[0])
        target = Fraction(repr(self.rows_sum_to))
        wrong = [i for i, row in enumerate(_in_order(given), 1) if abs(sum(Fraction(n.value) for n in row) - target) > _room(row, slack)]
        if not wrong:
            return ()
        which = (
            say("row {number} does", number=wrong[0]) if len(wrong) == 1 else say("rows {numbers} do", numbers=", ".join(map(str, wrong)))
        )
        return (
            Message(
                say("Every row must sum to {total:g}; {which} not.", total=self.rows_sum_to, which=which),
                say("Divide each entry of a row by the same sum: that of its own row."),
            ),
        )


_AGAIN = say("Work it out once more step by step, and write the calculation down.")


def _room(row: tuple[Number, ...], slack: Fraction) -> Fraction:
    """How far a sum may be off when each entry was rounded (or cut off) at its last digit."""
    return max(slack, sum((n.unit for n in row if n.unit is not None), Fraction(0)))


def _form(shape: tuple[int, ...]) -> str:
    if not shape:
        return say("a single number")
    return (
        say("a vector of {count} numbers", count=shape[0])
        if len(shape) == 1
        else say("a matrix of {rows} rows and {columns} columns", rows=shape[0], columns=shape[1])
    )


def row_credit(given: Reading, target: Reading, measure: Measure, words: Words) -> tuple[Fraction, tuple[Message, ...]]:
    """One share a right row, half of it for a row that is right but rounded too far or cut off; and what to say."""
    width = target.shape[1]
    if len(given.shape) != 2 or given.shape[1] != width or len(given.rows) > len(target.rows):
        return Fraction(0), words.wrong(given, target, measure)
    numbered = len(given.row_numbers) == len(given.rows) and max(given.row_numbers) <= len(target.rows)
    numbers = given.row_numbers if numbered else tuple(range(1, len(given.rows) + 1))
    earned = Fraction(0)
    messages = []
    rows = dict(zip(numbers, given.rows, strict=True))
    for number, right in enumerate(target.rows, 1):
        share, message = _row(number, rows.get(number), right, measure)
        if share < 1 and words.rows_sum_to is not None and _evened(rows.get(number, ()), right, measure, words.rows_sum_to):
            share, message = Fraction(1), None
        earned += share
        messages += [message] if message else []
    return earned / len(target.rows), (*messages, *words.sums(given))


def _row(number: int, row: tuple[Number, ...] | None, right: tuple[Number, ...], measure: Measure) -> tuple[Fraction, Message | None]:
    if row is None:
        return Fraction(0), Message(say("Row {number} is not there.", number=number), say("Write every row, one on a line."))
    if all(measure.agrees(mine, other) for mine, other in zip(row, right, strict=True)):
        return Fraction(1), None
    if measure.decimals is not None and all(measure.nearly(mine, other.value) for mine, other in zip(row, right, strict=True)):
        help = say("Work with more digits and round to {decimals} decimals at the very end.", decimals=measure.decimals)
        return _HALF, Message(say("Row {number} is right but rounded too far or cut off; it earns half.", number=number), help)
    return Fraction(0), Message(say("Row {number} is not right.", number=number), _AGAIN)


def _evened(row: tuple[Number, ...], right: tuple[Number, ...], measure: Measure, total: float) -> bool:
    """Whether one entry was moved by one unit so that the row, which does not when rounded, sums exactly: 0.333, 0.333, 0.334."""
    if measure.decimals is None or len(row) != len(right) or any(mine.unit != measure.unit for mine in row):
        return False
    rounded = [Fraction(round(Fraction(other.value), measure.decimals)) for other in right]
    due = Fraction(repr(total))
    moved = [abs(Fraction(mine.value) - other) for mine, other in zip(row, rounded, strict=True)]
    return sum(rounded) != due and sum(Fraction(mine.value) for mine in row) == due and sum(moved) == measure.unit
