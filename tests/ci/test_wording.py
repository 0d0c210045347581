"""What strangers wrote is shown, and does nothing."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from grader.ci.outcome import Annotation, Graded, Outcome, read_outcome, write_outcome
from grader.ci.wording import TEXT, calm, comment, cut, summary, text, title
from grader.errors import BrokenError
from grader.model import Message

HEAD = "0" * 40
HOSTILE = (
    "@everyone see #12 ![x](https://evil.example/p.png) <img src=x onerror=alert(1)> [click](javascript:alert(1)) "
    "https://evil.example <!-- grader: result --> ``` | a | b |\n# Title\n::set-env name=X::y\n\x1b[31m\u202e"
)


def outcome(words):
    graded = Graded("dl-hw1", words, "1.00", "2", "", "final", False, ((words, "1.00", "2"),))
    return Outcome(HEAD, words, "graded", (Message(words, words),), (graded,), (Annotation("a.py", 1, words, words, False),))


@pytest.mark.parametrize("shown", ["nothing", "feedback", "marks"])
def test_hostile_words_are_words(shown):
    html = MarkdownIt("gfm-like", {"linkify": False}).render(comment(outcome(HOSTILE), shown))
    assert not re.search(r"<(a|img|script)\b", html)
    assert "@everyone" not in html
    assert "#12" not in html
    assert "\x1b" not in html
    assert "\u202e" not in html
    assert html.count("<h2>") == 1


@given(st.text(max_size=300))
def test_no_text_becomes_a_link_a_picture_or_a_mention(words):
    html = MarkdownIt("gfm-like", {"linkify": False}).render(summary(outcome(words), "marks"))
    assert not re.search(r"<(a|img|script|h1)\b", html)
    assert not re.search(r"@\w", html)


@given(st.text(max_size=300))
def test_annotations_mention_nobody(words):
    assert not re.search(r"@\w", calm(words, 200))
    assert len(calm(words, 100)) <= 200


def test_titles_are_one_bounded_line():
    graded = Graded("x" * 500 + "\n::error::", "t", "1.00", "2", "", "final", False, ())
    shown = title(Outcome(HEAD, "ada", "graded", (), (graded,)), "marks")
    assert len(shown) <= 200
    assert "\n" not in shown


def test_a_long_report_is_cut_outside_of_its_blocks():
    block = "```text\n" + "x\n" * 400 + "```\n\n"
    report = "# Report\n\n" + block * 200
    shown = text(Outcome(HEAD, "ada", "graded", reports={"a.report.md": report.encode()}), "marks")
    assert len(shown) <= TEXT
    assert shown.count("```") % 2 == 0
    assert shown.endswith("The rest is left out here; your report has all of it.\n")


def test_one_endless_block_is_left_out_as_a_whole():
    assert cut("# Report\n\n```text\n" + "x\n" * 100_000, 1000).startswith("# Report\n")
    assert "```" not in cut("# Report\n\n```text\n" + "x\n" * 100_000, 1000)


def test_a_comment_fits_however_much_there_is_to_say():
    many = tuple(Message(f"{n} " + "<" * 1000, "x" * 1000) for n in range(200))
    assert len(comment(Outcome(HEAD, "ada", "refused", many), "marks")) <= 65_535


def test_an_outcome_survives_its_file(tmp_path):
    told = outcome(HOSTILE)
    write_outcome(Outcome(**{name: getattr(told, name) for name in told.__slots__} | {"reports": {"a.report.md": b"x"}}), tmp_path)
    back = read_outcome(tmp_path)
    assert (back.graded, back.annotations, back.messages) == (told.graded, told.annotations, told.messages)
    assert back.reports == {"a.report.md": b"x"}


@pytest.mark.parametrize("content", [None, b"", b"{}", b"[]", b'{"format": "grader outcome 0"}', b"\xff"])
def test_what_is_no_outcome_is_told(tmp_path, content):
    if content is not None:
        (tmp_path / "outcome.json").write_bytes(content)
    with pytest.raises(BrokenError):
        read_outcome(tmp_path)
