"""Cases that students get, and a folder that holds nothing but what they get."""

from __future__ import annotations

import pytest

from grader.errors import CourseError
from grader.load import load_assignment, load_published

ASSIGNMENT = """\
format: 1
title: Homework
questions:
  - id: q1
    title: One
    parts:
      - {id: double, title: Twice, kind: code, points: 1, answer: "q1.py:double", examples: [{title: two, args: [2.0]}]}
"""
PUBLIC = '''\
from grader.authoring import call, cases, raises

@cases("q1.double", hint="Refuse it.", weight=5)
def text(rng):
    """Text is refused."""
    yield raises(TypeError, call("double", "a"))
'''
HIDDEN = '''\
from grader.authoring import call, cases

@cases("q1.double", hint="Twice.")
def numbers(rng):
    """Numbers."""
    yield call("double", 3.0)
'''


@pytest.fixture
def course(tmp_path):
    files = {
        "assignments/hw/assignment.yaml": ASSIGNMENT,
        "assignments/hw/q1.py": "def double(x):\n    raise NotImplementedError\n",
        "assignments/hw/cases/q1.py": PUBLIC,
        "solutions/hw/cases/q1.py": HIDDEN,
    }
    for path, text in files.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(text)
    return tmp_path


def cases(assignment):
    return {case.address.case: (case.public, case.weight) for case in assignment.parts[0].cases}


def test_public_cases_stand_between_examples_and_hidden_ones_and_weigh_nothing(course):
    found = cases(load_assignment(course, "hw"))
    assert found == {"example-01": (True, 1), "text-01": (True, 0), "numbers-01": (False, 1)}


def test_without_secrets_the_public_ones_are_there(course):
    assert set(cases(load_assignment(course, "hw", secrets=False))) == {"example-01", "text-01"}


def test_a_students_folder_loads_by_itself(course):
    assert set(cases(load_published(course / "assignments" / "hw", "hw"))) == {"example-01", "text-01"}


def test_a_students_folder_needs_no_cases(course):
    (course / "assignments/hw/cases/q1.py").unlink()
    assert set(cases(load_published(course / "assignments" / "hw", "hw"))) == {"example-01"}


def test_a_mistake_in_a_public_case_breaks_it_with_its_place(course):
    file = course / "assignments/hw/cases/q1.py"
    file.write_text(file.read_text().replace('"q1.double"', '"q1.duble"'))
    broken = [case for case in load_assignment(course, "hw").parts[0].cases if case.broken]
    assert [case.public for case in broken] == [True]
    assert "assignments/hw/cases/q1.py:3: there is no part 'q1.duble'; did you mean 'q1.double'?" in broken[0].broken


def test_a_public_case_is_no_hidden_one(course):
    (course / "solutions/hw/cases/q1.py").write_text("")
    broken = [case.broken for case in load_assignment(course, "hw").parts[0].cases if case.broken]
    assert broken == ["solutions/hw/cases: no hidden case asks q1.double; write one under @cases('q1.double', hint=...)"]


def test_two_cases_of_one_name_are_told(course):
    (course / "solutions/hw/cases/q1.py").write_text(HIDDEN.replace("def numbers", "def text"))
    broken = [case.broken for case in load_assignment(course, "hw").parts[0].cases if case.broken]
    assert broken == ["two cases have the address hw/q1.double[text-01]; rename the function"]


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ('patterns = ["_.sum(axis="]', "is no Python expression"),
        ('patterns = "_.sum()"', "patterns should be a list of expressions"),
        ("patterns = [1]", "patterns should be a list of expressions"),
    ],
)
def test_patterns_of_a_mistake_are_expressions(line, words, course):
    place = course / "solutions/hw/mistakes/wrong.py"
    place.parent.mkdir()
    place.write_text(f'"""thrice"""\nparts = ["q1.double"]\nhint = "Twice."\n{line}\n\n\ndef double(x):\n    return 3 * x\n')
    with pytest.raises(CourseError, match=f"mistakes/wrong.py:4.*{words}"):
        load_assignment(course, "hw")
