"""Packing, and what grading makes of it."""

from __future__ import annotations

import io
import json
import zipfile

import pytest

from grader.collect import Entry, collect
from grader.errors import UsageError
from grader.pipeline import ready
from grader.selfcheck import check, complaints, open_workbook, pack_work

NOW = "2026-01-02T03:04:05Z"


@pytest.fixture
def pack(folder):
    """Write files into the folder and pack it."""

    def packed(**files):
        for name, text in files.items():
            (folder / name).parent.mkdir(exist_ok=True)
            (folder / name).write_text(text)
        return pack_work(open_workbook(folder), NOW)

    return packed


@pytest.fixture
def graded(course, tmp_path):
    """Read a packed hand-in as the instructor does."""

    def read(archive):
        (tmp_path / "ada.zip").write_bytes(archive)
        return collect(Entry("ada", tmp_path / "ada.zip"), ready(course, "hw"))

    return read


def members(archive):
    with zipfile.ZipFile(io.BytesIO(archive)) as opened:
        return {name: opened.read(name) for name in opened.namelist()}


def repacked(archive, **changes):
    room = io.BytesIO()
    with zipfile.ZipFile(room, "w") as out:
        for name, data in (members(archive) | changes).items():
            out.writestr(name, data)
    return room.getvalue()


def test_work_is_packed_with_a_manifest(pack, right, answers):
    made = pack(**{"q4.py": right, "answers.md": answers, "mine/tools.py": "x = 1\n"})
    inside = members(made.archive)
    assert set(inside) == {"q4.py", "answers.md", "mine/tools.py", "manifest.json"}
    told = json.loads(inside["manifest.json"])
    assert set(told) == {"format", "assignment", "release", "receipt", "content", "files", "hints", "versions", "submitted"}
    assert told["receipt"] == made.receipt
    assert told["submitted"] == NOW


def test_no_private_path_is_packed(pack, right, folder):
    assert str(folder).encode() not in b"".join(members(pack(**{"q4.py": right}).archive).values())


def test_the_same_work_has_the_same_receipt_at_any_time(folder, right):
    (folder / "q4.py").write_text(right)
    workbook = open_workbook(folder)
    one, other = pack_work(workbook, NOW), pack_work(workbook, "2026-02-02T03:04:05Z")
    assert one.receipt == other.receipt
    (folder / "q4.py").write_text(right + "\n")
    assert pack_work(workbook, NOW).receipt != one.receipt


def test_nothing_to_submit_is_told(pack):
    with pytest.raises(UsageError, match="nothing to submit: every file is still as it was handed out"):
        pack()


def test_a_notebook_goes_alone_where_the_files_are_untouched(pack, folder):
    text = (folder / "hw.ipynb").read_text()
    assert pack(**{"hw.ipynb": text.replace("raise NotImplementedError", "return 1")}).files == ("hw.ipynb",)


def test_outputs_of_a_notebook_are_left_out_and_the_file_is_not_touched(pack, folder):
    book = json.loads((folder / "hw.ipynb").read_text())
    code = next(cell for cell in book["cells"] if cell["cell_type"] == "code")
    code["outputs"] = [{"output_type": "stream", "name": "stdout", "text": ["x" * 55_000_000]}]
    made = pack(**{"hw.ipynb": json.dumps(book)})
    assert made.notes == ("outputs of hw.ipynb were left out (54 MB); the file itself is unchanged",)
    assert len(made.archive) < 100_000
    assert (folder / "hw.ipynb").stat().st_size > 55_000_000


def test_a_damaged_notebook_is_packed_and_told(pack):
    assert "cannot be read as a notebook" in pack(**{"hw.ipynb": "{"}).notes[0]


def test_too_large_a_file_is_refused(pack):
    with pytest.raises(UsageError, match=r"q4\.py has 21 MB; at most 20 MB are taken"):
        pack(**{"q4.py": "#" * 21_000_000})


def test_what_is_missing_is_said_before(folder, right):
    (folder / "q4.py").write_text(right.replace("def softmax", "def soft_max"))
    told = complaints(check(open_workbook(folder)))
    assert any(line.startswith("q4.softmax: ") and "no function softmax" in line for line in told)
    assert "q5.width: no answer yet" in told


def test_grading_prints_the_same_receipt(pack, graded, right):
    made = pack(**{"q4.py": right})
    assert [note.reason for note in graded(made.archive).notes if "eceipt" in note.reason] == [f"Receipt {made.receipt}."]


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"q4.py": b"def softmax(x): pass\n"}, "This is not what `grader submit` packed: q4.py changed since"),
        ({"more.py": b"x = 1\n"}, "more.py changed since"),
        ({"manifest.json": b"{"}, "manifest.json cannot be read, so there is no receipt"),
        ({"manifest.json": b'{"files": {"q4.py": 3}}'}, "manifest.json cannot be read"),
        ({"manifest.json": b'{"files": {"../../etc/passwd": {"sha256": "0"}}}'}, "This is not what `grader submit` packed"),
    ],
)
def test_a_manifest_is_data_and_never_trusted(changes, words, pack, graded, right):
    submission = graded(repacked(pack(**{"q4.py": right}).archive, **changes))
    assert any(words in note.reason for note in submission.notes)
    assert "q4" in submission.modules


def test_a_forged_receipt_is_not_repeated(pack, graded, right):
    made = pack(**{"q4.py": right})
    told = json.loads(members(made.archive)["manifest.json"]) | {"receipt": "AAAA-AAAA"}
    notes = graded(repacked(made.archive, **{"manifest.json": json.dumps(told).encode()})).notes
    assert f"Receipt {made.receipt}." in [note.reason for note in notes]


def test_work_from_another_release_is_told(pack, graded, right):
    made = pack(**{"q4.py": right})
    told = json.loads(members(made.archive)["manifest.json"]) | {"release": "0" * 64}
    notes = graded(repacked(made.archive, **{"manifest.json": json.dumps(told).encode()})).notes
    assert any("made from another release of the homework" in note.reason for note in notes)


def test_a_zip_that_was_made_before_is_no_part_of_the_work(folder, right):
    (folder / "q4.py").write_text(right)
    workbook = open_workbook(folder)
    (folder / workbook.archive).write_bytes(pack_work(workbook, NOW).archive)
    again = open_workbook(folder)
    assert again.submission.notes == ()
    assert pack_work(again, NOW).files == ("answers.md", "q4.py")


def test_packages_that_grading_lacks_are_named(folder, right):
    (folder / "tools.py").write_text("import os.path\nfrom q4 import softmax\n")
    (folder / "q4.py").write_text("import torch.nn as nn\nfrom tools import softmax as mine\nfrom numpy import linalg\n" + right)
    told = complaints(check(open_workbook(folder)))
    assert [line for line in told if "at hand" in line] == ["q4.py:1: torch is not at hand where your work is graded"]
