"""Zips, honest and hostile."""

from __future__ import annotations

import io
import stat
import struct
import tarfile
import time
import zipfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from grader.collect import Entry, collect, limits
from grader.model import Assignment, Submission

CODE = "def predict(): pass\n"


def refusal(submission: Submission) -> str:
    assert submission.refused
    assert not submission.modules
    assert submission.notes[-1].help
    return submission.notes[-1].reason


def test_a_zip_is_read_like_a_folder(zipped: Any, read: Any) -> None:
    submission = read(zipped(("q1_perceptron.py", CODE), ("answers.md", "## q2.max_slope\n0.25"), ("pack/tool.py", "x = 1")))
    assert sorted(submission.modules) == ["pack.tool", "q1_perceptron"]
    assert submission.answers["q2.max_slope"].text == "0.25"
    assert not submission.notes


def test_a_folder_inside_is_descended_into(zipped: Any, read: Any) -> None:
    submission = read(zipped(("ada/dl-hw1/q1_perceptron.py", CODE), ("ada/dl-hw1/tool.py", ""), ("__MACOSX/ada/._q1_perceptron.py", "\0")))
    assert sorted(submission.modules) == ["q1_perceptron", "tool"]
    assert submission.modules["q1_perceptron"].chunks[0].label == "q1_perceptron.py"


def test_a_folder_with_one_zip_is_that_zip(zipped: Any, folder: Any, read: Any, homework: Assignment) -> None:
    root = folder({"upload.zip": zipped(("q1_perceptron.py", CODE)).read_bytes()}, "eve")
    assert list(collect(Entry("eve", root), homework).modules) == ["q1_perceptron"]


@pytest.mark.parametrize(
    "name", ["../q1_perceptron.py", "a/../../x.py", "/etc/x.py", "C:/x.py", "c:\\x.py", "..\\x.py", "a\\..\\..\\x.py", "\\\\host\\x.py"]
)
def test_unsafe_paths_are_refused(zipped: Any, read: Any, name: str) -> None:
    assert "holds the unsafe path" in refusal(read(zipped(("q1_perceptron.py", CODE), (name, "x = 1"))))


def test_links_are_refused(zipped: Any, read: Any) -> None:
    link = zipfile.ZipInfo("q1_perceptron.py")
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    assert refusal(read(zipped((link, "/etc/passwd")))) == "ada.zip holds a link (q1_perceptron.py); nothing of it was read."


def test_backslashes_part_folders(zipped: Any, read: Any) -> None:
    submission = read(zipped(("hw\\q1_perceptron.py", CODE), ("hw\\pack\\tool.py", "")))
    assert sorted(submission.modules) == ["pack.tool", "q1_perceptron"]


def test_names_in_utf8_without_the_flag_are_understood(tmp_path: Path, read: Any, zipped: Any) -> None:
    path = zipped(("q1_perceptron.py", CODE), ("zzz_z.py", "x = 1"))
    path.write_bytes(path.read_bytes().replace(b"zzz_z", "maß".encode() + b"e"))
    assert sorted(read(path).modules) == ["maße", "q1_perceptron"]


def test_locked_files_are_told(zipped: Any, read: Any) -> None:
    path = zipped(("q1_perceptron.py", CODE))
    data = bytearray(path.read_bytes())
    data[6] |= 1
    data[data.rindex(b"PK\x01\x02") + 8] |= 1
    path.write_bytes(data)
    assert read(path).notes[0].reason == "q1_perceptron.py is locked with a password."


def test_a_zip_in_a_zip_is_not_opened(zipped: Any, read: Any) -> None:
    inner = zipped(("q2_layers.py", CODE), name="inner.zip").read_bytes()
    submission = read(zipped(("q1_perceptron.py", CODE), ("inner.zip", inner)))
    assert list(submission.modules) == ["q1_perceptron"]
    assert submission.notes[0].reason == "inner.zip is an archive inside the hand-in and was not opened."


def test_a_bomb_is_refused_unopened(zipped: Any, read: Any) -> None:
    start = time.process_time()
    reason = refusal(read(zipped(("q1_perceptron.py", CODE), ("zeros.bin", bytes(60 * limits.MIB)))))
    assert reason == "ada.zip claims to hold 60 MB, far more than its own size; it was not opened."
    assert time.process_time() - start < 10


def set_claim(path: Path, size: int) -> None:
    """Let the table of contents claim another size for the last file."""
    data = bytearray(path.read_bytes())
    struct.pack_into("<L", data, data.rindex(b"PK\x01\x02") + 24, size)
    path.write_bytes(data)


def test_ten_claimed_gigabytes_are_refused(zipped: Any, read: Any) -> None:
    path = zipped(*((f"{n}.bin", "x") for n in range(3)))
    data = bytearray(path.read_bytes())
    place = -1
    while (place := data.find(b"PK\x01\x02", place + 1)) >= 0:
        struct.pack_into("<L", data, place + 24, 0xFFFFFFF0)
    path.write_bytes(data)
    assert refusal(read(path)).startswith("ada.zip claims to hold 12,287 MB")


def test_a_file_larger_than_it_claims_costs_that_file(zipped: Any, read: Any) -> None:
    path = zipped(("q2_layers.py", CODE), ("q1_perceptron.py", CODE * 50))
    set_claim(path, 1)
    submission = read(path)
    assert list(submission.modules) == ["q2_layers"]
    assert submission.notes[0].reason == "q1_perceptron.py is damaged inside ada.zip."


def test_a_large_member_costs_only_itself(zipped: Any, read: Any) -> None:
    submission = read(zipped(("q2_layers.py", CODE), ("q1_perceptron.py", "#" * (3 * limits.MIB))))
    assert list(submission.modules) == ["q2_layers"]
    assert submission.notes[0].reason == "q1_perceptron.py has 3 MB; at most 2 MB are read."


def test_overlapping_files_are_refused(zipped: Any, read: Any) -> None:
    path = zipped(("a.py", CODE * 9), ("q1_perceptron.py", CODE))
    data = bytearray(path.read_bytes())
    struct.pack_into("<L", data, data.rindex(b"PK\x01\x02") + 42, 10)
    path.write_bytes(data)
    assert refusal(read(path)) == "ada.zip has files that overlap each other; it was not opened."


def test_of_two_files_of_one_name_the_last_counts(zipped: Any, read: Any) -> None:
    with pytest.warns(UserWarning, match="Duplicate"):
        path = zipped(("q1_perceptron.py", "a = 1"), ("q1_perceptron.py", "a = 2"))
    submission = read(path)
    assert submission.modules["q1_perceptron"].chunks[0].source == "a = 2"
    assert submission.notes[0].reason == "ada.zip holds q1_perceptron.py more than once; the last one counts."


def test_a_wrong_checksum_costs_that_file(zipped: Any, read: Any) -> None:
    path = zipped(("q1_perceptron.py", CODE), ("q2_layers.py", CODE))
    data = bytearray(path.read_bytes())
    struct.pack_into("<L", data, data.index(b"PK\x01\x02") + 16, 1)
    path.write_bytes(data)
    submission = read(path)
    assert list(submission.modules) == ["q2_layers"]
    assert submission.notes[0].reason == "q1_perceptron.py is damaged inside ada.zip."


def test_a_cut_off_zip_is_told(zipped: Any, read: Any) -> None:
    path = zipped(("q1_perceptron.py", CODE))
    path.write_bytes(path.read_bytes()[:60])
    assert refusal(read(path)) == "ada.zip is cut off: its end is missing."


@pytest.mark.parametrize(
    ("head", "what"),
    [
        (b"Rar!\x1a\x07\x00", "a RAR archive"),
        (b"7z\xbc\xaf\x27\x1c", "a 7z archive"),
        (b"\x1f\x8b\x08", "a gzip archive"),
        (b"BZh9", "a bzip2 archive"),
        (b"\xfd7zXZ\x00", "an xz archive"),
        (b"%PDF-1.4", "a PDF"),
    ],
)
def test_other_formats_are_named(tmp_path: Path, read: Any, head: bytes, what: str) -> None:
    (tmp_path / "ada.zip").write_bytes(head + bytes(600))
    assert refusal(read(tmp_path / "ada.zip")) == f"ada.zip is {what}, which is not read here."


def test_a_tar_is_named(tmp_path: Path, read: Any) -> None:
    with tarfile.open(tmp_path / "ada.tar", "w") as archive:
        archive.addfile(tarfile.TarInfo("q1_perceptron.py"), io.BytesIO())
    submission = read(tmp_path / "ada.tar")
    assert refusal(submission) == "ada.tar is a tar archive, which is not read here."
    assert submission.notes[0].help == "Hand in a zip of your folder instead."


@pytest.mark.parametrize(
    ("content", "reason"),
    [(b"", "ada.zip is empty."), (b"hello", "ada.zip is not a zip file."), (b"PK\x05\x06", "ada.zip is damaged and could not be opened.")],
)
def test_what_is_no_zip_is_told(tmp_path: Path, read: Any, content: bytes, reason: str) -> None:
    (tmp_path / "ada.zip").write_bytes(content)
    assert refusal(read(tmp_path / "ada.zip")) == reason


def test_a_huge_zip_is_refused_without_reading_it(tmp_path: Path, read: Any) -> None:
    with open(tmp_path / "ada.zip", "wb") as file:
        file.truncate(100 * limits.MIB)
    assert refusal(read(tmp_path / "ada.zip")) == "ada.zip has 100 MB; at most 64 MB are read."


def test_too_many_members_are_refused(zipped: Any, read: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "ENTRIES", 10)
    assert refusal(read(zipped(*((f"{n}.txt", "") for n in range(11))))) == "There are more than 10 files and folders in it."


def test_an_endless_path_is_refused(zipped: Any, read: Any) -> None:
    assert refusal(read(zipped(("a" * 2000 + ".py", "")))) == "ada.zip holds a path of 2,003 characters; nothing of it was read."


def test_rare_packings_are_not_unpacked(tmp_path: Path, read: Any) -> None:
    with zipfile.ZipFile(tmp_path / "ada.zip", "w", zipfile.ZIP_LZMA) as archive:
        archive.writestr("q1_perceptron.py", CODE)
    assert read(tmp_path / "ada.zip").notes[0].reason == "q1_perceptron.py is packed in a way that is not read here."


def test_nothing_is_ever_written(zipped: Any, read: Any, tmp_path: Path) -> None:
    path = zipped(("q1_perceptron.py", CODE), ("pack/tool.py", ""))
    read(path)
    assert [found.name for found in tmp_path.iterdir()] == ["ada.zip"]


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_no_damage_is_an_exception(data: Any, tmp_path: Path, homework: Assignment) -> None:
    memory = io.BytesIO()
    with zipfile.ZipFile(memory, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("q1_perceptron.py", CODE * 3)
        archive.writestr("hw/answers.md", "## q2.max_slope\n0.25\n")
    content = bytearray(memory.getvalue())
    for _ in range(data.draw(st.integers(0, 4))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    del content[data.draw(st.integers(0, len(content))) :][: data.draw(st.integers(0, 3))]
    (tmp_path / "ada.zip").write_bytes(content)
    submission = collect(Entry("ada", tmp_path / "ada.zip"), homework)
    assert submission.refused <= bool(submission.notes)


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(content=st.binary(max_size=300), end=st.booleans())
def test_any_bytes_may_call_themselves_a_zip(content: bytes, end: bool, tmp_path: Path, homework: Assignment) -> None:
    (tmp_path / "ada.zip").write_bytes(content + b"PK\x05\x06" + bytes(18) * end)
    assert collect(Entry("ada", tmp_path / "ada.zip"), homework).notes
