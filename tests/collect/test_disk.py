"""Links, pipes, sizes: what a folder may hold, and what of it is read."""

from __future__ import annotations

import os
import socket
from pathlib import Path
from typing import Any

import pytest

from grader.collect import Entry, collect, disk, limits
from grader.model import Assignment, Submission

CODE = "def predict(): pass\n"


def reasons(submission: Submission) -> list[str]:
    return [note.reason for note in submission.notes]


def test_links_are_not_followed(folder: Any, read: Any, tmp_path: Path) -> None:
    (tmp_path / "secret.py").write_text("SECRET = 1")
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere" / "helper.py").write_text("SECRET = 1")
    root = folder({"q2_layers.py": CODE})
    os.symlink(tmp_path / "secret.py", root / "q1_perceptron.py")
    os.symlink(tmp_path / "elsewhere", root / "pack")
    submission = read(root)
    assert list(submission.modules) == ["q2_layers"]
    assert "q1_perceptron.py is a link; links are not followed." in reasons(submission)
    assert "pack is a link; links are not followed." in reasons(submission)


def test_an_entry_that_is_a_link_is_refused(tmp_path: Path, homework: Assignment) -> None:
    os.symlink("/etc", tmp_path / "eve")
    submission = collect(Entry("eve", tmp_path / "eve"), homework)
    assert submission.refused
    assert reasons(submission) == ["eve is a link; links are not followed."]


def test_pipes_and_sockets_are_never_opened(folder: Any, read: Any) -> None:
    root = folder({"q2_layers.py": CODE})
    os.mkfifo(root / "q1_perceptron.py")
    with socket.socket(socket.AF_UNIX) as listener:
        here = os.getcwd()
        os.chdir(root)  # a socket's path is short
        try:
            listener.bind("answers.md")
        finally:
            os.chdir(here)
        submission = read(root)
    assert list(submission.modules) == ["q2_layers"]
    assert {
        "q1_perceptron.py is not an ordinary file and was not opened.",
        "answers.md is not an ordinary file and was not opened.",
    } <= set(reasons(submission))


def test_a_pipe_as_entry_is_refused(tmp_path: Path, homework: Assignment) -> None:
    os.mkfifo(tmp_path / "eve.zip")
    submission = collect(Entry("eve", tmp_path / "eve.zip"), homework)
    assert submission.refused
    assert reasons(submission) == ["eve.zip is not a regular file."]


def test_a_file_that_becomes_a_link_while_we_look_is_not_followed(folder: Any, tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("SECRET")
    root = folder({"a.py": CODE, "in/b.py": CODE})
    with disk.Folder(root) as found:
        for name in ("a.py", "in/b.py"):
            (root / name).unlink()
            os.symlink(tmp_path / "secret", root / name)
            with pytest.raises(disk.SubmissionError, match="could not be opened"):
                found.read(name, 100)


def test_a_folder_that_becomes_a_link_while_we_look_is_not_followed(folder: Any, tmp_path: Path) -> None:
    root = folder({"in/b.py": CODE})
    other = tmp_path / "other"
    other.mkdir()
    (other / "b.py").write_text("SECRET")
    with disk.Folder(root) as found:
        (root / "in").rename(root / "gone")
        os.symlink(other, root / "in")
        with pytest.raises(disk.SubmissionError, match="could not be opened"):
            found.read("in/b.py", 100)


def test_a_huge_file_is_refused_without_reading_it(folder: Any, read: Any) -> None:
    root = folder({"q1_perceptron.py": CODE, "answers.md": ""})
    with open(root / "answers.md", "wb") as file:
        file.truncate(100 * limits.MIB)
    submission = read(root)
    assert reasons(submission) == ["answers.md has 100 MB; at most 2 MB are read."]
    assert "q1_perceptron" in submission.modules


def test_all_text_together_is_bounded(folder: Any, read: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "KEPT_BYTES", 100)
    submission = read(folder({"q1_perceptron.py": CODE, "big.py": "#" * 90}))
    assert list(submission.modules) == ["q1_perceptron"]
    assert reasons(submission)[0].startswith("big.py was not read: all files together have more than")


def test_too_many_files_are_refused(folder: Any, read: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "ENTRIES", 5)
    submission = read(folder({"q1_perceptron.py": CODE} | {f"d/{n}.txt": "" for n in range(6)}))
    assert submission.refused
    assert reasons(submission) == ["There are more than 5 files and folders in it."]


def test_caches_and_environments_do_not_count(folder: Any, read: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "ENTRIES", 8)
    junk = {f"{place}/{n}.py": "" for place in (".git", "venv", "__pycache__", "__MACOSX", ".ipynb_checkpoints") for n in range(9)}
    submission = read(folder({"q1_perceptron.py": CODE, "myenv/pyvenv.cfg": "", "myenv/lib/x.py": ""} | junk))
    assert list(submission.modules) == ["q1_perceptron"]
    assert not submission.refused


def test_folders_too_deep_are_told(folder: Any, read: Any) -> None:
    submission = read(folder({"q1_perceptron.py": CODE, "/".join("abcdefghijk") + "/x.py": ""}))
    assert "a/b/c/d/e/f/g/h/i/ lies too deep to be read." in reasons(submission)


def test_an_empty_folder_is_a_submission_with_nothing_in_it(folder: Any, homework: Assignment) -> None:
    submission = collect(Entry("ada", folder({})), homework)
    assert (submission.refused, dict(submission.modules), dict(submission.answers)) == (False, {}, {})
    assert reasons(submission) == ["The hand-in is empty."]


def test_a_submission_that_is_gone_is_refused(tmp_path: Path, homework: Assignment) -> None:
    submission = collect(Entry("ada", tmp_path / "ada"), homework)
    assert submission.refused
    assert reasons(submission) == ["ada could not be read (no such file or directory)."]


@pytest.mark.parametrize(
    ("name", "content", "what"),
    [
        ("a.pdf", b"%PDF-1.7", "a PDF"),
        ("a.bin", bytes(range(160, 255)), "no file that is read here"),
        ("a.exe", b"", "no file that is read here"),
    ],
)
def test_a_file_of_another_kind_is_refused(tmp_path: Path, homework: Assignment, name: str, content: bytes, what: str) -> None:
    (tmp_path / name).write_bytes(content)
    submission = collect(Entry("a", tmp_path / name), homework)
    assert submission.refused
    assert submission.notes[0].reason == f"{name} is {what}."
    assert submission.notes[0].help == "Hand in a folder, a zip, a notebook, a .py file or an answers.md."


def test_names_that_are_no_text_are_shown_safely(folder: Any, homework: Assignment) -> None:
    root = folder({"q1_perceptron.py": CODE})
    os.symlink("x", os.path.join(os.fsencode(root), b"\xff\n.py"))
    submission = collect(Entry("ada", root), homework)
    assert reasons(submission)[0] == "??.py is a link; links are not followed."


def test_no_descriptor_stays_open(folder: Any, read: Any, homework: Assignment) -> None:
    root = folder({"q1_perceptron.py": CODE, "a/b/c.py": "", "answers.md": "x"})
    before = len(os.listdir("/dev/fd"))
    for _ in range(5):
        read(root)
        collect(Entry("x", root / "none.zip"), homework)
    assert len(os.listdir("/dev/fd")) == before
