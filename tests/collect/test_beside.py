"""What is set beside an answer: all else that was written for its question."""

from __future__ import annotations

from typing import Any

from grader.collect.answers import read_answers
from grader.collect.asked import asked_of
from grader.collect.document import Page
from grader.model import Assignment


def test_answers_under_other_headings_of_the_question_stand_beside(whole: Any) -> None:
    answers = whole("## q2.scalar\ny = 1\n## q2.max_slope\n0.25\n## q3.compare\nthey differ\n").answers
    assert answers["q2.scalar"].beside.text == "0.25"
    assert answers["q3.compare"].beside is None


def test_a_part_without_words_of_its_own_has_only_what_stands_beside(whole: Any) -> None:
    answer = whole("## q2.scalar\ny = 1\n## q2.max_slope\n0.25\n").answers["q2.collapse_why"]
    assert (answer.text, answer.loose) == ("", True)
    assert answer.everything.text == "y = 1\n\n0.25"


def test_places_are_kept_across_lines_that_were_left_out(whole: Any) -> None:
    answer = whole("Q1) one\n\nQ2) two\n\nQ1) three\nfour\n").answers["q1.why"]
    assert answer.text == "one\n\nthree\nfour"
    assert [answer.place(answer.text.index(word)) for word in ("one", "three", "four")] == ["answers.md:1", "answers.md:5", "answers.md:6"]


def test_places_in_joined_answers_are_those_of_their_lines(whole: Any) -> None:
    beside = whole("## q2.scalar\ny = 1\ny = 2\n\n## q2.max_slope\n0.25\n\n## q2.collapse_why\nso\n").answers["q2.collapse_why"].beside
    assert [beside.place(beside.text.index(word)) for word in ("y = 2", "0.25")] == ["answers.md:3", "answers.md:6"]


def test_labels_within_a_line_part_it(homework: Assignment) -> None:
    page = Page("answers.md", "Ada\nQ1) a line. Q2) the slope. (Q3) both\nof them")
    answers = read_answers([page], asked_of(homework)).answers
    assert (answers["q1.why"].text, answers["q3.compare"].text) == ("a line.", "both\nof them")
    assert [answers["q3.compare"].place(at) for at in (0, 6)] == ["answers.md:2", "answers.md:3"]


def test_several_parts_under_one_heading_are_looked_for_there(whole: Any) -> None:
    answers = whole("## q2.max_slope and q2.collapse_why\n0.25, all of it collapses\n").answers
    assert answers["q2.max_slope"].text == answers["q2.collapse_why"].text == "0.25, all of it collapses"
    assert answers["q2.max_slope"].loose


def test_bare_numbers_beside_named_questions_name_the_others(sheet: Any) -> None:
    answers = sheet("<h2>Q2</h2>\nbeta\n\n> Q1: alpha\n\n**3.** gamma\n").answers
    assert {local: answer.text for local, answer in answers.items()} == {
        "q1.why": "alpha",
        "q2.scalar": "beta",
        "q2.max_slope": "beta",
        "q2.collapse_why": "beta",
        "q3.compare": "gamma",
    }


def test_a_list_within_a_named_question_names_no_other(sheet: Any) -> None:
    answers = sheet("Q1) alpha\n\nQ2) beta\n1. one\n2. two\n3. three\n").answers
    assert "q3.compare" not in answers
    assert answers["q2.scalar"].text.endswith("3. three")
