"""Exact points as people read them and as machines read them."""

from __future__ import annotations

from fractions import Fraction

_CENT = Fraction(1, 100)


def cents(value: Fraction) -> Fraction:
    """Round half up to two decimals, away from zero for negative values.

    >>> cents(Fraction(1, 8))
    Fraction(13, 100)
    """
    sign = -1 if value < 0 else 1
    return sign * Fraction((200 * abs(value) + 1) // 2, 100)


def points(value: Fraction, whole: Fraction | None = None) -> str:
    """Points to two decimals; of a `whole`, never shown as all of it, nor as none, unless that is so.

    >>> points(Fraction(7, 2))
    '3.50'
    >>> points(Fraction(3999, 1000), Fraction(4))
    '3.99'
    >>> points(Fraction(1, 1000))
    '0.01'
    """
    shown = cents(value)
    if not shown and value:
        shown = _CENT if value > 0 else -_CENT
    if whole is not None and value < whole and shown >= whole:
        # Not `whole - _CENT`: a whole of 1/3 has no cent that lies just below it.
        shown = Fraction(value.numerator * 100 // value.denominator, 100)
    return f"{shown.numerator * 100 // shown.denominator / 100:.2f}"


def possible(value: Fraction) -> str:
    """Points that can be reached: whole numbers without decimals.

    >>> possible(Fraction(4)), possible(Fraction(5, 2))
    ('4', '2.50')
    """
    return str(value.numerator) if value.denominator == 1 else points(value)


def number(value: Fraction) -> float:
    """Points for machines: at most six digits after the point.

    >>> number(Fraction(1, 3))
    0.333333
    """
    return round(float(value), 6)


def percent(part: Fraction, whole: Fraction) -> str:
    """A share as a CSS or SVG percentage, at most two decimals; 0 of a whole of 0.

    >>> percent(Fraction(1, 3), Fraction(1)), percent(Fraction(1), Fraction(2))
    ('33.33', '50')
    """
    if whole <= 0:
        return "0"
    share = min(max(part / whole, Fraction(0)), Fraction(1))
    return f"{float(share) * 100:.2f}".rstrip("0").rstrip(".")


def plural(count: int, one: str, many: str = "") -> str:
    """A count with its noun.

    >>> plural(1, "case"), plural(2, "case"), plural(0, "person", "people")
    ('1 case', '2 cases', '0 people')
    """
    return f"{count:,} {one if count == 1 else many or one + 's'}"
