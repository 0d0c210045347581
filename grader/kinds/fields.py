"""Check the values that authors write into a part's fields."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

from grader.errors import did_you_mean
from grader.model import Tolerance

_DTYPES = ("number", "kind", "same")


def tolerance_from(value: Any, default: Tolerance) -> Tolerance:
    """Make a tolerance from `{relative, absolute, dtype}`; what is not given is taken from `default`.

    Raises ValueError with a sentence that names the field.
    """
    if isinstance(value, Tolerance):
        return value
    if value is None:
        return default
    if not isinstance(value, Mapping):
        raise ValueError(f"tolerance must be a mapping such as {{relative: 1e-7, absolute: 0}}, but got {value!r}")
    known = ("relative", "absolute", "dtype")
    for name in value:
        if name not in known:
            raise ValueError(f"tolerance has no field {name!r}{did_you_mean(str(name), known)}; it has relative, absolute and dtype")
    dtype = value.get("dtype", default.dtype)
    if dtype not in _DTYPES:
        raise ValueError(f"tolerance.dtype must be one of {', '.join(_DTYPES)}, but got {dtype!r}")
    relative = positive("tolerance.relative", value.get("relative", default.relative), zero=True)
    return Tolerance(relative, positive("tolerance.absolute", value.get("absolute", default.absolute), zero=True), dtype)


def positive(field: str, value: Any, *, zero: bool = False) -> float:
    """Check a finite number above zero (or from zero on); raises ValueError that names `field`."""
    good = isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value) and (value > 0 or (zero and value == 0))
    if not good:
        raise ValueError(f"{field} must be a number {'from 0 on' if zero else 'above 0'}, but got {value!r}")
    return float(value)


def words(field: str, value: Any) -> tuple[str, ...]:
    """Check a list of texts; raises ValueError that names `field`."""
    if isinstance(value, str) or not isinstance(value, list | tuple) or not all(isinstance(word, str) for word in value):
        raise ValueError(f"{field} must be a list of texts, but got {value!r}")
    return tuple(value)


def text(field: str, value: Any) -> str:
    """Check a text that is not empty; raises ValueError that names `field`."""
    if not isinstance(value, str) or not value.strip():
        raise ValueError(f"{field} must be a text, but got {value!r}")
    return value
