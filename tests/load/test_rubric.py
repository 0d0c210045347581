"""Rubrics: a broken one breaks its part and nothing else."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from grader.load.rubric import read_rubric

FILE = "rubrics/hw/why.yaml"


def test_a_rubric_is_read_exactly(course: Any) -> None:
    rubric = read_rubric(course.root / FILE, course.root)
    assert rubric.question == "why"
    second, (wrong,) = rubric.concepts[1], rubric.misconceptions
    assert (second.id, second.text, second.points) == ("B", "shift changes nothing", 0.5)
    assert (wrong.id, wrong.text, wrong.deduct) == ("M", "softmax is linear", 1)


def test_a_right_rubric_breaks_nothing(course: Any) -> None:
    assert course.broken("q4.why") == []


CHANGES = {
    "unknown field": ("text: sums", "txt: sums", "rubrics/hw/why.yaml:4:13: concepts[1]: unknown field 'txt'; did you mean 'text'?"),
    "points": ("points: 2", "points: many", "why.yaml:4:40: concepts[1].points should be a number"),
    "points 0": ("points: 2", "points: 0", "why.yaml:4:40: concepts[1]: points should be above 0"),
    "deduct": ("deduct: 1", "deduct: -1", "misconceptions[1]: deduct should be above 0"),
    "ids": ("id: B", "id: A", "why.yaml:5:10: concepts[2]: the id 'A' is taken: line 4"),
    "empty text": ("text: sums to one", "text: ''", "concepts[1]: text is empty"),
    "no format": ("format: 1\n", "", "why.yaml:1:1: field 'format' is missing"),
    "no YAML": ("concepts:", "concepts: [", "why.yaml:4:3: is no YAML"),
}


@pytest.mark.parametrize("name", CHANGES)
def test_a_mistake_breaks_the_part_and_tells_the_place(name: str, course: Any) -> None:
    old, new, told = CHANGES[name]
    course.replace(FILE, old, new)
    (why,) = course.broken("q4.why")
    assert told in why


def test_no_concepts_are_told(course: Any) -> None:
    course.write(FILE, "format: 1\nquestion: why\nconcepts: []\n")
    assert course.broken("q4.why") == ["rubrics/hw/why.yaml:3:11: concepts: there should be at least one"]


def test_a_missing_rubric_breaks_the_part_and_names_the_nearest(course: Any) -> None:
    (course.root / FILE).rename(course.root / "rubrics/hw/wy.yaml")
    assert course.broken("q4.why") == ["rubrics/hw/why.yaml: there is no such rubric; did you mean 'wy.yaml'?\n  rubrics there: wy.yaml"]


def test_other_parts_are_not_broken(course: Any) -> None:
    course.write(FILE, "")
    assert (course.broken("q4.softmax"), course.broken("q4.attention")) == ([], [])


def test_a_rubric_elsewhere_is_refused(course: Any) -> None:
    course.replace("assignments/hw/assignment.yaml", "rubric: why.yaml", "rubric: ../why.yaml")
    (why,) = course.broken("q4.why")
    assert "plain file name" in why


def test_a_link_out_of_the_course_is_refused(course: Any, tmp_path: Path) -> None:
    (tmp_path / "outside.yaml").write_text("format: 1")
    (course.root / FILE).unlink()
    (course.root / FILE).symlink_to(tmp_path / "outside.yaml")
    assert course.broken("q4.why") == ["rubrics/hw/why.yaml: is a link that leads out of the course\n  put a copy of the file in its place"]
