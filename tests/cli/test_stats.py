"""`grader stats` after a class was graded."""

import json

import pytest


@pytest.fixture
def graded(grader, course):
    assert grader("grade", "mini", "class").returncode == 0
    return course


def test_it_shows_the_class_and_its_parts(grader, graded):
    done = grader("stats", "mini")
    assert done.returncode == 0, done.stderr
    assert "2 submissions of mini" in done.stdout
    assert "q1.double" in done.stdout
    assert "Too few students (2 students)" in done.stdout


def test_it_writes_the_page_and_the_document(grader, graded):
    grader("stats", "mini")
    assert {"statistics.html", "statistics.json"} <= {path.name for path in (graded / "out" / "mini").iterdir()}


def test_the_gap_between_public_and_hidden_cases_is_known(grader, graded):
    parts = json.loads(grader("stats", "mini", "--json").stdout)["parts"]
    assert [(part["address"], part["hidden"]) for part in parts] == [("q1.double", 0.5), ("q1.total", 1.0)]


def test_before_anything_is_graded_it_says_what_to_do(grader, course):
    done = grader("stats", "mini")
    assert done.returncode == 2
    assert "grade the class first" in done.stderr
