"""A phrase is its English text and knows how it was made."""

from __future__ import annotations

import copy
import json
import pickle
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.catalogue import Phrase, all_of, capital, listed, one_of, say
from grader.model import Message


def test_it_is_its_english_text() -> None:
    phrase = say("{count} of {total} entries are not right.", count=2, total=6)
    assert phrase == "2 of 6 entries are not right."
    assert hash(phrase) == hash("2 of 6 entries are not right.")
    assert json.dumps(phrase) == '"2 of 6 entries are not right."'


def test_it_remembers_template_and_values() -> None:
    phrase = say("{first} or {second}", first="a", second=say("b"))
    assert (phrase.template, dict(phrase.values)) == ("{first} or {second}", {"first": "a", "second": "b"})


@given(st.text())
def test_a_value_is_never_taken_for_a_template(value: str) -> None:
    assert say("<{value}>", value=value) == f"<{value}>"


@pytest.mark.parametrize("again", [copy.copy, copy.deepcopy, lambda phrase: pickle.loads(pickle.dumps(phrase))])
def test_a_copy_remembers_as_well(again) -> None:
    phrase = capital(say("{what} is empty.", what=say("the result")))
    assert isinstance(phrase, Phrase)
    same = again(phrase)
    assert (same, same.template, same.values, same.begins_sentence) == (phrase, phrase.template, phrase.values, True)


def test_a_message_keeps_it() -> None:
    message = replace(Message(say("Row {number} is not right.", number=2)), help="…")
    assert isinstance(message.reason, Phrase)


def test_a_missing_value_is_an_error_at_once() -> None:
    with pytest.raises(KeyError):
        say("{count} of {total}", count=1)


def test_words_in_a_row() -> None:
    assert (all_of(["a"]), all_of(["a", "b"]), one_of(["a", "b", "c"]), listed(["a", "b"])) == ("a", "a and b", "a or b or c", "a, b")


def test_a_capital_of_plain_words() -> None:
    assert capital("the result") == "The result"
