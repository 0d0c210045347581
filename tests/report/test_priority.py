"""The one thing to fix first is the cause that costs most."""

from dataclasses import replace
from fractions import Fraction
from typing import Any

from grader.model import Message, Verdict
from grader.report.student import view


def test_a_known_mistake_in_three_parts_is_the_first_thing_to_fix(samples: Any) -> None:
    first = view(samples.by_name["wrong-axis"], samples.assignment).first
    assert first is not None
    assert first.title == "softmax over the wrong axis"
    assert [part.address for part in first.parts] == ["q4.softmax", "q4.attention", "q4.multi_head"]
    assert first.lost == Fraction(16, 7) + Fraction(35, 16) + 5
    assert first.message.help == samples.assignment.mistakes[0].hint


def test_a_part_that_holds_up_others_counts_for_them(samples: Any) -> None:
    assignment = samples.assignment
    q4 = assignment.questions[2]
    needy = replace(q4.parts[1], needs=(q4.parts[0].address,))
    assignment = replace(assignment, questions=(*assignment.questions[:2], replace(q4, parts=(q4.parts[0], needy, *q4.parts[2:]))))
    changed = (
        samples.part("q4.softmax", Verdict.FAILED, bad=14),
        samples.part("q4.attention", Verdict.SKIPPED),
        samples.part("q4.multi_head", Verdict.FAILED, bad=9),
    )
    first = view(samples.result("bo", changed), assignment).first
    assert first is not None
    assert (first.parts[0].address, first.lost) == ("q4.softmax", 9)


def test_a_mistake_without_a_title_is_called_by_its_id(samples: Any) -> None:
    first = view(samples.by_name["wrong-axis"]).first
    assert first is not None
    assert first.title == "softmax wrong axis"


def test_an_absent_file_is_one_cause(samples: Any) -> None:
    first = view(replace(samples.by_name["empty"], notes=())).first
    assert first is not None
    assert first.title == "There is no file `q4_attention.py` in what you handed in."
    assert {part.address for part in first.parts} == {"q4.softmax", "q4.attention", "q4.multi_head"}


def test_unanswered_parts_are_counted_not_quoted(samples: Any) -> None:
    changed = tuple(
        samples.part(name, Verdict.MISSING, messages=(Message("There is no answer to this part.", f"Write it under the heading {name}."),))
        for name in ("q2.scalar", "q2.max_slope")
    )
    first = view(samples.result("bo", changed)).first
    assert first is not None
    assert first.title == "2 parts of Q2 have no answer yet"


def test_the_line_that_raises_in_two_parts_is_one_cause(samples: Any) -> None:
    raised = (Message("TypeError in your `_project`, line 12.", "Look there.", "q4_attention.py:12", "return x @ W"),)
    changed = tuple(
        samples.part(name, Verdict.ERROR, bad=cases, messages=raised) for name, cases in (("q4.attention", 16), ("q4.multi_head", 9))
    )
    changed = tuple(replace(part, verdict=Verdict.ERROR) for part in changed)
    first = view(samples.result("bo", changed)).first
    assert first is not None
    assert first.lost == 10


def test_when_nothing_was_found_the_note_that_says_why_comes_first(samples: Any) -> None:
    shown = view(samples.by_name["empty"])
    assert shown.first is not None
    assert (shown.first.title, shown.first.lost, shown.first.parts) == ("The folder is empty.", 36, ())
    assert shown.first.message.help == "Check what you uploaded: it may be the wrong folder."
    assert shown.notes == ()
