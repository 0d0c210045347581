"""A course is found, loads lazily, and keeps its secrets where they are."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from grader.errors import CourseError, UsageError
from grader.load import find_course, load, load_assignment


def test_the_nearest_folder_upwards_is_the_course(course: Any) -> None:
    inner = course.root / "assignments" / "hw"
    assert find_course(inner) == find_course(course.root) == course.root


def test_no_course_is_told(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"no course here: neither .* nor a folder above it holds assignments/"):
        find_course(tmp_path)


def test_loading_what_is_no_course_is_told(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"is no course: its folder assignments/ cannot be read \(No such file"):
        load(tmp_path)
    with pytest.raises(UsageError, match="is no course"):
        load_assignment(tmp_path, "hw")


def test_assignments_are_read_when_asked_for_and_once(course: Any) -> None:
    course.write("assignments/bad/assignment.yaml", "(")
    found = load(course.root)
    assert list(found) == ["bad", "hw"]
    assert found["hw"] is found["hw"]


def test_a_bad_assignment_is_told_when_asked_for(course: Any) -> None:
    course.write("assignments/bad/assignment.yaml", "3")
    with pytest.raises(CourseError, match=r"^assignments/bad/assignment\.yaml:1:1: this should be a mapping with format,"):
        load(course.root)["bad"]


def test_an_unknown_assignment_names_the_nearest(course: Any) -> None:
    course.write("assignments/dl-hw1/assignment.yaml", "")
    with pytest.raises(UsageError, match=r"there is no assignment 'dl-hw' in .*; did you mean 'dl-hw1'\?"):
        load(course.root)["dl-hw"]
    with pytest.raises(UsageError, match=r"there is no assignment 'dl-hw' in .*; did you mean 'dl-hw1'\?"):
        load_assignment(course.root, "dl-hw")


def test_a_folder_without_assignment_yaml_is_told(course: Any) -> None:
    (course.root / "assignments" / "later").mkdir()
    with pytest.raises(CourseError, match=r"^assignments/later: there is no assignment\.yaml in this folder\n  write one"):
        load_assignment(course.root, "later")


def test_a_folder_whose_name_is_no_id_is_told(course: Any) -> None:
    course.write("assignments/two words/assignment.yaml", "")
    with pytest.raises(CourseError, match=r"^assignments/two words: the folder's name is the assignment's id"):
        load_assignment(course.root, "two words")


@pytest.mark.parametrize("id", ["..", "hw/../hw", "", "/", "hw\x00"])
def test_an_id_is_never_a_path(id: str, course: Any) -> None:
    with pytest.raises(UsageError, match="there is no assignment"):
        load_assignment(course.root, id)


@pytest.mark.parametrize("folder", ["assignments/hw", "solutions/hw", "rubrics/hw"])
def test_a_folder_that_is_a_link_out_is_refused(folder: str, course: Any, tmp_path: Path) -> None:
    (course.root / folder).rename(tmp_path / "outside")
    (course.root / folder).symlink_to(tmp_path / "outside")
    assert course.told().startswith(f"{folder}: is a link that leads out of the course")


def test_without_secrets_nothing_secret_is_opened(course: Any) -> None:
    course.write("rubrics/hw/why.yaml", "(")
    course.write("solutions/hw/mistakes/wrong_axis.py", "(")
    course.write("solutions/hw/cases/q4.py", "raise SystemExit")
    assignment = course.load(secrets=False)
    assert assignment.mistakes == ()
    assert [case.broken for part in assignment.parts for case in part.cases if case.broken] == []


def test_without_secrets_only_public_cases_are_there(course: Any) -> None:
    course.replace("assignments/hw/assignment.yaml", "seconds: 3}", "examples: [{title: Zeros, args: [[0.0, 0.0]]}]}")
    cases = [case for part in course.load(secrets=False).parts for case in part.cases]
    assert [case.public for case in cases if case.plan] == [True]


def test_the_reference_is_left_to_the_pipeline(course: Any) -> None:
    assert course.load().reference is None


def test_importing_the_room_is_light() -> None:
    heavy = "[name for name in ('numpy', 'pydantic', 'sympy', 'nbformat') if name in sys.modules]"
    seen = subprocess.run([sys.executable, "-c", f"import sys, grader.load; print({heavy})"], capture_output=True, text=True, check=True)
    assert seen.stdout.strip() == "[]"
