"""The Markdown report can be posted anywhere."""

from typing import Any

import pytest
from markdown_it import MarkdownIt

from grader.model import Message, Verdict
from grader.report.markdown import student_markdown
from grader.report.student import view

RENDERER = MarkdownIt("gfm-like", {"html": True, "linkify": False})


@pytest.mark.parametrize("name", ["wrong-axis", "final", "provisional", "hostile", "perfect", "empty", "ours"])
def test_no_html_image_or_link_comes_out(samples: Any, name: str) -> None:
    tokens = RENDERER.parse(student_markdown(view(samples.by_name[name], samples.assignment)))
    kinds = {token.type for token in tokens} | {child.type for token in tokens for child in token.children or ()}
    assert not kinds & {"html_block", "html_inline", "image", "link_open", "s_open", "em_open"}


def test_the_order_is_that_of_the_page(samples: Any) -> None:
    text = student_markdown(view(samples.by_name["wrong-axis"], samples.assignment))
    titles = [line for line in text.splitlines() if line.startswith("## ")]
    expected = ["Fix this first", "Question by question", "Where points were lost", "Waiting for a person", "Earned in full"]
    assert titles == [f"## {title}" for title in expected]


def test_arrays_are_blocks(samples: Any) -> None:
    part = samples.part(
        "q4.softmax", Verdict.FAILED, bad=3, messages=(Message("Yours:\n  [[0.5000 0.8808 0.9820]\n   [0.5000 0.1192 0.0180]]"),)
    )
    text = student_markdown(view(samples.result("bo", (part,))))
    assert "```text\n  [[0.5000 0.8808 0.9820]\n   [0.5000 0.1192 0.0180]]\n```" in text


def test_places_and_lines_of_the_student_are_code(samples: Any) -> None:
    text = student_markdown(view(samples.by_name["wrong-axis"], samples.assignment))
    assert "`q4_attention.py:31` `return e / e.sum(axis=0)`" in text


def test_nobody_is_mentioned(samples: Any) -> None:
    tokens = RENDERER.parse(student_markdown(view(samples.by_name["hostile"])))
    shown = "".join(child.content for token in tokens for child in token.children or () if child.type in ("text", "text_special"))
    assert "@everyone" not in shown
    assert "#1" not in shown
    assert "://" not in shown.replace("http://evil.example/i.png", "") or "http&#58;" in student_markdown(view(samples.by_name["hostile"]))
