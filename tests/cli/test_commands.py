"""The other commands, and what all of them share."""

import json

import pytest


@pytest.mark.parametrize("words", [("--help",), ("grade", "--help"), ("rescore", "--help"), ("doctor", "--help")])
def test_every_command_explains_itself(grader, words):
    done = grader(*words)
    assert done.returncode == 0
    assert "Usage" in done.stdout
    assert done.stderr == ""


def test_an_unknown_command_is_exit_2(grader):
    assert grader("gade").returncode == 2


def test_doctor_tells_the_level_and_the_machine(grader):
    said = grader("doctor").stdout
    assert said.startswith("isolation")
    assert "numpy" in said


def test_doctor_speaks_json(grader):
    facts = json.loads(grader("doctor", "--json").stdout)
    assert facts["isolation"] in ("strong", "standard", "weak", "none")
    assert facts["packages"]["numpy"]


def test_rescore_runs_nothing_and_uses_new_points(grader, course):
    grader("grade", "mini", "class")
    path = course / "assignments" / "mini" / "assignment.yaml"
    path.write_text(path.read_text().replace("points: 2", "points: 7", 1))
    done = grader("rescore", "mini", "class")
    assert done.returncode == 0, done.stderr
    results = json.loads((course / "out" / "mini" / "results.json").read_text())
    assert results["submissions"][0]["earned"] == 9.0


def test_rescore_of_what_was_never_run_is_told(grader, course):
    grader("grade", "mini", "class")
    (course / "class" / "ada" / "q1.py").write_text("def double(x): return 3 * x\n")
    done = grader("rescore", "mini", "class")
    assert done.returncode == 1
    ada = json.loads((course / "out" / "mini" / "ada" / "result.json").read_text())
    assert "grade it first" in ada["parts"][0]["messages"][0]["reason"]


def test_rescore_without_a_gradebook_is_wrong_usage(grader):
    assert grader("rescore", "mini", "class").returncode == 2
