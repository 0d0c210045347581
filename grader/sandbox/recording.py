"""What a submission showed, as bytes that can be stored; and read back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, NamedTuple

from grader.model import Foreign, Frame, Observation, Raised, Status
from grader.sandbox.batch import Batch
from grader.sandbox.inside.codec import Refused
from grader.sandbox.inside.decoding import decode_ours, decode_value
from grader.sandbox.inside.encoding import encode_ours
from grader.sandbox.inside.salvage import Note

_MAGIC = "grader recording 2"
_FROM_CELL = {status.value: status for status in (Status.RETURNED, Status.RAISED, Status.MISSING, Status.MEMORY)}
"""How a case may end by the cell's own word; every other way is told by the zygote and the grader."""
_MAX_DETAIL = 4000


class Seen(NamedTuple):
    """One case: the cell's frame, or how it ended without one."""

    status: str
    """Empty when `frame` tells."""
    detail: str
    frame: bytes


def record(batch: Batch, notes: bytes, cases: list[Seen]) -> bytes:
    """Write a recording; `notes` is the cell's frame about loading, or empty."""
    return encode_ours((_MAGIC, batch.digest, bytes(notes), tuple(tuple(seen) for seen in cases)), room=1 << 30, nodes=1 << 22)


def _text(value: Any, limit: int = 1000) -> str:
    if type(value) is not str:
        raise Refused("not a text")
    return value[:limit]


def _bytes(value: Any) -> bytes:
    if not isinstance(value, bytes | memoryview):
        raise Refused("not bytes")
    return bytes(value)


def _number(value: Any) -> int:
    if type(value) is not int or not 0 <= value < 1 << 31:
        raise Refused("not a line or call number")
    return value


def _raised(told: Any) -> Raised | None:
    if told is None:
        return None
    name, bases, message, frames, call = told
    student_frames = tuple(Frame(_text(file), _number(line), _text(function), _text(text)) for file, line, function, text in frames[:16])
    return Raised(_text(name), tuple(_text(base) for base in bases[:40]), _text(message), student_frames, _number(call))


_RAISED = slice(19, 25)
"""Where a frame says that the case raised: after the head of a tuple, a number, and the head of a text."""


def with_own_lines(frame: bytes, lines: Mapping[str, Sequence[str]]) -> bytes:
    """The frame with each line of its traceback as it was handed in, by file: what the cell says there could be anything.

    A forged traceback could otherwise show a student what a hidden case was asked.
    """
    if frame[_RAISED] != b"raised":
        return frame
    try:
        index, status, told, changed, detail, values = decode_ours(frame, nodes=20_000)
        name, bases, message, frames, call = told
        real = [(file, line, function, _own_line(lines[file], line)) for file, line, function, _ in frames]
        return encode_ours((index, status, (name, bases, message, tuple(real), call), changed, detail, values))
    except (LookupError, TypeError, ValueError):
        return b""


def _own_line(lines: Sequence[str], number: Any) -> str:
    return lines[number - 1].strip()[:400] if 0 < _number(number) <= len(lines) else ""


def _read_frame(frame: bytes, outputs: int) -> Observation:
    """Read one case's frame, written beside the student's code and so perhaps by it; raises Refused, TypeError or ValueError."""
    _, status, raised, changed, detail, values = decode_ours(frame, nodes=20_000)
    kind = _FROM_CELL[status]
    if kind is Status.RETURNED and len(values) != outputs:
        raise Refused("another number of values")
    seen = tuple(decode_value(_bytes(blob), foreign=Foreign) for blob in values) if kind is Status.RETURNED else ()
    told = _raised(raised)
    if kind is Status.RAISED and told is None:
        raise Refused("an exception without its name")
    return Observation(kind, seen, told, tuple(_text(name) for name in changed[:100]), _text(detail, _MAX_DETAIL))


def read_case(frame: bytes, outputs: int) -> Observation:
    """Turn a frame into an observation; what cannot be read is the code's own doing and ends as CRASHED."""
    try:
        return _read_frame(frame, outputs)
    except (LookupError, TypeError, ValueError):
        return Observation(Status.CRASHED, detail="what came back from this case cannot be read")


def _note(label: Any, line: Any, kind: Any, name: Any, message: Any, names: Any) -> str:
    return str(Note(_text(label), _number(line), _text(kind), _text(name), _text(message), tuple(_text(word) for word in names)))[:1000]


class Loading(NamedTuple):
    """What was found out while the student's files were loaded, before any hidden argument was there to be told."""

    notes: tuple[str, ...] = ()
    """What went wrong, in words."""
    absent: Mapping[int, str] = {}
    """What a case asks for and does not find, by the case's number."""


def read_loading(notes: bytes) -> Loading:
    """Read the cell's frame about loading; nothing of it when it cannot be read."""
    try:
        told, absent = decode_ours(notes, nodes=50_000)
        return Loading(tuple(_note(*note) for note in told[:50]), {_number(index): _text(text, _MAX_DETAIL) for index, text in absent})
    except (LookupError, TypeError, ValueError):
        return Loading()


def decode(recording: bytes, batch: Batch) -> tuple[Observation, ...]:
    """Read a recording of `batch`, one observation a plan; total: whatever the bytes, it never raises.

    Bytes that are no recording of this batch give LOST for every plan, so that they are never held against a student.
    """
    try:
        magic, digest, notes, cases = decode_ours(recording, nodes=1 << 22)
        if (magic, digest) != (_MAGIC, batch.digest) or len(cases) != len(batch):
            raise Refused("a recording of something else")
        loading = read_loading(notes)
        return tuple(_observation(batch, number, Seen(*case), loading) for number, case in enumerate(cases))
    except (LookupError, TypeError, ValueError):
        lost = Observation(Status.LOST, detail="the stored observations are damaged or belong to other cases")
        return tuple(lost for _ in range(len(batch)))


def _observation(batch: Batch, number: int, seen: Seen, loading: Loading) -> Observation:
    if number in batch.impossible:
        return Observation(Status.LOST, detail=f"the course's own input cannot be sent: {batch.impossible[number]}")
    if seen.status:
        return Observation(Status(seen.status), detail=_text(seen.detail, _MAX_DETAIL))
    found = read_case(_bytes(seen.frame), batch.outputs[number])
    notes = loading.notes if found.status in (Status.RAISED, Status.MISSING) else ()
    changed = tuple(name for name in found.changed if name in batch.arguments[number])
    return replace(found, changed=changed, detail=_detail(found, number, batch, loading), notes=notes)


def _detail(found: Observation, number: int, batch: Batch, loading: Loading) -> str:
    """What may be told of a case in words that the cell has written: none that could hold a hidden argument."""
    if found.status is Status.MISSING:
        return found.detail if batch.public[number] else loading.absent.get(number, "what is asked for is not there")
    return found.detail if found.status is Status.CRASHED else ""
