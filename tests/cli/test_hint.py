"""`grader hint` as a student types it."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

COURSE = """\
format: 1
title: Little attention
hint_price: {price}
language: {language}
questions:
  - id: q4
    title: Attention
    parts:
      - {{id: softmax, title: Softmax, kind: code, points: 4, answer: "q4.py:softmax", hints: ["Work out [b]one[/b] row.", "Which axis?"]}}
"""
RECORD = {
    "format": 1,
    "assignment": "hw",
    "title": "Little attention",
    "content": "0",
    "grader": "0",
    "files": {},
    "hidden": {"q4.softmax": 2},
    "expected": {},
    "mistakes": [],
}


@pytest.fixture
def home(tmp_path):
    """Where the student is."""
    place = tmp_path / "hw"
    place.mkdir()
    return place


@pytest.fixture
def run(home, environment):
    """Run `grader WORDS` there; nobody sits at the terminal."""

    def grader(*words):
        command = [sys.executable, "-m", "grader", *words]
        return subprocess.run(command, cwd=home, env=environment, capture_output=True, text=True, timeout=120, stdin=subprocess.DEVNULL)

    return grader


@pytest.fixture
def folder(home):
    """Make the student's folder: `folder(price="0.5")`."""

    def make(price="0", language="en"):
        (home / ".grader").mkdir()
        (home / ".grader" / "release.json").write_text(json.dumps(RECORD))
        (home / "assignment.yaml").write_text(COURSE.format(price=price, language=language))
        (home / "q4.py").write_text("def softmax(x):\n    raise NotImplementedError\n")
        return home

    return make


def test_a_hint_a_call(folder, run):
    folder()
    assert (
        run("hint", "q4.softmax").stdout
        == "Hint 1 of 2 for q4.softmax\n  Work out [b]one[/b] row.\n\n1 more hint: grader hint q4.softmax\n"
    )
    second = run("hint", "q4.softmax").stdout
    assert second.startswith("Hint 2 of 2 for q4.softmax\n  Which axis?\n")
    assert second.endswith("That was the last hint. Check your work: grader check q4.softmax\n")


def test_again_shows_what_was_taken_and_takes_none(folder, run):
    home = folder()
    run("hint", "q4.softmax")
    log = (home / ".grader" / "hints.json").read_bytes()
    assert "Work out" in run("hint", "q4.softmax", "--again").stdout
    assert (home / ".grader" / "hints.json").read_bytes() == log


def test_a_price_is_shown_before_anything_is_taken(folder, run):
    home = folder(price="0.25")
    refused = run("hint", "q4.softmax")
    assert (refused.returncode, refused.stdout) == (1, "")
    assert refused.stderr == "This hint costs 0.25 points. Run it again with --yes to take it.\n"
    assert not (home / ".grader" / "hints.json").exists()
    paid = run("hint", "q4.softmax", "--yes")
    assert paid.returncode == 0
    assert "1 more hint, 0.25 points each: grader hint q4.softmax" in paid.stdout


@pytest.mark.parametrize(("language", "flags"), [("de", ()), ("en", ("--lang", "de"))])
def test_german_by_the_course_or_by_the_student(folder, run, language, flags):
    folder(language=language)
    assert run("hint", "q4.softmax", *flags).stdout.startswith("Hinweis 1 von 2 zu q4.softmax\n")


def test_json(folder, run):
    folder()
    assert json.loads(run("hint", "q4.softmax", "--json").stdout) == {
        "format": 1,
        "part": "q4.softmax",
        "hints": ["Work out [b]one[/b] row."],
        "taken": 1,
        "total": 2,
        "price": 0.0,
    }


def test_elsewhere_it_says_where_to_go(run):
    lost = run("hint", "q4.softmax")
    assert lost.returncode == 2
    assert "no homework here" in lost.stderr


def test_an_unknown_language_is_told(folder, run):
    folder()
    assert "there is no language 'fr'; there are en, de" in run("hint", "q4.softmax", "--lang", "fr").stderr
