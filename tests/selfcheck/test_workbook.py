"""Finding a student's folder, and saying where to go when there is none."""

from __future__ import annotations

import json

import pytest

from grader.errors import UsageError
from grader.selfcheck import PLACE, open_workbook


def test_the_folder_is_found_from_below(folder):
    (folder / "notes").mkdir()
    assert open_workbook(folder / "notes").folder == folder


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (lambda place: None, "go into the folder that you downloaded"),
        (lambda place: (place / "assignments").mkdir(), "this is a course, not a homework folder"),
        (lambda place: (place / "q4.py").touch(), "go into the folder that you downloaded"),
        (lambda place: (place / "assignment.yaml").touch(), "is missing .a hidden folder, easily lost in copying.; download"),
    ],
)
def test_no_homework_here(make, words, tmp_path):
    make(tmp_path)
    with pytest.raises(UsageError, match=words):
        open_workbook(tmp_path)


def test_the_folder_below_is_named(folder):
    with pytest.raises(UsageError, match="not in this folder but in hw; go there first: cd hw"):
        open_workbook(folder.parent)


@pytest.mark.parametrize(
    ("format", "words"), [(0, "an older version of grader .*download"), (99, "a newer version .*pip install --upgrade")]
)
def test_another_format_is_refused(format, words, folder):
    place = folder / PLACE
    place.write_text(json.dumps(json.loads(place.read_text()) | {"format": format}))
    with pytest.raises(UsageError, match=words):
        open_workbook(folder)


@pytest.mark.parametrize("text", ["", "{", "[]", '{"format": 1}', '{"format": 1, "files": 3}', "[" * 5000])
def test_a_damaged_record_is_told(text, folder):
    (folder / PLACE).write_text(text)
    with pytest.raises(UsageError, match="is damaged; download the homework again"):
        open_workbook(folder)


def test_a_missing_assignment_is_told(folder):
    (folder / "assignment.yaml").unlink()
    with pytest.raises(UsageError, match=r"assignment\.yaml is missing in hw; download"):
        open_workbook(folder)


def test_a_damaged_assignment_is_told_with_its_line(folder):
    text = (folder / "assignment.yaml").read_text()
    (folder / "assignment.yaml").write_text(text.replace("kind: number", "kind: nubmer"))
    with pytest.raises(UsageError, match=r"assignment\.yaml:29:41:.*did you mean 'number'\?(.|\n)*download the homework again"):
        open_workbook(folder)


def test_untouched_files_are_known(folder):
    workbook = open_workbook(folder)
    assert workbook.untouched("q4.py")
    (folder / "q4.py").write_text("x = 1\n")
    assert not workbook.untouched("q4.py")
