"""A submission's total: sums, dependencies, caps."""

from fractions import Fraction

import pytest

from grader.model import Address, Assignment, Message, Question, Submission, Verdict
from grader.scoring import score_part, score_submission


@pytest.fixture
def score(part, outcome):
    """Score a one-question assignment given {local: (points, needs, verdict, credit)}."""

    def run(spec, *, cap=None, question_cap=None, notes=()):
        parts = tuple(part(local, points, needs) for local, (points, needs, _, _) in spec.items())
        homework = Assignment("hw", "Homework", (Question("q1", "One", parts, question_cap),), cap=cap)
        scored = {p.address: score_part(p, [outcome(*spec[p.address.local][2:])]) for p in parts}
        return score_submission(homework, Submission("ada", notes=notes), scored, isolation="strong")

    return run


def test_points_add_up(score):
    result = score({"q1.a": ("2", (), "passed", 1), "q1.b": ("1/3", (), "partial", "1/2")})
    assert (result.earned, result.possible, result.status) == (Fraction(13, 6), Fraction(7, 3), "final")


def test_a_part_that_builds_on_a_lost_one_is_skipped(score):
    result = score({"q1.b": ("2", ("q1.a",), "passed", 1), "q1.a": ("2", (), "failed", 0)})
    assert (result["q1.b"].verdict, result.earned) == (Verdict.SKIPPED, 0)


def test_skipping_goes_on_through_a_chain(score):
    result = score({"q1.a": ("1", (), "error", 0), "q1.b": ("1", ("q1.a",), "passed", 1), "q1.c": ("1", ("q1.b",), "passed", 1)})
    assert result["q1.c"].verdict is Verdict.SKIPPED


@pytest.mark.parametrize(("verdict", "credit"), [("partial", "1/2"), ("review", 0), ("broken", 0), ("passed", 1)])
def test_what_is_not_lost_blocks_nothing(score, verdict, credit):
    result = score({"q1.a": ("1", (), verdict, credit), "q1.b": ("1", ("q1.a",), "passed", 1)})
    assert result["q1.b"].verdict is Verdict.PASSED


def test_a_question_cap_is_applied_and_told(score):
    result = score({"q1.a": ("3", (), "passed", 1), "q1.b": ("3", (), "passed", 1)}, question_cap=Fraction(4))
    assert (result.earned, result.possible) == (4, 4)
    assert result.notes == (Message("One counts for at most 4 points; you reached 6."),)


def test_an_assignment_cap_is_applied(score):
    assert score({"q1.a": ("6", (), "passed", 1)}, cap=Fraction(5)).earned == 5


@pytest.mark.parametrize("verdict", ["review", "broken"])
def test_open_verdicts_keep_the_total_provisional(score, verdict):
    assert score({"q1.a": ("1", (), verdict, 0)}).status == "provisional"


def test_notes_of_the_submission_are_kept(score):
    note = Message("cell 3 was repaired")
    assert score({"q1.a": ("1", (), "passed", 1)}, notes=(note,)).notes == (note,)


def test_questions_carry_their_titles(score):
    assert score({"q1.a": ("1", (), "passed", 1)}).questions == {"q1": "One"}


def test_an_unknown_part_is_told_with_the_nearest(part):
    homework = Assignment("hw", "Homework", (Question("q1", "One", (part("q1.softmax"),)),))
    with pytest.raises(Exception, match=r"no part 'q1.sofmax'; did you mean 'q1.softmax'\?"):
        homework.part(Address("hw", "q1", "sofmax"))
