"""Observations are read as if an enemy had written them."""

from __future__ import annotations

import io
import json
import os
import pickle
import struct
import time
import zipfile

import numpy as np
import pytest

from grader.ci.artifact import Observed, read_artifact, write_artifact
from grader.errors import SubmissionError

HEAD = "0" * 40
GOOD = Observed(HEAD, "strong", {"mini": (("a" * 64, b"first"), ("b" * 64, b"second"))})
MANIFEST = "manifest.json"


@pytest.fixture
def folder(tmp_path):
    place = tmp_path / "observations"
    write_artifact(GOOD, place)
    return place


def told(folder):
    return json.loads((folder / MANIFEST).read_text())


def retell(folder, **changes):
    (folder / MANIFEST).write_text(json.dumps(told(folder) | changes))


def refusal(path):
    with pytest.raises(SubmissionError) as caught:
        read_artifact(path)
    assert caught.value.reason.startswith("The observations cannot be used: ")
    assert caught.value.help.startswith("Push a new commit, or run the workflow `grade` again")
    assert str(path.parent) not in str(caught.value)
    return caught.value.reason.removeprefix("The observations cannot be used: ")


def zipped(path, files, prefix=""):
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(prefix + name, content)
    return path


def files_of(folder):
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def test_what_was_written_is_read(folder):
    assert read_artifact(folder) == GOOD


def test_same_observations_same_bytes(folder, tmp_path):
    write_artifact(GOOD, tmp_path / "again")
    assert files_of(folder) == files_of(tmp_path / "again")


@pytest.mark.parametrize("prefix", ["", "observations/"])
def test_a_zip_is_read_without_unpacking(folder, tmp_path, prefix):
    assert read_artifact(zipped(tmp_path / "observations.zip", files_of(folder), prefix)) == GOOD


@pytest.mark.parametrize("name", ["../manifest.json", "/etc/cron.d/x", "..\\..\\x", "C:\\x", "observations/../../x"])
def test_names_that_climb_out(folder, tmp_path, name):
    reason = refusal(zipped(tmp_path / "observations.zip", files_of(folder) | {name: b"x"}))
    assert "unsafe path" in reason
    assert sorted(path.name for path in tmp_path.iterdir()) == ["observations", "observations.zip"]


def test_a_link_in_a_zip(folder, tmp_path):
    path = zipped(tmp_path / "o.zip", files_of(folder))
    with zipfile.ZipFile(path, "a") as archive:
        link = zipfile.ZipInfo("recording-02.bin")
        link.external_attr = 0o120777 << 16
        archive.writestr(link, "/etc/passwd")
    assert "link" in refusal(path)


def test_a_link_in_a_folder(folder):
    (folder / "recording-00.bin").unlink()
    (folder / "recording-00.bin").symlink_to("/etc/passwd")
    assert "link" in refusal(folder)


def test_a_folder_that_is_a_link(folder, tmp_path):
    (tmp_path / "linked").symlink_to(folder)
    assert refusal(tmp_path / "linked") == "they are neither a folder nor a zip."


def test_a_pipe_does_not_hang(folder):
    (folder / "recording-01.bin").unlink()
    os.mkfifo(folder / "recording-01.bin")
    start = time.monotonic()
    refusal(folder)
    assert time.monotonic() - start < 2


def test_a_file_in_the_place_of_the_folder(tmp_path):
    (tmp_path / "observations").write_bytes(b"hello")
    refusal(tmp_path / "observations")


def test_a_declared_size_of_ten_gigabytes(folder, tmp_path):
    path = zipped(tmp_path / "o.zip", files_of(folder))
    content = bytearray(path.read_bytes())
    at = content.rindex(b"PK\x01\x02")
    struct.pack_into("<I", content, at + 24, 0xFFFFFFF0)
    path.write_bytes(content)
    assert "claims to hold" in refusal(path)


def test_a_bomb(folder, tmp_path):
    bomb = {f"recording-{number:02d}.bin": bytes(20 << 20) for number in range(2, 6)}
    assert "claims to hold" in refusal(zipped(tmp_path / "o.zip", files_of(folder) | bomb))


def test_a_folder_larger_than_anything_observed(folder):
    with open(folder / "recording-00.bin", "wb") as file:
        file.truncate(10 << 30)
    assert refusal(folder) == "they are larger than any hand-in can make them."


def test_pickled_arrays_have_no_door(folder):
    class Evil:
        def __reduce__(self):
            return (os.system, ("touch /tmp/never",))

    buffer = io.BytesIO()
    np.save(buffer, np.array([Evil()], dtype=object), allow_pickle=True)
    (folder / "values.npy").write_bytes(buffer.getvalue())
    (folder / "values.pkl").write_bytes(pickle.dumps(Evil()))
    assert refusal(folder) == "2 of the files have names that do not belong there."
    assert not os.path.exists("/tmp/never")


@pytest.mark.parametrize(
    "name", ["recording-99.bin.py", "manifest.json.bak", "sitecustomize.py", "recording-1.bin", "sub/recording-02.bin"]
)
def test_names_that_we_never_write(folder, name):
    (folder / name).parent.mkdir(exist_ok=True)
    (folder / name).write_bytes(b"x")
    assert refusal(folder) == "1 of the files have names that do not belong there."


def test_a_file_that_no_one_named(folder):
    (folder / "recording-07.bin").write_bytes(b"x")
    assert refusal(folder) == "there are files among them that the manifest does not name."


def test_a_file_that_is_not_there(folder):
    (folder / "recording-01.bin").unlink()
    assert refusal(folder) == "recording-01.bin is not among them."


def test_no_manifest(folder):
    (folder / MANIFEST).unlink()
    assert refusal(folder) == "there is no manifest.json among them."


def test_nothing_there(tmp_path):
    assert refusal(tmp_path / "nothing") == "they could not be opened (no such file or directory)."


@pytest.mark.parametrize(
    "content",
    [b"", b"{", b"[" * 60_000, b'"' + b"x" * 60_000, b"\xff\xfe", b"9" * 60_000, b"NaN", b"[]", b"{}", b"null"],
    ids=["empty", "cut", "deep", "unended", "not UTF-8", "huge number", "NaN", "list", "no keys", "null"],
)
def test_manifests_that_are_none(folder, content):
    (folder / MANIFEST).write_bytes(content)
    assert refusal(folder) in ("the manifest is no JSON.", "the manifest is malformed.")


def test_a_manifest_without_end(folder):
    (folder / MANIFEST).write_bytes(b" " * (65 << 10))
    assert "MB" in refusal(folder)


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"format": "grader observations 2"}, "they were written by another version of the grader."),
        ({"head": "main"}, "the manifest names no commit."),
        ({"head": 7}, "the manifest names no commit."),
        ({"isolation": "perfect"}, "the manifest names no level of isolation."),
        ({"isolation": ["strong"]}, "the manifest names no level of isolation."),
        ({"assignments": {}}, "the manifest lists no assignments."),
        ({"assignments": [7]}, "an entry is malformed."),
        ({"assignments": [{"id": "../x", "batches": []}]}, "an assignment's name is malformed."),
        ({"assignments": [{"id": "a", "batches": []}, {"id": "a", "batches": []}]}, "an assignment's name is malformed."),
        ({"assignments": [{"id": "a", "batches": [{"inputs": "x", "file": "recording-00.bin"}]}]}, "an entry's hash is malformed."),
        ({"assignments": [{"id": "a", "batches": [{"inputs": "a" * 64, "file": "/etc/passwd"}]}]}, "an entry's file name is malformed."),
        (
            {"assignments": [{"id": "a", "batches": [{"inputs": "a" * 64, "file": "recording-00.bin"}] * 2}]},
            "an entry's file name is malformed.",
        ),
        ({"earned": 100}, "the manifest is malformed."),
    ],
)
def test_manifests_that_claim_too_much(folder, changes, reason):
    retell(folder, **changes)
    assert refusal(folder) == reason


def test_too_many_recordings(folder):
    for number in range(2, 70):
        (folder / f"recording-{number:02d}.bin").write_bytes(b"")
    assert refusal(folder) == "there are too many files."
