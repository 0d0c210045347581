"""From a class of results to figures and sentences."""

from dataclasses import replace
from fractions import Fraction

import numpy as np
import pytest

from grader.model import Address, Adjustment, ClassResult, HandedIn, Moment, Outcome, PartResult, Result, Verdict
from grader.statistics import FEW, analyse, table_of


def part(name, earned, possible=4, verdict=Verdict.PASSED, **more):
    return PartResult(Address.parse(f"hw/{name}"), name.upper(), "code", verdict, Fraction(earned), Fraction(possible), **more)


def student(name, *parts):
    earned = sum((p.earned for p in parts), Fraction(0))
    return Result("hw", "HW", name, parts, earned, sum((p.possible for p in parts), Fraction(0)), "strong")


def class_of(*students):
    return ClassResult("hw", "HW", students[0].possible if students else Fraction(8), "strong", students)


def ramp(count, **last):
    """`count` students; q.a and q.b grow with the student, q.c is what `last` says of each."""
    rows = []
    for n in range(count):
        own = part("q.c", **{key: made(n) for key, made in last.items()})
        rows.append(student(f"s{n:02}", part("q.a", Fraction(4 * n, count)), part("q.b", Fraction(4 * ((n + 1) % count), count)), own))
    return class_of(*rows)


def said(found, address):
    return " ".join(remark.text for remark in found.remarks if remark.address == address)


def test_what_waits_for_a_person_is_not_a_zero():
    waiting = part("q.a", 0, verdict=Verdict.REVIEW, pending=Fraction(4))
    found = class_of(student("ada", waiting), student("bo", part("q.a", 2)))
    assert np.isnan(table_of(found).points[0, 0])
    assert analyse(found).parts[0].difficulty == pytest.approx(0.5)


def test_only_students_whose_every_part_is_settled_are_correlated():
    waiting = part("q.a", 0, verdict=Verdict.REVIEW, pending=Fraction(4))
    table = table_of(class_of(student("ada", waiting, part("q.b", 4)), student("bo", part("q.a", 2), part("q.b", 4))))
    assert len(table.decided) == 1


def test_what_is_broken_is_not_counted():
    assert np.isnan(table_of(class_of(student("ada", part("q.a", 4, verdict=Verdict.BROKEN)))).points).all()


def test_a_student_without_a_part_of_a_newer_run_has_no_figure_there():
    table = table_of(class_of(student("ada", part("q.a", 1)), student("bo", part("q.a", 1), part("q.b", 2))))
    assert np.isnan(table.points[0, 1])


def test_few_students_are_described_not_judged():
    found = analyse(ramp(FEW - 1, earned=lambda n: 4))
    assert [remark.address for remark in found.remarks] == [""]
    assert f"Too few students ({FEW - 1} students)" in found.remarks[0].text


def test_strong_students_failing_is_said():
    found = analyse(ramp(20, earned=lambda n: Fraction(4 * (19 - n), 20)))
    assert "Strong students fail this: look at it." in said(found, "q.c")


@pytest.mark.parametrize(
    ("earned", "sentence"), [(lambda n: 4, "Very easy: the class has 100%"), (lambda n: 4 * (n == 7), "Very hard: the class has 5%")]
)
def test_ends_of_the_scale_are_said(earned, sentence):
    assert sentence in said(analyse(ramp(20, earned=earned)), "q.c")


def test_a_part_that_measures_something_else_is_said():
    assert "alpha rises without it" in said(analyse(ramp(40, earned=lambda n: 4 * (n % 2))), "q.c")


def test_public_cases_that_promise_too_much_are_said():
    def outcomes(n):
        case = Address.parse("hw/q.c[x-1]")
        hidden = Outcome(case, "hidden", Verdict.FAILED, Fraction(n % 4 == 0))
        return (Outcome(case, "public", Verdict.PASSED, Fraction(1), public=True), hidden)

    found = analyse(ramp(20, earned=lambda n: 2, outcomes=outcomes))
    assert "100% of them pass, and 25% of the hidden ones" in said(found, "q.c")


def test_a_mistake_of_many_is_worth_a_lesson():
    found = analyse(ramp(20, earned=lambda n: 2, mistake=lambda n: "axis_0" if n < 8 else None))
    assert "8 students made the same mistake (axis_0)" in said(found, "q.c")


@pytest.mark.parametrize("sentence", ["50% of the students have all points", "50% of the students have no point"])
def test_ceiling_and_floor_are_said(sentence):
    found = analyse(class_of(*(student(f"s{n}", part("q.a", 4 if n % 2 else 0)) for n in range(20))))
    assert sentence in said(found, "")


@pytest.mark.parametrize("students", [[], [student("ada", part("q.a", 1))]])
def test_a_class_of_none_or_one_has_figures_that_do_not_exist(students):
    found = analyse(class_of(*students))
    assert np.isnan(found.reliability.alpha)
    assert all(np.isnan(p.item_total) for p in found.parts)


def test_times_that_are_known_are_told():
    def at(name, hours, *rules):
        lines = tuple(Adjustment(rule, Fraction(0), "late") for rule in rules)
        return replace(student(name, part("q.a", 1)), handed_in=HandedIn(Moment(hours * 3600), "lms"), adjustments=lines)

    found = analyse(class_of(at("a", 10), at("b", 12), at("c", 14), at("d", 16), at("e", 18, "late"), student("f", part("q.a", 1)))).timing
    assert (found.known, found.late, found.hours) == (5, 1, (2.0, 4.0, 6.0))


def test_hints_make_nobody_late():
    hinted = replace(student("a", part("q.a", 1)), adjustments=(Adjustment("hints", Fraction(-1), "hints"),))
    assert analyse(class_of(hinted)).timing.late == 0
