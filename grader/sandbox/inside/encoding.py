"""Write values for the border without asking them how.

No method of a type that a student could have defined is called: dispatch is on `type(value)` itself, and the numpy and builtin
functions in use are bound when this module is imported, which is before any student code runs.
"""

from __future__ import annotations

import struct
from collections import Counter, OrderedDict, defaultdict
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
    Reference,
    Refused,
    plausible,
)

Special = Callable[[Any], Reference | None]
"""Turns an object of the grader's own into a reference, or None."""

_CODES = {name: code for code, name in enumerate(DTYPES)}
# by id: a student's metaclass may hash and compare as it likes
_SCALARS = frozenset(id(kind) for kind in np.sctypeDict.values() if issubclass(kind, np.number | np.bool_))
_name_of: Callable[[type], str] = type.__dict__["__name__"].__get__
_scalar_dtype: Callable[[Any], np.dtype[Any]] = np.generic.__dict__["dtype"].__get__
_array_dtype: Callable[[Any], np.dtype[Any]] = np.ndarray.__dict__["dtype"].__get__
_shape: Callable[[Any], tuple[int, ...]] = np.ndarray.__dict__["shape"].__get__
_size: Callable[[Any], int] = np.ndarray.__dict__["size"].__get__
_tobytes, _astype, _view, _scalar_bytes = np.ndarray.tobytes, np.ndarray.astype, np.ndarray.view, np.generic.tobytes
_BYTE = np.dtype("u1")
_items = dict.items


class _TooMuch(Exception):
    """The value has more parts or bytes than a message may hold."""


class _Message:
    """One message being written; `special` is None for student values."""

    __slots__ = ("nodes", "parts", "room", "special")

    def __init__(self, special: Special | None, room: int, nodes: int) -> None:
        self.parts: list[bytes] = []
        self.room = room
        self.nodes = nodes
        self.special = special

    def put(self, chunk: bytes) -> None:
        self.room -= len(chunk)
        if self.room < 0:
            raise _TooMuch
        self.parts.append(chunk)

    def put_text(self, tag: bytes, text: str) -> None:
        body = text.encode("utf-8", "backslashreplace")
        self.put(tag + U32.pack(len(body)) + body)

    def put_alien(self, name: str) -> None:
        if self.special is not None:
            raise Refused(f"a value of type {name} cannot be sent to student code")
        self.put_text(b"X", name)

    def put_value(self, value: Any, depth: int) -> None:
        self.nodes -= 1
        if self.nodes < 0:
            raise _TooMuch
        kind = type(value)
        write = _WRITERS.get(id(kind))
        if write is not None:
            write(self, value, depth)
        elif id(kind) in _SCALARS:
            _write_scalar(self, value)
        elif self.special is not None:
            self.put_own(value, depth)
        else:
            self.put_alien(type_name(kind))

    def put_own(self, value: Any, depth: int) -> None:
        """Write what only the grader may write: bytes and references."""
        if type(value) is bytes:
            self.put(b"b" + U32.pack(len(value)))
            self.put(value)
            return
        assert self.special is not None
        reference = value if type(value) is Reference else self.special(value)
        if reference is None:
            self.put_alien(type_name(type(value)))
        else:
            self.put(b"R")
            self.put_value(tuple(reference), depth + 1)


def type_name(kind: type) -> str:
    """The name of a class, whatever its metaclass says.

    >>> type_name(int)
    'int'
    """
    return str.__str__(_name_of(kind))[:100]


def _write_none(out: _Message, value: None, depth: int) -> None:
    out.put(b"N")


def _write_bool(out: _Message, value: bool, depth: int) -> None:
    out.put(b"T" if value else b"F")


def _write_int(out: _Message, value: int, depth: int) -> None:
    if -(1 << 63) <= value < 1 << 63:
        out.put(b"i" + I64.pack(value))
    elif value.bit_length() > MAX_INT_BITS:
        out.put_alien(f"int of {value.bit_length()} bits")
    else:
        body = value.to_bytes(value.bit_length() // 8 + 1, "little", signed=True)
        out.put(b"I" + U32.pack(len(body)) + body)


def _write_float(out: _Message, value: float, depth: int) -> None:
    out.put(b"f" + F64.pack(value))


def _write_complex(out: _Message, value: complex, depth: int) -> None:
    out.put(b"c" + C128.pack(value.real, value.imag))


def _write_str(out: _Message, value: str, depth: int) -> None:
    if len(value) > MAX_TEXT:
        out.put_alien(f"str of {len(value)} characters")
    else:
        out.put_text(b"s", value)


def _write_sequence(out: _Message, value: list[Any] | tuple[Any, ...], depth: int) -> None:
    name = "list" if type(value) is list else "tuple"
    if depth >= MAX_DEPTH:
        out.put_alien(f"{name} nested deeper than {MAX_DEPTH} levels")
        return
    items = tuple(value)  # another thread of the student may still change the list
    out.put((b"l" if name == "list" else b"t") + U32.pack(len(items)))
    for item in items:
        out.put_value(item, depth + 1)


def _key_problem(key: Any) -> str:
    if type(key) is str:
        return "an overlong key" if len(key) > MAX_TEXT else ""
    if type(key) is int:
        return "an overlong key" if key.bit_length() > MAX_INT_BITS else ""
    return f"a key of type {type_name(type(key))}"


def _write_dict(out: _Message, value: dict[Any, Any], depth: int) -> None:
    if depth >= MAX_DEPTH:
        out.put_alien(f"dict nested deeper than {MAX_DEPTH} levels")
        return
    items = tuple(_items(value))
    for key, _ in items:
        if problem := _key_problem(key):
            out.put_alien(f"dict with {problem}")
            return
    out.put(b"d" + U32.pack(len(items)))
    for key, item in items:
        out.put_value(key, depth + 1)
        out.put_value(item, depth + 1)


def _write_array(out: _Message, value: np.ndarray[Any, Any], depth: int) -> None:
    dtype, shape = _array_dtype(value), _shape(value)
    code = _CODES.get(f"{dtype.kind}{dtype.itemsize}") if dtype.kind in "biufc" else None
    size = _size(value) * dtype.itemsize
    if code is None:
        out.put_alien(f"ndarray of {type_name(dtype.type).rstrip('_')}")
    elif size > out.room or not plausible(shape, dtype.itemsize):
        out.put_alien(f"ndarray of {size} bytes")
    else:
        out.put(struct.pack(f"<cBB{len(shape)}Q", b"a", code, len(shape), *shape))
        out.put(_raw(value, dtype, code))


def _raw(value: np.ndarray[Any, Any], dtype: np.dtype[Any], code: int) -> bytes:
    """The array's items in C order, little-endian, truth values as 0 and 1 whatever bytes a view put there."""
    if code == 0:
        return _tobytes(_astype(_view(value, _BYTE), LITTLE[0]))
    return _tobytes(value if dtype == LITTLE[code] else _astype(value, LITTLE[code]))


def _write_scalar(out: _Message, value: Any) -> None:
    dtype = _scalar_dtype(value)
    code = _CODES.get(f"{dtype.kind}{dtype.itemsize}")
    if code is None:
        out.put_alien(type_name(type(value)))
    else:
        raw = _scalar_bytes(value)
        out.put(struct.pack("<cB", b"g", code) + (raw if dtype == LITTLE[code] else raw[::-1]))


_BY_TYPE: dict[type, Callable[[_Message, Any, int], None]] = {
    type(None): _write_none,
    bool: _write_bool,
    int: _write_int,
    float: _write_float,
    complex: _write_complex,
    str: _write_str,
    list: _write_sequence,
    tuple: _write_sequence,
    dict: _write_dict,
    # What counting and grouping leave in a student's hands, read by dict's own method.
    Counter: _write_dict,
    OrderedDict: _write_dict,
    defaultdict: _write_dict,
    np.ndarray: _write_array,
}
_WRITERS = {id(kind): write for kind, write in _BY_TYPE.items()}


def encode(value: Any, *, room: int = MAX_BYTES) -> bytes:
    """Write a student's value; what cannot be carried is replaced, at its place, by its type's name.

    >>> encode((None, True, "a"))
    b't\\x03\\x00\\x00\\x00NTs\\x01\\x00\\x00\\x00a'
    >>> encode({1, 2})
    b'X\\x03\\x00\\x00\\x00set'
    """
    message = _Message(None, room, MAX_NODES)
    try:
        message.put_value(value, 0)
    except _TooMuch:
        message = _Message(None, MAX_BYTES, 1)
        message.put_alien(f"{type_name(type(value))} with more values than can be carried")
    return b"".join(message.parts)


def _nothing_special(value: Any) -> None:
    return None


def encode_ours(value: Any, *, special: Special = _nothing_special, room: int = MAX_BYTES, nodes: int = 1 << 20) -> bytes:
    """Write a value of the grader's own, bytes and references allowed; raises Refused when any of it cannot be carried."""
    message = _Message(special, room, nodes)
    try:
        message.put_value(value, 0)
    except _TooMuch:
        raise Refused(f"a value with more than {room} bytes or {nodes} parts cannot be sent to student code") from None
    return b"".join(message.parts)
