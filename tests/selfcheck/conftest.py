"""A small homework as its students get it."""

from __future__ import annotations

import shutil

import pytest

from grader.pipeline import open_sandbox, ready
from grader.release import make_release, write_release
from grader.selfcheck import check, open_workbook

ASSIGNMENT = """\
format: 1
title: Little attention
questions:
  - id: q4
    title: Attention
    parts:
      - id: softmax
        title: Softmax
        kind: code
        points: 4
        answer: q4.py:softmax
        seconds: 1
        examples:
          - {title: two equal scores, args: [[[0.0, 0.0]]]}
      - id: mean
        title: Weighted mean
        kind: code
        points: 2
        answer: q4.py:mean
        seconds: 1
        needs: [q4.softmax]
        examples:
          - {title: the mean of two, args: [[[0.0, 0.0]], [1.0, 3.0]]}
  - id: q5
    title: On paper
    parts:
      - {id: line, title: One layer, kind: algebra, points: 2, answer: answers.md, given: ["y = a x + b"], goal: "x = (y - b)/a",
         symbols: {y: scalar, a: scalar, x: scalar, b: scalar}, prompt: "Solve $y = a x + b$ for $x$."}
      - {id: width, title: Width, kind: number, points: 1, answer: answers.md, shape: [], prompt: "How wide is one of 12 heads of 768?"}
      - {id: why, title: Why, kind: text, points: 2, answer: answers.md, prompt: "Why divide by the root of the width?"}
"""
STUB = '''\
"""Question 4."""

import numpy as np


def softmax(x, axis=-1):
    """Weights that are positive and sum to 1 along an axis."""
    raise NotImplementedError


def mean(scores, values):
    """The mean of values, weighted by the softmax of scores."""
    raise NotImplementedError
'''
RIGHT = '''\
"""Question 4."""

import numpy as np


def softmax(x, axis=-1):
    """Weights that are positive and sum to 1 along an axis."""
    e = np.exp(x - x.max(axis=axis, keepdims=True))
    return e / e.sum(axis=axis, keepdims=True)


def mean(scores, values):
    """The mean of values, weighted by the softmax of scores."""
    return softmax(scores) @ values
'''
SHEET = """\
# Little attention

# Question 5: On paper

## q5.line - One layer

> Solve $y = a x + b$ for $x$.

<!-- your answer -->

## q5.width - Width

> How wide is one of 12 heads of 768?

<!-- your answer -->

## q5.why - Why

> Why divide by the root of the width?

<!-- your answer -->
"""
PUBLIC = '''\
"""Public checks of question 4."""

import numpy as np

from grader.authoring import call, cases, holds, raises


@cases("q4.softmax", hint="Let the sum follow the axis argument.")
def each_row(rng):
    """each row of softmax(x, axis=-1) sums to 1"""

    def rows_sum_to_one(weights):
        """every row (last axis) must sum to 1"""
        sums = np.asarray(weights).sum(axis=-1)
        return bool(np.allclose(sums, 1)) or "here the columns do"

    yield holds(rows_sum_to_one, call("softmax", np.array([[1.0, 2.0, 3.0], [1.0, 0.0, -1.0]]), axis=-1))


@cases("q4.mean", hint="Look at the shapes first.")
def shapes(rng):
    """scores and values of different lengths are refused"""
    yield raises(ValueError, call("mean", np.zeros((1, 2)), np.zeros(3)))
'''
HIDDEN = '''\
"""Hidden cases of question 4."""

from grader.authoring import call, cases


@cases("q4.softmax", hint="Exponentials over their sum.")
def secret_rows(rng):
    """Rows of tables."""
    yield call("softmax", rng.normal(size=(3, 4)))
    yield call("softmax", rng.normal(size=(2, 5)))


@cases("q4.mean", hint="Weights times values.")
def secret_means(rng):
    """Means of tables."""
    yield call("mean", rng.normal(size=(3, 4)), rng.normal(size=4))
'''
MISTAKE = '''\
"""softmax normalises over the wrong axis"""

parts = ["q4.softmax", "q4.mean"]
hint = "Make the sum follow the `axis` argument and keep the dimension for broadcasting."
public = True
patterns = ["_.sum(axis=0)"]

import numpy as np


def softmax(x, axis=-1):
    e = np.exp(x - x.max())
    return e / e.sum(axis=0)
'''
SECRET_MISTAKE = '''\
"""softmax without exponentials"""

parts = ["q4.softmax", "q4.mean"]
hint = "Exponentiate first."


def softmax(x, axis=-1):
    return x / x.sum(axis=axis, keepdims=True)
'''
ANSWERS = SHEET.replace("<!-- your answer -->", "y - b = a x\nx = (y - b)/a", 1)
ANSWERS = ANSWERS.replace("<!-- your answer -->", "768/12 = 64", 1).replace("<!-- your answer -->", "Large scores saturate the softmax.", 1)


@pytest.fixture(scope="session")
def course(tmp_path_factory):
    """The course from which the homework is made."""
    root = tmp_path_factory.mktemp("course")
    files = {
        "assignments/hw/assignment.yaml": ASSIGNMENT,
        "assignments/hw/q4.py": STUB,
        "assignments/hw/answers.md": SHEET,
        "assignments/hw/cases/public.py": PUBLIC,
        "solutions/hw/q4.py": RIGHT,
        "solutions/hw/answers.md": ANSWERS,
        "solutions/hw/cases/q4.py": HIDDEN,
        "solutions/hw/mistakes/wrong_axis.py": MISTAKE,
        "solutions/hw/mistakes/no_exponential.py": SECRET_MISTAKE,
    }
    for path, text in files.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text)
    return root


@pytest.fixture(scope="session")
def released(course, tmp_path_factory):
    """The folder as it is handed out."""
    with open_sandbox(1) as sandbox:
        made = make_release(ready(course, "hw"), course, sandbox)
    return write_release(tmp_path_factory.mktemp("released"), made.name, made.files)[0]


@pytest.fixture
def folder(released, tmp_path):
    """A student's own copy of it."""
    return shutil.copytree(released, tmp_path / "hw")


@pytest.fixture
def look(folder):
    """Write a file and check: `look("q4.softmax", **{"q4.py": text})`."""

    def check_it(address="", **files):
        for name, text in files.items():
            (folder / name).write_text(text)
        return check(open_workbook(folder), address)

    return check_it


@pytest.fixture
def right():
    """The reference's code."""
    return RIGHT


@pytest.fixture
def answers():
    """An answer sheet with something in every place."""
    return ANSWERS
