"""A two-question course in a folder of its own, and ways to grade with it."""

import textwrap
from pathlib import Path

import pytest

ASSIGNMENT = """
format: 1
title: Mini
questions:
  - id: q1
    title: Sums
    parts:
      - {id: double, title: Double it, kind: code, points: 2, answer: "q1.py:double", seconds: 0.5}
      - {id: total, title: Add up, kind: code, points: 2, answer: "q1.py:total", seconds: 0.5}
      - {id: twice, title: Double the sum, kind: code, points: 1, answer: "q1.py:twice", needs: [q1.double]}
  - id: q2
    title: Words
    parts:
      - {id: half, title: A half, kind: number, points: 1, answer: answers.md, prompt: "What is one half?"}
      - {id: why, title: Why, kind: text, points: 3, answer: answers.md, rubric: why.yaml, prompt: "Why?"}
"""
STUB = '''
"""Sums."""

def double(x):
    """Twice x."""
    raise NotImplementedError

def total(x):
    """The sum."""
    raise NotImplementedError

def twice(x):
    """Twice the sum."""
    raise NotImplementedError
'''
REFERENCE = '''
"""Sums."""

def double(x):
    return 2.0 * x

def total(x):
    return float(x.sum())

def twice(x):
    return 2.0 * float(x.sum())
'''
CASES = '''
"""Cases of q1."""
from grader.authoring import call, cases, holds, same

@cases("q1.double", weight=2, hint="Multiply by two.")
def ordinary(rng):
    """Ordinary values are doubled."""
    for n in (1, 3, 5):
        yield call("double", rng.normal(size=n))

@cases("q1.double", hint="Halves add up.")
def additive(rng):
    """Doubling is the same as adding to itself."""
    x = rng.normal(size=4)
    yield holds(same, call("double", x), x + x)

@cases("q1.total", hint="Add all.")
def sums(rng):
    """Sums are right."""
    yield call("total", rng.normal(size=6))
    yield call("total", rng.normal(size=1))

@cases("q1.twice", hint="Use double.")
def twice(rng):
    """The sum is doubled."""
    yield call("twice", rng.normal(size=6))
'''
MISTAKE = '''
"""squares instead of doubling"""
parts = ["q1.double"]
hint = "Two times x, not x times x."

def double(x):
    return x * x
'''
RUBRIC = """
format: 1
question: why
concepts:
  - {id: A, text: because, points: 4}
misconceptions: []
"""
ANSWERS = """
## q2.half

0.5

## q2.why

Because it is so.
"""


@pytest.fixture
def course(tmp_path) -> Path:
    """The course's root; tests change its files as they need."""
    root = tmp_path / "course"
    for name, text in {
        "assignments/mini/assignment.yaml": ASSIGNMENT,
        "assignments/mini/q1.py": STUB,
        "assignments/mini/answers.md": "## q2.half\n\n> What is one half?\n\n## q2.why\n\n> Why?\n",
        "solutions/mini/q1.py": REFERENCE,
        "solutions/mini/answers.md": ANSWERS,
        "solutions/mini/cases/q1.py": CASES,
        "solutions/mini/mistakes/squares.py": MISTAKE,
        "rubrics/mini/why.yaml": RUBRIC,
    }.items():
        write(root / name, text)
    return root


@pytest.fixture
def hand_in(tmp_path):
    """Write a submission into the class folder; returns the class folder."""

    def build(student, q1=REFERENCE, answers=ANSWERS):
        for name, text in {"q1.py": q1, "answers.md": answers}.items():
            if text is not None:
                write(tmp_path / "class" / student / name, text)
        return tmp_path / "class"

    return build


@pytest.fixture
def run(course, tmp_path):
    """Grade the class folder; returns the ClassResult and how often the sandbox was asked."""
    from grader.collect import find
    from grader.pipeline import grade_class, ready
    from grader.sandbox import Sandbox

    class Counting(Sandbox):
        asked = 0

        def observe(self, modules, batch):
            type(self).asked += 1
            return super().observe(modules, batch)

    def grade(out="out", jobs=1):
        homework = ready(course, "mini")
        with Counting(jobs=jobs) as sandbox:
            assert sandbox.level != "none"  # the self-test runs here, before anything is counted
            Counting.asked = 0
            result = grade_class(homework, find(tmp_path / "class", homework), tmp_path / out, sandbox, jobs=jobs)
        return result, Counting.asked

    return grade


def write(path, text):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(textwrap.dedent(text).lstrip("\n"), encoding="utf-8")
