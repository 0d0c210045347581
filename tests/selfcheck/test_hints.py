"""The ladder of hints and its log."""

from __future__ import annotations

import json
from fractions import Fraction

import pytest

from grader.errors import UsageError
from grader.selfcheck import open_workbook
from grader.selfcheck.hints import LOG, climb, open_ladder, taken_hints

HINTS = '        hints: ["Work out one row.", "Where does the sum run?"]\n'


@pytest.fixture
def workbook(folder):
    """The homework with two hints for softmax."""
    path = folder / "assignment.yaml"
    path.write_text(path.read_text().replace("        answer: q4.py:softmax\n", "        answer: q4.py:softmax\n" + HINTS))
    return open_workbook(folder)


def test_rungs_come_one_after_the_other(workbook):
    ladder = open_ladder(workbook, "q4.softmax")
    assert (ladder.seen, ladder.next) == ((), "Work out one row.")
    ladder = climb(workbook, ladder)
    assert (ladder.seen, ladder.next) == (("Work out one row.",), "Where does the sum run?")


def test_what_was_taken_is_logged_in_the_folder(workbook):
    climb(workbook, open_ladder(workbook, "q4.softmax"))
    assert json.loads((workbook.folder / LOG).read_text()) == {"format": 1, "taken": {"q4.softmax": 1}}
    assert open_ladder(workbook, "q4.softmax").taken == 1


def test_the_top_is_the_top(workbook):
    ladder = open_ladder(workbook, "q4.softmax")
    for _ in range(5):
        ladder = climb(workbook, ladder)
    assert (ladder.taken, ladder.next, taken_hints(workbook.folder)) == (2, None, {"q4.softmax": 2})


@pytest.mark.parametrize(
    "text", ["", "{", "[]", '{"taken": 3}', '{"taken": {"q4.softmax": "many"}}', '{"taken": {"q4.softmax": true}}', "[" * 200_000]
)
def test_a_damaged_log_counts_as_empty_and_is_written_anew(workbook, text):
    (workbook.folder / LOG).write_text(text)
    ladder = open_ladder(workbook, "q4.softmax")
    assert ladder.taken == 0
    assert climb(workbook, ladder).taken == 1
    assert taken_hints(workbook.folder) == {"q4.softmax": 1}


def test_a_log_of_more_hints_than_there_are_is_cut(workbook):
    (workbook.folder / LOG).write_text('{"taken": {"q4.softmax": 99}}')
    assert open_ladder(workbook, "q4.softmax").taken == 2


def test_one_part_with_hints_is_enough_of_an_address(workbook):
    assert open_ladder(workbook, "q4").part.address.local == "q4.softmax"


def test_a_part_without_hints_is_told(workbook):
    with pytest.raises(UsageError, match=r"q4\.mean has no hints; its instructor wrote none"):
        open_ladder(workbook, "q4.mean")


def test_several_parts_with_hints_are_named(workbook, folder):
    path = folder / "assignment.yaml"
    path.write_text(path.read_text().replace("        answer: q4.py:mean\n", "        answer: q4.py:mean\n" + HINTS))
    with pytest.raises(UsageError, match=r"q4 has several parts with hints; say which one: q4\.softmax, q4\.mean"):
        open_ladder(open_workbook(folder), "q4")


def test_the_course_prices_them(folder):
    path = folder / "assignment.yaml"
    path.write_text(
        path.read_text()
        .replace("title: Little", "hint_price: 0.5\ntitle: Little")
        .replace("        answer: q4.py:softmax\n", "        answer: q4.py:softmax\n" + HINTS)
    )
    assert open_ladder(open_workbook(folder), "q4.softmax").price == Fraction(1, 2)
