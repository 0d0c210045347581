"""Hostile text stays text in every format."""

import csv
import io
import xml.etree.ElementTree as ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from grader.report.escape import code_block, code_span, csv_cell, markdown, one_line, plain, xml

TEXT = st.text(st.characters(codec=None), max_size=60) | st.text(alphabet="`*_[]()<>#+-.!|~$@&\\:/ \n1ahtpw", max_size=40)
RENDERER = MarkdownIt("gfm-like", {"html": True, "linkify": False})


def rendered(source: str) -> str:
    return RENDERER.render(source)


def test_escape_sequences_and_overrides_are_made_visible() -> None:
    assert plain("a\x1b[31m\u202eb\ud800") == "a␛[31m�b�"


def test_lines_and_tabs_are_kept() -> None:
    assert plain("a\n\tb\r\nc") == "a\n\tb\nc"


def test_long_text_is_cut() -> None:
    assert plain("x" * 100, 10) == "x" * 9 + "…"


@given(TEXT)
def test_plain_can_always_be_written(text: str) -> None:
    plain(text).encode()


@given(TEXT)
def test_markdown_shows_the_text_and_nothing_else(text: str) -> None:
    tokens = RENDERER.parse("x " + markdown(text))
    kinds = {token.type for token in tokens} | {child.type for token in tokens for child in token.children or ()}
    assert kinds <= {"paragraph_open", "inline", "paragraph_close", "text", "text_special"}
    shown = "".join(child.content for token in tokens for child in token.children or ())
    assert shown.replace("\u200b", "").split() == ["x", *one_line(text).replace("\u200b", "").split()]


@given(TEXT)
def test_markdown_is_a_paragraph_at_the_start_of_a_line_too(text: str) -> None:
    tokens = RENDERER.parse(markdown(text))
    assert {token.type for token in tokens} <= {"paragraph_open", "inline", "paragraph_close"}


@pytest.mark.parametrize("text", ["@team", "@a", "#12", "see http://evil.example", "www.evil.example", "https://x.example/a"])
def test_no_mention_issue_number_or_link_survives(text: str) -> None:
    safe = markdown(text)
    assert text not in safe
    assert not any(bait in safe for bait in ("@t", "@a", "#1", "://", "www."))


@given(TEXT)
def test_a_code_span_cannot_be_left(text: str) -> None:
    tokens = RENDERER.parse(f"a {code_span(text)} z")
    children = [child for token in tokens for child in token.children or ()]
    assert [child.type for child in children] == ["text", "code_inline", "text"]


@given(TEXT)
def test_a_code_block_cannot_be_left(text: str) -> None:
    assert [token.type for token in RENDERER.parse(code_block(text))] == ["fence"]


@pytest.mark.parametrize("cell", ["=1+1", "+1", "-1", "@SUM(A1)", "\tx", "\rx", "＝1"])
def test_formulas_are_defused(cell: str) -> None:
    assert csv_cell(cell) == "'" + cell


def test_other_cells_stay_as_they_are() -> None:
    assert csv_cell("ada, b") == "ada, b"


@given(TEXT)
def test_xml_can_hold_any_text(text: str) -> None:
    root = ElementTree.fromstring(f'<a b="{xml(text)}">{xml(text)}</a>')
    assert root.get("b") == root.text or not text


def test_csv_round_trip_of_a_hostile_name() -> None:
    out = io.StringIO()
    csv.writer(out).writerow([csv_cell('=cmd|"x",\ny')])
    assert next(csv.reader(io.StringIO(out.getvalue()))) == ['\'=cmd|"x",\ny']
