"""Messages and prompts become safe HTML, formulas MathML."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.report.prose import LONGEST, blocks, inline, maths, message, prompt


def tags(html: str) -> set[str]:
    return set(re.findall(r"<([a-z]+)", html))


def test_code_and_maths_are_shown_as_such() -> None:
    html = inline("use `axis` in $x_1$")
    assert "<code>axis</code>" in html
    assert "<msub><mi>x</mi><mn>1</mn></msub>" in html


def test_markup_in_text_is_escaped() -> None:
    assert inline("<b>&") == "&lt;b&gt;&amp;"


def test_money_is_no_maths() -> None:
    assert "<math" not in inline("it costs $5 and $6 or $ 7 $")


def test_maths_inside_code_stays_code() -> None:
    assert inline("`$x$`") == "<code>$x$</code>"


@pytest.mark.parametrize(
    "latex",
    [r"\href{javascript:alert(1)}{x}", r"\text{<script>}", r"\class{a}{b}", r"\style{x:y}{z}", "{" * 300, "x" * 500, r"\frac{1", "&"],
)
def test_hostile_latex_brings_only_maths_or_its_own_source(latex: str) -> None:
    html = maths(latex)
    assert "href" not in html or html.startswith("<code>")
    assert "<script" not in html
    assert html.startswith(("<math", "<code>"))


@given(st.text(max_size=60))
def test_maths_never_fails(latex: str) -> None:
    assert maths(latex).startswith(("<math", "<code>"))


@given(st.text(alphabet="`$<>&\"' \nab\\", max_size=60))
def test_messages_hold_known_tags_only(text: str) -> None:
    allowed = {"p", "pre", "code", "math", "mrow", "mi", "mo", "mn", "mtext", "mspace", "msup", "mtable", "mtr", "mtd"}
    assert tags(message(text)) <= allowed


def test_arrays_keep_their_form() -> None:
    assert message("Yours:\n  [[1 2]\n   [3 4]]\nbad") == '<p>Yours:</p><pre tabindex="0">[[1 2]\n [3 4]]</pre><p>bad</p>'


def test_blank_lines_part_paragraphs() -> None:
    assert blocks("a\nb\n\nc") == [["a", "b"], ["c"]]


def test_a_message_is_cut() -> None:
    assert len(message("x" * 10 * LONGEST)) < LONGEST + 50


def test_a_prompt_is_markdown_without_html_images_or_headings() -> None:
    html = prompt("# T\n\n**b** <script>x</script> ![i](http://e.example/a.png) [l](javascript:x) $\\frac{1}{2}$")
    assert tags(html) <= {"p", "strong", "math", "mrow", "mfrac", "mn", "br", "a"}
    assert "<mfrac>" in html
    assert "<img" not in html
    assert "<script" not in html
    assert 'href="javascript' not in html


def test_a_placeholder_in_a_prompt_stands_for_nothing() -> None:
    assert prompt("\ue0000\ue001 $x$").count("<math") == 1
