"""Who handed in what: ids, order, what is no submission."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest

from grader.collect import find
from grader.errors import UsageError
from grader.model import Assignment


def students(path: Path, homework: Assignment) -> list[str]:
    return [entry.student for entry in find(path, homework)]


def test_a_class_has_one_entry_a_student(tmp_path: Path, homework: Assignment) -> None:
    for name in ("ada", "empty"):
        (tmp_path / name).mkdir()
    for name in ("bob.zip", "cleo.ipynb", "dan.md", "eve.py", "finn.txt", "gus.tar.gz", "hal.rar"):
        (tmp_path / name).write_text("x")
    assert students(tmp_path, homework) == ["ada", "bob", "cleo", "dan", "empty", "eve", "finn", "gus", "hal"]


def test_what_lies_beside_submissions_is_none(tmp_path: Path, homework: Assignment) -> None:
    for name in (".git", "__MACOSX", "__pycache__"):
        (tmp_path / name).mkdir()
    for name in (".DS_Store", "expect.yaml", "bob.zip.expect.yaml", "README.md", "readme.txt", "grades.csv", "course.yaml"):
        (tmp_path / name).write_text("x")
    assert students(tmp_path, homework) == []


@pytest.mark.parametrize(
    "name", ["q1_perceptron.py", "Q2_Layers.py", "answers.md", "ANSWERS.MD", "dl-hw1.ipynb", "q2_layers (1).py", "DL-HW1-Copy1.ipynb"]
)
def test_a_folder_that_holds_an_asked_file_is_one_submission(folder: Any, homework: Assignment, name: str) -> None:
    root = folder({name: "", "other/x.py": ""})
    assert students(root, homework) == ["ada"]


@pytest.mark.parametrize("name", ["ada.ipynb", "ada.md", "ada.py"])
def test_a_folder_of_files_named_after_students_is_a_class(folder: Any, homework: Assignment, name: str) -> None:
    assert students(folder({name: "", "bob.md": ""}, "class"), homework) == ["ada", "bob"]


def test_a_single_file_is_one_submission(folder: Any, homework: Assignment) -> None:
    assert students(folder({"mara.py": ""}) / "mara.py", homework) == ["mara"]


def test_two_submissions_of_one_name_are_both_kept(tmp_path: Path, homework: Assignment) -> None:
    (tmp_path / "ada").mkdir()
    (tmp_path / "ada.zip").write_text("x")
    entries = find(tmp_path, homework)
    assert [(entry.student, entry.path.name) for entry in entries] == [("ada", "ada"), ("ada~2", "ada.zip")]
    assert all(entry.notes[0].reason == "2 submissions share one name: ada, ada.zip. Each was graded on its own." for entry in entries)


def test_names_that_differ_in_case_only_get_ids_that_do_not(tmp_path: Path, homework: Assignment) -> None:
    (tmp_path / "Ada").mkdir()
    (tmp_path / "ada").mkdir()
    if len(os.listdir(tmp_path)) == 1:
        pytest.skip("LOUD: this disk ignores case, so there cannot be two such names")
    assert students(tmp_path, homework) == ["Ada", "ada~2"]


HOSTILE = [
    b"a b",
    b"quo'te\"s",
    b"new\nline",
    b"..\\..\\etc",
    b"bell\x07",
    b"\xe2\x80\xaertl",
    b"\xff\xfe",
    b"CON",
    b"nul.zip",
    b"-rf",
    b"=cmd",
    b"x" * 250,
    "ünï".encode(),
    b"~",
    b"index.html",
]


def test_hostile_names_become_safe_distinct_ids(tmp_path: Path, homework: Assignment) -> None:
    for name in HOSTILE:
        os.mkdir(os.path.join(os.fsencode(tmp_path), name))
    found = students(tmp_path, homework)
    assert len({student.casefold() for student in found}) == len(HOSTILE)
    for student in found:
        assert student.encode()
        assert student.isprintable()
        assert len(student.encode()) <= 140
        assert not set(student) & set("/\\ \"'\n:*?<>|\u202e")
        assert student[0] not in ".-=~+@"
        assert student.split(".")[0].lower() not in ("con", "nul")


def test_the_order_does_not_depend_on_the_disk(tmp_path: Path, homework: Assignment) -> None:
    for name in ("zoe", "Bea", "ada"):
        (tmp_path / name).mkdir()
    assert students(tmp_path, homework) == ["ada", "Bea", "zoe"]


def test_nothing_there_is_told(tmp_path: Path, homework: Assignment) -> None:
    with pytest.raises(UsageError, match="there is no file or folder"):
        find(tmp_path / "none", homework)


def test_moodle_names_lose_their_tail(tmp_path: Path, homework: Assignment) -> None:
    (tmp_path / "Ada Lovelace_12345_assignsubmission_file_").mkdir()
    assert students(tmp_path, homework) == ["Ada_Lovelace"]
