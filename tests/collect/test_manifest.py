"""Receipts: the same for the same files, whatever a manifest says."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.collect import content_hash, receipt, release_hash
from grader.collect.manifest import MANIFEST, receipt_notes
from grader.errors import SubmissionError


class Files:
    """A hand-in in memory."""

    notes = ()

    def __init__(self, **files):
        self._data = {name.replace("__", "."): data for name, data in files.items()}
        self.files = {name: len(data) for name, data in self._data.items()}

    def read(self, path, limit):
        if len(self._data[path]) > limit:
            raise SubmissionError("too large")
        return self._data[path]


DIGEST = "2d711642b726b04401627ca9fbac32f5c8530fb1903cc4db02258717921a4881"
"""SHA-256 of b"x"."""


def manifest(**told):
    return json.dumps({"files": {"q1.py": {"sha256": DIGEST}}} | told).encode()


def reasons(source, folder=""):
    return [note.reason for note in receipt_notes(source, "", folder)]


def test_no_manifest_is_nothing_to_say():
    assert reasons(Files(q1__py=b"x")) == []


def test_a_receipt_is_computed_from_the_files():
    code = receipt(content_hash({"q1.py": DIGEST}))
    assert reasons(Files(q1__py=b"x", manifest__json=manifest(receipt="AAAA-AAAA"))) == [f"Receipt {code}."]


@pytest.mark.parametrize(
    "source",
    [
        Files(q1__py=b"y", manifest__json=manifest()),
        Files(q1__py=b"x", q2__py=b"", manifest__json=manifest()),
        Files(manifest__json=manifest()),
    ],
)
def test_what_does_not_fit_has_no_receipt(source):
    assert len(reasons(source)) == 1
    assert "without a receipt" in reasons(source)[0]


@given(st.binary(max_size=80))
def test_any_bytes_are_survived(data):
    assert len(reasons(Files(q1__py=b"x", manifest__json=data))) == 1


@pytest.mark.parametrize(
    "data", [b"[" * 100_000, b"x" * 2_000_000, b'{"files": []}', b'{"files": {"a": 1}}', b'{"files": {}, "release": {}}']
)
def test_hostile_manifests_are_survived(data):
    assert reasons(Files(q1__py=b"x", manifest__json=data))


def test_another_release_is_told(tmp_path):
    (tmp_path / "assignment.yaml").write_text("format: 1")
    good = manifest(release=release_hash(tmp_path))
    assert len(reasons(Files(q1__py=b"x", manifest__json=good), str(tmp_path))) == 1
    old = reasons(Files(q1__py=b"x", manifest__json=manifest(release="0" * 64)), str(tmp_path))
    assert old[1].startswith("This was made from another release")


def test_caches_do_not_change_a_release(tmp_path):
    (tmp_path / "q1.py").write_text("x = 1")
    before = release_hash(tmp_path)
    (tmp_path / "__pycache__").mkdir()
    (tmp_path / "__pycache__" / "q1.pyc").write_bytes(b"x")
    (tmp_path / ".DS_Store").write_bytes(b"x")
    assert release_hash(tmp_path) == before
    (tmp_path / "q1.py").write_text("x = 2")
    assert release_hash(tmp_path) != before


@given(st.dictionaries(st.text(max_size=5), st.text("0123456789abcdef", min_size=64, max_size=64), max_size=4))
def test_a_receipt_is_short_and_can_be_read_aloud(digests):
    code = receipt(content_hash(digests))
    assert len(code) == 9
    assert not set(code) & set("ILOU")


def test_the_manifest_lies_beside_the_work():
    assert MANIFEST == "manifest.json"
