"""How written answers are read back; whether they are right is never said."""

from __future__ import annotations

import pytest

from grader.kinds import Algebra, Code, Number, Text
from grader.model import Answer

SYMBOLS = {name: "scalar" for name in ("y", "a", "b", "x")}
LINE = Algebra("answers.md", ("y = a x + b",), "x = (y - b)/a", SYMBOLS)


def told(kind, text):
    return kind.retell(Answer(text, "answers.md", 7))


@pytest.mark.parametrize("kind", [Text("answers.md"), Number("answers.md"), LINE])
@pytest.mark.parametrize("text", ["", "<!-- your answer -->", "  \n"])
def test_nothing_written_is_nothing_read(kind, text):
    assert told(kind, text) is None
    assert kind.retell(None) is None


def test_code_is_not_read():
    assert told(Code("q1.py:f"), "x = 1") is None


@pytest.mark.parametrize(
    ("text", "summary"),
    [
        ("64", "we read 64"),
        ("768/12 = 64", "we read 64"),
        ("1/4", "we read 0.25"),
        ("1,769,472", "we read 1769472"),
        ("1/3", "we read 1/3"),
    ],
)
def test_numbers(text, summary):
    assert str(told(Number("answers.md", ()), text).summary) == summary


def test_a_table_is_shown_row_by_row():
    found = told(Number("answers.md", (2, 2)), "[[0.5, 0.5], [1, 0]]")
    assert (str(found.summary), found.lines) == ("we read a table of 2 x 2", ("[0.5, 0.5]", "[1, 0]"))
    assert found.problems == ()


@pytest.mark.parametrize(
    ("text", "words"), [("as wide as it must be", "number"), ("64 or 32", "Several numbers could be your answer."), ("3 * (768", "line 7")]
)
def test_what_is_no_single_number_is_a_problem(text, words):
    assert words in told(Number("answers.md", ()), text).problems[0].reason


def test_another_shape_is_a_problem():
    assert "2 x 2 is asked for" in told(Number("answers.md", (2, 2)), "[[1, 2, 3], [4, 5, 6]]").problems[0].reason


def test_prose_is_counted():
    assert str(told(Text("answers.md"), "Large scores saturate.").summary) == "3 words"
    assert "read by a person" in told(Text("answers.md"), "word " * 1001).problems[0].reason


def test_lines_of_a_derivation():
    found = told(LINE, "y - b = a x\nso $x = \\frac{y - b}{a}$")
    assert found.lines == ("line 1: y - b = a*x", "line 2: x = (y - b)/a")
    assert found.problems == ()


def test_an_unreadable_line_is_named_and_the_others_are_read():
    found = told(LINE, "y - b = a x\nx = (y - b/a")
    assert found.lines == ("line 1: y - b = a*x",)
    assert found.problems[0].reason.startswith("Line 2")
    assert found.problems[0].help


def test_words_alone_are_a_problem():
    assert "No line holds a formula." in told(LINE, "This follows at once.").problems[0].reason
