"""Writing a release beside what is there."""

from __future__ import annotations

import io
import zipfile

import pytest

from grader.errors import UsageError
from grader.release import write_release, zipped


def test_folder_and_zip_hold_the_same(made, tmp_path):
    folder, archive = write_release(tmp_path, "dl-hw1", made.files)
    there = {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    with zipfile.ZipFile(archive) as packed:
        inside = {name.removeprefix("dl-hw1/"): packed.read(name) for name in packed.namelist()}
    assert there == inside == dict(made.files)


def test_a_zip_knows_no_clock_and_no_machine():
    with zipfile.ZipFile(io.BytesIO(zipped("hw", {"b": b"2", "a": b"1"}))) as packed:
        entries = packed.infolist()
    assert [entry.filename for entry in entries] == ["hw/a", "hw/b"]
    assert {(entry.date_time, entry.compress_type) for entry in entries} == {((1980, 1, 1, 0, 0, 0), zipfile.ZIP_STORED)}


def test_a_release_replaces_an_earlier_one(made, tmp_path):
    write_release(tmp_path, "dl-hw1", made.files)
    fewer = {path: data for path, data in made.files.items() if path != "requirements.txt"}
    folder, _ = write_release(tmp_path, "dl-hw1", fewer)
    assert not (folder / "requirements.txt").exists()


@pytest.mark.parametrize("name", ["mine.txt", "q4_attention.py", "cases/more.py"])
def test_foreign_and_changed_files_are_never_overwritten(name, made, tmp_path):
    folder, _ = write_release(tmp_path, "dl-hw1", made.files)
    (folder / name).write_text("my work")
    with pytest.raises(UsageError, match=f"holds files that no release wrote, or that were changed since: {name}"):
        write_release(tmp_path, "dl-hw1", made.files)
    assert (folder / name).read_text() == "my work"


def test_a_folder_of_somebody_else_is_left_alone(made, tmp_path):
    (tmp_path / "dl-hw1").mkdir()
    (tmp_path / "dl-hw1" / "thesis.tex").write_text("years of work")
    with pytest.raises(UsageError, match=r"thesis\.tex"):
        write_release(tmp_path, "dl-hw1", made.files)
