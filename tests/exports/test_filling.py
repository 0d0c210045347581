"""Marks in the platforms' own sheets: one column, the right people, nothing else."""

from fractions import Fraction

import pytest

from grader.errors import UsageError
from grader.exports import PLATFORMS, Change, Mark, fill, read_roster, read_sheet

ROSTER = read_roster(
    b"student,name,email,login\nada,Ada Lovelace,ada@uni.example,ada\nmarie,Marie Curie,marie@uni.example,mcurie\n", "r.csv"
)
TITLES = ("Homework 1", "hw1")


def filled(content, platform, marks, **more):
    return fill(read_sheet(content, "lms.csv"), PLATFORMS[platform], marks, titles=TITLES, **more)


def test_canvas(canvas, marks):
    found = filled(canvas, "canvas", marks)
    assert found.content == canvas.replace(b",7.00,", b",87.50,").replace(b"Section B,,49", b"Section B,90.00,49")
    assert found.changes == (Change("ada", "7.00", "87.50"), Change("marie", "", "90.00"))


def test_rows_of_others_are_named_and_left_alone(canvas, marks):
    assert filled(canvas, "canvas", marks).unmarked == ("Noether, Emmy", "Student, Test")


def test_who_is_excused_stays_so(canvas, marks):
    found = filled(canvas, "canvas", marks | {"emmy": Mark(Fraction(50), Fraction(100))})
    assert found.locked == ("emmy",)
    assert b",EX," in found.content


def test_students_whom_the_sheet_does_not_know_are_named(canvas, marks):
    assert filled(canvas, "canvas", marks | {"zed": Mark(Fraction(1), Fraction(100))}).unknown == ("zed",)


def test_filling_twice_changes_nothing(canvas, marks):
    once = filled(canvas, "canvas", marks)
    again = filled(once.content, "canvas", marks)
    assert (again.content, again.changes, again.same) == (once.content, (), 2)


def test_moodle_by_address_whatever_its_case(moodle, marks):
    found = filled(moodle, "moodle", marks, roster=ROSTER)
    assert [change.after for change in found.changes] == ["87.50", "90.00"]
    assert b"Submitted,87.50,100.00,Yes" in found.content
    assert b"well done" in found.content


def test_moodle_rows_that_must_not_be_changed(moodle, marks):
    emmy = {"emmy@uni.example": Mark(Fraction(1), Fraction(100))}
    found = filled(moodle, "moodle", emmy)
    assert found.locked == ("emmy@uni.example",)
    assert found.content == moodle


def test_blackboard_keeps_its_encoding_and_quotes(blackboard, marks):
    found = filled(blackboard, "blackboard", marks, roster=ROSTER)
    assert found.content[:2] == b"\xff\xfe"
    assert '"ada"\t"1"\t"87.50"' in found.content[2:].decode("utf-16-le")
    assert found.same == 1


def test_a_sheet_with_decimal_commas_gets_commas(european, marks):
    found = filled(european, "csv", marks, roster=ROSTER)
    assert "Ada Lovelace;ada@uni.example;87,50" in found.content.decode()


def test_a_column_can_be_named(canvas, marks):
    half = {name: Mark(mark.earned / 2, Fraction(50)) for name, mark in marks.items()}
    found = filled(canvas, "canvas", half, column="Homework 2 (1235)")
    assert found.column == "Homework 2 (1235)"
    assert b",7.00,43.75,12.5" in found.content


@pytest.mark.parametrize(
    ("earned", "shown"),
    [
        (Fraction(2, 3), "0.67"),
        (Fraction(1, 8), "0.13"),
        (Fraction(0), "0.00"),
        (Fraction(100), "100.00"),
        (Fraction(99999, 1000), "99.99"),
    ],
)
def test_two_decimals_as_in_the_reports(canvas, earned, shown):
    assert filled(canvas, "canvas", {"ada": Mark(earned, Fraction(100))}).changes[0].after == shown


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (
            (b"Homework 1 (1234)", b"Essay (1)"),
            "lms.csv has no column for 'Homework 1'; name one with --column. Columns with marks: 'Essay (1)'",
        ),
        ((b"Homework 2 (1235)", b"Homework 1 (9)"), "lms.csv has several columns for 'Homework 1'"),
        ((b",100,50,", b",20,50,"), "'Homework 1 (1234)' is worth 20 points there and 100 here"),
        ((b"503,u3,emmy", b"503,u3,ada"), "ada stands there twice, in lines 4 and 6"),
    ],
)
def test_what_is_not_certain_is_refused(canvas, marks, change, sentence):
    with pytest.raises(UsageError) as caught:
        filled(canvas.replace(*change), "canvas", marks)
    assert sentence in str(caught.value)


def test_a_name_that_two_students_share_is_refused(moodle):
    twins = read_roster(b"student,name\na1,Ada Lovelace\na2,Ada Lovelace\n", "r.csv")
    both = {name: Mark(Fraction(1), Fraction(100)) for name in ("a1", "a2")}
    with pytest.raises(UsageError, match="'ada lovelace' may be a1 or a2; a roster tells them apart"):
        filled(moodle, "moodle", both, roster=twins)


def test_an_unknown_column_is_told_with_the_nearest(canvas, marks):
    with pytest.raises(UsageError, match=r"no column 'Homework 2'; did you mean 'Homework 2 \(1235\)'\?"):
        filled(canvas, "canvas", marks, column="Homework 2")
