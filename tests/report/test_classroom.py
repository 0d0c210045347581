"""The class in numbers and clusters."""

from dataclasses import replace
from fractions import Fraction
from typing import Any

from grader.model import Verdict
from grader.report.classroom import histogram, view
from grader.report.tally import link


def test_none_and_all_have_columns_of_their_own(samples: Any) -> None:
    counts = {found.label: found.count for found in histogram(samples.classroom()) if found.count}
    assert counts == {"none": 1, "30 to 40 %": 1, "60 to 70 %": 2, "80 to 90 %": 1, "90 to 100 %": 1, "all points": 1}


def test_almost_all_is_not_all(samples: Any) -> None:
    one = samples.by_name["perfect"]
    near = replace(one, earned=one.possible - Fraction(1, 10**9))
    counts = [found.count for found in histogram(replace(samples.classroom(), results=(near,)))]
    assert counts == [0] * 10 + [1, 0]


def test_mistakes_are_clustered_over_parts(samples: Any) -> None:
    cluster = view(samples.classroom(), samples.assignment).mistakes[0]
    assert cluster.title == "softmax over the wrong axis"
    assert list(cluster.students) == ["ada", "bo"]
    assert cluster.places == "q4.softmax, q4.attention, q4.multi_head"
    assert cluster.detail == samples.assignment.mistakes[0].hint


def test_an_absent_file_is_one_trouble(samples: Any) -> None:
    places = {found.title: len(found.addresses) for found in view(samples.classroom()).troubles}
    assert places["There is no file `q4_attention.py` in what you handed in."] == 6
    assert places["There is no answer under its heading."] == 4


def test_what_waits_is_listed_by_part(samples: Any) -> None:
    reviews = view(samples.classroom()).reviews
    assert [found.places for found in reviews] == ["q1.why_not_linear", "q2.scalar", "q4.scaling"]
    assert reviews[0].points == 8


def test_broken_parts_are_told_with_the_reason(samples: Any) -> None:
    broken = view(samples.classroom()).broken
    assert [found.reason for found in broken] == ["We could not run this: the reference solution raised ZeroDivisionError."]


def test_difficulty_leaves_out_what_is_open(samples: Any) -> None:
    stats = {stat.address: stat for stat in view(samples.classroom()).parts}
    assert (stats["q4.scaling"].decided, stats["q4.scaling"].waiting) == (5, 2)
    assert stats["q4.scaling"].share == Fraction(4, 5)
    assert stats["q2.collapse"].broken == 1
    assert (stats["q4.softmax"].full, stats["q4.softmax"].some, stats["q4.softmax"].none) == (3, 2, 2)


def test_orders_are_permutations(samples: Any) -> None:
    rows = view(samples.classroom()).rows
    assert sorted(row.by_score for row in rows) == sorted(row.by_waiting for row in rows) == list(range(7))
    assert next(row for row in rows if row.name == "perfect").by_score == 6


def test_links_are_escaped() -> None:
    assert link('a b/../"<x>?#%') == "a%20b%2F..%2F%22%3Cx%3E%3F%23%25/report.html"


def test_an_empty_class(samples: Any) -> None:
    shown = view(replace(samples.classroom(), results=()))
    assert (shown.sentence, shown.mean, shown.rows) == ("No submission was found.", 0, ())


def test_one_student(samples: Any) -> None:
    shown = view(replace(samples.classroom(), results=(samples.by_name["perfect"],)))
    assert shown.sentence == "One submission, 36.00 of 36 points."


def test_names_beyond_the_first_two_dozen_are_counted(samples: Any) -> None:
    cluster = view(samples.classroom(700)).mistakes[0]
    assert (len(cluster.named), cluster.unnamed) == (24, 176)


def test_skipped_parts_are_no_trouble_of_their_own(samples: Any) -> None:
    skipped = samples.result("bo", (samples.part("q4.attention", Verdict.SKIPPED),))
    assert view(replace(samples.classroom(), results=(skipped,))).troubles == ()
