"""Which definitions nobody touched."""

from __future__ import annotations

import ast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.collect.stubs import all_untouched, defined_names, is_untouched, parsed


@pytest.mark.parametrize("body", ["raise NotImplementedError", "'''Doc.'''\n    raise NotImplementedError('x')", "pass", "..."])
def test_stubs_are_untouched(body: str) -> None:
    assert is_untouched(ast.parse(f"def f(x):\n    {body}").body[0])


@pytest.mark.parametrize(
    "body", ["return 1", "raise ValueError", "x = 1\n    raise NotImplementedError", "if x: raise NotImplementedError"]
)
def test_work_is_not_untouched(body: str) -> None:
    assert not is_untouched(ast.parse(f"def f(x):\n    {body}").body[0])


def test_a_class_of_stubs_is_untouched() -> None:
    source = (
        "class T:\n    '''Doc.'''\n    def __init__(self, t):\n        self.t = t\n    def look(self):\n        raise NotImplementedError\n"
    )
    assert is_untouched(ast.parse(source).body[0])
    assert not is_untouched(ast.parse(source + "    def more(self):\n        return 1\n").body[0])


def test_names_are_found_in_a_file_that_does_not_compile() -> None:
    assert defined_names("def f(:\n  x = 1\nclass K:\ng = lambda: 1\nh: int = 2\nif g == 1: pass") == ["f", "K", "g", "h"]


def test_one_written_function_makes_a_file_touched() -> None:
    stub = "def f():\n    raise NotImplementedError\n"
    assert all_untouched(stub, ("f", "g"))
    assert not all_untouched(stub + "def g():\n    return 1\n", ("f", "g"))
    assert not all_untouched(stub + "g = max\n", ("f", "g"))
    assert not all_untouched(stub + "def (", ("f",))


@pytest.mark.parametrize("source", ["x = '\\d'", "(" * 5000, "-" * 50_000 + "1", "\0", "x" * 400_000, "lambda: " * 5000])
def test_no_source_is_an_exception_or_a_warning(source: str) -> None:
    parsed(source)


@given(st.text(max_size=60))
def test_any_text_may_be_parsed(source: str) -> None:
    parsed(source)
    defined_names(source)
