"""Files appear whole or not at all, and never through a link."""

import errno
import os
from pathlib import Path

import pytest

from grader.errors import UsageError
from grader.report import write, writing


def test_files_are_written_and_replaced(tmp_path: Path) -> None:
    folder = tmp_path / "out" / "ada"
    write(folder, {"a.txt": b"one"})
    write(folder, {"a.txt": b"two", "b.txt": b""})
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == {"a.txt": b"two", "b.txt": b""}


def test_a_link_in_the_place_of_a_file_is_refused(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("keep")
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "report.html").symlink_to(secret)
    with pytest.raises(UsageError, match=r"report\.html: it is a link"):
        write(tmp_path / "out", {"report.html": b"x"})
    assert secret.read_text() == "keep"


def test_a_link_in_the_place_of_the_folder_is_refused(tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "out").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(UsageError, match="link"):
        write(tmp_path / "out", {"report.html": b"x"})
    assert list((tmp_path / "elsewhere").iterdir()) == []


def test_a_file_in_the_place_of_the_folder_is_told(tmp_path: Path) -> None:
    (tmp_path / "out").write_text("")
    with pytest.raises(UsageError, match="cannot write"):
        write(tmp_path / "out", {"report.html": b"x"})


def test_a_folder_in_the_place_of_a_file_is_told(tmp_path: Path) -> None:
    (tmp_path / "report.html").mkdir()
    with pytest.raises(UsageError, match="a folder is in the way"):
        write(tmp_path, {"report.html": b"x"})


@pytest.mark.parametrize("name", ["../x", "a/b", "", "..", "x\0y"])
def test_only_plain_names(tmp_path: Path, name: str) -> None:
    with pytest.raises(UsageError, match="no plain file name"):
        write(tmp_path, {name: b"x"})


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="LOUD: no /dev/full on this system, so a full disk cannot be tried")
def test_a_full_disk_is_told_and_leaves_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path, {"a.txt": b"old"})
    real = os.open

    def full(path: str, flags: int, mode: int = 0o777, *, dir_fd: int | None = None) -> int:
        if not str(path).endswith(".part"):
            return real(path, flags, mode, dir_fd=dir_fd)
        os.close(real(path, flags, mode, dir_fd=dir_fd))
        return real("/dev/full", os.O_WRONLY)

    monkeypatch.setattr(writing.os, "open", full)
    with pytest.raises(UsageError, match=r"a\.txt: the disk is full"):
        write(tmp_path, {"a.txt": b"new"})
    monkeypatch.undo()
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == {"a.txt": b"old"}


@pytest.mark.parametrize(
    ("number", "said"), [(errno.EROFS, "the disk is read-only"), (errno.EDQUOT, "quota"), (errno.EACCES, "no permission")]
)
def test_other_troubles_of_a_disk_are_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int, said: str) -> None:
    def refuse(*_: object, **__: object) -> int:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(writing.os, "open", refuse)
    with pytest.raises(UsageError, match=said):
        write(tmp_path / "out", {"a.txt": b"new"})
