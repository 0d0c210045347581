"""What renaming, comments and layout do not change."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.model import Chunk
from grader.similarity.tokens import MOST_TOKENS, tokens


def words(source):
    return [token.word for token in tokens([Chunk("a.py", source)])]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("total = a + b", "s=x+y # sum"),
        ("def f(a):\n    return a", 'def g(b):\n\n    """Says what it does."""\n    return b'),
        ("x = 1", "y = 0x2F"),
        ("s = 'a'", 's = """b\nc"""'),
        ("import numpy as np\nx = 1", "from numpy import exp, log\nx = 1"),
        ("x = (a +\n     b)", "x = (a + b)"),
    ],
)
def test_a_disguise_changes_nothing(one, other):
    assert words(one) == words(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [("a + b", "a - b"), ("np.exp(x)", "np.log(x)"), ("x.sum(axis)", "x.max(axis)"), ("for a in b: c", "while a: c"), ("a ** b", "a * b")],
)
def test_what_the_code_does_is_kept(one, other):
    assert words(one) != words(other)


def test_a_token_knows_its_line():
    found = tokens([Chunk("a.py", "x = 1\n\n\ny = '''\n'''\nz = 2")])
    assert [(token.word, token.line) for token in found if token.word == "="] == [("=", 1), ("=", 4), ("=", 6)]


def test_code_that_is_no_python_is_read_as_well():
    assert words("def f(:\n  '''never closed") == ["def", "name", "(", ":"]


def test_a_huge_file_is_read_up_to_a_bound():
    assert len(words("a\n" * (2 * MOST_TOKENS))) == MOST_TOKENS


@given(st.text(max_size=300))
def test_any_text_is_read_without_losing_its_place(text):
    lines = text.count("\n") + 1
    assert all(1 <= token.line <= lines for token in tokens([Chunk("a.py", text)]))
