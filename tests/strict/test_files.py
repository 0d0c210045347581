"""Files are opened inside the course only, when ordinary, small and UTF-8."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from grader.errors import CourseError
from grader.strict.files import read_text


def told(path: Path, root: Path) -> str:
    with pytest.raises(CourseError) as error:
        read_text(path, root)
    return str(error.value)


def test_utf8_is_read_without_its_byte_order_mark(tmp_path: Path) -> None:
    (tmp_path / "x").write_bytes(b"\xef\xbb\xbf\xc3\xa9")
    assert read_text(tmp_path / "x", tmp_path) == "é"


def test_a_missing_file(tmp_path: Path) -> None:
    assert told(tmp_path / "a" / "x", tmp_path) == "a/x: is not there"


def test_a_folder(tmp_path: Path) -> None:
    (tmp_path / "x").mkdir()
    assert told(tmp_path / "x", tmp_path) == "x: is not an ordinary file"


def test_a_pipe_is_never_opened(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "x")
    assert told(tmp_path / "x", tmp_path) == "x: is not an ordinary file"


def test_a_large_file(tmp_path: Path) -> None:
    (tmp_path / "x").write_bytes(b"a" * 1_000_001)
    assert told(tmp_path / "x", tmp_path) == "x: is too large: 1,000,001 bytes, and 1,000,000 are allowed"


def test_a_byte_that_is_no_utf8(tmp_path: Path) -> None:
    (tmp_path / "x").write_bytes("é\né".encode() + b"\xff")
    assert told(tmp_path / "x", tmp_path) == "x:2:2: byte 0xff is not UTF-8 text\n  save the file as UTF-8 in your editor"


def test_a_link_out_of_the_course(tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("x")
    root = tmp_path / "course"
    root.mkdir()
    (root / "x").symlink_to(tmp_path / "secret")
    assert told(root / "x", root) == "x: is a link that leads out of the course\n  put a copy of the file in its place"


def test_a_link_within_the_course_is_fine(tmp_path: Path) -> None:
    (tmp_path / "y").write_text("text")
    (tmp_path / "x").symlink_to("y")
    assert read_text(tmp_path / "x", tmp_path) == "text"


def test_a_link_to_itself(tmp_path: Path) -> None:
    (tmp_path / "x").symlink_to("x")
    assert told(tmp_path / "x", tmp_path).startswith("x: ")
