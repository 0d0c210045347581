"""assignment.yaml: what it gives, and every mistake in it."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Any, ClassVar

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from grader.errors import CourseError
from grader.load import CourseProblems, load_assignment
from grader.load.assignment import read_assignment
from grader.model import Address, Case, Tolerance

FILE = "assignments/hw/assignment.yaml"


def test_questions_and_parts_come_in_order(course: Any) -> None:
    assignment = course.load()
    assert (assignment.id, assignment.title) == ("hw", "Homework")
    assert [(question.id, question.title) for question in assignment.questions] == [("q4", "Attention")]
    assert [part.address.local for part in assignment.parts] == ["q4.softmax", "q4.attention", "q4.why"]


def test_points_are_exact(course: Any) -> None:
    assert [part.points for part in course.load().parts] == [Fraction(4), Fraction(1, 3), Fraction(1, 10)]


def test_fields_of_the_kind_reach_the_kind(course: Any) -> None:
    kind = course.part("q4.softmax").kind
    assert (kind.answer, kind.tolerance, kind.seconds) == ("q4.py:softmax", Tolerance(relative=1e-3), 3.0)


def test_needs_are_addresses(course: Any) -> None:
    assert course.part("q4.attention").needs == (Address("hw", "q4", "softmax"),)


def test_the_prompt_is_kept(course: Any) -> None:
    assert course.part("q4.why").prompt == "Why?"


def test_a_part_without_title_is_called_by_its_id(course: Any) -> None:
    course.replace(FILE, "title: Softmax, ", "")
    assert course.part("q4.softmax").title == "softmax"


def test_caps_are_exact(course: Any) -> None:
    course.replace(FILE, "title: Homework", "title: Homework\ncap: 4.1")
    course.replace(FILE, "title: Attention\n    parts", "title: Attention\n    cap: 4.05\n    parts")
    assignment = course.load()
    assert (assignment.cap, assignment.questions[0].cap, assignment.possible) == (Fraction(41, 10), Fraction(81, 20), Fraction(81, 20))


def test_public_examples_are_the_first_cases(course: Any) -> None:
    course.replace(FILE, "seconds: 3}", "seconds: 3, examples: [{title: Two zeros, args: [[0.0, 0.0]]}]}")
    first, second = course.part("q4.softmax").cases
    assert (first.public, first.title, second.public) == (True, "Two zeros", False)


def test_the_folder_leads_back_to_the_course(course: Any) -> None:
    assert course.load().folder == str(course.root / "assignments" / "hw")


CHANGES = {
    "no format": ("format: 1\n", "", ":1:1: field 'format' is missing\n  it should be 1"),
    "format 2": ("format: 1", "format: 2", ":1:9: format should be 1, but is the number 2"),
    "no title": ("title: Homework\n", "", ":1:1: field 'title' is missing\n  it should be text"),
    "unknown top field": ("title: Homework", "title: H\ndeadlin: x", ":3:1: unknown field 'deadlin'"),
    "unknown part field": (
        "tolerance:",
        "tolerence:",
        ":7:85: part q4.softmax: unknown field 'tolerence'; did you mean 'tolerance'?\n  fields here: id, kind, ",
    ),
    "unknown question field": (
        "title: Attention\n",
        "titel: Attention\n",
        ":5:5: question q4: unknown field 'titel'; did you mean 'title'?",
    ),
    "unknown profile": (
        "title: Attention\n",
        "title: Attention\n    profile: torhc\n",
        ":6:14: question q4: profile should be",
    ),
    "unknown kind": (
        "kind: text",
        "kind: txet",
        ":9:37: part q4.why: unknown kind 'txet'; did you mean 'text'?\n  kinds here: algebra, code,",
    ),
    "no kind": ("kind: text, ", "", ":9:9: part q4.why: field 'kind' is missing"),
    "a kind that is no word": ("kind: text", "kind: 3", ":9:37: part q4.why: kind should be text, but is the number 3"),
    "no points": ("points: 4, ", "", ":7:9: part q4.softmax: field 'points' is missing"),
    "points in words": (
        "points: 4",
        "points: four",
        ':7:59: part q4.softmax: points should be a number such as 4, 0.5 or "1/3", but is the text',
    ),
    "no points left": ("points: 4", "points: 0", ":7:59: part q4.softmax: points should be above 0, but is the number 0"),
    "negative points": ("points: 4", "points: -1", "points should be above 0, but is the number -1"),
    "cap 0": ("title: Homework", "title: Homework\ncap: 0", ":3:6: cap should be above 0, but is the number 0"),
    "question's cap": ("title: Attention\n    p", "title: Attention\n    cap: -1\n    p", ":6:10: question q4: cap should be above 0"),
    "tolerance": (
        "relative: 1e-3",
        "relative: small",
        ":7:107: part q4.softmax: tolerance.relative must be a number from 0 on, but got 'small'",
    ),
    "tolerance's field": (
        "relative: 1e-3",
        "relativ: 1e-3",
        ":7:96: part q4.softmax: tolerance has no field 'relativ'; did you mean 'relative'?",
    ),
    "seconds": ("seconds: 3", "seconds: 0", ":7:123: part q4.softmax: seconds must be a number above 0, but got 0"),
    "examples": (
        "seconds: 3",
        "examples: [{titel: x}]",
        ":7:125: part q4.softmax: examples[0] has no field 'titel'; did you mean 'title'?",
    ),
    "id of two words": (
        "id: softmax",
        "id: soft max",
        ":7:14: part q4.soft max: id should be one word, but is the text 'soft max'\n  allowed: letters",
    ),
    "id that is a number": ("id: softmax", "id: 3", ":7:14: part q4.3: id should be text, but is the number 3"),
    "id twice": ("id: attention", "id: softmax", ":8:14: part q4.softmax: the id 'softmax' is taken: line 7, column 14"),
    "part that is no mapping": (
        "      - {id: why",
        "      - why\n      - {id: why",
        ":9:9: part q4.?: this should be a mapping with id, kind,",
    ),
    "needs unknown": (
        "needs: [q4.softmax]",
        "needs: [q4.sofmax]",
        ":8:103: part q4.attention: needs: there is no part 'q4.sofmax'; did you mean",
    ),
    "needs no address": ("needs: [q4.softmax]", "needs: ['!']", ":8:103: part q4.attention: needs: '!' is no address"),
    "needs itself": ("needs: [q4.softmax]", "needs: [q4.attention]", "needs: goes in a circle: q4.attention needs q4.attention"),
    "needs a circle": (
        "seconds: 3",
        "needs: [q4.attention]",
        "needs: goes in a circle: q4.softmax needs q4.attention needs q4.softmax\n  take one",
    ),
    "needs no list": (
        "needs: [q4.softmax]",
        "needs: q4.softmax",
        ":8:102: part q4.attention: needs should be a list, but is the text 'q4.softmax'",
    ),
    "no such file": (
        "answer: answers.md",
        "answer: answer.md",
        ":9:64: part q4.why: answer: there is no file 'answer.md' in assignments/hw; did you",
    ),
    "out of the folder": ("answer: answers.md", "answer: ../answers.md", ":9:64: part q4.why: answer '../answers.md' is no file name"),
    "code without name": ("answer: answers.md", "answer: q4.py", ":9:64: part q4.why: answer 'q4.py' names no function\n  write it like"),
    "code's answer": ("answer: q4.py:softmax", "answer: q4.py", ":7:70: part q4.softmax: answer must name a file and a function"),
    "empty parts": ("    parts:\n", "    parts: []\n    x:\n", "question q4: parts: there should be at least one part"),
    "twice the same key": (
        "title: Homework",
        "title: Homework\ntitle: H",
        ":3:1: 'title' is given twice; the first is on line 2, column 1",
    ),
    "a list at the top": ("format: 1\n", "- 1\n", " is no YAML: "),
}


@pytest.mark.parametrize("name", CHANGES)
def test_a_mistake_is_told_with_place_and_help(name: str, course: Any) -> None:
    old, new, told = CHANGES[name]
    course.replace(FILE, old, new)
    message = course.told()
    assert message.startswith(FILE)
    assert told in message


def test_all_mistakes_of_the_file_are_told_at_once(course: Any) -> None:
    course.replace(FILE, "points: 4", "points: four")
    course.replace(FILE, "kind: text", "kind: txt")
    course.replace(FILE, "title: Homework\n", "")
    with pytest.raises(CourseProblems) as error:
        course.load()
    assert [one.place.line for one in error.value.problems if one.place] == [1, 6, 8]


@pytest.mark.parametrize("content", ["", "# later\n"])
def test_an_empty_file_is_told(content: str, course: Any) -> None:
    course.write(FILE, content)
    assert course.told() == f"{FILE}: is empty\n  begin it with: format: 1"


def test_no_questions_are_told(course: Any) -> None:
    course.write(FILE, "format: 1\ntitle: H\nquestions: []\n")
    assert course.told() == f"{FILE}:3:12: questions: there should be at least one question"


def test_a_question_twice_is_told(course: Any) -> None:
    text = (course.root / FILE).read_text()
    course.write(FILE, text + text[text.index("  - id: q4") :])
    assert "question q4: the id 'q4' is taken: line 4, column 9" in course.told()


def test_an_answer_file_may_be_absent_on_a_students_machine(course: Any) -> None:
    (course.root / "assignments/hw/q4.py").unlink()
    assert len(course.load(secrets=False).parts) == 3


def test_an_answer_file_that_is_a_link_out_is_refused(course: Any, tmp_path: Any) -> None:
    (tmp_path / "outside.py").write_text("")
    (course.root / "assignments/hw/q4.py").unlink()
    (course.root / "assignments/hw/q4.py").symlink_to(tmp_path / "outside.py")
    assert course.told().startswith("assignments/hw/q4.py: is a link that leads out of the course")


@dataclass(frozen=True)
class Weighing:
    scale: float
    unit: str = "g"


@dataclass(frozen=True)
class Choice:
    """A kind as another package may bring it, without checks of its own."""

    name: ClassVar[str] = "choice"
    answer: str
    options: tuple[str, ...]
    weighing: Weighing = Weighing(1.0)

    def cases(self, address: Address) -> tuple[Case, ...]:
        if not self.options:
            raise ValueError("options must not be empty")
        return (Case(address.of_case("answer"), "Your choice"),)


CHOICE = (
    "format: 1\ntitle: T\nquestions: [{id: q, title: Q, parts: [{id: c, kind: choice, points: 1, answer: answers.md, options: [a, b]}]}]\n"
)


def read_choice(course: Any) -> Any:
    return read_assignment(course.root, "hw", {"choice": Choice}, complete=True).assignment


def test_a_kind_of_another_package_is_built_from_its_annotations(course: Any) -> None:
    course.write(FILE, CHOICE.replace("options:", "weighing: {scale: 2}, options:"))
    assert read_choice(course).parts[0].kind == Choice("answers.md", ("a", "b"), Weighing(2.0))


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("[a, b]", "[a, 3]", "part q.c: options[2] should be text, but is the number 3"),
        ("options:", "weighing: {scal: 2}, options:", "part q.c: weighing: unknown field 'scal'; did you mean 'scale'?"),
        ("[a, b]", "[]", "part q.c: options must not be empty"),
    ],
)
def test_mistakes_in_its_fields_are_told_too(old: str, new: str, told: str, course: Any) -> None:
    course.write(FILE, CHOICE.replace(old, new))
    with pytest.raises(CourseError) as error:
        read_choice(course)
    assert told in str(error.value)


PIECES = st.sampled_from(
    ["", "~", "3", "-1", "[]", "{}", "- ", "x: ", "\n", "  ", "'", '"', "q4.why", "1e9", "true", "*a", "id", "é", "|", "]", "}"]
)


@settings(deadline=None, max_examples=150)
@given(st.lists(st.tuples(st.integers(0, 600), st.integers(0, 30), PIECES), min_size=1, max_size=3))
def test_however_the_file_is_bent_it_loads_or_tells_a_place(cuts: list[tuple[int, int, str]]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        (root / "assignments" / "hw").mkdir(parents=True)
        text = BENT
        for start, length, piece in cuts:
            text = text[:start] + piece + text[start + length :]
        (root / FILE).write_text(text)
        try:
            load_assignment(root, "hw", secrets=False)
        except CourseError as error:
            told = str(error)
        else:
            told = FILE
    assert told.startswith(FILE)


BENT = """\
format: 1
title: Homework
cap: 4
questions:
  - id: q4
    title: Attention
    parts:
      - {id: softmax, kind: code, points: 4, answer: q4.py:softmax, tolerance: {relative: 1e-3}, examples: [{title: T, args: [1]}]}
      - {id: matrix, kind: number, points: 1, answer: answers.md, shape: [2, 3], decimals: 3, by: rows, needs: [q4.softmax]}
      - {id: why, kind: text, points: 0.1, answer: answers.md, rubric: why.yaml, prompt: "Why?"}
      - {id: line, kind: algebra, points: 1, answer: answers.md, given: ["y = a x"], goal: "x = y / a", symbols: {x: scalar}}
"""
