"""Sheets without headings that name the parts."""

from __future__ import annotations

from typing import Any

import pytest

from grader.model import Submission

WORDS = (
    "many words about gradients and layers that go on for quite a while "
    "until there are more than enough of them to count as an answer of some size here"
)


def loose(submission: Submission) -> dict[str, str]:
    assert all(answer.loose for answer in submission.answers.values())
    return {local: answer.text for local, answer in submission.answers.items()}


@pytest.mark.parametrize(
    ("one", "two", "three"),
    [
        ("Q1) ", "Q2) ", "(Q3) "),
        ("Question 1: ", "Question 2. ", "question 3 "),
        ("## 1\n", "## 2.\n", "## 3)\n"),
        ("## Q1\n", "## Q2\n", "## Q3\n"),
        ("**Q1.** ", "**Q2.** ", "**Q3** "),
        ("1) ", "2) ", "3) "),
        ("1. ", "2. ", "3. "),
        ("Ans 1: ", "Answer 2: ", "A3: "),
        ("Q.1 ", "Q.2 ", "Q.3 "),
        ("Q1\n", "Q2\n", "Q3\n"),
        ("Q1.1) ", "Q2.1) ", "Q3.2: "),
        ("# Perceptron and XOR\n", "# Linear collapse\n", "# Positional encodings\n"),
    ],
)
def test_labels_tell_the_questions_apart(sheet: Any, one: str, two: str, three: str) -> None:
    found = loose(sheet(f"{one}alpha\nmore\n\n{two}beta\n{three}gamma\n"))
    assert found == {"q1.why": "alpha\nmore", "q2.scalar": "beta", "q2.max_slope": "beta", "q2.collapse_why": "beta", "q3.compare": "gamma"}


def test_without_labels_every_part_gets_the_whole_sheet(sheet: Any) -> None:
    found = loose(sheet("Ada\n\nslope is 0.25\n"))
    assert found == dict.fromkeys(["q1.why", "q2.scalar", "q2.max_slope", "q2.collapse_why", "q3.compare"], "Ada\n\nslope is 0.25")


def test_the_place_is_right(sheet: Any) -> None:
    answers = sheet("Ada\n\nQ1)\n\nalpha\nQ2) beta\n").answers
    assert (answers["q1.why"].line, answers["q2.scalar"].line) == (5, 6)


def test_a_question_taken_up_again_keeps_both_places(sheet: Any) -> None:
    found = loose(sheet("Q1) a\nQ2) b\nQ1) c\n"))
    assert found["q1.why"] == "a\n\nc"
    assert found["q2.scalar"] == "b"


def test_a_question_that_is_not_there_gets_nothing_of_the_others(sheet: Any) -> None:
    assert "q3.compare" not in sheet("Q1) alpha\nQ2) beta\n").answers


def test_long_text_before_the_first_label_belongs_to_the_question_without_one(sheet: Any) -> None:
    found = loose(sheet(f"{WORDS}\n\nQ2) beta\nQ3) gamma\n"))
    assert found["q1.why"] == WORDS


def test_one_label_tells_nothing_apart_for_the_others(sheet: Any) -> None:
    found = loose(sheet("Q1) alpha\nand beta\n"))
    assert found["q2.scalar"] == "alpha\nand beta"


def test_bare_numbers_out_of_order_are_a_list(sheet: Any) -> None:
    found = loose(sheet("1. tokens\n2. vectors\n1. again\n"))
    assert len(set(found.values())) == 1


def test_an_address_in_the_text_is_no_label(sheet: Any) -> None:
    assert loose(sheet("q2.max_slope is one quarter\nq3.compare comes later"))["q1.why"].startswith("q2.max_slope is one quarter")


def test_labels_in_code_blocks_are_none(sheet: Any) -> None:
    found = loose(sheet("Q1) a\n```\nQ2) no\n```\nQ3) c\n"))
    assert "q2.scalar" not in found


def test_headed_parts_stay_headed_and_absent_ones_stay_absent(sheet: Any) -> None:
    submission = sheet("Ada Lovelace, 12345\n\n## q2.max_slope\n0.25\n")
    assert list(submission.answers) == ["q2.max_slope"]


def test_much_text_without_a_heading_is_given_to_absent_parts(sheet: Any) -> None:
    answers = sheet(f"{WORDS}\n\n## q2.max_slope\n0.25\n\n## q2.scalar\n\n").answers
    assert not answers["q2.max_slope"].loose
    assert (answers["q1.why"].loose, answers["q1.why"].text) == (True, WORDS)
    assert "q2.scalar" not in answers


def test_text_under_a_question_goes_to_its_absent_parts_only(sheet: Any) -> None:
    answers = sheet(f"# Question 1: Perceptron and XOR\n{WORDS}\n# Question 2\n## q2.max_slope\n0.25\n").answers
    assert set(answers) == {"q1.why", "q2.max_slope"}
    assert answers["q1.why"].text == WORDS


def test_a_sheet_left_empty_below_which_everything_is_written_is_read(sheet: Any) -> None:
    text = f"{WORDS}\n{WORDS}\n{WORDS}"
    answers = sheet(f"{text}\n\n## q2.max_slope\n\n## q2.scalar\n").answers
    assert answers["q2.scalar"].text == text


def test_the_student_is_told(sheet: Any) -> None:
    note = sheet("Q1) alpha\nQ2) beta\n").notes[0]
    which = "q1.why, q2.scalar, q2.max_slope, q2.collapse_why"
    assert note.reason == f"No heading names {which}; they were looked for in all that stands there without a heading."
    assert note.help == "Write a heading such as `## q1.why` above each answer."
