"""Python files: places, names, copies, helpers."""

from __future__ import annotations

from typing import Any

import pytest

from grader.model import Submission

ONE = "def predict(): pass\ndef train(): pass\n"
TWO = "def collapse(): pass\ndef depth(): pass\n"
SHEET = {"answers.md": "## q2.max_slope\n0.25\n"}


def reasons(submission: Submission) -> list[str]:
    return [note.reason for note in submission.notes]


def test_files_helpers_and_packages_become_modules(folder: Any, read: Any) -> None:
    submission = read(
        folder(
            {
                "q1_perceptron.py": ONE,
                "q2_layers.py": TWO,
                "tools.py": "",
                "pack/__init__.py": "",
                "pack/maths.py": "x = 1",
                "bare/deep.py": "",
            }
            | SHEET
        )
    )
    assert sorted(submission.modules) == ["bare.deep", "pack", "pack.maths", "q1_perceptron", "q2_layers", "tools"]
    chunk = submission.modules["pack.maths"].chunks[0]
    assert (chunk.label, chunk.source) == ("pack/maths.py", "x = 1")
    assert not submission.notes


def test_a_subfolder_that_holds_everything_is_home(folder: Any, read: Any) -> None:
    submission = read(folder({"hw1/q1_perceptron.py": ONE, "hw1/tools.py": "", "hw1/answers.md": SHEET["answers.md"]}))
    assert sorted(submission.modules) == ["q1_perceptron", "tools"]
    assert submission.answers["q2.max_slope"].file == "answers.md"
    assert not submission.notes


def test_code_in_a_folder_beside_the_answers_is_found(folder: Any, read: Any) -> None:
    submission = read(folder({"code/q1_perceptron.py": ONE, "code/tools.py": ""} | SHEET))
    assert {"q1_perceptron", "tools"} <= set(submission.modules)
    assert reasons(submission) == ["code/q1_perceptron.py was read as q1_perceptron.py."]


def test_each_file_in_a_folder_of_its_own_is_found(folder: Any, read: Any) -> None:
    submission = read(folder({"one/q1_perceptron.py": ONE, "two/q2_layers.py": TWO, "two/tools.py": ""}))
    assert {"q1_perceptron", "q2_layers", "tools"} <= set(submission.modules)


@pytest.mark.parametrize(
    "name",
    [
        "Q1_Perceptron.py",
        "q1_perceptron.PY",
        "q1_perceptron (1).py",
        "q1_perceptron copy.py",
        "Copy of q1_perceptron.py",
        "q1_perceptron-Copy1.py",
        "lovelaceada_12_34_q1_perceptron.py",
        "perceptron.py",
    ],
)
def test_other_names_of_an_asked_file_are_used_and_told(folder: Any, read: Any, name: str) -> None:
    submission = read(folder({name: ONE, "q2_layers.py": TWO} | SHEET))
    assert submission.modules["q1_perceptron"].chunks[0].label == name
    assert reasons(submission) == [f"{name} was read as q1_perceptron.py."]


def test_of_several_copies_the_newest_is_used(folder: Any, read: Any) -> None:
    submission = read(folder({"q1_perceptron (1).py": ONE, "q1_perceptron (2).py": "# two", "q2_layers.py": TWO} | SHEET))
    assert submission.modules["q1_perceptron"].chunks[0].source == "# two"
    assert reasons(submission)[0] == "q1_perceptron (2).py was read as q1_perceptron.py (1 other of that name not used)."


def test_a_copy_beside_the_proper_file_is_left_out_and_told(folder: Any, read: Any) -> None:
    submission = read(folder({"q1_perceptron.py": ONE, "q1_perceptron (1).py": "x"} | SHEET))
    assert submission.modules["q1_perceptron"].chunks[0].source == ONE
    assert reasons(submission) == ["q1_perceptron (1).py cannot be imported under this name and was left out."]


def test_one_file_of_any_name_stands_for_all(folder: Any, read: Any) -> None:
    submission = read(folder({"mara.py": ONE + TWO}) / "mara.py")
    assert {"q1_perceptron", "q2_layers"} <= set(submission.modules)
    assert submission.modules["q2_layers"].chunks[0].label == "mara.py"
    assert reasons(submission)[0] == "mara.py was read for all of q1_perceptron.py, q2_layers.py."


def test_a_missing_file_stays_missing(folder: Any, read: Any) -> None:
    submission = read(folder({"q1_perceptron.py": ONE, "tools.py": "def collapse(): pass"} | SHEET))
    assert sorted(submission.modules) == ["q1_perceptron", "tools"]
    assert not submission.notes


def test_names_that_no_import_reaches_are_left_out_and_told(folder: Any, read: Any) -> None:
    submission = read(folder({"q1_perceptron.py": ONE, "my tools.py": "", "class.py": "", "__main__.py": ""} | SHEET))
    assert list(submission.modules) == ["q1_perceptron"]
    assert reasons(submission) == [
        "class.py cannot be imported under this name and was left out.",
        "my tools.py cannot be imported under this name and was left out.",
    ]


def test_what_the_caller_leaves_out_is_not_read(folder: Any, read: Any) -> None:
    submission = read(folder({"q1_perceptron.py": ONE, "cases/q1_perceptron.py": "secret"} | SHEET), leave_out=("cases",))
    assert list(submission.modules) == ["q1_perceptron"]


@pytest.mark.parametrize("name", ["ANSWERS.MD", "answers.txt", "Answers (1).md", "my_work.md", "essay.txt", "README.md"])
def test_other_names_of_the_sheet_are_used_and_told(folder: Any, read: Any, name: str) -> None:
    submission = read(folder({"q1_perceptron.py": ONE, name: SHEET["answers.md"]}))
    assert submission.answers["q2.max_slope"].text == "0.25"
    assert f"{name} was read as answers.md." in reasons(submission)


def test_sheets_that_cannot_be_told_apart_are_not_guessed(folder: Any, read: Any) -> None:
    submission = read(folder({"q1_perceptron.py": ONE, "a.md": "x", "b.md": "y"}))
    assert dict(submission.answers) == {}
    assert reasons(submission)[0] == "There is no answers.md, and a.md, b.md could each be meant; none was read."


def test_answers_in_a_format_that_is_not_read_are_told(folder: Any, read: Any) -> None:
    submission = read(folder({"q1_perceptron.py": ONE, "answers.pdf": b"%PDF"}))
    assert reasons(submission)[0] == "There is no answers.md; answers.pdf cannot be read here."


def test_a_missing_sheet_is_told(folder: Any, read: Any) -> None:
    assert reasons(read(folder({"q1_perceptron.py": ONE}))) == ["There is no answers.md."]


def test_notes_are_bounded(folder: Any, read: Any) -> None:
    submission = read(folder({"q1_perceptron.py": ONE} | {f"bad {n}.py": "" for n in range(60)} | SHEET))
    assert len(submission.notes) == 41
    assert reasons(submission)[-1] == "There are 20 more notes of this kind."


def test_the_same_bytes_give_the_same_submission(folder: Any, read: Any) -> None:
    root = folder({"q1_perceptron.py": ONE, "b.py": "", "a.py": "", "z/y.py": ""} | SHEET)
    first, second = read(root), read(root)
    assert first == second
    assert list(first.modules) == list(second.modules)
