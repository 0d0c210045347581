"""Headings as people write them."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.collect.asked import asked_of
from grader.collect.headings import Heading, Headings
from grader.model import Assignment


@pytest.fixture(scope="module")
def headings(homework: Assignment) -> Headings:
    return Headings(asked_of(homework))


@pytest.mark.parametrize(
    "line",
    [
        "## q2.scalar",
        "# Q2.scalar:",
        "### q2.scalar - The scalar case",
        "### q2.scalar — Two layers, scalar",
        "##q2.scalar",
        "## q2.scalar ##",
        "   ## q2.scalar",
        "## **q2.scalar**",
        "## `q2.scalar`",
        "## [q2.scalar]",
        "## q2\\.scalar",
        "## (q2.scalar)",
        "**q2.scalar**",
        "**q2.scalar:**",
        "**q2.scalar**:",
        "__Q2.Scalar__",
        "> ## q2.scalar",
        "> **q2.scalar**",
        "<h2>q2.scalar</h2>",
        '<h3 class="x">q2.scalar</h3>',
        "q2.scalar)",
        "(q2.scalar)",
        "q2.scalar:",
        "q2.scalar",
        "## q2 scalar",
        "## Q2_scalar",
        "## Q2-Scalar:",
        "## Q2: scalar",
        "Q2_scalar:",
        "## Answer to q2.scalar",
        "## 1. q2.scalar",
        "## scalar",
        "## Two layers, scalar",
    ],
)
def test_all_these_name_the_part(headings: Headings, line: str) -> None:
    found = headings.read(line)
    assert found is not None
    assert (found.part, found.question) == ("q2.scalar", "q2")
    assert not found.instead_of


@pytest.mark.parametrize(
    ("line", "part"),
    [
        ("## q2.scaler", "q2.scalar"),
        ("## q2 scalr", "q2.scalar"),
        ("## q2.max_slop", "q2.max_slope"),
        ("## q2.colapse_why", "q2.collapse_why"),
        ("## q2.compare", "q3.compare"),
    ],
)
def test_near_misses_are_taken_and_told(headings: Headings, line: str, part: str) -> None:
    found = headings.read(line)
    assert found is not None
    assert found.part == part
    assert found.instead_of == line[3:]


@pytest.mark.parametrize(
    ("line", "rest", "plain"),
    [
        ("q2.max_slope: 0.25", "0.25", True),
        ("q2.max_slope) 0.25", "0.25", True),
        ("q2.max_slope = 0.25", "0.25", True),
        ("q2.max_slope - 0.25", "0.25", True),
        ("**q2.max_slope** 0.25", "0.25", True),
        ("**q2.max_slope:** -3", "-3", True),
        ("## q2.max_slope: 0.25", "0.25", False),
        ("## Q2 max slope 0.25", "0.25", False),
        ("## q2.max_slope = 0.25", "0.25", False),
        ("- **q2.max_slope**: 0.25", "0.25", True),
        ("* q2.max_slope: 0.25", "0.25", True),
        ("1. q2.max_slope) 0.25", "0.25", True),
        ("q2.max\\_slope: 1", "1", True),
    ],
)
def test_words_behind_the_name_are_kept(headings: Headings, line: str, rest: str, plain: bool) -> None:
    found = headings.read(line)
    assert found is not None
    assert (found.part, found.rest, found.plain) == ("q2.max_slope", rest, plain)


@pytest.mark.parametrize(
    "line",
    [
        "q2.scalar is easy",
        "In q2.scalar we saw",
        "- q2.scalar",
        "    ## q2.scalar",
        "*emphasis*",
        "# Derivation",
        "## Step 1",
        "q2",
        "x = q2.scalar",
        "",
        "#",
        "**",
        "#hashtag",
        "q2.scalarization: x",
        "y = 3",
        "Q2) text",
    ],
)
def test_these_are_text(headings: Headings, line: str) -> None:
    assert headings.read(line) is None


@pytest.mark.parametrize(
    "line",
    [
        "# Q2",
        "## Question 2",
        "## Question 2: Linear collapse",
        "# Linear collapse",
        "**Q2**",
        "## Q2: my thoughts on it",
        "# Q2 Linear collapse",
    ],
)
def test_headings_of_whole_questions(headings: Headings, line: str) -> None:
    found = headings.read(line)
    assert found is not None
    assert (found.part, found.question) == ("", "q2")


def test_a_code_part_is_a_heading_too(headings: Headings) -> None:
    assert headings.read("## q2.collapse") == Heading("q2.collapse", "q2")


def test_a_written_part_wins_over_the_code_part_that_begins_like_it(headings: Headings) -> None:
    assert headings.read("## q2.collapse - why?") == Heading("q2.collapse_why", "q2", "?")


def test_the_longer_name_is_not_taken_for_the_shorter(headings: Headings) -> None:
    assert headings.read("## q2.collapse_why") == Heading("q2.collapse_why", "q2")


@given(line=st.text(st.sampled_from("q2.scalr_*#()[]`~ \t:-\\=>Q1é\u202e9"), max_size=60) | st.text(max_size=80))
def test_no_line_is_an_exception(headings: Headings, line: str) -> None:
    found = headings.read(line)
    assert found is None or found.part or found.question


@pytest.mark.parametrize("unit", ["#", " ", "*", "q2 ", "q2.scalar", "(", "\\", "_", "`", "1", "Q", ".", "q2.scalar)"])
def test_long_lines_take_no_long_time(headings: Headings, unit: str) -> None:
    start = time.process_time()
    for head in ("", "## ", "**", "q2"):
        headings.read(head + unit * 300_000)
    assert time.process_time() - start < 2


def test_guesses_at_misspelt_headings_are_bounded(homework: Assignment) -> None:
    headings = Headings(asked_of(homework))
    found = [headings.read("## q2.scaler") for _ in range(300)]
    assert sum(1 for heading in found if heading and heading.part) == 200


def test_a_row_of_a_table_may_name_its_part(headings: Headings) -> None:
    assert headings.read("| q2.scalar | y = 1 | done |") == Heading("q2.scalar", "q2", "y = 1 done", plain=True)
    assert headings.read("| part | answer |") is None
    assert headings.read("| q2.scalar | |") is None
    assert headings.read("|---|---|") is None


def test_a_heading_may_name_several_parts(headings: Headings) -> None:
    found = headings.read("## q2.scalar and q2.max_slope")
    assert found is not None
    assert (found.part, found.also, found.rest) == ("q2.scalar", ("q2.max_slope",), "")
    other = headings.read("## q2.scalar, which is not q2.max_slope at all")
    assert other is not None
    assert other.also == ()
