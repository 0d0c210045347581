"""A person's decision counts until what it settled has changed."""

from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.model import Address, Assignment, Message, Override, PartResult, Proposal, Question, Submission, Verdict
from grader.scoring import basis, score_part, score_submission, with_overrides

ADDRESS = Address("hw", "q1", "a")
ANSWER = b"answer"
WAITING = Proposal("an answer", (), Fraction(1, 2))


def judged(verdict="review", earned="0", pending="4", proposed=WAITING, **changes):
    fields = {"title": "A", "kind": "text", "possible": Fraction(4), "messages": (Message("why"),)} | changes
    return PartResult(ADDRESS, verdict=Verdict(verdict), earned=Fraction(earned), pending=Fraction(pending), proposed=proposed, **fields)


def decided(part, points="3", answer=ANSWER):
    return Override("ada", ADDRESS, Fraction(points), "it is in the last line", basis(part, answer))


def settled(part, override, answer=ANSWER):
    return with_overrides({ADDRESS: part}, {ADDRESS: answer}, [override])[ADDRESS]


@pytest.mark.parametrize(("points", "verdict"), [("0", "failed"), ("3", "partial"), ("4", "passed")])
def test_what_a_person_gives_is_earned_and_nothing_waits(points, verdict):
    part = judged()
    found = settled(part, decided(part, points))
    assert (found.verdict.value, found.earned, found.pending) == (verdict, Fraction(points), 0)
    assert found.settled.why == "it is in the last line"


def test_the_student_reads_why_and_no_longer_that_somebody_reads():
    part = judged()
    found = settled(part, decided(part))
    assert [message.reason for message in found.messages] == ["Settled by a person: it is in the last line"]
    assert found.messages[0].help == "If you see it otherwise, ask your instructor and quote q1.a."


def test_full_points_need_no_next_step():
    part = judged()
    assert settled(part, decided(part, "4")).messages[0].help == ""


def test_what_the_machine_said_of_failing_cases_stays_beside_a_partial_decision():
    part = judged("failed", pending="0", proposed=None)
    assert [m.reason for m in settled(part, decided(part)).messages] == ["Settled by a person: it is in the last line", "why"]


def test_open_cases_of_a_settled_part_are_closed(part, outcome):
    machine = score_part(part(), [outcome("review"), outcome("passed", 1)])
    found = with_overrides({ADDRESS: machine}, {}, [decided(machine, answer=b"")])[ADDRESS]
    assert [one.verdict for one in found.outcomes] == [Verdict.PASSED]


@pytest.mark.parametrize(
    "changed",
    [{"earned": Fraction(1)}, {"possible": Fraction(5)}, {"verdict": Verdict.FAILED}, {"proposed": Proposal("an answer", (), Fraction(1))}],
)
def test_a_decision_is_flagged_when_the_machine_says_something_else(changed):
    part = judged()
    now = replace(part, **changed)
    found = settled(now, decided(part))
    assert (found.verdict, found.earned, found.pending, found.settled) == (Verdict.REVIEW, 0, now.possible, None)
    assert found.messages[0].reason == (
        f"A person gave this 3 of {now.possible} points (it is in the last line), but the answer or its marking has changed since; "
        "a person looks again."
    )


def test_a_decision_is_flagged_when_the_answer_is_another_one():
    part = judged()
    assert settled(part, decided(part), answer=b"another").verdict is Verdict.REVIEW


def test_other_words_of_the_machine_call_nothing_into_question():
    part = judged()
    assert settled(replace(part, title="B", messages=(Message("put better"),)), decided(part)).settled


def test_where_machine_and_person_have_come_to_agree_nobody_looks_again():
    before, after = judged(), judged("partial", "3", "0", None)
    assert settled(after, decided(before)) == after


def test_the_proposal_of_a_flagged_part_is_what_the_machine_gives_now():
    assert settled(judged("partial", "1", "0", None), decided(judged())).proposed.credit == Fraction(1, 4)


def test_a_decision_about_a_part_that_is_gone_changes_nothing():
    other = replace(decided(judged()), address=Address("hw", "q9", "z"))
    assert settled(judged(), other) == judged()


@given(st.fractions(0, 4), st.sampled_from(["review", "broken", "failed", "partial", "missing"]))
def test_no_decision_leaves_points_lost_twice_or_earned_twice(points, verdict):
    part = judged(verdict, pending="0" if verdict in ("failed", "partial", "missing") else "4")
    found = settled(part, decided(part, points))
    assert (found.earned + found.lost, found.pending) == (found.possible, 0)


def test_a_decision_counts_before_what_builds_on_it(part, outcome):
    first, second = part("q1.a"), part("q1.b", "2", ("q1.a",))
    homework = Assignment("hw", "Homework", (Question("q1", "One", (first, second)),))
    machine = {p.address: score_part(p, [outcome("failed")]) for p in (first,)} | {
        second.address: score_part(second, [outcome("passed", 1)])
    }
    parts = with_overrides(machine, {}, [decided(machine[ADDRESS], "1", b"")])
    result = score_submission(homework, Submission("ada"), parts, isolation="strong")
    assert (result.earned, result["q1.b"].verdict) == (3, Verdict.PASSED)


def test_a_settled_part_is_not_skipped(part, outcome):
    first, second = part("q1.a"), part("q1.b", "2", ("q1.a",))
    homework = Assignment("hw", "Homework", (Question("q1", "One", (first, second)),))
    machine = {first.address: score_part(first, [outcome("failed")]), second.address: score_part(second, [outcome("failed")])}
    override = Override("ada", second.address, Fraction(2), "well", basis(machine[second.address], b""))
    result = score_submission(homework, Submission("ada"), with_overrides(machine, {}, [override]), isolation="strong")
    assert (result.earned, result["q1.b"].settled is not None) == (2, True)
