"""Lateness, slip days, attempts and dropped assignments, to the exact fraction."""

from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.model import Adjustment, HandedIn, Moment, Policy, Result, Scored
from grader.model.policy import DAY
from grader.scoring import adjusted, course_total, days_late, lateness

DUE = Moment(1_000_000, "Friday 23:59")
HOUR = 3600


def at(seconds_after):
    return HandedIn(Moment(DUE.seconds + seconds_after, "later"), "lms")


def result(earned=8, possible=10, student="ada"):
    return Result("hw1", "HW", student, (), Fraction(earned), Fraction(possible), "strong")


def cost(policy, seconds_after, *, earned=8, slip_days=0):
    return lateness(policy, result(earned), at(seconds_after), slip_days)


@pytest.mark.parametrize(
    ("after", "days"),
    [(-5 * DAY, 0), (0, 0), (10 * 60, 0), (10 * 60 + 1, 1), (DAY, 1), (DAY + 1, 2), (30 * DAY, 30)],
)
def test_days_begun_after_the_due_date_with_ten_minutes_of_grace(after, days):
    assert days_late(Policy(due=DUE, grace=600), "ada", at(after)) == days


def test_who_has_an_extension_has_another_due_date():
    policy = Policy(due=DUE, extensions={"ada": Moment(DUE.seconds + 3 * DAY)})
    assert (days_late(policy, "ada", at(2 * DAY)), days_late(policy, "bo", at(2 * DAY))) == (0, 2)


@pytest.mark.parametrize(("policy", "handed_in"), [(Policy(), at(DAY)), (Policy(due=DUE), None)])
def test_what_nobody_knows_is_not_late(policy, handed_in):
    assert days_late(policy, "ada", handed_in) == 0
    assert lateness(policy, result(), handed_in, 0) == ()


def test_ten_percent_a_day_of_what_was_earned():
    (line,) = cost(Policy(due=DUE, late_percent_per_day=Fraction(10)), DAY + HOUR)
    assert (line.rule, line.points) == ("late", Fraction(-16, 10))


def test_the_line_says_when_by_whom_and_by_which_rule():
    (line,) = cost(Policy(due=DUE, late_percent_per_day=Fraction(10)), DAY + HOUR)
    assert line.reason == "Handed in later by the learning platform, due Friday 23:59: 2 days late, 20 % of what was earned"


def test_a_penalty_never_takes_more_than_there_is():
    (line,) = cost(Policy(due=DUE, late_percent_per_day=Fraction(40)), 9 * DAY)
    assert line.points == -8


def test_late_work_has_a_ceiling_of_its_own():
    lines = cost(Policy(due=DUE, late_cap=Fraction(50)), HOUR)
    assert [(line.rule, line.points) for line in lines] == [("late_cap", Fraction(-3))]


def test_the_ceiling_counts_after_the_penalty():
    lines = cost(Policy(due=DUE, late_percent_per_day=Fraction(25), late_cap=Fraction(50)), HOUR)
    assert [(line.rule, line.points) for line in lines] == [("late", Fraction(-2)), ("late_cap", Fraction(-1))]


def test_after_the_last_day_nothing_counts():
    lines = cost(Policy(due=DUE, late_percent_per_day=Fraction(10), late_days=3), 3 * DAY + 1)
    assert [(line.rule, line.points) for line in lines] == [("too_late", Fraction(-8))]
    assert "more than 3 days late" in lines[0].reason


def test_slip_days_are_spent_before_points():
    lines = cost(Policy(due=DUE, late_percent_per_day=Fraction(10)), 3 * DAY, slip_days=2)
    assert [(line.rule, line.points, line.days) for line in lines] == [("slip_days", 0, 2), ("late", Fraction(-8, 10), 0)]
    assert "2 days late, paid from your slip days (0 left)" in lines[0].reason


def test_slip_days_that_pay_for_all_cost_nothing():
    lines = cost(Policy(due=DUE, late_percent_per_day=Fraction(10), late_days=0, late_cap=Fraction(10)), DAY, slip_days=5)
    assert [(line.rule, line.points) for line in lines] == [("slip_days", Fraction(0))]


def test_adjustments_are_lines_of_their_own_in_the_result():
    lines = (Adjustment("late", Fraction(-2), "late"), Adjustment("hints", Fraction(-1), "hints"))
    found = adjusted(result(8), lines)
    assert (found.earned, found.adjustments) == (5, lines)


def test_no_total_falls_below_zero():
    found = adjusted(result(1), (Adjustment("late", Fraction(-3), "late"), Adjustment("hints", Fraction(-1), "hints")))
    assert (found.earned, [line.points for line in found.adjustments]) == (0, [-1, 0])


@given(
    st.fractions(0, 10, max_denominator=8), st.integers(-DAY, 12 * DAY), st.integers(0, 4), st.fractions(0, 100, max_denominator=4),
    st.none() | st.integers(0, 5), st.none() | st.fractions(0, 100, max_denominator=4),
)  # fmt: skip
def test_being_late_never_pays_and_never_costs_more_than_there_is(earned, after, slip, percent, last, cap):
    policy = Policy(due=DUE, late_percent_per_day=percent, late_days=last, late_cap=cap)
    found = adjusted(result(earned), lateness(policy, result(earned), at(after), slip))
    assert 0 <= found.earned <= earned


def scored(*shares):
    return [Scored(f"hw{n}", Fraction(share), Fraction(10)) for n, share in enumerate(shares)]


def test_the_lowest_are_dropped_by_share():
    found = course_total([*scored(5, 9), Scored("small", Fraction(1), Fraction(1))], 1)
    assert (found.share, found.dropped) == (Fraction(95, 100), ("hw0",))


def test_one_assignment_always_counts():
    assert course_total(scored(4), 3).share == Fraction(4, 10)


def test_weights_count():
    heavy = replace(scored(10)[0], weight=Fraction(3))
    assert course_total([heavy, *scored(2)]).share == Fraction(8, 10)


def test_a_course_of_nothing_is_nothing():
    assert course_total([]).share == 0
