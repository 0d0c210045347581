"""The notation of patterns."""

from __future__ import annotations

import pytest

from grader.text.clauses import sentences
from grader.text.patterns import Index, Lexicon, read_pattern

CASES = {
    "any order": ("softmax saturates", "saturated is the softmax", True),
    "or": ("softmax|sigmoid saturates", "the sigmoid saturates", True),
    "all of them": ("softmax saturates", "the softmax is fine", False),
    "later": ("softmax ... saturates", "saturated is the softmax", False),
    "together": ("one-hot", "it is one hot vector", True),
    "together over an article": ("like-set", "like a set", True),
    "not together": ("one-hot", "one is hot", False),
    "any ending": ("saturat*", "saturability", True),
    "stems": ("saturation", "it saturates", True),
    "no other word": ("softmax saturates !sigmoid", "softmax saturates as the sigmoid", False),
    "nothing between": ("relu ... saturates ^sigmoid", "relu helps as sigmoid saturates", False),
    "elsewhere is fine": ("relu ... saturates ^sigmoid", "sigmoid aside, relu saturates", True),
    "far": ("softmax saturates ~3", "the softmax will sooner or later have been saturated", False),
    "near": ("softmax saturates ~3", "the softmax has saturated", True),
    "another clause is far": ("sigmoid saturates ~4", "sigmoid works but it saturates", False),
    "group": ("GROW variance", "variance increases", True),
    "relation": ("wq != wk", "W_Q ≠ W_K", True),
    "decimal": ("0.25", "at most 1/4", True),
    "formula": ("w1-w2", "$W_1W_2x$", True),
}


@pytest.mark.parametrize("name", CASES)
def test_a_pattern_is_found_where_it_should(name):
    text, said, found = CASES[name]
    lexicon = Lexicon({})
    (clause,) = read_pattern(text, lexicon).clauses
    (sentence,) = sentences(said)
    assert bool(Index(sentence.words, sentence.places, lexicon).find(clause)) == found
