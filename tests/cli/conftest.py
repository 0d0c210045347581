"""The command line as people use it: a real process in a course's folder."""

import os
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
ASSIGNMENT = """
format: 1
title: Mini
questions:
  - id: q1
    title: Sums
    parts:
      - {id: double, title: Double it, kind: code, points: 2, answer: "q1.py:double", seconds: 1}
      - {id: total, title: Add up, kind: code, points: 2, answer: "q1.py:total", seconds: 1}
"""
CASES = '''
"""Cases of q1."""
from grader.authoring import call, cases

@cases("q1.double", hint="Multiply by two.")
def ordinary(rng):
    """Ordinary values are doubled."""
    yield call("double", rng.normal(size=3))

@cases("q1.total", hint="Add all.")
def sums(rng):
    """Sums are right."""
    yield call("total", rng.normal(size=6))
'''
RIGHT = '''
"""Sums."""

def double(x):
    return 2.0 * x

def total(x):
    return float(x.sum())
'''


@pytest.fixture
def course(tmp_path):
    """A one-question course with a class of two in `class/`."""
    root = tmp_path / "course"
    files = {
        "assignments/mini/assignment.yaml": ASSIGNMENT,
        "assignments/mini/q1.py": "def double(x): raise NotImplementedError\ndef total(x): raise NotImplementedError\n",
        "solutions/mini/q1.py": RIGHT,
        "solutions/mini/cases/q1.py": CASES,
        "class/ada/q1.py": RIGHT,
        "class/bob/q1.py": "def double(x):\n    return x\n",
    }
    for name, text in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(textwrap.dedent(text).lstrip("\n"))
    return root


@pytest.fixture
def environment(tmp_path):
    """A clean environment with the package importable from the checkout."""
    home = tmp_path / "home"
    home.mkdir(exist_ok=True)
    kept = {name: os.environ[name] for name in ("PATH",) if name in os.environ}
    return kept | {"HOME": str(home), "PYTHONPATH": str(ROOT), "NO_COLOR": "1", "COLUMNS": "80", "PYTHONWARNINGS": "error"}


@pytest.fixture
def grader(course, environment):
    """Run `grader WORDS` in the course's folder."""

    def run(*words, **changes):
        command = [sys.executable, "-m", "grader", *map(str, words)]
        return subprocess.run(command, cwd=course, env=environment | changes, capture_output=True, text=True, timeout=120)

    return run


@pytest.fixture(scope="session")
def graded_class(tmp_path_factory):
    """What `grader grade mini class` writes for the course above, made once."""
    import shutil

    kept = tmp_path_factory.mktemp("graded")

    def copy(grader, course):
        if not (kept / "mini").exists():
            done = grader("grade", "mini", "class")
            assert done.returncode == 0, done.stderr
            shutil.copytree(course / "out" / "mini", kept / "mini")
        elif not (course / "out" / "mini").exists():
            shutil.copytree(kept / "mini", course / "out" / "mini")

    return copy


@pytest.fixture
def graded_once(graded_class, grader, course):
    """The class of the course, graded."""
    graded_class(grader, course)
