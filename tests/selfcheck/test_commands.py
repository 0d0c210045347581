"""`grader check`, `submit` and `release` as processes of their own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
import zipfile

import pytest


@pytest.fixture
def run(root, folder):
    """Run `grader ...` in the student's folder (or elsewhere)."""

    def grader(*words, place=None, **env):
        known = {"PYTHONPATH": str(root), "PATH": os.environ["PATH"], "HOME": str(folder), "LANG": "C.UTF-8"}
        command = [sys.executable, "-m", "grader", *words]
        kept = {"capture_output": True, "text": True, "stdin": subprocess.DEVNULL}
        return subprocess.run(command, cwd=place or folder, env=known | env, timeout=120, check=False, **kept)

    return grader


def test_exit_codes_tell_how_it_stands(run, folder, right, answers):
    assert run("check").returncode == 1
    (folder / "q4.py").write_text(right)
    (folder / "answers.md").write_text(answers)
    done = run("check")
    assert (done.returncode, done.stderr) == (0, "")
    assert "\n\nPublic checks: 4 of 4 pass." in done.stdout
    lost = run("check", place=folder.parent)
    assert (lost.returncode, lost.stdout) == (2, "")
    assert lost.stderr == "grader: the homework is not in this folder but in hw; go there first: cd hw\n"


def test_an_unknown_address_is_one_sentence(run):
    done = run("check", "q4.sofmax")
    assert done.returncode == 2
    assert done.stderr.startswith("grader: hw has no question or part 'q4.sofmax'; did you mean 'q4.softmax'?")


def test_json_is_all_that_is_written(run):
    done = run("check", "q4", "--json")
    assert [part["state"] for part in json.loads(done.stdout)["parts"]] == ["todo", "todo"]


@pytest.mark.parametrize("columns", ["40", "80"])
def test_plain_text_in_any_width(columns, run, folder, right):
    (folder / "q4.py").write_text(right.replace("e / e.sum(axis=axis, keepdims=True)", "e / 3"))
    told = run("check", "q4.softmax", COLUMNS=columns, NO_COLOR="1").stdout
    assert "\x1b" not in told
    assert all(len(line) <= int(columns) for line in told.splitlines() if "sums" not in line)


def test_one_question_takes_less_than_a_second_of_cpu(run, folder, right):
    """From cold, child included; the best of several, for a busy machine makes a run slower, never faster."""
    import resource

    (folder / "q4.py").write_text(right)
    seconds = []
    while len(seconds) < 6 and min(seconds, default=1.0) >= 1.0:
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        assert run("check", "q4").returncode == 0
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        seconds.append(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
    assert min(seconds) < 1.0, seconds


def test_watch_checks_again_when_a_file_is_saved(root, folder, right, tmp_path):
    log = tmp_path / "log"
    with log.open("w") as out:
        process = subprocess.Popen(
            [sys.executable, "-m", "grader", "check", "q4", "--watch"], cwd=folder, env=os.environ | {"PYTHONPATH": str(root)}, stdout=out
        )
        try:
            _wait(lambda: "0 of 4 pass" in log.read_text())
            (folder / "q4.py").write_text(right)
            _wait(lambda: "4 of 4 pass" in log.read_text())
        finally:
            process.terminate()
            process.wait()


def _wait(there):
    end = time.monotonic() + 60
    while not there():
        assert time.monotonic() < end
        time.sleep(0.1)


def test_submit_says_what_is_left_and_packs(run, folder, right):
    (folder / "q4.py").write_text(right)
    done = run("submit", COLUMNS="100")
    assert done.returncode == 0
    assert "  q5.line: no answer yet" in done.stdout.splitlines()
    assert "Packed into hw-submission.zip: answers.md, q4.py" in done.stdout
    with zipfile.ZipFile(folder / "hw-submission.zip") as archive:
        told = json.loads(archive.read("manifest.json"))
    assert f"Receipt {told['receipt']}: keep it." in done.stdout
    assert run("check", "q4").returncode == 0


def test_submit_for_machines(run, folder, right):
    (folder / "q4.py").write_text(right)
    told = json.loads(run("submit", "--json").stdout)
    assert told["files"] == ["answers.md", "q4.py"]
    assert "q5.why: no answer yet" in told["complaints"]


def test_submit_with_nothing_written_is_refused(run):
    done = run("submit")
    assert done.returncode == 2
    assert done.stderr.startswith("grader: nothing to submit")


def test_release_writes_a_folder_in_which_check_works(run, course, tmp_path, right):
    done = run("release", "hw", "--out", str(tmp_path / "out"), place=course)
    assert (done.returncode, done.stderr) == (0, "")
    (tmp_path / "out/hw/q4.py").write_text(right)
    assert run("check", "q4", place=tmp_path / "out/hw").returncode == 0
    again = run("release", "hw", "--out", str(tmp_path / "out"), place=course)
    assert again.returncode == 2
    assert "files that no release wrote, or that were changed since: q4.py" in again.stderr


def test_release_for_machines(run, course, tmp_path):
    told = json.loads(run("release", "hw", "--out", str(tmp_path / "out"), "--json", place=course).stdout)
    assert set(told) == {"folder", "zip", "sha256", "files", "proofs"}
    assert ".grader/release.json" in told["files"]


def test_an_old_python_is_told_so(root):
    """As far as a new Python can play an old one."""
    old = "import sys, runpy; sys.version_info = (3, 9, 1); runpy.run_module('grader', run_name='__main__')"
    done = subprocess.run([sys.executable, "-c", old], cwd=root, capture_output=True, text=True, check=False)
    words = "this is Python 3.9, and 3.11 or newer is needed: install it from python.org, then run this again with it"
    assert (done.returncode, done.stderr) == (2, f"grader: {words}\n")
