"""Drawings carry no student text unescaped."""

from fractions import Fraction
from typing import Any

from grader.catalogue import ENGLISH
from grader.model import Verdict
from grader.report.marks import bar, case_list, icon, local


def test_a_bar_shows_what_waits_after_what_is_earned() -> None:
    html = bar(Fraction(1), Fraction(1), Fraction(4))
    assert '<rect class="e" width="25%"' in html
    assert '<rect class="p" x="25%" width="25%"' in html


def test_case_titles_are_escaped(samples: Any) -> None:
    html = case_list(samples.by_name["hostile"]["q4.softmax"].outcomes, ENGLISH)
    assert "<script" not in html
    assert html.count("<li>") == 2
    assert "12 cases" in html


def test_a_word_stands_where_the_shape_does_not_say_it(samples: Any) -> None:
    html = case_list(samples.part("q4.softmax", Verdict.TIMEOUT, bad=1).outcomes, ENGLISH)
    assert html.count("took too long") == 1
    assert html.count("public") == 2


def test_icons_refer_to_the_page_itself() -> None:
    assert icon("good") == '<svg class="i" aria-hidden="true"><use href="#good"/></svg>'


def test_addresses(samples: Any) -> None:
    assert local(samples.part("q4.softmax").address) == "q4.softmax"
