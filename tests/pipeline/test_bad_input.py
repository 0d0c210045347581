"""A class full of damage: every entry gets a clear result, and the one good hand-in its points."""

import io
import json
import os
import zipfile

import pytest

DAMAGED = {
    "binary junk": {"q1.py": bytes(range(256)) * 40},
    "not utf-8": {"q1.py": "# Grüße\ndef double(x): return 2.0 * x\n".encode("latin-1")},
    "quotes \" and ' here": {"q1.py": b"def double(x): return 2.0 * x\n"},
    "new\nline": {"q1.py": b"def double(x): return 2.0 * x\n"},
    "<script>alert(1)<script>": {"q1.py": b"def double(x): return 2.0 * x\n"},
    "=cmd|calc": {"q1.py": b"raise SystemExit('<img src=x>')\n"},
    "empty": {},
    "only answers": {"answers.md": b"## q2.half\n\n0.5\n"},
    "syntax error": {"q1.py": b"def double(x):\n    return 2.0 * x\n\ndef total(x)\n    return 1\n"},
    "damaged notebook": {"mini.ipynb": b'{"cells": [{"cell_type": "code", "source": "def double(x): return 2.0*x"'},
    "deep json": {"mini.ipynb": b"[" * 100_000},
    "nul bytes": {"q1.py": b"def double(x):\x00 return 2.0 * x\n"},
    "recursion": {"q1.py": b"def double(x): return double(x)\n"},
    "exits": {"q1.py": b"import os\nos._exit(0)\n"},
    "bidi\u202egnp.q1": {"q1.py": b"def double(x): return 2.0 * x\n"},
}


@pytest.fixture
def class_folder(tmp_path, hand_in):
    folder = hand_in("good")
    for name, files in DAMAGED.items():
        (folder / name).mkdir()
        for file, content in files.items():
            (folder / name / file).write_bytes(content)
    with (folder / "huge.py").open("wb") as file:
        file.truncate(100 << 20)
    (folder / "good.zip").write_bytes(zipped({"q1.py": b"def double(x): return 2.0 * x\n"}))
    (folder / "slip.zip").write_bytes(zipped({"../../escaped.py": b"x = 1"}))
    (folder / "no.zip").write_bytes(b"PK\x03\x04 this is no zip")
    (folder / "bomb.zip").write_bytes(zipped({"q1.py": b"#" * (60 << 20)}))
    (folder / "linked").symlink_to(tmp_path / "course" / "solutions" / "mini")
    os.mkfifo(folder / "pipe.py")
    return folder


def zipped(files):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def test_every_damaged_entry_has_a_result_and_the_good_one_its_points(class_folder, run, tmp_path):
    graded, _ = run()
    earned = {result.student: result.earned for result in graded.results}
    assert earned.pop("good") == 6
    assert len(earned) == len(os.listdir(class_folder)) - 1
    assert not graded.broken
    assert max(earned.values()) < 6
    assert not (tmp_path / "escaped.py").exists()
    for result in graded.results:
        told = [*result.notes, *(message for part in result.parts for message in part.messages)]
        assert result.earned == 6 or (all(message.reason for message in told) and told)
        assert (tmp_path / "out" / result.student / "report.html").is_file()


def test_hostile_names_are_data_in_every_report(class_folder, run, tmp_path):
    run()
    out = tmp_path / "out"
    pages = [path.read_text() for path in out.rglob("*.html")]
    assert not any("<script>alert" in page or "<img src=x>" in page for page in pages)
    assert all("\n=" not in line for line in (out / "grades.csv").read_text().splitlines())
    assert not any(line.startswith(("=", "+", "-", "@")) for line in (out / "grades.csv").read_text().splitlines())
    json.loads((out / "results.json").read_text())


def test_what_can_be_kept_is_kept(class_folder, run):
    graded, _ = run()
    double = {r.student: r["q1.double"].verdict.value for r in graded.results}
    assert double["not_utf-8"] == double["syntax_error"] == "passed"
    assert double["exits"] != "passed"
    assert double["recursion"] == "error"
