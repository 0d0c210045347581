"""Are two values the same and, if not, why."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np

from grader.catalogue import all_of, say
from grader.model import Foreign, Tolerance
from grader.numeric.closeness import surely_close
from grader.numeric.comparison import EQUAL, REASONS, Comparison, differs, said
from grader.numeric.entries import NUMBER_TYPES, compare_form, compare_numbers

_DEFAULT = Tolerance()
RESULT = say("the result")
"""What a value is called when nobody names it."""
_MOST_SWAPPED = 4
"""Longer tuples are not tried in every order."""


def compare(seen: Any, expected: Any, tolerance: Tolerance = _DEFAULT, *, what: str = RESULT, keys: bool = True) -> Comparison:
    """Tell whether `seen` is the expected value within `tolerance` and, if not, the first reason why.

    Reasons, in the order in which they count: "type", "structure" (length of a tuple, keys of a dict), "shape", "dtype",
    "non-finite" (NaN or an infinity), "values". The policy:

    - Plain data only: None, bool, int, float, complex, str, list, tuple, dict, numpy scalars and `numpy.ndarray` itself of a
      bool, integer, real or complex dtype. Subclasses (`numpy.matrix`, masked arrays), object arrays and lookalikes fail with
      their type named, and none of their methods is called.
    - A list or tuple where an array is expected fails, as does an array where a list or tuple is expected. A list stands for a
      tuple and a tuple for a list, item by item, unless `tolerance.dtype` is "same".
    - Shapes are equal: no broadcasting, no extra axes, no empty array for a full one. A number, a numpy scalar and an array of
      shape () are the same thing.
    - Complex values where real ones are expected fail, whatever their imaginary part. `Tolerance.dtype` decides about the rest.
    - Expected integers and bools are met exactly; other numbers to `absolute + relative * |expected|`, exact at the border.
    - NaN equals NaN at the same place only; infinities are equal by sign.
    - None, text and dict keys are equal exactly. The order of a dict's keys does not count.

    Messages never hold an input, an expected value or anything computed from one but a shape, a constant factor and a power of ten.
    The expected keys of a dict are told, unless `keys` is False: keys may be computed too.

    >>> compare(np.array([0.1, 0.2]), np.array([0.1, 0.2])).equal
    True
    >>> compare([0.1, 0.2], np.array([0.1, 0.2])).message.help
    'Turn it into an array before you return it: np.array(...).'
    >>> compare(np.zeros((0, 1)), np.array([0.1, 0.2])).reason
    'shape'
    """
    if (
        type(seen) is np.ndarray
        and type(expected) is np.ndarray
        and seen.shape == expected.shape
        and surely_close(seen, expected, tolerance)
    ):
        return EQUAL
    return _first(seen, expected, _Leaf(tolerance, keys=keys), what)


def agree(seen: Any, expected: Any, tolerance: Tolerance = _DEFAULT) -> bool:
    """Tell what `compare(...).equal` would be, several times faster where the values differ.

    >>> agree(np.ones(3), np.ones(3)), agree(np.ones(3), np.zeros(3))
    (True, False)
    """
    return _first(seen, expected, _Leaf(tolerance, words=False), "").equal


def same_form(seen: Any, expected: Any, tolerance: Tolerance = _DEFAULT, *, what: str = RESULT, keys: bool = True) -> Comparison:
    """Compare types, structure, shapes and dtypes by the policy of `compare`, and no values.

    >>> same_form(np.zeros(3), np.ones(3)).equal, same_form(np.zeros(3), np.ones(4)).reason
    (True, 'shape')
    """
    return _first(seen, expected, _Leaf(tolerance, values=False, keys=keys), what)


@dataclass(frozen=True, slots=True)
class _Leaf:
    """How two numbers or arrays are compared."""

    tolerance: Tolerance
    values: bool = True
    """Whether their entries count, or only their form."""
    words: bool = True
    """Whether a difference of entries is told in words; finding them costs more than the comparison."""
    keys: bool = True
    """Whether expected keys of a dict may be told."""

    def __call__(self, seen: Any, expected: Any, what: str) -> Comparison:
        """Compare two values of numeric types."""
        if not self.values:
            return compare_form(seen, expected, self.tolerance, what)
        both = type(seen) is np.ndarray and type(expected) is np.ndarray
        if both and seen.shape == expected.shape and surely_close(seen, expected, self.tolerance):
            return EQUAL
        return compare_numbers(seen, expected, self.tolerance, what, words=self.words)


def _first(seen: Any, expected: Any, leaf: _Leaf, what: str) -> Comparison:
    """The difference with the earliest reason; of several such the one that is met first."""
    found = EQUAL
    for difference in _differences(seen, expected, leaf, what):
        if found.equal or REASONS.index(difference.reason) < REASONS.index(found.reason):
            found = difference
    return found


def comparable(expected: Any) -> str:
    """Tell why a value can never be an expected one (it holds an object that is no plain data); empty when it can.

    >>> comparable((1.0, {"weights": Foreign("numpy.matrix")}))
    'numpy.matrix'
    """
    kind = type(expected)
    if kind in (list, tuple):
        return next(filter(None, map(comparable, expected)), "")
    if kind is dict:
        return next(filter(None, map(comparable, expected.values())), "")
    if kind is np.ndarray:
        return "" if expected.dtype.kind in "biufc" else f"array of dtype {expected.dtype.name}"
    return "" if kind in NUMBER_TYPES or kind in _EXACT else type_name(expected)


def type_name(value: Any) -> str:
    """The name of a value's type, or of the type that a `Foreign` stands for, without asking the value."""
    if type(value) is Foreign:
        return value.type_name
    # A metaclass may replace `__name__`, but not the getter of `type` itself.
    return str(type.__dict__["__name__"].__get__(type(value)))


_EXACT = (type(None), str, bytes)
_WORDS = {
    list: say("a list"),
    tuple: say("a tuple"),
    dict: say("a dict"),
    str: say("text (str)"),
    bytes: "bytes",
    type(None): "None",
    np.ndarray: say("an array"),
}


_ODD_KEY = "dict with a key of type "
"""How the sandbox names a dict that it cannot carry because of its keys."""


def _in_words(value: Any) -> str:
    """What a value is, for a sentence: "a list", "a number", "an object of type Tensor"."""
    kind = type(value)
    if kind in NUMBER_TYPES:
        return say("a single number")
    if kind is np.ndarray and value.dtype.kind not in "biufc":
        return say("an array of dtype {dtype}", dtype=value.dtype.name[:20])
    if type_name(value).startswith(_ODD_KEY):
        return say("a dict with a key of type {type}", type=type_name(value).removeprefix(_ODD_KEY)[:80])
    return _WORDS.get(kind) or say("an object of type {name}", name=type_name(value)[:80])


def _wrong_type(seen: Any, expected: Any, what: str) -> Comparison:
    is_array = type(expected) is np.ndarray and bool(expected.ndim)
    asked = _WORDS[np.ndarray] if is_array else say("a number") if _is_number(expected) else _in_words(expected)
    if type(expected) is dict and type_name(seen).startswith(_ODD_KEY):
        asked = say("a dict whose keys are text or whole numbers")
    help = say("Return {asked}.", asked=asked)
    if is_array:
        help = say("Return a plain NumPy array: np.asarray(...) makes one.")
        if type(seen) in (list, tuple):
            help = say("Turn it into an array before you return it: np.array(...).")
    if seen is None:
        help = say("Does every way through your function end in a `return`? {step}", step=help)
    return differs("type", say("{what} is {given}, and {asked} is asked for.", what=what, given=_in_words(seen), asked=asked), help)


def _is_number(value: Any) -> bool:
    return type(value) in NUMBER_TYPES or type(value) is np.ndarray


def _differences(seen: Any, expected: Any, leaf: _Leaf, what: str) -> Iterator[Comparison]:
    """All that differs, walking along the expected value, which alone decides how deep it goes."""
    kind = type(expected)
    if kind in NUMBER_TYPES or kind is np.ndarray:
        if not _is_number(seen) or comparable(seen):
            yield _wrong_type(seen, expected, what)
        else:
            found = leaf(seen, expected, what)
            if not found.equal:
                yield found
    elif kind in (list, tuple):
        yield from _sequences(seen, expected, leaf, what)
    elif kind is dict:
        yield from _dicts(seen, expected, leaf, what)
    elif type(seen) is not kind or kind not in _EXACT:
        yield _wrong_type(seen, expected, what)
    elif leaf.values and seen != expected:
        yield Comparison(
            False, "values", said(say("{what} is not the right text.", what=what), say("Compare it letter by letter with the task.")), 1, 1
        )


def _sequences(seen: Any, expected: Any, leaf: _Leaf, what: str) -> Iterator[Comparison]:
    kind = type(expected)
    if type(seen) is not kind and (type(seen) not in (list, tuple) or leaf.tolerance.dtype == "same"):
        yield _wrong_type(seen, expected, what)
        return
    if len(seen) != len(expected):
        text = say("{what} has {count} items, and {asked} are asked for.", what=what, count=len(seen), asked=len(expected))
        yield differs("structure", text, say("Return exactly what the task lists, in its order."))
        return
    found = [
        d
        for i, (s, e) in enumerate(zip(seen, expected, strict=True))
        for d in _differences(s, e, leaf, say("item {number} of {what}", number=i + 1, what=what))
    ]
    if found and _swapped(seen, expected, leaf):
        yield differs(
            "structure", say("{what} holds the right items in another order.", what=what), say("Return them in the order of the task.")
        )
    else:
        yield from found


def _swapped(seen: Any, expected: Any, leaf: _Leaf) -> bool:
    """Whether another order of the items would be right."""
    if not 2 <= len(expected) <= _MOST_SWAPPED or all(_is_number(item) and np.ndim(item) == 0 for item in expected):
        return False
    orders = itertools.permutations(seen)
    return any(all(next(_differences(s, e, leaf, ""), None) is None for s, e in zip(order, expected, strict=True)) for order in orders)


def _dicts(seen: Any, expected: Any, leaf: _Leaf, what: str) -> Iterator[Comparison]:
    if type(seen) is not dict:
        yield _wrong_type(seen, expected, what)
        return
    # A key of an unknown type would be asked for its hash and equality.
    plain = {key for key in seen if type(key) in (str, int, bool)} if all(type(key) in (str, int, bool) for key in seen) else set()
    absent = [key for key in expected if key not in plain]
    extra = len(seen) - (len(expected) - len(absent))
    if absent or extra:
        # The keys of the student's dict are not repeated: they might hold an input.
        named = [repr(key) for key in expected if leaf.keys and type(key) is str and key.isidentifier()]
        parts = [say("lacks {count} of the {total} keys that are asked for", count=len(absent), total=len(expected))] if absent else []
        if extra == 1:
            parts.append(say("has 1 key that the task does not name"))
        elif extra:
            parts.append(say("has {count} keys that the task does not name", count=extra))
        yield differs(
            "structure",
            say("{what} {difference}.", what=what, difference=all_of(parts)),
            say("The keys are {keys}.", keys=", ".join(named))
            if named and len(named) == len(expected)
            else say("The task names the keys."),
        )
        return
    for key, value in expected.items():
        called = say("{key!r} of {what}", key=key, what=what) if leaf.keys else say("a value of {what}", what=what)
        yield from _differences(seen[key], value, leaf, called)
