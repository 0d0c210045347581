"""A derivation's milestones lie on the secret side; a file that is wrong breaks its part and nothing else."""

from pathlib import Path

import pytest

from grader.load import load_assignment

ASSIGNMENT = """format: 1
title: Homework
questions:
  - id: q1
    title: One
    parts:
      - {id: line, kind: algebra, points: 2, answer: answers.md, given: ["y = a x"], goal: "y = b", rubric: line.milestones.yaml,
         symbols: {y: scalar, a: scalar, x: scalar, b: scalar}}
"""
RIGHT = "format: 1\nmilestones:\n  - {title: named, defines: b}\n"


@pytest.fixture
def part(tmp_path: Path):
    def read(rubric: str | None, *, secrets: bool = True):
        files = {"assignments/hw/assignment.yaml": ASSIGNMENT, "assignments/hw/answers.md": "## q1.line\n", "solutions/hw/answers.md": ""}
        for name, text in files.items() if rubric is None else {**files, "rubrics/hw/line.milestones.yaml": rubric}.items():
            (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / name).write_text(text)
        return load_assignment(tmp_path, "hw", secrets=secrets).parts[0]

    return read


def test_the_milestones_reach_the_kind(part):
    assert part(RIGHT).kind.milestones == ({"title": "named", "defines": "b"},)


def test_a_students_copy_knows_no_milestones(part):
    assert part(RIGHT, secrets=False).kind.milestones == ()


@pytest.mark.parametrize(
    ("rubric", "said"),
    [
        (None, "rubrics/hw/line.milestones.yaml: there is no such rubric"),
        ("format: 1\nmilestnes: []\n", "rubrics/hw/line.milestones.yaml:2:1: unknown field 'milestnes'; did you mean 'milestones'?"),
        ("format: 1\nmilestones:\n  - {titel: named}\n", "line.milestones.yaml: milestones[0] has no field 'titel'; did you mean 'title'?"),
    ],
)
def test_a_wrong_file_breaks_its_part_with_the_place(part, rubric, said):
    assert said in part(rubric).cases[0].broken
