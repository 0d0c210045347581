"""English words that remember how they were put together."""

from __future__ import annotations

from collections.abc import Iterable
from functools import reduce
from typing import Any


class Phrase(str):
    """A text in English that can be said in another language later, because it keeps its template and what was put into it.

    It *is* its English text: equal to it, of the same hash, written to any file as it. Only what was made from it by `+`, `str()`
    or an f-string has forgotten the template (docs/design/090-phrases-are-strings.md).
    """

    __slots__ = ("_capital", "_template", "_values")
    _template: str
    _values: tuple[tuple[str, Any], ...]
    _capital: bool

    def __new__(cls, template: str, values: tuple[tuple[str, Any], ...] = (), *, capital: bool = False) -> Phrase:
        """Fill the template by the rules of `str.format`; values are never taken for templates."""
        text = template.format(**dict(values))
        phrase = super().__new__(cls, _raised(text) if capital else text)
        phrase._template, phrase._values, phrase._capital = template, values, capital
        return phrase

    @property
    def template(self) -> str:
        """The English template: the key of its translations."""
        return self._template

    @property
    def values(self) -> tuple[tuple[str, Any], ...]:
        """What was put into the template, by name; texts among it may be phrases themselves."""
        return self._values

    @property
    def begins_sentence(self) -> bool:
        """Whether its first letter is a capital whatever the template begins with."""
        return self._capital

    def __reduce__(self) -> tuple[Any, ...]:
        return _again, (self._template, self._values, self._capital)


def say(template: str, /, **values: object) -> Phrase:
    """Put values into an English template, which is to stand in the code as a literal: a test compares all of them with the catalogue.

    >>> say("{count} of {total} entries are not right.", count=2, total=6)
    '2 of 6 entries are not right.'
    """
    return Phrase(template, tuple(values.items()))


def capital(text: str) -> str:
    """The same words with a capital first letter, in whichever language they are said.

    >>> capital(say("{what} is empty.", what="the result"))
    'The result is empty.'
    """
    return Phrase(text.template, text.values, capital=True) if isinstance(text, Phrase) else _raised(text)


def all_of(parts: Iterable[str]) -> str:
    """Several words in one, joined by "and".

    >>> all_of(["a", "b", "c"])
    'a and b and c'
    """
    return reduce(lambda first, second: say("{first} and {second}", first=first, second=second), parts)


def one_of(parts: Iterable[str]) -> str:
    """Several words in one, joined by "or".

    >>> one_of(["TypeError", "ValueError"])
    'TypeError or ValueError'
    """
    return reduce(lambda first, second: say("{first} or {second}", first=first, second=second), parts)


def listed(parts: Iterable[str]) -> str:
    """Several words in one, with commas between them.

    >>> listed(["b1", "b2"])
    'b1, b2'
    """
    return reduce(lambda first, second: say("{first}, {second}", first=first, second=second), parts)


def _raised(text: str) -> str:
    return text[:1].upper() + text[1:]


def _again(template: str, values: tuple[tuple[str, Any], ...], capital: bool) -> Phrase:
    return Phrase(template, values, capital=capital)
