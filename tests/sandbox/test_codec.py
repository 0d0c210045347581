"""Values cross the border exactly or not at all."""

from __future__ import annotations

import random
import tracemalloc

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from grader.sandbox.inside.codec import DTYPES, MAX_BYTES, Alien, Reference, Refused
from grader.sandbox.inside.decoding import decode_ours, decode_value
from grader.sandbox.inside.encoding import encode, encode_ours

arrays = hnp.arrays(st.sampled_from([np.dtype(name) for name in DTYPES]), hnp.array_shapes(min_dims=0, max_dims=4, min_side=0, max_side=4))
scalars = st.sampled_from(DTYPES).flatmap(lambda name: hnp.from_dtype(np.dtype(name)))
plain = st.none() | st.booleans() | st.integers(-(2**4000), 2**4000) | st.floats() | st.complex_numbers() | st.text(max_size=20)
values = st.recursive(
    plain | arrays | scalars,
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.lists(inner, max_size=4).map(tuple)
        | st.dictionaries(st.text(max_size=5) | st.integers(), inner, max_size=4)
    ),
    max_leaves=12,
)


def _same(one, other) -> bool:
    if type(one) is not type(other):
        return False
    if isinstance(one, np.ndarray):
        return one.shape == other.shape and one.dtype == other.dtype and one.tobytes() == other.tobytes()
    if isinstance(one, np.generic):
        return one.dtype == other.dtype and one.tobytes() == other.tobytes()
    if isinstance(one, list | tuple):
        return len(one) == len(other) and all(map(_same, one, other))
    if isinstance(one, dict):
        return list(one) == list(other) and all(_same(one[key], other[key]) for key in one)
    return encode(one) == encode(other)


@given(values)
@settings(max_examples=300, deadline=None)
def test_what_goes_in_comes_out(value):
    assert _same(decode_value(encode(value)), value)


@given(values)
@settings(max_examples=200, deadline=None)
def test_there_is_one_way_to_write_a_value(value):
    message = encode(value)
    assert encode(decode_value(message)) == message
    assert encode_ours(value) == message


@given(st.binary(max_size=200))
@settings(max_examples=500, deadline=None)
def test_any_bytes_are_a_value_or_refused(data):
    try:
        value = decode_value(data)
    except Refused:
        return
    if encode(value) != data:  # only a stand-in's name may be written in more ways than one
        assert b"X" in data or b"s" in data or b"d" in data


def _mutate(count: int) -> int:
    """Decode so many damaged messages; how many were refused."""
    rng = random.Random(7)
    seeds = [
        encode([1, 2.5, "abc", None, True, {"a": np.arange(6.0).reshape(2, 3), 3: (1j, 2**100)}]),
        encode(np.zeros((2, 0, 3), "f4")),
        encode((np.float32(1), np.array(True), [[[[]]]])),
        encode(object()),
    ]
    refused = 0
    for number in range(count):
        data = bytearray(seeds[number % len(seeds)])
        for _ in range(rng.randint(1, 3)):
            data[rng.randrange(len(data))] = rng.choice((0, 1, 255, rng.randrange(256)))
        if number % 5 == 0:
            del data[rng.randrange(len(data)) :]
        try:
            decode_value(bytes(data))
        except Refused:
            refused += 1
    return refused


def test_a_hundred_thousand_mutated_messages_do_no_harm():
    assert _mutate(100_000) > 50_000


def test_damaged_messages_take_little_memory():
    tracemalloc.start()
    _mutate(5_000)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 5 << 20


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"?",
        b"NN",
        b"i123",
        b"s\xff\xff\xff\xff",
        b"s\x01\x00\x00\x00\xff",
        b"l\xff\xff\xff\x7f",
        b"l\x01\x00\x00\x00" * 17 + b"N",
        b"d\x01\x00\x00\x00NN",
        b"d\x02\x00\x00\x00" + (b"i" + bytes(8) + b"N") * 2,
        b"d\x01\x00\x00\x00TN",
        b"a\x0e\x00",
        b"a\x00\x00\x02",
        b"g\x00\x02",
        b"a\x0b\x01" + (1 << 62).to_bytes(8, "little"),
        b"a\x0b\x02" + (0).to_bytes(8, "little") + (1 << 62).to_bytes(8, "little"),
        b"a\x0b\xff",
        b"I\x01\x00\x00\x00\x05",
        b"I\xff\xff\xff\xff",
        b"b\x00\x00\x00\x00",
        b"R" + b"N",
    ],
)
def test_odd_messages_are_refused(data):
    with pytest.raises(Refused):
        decode_value(data)


def test_a_message_beyond_all_bounds_is_refused_unread():
    with pytest.raises(Refused, match="the message is too long"):
        decode_value(bytes(2 * MAX_BYTES + 1))


def test_references_and_bytes_are_only_for_the_grader():
    reference = Reference(0, (("item", 1),))
    assert decode_ours(encode_ours([reference, b"ab"])) == [reference, b"ab"]
    assert decode_value(encode([reference, b"ab"])) == [Alien("Reference"), Alien("bytes")]


def test_the_grader_sends_nothing_that_cannot_be_carried():
    with pytest.raises(Refused, match="a value of type set cannot be sent to student code"):
        encode_ours([{1}])
    with pytest.raises(Refused, match="cannot be sent"):
        encode_ours(np.zeros(100), room=100)


def test_a_lone_surrogate_is_written_as_its_escape():
    assert decode_value(encode("\ud800")) == "\\ud800"


class Liar:
    """Lies about its class, and raises when asked anything."""

    @property
    def __class__(self):
        raise RuntimeError

    def __getattribute__(self, name):
        raise RuntimeError

    def __eq__(self, other):
        raise RuntimeError

    __hash__ = None

    def __bool__(self):
        raise RuntimeError

    def __array__(self):
        raise RuntimeError

    def __reduce__(self):
        raise RuntimeError


class LyingType(type):
    """A metaclass whose classes have no honest name."""

    @property
    def __name__(cls):
        raise RuntimeError

    def __hash__(cls):
        return hash(int)

    def __eq__(cls, other):
        return True


def test_objects_are_not_asked_anything():
    message = encode([Liar()])
    assert decode_value(message) == [Alien("Liar")]


def test_a_class_cannot_pass_for_another_by_equality():
    kind = LyingType("Fake", (), {})
    message = encode([kind()])
    assert decode_value(message) == [Alien("Fake")]


def test_subclasses_of_plain_types_are_not_those_types():
    for base in (int, float, str, list, tuple, dict, np.ndarray, np.float64):
        kind = type("Sub", (base,), {"__slots__": ()})
        value = kind((1,)) if base is np.ndarray else kind()
        message = encode(value)
        assert decode_value(message) == Alien("Sub")


def test_truth_values_with_odd_bytes_are_cleaned():
    odd = np.frombuffer(b"\x00\x02\xff", bool)
    assert decode_value(encode(odd)).view("u1").tolist() == [0, 1, 1]


def test_arrays_are_read_only_here_and_writable_beside_the_student():
    assert not decode_value(encode(np.zeros(2))).flags.writeable
    assert decode_ours(encode_ours(np.zeros(2))).flags.writeable
