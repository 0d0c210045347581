"""Downloads of learning platforms, read by their own conventions."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from grader.collect import collect, find
from grader.collect.times import read_time
from grader.model import Assignment

CODE = "def predict(X, w, b):\n    return 1\n"
METADATA = """\
---
submission_11:
  :submitters:
  - :name: Ada Lovelace
    :sid: 'u1'
    :email: ada@uni.example
  :created_at: 2026-11-20 22:59:30.000000000 Z
  :score: 3.0
submission_12:
  :submitters:
  - :name: Marie Curie
    :sid:
    :email: marie@uni.example
  :created_at: 2026-11-21 10:00:00 +0100
"""


def put(root: Path, *names: str) -> Path:
    for name in names:
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(CODE if name.endswith(".py") else "## q1.why\nBecause the boundary is a line.\n")
    return root


def by_student(root: Path, homework: Assignment, called: Any = None) -> dict[str, Any]:
    return {entry.student: collect(entry, homework) for entry in find(root, homework, called)}


def test_canvas_puts_all_files_of_the_class_side_by_side(tmp_path: Path, homework: Assignment) -> None:
    put(tmp_path, "lovelaceada_501_9001_q1_perceptron.py", "lovelaceada_501_9002_answers.md", "curiemarie_502_9003_q1_perceptron.py")
    found = by_student(tmp_path, homework)
    assert sorted(found) == ["curiemarie", "lovelaceada"]
    assert "q1_perceptron" in found["lovelaceada"].modules
    assert "q1.why" in found["lovelaceada"].answers


def test_what_canvas_numbers_when_it_comes_again_keeps_its_name(tmp_path: Path, homework: Assignment) -> None:
    found = by_student(put(tmp_path, "ada_501_9001_q1_perceptron-2.py"), homework)
    assert "q1_perceptron" in found["ada"].modules


def test_what_canvas_marks_as_late_is_told(tmp_path: Path, homework: Assignment) -> None:
    found = by_student(put(tmp_path, "ada_LATE_501_9001_answers.md"), homework)
    assert found["ada"].notes[0].reason.startswith("Canvas marked this as late")


def test_two_students_whom_canvas_calls_alike_stay_two(tmp_path: Path, homework: Assignment) -> None:
    found = by_student(put(tmp_path, "smithada_501_1_answers.md", "smithada_777_2_answers.md"), homework)
    assert sorted(found) == ["smithada", "smithada~2"]


@pytest.mark.parametrize("suffix", ["_assignsubmission_file", "_assignsubmission_file_"])
def test_moodle_in_folders(tmp_path: Path, homework: Assignment, suffix: str) -> None:
    put(tmp_path, f"Ada Lovelace_501{suffix}/q1_perceptron.py", "Marie Curie_502_assignsubmission_file/answers.md")
    put(tmp_path, "Ada Lovelace_501_assignsubmission_onlinetext/onlinetext.html")
    found = by_student(tmp_path, homework)
    assert sorted(found) == ["Ada_Lovelace", "Marie_Curie"]
    assert "q1_perceptron" in found["Ada_Lovelace"].modules


def test_moodle_without_folders(tmp_path: Path, homework: Assignment) -> None:
    put(tmp_path, "Ada Lovelace_501_assignsubmission_file_q1_perceptron.py", "Ada Lovelace_501_assignsubmission_file_answers.md")
    assert "q1.why" in by_student(tmp_path, homework)["Ada_Lovelace"].answers


def test_gradescope_says_whose_it_is_and_since_when(tmp_path: Path, homework: Assignment) -> None:
    put(tmp_path, "submission_11/q1_perceptron.py", "submission_12/answers.md")
    (tmp_path / "submission_metadata.yml").write_text(METADATA)
    found = by_student(tmp_path, homework)
    assert sorted(found) == ["Ada_Lovelace", "Marie_Curie"]
    assert found["Ada_Lovelace"].handed_in.moment.shown == "2026-11-20 22:59 UTC"
    assert found["Marie_Curie"].handed_in.moment.shown == "2026-11-21 09:00 UTC"


def test_github_classroom_folders_are_called_by_assignment_and_login(tmp_path: Path, homework: Assignment) -> None:
    put(tmp_path, "dl-hw1-adal/q1_perceptron.py", "dl-hw1-marie-c/answers.md")
    assert sorted(by_student(tmp_path, homework)) == ["adal", "marie-c"]


@pytest.mark.parametrize(
    ("files", "name"),
    [
        (("lovelaceada_501_9001_answers.md",), "501"),
        (("Ada Lovelace_501_assignsubmission_file/answers.md",), "Ada Lovelace"),
        (("dl-hw1-adal/answers.md", "dl-hw1-bo/answers.md"), "adal"),
        (("adal/answers.md", "bo/answers.md"), "adal"),
    ],
)
def test_the_roster_says_who_it_is(tmp_path: Path, homework: Assignment, files: tuple[str, ...], name: str) -> None:
    assert "ada" in by_student(put(tmp_path, *files), homework, {name: "ada"}.get)


def test_an_ordinary_class_is_no_download(tmp_path: Path, homework: Assignment) -> None:
    assert sorted(by_student(put(tmp_path, "ada_lovelace/answers.md", "bo_2/answers.md"), homework)) == ["ada_lovelace", "bo_2"]


def test_a_link_among_canvas_files_is_not_followed(tmp_path: Path, homework: Assignment) -> None:
    put(tmp_path, "class/ada_501_1_answers.md", "secret.py")
    (tmp_path / "class" / "ada_501_2_q1_perceptron.py").symlink_to(tmp_path / "secret.py")
    assert not by_student(tmp_path / "class", homework)["ada"].modules


@pytest.mark.parametrize("text", ["", "yesterday", "2026-13-01 00:00:00 Z", "2026-11-20 22:59:30", "0000-00-00 00:00:00 Z"])
def test_what_is_no_time_is_none(text: str) -> None:
    assert read_time(text, "lms") is None
