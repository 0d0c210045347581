"""`course.yaml`: every rule, every mistake with its place."""

from fractions import Fraction
from zoneinfo import ZoneInfo

import pytest

from grader.errors import CourseError
from grader.load import load_rules
from grader.load.rules import in_zone, moment
from grader.model import CourseRules, Policy

FULL = """\
format: 1
time_zone: Europe/Berlin
slip_days: 5
drop_lowest: 1
assignments:
  hw2: {due: 2026-12-04 23:59}
  hw1:
    due: 2026-11-20 23:59
    grace: 10 min
    late_percent_per_day: 10
    late_days: 3
    late_cap: 80
    attempts: best
    weight: 2
    extensions: {ada: 2026-11-25 12:00}
    groups: [[bo, cy], [dee, eve]]
"""


@pytest.fixture
def course(tmp_path):
    for name in ("hw1", "hw2"):
        (tmp_path / "assignments" / name).mkdir(parents=True)
    return tmp_path


def rules(course, text):
    (course / "course.yaml").write_text(text)
    return load_rules(course)


def told(course, policy, *, top=""):
    with pytest.raises(CourseError) as caught:
        rules(course, f"format: 1\n{top}assignments:\n  hw1:\n    {policy}\n")
    return str(caught.value)


def test_without_a_file_nothing_is_due(course):
    assert load_rules(course) == CourseRules()


def test_every_rule(course):
    found = rules(course, FULL)
    policy = found.policies["hw1"]
    assert (found.slip_days, found.drop_lowest) == (5, 1)
    assert policy.due.shown == "2026-11-20 23:59 CET"
    assert (policy.grace, policy.late_percent_per_day, policy.late_days, policy.late_cap) == (600, Fraction(10), 3, Fraction(80))
    assert (policy.attempts, policy.weight) == ("best", Fraction(2))
    assert policy.due_for("ada").shown == "2026-11-25 12:00 CET"
    assert policy.groups == (("bo", "cy"), ("dee", "eve"))


def test_assignments_stand_in_the_order_of_their_due_dates(course):
    assert list(rules(course, FULL).policies) == ["hw1", "hw2"]


def test_an_empty_policy_asks_for_nothing(course):
    assert rules(course, "format: 1\nassignments: {hw1: {}}\n").policies == {"hw1": Policy()}


@pytest.mark.parametrize(("text", "seconds"), [("10 min", 600), ("1 h", 3600), ("2 hours", 7200), ("1 day", 86400), ("0min", 0)])
def test_spans_as_people_write_them(course, text, seconds):
    assert rules(course, f"format: 1\nassignments: {{hw1: {{grace: {text}}}}}\n").policies["hw1"].grace == seconds


@pytest.mark.parametrize(
    ("text", "shown", "seconds"),
    [
        ("2026-07-01 12:00", "2026-07-01 12:00 CEST", 1782900000),
        ("2026-11-20T23:59:30", "2026-11-20 23:59 CET", 1795215570),
        ("2026-11-20 23:59Z", "2026-11-21 00:59 CET", 1795219140),
        ("2026-10-25 02:30", "2026-10-25 02:30 CET", 1792891800),  # clocks go back: the later of the two
    ],
)
def test_moments_in_their_time_zone(text, shown, seconds):
    found = moment(text, ZoneInfo("Europe/Berlin"))
    assert (found.shown, found.seconds) == (shown, seconds)


@pytest.mark.parametrize("seconds", [-1, 10**18])
def test_moments_that_no_calendar_has(seconds):
    with pytest.raises(ValueError, match="1970"):
        in_zone(seconds, ZoneInfo("UTC"))


@pytest.mark.parametrize(
    ("policy", "sentence"),
    [
        ("due: tomorrow", "course.yaml:4:10: 'tomorrow' is not a date with a time\n  write it as 2026-11-20 23:59"),
        ("due: 2026-11-20", "'2026-11-20' is not a date with a time"),
        ("due: 2026-13-20 10:00", "'2026-13-20 10:00' is not a date with a time: month must be in 1..12"),
        ("grace: a while", "course.yaml:4:12: assignments.hw1: grace should be a span such as 10 min, 1 h or 1 day, but is 'a while'"),
        ("late_cap: 120", "late_cap should be a percentage from 0 to 100"),
        ("late_percent_per_day: -1", "late_percent_per_day should be a percentage from 0 to 100"),
        ("late_days: -1", "late_days should not be below 0"),
        ("weight: 0", "weight should be above 0"),
        ("attempts: first", "attempts should be last or best"),
        ("groups: [[a, b], [b, c]]", "groups: 'b' stands in two places; a student works in one group"),
        ("extensions: {a: 2026-11-20 10:00}", "extensions need a due date"),
        ("{due: 2026-11-20 10:00, extensions: {a: 2026-11-19 10:00}}", "a's due date lies before everybody's (2026-11-20 10:00 UTC)"),
        ("due_date: 2026-11-20 10:00", "unknown field 'due_date'"),
    ],
)
def test_mistakes_are_told_with_their_place(course, policy, sentence):
    assert sentence in told(course, policy)


def test_an_unknown_assignment_is_told_with_the_nearest(course):
    with pytest.raises(CourseError, match=r"course\.yaml:2:15: there is no assignment 'hw11', did you mean 'hw1'|did you mean 'hw1'"):
        rules(course, "format: 1\nassignments: {hw11: {}}\n")


def test_an_unknown_time_zone_is_told_with_the_nearest(course):
    assert "time_zone: 'Europe/Berln' is no time zone; did you mean 'Europe/Berlin'?" in told(
        course, "weight: 1", top="time_zone: Europe/Berln\n"
    )


def test_a_time_that_does_not_exist_is_told(course):
    told_ = told(course, "due: 2026-03-29 02:30", top="time_zone: Europe/Berlin\n")
    assert "2026-03-29 02:30 does not exist in Europe/Berlin: the clocks go forward then" in told_


def test_a_bank_below_zero_is_refused(course):
    assert "slip_days should not be below 0" in told(course, "weight: 1", top="slip_days: -1\n")
