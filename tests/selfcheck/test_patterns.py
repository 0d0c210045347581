"""Lines that a pattern describes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.selfcheck.patterns import Spot, find_pattern

SOURCE = """\
import numpy as np


def other(x):
    return x.sum(axis=0)


def softmax(x, axis=-1):
    e = np.exp(x - x.max(axis=0, keepdims=True))
    return e / np.sum(e, axis=0)


class Table:
    def gradient(self, positions, upstream):
        self.total[positions] += upstream
        return np.concatenate([positions, upstream])
"""


@pytest.mark.parametrize(
    ("name", "patterns", "spot"),
    [
        ("softmax", ["np.sum(_, axis=0)"], Spot(10, 25, 31)),
        ("softmax", ["_.max(axis=0)"], Spot(9, 25, 31)),
        ("softmax", ["_.sum(axis=0)", "_.max(axis=0)"], Spot(10, 25, 31)),
        ("softmax", ["_.max(axis=1)"], None),
        ("softmax", ["x - _"], Spot(9, 15, 47)),
        ("other", ["_.sum()"], Spot(5, 11, 24)),
        ("Table.gradient", ["np.concatenate(_)"], Spot(16, 15, 52)),
        ("Table", ["np.concatenate(_)"], Spot(16, 15, 52)),
        ("absent", ["_"], None),
        ("softmax", [], None),
    ],
)
def test_the_place_of_a_pattern(name, patterns, spot):
    assert find_pattern(SOURCE, name, patterns) == spot


def test_columns_count_characters_not_bytes():
    assert find_pattern("def f(θ):\n    return θ.sum(axis=0)", "f", ["_.sum(axis=0)"]) == Spot(2, 17, 23)


@given(st.text(max_size=60))
def test_any_text_is_survived(text):
    find_pattern(text, "f", ["_.sum(axis=0)"])
