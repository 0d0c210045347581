"""A wrong answer to a large public case is shown the smallest input that shows it; hidden cases are not."""

import pytest

from grader.model import Chunk, Module, Submission
from grader.pipeline import Marking, Memory, open_sandbox, ready

ASSIGNMENT = """
format: 1
title: Mini
questions:
  - id: q1
    title: Sums
    parts:
      - {id: total, title: Add up, kind: code, points: 2, answer: "q1.py:total", examples: [
          {title: small, args: [[1.0, 2.0]]},
          {title: large, args: [[1.5, 2.5, 3.5, 4.5, 0.25, 6.5, 7.5, 8.5, 9.5, 10.5]]}]}
"""
CASES = '''
from grader.authoring import call, cases


@cases("q1.total", hint="Add all.")
def hidden(rng):
    """Hidden sums are right."""
    yield call("total", rng.normal(size=50))
'''
RIGHT = "def total(x):\n    return float(x.sum())\n"


@pytest.fixture(scope="module")
def sandbox():
    with open_sandbox(1) as opened:
        yield opened


@pytest.fixture
def mark(tmp_path, sandbox):
    """Mark some source; all that is said about the part."""
    files = {"assignments/mini/assignment.yaml": ASSIGNMENT, "solutions/mini/cases/q1.py": CASES, "solutions/mini/q1.py": RIGHT}
    files["assignments/mini/q1.py"] = "def total(x):\n    raise NotImplementedError\n"
    for name, text in files.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text.lstrip("\n"))
    homework, store = ready(tmp_path, "mini"), Memory()

    def marked(source, *, may_run=True):
        marking = Marking(homework, sandbox, store, may_run=may_run)
        found = marking.mark(Submission("ada", {"q1": Module("q1", (Chunk("q1.py", source),))}))
        store.keep({**marking.recordings, **found.recordings})
        return [message.reason for message in found.result["q1.total"].messages if "smallest" in message.reason]

    return marked


def test_the_smallest_input_is_shown(mark):
    source = "def total(x):\n    return float(x[:-1].sum()) if len(x) > 2 else float(x.sum())\n"
    (told,) = mark(source)
    assert told == ("The smallest input found that shows it: `total([0.0, 1.0, 2.0])` should give `3.0`, and your code gives `1.0`.")


def test_a_class_that_is_scored_again_says_the_same_without_running(mark):
    source = "def total(x):\n    return float(x.max())\n"
    told = mark(source)
    assert told
    assert mark(source, may_run=False) == told


@pytest.mark.parametrize(
    "source",
    [
        RIGHT,
        "def total(x):\n    raise ValueError\n",
        "def total(x):\n    return object()\n",
        "def total(x):\n    return float(x.sum()) if len(x) < 20 else 0.0\n",  # only the hidden case fails
        "def total(x):\n    return 0.0 if len(x) == 2 else float(x.sum())\n",  # the public case that fails is small already
    ],
)
def test_nothing_is_shown_where_there_is_nothing_to_show(source, mark):
    assert mark(source) == []
