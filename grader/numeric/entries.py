"""Compare two numbers or arrays: shape, dtype, finiteness, entries."""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from grader.catalogue import say
from grader.model import Tolerance
from grader.numeric.closeness import (
    Array,
    close,
    equal_to_integers,
    exactly,
    finite_parts,
    is_finite,
    same_non_finite,
    within,
)
from grader.numeric.comparison import EQUAL, Comparison, differs, said
from grader.numeric.patterns import TRANSPOSED, confined, transposed_shape, whole_pattern

NUMBER_TYPES = frozenset({bool, int, float, complex, *(np.dtype(code).type for code in "?bBhHiIlLqQefdgFDG")})
"""The exact types that are a number of shape ()."""

_FAMILIES = {"b": "bool", "i": "integer", "u": "integer", "f": "real", "c": "complex"}
_PYTHON_DTYPES = {bool: np.dtype(np.bool_), int: np.dtype(np.int64), float: np.dtype(np.float64), complex: np.dtype(np.complex128)}
_LONGEST = 10_000
"""Longer axes are not written out: a student could hide an input in the length of an axis."""


def compare_numbers(seen: Any, expected: Any, tolerance: Tolerance, what: str, *, words: bool = True) -> Comparison:
    """Compare two values that are numbers (of `NUMBER_TYPES`) or arrays of a numeric dtype; without `words`, say only that they differ."""
    form = compare_form(seen, expected, tolerance, what)
    if not form.equal:
        return form
    if _shape(expected):
        return _arrays(np.asarray(seen), np.asarray(expected), tolerance, what, words=words)
    # Python's own integers have no largest one, so single numbers are compared as they are.
    return _scalars(_scalar(seen), _scalar(expected), tolerance, what)


def compare_form(seen: Any, expected: Any, tolerance: Tolerance, what: str) -> Comparison:
    """Compare shape and dtype only."""
    if _shape(seen) != _shape(expected):
        return _shape_differs(seen, expected, what)
    differs_in_dtype = _dtype_differs(_dtype(seen), _dtype(expected), tolerance, what)
    return EQUAL if differs_in_dtype is None else differs_in_dtype


def _shape(value: Any) -> tuple[int, ...]:
    return value.shape if type(value) is np.ndarray else ()


def _dtype(value: Any) -> np.dtype[Any]:
    return _PYTHON_DTYPES.get(type(value)) or value.dtype


def _scalar(value: Any) -> Any:
    return value if type(value) in _PYTHON_DTYPES else value.item()


def _written(shape: tuple[int, ...]) -> str:
    if not shape:
        return say("() (a single number)")
    sizes = ["..." if size >= _LONGEST else str(size) for size in shape[:8]] + ["..."] * (len(shape) > 8)
    return f"({', '.join(sizes)}{',' * (len(sizes) == 1)})"


def _shape_differs(seen: Any, expected: Any, what: str) -> Comparison:
    shape, asked = _shape(seen), _shape(expected)
    text = say("{what} has shape {shape}, and {asked} is asked for", what=what, shape=_written(shape), asked=_written(asked))
    if 0 in shape and 0 not in asked:
        return differs(
            "shape",
            say("{difference}: it is empty.", difference=text),
            say("Check that your loop or slice runs at all, and what you return."),
        )
    if shape and asked and transposed_shape(np.asarray(seen), np.asarray(expected)):
        return Comparison(
            False,
            "shape",
            said(say("{difference}: it is transposed.", difference=text), say("Swap the last two axes.")),
            pattern=TRANSPOSED,
        )
    squeezed = tuple(size for size in shape if size != 1) == tuple(size for size in asked if size != 1)
    if squeezed:
        return differs(
            "shape",
            say("{difference}: only axes of length 1 differ.", difference=text),
            say("Look at `keepdims`, `reshape` and at slices such as x[:, None]."),
        )
    return differs(
        "shape", say("{difference}.", difference=text), say("Print the shape after each step and compare it with the docstring.")
    )


def _dtype_differs(seen: np.dtype[Any], expected: np.dtype[Any], tolerance: Tolerance, what: str) -> Comparison | None:
    mine, asked = _FAMILIES[seen.kind], _FAMILIES[expected.kind]
    if mine == "complex" and asked != "complex":
        help = say("Where does a complex number come in? A root of a negative number is a usual place.")
        return differs("dtype", say("{what} is complex, and real numbers are asked for.", what=what), help)
    if tolerance.dtype != "number" and mine != asked:
        return differs(
            "dtype",
            say(
                "{what} is of {given} dtype, and {asked} one is asked for.",
                what=what,
                given=_A[mine],
                asked=_A[asked],
            ),
            say("Convert it with .astype({example}).", example=_EXAMPLE[asked]),
        )
    if tolerance.dtype == "same" and seen.newbyteorder("=") != expected.newbyteorder("="):
        help = say("{dtype} must stay {dtype}: look for a step that converts, such as np.zeros without dtype=.", dtype=expected.name)
        return differs(
            "dtype", say("{what} is of dtype {given}, and {asked} is asked for.", what=what, given=seen.name, asked=expected.name), help
        )
    return None


_A = {"bool": say("a bool"), "integer": say("an integer"), "real": say("a real"), "complex": say("a complex")}
_EXAMPLE = {"bool": "bool", "integer": "int", "real": "float", "complex": "complex"}


def _scalars(seen: Any, expected: Any, tolerance: Tolerance, what: str) -> Comparison:
    if seen == expected:
        return EQUAL
    if not (is_finite(seen) and is_finite(expected)):
        s, e = np.asarray(seen), np.asarray(expected)
        # An integer too large for NumPy would become an object array here; it is finite, so only its being finite counts.
        s, e = (np.asarray(0.0) if array.dtype.kind == "O" else array for array in (s, e))
        _, strange = same_non_finite(s, e)
        if strange.any():
            return _non_finite(s, e, strange, what)
        seen, expected = finite_parts(s).item(), finite_parts(e).item()
    exact = isinstance(expected, int)
    if not exact and within(seen, expected, tolerance):
        return EQUAL
    worst = math.inf if exact else _multiple(seen, expected, tolerance)
    text = say("{what} is not the right number{distance}.", what=what, distance=_distance(worst))
    return Comparison(False, "values", said(text, _BY_HAND), 1, 1, worst, ())


def _multiple(seen: Any, expected: Any, tolerance: Tolerance) -> float:
    """Distance over what is allowed, rounded; inf where nothing is allowed."""
    if isinstance(seen, int | float) and isinstance(expected, float):
        allowed = exactly(tolerance.absolute) + exactly(tolerance.relative) * abs(exactly(expected))
        ratio = abs(exactly(seen) - exactly(expected)) / allowed if allowed else None
        return math.inf if ratio is None or ratio > 10**300 else float(ratio)
    with np.errstate(all="ignore"):
        return float(abs(np.asarray(seen) - np.asarray(expected)) / (tolerance.absolute + tolerance.relative * abs(np.asarray(expected))))


_BY_HAND = say("Work a small example by hand and compare each step with what your code computes.")


def _arrays(seen: Array, expected: Array, tolerance: Tolerance, what: str, *, words: bool) -> Comparison:
    finite, strange = same_non_finite(seen, expected)
    if strange.any():
        return _non_finite(seen, expected, strange, what)
    if expected.dtype.kind in "biu":
        good = equal_to_integers(seen, expected)
        multiple = np.where(good, 0.0, math.inf)
        with np.errstate(all="ignore"):
            size = np.abs(seen.astype(np.float64) - expected.astype(np.float64))
    else:
        good, multiple = close(seen, expected, tolerance) if finite.all() else close(finite_parts(seen), finite_parts(expected), tolerance)
        size = multiple
    if good.all():
        return EQUAL
    if not words:
        return Comparison(False, "values")
    wrong = ~good
    where = tuple(
        int(i) for i in np.unravel_index(np.argmax(np.where(wrong, np.nan_to_num(size, nan=math.inf, posinf=math.inf), -1.0)), size.shape)
    )
    worst = float(np.max(np.where(wrong & ~np.isnan(multiple), multiple, 1.0)))
    pattern, help = whole_pattern(seen, expected) if finite.all() else ("", "")
    if not pattern and not wrong.all():
        pattern, help = confined(wrong), ""
    return _values_differ(wrong, worst, where, pattern, help, what)


def _values_differ(wrong: Array, worst: float, where: tuple[int, ...], pattern: str, help: str, what: str) -> Comparison:
    count, total = int(np.count_nonzero(wrong)), wrong.size
    amount = (
        say("all {total} entries", total=total)
        if count == total and total > 1
        else say("{count} of {total} entries", count=count, total=total)
    )
    shown = say(": {pattern}", pattern=pattern) if pattern else ""
    at = ", ".join(map(str, where))
    text = say(
        "{what} is wrong in {amount}{pattern}. The worst is at index [{at}]{distance}.",
        what=what,
        amount=amount,
        pattern=shown,
        at=at,
        distance=_distance(worst),
    )
    return Comparison(False, "values", said(text, help or _BY_HAND), count, total, worst, where, pattern)


def _distance(multiple: float) -> str:
    """How far off in powers of ten: a finer figure and the student's own value would give the expected one away."""
    if not math.isfinite(multiple):
        return ""
    if multiple < 10:
        return say(", less than 10 times further off than is allowed: this looks like rounding")
    power = min(int(math.log10(multiple)), 12)
    return say(", more than {factor:,} times further off than is allowed", factor=10**power)


def _non_finite(seen: Array, expected: Array, strange: Array, what: str) -> Comparison:
    count, total = int(np.count_nonzero(strange)), strange.size
    where = tuple(int(i) for i in np.unravel_index(int(np.argmax(strange)), strange.shape))
    of = say(" in {count} of {total} entries", count=count, total=total) if strange.ndim else ""
    nan, infinite = bool(np.isnan(seen[strange]).any()), bool(np.isinf(seen[strange]).any())
    if not (nan or infinite):
        text, help = (
            say("{what} is an ordinary number{of} where it should not be.", what=what, of=of),
            say("Read in the task what NaN and infinities stand for."),
        )
    else:
        name = say("NaN or infinite") if nan and infinite else say("NaN") if nan else say("infinite")
        text = say("{what} is {name}{of} where it should not be.", what=what, name=name, of=of)
        help = say("Look for 0/0, inf - inf, a logarithm of 0, or an exponential that overflows.")
    return Comparison(False, "non-finite", said(text, help), count, total, math.inf, where)
