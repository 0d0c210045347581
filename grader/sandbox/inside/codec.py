"""What values look like on the border: tags, types and bounds.

A value is one tag byte and a body of stated length; there is one way to write a value, so equal bytes mean equal values.

    N T F           None, True, False
    i I f c         int64, longer int (up to 4096 bits), float64, complex128
    s               str in UTF-8
    l t d           list, tuple, dict (keys: int or str)
    a g             numpy array, numpy scalar; little-endian, C order, dtype from `DTYPES`
    X               stands for a value that is not carried, by its type's name
    b R             bytes and references; only in what the grader itself writes

`encoding` writes and `decoding` reads. Nothing is evaluated, unpickled or asked how it wants to be written.
"""

from __future__ import annotations

import struct
from typing import NamedTuple

import numpy as np

DTYPES = ("b1", "i1", "i2", "i4", "i8", "u1", "u2", "u4", "u8", "f2", "f4", "f8", "c8", "c16")
LITTLE = tuple(np.dtype(f"<{name}") for name in DTYPES)
MAX_DEPTH = 16
MAX_NODES = 20_000
MAX_TEXT = 65_536
MAX_BYTES = 8 << 20
"""Longest message for one value."""
MAX_INT_BITS = 4096
MAX_DIMS = 32
MAX_EXTENT = 1 << 40
"""Largest product of an array's nonzero dimensions with its item size: an empty array may state any others."""

REQUEST = struct.Struct("<IdQ")
"""What the grader asks of a zygote, five descriptors with it: CPU seconds, wall seconds."""
REPLY = struct.Struct("<iddqB")
"""How a cell ended: wait status, CPU seconds, wall seconds, peak memory in KiB, who ended it (0 itself, 1 a request, 2 the clock)."""

U32, I64, F64, C128 = struct.Struct("<I"), struct.Struct("<q"), struct.Struct("<d"), struct.Struct("<dd")


class Refused(ValueError):
    """Bytes that are no message, or a value that the grader itself may not send."""


class Alien(NamedTuple):
    """Stands for a value that was not carried; the grader's side puts its own type in this place."""

    type_name: str


class Reference(NamedTuple):
    """A value that exists only beside the student's code: a module (`root` a str) or the result of a call (`root` an int)."""

    root: int | str
    path: tuple[tuple[str, int | str], ...] = ()
    """Steps `("item", key)` and `("attribute", name)`."""


def plausible(shape: tuple[int, ...], itemsize: int) -> bool:
    """Whether numpy can build an array of this shape, also when it is empty.

    >>> plausible((0, 5), 8), plausible((0, 1 << 60), 8)
    (True, False)
    """
    extent = itemsize
    for size in shape:
        extent *= size or 1
    return extent <= MAX_EXTENT and len(shape) <= MAX_DIMS
