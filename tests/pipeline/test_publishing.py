"""What the reference and the public mistakes show on public cases."""

from __future__ import annotations

import pytest

from grader.errors import CourseError
from grader.load import load_assignment
from grader.model import Status
from grader.pipeline import open_sandbox, ready, show_public

HEAD = 'parts = ["q1.double"]\nhint = "Twice."\n'
FILES = {
    "assignments/hw/assignment.yaml": """\
format: 1
title: Homework
questions:
  - id: q1
    title: One
    parts:
      - {id: double, title: Twice, kind: code, points: 1, answer: "q1.py:double", examples: [{title: two, args: [2.0]}]}
      - {id: why, title: Why, kind: text, points: 1, answer: answers.md}
""",
    "assignments/hw/q1.py": "def double(x):\n    raise NotImplementedError\n",
    "assignments/hw/answers.md": "## q1.why\n",
    "solutions/hw/q1.py": "def double(x):\n    return 2 * x\n",
    "solutions/hw/answers.md": "## q1.why\n\nBecause.\n",
    "solutions/hw/cases/q1.py": '''\
from grader.authoring import call, cases

@cases("q1.double", hint="Twice.")
def numbers(rng):
    """Numbers."""
    yield call("double", 3.0)
''',
    "solutions/hw/mistakes/thrice.py": f'"""thrice"""\n{HEAD}public = True\n\n\ndef double(x):\n    return 3 * x\n',
    "solutions/hw/mistakes/half.py": f'"""half"""\n{HEAD}\n\ndef double(x):\n    return x / 2\n',
    "solutions/hw/mistakes/stuck.py": f'"""stuck"""\n{HEAD}public = True\n\n\ndef double(x):\n    exit()\n',
}


@pytest.fixture
def course(tmp_path):
    for path, text in FILES.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(text)
    return tmp_path


def show(course):
    with open_sandbox(1) as sandbox:
        return show_public(ready(course, "hw"), sandbox)


def test_only_public_cases_and_public_mistakes_are_told(course):
    shown = show(course)
    assert {address.local: seen.values for address, seen in shown.expected.items()} == {"q1.double[example-01]": (4.0,)}
    assert {mistake.id: [seen.values for seen in seen_of.values()] for mistake, seen_of in shown.mistakes}["thrice"] == [(6.0,)]
    assert {mistake.id for mistake, _ in shown.mistakes} == {"thrice", "stuck"}


def test_a_mistake_that_shows_nothing_is_told_without_an_observation(course):
    told = {mistake.id: seen for mistake, seen in show(course).mistakes}
    assert all(seen.status in (Status.RETURNED, Status.RAISED) for seen in told["stuck"].values())


def test_a_reference_that_does_not_answer_stops_it(course):
    (course / "solutions/hw/q1.py").write_text("import os\n\n\ndef double(x):\n    os._exit(1)\n")
    with pytest.raises(CourseError, match=r"hw/q1\.double\[example-01\]: the reference gives nothing to compare with \(crashed"):
        show(course)


def test_an_assignment_without_its_reference_is_refused(course):
    with pytest.raises(ValueError, match="loaded without its reference solution"), open_sandbox(1) as sandbox:
        show_public(load_assignment(course, "hw"), sandbox)
