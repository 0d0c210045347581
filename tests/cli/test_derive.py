"""`grader derive`: lines with marks, carets and reasons, for people and for machines."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
YAML = """\
format: 1
title: Maps
questions:
  - id: q1
    title: One layer
    parts:
      - {id: affine, title: Affine maps, kind: algebra, points: 2, answer: answers.md, rubric: affine.yaml,
         given: ["u = r x + s", "y = p u + q"], goal: "y = k x + l",
         symbols: {u: scalar, r: scalar, x: scalar, s: scalar, y: scalar, p: scalar, q: scalar, k: scalar, l: scalar}}
      - {id: size, title: How many, kind: number, points: 1, answer: answers.md}
"""
RUBRIC = """\
format: 1
milestones:
  - {title: substituted, shows: ["y = p (r x + s) + q"]}
  - {title: slope named, defines: k, result: true}
"""
LINES = """\
First the inner layer goes in:
y = p (r x + s) + q
y = p r x + s + q
l = s + q
k = p r
y = p (r x +
"""


@pytest.fixture
def run(tmp_path):
    """Run `grader derive` in a course of one derivation."""
    files = {
        "assignments/hw/assignment.yaml": YAML,
        "assignments/hw/answers.md": "## q1.affine\n\n## q1.size\n",
        "rubrics/hw/affine.yaml": RUBRIC,
        "solutions/hw/answers.md": "## q1.affine\n\ny = p (r x + s) + q\n\n## q1.size\n\n1\n",
        "lines.txt": LINES,
        "answers.md": "# Mine\n\n## q1.affine\n\ny = p (r x + s) + q\n\nk = p r\n\n## q1.size\n\n7\n",
        "other.md": "## q1.size\n\n7\n",
    }
    for name, text in files.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")

    def call(*words, typed="", code=0):
        environment = {**os.environ, "NO_COLOR": "1", "COLUMNS": "80", "PYTHONPATH": str(ROOT)}
        command = [sys.executable, "-m", "grader", "derive", *map(str, words)]
        done = subprocess.run(command, cwd=tmp_path, input=typed, capture_output=True, text=True, env=environment, timeout=60)
        assert done.returncode == code, done.stdout + done.stderr
        return done.stdout + done.stderr

    call.folder = tmp_path
    return call


def test_each_line_has_a_mark_and_a_reason(run):
    assert run("lines.txt", "--part", "q1.affine").splitlines() == [
        "hw/q1.affine  Affine maps  (lines.txt:1)",
        "",
        "   1  First the inner layer goes in:",
        "✓  2  y = p (r x + s) + q",
        "      proved",
        "✗  3  y = p r x + s + q",
        "      wrong: The term s should be p s.",
        "↳  4  l = s + q",
        "      inherited: This follows from a line above that is wrong already.",
        "✓  5  k = p r",
        "      proved",
        "?  6  y = p (r x +",
        "                  ^",
        "      unreadable: The line stops too early: a number, a symbol or a bracket is",
        "      expected here. Finish the formula.",
        "",
        "2 of 2 points",
    ]


def test_an_answer_sheet_is_read_under_its_heading(run):
    told = run("answers.md", "--part", "hw/q1.affine")
    assert "hw/q1.affine  Affine maps  (answers.md:5)" in told
    assert told.endswith("2 of 2 points\n")


def test_a_machine_reads_json(run):
    found = json.loads(run("lines.txt", "--part", "q1.affine", "--json"))
    assert (found["part"], found["first_wrong"], found["possible"]) == ("hw/q1.affine", 3, 2.0)
    assert [line["true"] for line in found["lines"]] == [None, True, False, False, True, None]
    assert [line["follows"] for line in found["lines"]] == [None, True, False, True, True, None]
    assert [line["proved"] for line in found["lines"]] == [False, True, False, False, True, False]
    assert found["lines"][5]["column"] == 13
    assert found["lines"][1]["reading"] == "y = p (r x + s) + q"


def test_lines_can_be_typed(run):
    assert "✓  1  k = p r" in run("-", "--part", "q1.affine", typed="k = p r\n")


def test_a_copy_without_secrets_judges_lines_and_gives_no_points(run):
    for name in ("rubrics/hw/affine.yaml", "solutions/hw/answers.md"):
        (run.folder / name).unlink()
    (run.folder / "rubrics/hw").rmdir()
    told = run("answers.md", "--part", "q1.affine")
    assert "✓  1" in told
    assert "points" not in told


def test_control_characters_do_not_reach_the_terminal(run):
    assert "\x1b" not in run("-", "--part", "q1.affine", typed="k = p r \x1b[31m\n")


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("lines.txt", "--part", "q1.afine"), "hw has no such derivation; did you mean 'q1.affine'?; it has q1.affine"),
        (("lines.txt", "--part", "q7.size"), "hw has no such derivation"),
        (("lines.txt", "--part", "!!"), "'!!' is no address"),
        (("line.txt", "--part", "q1.affine"), "there is no line.txt; did you mean 'lines.txt'?"),
        (("other.md", "--part", "q1.affine"), "other.md has no answer to q1.affine; write it below a heading `## q1.affine`"),
    ],
)
def test_wrong_usage_says_what_is_there(words, told, run):
    assert told in run(*words, code=2)
