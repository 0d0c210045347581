"""The course's hash covers every file that can change a point."""

import pytest

from grader.load import course_files, course_hash
from grader.model import Assignment


@pytest.fixture
def homework(tmp_path):
    for name in (
        "assignments/hw/assignment.yaml",
        "solutions/hw/q1.py",
        "solutions/hw/cases/q1.py",
        "rubrics/hw/why.yaml",
        "rubrics/other/x.yaml",
    ):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(name)
    return Assignment("hw", "Homework", (), folder=str(tmp_path / "assignments" / "hw"))


def test_all_files_of_the_assignment_are_named_and_no_other(homework):
    assert list(course_files(homework)) == [
        "assignments/hw/assignment.yaml",
        "solutions/hw/cases/q1.py",
        "solutions/hw/q1.py",
        "rubrics/hw/why.yaml",
    ]


@pytest.mark.parametrize("name", ["assignments/hw/assignment.yaml", "solutions/hw/cases/q1.py", "rubrics/hw/why.yaml"])
def test_a_change_of_any_file_changes_its_hash_and_the_course(homework, tmp_path, name):
    before = course_files(homework)
    (tmp_path / name).write_text("other")
    after = course_files(homework)
    assert [path for path in before if before[path] != after[path]] == [name]
    assert course_hash(before) != course_hash(after)


@pytest.mark.parametrize("name", ["solutions/hw/__pycache__/q1.pyc", "rubrics/hw/.swap", "rubrics/hw/why.yaml~"])
def test_what_editors_and_runs_leave_behind_is_none_of_the_course(homework, tmp_path, name):
    before = course_files(homework)
    (tmp_path / name).parent.mkdir(exist_ok=True)
    (tmp_path / name).write_text("x")
    assert course_files(homework) == before


def test_an_assignment_without_a_folder_has_no_files():
    assert course_files(Assignment("hw", "Homework", ())) == {}
