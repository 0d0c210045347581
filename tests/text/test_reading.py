"""Mistakes in a rubric's file are told with their place."""

from __future__ import annotations

import pytest

from grader.errors import CourseError
from grader.text import load_rubric, read_rubric

CHANGES = {
    "unknown field": ("half:", "hlaf:", "tiny.yaml:11:5: concepts[1]: unknown field 'hlaf'; did you mean 'half'?"),
    "points": ("points: 2", "points: 0", "tiny.yaml:8:13: concepts[1]: points should be above 0"),
    "huge points": ("points: 2", "points: 100000", "concepts[1]: points should be at most 1000"),
    "deduct": ("deduct: 1", "deduct: -1", "misconceptions[1]: deduct should be above 0"),
    "same id": ("id: B", "id: A", "the id 'A' is taken: line 7"),
    "unknown group": ("variance GROWTH", "variance GROWHT", "there is no group GROWHT; did you mean 'GROWTH'?"),
    "no word": ("variance GROWTH", "variance (grows)", "'(grows)' is no word"),
    "empty side": ("softmax ... saturates", "softmax ...", "lacks a word on one side of ..."),
    "empty pattern": ('"variance GROWTH"', '""', "lacks a word"),
    "empty list": ('    full: ["variance GROWTH"]\n    half: ["large scores"]\n', "", "concepts[1]: no text can match 'A'"),
    "group in small letters": ("GROWTH:", "growth:", "words: the group 'growth' should be named in capitals, such as LINE"),
    "two words": ("[grows, grow, increases]", "[grows fast]", "words: 'grows fast' should be one word"),
    "empty group": ("[grows, grow, increases]", "[]", "words: the group GROWTH is empty"),
    "threshold": ("misconceptions:", "review_below: 2\nmisconceptions:", "review_below should be from 0 to 1"),
    "steps": ("misconceptions:", "steps: {many: 2}\nmisconceptions:", "steps: 'many' should be a number of points"),
    "anchor": ("misconceptions:", "anchors: [{answer: x, points: 9}]\nmisconceptions:", "anchors[1]: points should be from 0 to 4"),
    "anchor's concept": (
        "misconceptions:",
        "anchors: [{answer: x, points: 1, concepts: [Z]}]\nmisconceptions:",
        "anchors[1]: there is no concept 'Z'; there are A, B",
    ),
}


@pytest.mark.parametrize("name", CHANGES)
def test_a_mistake_is_told_with_its_place(name, tiny_yaml):
    old, new, told = CHANGES[name]
    assert old in tiny_yaml
    with pytest.raises(CourseError) as error:
        read_rubric(tiny_yaml.replace(old, new, 1), "tiny.yaml")
    assert told in str(error.value)
    assert str(error.value).startswith("tiny.yaml:")


def test_numbers_in_groups_need_no_quotes(tiny_yaml):
    rubric = read_rubric(tiny_yaml.replace("[grows, grow, increases]", "[1, true]"), "tiny.yaml")
    assert rubric.score("The variance is 1.").concepts["A"] == 1


def test_a_scheme_without_patterns_can_be_read(tmp_path):
    (tmp_path / "r.yaml").write_text("format: 1\nquestion: q\nconcepts: [{id: A, points: 1, text: x}]\n", encoding="utf-8")
    assert load_rubric(tmp_path / "r.yaml").score("x").points == 0
    assert load_rubric(str(tmp_path / "r.yaml")).max_points == 1


def test_a_missing_file(tmp_path):
    with pytest.raises(CourseError, match=r"r\.yaml: is not there"):
        load_rubric(tmp_path / "r.yaml")
