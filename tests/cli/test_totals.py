"""`grader totals`: the whole course, with the lowest assignment dropped; and which attempt counts."""

import csv

import pytest

RULES = """\
format: 1
drop_lowest: 1
assignments:
  mini: {due: 2026-03-01 12:00, attempts: best, weight: 3}
  second: {due: 2026-04-01 12:00}
  third: {due: 2026-05-01 12:00}
"""
WRONG = "def double(x):\n    return x\n"


@pytest.fixture
def term(grader, course):
    """Two assignments of one kind, graded for the class; a third one nobody was graded for."""
    for id in ("second", "third"):
        for side in ("assignments", "solutions"):
            for path in (course / side / "mini").rglob("*.*"):
                target = course / side / id / path.relative_to(course / side / "mini")
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_bytes(path.read_bytes())
    (course / "course.yaml").write_text(RULES)
    for id in ("mini", "second"):
        assert grader("grade", id, "class").returncode == 0
    return course


def rows(grader, root):
    done = grader("totals")
    assert done.returncode == 0, done.stderr
    with (root / "out" / "totals.csv").open(newline="") as file:
        return {row["student"]: row for row in csv.DictReader(file)}


def test_the_lowest_assignment_is_dropped_and_one_that_nobody_was_graded_for_does_not_count(grader, term):
    found = rows(grader, term)
    assert list(found["ada"]) == ["student", "total_percent", "status", "dropped", "mini", "second"]
    assert (found["ada"]["total_percent"], found["bob"]["total_percent"]) == ("100.00", "0.00")


def test_the_best_attempt_counts_where_the_course_says_so(grader, term):
    (term / "class" / "ada" / "q1.py").write_text(WRONG)
    for id in ("mini", "second"):
        assert grader("grade", id, "class").returncode == 0
    found = rows(grader, term)["ada"]
    assert (found["mini"], found["second"], found["dropped"]) == ("100.00", "0.00", "second")


def test_before_anything_was_graded_it_says_what_is_needed(grader, course):
    done = grader("totals")
    assert done.returncode == 2
    assert "needs course.yaml and `grader grade`" in done.stderr
