"""A recording is read whatever its bytes are."""

from __future__ import annotations

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from grader.model import Call, Plan, Ref, Status
from grader.sandbox import decode
from grader.sandbox.batch import make_batch
from grader.sandbox.inside.encoding import encode, encode_ours
from grader.sandbox.recording import Seen, read_case, record

VALUES = (encode(1.5),)
BATCH = make_batch([Plan("work", (Call(Ref("f"), (1,)),), (Ref(0),))] * 2, ["a", "b"])


def _frame(*, status="returned", raised=None, changed=(), detail="", values=VALUES) -> bytes:
    return encode_ours((0, status, raised, changed, detail, values))


def test_a_recording_reads_back():
    first, second = decode(record(BATCH, b"", [Seen("", "", _frame()), Seen("timeout", "late", b"")]), BATCH)
    assert first.values == (1.5,)
    assert (second.status, second.detail) == (Status.TIMEOUT, "late")


@pytest.mark.parametrize("data", [b"", b"junk", bytes(1000), encode_ours(("grader recording 1", "", b"", ()))])
def test_what_is_no_recording_is_lost_and_not_held_against_anyone(data):
    assert [one.status for one in decode(data, BATCH)] == [Status.LOST] * 2


def test_a_recording_of_other_cases_is_lost():
    other = make_batch([Plan("work", (), ())] * 2, ["a", "b"])
    assert decode(record(other, b"", [Seen("timeout", "", b"")] * 2), BATCH)[0].status is Status.LOST


def test_a_damaged_recording_never_raises():
    rng = random.Random(3)
    whole = record(BATCH, encode_ours((("work.py", 1, "raised", "E", "m", ("f",)),)), [Seen("", "", _frame())] * 2)
    for _ in range(3000):
        data = bytearray(whole)
        data[rng.randrange(len(data))] = rng.randrange(256)
        assert len(decode(bytes(data), BATCH)) == 2


@pytest.mark.parametrize(
    "frame",
    [
        b"",
        b"forged",
        _frame(status="lost"),
        _frame(status="timeout"),
        _frame(status="passed"),
        _frame(values=()),
        _frame(values=(encode(1), encode(2))),
        _frame(values=(b"junk",)),
        _frame(values=(1,)),
        _frame(values=None),
        _frame(changed=(1,)),
        _frame(changed=None),
        _frame(detail=3),
        _frame(status="raised"),
        _frame(status="raised", raised=("E",)),
        _frame(status="raised", raised=("E", (), "m", (("f", -1, "g", "t"),), 0)),
        _frame(status="raised", raised=("E", (), "m", None, 0)),
        _frame(status="raised", raised=(1, (), "m", (), 0)),
        _frame(status="raised", raised=("E", (), "m", (), 1 << 40)),
        _frame(status=["returned"]),
        encode_ours(3),
        encode_ours(()),
    ],
)
def test_forged_frames_are_the_codes_own_doing(frame):
    seen = read_case(frame, 1)
    assert (seen.status, seen.detail) == (Status.CRASHED, "what came back from this case cannot be read")


@given(st.binary(max_size=300))
@settings(max_examples=300, deadline=None)
def test_any_frame_is_read(data):
    assert read_case(data, 1).status in (Status.CRASHED, Status.RETURNED, Status.RAISED, Status.MISSING, Status.MEMORY)


def test_an_overlong_text_is_cut():
    seen = read_case(_frame(status="missing", detail="x" * 60_000), 1)
    assert len(seen.detail) == 4000
