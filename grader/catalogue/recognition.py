"""Read plain English back as the phrase that it was."""

from __future__ import annotations

import re
import string
from functools import lru_cache

from grader.catalogue.phrases import Phrase

_LONGEST = 400
"""Longer texts are left as they are."""
_WORDS = frozenset({"detail", "cause"})
"""Placeholders that stand for more than one word; they are read back in turn."""


def recognise(text: str, *templates: str) -> str:
    """The text as a phrase of the first template that it fits; the text itself when it fits none.

    Recordings keep plain text, so what was said in the sandbox has lost its template (docs/design/090-phrases-are-strings.md). The
    English of the phrase is the text, whatever it was taken for.

    >>> recognise("there is no function softmax in q4.py", "there is no function {name} in {file}").values
    (('name', 'softmax'), ('file', 'q4.py'))
    """
    if isinstance(text, Phrase) or len(text) > _LONGEST:
        return text
    for template in templates:
        found = _pattern(template).fullmatch(text)
        if found:
            values = ((name, recognise(value, *templates) if name in _WORDS else value) for name, value in found.groupdict().items())
            return Phrase(template, tuple(values))
    return text


@lru_cache(maxsize=256)
def _pattern(template: str) -> re.Pattern[str]:
    parts = []
    for literal, name, _, _ in string.Formatter().parse(template):
        parts.append(re.escape(literal))
        if name is not None:
            parts.append(f"(?P<{name}>.+)" if name in _WORDS else rf"(?P<{name}>\S+)")
    return re.compile("".join(parts), re.DOTALL)
