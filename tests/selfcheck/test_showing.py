"""Calls and values as a student would type them."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from grader.model import Attribute, Call, Chunk, Foreign, Module, Plan, Ref
from grader.selfcheck.showing import beside_sums, call_lines, short, value_lines


@pytest.mark.parametrize(
    ("value", "lines"),
    [
        (np.array([[1.0, 2.0], [0.5, -1.0]]), ["[[1.0000, 2.0000],", " [0.5000, -1.0000]]"]),
        (np.array([1, 2, 3]), ["[1, 2, 3]"]),
        (np.array(3.0), ["3"]),
        (np.array([True, False]), ["[True, False]"]),
        (np.array([np.nan, np.inf, 1.0]), ["[nan, inf, 1]"]),
        (np.array([1e-9, 1.0]), ["[1e-09, 1]"]),
        (np.zeros((0, 3)), ["array of shape (0, 3), float64"]),
        (np.zeros((2, 2, 2)), ["array of shape (2, 2, 2), float64, begins 0, 0, 0, 0"]),
        (np.arange(20), ["[0, 1, 2, 3, 4, 5, 6, 7, …] (20 entries)"]),
        (None, ["None"]),
        (0.25, ["0.2500"]),
        ("a" * 500, ["'" + "a" * 199 + "…'"]),
        ({"W": np.ones((1, 2)), "b": 2}, ["'W': [[1, 1]]", "'b': 2"]),
        ((np.ones(2), 3), ["[0] [1, 1]", "[1] 3"]),
        (Foreign("Tensor"), ["(a value of type Tensor)"]),
        ((1,), ["(1,)"]),
    ],
)
def test_values(value, lines):
    assert value_lines(value) == lines


def test_large_tables_are_cut():
    lines = value_lines(np.zeros((9, 9)))
    assert len(lines) == 7
    assert lines[-1] == " …] (shape (9, 9))"


@given(arrays.arrays(np.float64, arrays.array_shapes(max_dims=3, max_side=10, min_side=0)) | st.lists(st.integers() | st.text()))
def test_nothing_is_too_long_or_raises(value):
    assert all(len(line) < 5000 for line in value_lines(value))
    assert short(value)


def test_sums_stand_beside_a_table():
    table = np.array([[0.5, 1.0], [0.5, 0.25]])
    assert beside_sums(table, value_lines(table)) == [
        "[[0.5000, 1.0000],      row sums  1.5000  0.7500",
        " [0.5000, 0.2500]]      col sums  1  1.2500",
    ]


def test_arguments_have_the_names_of_the_students_signature():
    module = Module("q", (Chunk("q.py", "def f(scores, axis=-1): pass\n\nclass T:\n    def __init__(self, table): pass\n"),))
    plan = Plan("q", (Call(Ref("f"), (np.ones((1, 2)),), (("axis", 0),)),), (Ref(0),))
    assert call_lines(plan, [module]) == ["scores = [[1, 1]]", "called as f(scores, axis=0)"]
    method = Call(Ref(0, (Attribute("lookup"),)), ([1, 2],))
    plan = Plan("q", (Call(Ref("T"), (np.ones(2),)), method), (Ref(1),))
    assert call_lines(plan, [module]) == ["table = [1, 1]", "called as T(table)", "then T(...).lookup([1, 2])"]
