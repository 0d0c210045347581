"""What students read."""

from __future__ import annotations

import json
import re

import pytest

from grader.selfcheck import as_data, as_lines

WRONG_AXIS = """\
q4 Attention                                                               q4.py

  FAIL  q4.softmax  two equal scores
  FAIL  q4.softmax  each row of softmax(x, axis=-1) sums to 1

q4.softmax[each_row-01] - softmax normalises over the wrong axis          line 9
  input   x = [[1, 2, 3],
               [1, 0, -1]]
          called as softmax(x, axis=-1)
  yours   [[0.5000, 0.8808, 0.9820],      row sums  2.3628  0.6372
           [0.5000, 0.1192, 0.0180]]      col sums  1  1  1
  rule    every row (last axis) must sum to 1; here the columns do
  why we say so   your output equals softmax normalises over the wrong axis (as near as can be)
  9 |     return e / e.sum(axis=0)
                           ^^^^^^
  next    Make the sum follow the `axis` argument and keep the dimension for
          broadcasting.

Public checks: 0 of 2 pass. 2 hidden checks run when you submit."""


@pytest.fixture
def wrong_axis(look, right):
    text = right.replace("e.sum(axis=axis, keepdims=True)", "e.sum(axis=0)").replace("x.max(axis=axis, keepdims=True)", "x.max()")
    return look("q4.softmax", **{"q4.py": text})


def test_a_wrong_axis_in_full(wrong_axis):
    told = "\n".join(as_lines(wrong_axis, 80))
    # The last digits of exp differ from machine to machine.
    told = re.sub(r"\((no\s+difference at all|difference below 1e-1\d)\)", "(as near as can be)", told)
    assert told == WRONG_AXIS


@pytest.mark.parametrize("width", [30, 40, 60, 80, 100])
def test_words_stay_within_the_width(width, wrong_axis):
    code = ("  input", "  yours", "           [", "               [", "          called", "  9 |", " " * 20)
    assert all(len(line) <= width for line in as_lines(wrong_axis, width) if not line.startswith(code))


def test_a_crash_shows_the_students_lines_only(look, right):
    text = right.replace("return softmax(scores) @ values", "return pick(values)") + "\n\ndef pick(values):\n    return values[7]\n"
    lines = as_lines(look("q4.mean", **{"q4.py": text}), 80)
    assert "q4.mean[example-01] - IndexError in your `mean`                          line 18" in lines
    assert [line for line in lines if "|" in line] == ["  q4.py:14 |     return pick(values)", "  q4.py:18 |     return values[7]"]
    assert not any("grader" in line or "site-packages" in line for line in lines)


def test_a_renamed_stub_is_told_in_one_line(look, right):
    lines = as_lines(look("q4.softmax", **{"q4.py": right.replace("softmax", "soft_max")}), 80)
    assert any("there is no function softmax in q4.py; did you mean soft_max?" in line.lower() for line in lines)


def test_a_missing_file_is_told(look, folder):
    (folder / "q4.py").unlink()
    (folder / "hw.ipynb").unlink()
    assert any("q4.py is not there" in line.replace("Q4", "q4") for line in as_lines(look("q4.softmax"), 80))


def test_a_syntax_error_is_told_with_its_line(look, right):
    lines = " ".join(as_lines(look("q4.softmax", **{"q4.py": right.replace("def softmax(x, axis=-1):", "def softmax(x, axis=-1)")}), 100))
    assert "line 6 of q4.py: SyntaxError" in lines


def test_written_answers_are_read_back(look, answers):
    lines = as_lines(look("q5", **{"answers.md": answers}), 80)
    assert "        line 1: y - b = a*x" in lines
    assert "        line 2: x = (y - b)/a" in lines
    assert any(line.split(maxsplit=2) == ["read", "q5.width", "we read 64"] for line in lines)
    assert any(line.split(maxsplit=2) == ["read", "q5.why", "5 words"] for line in lines)
    assert lines[-1].startswith("Written answers: 3 of 3 there")


def test_an_unreadable_line_is_named(look, answers):
    text = answers.replace("x = (y - b)/a", "x = (y - b/a")
    report = look("q5.line", **{"answers.md": text})
    assert report.parts[0].state == "LOOK"
    assert any("Line 2" in line and "cannot be read" in line for line in as_lines(report, 80))


def test_nothing_says_whether_a_written_answer_is_right(look, answers):
    good = as_lines(look("q5", **{"answers.md": answers}), 80)
    wrong = as_lines(look("q5", **{"answers.md": answers.replace("768/12 = 64", "65").replace("(y - b)/a", "(y + b)/a")}), 80)
    words = [[line.split()[0] for line in lines if line.split()] for lines in (good, wrong)]
    assert words[0] == words[1]


def test_control_characters_of_a_student_never_reach_the_terminal(look, right):
    text = right.replace("return softmax(scores) @ values", "raise ValueError('\\x1b[2J gone')  # \x1b[31m")
    assert not any("\x1b" in line for line in as_lines(look("q4.mean", **{"q4.py": text}), 80))


def test_data_for_machines_is_plain_json(wrong_axis):
    data = json.loads(json.dumps(as_data(wrong_axis)))
    assert data["passed"] is False
    assert data["parts"][0]["mistake"] == "wrong_axis"
    assert data["first_failure"]["lines"] == [{"file": "q4.py", "line": 9, "text": "    return e / e.sum(axis=0)", "start": 21, "end": 27}]
