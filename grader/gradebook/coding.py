"""Values of the model as JSON and back, nothing lost."""

from __future__ import annotations

import dataclasses
import hashlib
import json
import zlib
from collections.abc import Mapping
from fractions import Fraction
from functools import lru_cache
from typing import Any

from grader import model
from grader.catalogue import Phrase
from grader.model import Address, Outcome, PartResult, Verdict

DIGEST = 16
"""Bytes of a part's digest."""
_TAG = "_"
_AT_HAND = 4096
"""Values whose code is remembered."""


def encoded(value: Any) -> bytes:
    """A value of the model as JSON: the same value gives the same bytes. Fields with their default value are left out."""
    return json.dumps(_plain(value), ensure_ascii=True, separators=(",", ":"), sort_keys=True).encode()


def decoded(payload: bytes) -> Any:
    """What `encoded` was given.

    >>> decoded(encoded((Fraction(7, 2), Verdict.PASSED, Address("hw", "q1"))))
    (Fraction(7, 2), <Verdict.PASSED: 'passed'>, Address(assignment='hw', question='q1', part='', case=''))
    """
    return _value(json.loads(payload))


def digest(payload: bytes) -> bytes:
    """Short enough to be kept a million times, long enough never to be met twice by chance."""
    return hashlib.blake2b(payload, digest_size=DIGEST).digest()


def squeezed(payload: bytes) -> bytes:
    """Compressed for the database."""
    return zlib.compress(payload, 3)


def stretched(payload: bytes) -> bytes:
    """What was given to `squeezed`."""
    return zlib.decompress(payload)


@dataclasses.dataclass(frozen=True, slots=True)
class CodedPart:
    """A judged part in two pieces: what a class needs of it, and its cases."""

    digest: bytes
    head: bytes
    cases: bytes
    value: PartResult
    """What was coded, without its cases."""


class PartCoder:
    """Encodes judged parts; a class shares most of them, so what was encoded a moment ago is at hand."""

    def __init__(self) -> None:
        self._made: dict[int, tuple[PartResult, CodedPart]] = {}

    def __call__(self, part: PartResult) -> CodedPart:
        """Encode a judged part."""
        known = self._made.get(id(part))  # the part is held beside what was made of it, so no other one can have its id
        if known is not None:
            return known[1]
        value = dataclasses.replace(part, outcomes=())
        head, cases = encoded(value), f"[{','.join(map(_outcome, part.outcomes))}]".encode()
        coded = CodedPart(digest(head + b"\0" + cases), head, cases, value)
        if len(self._made) >= _AT_HAND:
            self._made.clear()
        self._made[id(part)] = part, coded
        return coded


code_part = PartCoder()
"""Encodes a judged part; may be called from several threads."""


@lru_cache(maxsize=_AT_HAND)
def _outcome(outcome: Outcome) -> str:
    return encoded(outcome).decode()


def _plain(value: Any) -> Any:
    if isinstance(value, Phrase):
        return _phrase(value)
    if value is None or type(value) in (str, int, float, bool):
        return value
    if isinstance(value, Verdict):
        return {_TAG: "v", "of": value.value}
    if isinstance(value, Fraction):
        return {_TAG: "/", "of": str(value)}
    if isinstance(value, Address):
        return {_TAG: "@", "of": str(value)}
    if isinstance(value, tuple | list):
        return [_plain(item) for item in value]
    if isinstance(value, Mapping):
        return {_TAG: "{", "of": {str(key): _plain(item) for key, item in value.items()}}
    return _record(value)


def _record(value: Any) -> Any:
    if isinstance(value, str | int | float):  # a subclass of a plain type: what it says, not what it is
        return str(value) if isinstance(value, str) else value + 0
    if not dataclasses.is_dataclass(value):
        raise TypeError(f"{type(value).__name__} is no value that a gradebook keeps")
    found = {_TAG: type(value).__name__}
    kind: type = type(value)
    for name, default in _fields(kind):
        held = getattr(value, name)
        if held != default:
            found[name] = _plain(held)
    return found


def _phrase(phrase: Phrase) -> Any:
    """With its template, so that it can still be said in another language; without it where a value is of an odd kind."""
    if not all(isinstance(value, str | int | float) for _, value in phrase.values):
        return str.__str__(phrase)
    values = [[name, _plain(value)] for name, value in phrase.values]
    found = {_TAG: "say", "of": phrase.template, "with": values, "capital": phrase.begins_sentence}
    return found


_UNSET = object()


@lru_cache(maxsize=64)
def _fields(kind: type) -> tuple[tuple[str, Any], ...]:
    """Names of the fields that make a value, each with its default."""
    found = []
    for field in dataclasses.fields(kind):
        if not field.init:
            continue
        default = field.default
        if default is dataclasses.MISSING:
            default = field.default_factory() if field.default_factory is not dataclasses.MISSING else _UNSET
        found.append((field.name, default))
    return tuple(found)


def _value(plain: Any) -> Any:
    if isinstance(plain, list):
        return tuple(_value(item) for item in plain)
    if not isinstance(plain, dict):
        return plain
    kind = plain[_TAG]
    read = _READ.get(kind)
    if read is not None:
        return read(plain)
    cls = getattr(model, kind)
    known = _names(cls)
    return cls(**{name: _value(item) for name, item in plain.items() if name in known})


@lru_cache(maxsize=64)
def _names(kind: type) -> frozenset[str]:
    return frozenset(name for name, _ in _fields(kind))


@lru_cache(maxsize=8192)
def _address(text: str) -> Address:
    return Address.parse(text)


@lru_cache(maxsize=8192)
def _fraction(text: str) -> Fraction:
    return Fraction(text)


def _said(plain: Any) -> Phrase:
    return Phrase(plain["of"], tuple((name, _value(item)) for name, item in plain["with"]), capital=plain["capital"])


_READ = {
    "v": lambda plain: Verdict(plain["of"]),
    "/": lambda plain: _fraction(plain["of"]),
    "@": lambda plain: _address(plain["of"]),
    "{": lambda plain: {key: _value(item) for key, item in plain["of"].items()},
    "say": _said,
}
