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
