"""What a course says about its pull requests."""

from __future__ import annotations

import pytest

from grader.ci.settings import Settings, read_settings, seed_for
from grader.ci.writing import init
from grader.errors import CourseError


def test_a_course_without_the_file_has_defaults(tmp_path):
    assert read_settings(tmp_path) == Settings(1, "", "feedback")


def test_what_init_writes_is_read(tmp_path):
    (tmp_path / "assignments").mkdir()
    init(tmp_path, "github", grader="dl/grader@" + "a" * 40, salt="5f2b9c")
    assert read_settings(tmp_path) == Settings(1, "5f2b9c", "feedback")


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("format: 1\npublic: mark\n", "ci.yaml:2:9"),
        ("format: 1\nslat: x\n", "ci.yaml:2:1"),
        ("format: 2\n", "ci.yaml:1:9"),
        ("- 1\n", "ci.yaml:1:1"),
    ],
)
def test_mistakes_are_told_with_their_place(tmp_path, text, place):
    (tmp_path / "ci.yaml").write_text(text)
    with pytest.raises(CourseError) as caught:
        read_settings(tmp_path)
    assert str(caught.value).startswith(place)


def test_a_salt_and_a_commit_make_the_seed():
    seeds = {seed_for(head, Settings(salt=salt)) for head in ("a" * 40, "b" * 40) for salt in ("", "x")}
    assert len(seeds) == 4
