"""What waits for a person stands first, with its evidence and the command that settles it."""

from dataclasses import replace
from fractions import Fraction
from typing import Any

import pytest

from grader.model import ClassResult, Message, Proposal, Span, Verdict
from grader.report.pages import class_page
from grader.report.reviews import ANSWERS, OF_A_PART, highlighted, waiting_parts


def waiting(samples: Any, answer: str = "They grow.", credit: Fraction | None = Fraction(3, 4), **changes: Any) -> Any:
    part = samples.part("q4.scaling", Verdict.REVIEW, messages=(Message("It is hedged."),))
    return replace(part, proposed=Proposal(answer, (Span(0, 4, "full", "A"),), credit), **changes)


def class_of(samples: Any, *students: tuple[str, Any]) -> ClassResult:
    return replace(samples.classroom(), results=tuple(samples.result(name, (part,)) for name, part in students))


def test_the_same_answer_of_several_students_is_one_decision(samples: Any) -> None:
    many = class_of(samples, ("ada", waiting(samples)), ("bo", waiting(samples, "Other.")), ("cy", waiting(samples)))
    (found,) = waiting_parts(many)
    assert [one.students for one in found.shown] == [["ada", "cy"], ["bo"]]
    assert (found.students, found.points, found.more) == (3, 9, 0)


def test_the_command_is_complete_but_for_the_reason(samples: Any) -> None:
    (found,) = waiting_parts(class_of(samples, ("ada", waiting(samples)), ("cy's twin", waiting(samples))))
    assert found.shown[0].command == """grader override dl-hw1/q4.scaling --points 2.25 --why "..." ada 'cy'"'"'s twin'"""


def test_without_a_proposal_the_points_are_left_to_write(samples: Any) -> None:
    (found,) = waiting_parts(class_of(samples, ("-ada", waiting(samples, credit=None))))
    assert found.shown[0].command == 'grader override dl-hw1/q4.scaling --points POINTS --why "..." -- -ada'


def test_a_crowd_with_one_answer_is_settled_by_one_name(samples: Any) -> None:
    (found,) = waiting_parts(class_of(samples, *((f"s{n:02}", waiting(samples)) for n in range(30))))
    assert found.shown[0].command == 'grader override dl-hw1/q4.scaling --points 2.25 --why "..." --identical s00'
    assert (len(found.shown[0].named), found.shown[0].unnamed) == (12, 18)


def test_an_answer_without_words_to_show_is_like_no_other(samples: Any) -> None:
    (found,) = waiting_parts(class_of(samples, *((name, replace(waiting(samples), proposed=None)) for name in ("ada", "bo"))))
    assert len(found.shown) == 2


def test_lists_are_limited_and_say_how_many_more(samples: Any) -> None:
    (found,) = waiting_parts(class_of(samples, *((f"s{n:03}", waiting(samples, f"Answer {n}.")) for n in range(100))))
    assert (len(found.shown), found.more) == (min(OF_A_PART, ANSWERS), 100 - OF_A_PART)


@pytest.mark.parametrize(
    ("spans", "html"),
    [
        (
            (Span(0, 1, "full"), Span(2, 3, "half"), Span(4, 5, "wrong")),
            '<mark class="for">a</mark>b<mark class="half">c</mark>d<mark class="against">e</mark>',
        ),
        ((Span(0, 3, "full"), Span(1, 5, "denied")), '<mark class="for">abc</mark><mark class="against">de</mark>'),
        ((Span(3, 99, "full"),), 'abc<mark class="for">de</mark>'),
        ((Span(7, 9, "full"),), "abcde"),
    ],
)
def test_evidence_is_marked_also_where_it_overlaps_or_runs_out(spans: Any, html: str) -> None:
    assert highlighted(Proposal("abcde", spans)) == html


def test_a_hostile_answer_stays_text(samples: Any) -> None:
    page = class_page(class_of(samples, ("ada", waiting(samples, samples.hostile_text))))
    assert "<script>alert" not in page
    assert "&lt;script&gt;" in page or "scri" in page


def test_a_long_answer_is_cut_and_says_so() -> None:
    assert highlighted(Proposal("x" * 5000)).endswith("… 3,500 characters more</span>")


def test_what_waits_stands_before_everything_else(samples: Any) -> None:
    page = class_page(class_of(samples, ("ada", waiting(samples))))
    assert page.index('id="reviews"') < page.index('id="dist"')
    assert 'Proposed: <b class="num">2.25</b> of 3.' in page


def test_a_page_of_ten_thousand_students_is_small_and_says_where_the_others_are(samples: Any) -> None:
    page = class_page(samples.classroom(10_000))
    assert len(page.encode()) < 2_000_000
    assert "The first 2,000 of 10,000 by name; all are in" in page
