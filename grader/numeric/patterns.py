"""What all differences of two arrays have in common, where that is certain."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np

from grader.catalogue import say
from grader.model import Tolerance
from grader.numeric.closeness import close

Array = np.ndarray[Any, Any]

_SAME = Tolerance(relative=1e-6, absolute=1e-9)
"""How well a transformed result must fit before a pattern is called certain."""
_FEWEST = 3
"""Fewer non-zero entries than this fit a factor or an offset by chance."""
_MOST = 1_000_000
"""Larger arrays are not searched for patterns."""

TRANSPOSED = say("transposed")
"""The pattern of an array whose last two axes are swapped."""

Found = tuple[str, str]
"""The pattern in words, and the next step."""


def whole_pattern(seen: Array, expected: Array) -> Found:
    """Name the transformation that turns all of `seen` into `expected`; empty words when there is none.

    Both have one shape and finite entries. No word tells an input or an expected value: a factor is told, an offset is not.
    """
    if not 0 < seen.size <= _MOST:
        return "", ""
    # Bools know no minus, and unsigned integers no negative numbers.
    seen, expected = (a if a.dtype.kind == "c" else a.astype(np.float64) for a in (seen, expected))
    with np.errstate(all="ignore"):
        if _fits(seen, expected):  # then rounding is all that is wrong, and fits other patterns by chance
            return say("right but for rounding"), say(
                "Keep full precision: look for float32, a rounding, or a small constant that was added."
            )
        for search in () if seen.size < _FEWEST else (_signs, _axes, _order, _factor, _offset):
            for found in search(seen, expected):
                return found
    return "", ""


def transposed_shape(seen: Array, expected: Array) -> bool:
    """Whether an array of another shape is right but for its last two axes."""
    return seen.ndim == expected.ndim >= 2 and _fits(np.swapaxes(seen, -1, -2), expected)


def _fits(seen: Array, expected: Array) -> bool:
    return seen.shape == expected.shape and bool(np.isfinite(seen).all() and close(seen, expected, _SAME)[0].all())


def _signs(seen: Array, expected: Array) -> Iterator[Found]:
    if not np.any(np.abs(expected) > _SAME.absolute):
        return
    if _fits(-seen, expected):
        yield say("all signs flipped"), say("Look for one minus sign too many or too few.")
    elif seen.dtype.kind != "c" and _fits(np.abs(seen), np.abs(expected)):
        yield (
            say("the sizes are right and some signs are not"),
            say("Look for a minus sign or an absolute value that is missing or too much."),
        )


def _axes(seen: Array, expected: Array) -> Iterator[Found]:
    if seen.ndim >= 2 and transposed_shape(seen, expected):
        yield TRANSPOSED, say("The last two axes are swapped: look for a missing or an extra transpose.")


def _order(seen: Array, expected: Array) -> Iterator[Found]:
    if seen.dtype.kind == "c":
        return
    for axis in range(seen.ndim - 1, -1, -1):
        if seen.shape[axis] > 1 and _fits(np.flip(seen, axis), expected):
            yield say("in reverse order along axis {axis}", axis=axis), say("Check the direction in which you run through that axis.")
    if seen.ndim == 1 and _fits(np.sort(seen), np.sort(expected)):
        yield say("the right entries in another order"), say("Check the order in which you store your results.")
    if seen.ndim == 2:
        for words, s, e in ((say("rows"), seen, expected), (say("columns"), seen.T, expected.T)):
            if _fits(_sorted_rows(s), _sorted_rows(e)):
                yield (
                    say("the right {words} in another order", words=words),
                    say("Check the order in which you store the {words}.", words=words),
                )


def _sorted_rows(array: Array) -> Array:
    # Rounding keeps noise in the last digits from deciding the order.
    keys = np.round(array.astype(np.float64), 7)
    return np.asarray(array[np.lexsort(keys.T[::-1])])


def _factor(seen: Array, expected: Array) -> Iterator[Found]:
    if np.count_nonzero(expected) < _FEWEST or not seen.any():
        return
    largest = np.unravel_index(np.argmax(np.abs(expected)), expected.shape)
    factor = complex(seen[largest]) / complex(expected[largest])
    if factor.imag or not 1e-12 < abs(factor.real) < 1e12 or abs(factor.real - 1.0) < 1e-3:
        return
    if _fits(seen / factor.real, expected):
        yield (
            say("a constant factor of about {factor:.3g}", factor=factor.real),
            say("Look for a factor that is missing, there twice, or taken the wrong way round."),
        )


def _offset(seen: Array, expected: Array) -> Iterator[Found]:
    if np.ptp(np.abs(expected)) <= _SAME.absolute:
        return
    if _fits(seen - (seen.ravel()[0] - expected.ravel()[0]), expected):
        yield say("off by a constant"), say("Something is added everywhere that should not be, or is missing everywhere.")


def confined(wrong: Array) -> str:
    """Name the one row, column or diagonal that holds all wrong entries; empty when they are spread.

    >>> confined(np.array([[False, False], [True, True]]))
    'only in the last row'
    """
    if wrong.ndim == 1 and wrong.size > 2:
        return _ends(np.nonzero(wrong)[0], wrong.size, say("entry"))
    if wrong.ndim < 2 or wrong.size < 4:
        return ""
    height, width = wrong.shape[-2:]
    rows, columns = np.nonzero(wrong)[-2:]
    for indices, size, name in ((rows, height, say("row")), (columns, width, say("column"))):
        words = _ends(indices, size, name) if size > 1 else ""
        if words:
            return words
    # One wrong entry lies on a diagonal by chance.
    return say("only on the diagonal") if len(set(rows.tolist())) > 1 and bool((rows == columns).all()) else ""


def _ends(indices: Array, size: int, name: str) -> str:
    first = int(indices[0])
    if not bool((indices == first).all()):
        return ""
    place = {0: say("the first {name}", name=name), size - 1: say("the last {name}", name=name)}.get(
        first, say("{name} {number}", name=name, number=first)
    )
    return say("only in {place}", place=place)
