"""Exact decisions at the border, for every size of number."""

from fractions import Fraction
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as nps

from grader.model import Tolerance
from grader.numeric.closeness import close, equal_to_integers, exactly, is_finite, same_non_finite, surely_close, within

finite = st.floats(allow_nan=False, allow_infinity=False)
tolerances = st.builds(
    Tolerance, relative=st.sampled_from([0.0, 1e-7, 0.1, 1.0, 3.0]), absolute=st.sampled_from([0.0, 5e-324, 1e-9, 0.5, 1e300])
)


def _by_fractions(seen: Any, expected: Any, tolerance: Tolerance) -> bool:
    s, e = Fraction(float(seen)), Fraction(float(expected))
    return abs(s - e) <= Fraction(tolerance.absolute) + Fraction(tolerance.relative) * abs(e)


@given(nps.arrays(np.float64, 3, elements=finite), nps.arrays(np.float64, 3, elements=finite), tolerances)
def test_entries_agree_with_rational_arithmetic(seen: Any, expected: Any, tolerance: Tolerance) -> None:
    good, _ = close(seen, expected, tolerance)

    assert good.tolist() == [_by_fractions(s, e, tolerance) for s, e in zip(seen, expected, strict=True)]


@given(nps.arrays(np.float64, 3, elements=finite), st.integers(-3, 3), tolerances)
def test_neighbours_of_the_border_are_told_apart(expected: Any, steps: int, tolerance: Tolerance) -> None:
    with np.errstate(all="ignore"):
        seen = expected + tolerance.absolute + tolerance.relative * np.abs(expected)
        seen = np.where(np.isfinite(seen), seen + steps * np.spacing(np.where(np.isfinite(seen), seen, 0.0)), expected)
    seen = np.where(np.isfinite(seen), seen, expected)
    good, _ = close(seen, expected, tolerance)

    assert good.tolist() == [_by_fractions(s, e, tolerance) for s, e in zip(seen, expected, strict=True)]


@given(nps.arrays(np.float64, 3, elements=st.floats()), nps.arrays(np.float64, 3, elements=st.floats()), tolerances)
def test_the_fast_path_is_never_wrong(seen: Any, expected: Any, tolerance: Tolerance) -> None:
    if surely_close(seen, expected, tolerance):
        assert all(np.isfinite(seen))
        assert all(np.isfinite(expected))
        assert all(_by_fractions(s, e, tolerance) for s, e in zip(seen, expected, strict=True))


@given(nps.arrays(np.float64, 4, elements=st.floats(-1e9, 1e9)))
def test_the_fast_path_takes_ordinary_right_answers(array: Any) -> None:
    assert surely_close(array * (1 + 1e-12), array, Tolerance())


@given(nps.arrays(np.float32, 3, elements=st.floats(-(2.0**99), 2.0**99, width=32)), st.integers(-2, 2))
def test_float32_is_compared_without_its_own_rounding(expected: Any, steps: int) -> None:
    tolerance = Tolerance(relative=1e-6, absolute=0.0)
    seen = (expected * np.float32(1 + 1e-6) + steps * np.spacing(expected)).astype(np.float32)
    good, _ = close(seen, expected, tolerance)

    assert good.tolist() == [_by_fractions(s, e, tolerance) for s, e in zip(seen, expected, strict=True)]


@given(st.integers(-(2**63), 2**63 - 1), st.integers(-2, 2))
def test_large_integers_for_reals(value: int, step: int) -> None:
    seen = np.array([min(max(value + step, -(2**63)), 2**63 - 1)])
    expected = np.array([float(value)])
    good, _ = close(seen, expected, Tolerance(relative=0.0, absolute=1.0))

    assert good[0] == (abs(int(seen[0]) - Fraction(float(value))) <= 1)


@given(st.complex_numbers(max_magnitude=1e10), st.floats(0, 6.28))
def test_complex_numbers_are_measured_by_distance(value: complex, angle: float) -> None:
    tolerance = Tolerance(relative=0.0, absolute=1.0)
    inside, outside = (value + r * complex(np.cos(angle), np.sin(angle)) for r in (0.999, 1.001))

    assert within(inside, value, tolerance)
    assert not within(outside, value, tolerance)


def test_complex_border_is_exact() -> None:
    tolerance = Tolerance(relative=1.0, absolute=1.0)

    assert within(3 + 4j + 6, 3 + 4j, tolerance)
    assert not within(9.000000000000002 + 4j, 3 + 4j, tolerance)


def test_opposite_ends_do_not_overflow() -> None:
    good, multiple = close(np.array([1.7e308, -1.7e308]), np.array([-1.7e308, -1.7e308]), Tolerance(relative=1.0, absolute=0.0))

    assert good.tolist() == [False, True]
    assert multiple[1] == 0.0


def test_infinity_of_the_wrong_sign_is_not_close() -> None:
    assert not surely_close(np.array([-np.inf]), np.array([np.inf]), Tolerance())
    assert not surely_close(np.array([1.0]), np.array([np.inf]), Tolerance())


def test_same_non_finite() -> None:
    finite_, strange = same_non_finite(np.array([1.0, np.nan, np.inf, np.nan]), np.array([2.0, np.nan, -np.inf, 1.0]))

    assert finite_.tolist() == [True, False, False, False]
    assert strange.tolist() == [False, False, True, True]


@pytest.mark.parametrize("number", [True, 3, 0.1, np.longdouble("0.1"), np.float64(5e-324)])
def test_exact_value(number: Any) -> None:
    assert exactly(number) == Fraction(*number.as_integer_ratio())


def test_integers_and_floats() -> None:
    assert equal_to_integers(np.array([1.0, 1.5, np.inf, 2.0**53]), np.array([1, 1, 5, 2**53 + 1])).tolist() == [True, False, False, False]


@pytest.mark.parametrize(("number", "answer"), [(10**400, True), (complex(1, np.inf), False), (np.longdouble("nan"), False), (True, True)])
def test_finiteness(number: Any, answer: bool) -> None:
    assert is_finite(number) is answer
