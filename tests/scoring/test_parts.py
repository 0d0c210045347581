"""Points of a part: exact shares, loud verdicts, useful messages."""

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from grader.model import Address, Mistake, Verdict
from grader.scoring import score_part, skip_part


def test_points_are_shared_by_weight_and_stay_exact(part, outcome):
    scored = score_part(part(points="4"), [outcome("passed", 1, weight="1/3"), outcome("failed", 0, weight="2/3")])
    assert (scored.earned, scored.verdict) == (Fraction(4, 3), Verdict.PARTIAL)


def test_all_right_is_passed_with_every_point(part, outcome):
    scored = score_part(part(), [outcome("passed", 1), outcome("passed", 1, weight=3)])
    assert (scored.earned, scored.verdict, scored.lost) == (4, Verdict.PASSED, 0)


def test_nothing_right_takes_the_heaviest_verdict(part, outcome):
    scored = score_part(part(), [outcome("failed"), outcome("timeout", weight=2)])
    assert (scored.earned, scored.verdict) == (0, Verdict.TIMEOUT)


def test_a_fault_of_the_course_is_credited_and_loud(part, outcome):
    scored = score_part(part(), [outcome("broken", 1), outcome("failed")])
    assert (scored.earned, scored.pending, scored.verdict, scored.lost) == (2, 0, Verdict.BROKEN, 2)


def test_what_our_machinery_lost_is_pending_so_that_nobody_gains_by_breaking_it(part, outcome):
    scored = score_part(part(), [outcome("broken", 0), outcome("failed")])
    assert (scored.earned, scored.pending, scored.verdict, scored.lost) == (0, 2, Verdict.BROKEN, 2)


def test_review_is_pending_not_lost(part, outcome):
    scored = score_part(part(), [outcome("review"), outcome("passed", 1)])
    assert (scored.earned, scored.pending, scored.lost, scored.needs_review) == (2, 2, 0, True)


def test_the_known_mistake_is_told_first_with_its_hint(part, outcome):
    mistake = Mistake("axis", "softmax over the wrong axis", "Follow the axis.", (Address("hw", "q1", "a"),), "m", "", "m.py")
    scored = score_part(part(), [outcome("failed", reason="3 values differ")], mistake=mistake)
    assert scored.mistake == "axis"
    assert "softmax over the wrong axis" in scored.messages[0].reason
    assert scored.messages[0].help == "Follow the axis."


def test_messages_tell_the_largest_loss_first_and_each_once(part, outcome):
    scored = score_part(
        part(), [outcome("failed", reason="small"), outcome("failed", weight=5, reason="large"), outcome("failed", reason="small")]
    )
    assert [m.reason for m in scored.messages] == ["large", "small"]


def test_a_skipped_part_names_what_it_builds_on(part):
    skipped = skip_part(part("q1.b"), part("q1.a"))
    assert (skipped.verdict, skipped.earned) == (Verdict.SKIPPED, 0)
    assert "q1.a" in skipped.messages[0].reason


@given(st.lists(st.tuples(st.fractions(0, 1), st.fractions("1/9", 9)), min_size=1, max_size=8), st.fractions("1/4", 20))
def test_points_stay_between_nothing_and_all(credits, points):
    from dataclasses import replace

    from grader.model import Outcome, Part

    address = Address("hw", "q1", "a")
    outcomes = [Outcome(address, "c", Verdict.PARTIAL, credit, weight=weight) for credit, weight in credits]
    scored = score_part(replace(Part(address, "", points, _Named(), ())), outcomes)
    assert 0 <= scored.earned <= points
    assert (scored.earned == points) == all(credit == 1 for credit, _ in credits)


class _Named:
    name = "plain"
    answer = ""
