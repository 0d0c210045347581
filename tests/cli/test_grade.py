"""`grader grade` from the outside: words, files, exit codes."""

import json
import os
import signal
import subprocess
import sys
import time

import pytest

from grader.cli.grade import Level, require
from grader.errors import IsolationError


def test_a_class_is_graded_and_told(grader, course):
    done = grader("grade", "mini", "class")
    assert done.returncode == 0, done.stderr
    assert "2 submissions" in done.stdout
    assert "out/mini/index.html" in done.stdout
    results = json.loads((course / "out" / "mini" / "results.json").read_text())
    assert [(s["student"], s["earned"]) for s in results["submissions"]] == [("ada", 4.0), ("bob", 0.0)]


def test_one_submission_alone_is_graded(grader, course):
    assert grader("grade", "mini", "class/ada", "--out", "x").returncode == 0
    assert (course / "x" / "ada" / "report.html").exists()


def test_the_course_is_found_from_a_folder_within(grader, course):
    assert grader("grade", "mini", "class", "--course", course / "class" / "ada", "--out", "x").returncode == 0


def test_json_is_the_class_file_and_nothing_else(grader):
    assert json.loads(grader("grade", "mini", "class", "--json").stdout)["assignment"] == "mini"


def test_only_grades_the_part_asked_for(grader):
    graded = json.loads(grader("grade", "mini", "class", "--only", "q1.double", "--json").stdout)
    assert [part["address"] for part in graded["submissions"][0]["parts"]] == ["mini/q1.double"]
    assert graded["possible"] == 2.0


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("mni", "class"), "there is no assignment 'mni'"),
        (("mni", "class"), "did you mean 'mini'?"),
        (("mini", "clas"), "there is no clas; did you mean 'class'?"),
        (("mini", "class", "--only", "q1.duble"), "did you mean 'q1.double'?"),
        (("mini", "class", "--only", "!"), "'!' is no address"),
        (("mini", "class", "--course", "/"), "no course here"),
    ],
)
def test_wrong_words_exit_2_with_the_nearest_right_one(grader, words, said):
    done = grader("grade", *words)
    assert done.returncode == 2
    assert said in done.stderr
    assert "Traceback" not in done.stderr


def test_a_course_error_exits_2_with_its_place(grader, course):
    path = course / "assignments" / "mini" / "assignment.yaml"
    path.write_text(path.read_text().replace("kind: code", "kind: cod", 1))
    done = grader("grade", "mini", "class")
    assert done.returncode == 2
    assert "assignments/mini/assignment.yaml:7:" in done.stderr
    assert "did you mean 'code'?" in done.stderr


def test_a_broken_course_exits_1_and_costs_no_points(grader, course):
    (course / "solutions" / "mini" / "q1.py").write_text("def double(x):\n    return 2.0 * x\ndef total(x):\n    raise OSError\n")
    done = grader("grade", "mini", "class", "--json")
    assert done.returncode == 1
    ada = json.loads(done.stdout)["submissions"][0]
    assert (ada["earned"], ada["status"]) == (4.0, "provisional")


def test_a_read_only_output_folder_is_told_and_nothing_crashes(grader, course):
    (course / "out").write_text("a file is in the way")
    done = grader("grade", "mini", "class")
    assert done.returncode == 2
    assert "--out" in done.stderr
    assert "Traceback" not in done.stderr


def test_ctrl_c_leaves_a_state_that_goes_on(course, environment, grader):
    slow = "import time\nstarted = time.time()\nwhile time.time() < started + 1: pass\ndef double(x): return x\n"
    for number in range(8):
        (course / "class" / f"slow-{number}").mkdir()
        (course / "class" / f"slow-{number}" / "q1.py").write_text(f"# {number}\n{slow}")
    command = [sys.executable, "-m", "grader", "grade", "mini", "class", "--jobs", "1"]
    with subprocess.Popen(command, cwd=course, env=environment, stderr=subprocess.PIPE, text=True) as running:
        deadline = time.monotonic() + 30
        while not (course / "out" / "mini" / "slow-0").exists() and time.monotonic() < deadline:
            time.sleep(0.05)
        running.send_signal(signal.SIGINT)
        said = running.stderr.read()
        assert running.wait(30) == 130
    assert "the same command goes on from there" in said
    assert not (course / "out" / "mini" / "results.json").exists()
    assert grader("grade", "mini", "class").returncode == 0
    results = json.loads((course / "out" / "mini" / "results.json").read_text())
    assert len(results["submissions"]) == 10
    assert results["submissions"][0]["earned"] == 4.0


def test_sigterm_is_as_good_as_ctrl_c(course, environment):
    (course / "class" / "ada" / "q1.py").write_text("while True: pass\n")
    command = [sys.executable, "-m", "grader", "grade", "mini", "class"]
    with subprocess.Popen(command, cwd=course, env=environment, stderr=subprocess.DEVNULL) as running:
        time.sleep(1.5)
        running.send_signal(signal.SIGTERM)
        assert running.wait(30) == 130


class Weak:
    level = "weak"
    reason = "no landlock"
    remedies = ("landlock: use Linux 5.13 or newer",)


def test_too_little_isolation_is_refused_with_a_remedy_each():
    with pytest.raises(
        IsolationError, match=r"(?s)isolation on this machine is weak \(no landlock\), and strong is required.*use Linux 5.13"
    ) as told:
        require(Weak(), Level.strong, 1, bundled=True)
    assert told.value.exit_code == 3


def test_a_class_needs_standard_isolation_by_default():
    with pytest.raises(IsolationError, match="standard is required"):
        require(Weak(), None, 2, bundled=False)


def test_ci_needs_standard_isolation_even_for_one(monkeypatch):
    monkeypatch.setenv("CI", "true")
    with pytest.raises(IsolationError, match="standard is required"):
        require(Weak(), None, 1, bundled=False)


def test_one_submission_of_ones_own_runs_at_any_level(monkeypatch, capsys):
    monkeypatch.delenv("CI", raising=False)
    require(Weak(), None, 1, bundled=False)
    assert capsys.readouterr().err == ""


def test_the_bundled_class_runs_with_a_loud_warning(capsys):
    require(Weak(), None, 2, bundled=True)
    assert "WARNING: isolation on this machine is weak" in capsys.readouterr().err


def test_a_person_may_accept_the_risk(capsys):
    require(Weak(), Level.weak, 2, bundled=False)
    assert capsys.readouterr().err == ""


def test_no_colour_is_respected_and_lines_stay_within_80_columns(grader):
    done = grader("grade", "mini", "class")
    assert "\x1b[" not in done.stdout
    assert max(map(len, done.stdout.splitlines())) <= 80


def test_an_unreadable_class_folder_is_told(grader, course):
    if os.geteuid() == 0:
        pytest.skip("LOUD: running as root, to whom no folder is unreadable; this is tested where tests run as a user")
    (course / "class").chmod(0)
    done = grader("grade", "mini", "class")
    (course / "class").chmod(0o755)
    assert done.returncode == 2
    assert "class" in done.stderr
