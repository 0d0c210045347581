"""Words that stand for each other."""

from __future__ import annotations

import pytest

from grader.text.polarity import is_negator
from grader.text.stems import stem
from grader.text.synonyms import _GROUPS, alternatives

ROWS = [row.split() for row in _GROUPS.strip().splitlines()]


def test_any_form_of_a_word_has_its_synonyms():
    assert alternatives("storing") == alternatives("stored") == ("hold", "contain", "keep", "save")


def test_a_subjects_own_words_have_none():
    assert alternatives("softmax") == ()


@pytest.mark.parametrize(("one", "other"), [("increase", "decrease"), ("maximum", "minimum"), ("first", "last"), ("insert", "delete")])
def test_opposites_are_no_synonyms(one, other):
    assert other not in alternatives(one)
    assert one not in alternatives(other)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row[0])
def test_rows_are_plain_words(row):
    assert len(row) >= 2
    assert all(word.isalpha() and word.islower() and not is_negator(word) for word in row)


def test_no_word_is_its_own_synonym():
    assert not [word for row in ROWS for word in row if stem(word) in map(stem, alternatives(word))]
