"""Matrices drawn with brackets over several lines become one formula; everything else stays as it is."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.algebra.drawn import join_drawn


@pytest.mark.parametrize(
    ("drawn", "one"),
    [
        ("[ 1   0 ]\n[ 0   1 ]", "[[1, 0], [0, 1]]"),
        ("[1 0]\n[0 1]", "[[1, 0], [0, 1]]"),
        ("A = [ a + b   c ]\n    [ d   e - f ]  = B", "A = [[a + b, c], [d, e - f]] = B"),
        ("A =\n⎡ a   b ⎤\n⎣ c   d ⎦", "A = [[a, b], [c, d]]"),
        ("[ a   b ] [ x ]\n[ c   d ] [ y ]", "[[a, b], [c, d]] [[x], [y]]"),
        ("[ a   b ] · [ x   y ]\n[ c   d ]   [ z   w ]", "[[a, b], [c, d]] [[x, y], [z, w]]"),
    ],
)
def test_drawn_matrices(drawn, one):
    assert join_drawn(drawn) == one


@pytest.mark.parametrize(
    "text",
    [
        "[ a   b ]",
        "[ a   b ]\n[ c ]",
        "[[a, b], [c, d]]\n[[a, b], [c, d]]",
        "y = [a + b] c\ny = [d + e] c",
        "A = [ a   b ]\nB = [ c   d ]",
        "$[ a   b ]$\n$[ c   d ]$",
    ],
)
def test_what_is_no_drawing_stays(text):
    assert join_drawn(text) == text


@given(st.text(alphabet="[]ab =+,\n", max_size=80))
def test_nothing_written_is_lost(text):
    assert sorted(char for char in join_drawn(text) if char in "ab+=") == sorted(char for char in text if char in "ab+=")
