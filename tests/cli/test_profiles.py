"""A question that asks for a library: graded with it, refused in words without it."""

import importlib.util
import json

import pytest

SCIPY = """
from scipy.linalg import expm

def double(x):
    return expm([[0.0, 2.0], [0.0, 0.0]])[0, 1] * x

def total(x):
    return float(x.sum())
"""


def _ask_for(course, profile):
    path = course / "assignments" / "mini" / "assignment.yaml"
    path.write_text(path.read_text().replace("    title: Sums\n", f"    title: Sums\n    profile: {profile}\n"))


@pytest.mark.skipif(importlib.util.find_spec("scipy") is None, reason="LOUD: scipy is not installed, no question was graded with it")
def test_a_question_may_use_scipy(grader, course):
    _ask_for(course, "scipy")
    (course / "class" / "ada" / "q1.py").write_text(SCIPY)
    done = grader("grade", "mini", "class")
    assert done.returncode == 0, done.stderr
    earned = {s["student"]: s["earned"] for s in json.loads((course / "out/mini/results.json").read_text())["submissions"]}
    assert earned == {"ada": 4.0, "bob": 0.0}


@pytest.mark.skipif(importlib.util.find_spec("torch") is not None, reason="LOUD: torch is installed, so its absence was not tried")
def test_a_library_that_is_not_installed_is_told_with_the_next_step(grader, course):
    _ask_for(course, "torch")
    done = grader("grade", "mini", "class")
    assert done.returncode == 2
    assert "assignments/mini/assignment.yaml: question q1 has the profile torch, and torch is not installed here" in done.stderr
    assert "-m pip install 'torch>=2.4'" in done.stderr
    assert not (course / "out" / "mini" / "results.json").exists()


@pytest.mark.skipif(importlib.util.find_spec("torch") is not None, reason="LOUD: torch is installed, so its absence was not tried")
def test_doctor_tells_which_profiles_are_there(grader):
    said = grader("doctor").stdout
    assert "profile     numpy" in said
    assert "profile     torch  not installed. Install it where the grader is installed:" in said


def test_doctor_tells_every_layer(grader):
    facts = json.loads(grader("doctor", "--json").stdout)
    layers = {layer["name"]: layer for layer in facts["layers"]}
    assert set(layers) >= {"namespaces", "Landlock", "seccomp"}
    for layer in layers.values():
        assert (layer["state"] == "missing") == bool(layer["remedy"]) == bool(layer["problem"])
    assert facts["kernel"].split()[0] in ("Linux", "Darwin")
