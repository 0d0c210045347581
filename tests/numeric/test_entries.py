"""Single figures of a comparison of numbers."""

import math

import numpy as np
import pytest

from grader.model import Tolerance
from grader.numeric import compare


@pytest.mark.parametrize(
    ("off", "words"),
    [
        (5.0, "less than 10 times further off than is allowed: this looks like rounding."),
        (50.0, "more than 10 times further off than is allowed."),
        (1e20, "more than 1,000,000,000,000 times further off than is allowed."),
    ],
)
def test_distance_is_told_in_powers_of_ten(off: float, words: str) -> None:
    for seen, expected in ((off, 0.0), (np.array([off, 0.0, 0.0]), np.zeros(3))):
        message = compare(seen, expected, Tolerance(relative=0.0, absolute=1.0)).message
        assert message is not None
        assert message.reason.endswith(words)


def test_no_distance_where_nothing_is_allowed() -> None:
    found = compare(2.0, 1.0, Tolerance(relative=0.0, absolute=0.0))

    assert math.isinf(found.worst)
    assert found.message is not None
    assert found.message.reason == "The result is not the right number."


@pytest.mark.parametrize(
    ("seen", "words"),
    [
        ([np.nan, 1.0], "The result is NaN in 1 of 2 entries where it should not be."),
        ([np.inf, 1.0], "The result is infinite in 1 of 2 entries where it should not be."),
        ([np.nan, np.inf], "The result is NaN or infinite in 2 of 2 entries where it should not be."),
    ],
)
def test_non_finite_entries_are_counted(seen: list[float], words: str) -> None:
    message = compare(np.array(seen), np.array([1.0, 1.0])).message

    assert message is not None
    assert message.reason == words


def test_a_finite_number_for_an_infinite_one_does_not_give_it_away() -> None:
    message = compare(1.0, -np.inf).message

    assert message is not None
    assert message.reason == "The result is an ordinary number where it should not be."


@pytest.mark.parametrize(
    ("seen", "expected", "policy", "words"),
    [
        (np.zeros(2, complex), np.zeros(2), "number", "The result is complex, and real numbers are asked for."),
        (np.zeros(2), np.zeros(2, int), "kind", "The result is of a real dtype, and a integer one is asked for."),
        (np.zeros(2), np.zeros(2, np.float32), "same", "The result is of dtype float64, and float32 is asked for."),
    ],
)
def test_dtypes_are_told(seen: object, expected: object, policy: str, words: str) -> None:
    message = compare(seen, expected, Tolerance(dtype=policy)).message  # type: ignore[arg-type]

    assert message is not None
    assert message.reason == words.replace("a integer", "an integer")
    assert message.help


def test_integers_differ_without_a_distance() -> None:
    found = compare(np.array([1, 5, 3]), np.array([1, 2, 3]))

    assert (found.wrong, found.where) == (1, (1,))


def test_all_sorts_of_entries() -> None:
    assert compare(np.array([True, False]), np.array([True, True])).reason == "values"
    assert compare(np.uint8([1, 2, 3]), np.uint8([3, 2, 1])).reason == "values"
    assert compare(np.longdouble(1), np.longdouble(1) + np.longdouble(1e-6)).reason == "values"
    assert compare(np.float16(1.5), 1.5).equal
