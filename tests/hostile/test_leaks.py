"""What a hidden case is asked never reaches a student, whatever the code does with it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from grader.model import Call, Chunk, Module, Plan, Ref
from grader.sandbox import Sandbox, decode

ROOT = Path(__file__).resolve().parents[2]
LEAKS = sorted((Path(__file__).parent / "programs").glob("leak_*.py"))
MARKS = ("583741", "862093", "1167482", "1724186")
"""The hidden arguments, and twice as much: the expected values."""
FILES = {
    "assignments/mini/assignment.yaml": """
format: 1
title: Mini
questions:
  - id: q1
    title: Sums
    parts:
      - {id: double, title: Double it, kind: code, points: 2, answer: "q1.py:double", seconds: 1}
      - id: total
        title: Add up
        kind: code
        points: 2
        answer: q1.py:total
        seconds: 3
        examples: [{title: one, args: [[1.0, 2.0]]}, {title: two, args: [[1.0]]}, {title: three, args: [[3.0]]}]
""",
    "assignments/mini/q1.py": "def double(x): raise NotImplementedError\ndef total(x): raise NotImplementedError\n",
    "solutions/mini/q1.py": "def double(x):\n    return 2.0 * x\n\ndef total(x):\n    return float(sum(x))\n",
    "solutions/mini/cases/q1.py": '''
"""Cases of q1."""
import numpy as np
from grader.authoring import call, cases

@cases("q1.double", hint="Multiply by two.")
def ordinary(rng):
    """Ordinary values are doubled."""
    yield call("double", np.array([583741.0, 862093.0]))
    yield call("double", np.array([862093.0, 583741.0, 583741.0]))

@cases("q1.total", hint="Add all.")
def sums(rng):
    """Sums are right."""
    yield call("total", np.array([583741.0, 862093.0]))
''',
}


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Reports of a class of which every student is one of the programs."""
    course = tmp_path_factory.mktemp("course")
    programs = {f"class/{path.stem}/q1.py": path.read_text() for path in LEAKS}
    for name, text in (FILES | programs).items():
        path = course / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text.lstrip("\n"))
    words = [sys.executable, "-m", "grader", "grade", "mini", "class", "--jobs", "2"]
    done = subprocess.run(words, cwd=course, env=os.environ | {"PYTHONPATH": str(ROOT)}, capture_output=True, text=True, timeout=120)
    if done.returncode == 3:
        pytest.skip(f"LOUD: nothing was run, this machine locks too little in: {done.stderr}")
    assert done.returncode == 0, done.stderr
    return course / "out" / "mini"


@pytest.mark.parametrize("program", LEAKS, ids=lambda path: path.stem)
def test_no_report_tells_what_a_hidden_case_was_asked(program, out):
    for path in (out / program.stem).iterdir():
        text = path.read_text()
        assert not [mark for mark in MARKS if mark in text], path.name


@pytest.mark.parametrize("name", ["stash", "stash_value", "frames", "memory"])
def test_where_all_is_public_the_program_finds_it(name):
    """Positive control: else the test above would prove nothing."""
    source = next(path for path in LEAKS if path.stem == f"leak_{name}").read_text()
    asked = [("double", np.array([583741.0, 862093.0])), ("total", np.array([1.0, 2.0]))]
    plans = [Plan("q1", (Call(Ref(function), (argument,)),), (Ref(0),), 2.0) for function, argument in asked]
    modules = {"q1": Module("q1", (Chunk("q1.py", source),))}
    for public, found in ((None, True), ([False, True], False)):
        with Sandbox() as box:
            batch = box.batch(plans, ["a", "b"], "numpy", public)
            shown = str(decode(box.observe(modules, batch), batch)[1])
        assert ("583741" in shown) == found


def test_the_marks_are_not_in_the_programs():
    """Else a report that quotes the student's own line would look like a leak."""
    assert not [path.name for path in LEAKS for mark in MARKS if mark in path.read_text()]


def test_the_programs_were_run_and_earn_nothing(out):
    found = json.loads((out / "results.json").read_text())
    assert {s["student"] for s in found["submissions"]} == {path.stem for path in LEAKS}
    assert all(s["earned"] == 0 for s in found["submissions"])
