"""One mistake or many: how they are told."""

from __future__ import annotations

import pytest

from grader.errors import CourseError, Place
from grader.load import CourseProblems
from grader.strict.problems import Problems


def test_no_mistake_raises_nothing() -> None:
    Problems().tell()


def test_one_mistake_is_a_plain_course_error() -> None:
    problems = Problems()
    problems.add(Place("x.yaml", 3, 1), "wrong", "right it")
    with pytest.raises(CourseError, match=r"^x\.yaml:3:1: wrong\n  right it$") as error:
        problems.tell()
    assert type(error.value) is CourseError


def test_many_mistakes_are_told_in_the_order_of_lines_and_once_each() -> None:
    problems = Problems()
    for line in (10, 2, 10):
        problems.add(Place("x.yaml", line, 1), "wrong")
    with pytest.raises(CourseProblems, match=r"^x\.yaml:2:1: wrong\nx\.yaml:10:1: wrong$") as error:
        problems.tell()
    assert [one.place and one.place.line for one in error.value.problems] == [2, 10]
