"""The languages that the package speaks, and how a phrase is said in one."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import Literal, get_args

from grader.catalogue.phrases import Phrase, capital, say
from grader.errors import UsageError, did_you_mean

Code = Literal["en", "de"]
"""How a language is named."""
LANGUAGES: tuple[str, ...] = get_args(Code)
"""The codes of all languages, first the one in which the code itself is written."""


@dataclass(frozen=True, slots=True, eq=False)
class Language:
    """A language: say a template in it, or something that was said in English before.

    >>> german = language("de")
    >>> german("Next step")
    'Nächster Schritt'
    >>> german.of(say("{count} of {total} entries are not right.", count=2, total=6))
    '2 von 6 Einträgen stimmen nicht.'
    """

    code: str
    """As in `<html lang>`."""
    entries: Mapping[str, str] = field(repr=False)
    """English templates and how this language says them; empty for English."""

    def __call__(self, template: str, /, **values: object) -> str:
        """Say a template, which is to be a literal that stands in the catalogue."""
        return self.of(say(template, **values))

    def count(self, number: int, one: str, many: str) -> str:
        """Say the template for one or the one for many, `number` put in as {count}."""
        return self(one if number == 1 else many, count=number)

    def template(self, template: str) -> str:
        """The template in this language, not filled yet; English where the catalogue lacks it."""
        return self.entries.get(template, template)

    def of(self, text: str) -> str:
        """The same words in this language; what is no phrase (a student's or an author's own words) stays as it is."""
        if not self.entries or not isinstance(text, Phrase):
            return text
        values = {name: self.of(value) if isinstance(value, str) else value for name, value in text.values}
        said = self.template(text.template).format(**values)
        return capital(said) if text.begins_sentence else said


ENGLISH = Language(LANGUAGES[0], {})
"""The language of the code itself: a template says what it says."""


@cache
def language(code: str = "en") -> Language:
    """The language of that code; UsageError for one that the package does not speak."""
    if code not in LANGUAGES:
        raise UsageError(f"there is no language {code!r}{did_you_mean(code, LANGUAGES)}; there are {', '.join(LANGUAGES)}")
    return ENGLISH if code == ENGLISH.code else Language(code, catalogue(code))


def catalogue(code: str) -> dict[str, str]:
    """All entries of a language's file, whichever heading they stand under."""
    tables = tomllib.loads((files("grader.catalogue") / f"{code}.toml").read_text(encoding="utf-8"))
    return {template: words for table in tables.values() for template, words in table.items()}
