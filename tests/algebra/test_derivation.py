"""Derivations in our own words: verdicts, first wrong line, final verdict, consequences."""

from __future__ import annotations

import pytest

from grader.algebra import check_derivation


def test_each_line_and_the_whole_get_their_verdict(derivation, questions):
    question, _, lines, final, first = derivation
    found = check_derivation([text for _, text in lines], **questions[question])
    assert [line.verdict for line in found.lines] == [verdict for verdict, _ in lines], [line.reason for line in found.lines]
    assert (found.final, found.first_wrong) == (final, first), found.reason


def test_no_line_that_is_not_right_is_called_proved(derivation, questions):
    question, _, lines, _, _ = derivation
    found = check_derivation([text for _, text in lines], **questions[question])
    assert not [line.text for line in found.lines if line.proved and line.verdict != "correct"]


def test_there_are_enough_derivations(all_derivations):
    assert len(all_derivations) >= 220


def test_nearly_every_right_equation_is_proved(all_derivations, questions):
    right = proved = 0
    for question, _, lines, _, _ in all_derivations:
        for line in check_derivation([text for _, text in lines], **questions[question]).lines:
            right += line.verdict == "correct"
            proved += line.proved
    assert proved >= 0.9 * right


@pytest.mark.parametrize(
    ("lines", "follows"),
    [
        (["y = p(r x + s) + q", "y = p r x + s + q", "y = s + p r x + q"], [True, False, True]),
        (["y = p r x + s + q", "k = p r", "l = s + q", "y = k x + l"], [False, True, True, True]),
        (["y = p r x + q", "y = p r x + p s + q"], [False, False]),
        (["y = p u + q", "= p r x + s + q", "= p r x + p s + q"], [True, False, False]),
    ],
)
def test_one_slip_is_charged_once(lines, follows, questions):
    found = check_derivation(lines, **questions["affine"])
    assert [line.follows for line in found.lines] == follows


def test_what_only_follows_a_slip_says_so(questions):
    found = check_derivation(["y = p r x + q", "l = q"], **questions["affine"])
    assert found.lines[1].reason == "This follows from a line above that is wrong already."


def test_a_text_is_cut_into_lines(questions):
    text = (
        "$$\n\\begin{aligned}\ny &= p(r x + s) + q \\\\\n&= p r x + p s + q\n\\end{aligned}\n$$\n"
        "with $k = p r$ and $l = p s + q$: $y = k x + l$"
    )
    found = check_derivation(text, **questions["affine"])
    assert (len(found.lines), found.final, found.reached) == (3, "correct", True)


def test_what_is_missing_is_named(questions):
    found = check_derivation(["y = p(r x + s) + q", "k = p r"], **questions["affine"])
    assert (found.final, found.missing, found.reason) == ("incomplete", ("l",), "Nothing says what $l$ is.")


def test_a_line_may_speak_of_the_point(questions):
    lines = ["df = e^{-t}/(1 + e^{-t})^2", "df = f(1 - f)", "f = 1/2", "t = 0"]
    assert check_derivation(lines, **questions["logistic"], at="t = 0").final == "correct"
    assert check_derivation(lines, **questions["logistic"]).first_wrong == 3


def test_an_unreadable_line_has_its_column(questions):
    line = check_derivation(["y = p (r x + s"], **questions["affine"]).lines[0]
    assert (line.column, line.reason) == (7, "The bracket that opens here is never closed: ( Add the missing ).")


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"given": ["y = p (u"]}, "the given 'y = p \\(u' cannot be read: .* \\(column 7\\)"),
        ({"goal": "y = = k"}, "the goal 'y = = k' cannot be read: .* \\(column 5\\)"),
        ({"at": "2"}, "the point '2' must say what a symbol is"),
    ],
)
def test_a_question_that_cannot_be_read_is_the_authors_fault(change, message, questions):
    with pytest.raises(ValueError, match=message):
        check_derivation(["y = p"], **{**questions["affine"], **change})
