"""What `grader new` makes, and where it writes into a file that is there."""

import pytest

from grader.errors import UsageError
from grader.load import load_assignment
from grader.model import Address
from grader.verify.skeletons import KINDS, new_assignment, new_question, with_part

YAML = """\
format: 1
title: T  # mine
questions:
  - id: q1  # the first
    title: One
    parts:
      - {id: a, kind: number, points: 1, answer: answers.md}

  - id: q2
    title: Two
    parts:
      - {id: b, kind: number, points: 1, answer: answers.md}
"""


def test_a_part_goes_to_the_end_of_its_question_and_nothing_else_changes():
    entry = "- id: c\n  kind: number\n"
    added = with_part(YAML, "q1", entry)
    assert added.replace("      - id: c\n        kind: number\n", "") == YAML
    assert added.index("id: c") < added.index("id: q2")
    assert with_part(YAML, "q2", entry).endswith("      - id: c\n        kind: number\n")


def test_a_question_that_is_not_there_is_added():
    assert with_part(YAML, "q3", "- id: c\n").endswith("  - id: q3\n    title: Question 3\n    parts:\n      - id: c\n")


def test_every_kind_of_the_course_has_a_template(course):
    assert {part.kind.name for part in load_assignment(course, "hw").parts} == set(KINDS)


@pytest.mark.parametrize(
    ("kind", "address", "told"),
    [
        ("codee", "hw/q1.x", "there is no template for kind 'codee'; did you mean 'code'?"),
        ("code", "hw/q1", "hw/q1 names no part"),
        ("code", "lost/q1.x", "there is no assignment 'lost'; make it first: grader new assignment lost"),
        ("code", "hw/q1.rescale", "there is assignments/hw/q1_rescale.py already"),
    ],
)
def test_what_cannot_be_made_is_told(kind, address, told, course):
    with pytest.raises(UsageError) as caught:
        new_question(course, kind, Address.parse(address))
    assert told in str(caught.value)


@pytest.mark.parametrize("name", ["a b", "../x", "", "1", "hw/q1"])
def test_names_that_are_no_plain_words(name, tmp_path):
    with pytest.raises(UsageError):
        new_assignment(tmp_path, name, "T")


def test_an_assignment_that_is_there_is_left_alone(course):
    with pytest.raises(UsageError) as caught:
        new_assignment(course, "hw", "T")
    assert "there is assignments/hw already" in str(caught.value)


def test_ids_that_are_no_names_of_python_become_some(course, write, proof):
    write(course, new_question(course, "code", Address.parse("hw/q-2.my-part")))
    assert (course / "solutions/hw/q_2_my_part.py").exists()
    assert proof(quick=True).errors == ()
