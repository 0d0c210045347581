"""Known mistakes are read, never run; every mistake in them has a place."""

from __future__ import annotations

from typing import Any

import pytest

from grader.model import Address, Mistake

FILE = "solutions/hw/mistakes/wrong_axis.py"


def test_a_mistake_is_read(course: Any) -> None:
    assert course.load().mistakes == (
        Mistake(
            "wrong_axis",
            "softmax over the wrong axis",
            "Let the sum follow the axis.",
            (Address("hw", "q4", "softmax"), Address("hw", "q4", "attention")),
            "q4",
            (course.root / FILE).read_text(),
            FILE,
        ),
    )


def test_it_is_never_run(course: Any) -> None:
    course.replace(FILE, "def softmax", "raise SystemExit\ndef softmax")
    assert len(course.load().mistakes) == 1


def test_it_may_be_public(course: Any) -> None:
    course.replace(FILE, "hint =", "public = True\nhint =")
    assert course.load().mistakes[0].public is True


def test_they_come_by_name(course: Any) -> None:
    course.write("solutions/hw/mistakes/again.py", (course.root / FILE).read_text())
    assert [mistake.id for mistake in course.load().mistakes] == ["again", "wrong_axis"]


def test_an_assignment_need_not_have_any(course: Any) -> None:
    (course.root / FILE).unlink()
    (course.root / FILE).parent.rmdir()
    assert course.load().mistakes == ()


CHANGES = {
    "syntax": ("def softmax(x): ...", "def softmax(x: ...", ":7:12: SyntaxError: '(' was never closed"),
    "no docstring": ('"""softmax over the wrong axis"""', "", ":1: the docstring is missing; its first line is the title\n  begin with"),
    "no hint": ('hint = "Let the sum follow the axis."', "", ": hint is missing\n  write hint"),
    "hint not text": ('hint = "Let the sum follow the axis."', "hint = 3", ":4:1: hint is missing"),
    "computed hint": (
        '"Let the sum follow the axis."',
        "str(3)",
        ":4:1: hint should be written out as a literal; this file is read, not run",
    ),
    "no parts": ('parts = ["q4.softmax", "q4.attention"]', "", ": parts should be a list of the parts that the mistake must cost\n  write"),
    "parts a word": ('["q4.softmax", "q4.attention"]', '"q4.softmax"', ":3:1: parts should be a list"),
    "unknown part": (
        '"q4.attention"',
        '"q4.atention"',
        ":3:1: parts: there is no part 'q4.atention'; did you mean 'q4.attention'?\n  parts: q4.softmax,",
    ),
    "a part without code": ('"q4.attention"', '"q4.why"', ":3:1: parts: q4.why asks no code, so no mistake can be run for it"),
    "nothing replaced": ("def softmax(x): ...", "", ": replaces nothing\n  define the wrong function"),
    "public": ("hint =", "public = 'no'\nhint =", ":4:1: public should be True or False, not 'no'"),
}


@pytest.mark.parametrize("name", CHANGES)
def test_what_is_wrong_is_told_with_its_place(name: str, course: Any) -> None:
    old, new, told = CHANGES[name]
    course.replace(FILE, old, new)
    message = course.told()
    assert message.startswith(FILE)
    assert told in message


def test_all_files_are_told_at_once(course: Any) -> None:
    course.write(FILE, '"""T"""\nparts = ["q4.softmax"]\nx = 1\n')
    course.write("solutions/hw/mistakes/other.py", "(")
    assert [line.split(":")[0].rpartition("/")[2] for line in course.told().splitlines() if line[0] != " "] == ["other.py", "wrong_axis.py"]


def test_parts_of_two_modules_are_refused(course: Any) -> None:
    course.write("assignments/hw/q5.py", "")
    course.replace("assignments/hw/assignment.yaml", "answer: q4.py:attention", "answer: q5.py:attention")
    assert ":3:1: parts: they live in several modules (q4, q5)\n  write one mistake for each module" in course.told()


def test_a_file_name_that_is_no_id_is_refused(course: Any) -> None:
    course.write("solutions/hw/mistakes/wrong axis.py", (course.root / FILE).read_text())
    assert "the file's name 'wrong axis' is the id of the mistake, so it should be one word" in course.told()


def test_bytes_that_are_no_utf8_are_told(course: Any) -> None:
    course.write(FILE, b'"""\xff"""')
    assert course.told().startswith(f"{FILE}:1:4: byte 0xff is not UTF-8")
