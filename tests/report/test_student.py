"""What a student's report says, and in which order."""

from dataclasses import replace
from fractions import Fraction
from typing import Any

import pytest

from grader.catalogue import say
from grader.model import Adjustment, Message, Verdict
from grader.report.markdown import student_markdown
from grader.report.pages import student_page
from grader.report.student import view
from grader.report.words import VERDICTS

WAITING = "11.00 more wait for a person, so this result will still change."


def test_the_first_thing_leads_the_losses(samples: Any) -> None:
    shown = view(samples.by_name["wrong-axis"], samples.assignment)
    assert [part.address for part in shown.losses] == ["q4.softmax", "q4.attention", "q4.multi_head", "q2.max_slope", "q1.train"]


def test_one_cause_is_explained_once(samples: Any) -> None:
    losses = {part.address: part for part in view(samples.by_name["wrong-axis"], samples.assignment).losses}
    assert losses["q4.softmax"].repeats == ""
    assert losses["q4.attention"].repeats == "q4.softmax"
    assert [message.help for message in losses["q4.attention"].messages] == ["They will when `softmax` is right."]
    assert losses["q4.multi_head"].messages == ()


@pytest.mark.parametrize("verdict", [v for v in Verdict if v not in (Verdict.PASSED, Verdict.REVIEW, Verdict.BROKEN)])
def test_a_lost_point_always_has_a_reason_and_a_next_step(samples: Any, verdict: Verdict) -> None:
    lost = replace(samples.part("q4.softmax"), verdict=verdict, earned=Fraction(0), outcomes=(), messages=())
    part = view(samples.result("bo", (lost,))).losses[0]
    assert (part.messages[0].reason, part.messages[0].help) == (VERDICTS[verdict].reason, VERDICTS[verdict].help)
    assert part.messages[0].reason
    assert part.messages[0].help


def test_points_that_vanish_although_all_passed_are_explained(samples: Any) -> None:
    lost = replace(samples.part("q4.softmax"), earned=Fraction(3), messages=())
    assert view(samples.result("bo", (lost,))).losses[0].messages[0].help.startswith("Ask your instructor")


def test_messages_of_cases_speak_when_the_part_is_silent(samples: Any) -> None:
    failing = samples.part("q4.softmax", Verdict.FAILED, bad=1)
    said = replace(failing.outcomes[-1], messages=(Message("rows do not sum to 1", "sum over axis"),))
    part = replace(failing, outcomes=(*failing.outcomes[:-1], said), messages=())
    assert view(samples.result("bo", (part,))).losses[0].messages[0].reason == "rows do not sum to 1"


@pytest.mark.parametrize(
    ("name", "state"),
    [
        ("wrong-axis", "provisional"),
        ("final", "graded"),
        ("perfect", "graded"),
        ("empty", "graded"),
        ("ours", "could not be graded in full"),
    ],
)
def test_states(samples: Any, name: str, state: str) -> None:
    assert view(samples.by_name[name]).state == state


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("wrong-axis", f"9.47 of the 11.33 points lost have one cause: softmax over the wrong axis. {WAITING}"),
        ("provisional", f"Nothing has been lost so far. {WAITING}"),
        ("perfect", "Everything is right. Well done."),
        ("empty", "Nothing that earns points was found yet."),
        ("ours", "Some of it could not be graded, through no fault of yours. That costs you nothing, and this result will change."),
    ],
)  # fmt: skip
def test_the_result_in_one_sentence(samples: Any, name: str, sentence: str) -> None:
    assert view(samples.by_name[name], samples.assignment).sentence == sentence


def test_one_loss_is_one_thing_to_fix(samples: Any) -> None:
    shown = view(samples.result("bo", (samples.part("q4.softmax", Verdict.FAILED, bad=7),)))
    assert shown.sentence == "One thing to fix: Softmax along an axis (−2.00)."


def test_many_losses_without_a_common_cause(samples: Any) -> None:
    changed = tuple(samples.part(name, Verdict.FAILED, bad=8) for name in ("q1.predict", "q1.train", "q4.softmax", "q4.attention"))
    sentence = view(samples.result("bo", changed)).sentence
    assert sentence == "9.07 points were lost in 4 parts. One thing to fix first: Scaled dot-product attention (−2.50)."


def test_beside_a_known_mistake_other_remarks_are_folded(samples: Any) -> None:
    losses = {part.address: part for part in view(samples.by_name["wrong-axis"], samples.assignment).losses}
    assert [losses[f"q4.{name}"].leading for name in ("softmax", "attention")] == [1, 0]
    assert losses["q2.max_slope"].leading == 3


def test_a_cap_is_its_own_line(samples: Any) -> None:
    capped = replace(samples.by_name["perfect"], earned=Fraction(30))
    assert view(capped).caps == -6


def test_cases_are_counted_by_sort(samples: Any) -> None:
    shown = view(samples.by_name["perfect"])
    counted = {part.address: part.counted for part in shown.earned_in_full}
    assert counted["q4.softmax"] == "12 hidden and 2 public cases"
    assert counted["q4.scaling"] == ""
    assert (shown.hidden, shown.public) == (60, 12)


def test_cases_that_were_not_run_are_not_counted(samples: Any) -> None:
    shown = view(samples.by_name["empty"])
    assert (shown.hidden, shown.public) == (0, 0)


def test_a_submission_without_parts(samples: Any) -> None:
    nothing = replace(samples.by_name["perfect"], parts=(), earned=Fraction(0), possible=Fraction(0), questions={})
    assert view(nothing).sentence == "There was nothing to grade."


def test_broken_parts_cost_nothing_and_stand_apart(samples: Any) -> None:
    shown = view(samples.by_name["ours"], samples.assignment)
    assert [part.address for part in shown.broken] == ["q2.collapse"]
    assert [part.address for part in shown.losses] == ["q1.predict"]


def test_each_rule_is_a_line_of_its_own_beside_the_caps(samples):
    late = Adjustment("late", Fraction(-3), say("{count} days", count=2))
    ruled = replace(samples.by_name["final"], earned=samples.by_name["final"].earned - 3, adjustments=(late,))
    shown = view(ruled)
    assert shown.caps == view(samples.by_name["final"]).caps
    assert '<b>2 days</b><span class="num">−3.00</span>' in student_page(shown)
    assert "| 2 days | -3.00 | | |" in student_markdown(shown)
