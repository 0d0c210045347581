"""The files of a report: which, how large, the same every time."""

import copy
from typing import Any

import pytest

from grader.report import class_files, student_files
from grader.report.pages import class_page


def test_what_a_student_gets(samples: Any) -> None:
    assert list(student_files(samples.by_name["final"])) == ["report.html", "report.md", "result.json"]


def test_what_an_instructor_gets(samples: Any) -> None:
    assert list(class_files(samples.classroom())) == ["index.html", "results.json", "grades.csv", "junit.xml"]


@pytest.mark.parametrize("name", ["wrong-axis", "hostile", "empty"])
def test_same_bytes_twice(samples: Any, name: str) -> None:
    result = samples.by_name[name]
    assert student_files(result, samples.assignment) == student_files(copy.deepcopy(result), samples.assignment)


@pytest.mark.parametrize("name", ["wrong-axis", "final", "provisional", "hostile", "perfect", "empty", "ours"])
def test_a_report_is_small(samples: Any, name: str) -> None:
    assert all(len(content) < 150_000 for content in student_files(samples.by_name[name], samples.assignment).values())


def test_the_page_of_a_large_class_is_small(samples: Any) -> None:
    assert len(class_page(samples.classroom(2000))) < 2_000_000


@pytest.mark.parametrize("count", [1, 24])
def test_classes_of_any_size(samples: Any, count: int) -> None:
    assert all(class_files(samples.classroom(count)).values())
