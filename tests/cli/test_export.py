"""`grader export` after a class was graded: sheets and formats."""

import json

import pytest

CANVAS = "Student,ID,SIS Login ID,Section,Mini (12)\n    Points Possible,,,,4\nAda L,1,ada,A,\nZed,9,zed,A,3\n"


@pytest.fixture
def graded(grader, course):
    assert grader("grade", "mini", "class").returncode == 0
    (course / "canvas.csv").write_text(CANVAS)
    return course


def test_canvas_is_filled_and_what_changes_is_shown(grader, graded):
    done = grader("export", "canvas", "mini", "--template", "canvas.csv", "--to", "filled.csv")
    assert done.returncode == 0, done.stderr
    assert "ada  (empty) → 4.00" in done.stdout
    assert "Graded, but not in the sheet: bob" in done.stdout
    assert "In the sheet, without a mark here: Zed" in done.stdout
    assert (graded / "filled.csv").read_text() == CANVAS.replace("ada,A,", "ada,A,4.00")


def test_a_roster_says_who_is_who(grader, graded):
    (graded / "roster.csv").write_text("student,login\nbob,zed\n")
    done = grader("export", "canvas", "mini", "--template", "canvas.csv", "--roster", "roster.csv", "--to", "filled.csv")
    assert "bob  3 → 0.00" in done.stdout


def test_a_sheet_is_never_made_up(grader, graded):
    done = grader("export", "moodle", "mini")
    assert done.returncode == 2
    assert "--template is missing: export the sheet from moodle first" in done.stderr


def test_a_broken_sheet_changes_nothing(grader, graded):
    (graded / "canvas.csv").write_text('Student,"ID\n')
    done = grader("export", "canvas", "mini", "--template", "canvas.csv", "--to", "filled.csv")
    assert done.returncode == 2
    assert "a quote opens here and never closes" in done.stderr
    assert not (graded / "filled.csv").exists()


@pytest.mark.parametrize(
    ("target", "file"),
    [
        ("gradescope", "ada.results.json"),
        ("check50", "ada.check50.json"),
        ("github-classroom", "ada.result.b64"),
        ("autolab", "ada.autolab.json"),
    ],
)
def test_a_format_writes_a_file_a_student(grader, graded, target, file):
    done = grader("export", target, "mini", "--to", "formats")
    assert done.returncode == 0, done.stderr
    assert (graded / "formats" / file).stat().st_size > 20


def test_one_student_alone(grader, graded):
    grader("export", "gradescope", "mini", "--student", "ada", "--to", "formats")
    assert [path.name for path in (graded / "formats").iterdir()] == ["ada.results.json"]
    assert json.loads((graded / "formats" / "ada.results.json").read_text())["score"] == 4


def test_an_unknown_student_is_told_with_the_nearest(grader, graded):
    assert "nobody called 'adda' has a result; did you mean 'ada'?" in grader("export", "gradescope", "mini", "--student", "adda").stderr
