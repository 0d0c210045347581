"""What counts as the same value, and what is said when it does not."""

from fractions import Fraction
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as nps

from grader.model import Foreign, Tolerance
from grader.numeric import agree, comparable, compare, same_form

ARRAY = np.array([[1.0, -2.0, 3.5, 0.25], [4.0, 5.5, -6.0, 7.0], [0.5, 1.5, 2.5, -3.5]])

numbers = st.floats(allow_nan=True, allow_infinity=True)
arrays = nps.arrays(
    st.sampled_from([np.float64, np.float32, np.int64, np.bool_, np.complex128]),
    nps.array_shapes(min_dims=0, max_dims=3, min_side=0, max_side=4),
)
plain = st.recursive(
    st.none() | st.booleans() | st.integers() | numbers | st.text(max_size=5) | arrays,
    lambda inner: (
        st.lists(inner, max_size=3) | st.lists(inner, max_size=3).map(tuple) | st.dictionaries(st.text(max_size=3), inner, max_size=3)
    ),
    max_leaves=6,
)


class Hostile:
    """Raises whenever anything but its identity is asked."""

    def __getattribute__(self, name: str) -> Any:
        raise RuntimeError(f"touched {name}")

    def __eq__(self, other: object) -> bool:
        raise RuntimeError("compared")

    __hash__ = None  # type: ignore[assignment]


class AlwaysEqual:
    def __eq__(self, other: object) -> bool:
        return True

    def __hash__(self) -> int:
        return 0

    def __array_function__(self, *args: Any) -> bool:
        return True

    def __array__(self, *args: Any) -> Any:
        return ARRAY


@given(plain)
def test_every_value_equals_itself(value: Any) -> None:
    assert compare(value, value).equal


@given(plain, plain)
def test_comparison_never_raises_and_always_tells_why(one: Any, other: Any) -> None:
    found = compare(one, other)

    assert found.equal == (found.reason == "") == (found.message is None)


@given(arrays, arrays)
def test_exact_comparison_of_one_dtype_is_symmetric(one: Any, other: Any) -> None:
    exact = Tolerance(relative=0.0, absolute=0.0, dtype="same")

    assert compare(one, other, exact).equal == compare(other, one, exact).equal


@given(arrays)
def test_any_other_shape_fails(array: Any) -> None:
    for other in (array[None], np.stack([array, array]), array.reshape(-1, 1, 1, 1, 1), np.empty((0, 3, 1, 1, 1), array.dtype)):
        assert compare(other, array).reason == "shape"


@pytest.mark.parametrize("empty", [np.empty(0), np.empty((0, 1)), np.empty((0, 4)), np.empty((3, 0))])
def test_an_empty_array_is_not_a_full_one(empty: Any) -> None:
    found = compare(empty, ARRAY)

    assert found.reason == "shape"
    assert found.message is not None
    assert "it is empty" in found.message.reason


@pytest.mark.parametrize("seen", [ARRAY.tolist(), tuple(map(tuple, ARRAY.tolist())), [[1 + 0j]]])
def test_nested_lists_are_no_array(seen: Any) -> None:
    found = compare(seen, ARRAY)

    assert found.reason == "type"
    assert found.message is not None
    assert found.message.help == "Turn it into an array before you return it: np.array(...)."


def test_a_missing_return_is_told() -> None:
    message = compare(None, ARRAY, what="`f(...)`").message

    assert message is not None
    assert message.reason == "`f(...)` is None, and an array is asked for."
    assert "`return`" in message.help


@pytest.mark.parametrize(
    ("seen", "name"),
    [
        (Foreign("torch.Tensor"), "torch.Tensor"),
        (ARRAY.view(np.matrix), "matrix"),
        (np.ma.masked_array(ARRAY), "MaskedArray"),
        (ARRAY.astype(object), "dtype object"),
        (ARRAY.view(type("Sub", (np.ndarray,), {})), "Sub"),
        (AlwaysEqual(), "AlwaysEqual"),
        (np.array(["a"]), "dtype str"),
    ],
)
def test_lookalikes_fail_with_their_type_named(seen: Any, name: str) -> None:
    found = compare(seen, ARRAY)

    assert found.reason == "type"
    assert found.message is not None
    assert name in found.message.reason


def test_a_hostile_object_is_named_without_being_asked() -> None:
    message = compare(Hostile(), ARRAY).message

    assert message is not None
    assert "Hostile" in message.reason


@pytest.mark.parametrize("expected", [1, 2.5, "text", None, True, (1, 2), [1], {"a": 1}, np.float64(1), np.array(1.0)])
def test_hostile_objects_are_never_asked(expected: Any) -> None:
    assert compare(Hostile(), expected).reason == "type"
    assert not compare([Hostile()], [expected]).equal
    assert not compare({"a": Hostile()}, {"a": expected}).equal


def test_a_metaclass_cannot_name_its_type() -> None:
    class Meta(type):
        @property
        def __name__(cls) -> str:  # type: ignore[override]
            raise RuntimeError("asked")

    message = compare(Meta("Plain", (), {})(), 1.0).message

    assert message is not None
    assert "Plain" in message.reason


def test_a_dict_with_hostile_keys_is_not_hashed() -> None:
    class Key:
        def __hash__(self) -> int:
            return 1

        def __eq__(self, other: object) -> bool:
            raise RuntimeError("compared")

    assert compare({Key(): 1}, {"a": 1}).reason == "structure"


@pytest.mark.parametrize(
    ("seen", "expected"),
    [(np.array(3.0), 3.0), (3.0, np.array(3.0)), (np.float32(3), 3), (3, np.float64(3)), (True, 1), (2.0, 2), (np.True_, True)],
)
def test_a_number_a_scalar_and_a_zero_dimensional_array_are_one_thing(seen: Any, expected: Any) -> None:
    assert compare(seen, expected).equal


@pytest.mark.parametrize(("seen", "expected"), [(np.array([3.0]), 3.0), (3.0, np.array([3.0])), (np.array([[3.0]]), np.array([3.0]))])
def test_an_axis_of_length_one_is_not_nothing(seen: Any, expected: Any) -> None:
    message = compare(seen, expected).message

    assert message is not None
    assert "only axes of length 1 differ" in message.reason


@pytest.mark.parametrize("seen", [ARRAY + 0j, ARRAY + 1e-30j])
def test_complex_for_real_fails(seen: Any) -> None:
    assert compare(seen, ARRAY).reason == "dtype"
    assert compare(1 + 0j, 1.0).reason == "dtype"


def test_real_for_complex_passes_as_a_number_only() -> None:
    assert compare(ARRAY, ARRAY + 0j).equal
    assert compare(ARRAY, ARRAY + 0j, Tolerance(dtype="kind")).reason == "dtype"


@pytest.mark.parametrize(
    ("seen", "expected", "policy", "reason"),
    [
        (ARRAY.astype(np.float32), ARRAY, "number", ""),
        (ARRAY.astype(np.float32), ARRAY, "kind", ""),
        (ARRAY.astype(np.float32), ARRAY, "same", "dtype"),
        (np.array([1, 2]), np.array([1.0, 2.0]), "number", ""),
        (np.array([1, 2]), np.array([1.0, 2.0]), "kind", "dtype"),
        (np.array([True, False]), np.array([1, 0]), "number", ""),
        (np.array([True, False]), np.array([1, 0]), "kind", "dtype"),
        (np.array([1, 2], np.int32), np.array([1, 2]), "kind", ""),
        (ARRAY.astype(">f8"), ARRAY, "same", ""),
        (1.0, np.float64(1.0), "same", ""),
    ],
)
def test_dtype_policies(seen: Any, expected: Any, policy: Any, reason: str) -> None:
    assert compare(seen, expected, Tolerance(dtype=policy)).reason == reason


@pytest.mark.parametrize("seen", [2.0000001, np.array(1.9999999), 3])
def test_expected_integers_are_met_exactly(seen: Any) -> None:
    assert compare(seen, 2, Tolerance(relative=1.0, absolute=1.0)).reason == "values"


def test_large_integers_are_not_rounded() -> None:
    assert not compare(2.0**53, 2**53 + 1).equal
    assert not compare(np.array([2.0**53]), np.array([2**53 + 1])).equal
    assert compare(np.array([2.0**60]), np.array([2**60])).equal
    assert compare(2**80, 2.0**80).equal
    assert not compare(10**400, float("inf")).equal
    assert not compare(10**400, 1.0).equal


@pytest.mark.parametrize(
    ("seen", "expected", "reason"),
    [
        ([1.0, np.nan], [1.0, np.nan], ""),
        ([np.nan, 1.0], [1.0, np.nan], "non-finite"),
        ([np.inf, -np.inf], [np.inf, -np.inf], ""),
        ([np.inf, np.inf], [np.inf, -np.inf], "non-finite"),
        ([np.nan, 1.0], [np.inf, 1.0], "non-finite"),
        ([1e308, 1.0], [np.inf, 1.0], "non-finite"),
        ([np.inf, 1.0], [1e308, 1.0], "non-finite"),
        ([np.nan, 2.0], [np.nan, 1.0], "values"),
    ],
)
def test_non_finite_entries(seen: list[float], expected: list[float], reason: str) -> None:
    assert compare(np.array(seen), np.array(expected)).reason == reason
    assert compare(np.array(seen, complex), np.array(expected, complex)).reason == reason


def test_parts_of_a_complex_number_count_apart() -> None:
    assert compare(complex(np.nan, 1), complex(np.nan, 1)).equal
    assert compare(complex(np.nan, 1), complex(np.nan, 2)).reason == "values"
    assert compare(complex(np.nan, 1), complex(1, np.nan)).reason == "non-finite"
    assert compare(np.array([complex(np.nan, 1)]), np.array([complex(np.nan, 2)])).reason == "values"


@pytest.mark.parametrize(("seen", "expected"), [("a", "b"), (b"a", b"b"), ("1", 1), (None, 0), ("", None)])
def test_text_and_none_are_equal_exactly(seen: Any, expected: Any) -> None:
    assert not compare(seen, expected).equal


def test_containers() -> None:
    assert compare([1, 2.0], (1, 2.0)).equal
    assert compare((1, 2.0), [1, 2.0]).equal
    assert compare([1], (1,), Tolerance(dtype="same")).reason == "type"
    assert compare((1,), (1, 2)).reason == "structure"
    assert compare({"b": 1, "a": 2}, {"a": 2, "b": 1}).equal
    assert compare({"a": 2}, {"a": 2, "b": 1}).reason == "structure"
    assert compare(np.array([1, 2]), (1, 2)).reason == "type"


def test_a_wrong_key_is_told_by_the_keys_that_are_asked_for() -> None:
    message = compare({"secret_3_14": 1, "a": 1}, {"a": 1, "W1": 2}).message

    assert message is not None
    assert message.help == "The keys are 'a', 'W1'."
    assert "secret" not in message.reason


def test_the_earliest_reason_counts_not_the_first_item() -> None:
    assert compare((2.0, None), (1.0, ARRAY)).reason == "type"


def test_items_in_another_order_are_told() -> None:
    found = compare((ARRAY.T, ARRAY), (ARRAY, ARRAY.T))

    assert found.reason == "structure"
    assert found.message is not None
    assert "another order" in found.message.reason


def test_the_item_is_named() -> None:
    first, second = compare((1.0, 3.0), (1.0, 2.0), what="`f(...)`").message, compare({"W1": ARRAY + 1}, {"W1": ARRAY}).message

    assert first is not None
    assert first.reason.startswith("Item 2 of `f(...)`")
    assert second is not None
    assert second.reason.startswith("'W1' of the result")


def test_figures() -> None:
    seen = ARRAY.copy()
    seen[2, 1] += 1.0
    seen[2, 3] += 3.0
    found = compare(seen, ARRAY, Tolerance(relative=0.0, absolute=0.5))

    assert (found.wrong, found.total, found.worst, found.where, found.pattern) == (2, 12, 6.0, (2, 3), "only in the last row")
    assert found.message is not None
    assert found.message.reason == (
        "The result is wrong in 2 of 12 entries: only in the last row. The worst is at index [2, 3], "
        "less than 10 times further off than is allowed: this looks like rounding."
    )


@given(nps.arrays(np.float64, (3, 4), elements=st.floats(-1e6, 1e6)), nps.arrays(np.float64, (3, 4), elements=st.floats(-1e6, 1e6)))
def test_messages_hold_no_expected_value(seen: Any, expected: Any) -> None:
    message = compare(seen, expected).message

    for value in expected.ravel():
        if message is not None and abs(value) > 100:
            assert f"{value:.6g}" not in message.reason + message.help


def test_long_axes_are_not_written_out() -> None:
    message = compare(np.empty((31415926, 0)), ARRAY).message

    assert message is not None
    assert "31415926" not in message.reason


@given(plain)
def test_form_is_what_comparison_asks_first(value: Any) -> None:
    assert same_form(value, value).equal


def test_form_does_not_look_at_values() -> None:
    assert same_form((ARRAY * 2, "a"), (ARRAY, "b")).equal
    assert same_form((ARRAY * 2, "a"), (ARRAY[0], "b")).reason == "shape"


def test_what_can_be_compared() -> None:
    assert comparable((1.0, {"a": [ARRAY, None, "x"]})) == ""
    assert comparable((1.0, {"a": [Foreign("Tensor")]})) == "Tensor"
    assert comparable(ARRAY.astype(object)) == "array of dtype object"
    assert not compare(Foreign("x"), Foreign("x")).equal


@given(st.fractions(0, 1, max_denominator=1000), st.floats(-1e300, 1e300))
def test_the_border_is_exact_for_single_numbers(tolerance: Fraction, value: float) -> None:
    allowed = Tolerance(relative=float(tolerance), absolute=0.0)
    border = Fraction(value) + Fraction(allowed.relative) * abs(Fraction(value))
    for seen in (float(border), float(np.nextafter(float(border), np.inf)), float(np.nextafter(float(border), -np.inf))):
        inside = abs(Fraction(seen) - Fraction(value)) <= Fraction(allowed.relative) * abs(Fraction(value))
        assert compare(seen, value, allowed).equal == inside
        assert compare(np.array([seen, 0.0]), np.array([value, 0.0]), allowed).equal == inside


@given(nps.arrays(np.float64, nps.array_shapes(max_dims=2, max_side=3)), nps.arrays(np.float64, nps.array_shapes(max_dims=2, max_side=3)))
def test_agree_is_compare_without_words(one: Any, other: Any) -> None:
    for seen in (one, other, np.nextafter(one, 0), one.tolist()):
        assert agree(seen, one) == compare(seen, one).equal


def test_computed_keys_are_not_told() -> None:
    lacking, wrong = (compare(seen, {"hidden": 1, "b": 2}, keys=False).message for seen in ({"b": 2}, {"hidden": 3, "b": 2}))

    assert lacking is not None
    assert (lacking.reason, lacking.help) == ("The result lacks 1 of the 2 keys that are asked for.", "The task names the keys.")
    assert wrong is not None
    assert "hidden" not in wrong.reason
    assert wrong.reason.startswith("A value of the result is not the right number")


def test_a_dict_that_cannot_travel_is_told_by_its_key() -> None:
    message = compare(Foreign("dict with a key of type tuple"), {"a": 1}, what="`f(...)`").message

    assert message is not None
    assert message.reason == "`f(...)` is a dict with a key of type tuple, and a dict whose keys are text or whole numbers is asked for."
