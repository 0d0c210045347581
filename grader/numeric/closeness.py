"""Decide entry by entry, and exactly, whether numbers are close enough."""

from __future__ import annotations

import math
from fractions import Fraction
from typing import Any

import numpy as np

from grader.model import Tolerance

Array = np.ndarray[Any, Any]

_SLACK = 16.0
"""Rounding errors of the five float operations below stay under this many units in the last place."""
_SUBNORMAL = 1e-322
"""Covers the absolute rounding error of a product that is subnormal, where relative error bounds fail."""
_EXACT_INTEGERS = 2.0**53
"""Up to here every integer is a float64."""

_FLOAT64 = np.dtype(np.float64)
_EPSILON = float(np.finfo(np.float64).eps)
_FAST_SLACK = 1.0 - _SLACK * _EPSILON


def surely_close(seen: Array, expected: Array, tolerance: Tolerance) -> bool:
    """Tell in a few microseconds that two float64 arrays are close; False means "look closer", not "different".

    Both must have one shape. A NaN, an infinity, an overflow or an entry within a few units in the last place of the border
    all give False.
    """
    relative = tolerance.relative
    if (
        seen.dtype is not _FLOAT64
        or expected.dtype is not _FLOAT64
        or not seen.size
        or not 0.0 <= relative <= 1.0
        or tolerance.absolute > 1e290
    ):
        return False
    with np.errstate(all="ignore"):
        allowed = np.abs(expected) * (relative * _FAST_SLACK) + (tolerance.absolute * _FAST_SLACK - _SUBNORMAL)
        distance = np.abs(seen - expected)
        # The difference of two infinities is NaN, so an infinite entry never passes here.
        return bool((distance - allowed).max() <= 0.0)


def close(seen: Array, expected: Array, tolerance: Tolerance) -> tuple[Array, Array]:
    """Tell for each entry whether `|seen - expected| <= absolute + relative * |expected|`, without a rounding error.

    Both arrays have one shape and finite entries. Gives the mask and the distances as multiples of what is allowed (rounded;
    inf where nothing is allowed or the distance overflows). Entries that floating point cannot decide are decided in rationals.
    """
    work = np.result_type(seen.dtype, expected.dtype, np.float64)
    epsilon = float(np.finfo(work).eps)
    with np.errstate(all="ignore"):
        s, e = seen.astype(work), expected.astype(work)
        distance, size = np.abs(s - e), np.abs(e)
        allowed = size * tolerance.relative + tolerance.absolute
        certain = np.isfinite(distance) & np.isfinite(allowed)
        for given, as_float in ((seen, s), (expected, e)):
            if given.dtype.kind in "iu":
                certain &= np.abs(as_float) < _EXACT_INTEGERS
        slack = _SLACK * epsilon
        near = certain & (distance <= allowed * (1.0 - slack) - _SUBNORMAL)
        # Subtraction of equal numbers is exact, so a distance of zero needs no second look.
        near |= certain & (distance == 0.0)
        far = certain & (distance > allowed * (1.0 + slack) + _SUBNORMAL)
        multiple = np.where(distance == 0.0, 0.0, distance / allowed)
    good = near.copy()
    for index in zip(*np.nonzero(~(near | far)), strict=True):
        good[index] = within(seen[index].item(), expected[index].item(), tolerance)
    return good, multiple


def within(seen: Any, expected: Any, tolerance: Tolerance) -> bool:
    """Decide for two finite numbers in rational arithmetic; complex ones by the square of their distance.

    >>> within(1.5, 1.0, Tolerance(relative=0.0, absolute=0.5)), within(1.5000000000000002, 1.0, Tolerance(relative=0.0, absolute=0.5))
    (True, False)
    """
    relative, absolute = Fraction(tolerance.relative), Fraction(tolerance.absolute)
    if isinstance(seen, _COMPLEX) or isinstance(expected, _COMPLEX):
        real, imaginary = _parts(expected)
        seen_real, seen_imaginary = _parts(seen)
        distance2 = (seen_real - real) ** 2 + (seen_imaginary - imaginary) ** 2
        size2 = real**2 + imaginary**2
        # d <= a + r*|e|  is  d^2 - a^2 - r^2|e|^2 <= 2ar|e|, which squares once more without a root.
        rest = distance2 - absolute**2 - relative**2 * size2
        return rest <= 0 or rest**2 <= 4 * absolute**2 * relative**2 * size2
    target = exactly(expected)
    return abs(exactly(seen) - target) <= absolute + relative * abs(target)


_COMPLEX = (complex, np.clongdouble)


def _parts(number: Any) -> tuple[Fraction, Fraction]:
    if isinstance(number, _COMPLEX):
        return exactly(number.real), exactly(number.imag)
    return exactly(number), Fraction(0)


def exactly(number: Any) -> Fraction:
    """The rational value of a finite bool, int, float or numpy.longdouble."""
    return Fraction(*number.as_integer_ratio())


def same_non_finite(seen: Array, expected: Array) -> tuple[Array, Array]:
    """Which entries are finite in both arrays, and which are non-finite in either without being the same.

    NaN is the same as NaN, an infinity as one of its sign; the parts of a complex number count apart.
    """
    finite = np.isfinite(seen) & np.isfinite(expected)
    if finite.all():
        return finite, np.zeros_like(finite)
    alike = np.ones_like(finite)
    for s, e in ((seen.real, expected.real), (seen.imag, expected.imag)) if _is_complex(seen, expected) else ((seen, expected),):
        special = ~(np.isfinite(s) & np.isfinite(e))
        alike &= ~special | (s == e) | (np.isnan(s) & np.isnan(e))
    return finite, ~finite & ~alike


def finite_parts(array: Array) -> Array:
    """A copy with 0 in the place of every NaN and infinity, of one part of a complex number if only that is one."""
    if array.dtype.kind in "fc":
        return np.nan_to_num(array, copy=True, nan=0.0, posinf=0.0, neginf=0.0)
    return array


def _is_complex(*arrays: Array) -> bool:
    return any(array.dtype.kind == "c" for array in arrays)


def equal_to_integers(seen: Array, expected: Array) -> Array:
    """Tell for each entry whether it is exactly the expected integer (or bool), whatever its dtype."""
    same = np.asarray(seen == expected)
    if seen.dtype.kind in "fc":
        # Beyond 2**53 NumPy rounds the integer before it compares.
        with np.errstate(all="ignore"):
            large = np.isfinite(seen) & (np.abs(seen) >= _EXACT_INTEGERS)
        for index in zip(*np.nonzero(large & same), strict=True):
            same[index] = seen[index].item() == expected[index].item()
    return same


def is_finite(number: Any) -> bool:
    """Whether a bool, int, float, complex or numpy.longdouble is neither NaN nor infinite."""
    if isinstance(number, int):
        return True
    if isinstance(number, _COMPLEX):
        return is_finite(number.real) and is_finite(number.imag)
    return math.isfinite(number) if isinstance(number, float) else bool(np.isfinite(number))
