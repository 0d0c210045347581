"""Values survive the gradebook, whatever is in them."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.catalogue import language, say
from grader.gradebook.coding import code_part, decoded, encoded, squeezed, stretched
from grader.model import Address, Answer, Chunk, Message, Module, PartResult, Proposal, Settled, Span, Submission, Verdict

TEXT = st.text(st.characters(), max_size=30) | st.just("\ud800 \x00 \u202e")
FRACTIONS = st.fractions(0, 100)
MESSAGES = st.builds(Message, TEXT, TEXT, TEXT, TEXT)
PARTS = st.builds(
    PartResult,
    st.just(Address("hw", "q1", "a")),
    TEXT,
    TEXT,
    st.sampled_from(Verdict),
    FRACTIONS,
    FRACTIONS,
    messages=st.lists(MESSAGES, max_size=3).map(tuple),
    proposed=st.none() | st.builds(Proposal, TEXT, st.tuples(st.builds(Span, st.integers(0, 9), st.integers(0, 9), TEXT)), FRACTIONS),
    settled=st.none() | st.builds(Settled, FRACTIONS, TEXT),
)
SUBMISSIONS = st.builds(
    Submission,
    TEXT,
    st.dictionaries(TEXT, st.builds(Module, TEXT, st.tuples(st.builds(Chunk, TEXT, TEXT))), max_size=2),
    st.dictionaries(TEXT, st.builds(Answer, TEXT, TEXT, st.integers(1, 9), st.booleans()), max_size=2),
    st.lists(MESSAGES, max_size=2).map(tuple),
)


@given(PARTS | SUBMISSIONS)
def test_what_is_read_is_what_was_written(value):
    assert decoded(stretched(squeezed(encoded(value)))) == value


@given(PARTS, PARTS)
def test_equal_parts_have_one_digest_and_other_parts_another(one, other):
    assert (code_part(one).digest == code_part(other).digest) == (one == other)


def test_a_phrase_can_still_be_said_in_another_language():
    phrase = say("{count} of {total} entries are not right.", count=2, total=6)
    back = decoded(encoded(Message(phrase))).reason
    assert language("de").of(back) == "2 von 6 Einträgen stimmen nicht."


def test_a_phrase_with_values_of_odd_kinds_keeps_its_words():
    assert decoded(encoded(say("{shape} is wrong", shape=[2, 3]))) == "[2, 3] is wrong"


def test_what_a_gradebook_does_not_keep_is_told():
    with pytest.raises(TypeError, match="object is no value that a gradebook keeps"):
        encoded((Fraction(1), object()))


def test_a_field_that_a_later_version_dropped_does_not_stop_an_old_gradebook():
    assert decoded(b'{"_":"Message","reason":"so","colour":"red"}') == Message("so")
