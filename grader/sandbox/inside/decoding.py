"""Read what came over the border; anything odd is refused, in bounded memory."""

from __future__ import annotations

import struct
from collections.abc import Callable
from typing import Any

import numpy as np

from .codec import (
    C128,
    DTYPES,
    F64,
    I64,
    LITTLE,
    MAX_BYTES,
    MAX_DEPTH,
    MAX_INT_BITS,
    MAX_NODES,
    MAX_TEXT,
    U32,
    Alien,
    Reference,
    Refused,
    plausible,
)

Buffer = bytes | memoryview
_frombuffer = np.frombuffer


class _Reader:
    """One message being read; `ours` tells that the grader wrote it."""

    __slots__ = ("at", "buffer", "foreign", "nodes", "ours", "writable")

    def __init__(self, buffer: Buffer, foreign: Callable[[str], Any], *, writable: bool, ours: bool, nodes: int) -> None:
        self.buffer = buffer
        self.at = 0
        self.nodes = nodes
        self.foreign = foreign
        self.writable = writable
        self.ours = ours

    def take(self, size: int) -> Buffer:
        start, self.at = self.at, self.at + size
        if self.at > len(self.buffer):
            raise Refused("the message ends too early")
        return self.buffer[start : self.at]

    def length(self, limit: int) -> int:
        size: int = U32.unpack_from(self.buffer, self.at)[0]
        self.at += 4
        if size > limit:
            raise Refused(f"a length of {size} where {limit} is the most")
        return size

    def text(self) -> str:
        # an escaped character may take ten bytes, of which the writer counted one
        return str(self.take(self.length(10 * MAX_TEXT)), "utf-8")

    def value(self, depth: int) -> Any:
        self.nodes -= 1
        if self.nodes < 0:
            raise Refused("too many values")
        tag = self.buffer[self.at]
        self.at += 1
        return _READERS[tag](self, depth)


def _read_fixed(layout: struct.Struct) -> Callable[[_Reader, int], Any]:
    unpack, size = layout.unpack_from, layout.size

    def read(source: _Reader, depth: int) -> Any:
        value = unpack(source.buffer, source.at)[0]
        source.at += size
        return value

    return read


def _read_long(source: _Reader, depth: int) -> int:
    value = int.from_bytes(source.take(source.length(MAX_INT_BITS // 8 + 1)), "little", signed=True)
    if -(1 << 63) <= value < 1 << 63:
        raise Refused("a short int in the long form")
    return value


def _read_items(source: _Reader, depth: int) -> list[Any]:
    if depth >= MAX_DEPTH:
        raise Refused("values nested too deeply")
    return [source.value(depth + 1) for _ in range(source.length(source.nodes))]


def _read_dict(source: _Reader, depth: int) -> dict[Any, Any]:
    if depth >= MAX_DEPTH:
        raise Refused("values nested too deeply")
    found: dict[Any, Any] = {}
    for _ in range(source.length(source.nodes)):
        key = source.value(depth + 1)
        if type(key) not in (str, int) or key in found:
            raise Refused("a key that is repeated or neither str nor int")
        found[key] = source.value(depth + 1)
    return found


def _read_array(source: _Reader, depth: int) -> Any:
    code, dims = source.take(2)
    if code >= len(DTYPES):
        raise Refused("an unknown dtype")
    dtype = LITTLE[code]
    shape = struct.unpack(f"<{dims}Q", source.take(8 * dims))
    if not plausible(shape, dtype.itemsize):
        raise Refused("a shape beyond all bounds")
    size = dtype.itemsize
    for extent in shape:
        size *= extent
    raw = source.take(size)
    if not size:
        array = np.empty(shape, dtype)
    else:
        if code == 0 and bytes(raw).strip(b"\0\1"):
            raise Refused("a truth value that is neither 0 nor 1")
        array = _frombuffer(raw, dtype).reshape(shape).copy()
    array.flags.writeable = source.writable
    return array


def _read_scalar(source: _Reader, depth: int) -> Any:
    (code,) = source.take(1)
    if code >= len(DTYPES):
        raise Refused("an unknown dtype")
    raw = source.take(LITTLE[code].itemsize)
    if code == 0 and raw[0] > 1:
        raise Refused("a truth value that is neither 0 nor 1")
    return _frombuffer(raw, LITTLE[code])[0]


def _read_bytes(source: _Reader, depth: int) -> Buffer:
    if not source.ours:
        raise Refused("bytes where none may be")
    return source.take(source.length(len(source.buffer)))


def _read_reference(source: _Reader, depth: int) -> Reference:
    if not source.ours:
        raise Refused("a reference where none may be")
    root, path = source.value(depth + 1)
    return Reference(root, path)


_READERS: dict[int, Callable[[_Reader, int], Any]] = {
    ord("N"): lambda source, depth: None,
    ord("T"): lambda source, depth: True,
    ord("F"): lambda source, depth: False,
    ord("i"): _read_fixed(I64),
    ord("I"): _read_long,
    ord("f"): _read_fixed(F64),
    ord("c"): lambda source, depth: complex(*C128.unpack(source.take(16))),
    ord("s"): lambda source, depth: source.text(),
    ord("l"): _read_items,
    ord("t"): lambda source, depth: tuple(_read_items(source, depth)),
    ord("d"): _read_dict,
    ord("a"): _read_array,
    ord("g"): _read_scalar,
    ord("X"): lambda source, depth: source.foreign(source.text()),
    ord("b"): _read_bytes,
    ord("R"): _read_reference,
}


def decode_value(buffer: Buffer, *, foreign: Callable[[str], Any] = Alien, writable: bool = False) -> Any:
    """Read one value that student code may have forged; raises Refused and nothing else.

    >>> decode_value(b"i" + bytes(8))
    0
    """
    if len(buffer) > 2 * MAX_BYTES:
        raise Refused("the message is too long")
    return _whole(_Reader(buffer, foreign, writable=writable, ours=False, nodes=MAX_NODES))


def decode_ours(buffer: Buffer, *, nodes: int = 1 << 20) -> Any:
    """Read what `encode_ours` wrote, arrays writable, byte strings as views; raises Refused for anything else."""
    return _whole(_Reader(buffer, Alien, writable=True, ours=True, nodes=nodes))


def _whole(source: _Reader) -> Any:
    try:
        value = source.value(0)
    except (struct.error, ValueError, LookupError, OverflowError, MemoryError, RecursionError, TypeError) as error:
        raise error if isinstance(error, Refused) else Refused(f"no message: {type(error).__name__}") from None
    if source.at != len(source.buffer):
        raise Refused("bytes after the end of the message")
    return value
