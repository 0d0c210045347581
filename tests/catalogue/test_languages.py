"""Saying a phrase in another language."""

from __future__ import annotations

import pytest

from grader.catalogue import ENGLISH, LANGUAGES, Language, Phrase, capital, language, say
from grader.errors import UsageError

GERMAN = language("de")


def test_english_says_what_the_code_says() -> None:
    assert ENGLISH("{earned} of {possible}", earned="3", possible="4") == "3 of 4"
    assert language() is ENGLISH


def test_values_are_said_in_the_language_too() -> None:
    phrase = capital(
        say("{what} is {given}, and {asked} is asked for.", what=say("the result"), given=say("a list"), asked=say("an array"))
    )
    assert GERMAN.of(phrase) == "Das Ergebnis ist eine Liste; verlangt ist ein Array."


def test_a_student_s_own_words_stay() -> None:
    words = "Row {number} is not right."
    assert GERMAN.of(words) == words
    assert GERMAN.of(say("Your code raised {exception}{text}", exception="E", text=": {0.__class__}")).endswith(
        "E ausgelöst: {0.__class__}"
    )


def test_what_the_catalogue_lacks_is_said_in_english() -> None:
    poor = Language("xx", {"rows": "riviä"})
    assert poor.of(Phrase("{words} are swapped", (("words", say("rows")),))) == "riviä are swapped"


def test_one_and_many() -> None:
    assert GERMAN.count(1, "{count:,} part, nothing to do", "{count:,} parts, nothing to do") == "1 Teil, nichts zu tun"
    assert GERMAN.count(2000, "{count:,} part, nothing to do", "{count:,} parts, nothing to do") == "2,000 Teile, nichts zu tun"


def test_a_language_is_loaded_once() -> None:
    assert language("de") is GERMAN


def test_an_unknown_language_is_told_with_the_nearest() -> None:
    with pytest.raises(UsageError, match=r"there is no language 'dee'; did you mean 'de'\?; there are en, de"):
        language("dee")


def test_there_is_a_file_for_each_language_but_english() -> None:
    assert all(language(code).entries for code in LANGUAGES[1:])
