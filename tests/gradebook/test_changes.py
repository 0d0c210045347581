"""What differs between two results, and why."""

from dataclasses import replace
from fractions import Fraction

import pytest

from grader.gradebook import causes, change, differing
from grader.model import Verdict


@pytest.fixture
def compare(made):
    """The change between two records of one student."""

    def run(before, after, why=()):
        judged = {digest: part.value for record in (before, after) if record for digest, part in record.parts.items()}
        old = before.kept if before else None
        return change(old, after.kept, {d: judged[d] for d in differing(old, after.kept)}, why)

    return run


def test_only_the_part_that_changed_is_looked_at(made, compare):
    found = compare(made.record(earned="1"), made.record(earned="2"))
    assert [(part.address.part, part.before.earned, part.after.earned) for part in found.parts] == [("a", 1, 2)]
    assert (found.gain, found.counts) == (1, True)


def test_other_words_alone_do_not_count(made, compare):
    found = compare(made.record(reason="so"), made.record(reason="put better"))
    assert (len(found.parts), found.counts, found.gain) == (1, False, 0)


def test_another_verdict_counts_though_the_points_are_the_same(made, compare):
    assert compare(made.record(earned="1"), made.record(earned="1", verdict=Verdict.REVIEW)).counts


def test_a_first_result_is_all_gain(made, compare):
    found = compare(None, made.record(earned="1"))
    assert (found.before, found.gain, len(found.parts)) == (None, Fraction(3), 2)


def test_an_answer_that_is_another_one_is_told(made, compare):
    found = compare(made.record(earned="1"), made.record(earned="2", submission="t", answer=b"y" * 16))
    assert [part.answered_anew for part in found.parts] == [True]


def test_causes_name_whatever_is_not_the_same(made):
    ran = made.run(course="1", files={"a": "1", "b": "1", "c": "1"}, versions={"numpy": "2.2"})
    run = made.run(course="2", files={"a": "2", "b": "1", "d": "1"}, versions={"numpy": "2.3"}, isolation="weak")
    before = made.record().kept
    assert causes(before, ran, replace(before, submission="t"), run) == (
        "the hand-in changed",
        "a changed",
        "c is gone",
        "d is new",
        "numpy 2.2 became 2.3",
        "isolation strong became weak",
    )
    assert causes(None, None, before, run) == ("there was no result",)
