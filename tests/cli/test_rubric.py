"""`grader rubric`: lint, try, draft, calibrate."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
RUBRIC = """\
format: 1
question: q
concepts:
  - {id: A, points: 2, text: It grows., full: [variance grows]}
anchors:
  - {answer: The variance grows., points: 2, concepts: [A]}
"""


@pytest.fixture
def run(tmp_path):
    """Run a command in a folder that holds a rubric."""
    (tmp_path / "r.yaml").write_text(RUBRIC, encoding="utf-8")

    def call(*words, typed="", code=0, folder=tmp_path):
        environment = {**os.environ, "NO_COLOR": "1", "COLUMNS": "80", "PYTHONPATH": str(ROOT)}
        command = [sys.executable, "-m", "grader", "rubric", *map(str, words)]
        done = subprocess.run(command, cwd=folder, input=typed, capture_output=True, text=True, env=environment, timeout=60)
        assert done.returncode == code, done.stdout + done.stderr
        return done.stdout + done.stderr

    call.folder = tmp_path
    return call


def test_the_course_is_free_of_mistakes(run):
    assert run("lint", folder=ROOT) == "11 rubrics: no mistakes\n"


def test_lint_tells_file_and_line(run):
    path = run.folder / "r.yaml"
    path.write_text(RUBRIC.replace("points: 2, concepts", "points: 1, concepts"), encoding="utf-8")
    told = run("lint", "r.yaml", code=2)
    assert "r.yaml:6: anchors[1] is worth 1 but scores 2" in told
    assert "1 rubric: 1 mistake\n" in told


def test_lint_tells_what_cannot_be_read(run):
    (run.folder / "r.yaml").write_text(RUBRIC.replace("full:", "ful:"), encoding="utf-8")
    assert "r.yaml:4:" in run("lint", "r.yaml", code=2)


def test_try_shows_the_evidence(run):
    told = run("try", "r.yaml", typed="Well, the variance grows.\x1b[2J")
    assert "full: 'variance grows'  by  variance grows" in told
    assert "2 of 2, confidence 1" in told
    assert "\x1b" not in told


def test_try_an_address_for_a_machine(run):
    (run.folder / "answer.md").write_text("It keeps the softmax from saturating.", encoding="utf-8")
    told = json.loads(run("try", "dl-hw1/q4.scaling", run.folder / "answer.md", "--json", folder=ROOT))
    assert (told["points"], told["max_points"], told["concepts"]["B"]) == (1.0, 4.0, 1.0)


@pytest.mark.parametrize(
    ("where", "told"),
    [
        ("dl-hw1/q4.scalin", "did you mean 'q4.scaling'?"),
        ("dl-hw1/q4.softmax", "q4.softmax has no rubric"),
        ("q 4", "is no address"),
        ("s.yaml", "there is no s.yaml"),
    ],
)
def test_an_address_that_is_none(where, told, run):
    assert told in run("try", where, code=2, folder=ROOT)


def test_draft_writes_a_rubric(run):
    (run.folder / "model.md").write_text("The variance grows. The softmax saturates.", encoding="utf-8")
    (run.folder / "draft.yaml").write_text(run("draft", "--from", "model.md", "--points", 2), encoding="utf-8")
    assert "2 of 2" in run("try", "draft.yaml", "model.md")


def test_draft_of_nothing(run):
    (run.folder / "model.md").write_text("", encoding="utf-8")
    assert "model.md: the model answer holds no words" in run("draft", "--from", "model.md", code=2)


def test_calibrate_tells_agreement_and_suggests_words(run):
    rows = [{"answer": f"The variance grows, a margin {c}.", "score": 2, "concepts": {"A": {"points": 2}}} for c in "abc"]
    rows += [{"answer": f"No clue at all {c}.", "score": 0, "concepts": {"A": 0}} for c in "abc"]
    rows += [{"answer": "There is a margin.", "score": 2, "concepts": {"A": 2}}]
    (run.folder / "s.jsonl").write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    told = run("calibrate", "r.yaml", "--scored", "s.jsonl")
    assert "7 answers: QWK" in told
    assert "A: precision 3/3, recall 3/4" in told
    assert "'margin' stands in 4 of 4 answers scored 75 % or more" in told


def test_calibrate_tells_what_it_has_learned(run):
    rows = [{"answer": f"It makes the widest street, case {c}.", "score": 2} for c in "abcdefgh"]
    rows += [{"answer": f"It is some sort of network, case {c}.", "score": 0} for c in "abcdefgh"]
    (run.folder / "s.jsonl").write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    told = run("calibrate", "r.yaml", "--scored", "s.jsonl")
    assert "with learning from these answers" in told
    raised, lowered = (line for line in told.splitlines() if line.startswith("Stems that "))
    assert "raise" in raised
    assert "street +" in raised
    assert "network -" in lowered


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("[1]", "s.jsonl:1: should be a line like"),
        ('{"answer": "x", "score": "2"}', "s.jsonl:1: should be a line like"),
        ('{"answer": "x", "score": 7}', "s.jsonl: Expected points from 0 to 2 but got 7"),
        ("", "s.jsonl holds no scored answers"),
    ],
)
def test_scored_answers_that_cannot_be_read(line, told, run):
    (run.folder / "s.jsonl").write_text(line, encoding="utf-8")
    assert told in run("calibrate", "r.yaml", "--scored", "s.jsonl", code=2)
