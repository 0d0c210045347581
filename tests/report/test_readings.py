"""A derivation is shown back as it was read, line by line."""

from dataclasses import replace
from typing import Any, get_args

import pytest

from grader.model import Found, ReadLine, Verdict
from grader.report.pages import student_page
from grader.report.student import view
from grader.report.words import FOUND

LINES = (
    ReadLine("so y = a1 x1 + b1", "y = a_{1} x_{1} + b_{1}", "proved"),
    ReadLine("1/4 >= s(1-s)", r"\frac{1}{4} \ge s (1 - s)", "holds where tried"),
    ReadLine("<script>alert(1)</script>", "", "unreadable"),
)


def page(samples: Any, verdict: Verdict) -> str:
    part = samples.part("q4.softmax", verdict)
    outcome = replace(part.outcomes[0], lines=LINES)
    return student_page(view(samples.result("bo", (replace(part, outcomes=(outcome,)),))))


@pytest.mark.parametrize("verdict", [Verdict.PASSED, Verdict.FAILED, Verdict.REVIEW])
def test_each_line_stands_beside_its_reading_and_what_was_found(samples: Any, verdict: Verdict) -> None:
    html = page(samples, verdict)
    assert "How we read you, line by line" in html
    assert "<code>so y = a1 x1 + b1</code></td><td><math" in html
    assert all(FOUND[line.found][0] in html for line in LINES)
    assert "<script>" not in html


def test_a_part_without_lines_shows_none(samples: Any) -> None:
    assert "How we read you" not in student_page(view(samples.result("bo", (samples.part("q4.softmax"),))))


def test_everything_that_can_be_found_has_words() -> None:
    assert set(FOUND) == set(get_args(Found))
