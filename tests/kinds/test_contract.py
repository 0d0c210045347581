"""Every kind keeps the promises of `grader.model.Kind`."""

from dataclasses import FrozenInstanceError, fields
from fractions import Fraction

import pytest

from grader.kinds import known_kinds
from grader.model import Kind, Observation, Sample, Status, Verdict

SAMPLES = [(name, number, sample) for name, kind in known_kinds().items() for number, sample in enumerate(kind.samples())]
KINDS = list(known_kinds().items())


@pytest.mark.parametrize(("name", "number", "sample"), SAMPLES)
def test_samples_earn_what_they_say(name: str, number: int, sample: Sample) -> None:
    outcome = sample.kind.judge(sample.case, sample.seen, sample.expected)

    if sample.credit is None:
        assert outcome.verdict is Verdict.REVIEW
    else:
        assert outcome.verdict is not Verdict.REVIEW
        assert outcome.credit == sample.credit


@pytest.mark.parametrize(("name", "number", "sample"), SAMPLES)
def test_a_lost_point_has_a_reason_and_a_next_step(name: str, number: int, sample: Sample) -> None:
    outcome = sample.kind.judge(sample.case, sample.seen, sample.expected)

    assert outcome.credit == 1 or outcome.messages
    assert all(message.reason and message.help for message in outcome.messages)


@pytest.mark.parametrize(("name", "number", "sample"), SAMPLES)
@pytest.mark.parametrize("status", Status)
def test_no_observation_makes_a_kind_raise(name: str, number: int, sample: Sample, status: Status) -> None:
    for seen, expected in (
        (Observation(status), sample.expected),
        (sample.seen, Observation(status)),
        (Observation(status), Observation(status)),
    ):
        outcome = sample.kind.judge(sample.case, seen, expected)
        assert 0 <= outcome.credit <= 1
        assert isinstance(sample.kind.alike(sample.case, seen, expected), bool)


@pytest.mark.parametrize(("name", "number", "sample"), SAMPLES)
def test_our_own_fault_is_broken(name: str, number: int, sample: Sample) -> None:
    outcome = sample.kind.judge(sample.case, Observation(Status.LOST, detail="gone"), sample.expected)

    assert outcome.verdict is Verdict.BROKEN
    assert outcome.credit == 0


@pytest.mark.parametrize(("name", "number", "sample"), SAMPLES)
def test_outcomes_carry_the_case(name: str, number: int, sample: Sample) -> None:
    outcome = sample.kind.judge(sample.case, sample.seen, sample.expected)

    assert (outcome.address, outcome.title, outcome.weight, outcome.public) == (
        sample.case.address,
        sample.case.title,
        sample.case.weight,
        sample.case.public,
    )


@pytest.mark.parametrize(("name", "kind"), KINDS)
def test_kinds_are_frozen_with_an_answer(name: str, kind: type[Kind]) -> None:
    sample = kind.samples()[0].kind

    assert isinstance(sample, Kind)
    assert sample.name == name
    assert fields(sample)[0].name == "answer"  # type: ignore[arg-type]
    with pytest.raises(FrozenInstanceError):
        sample.answer = "other"  # type: ignore[misc]


@pytest.mark.parametrize(("name", "kind"), KINDS)
def test_samples_show_right_wrong_and_missing(name: str, kind: type[Kind]) -> None:
    credits = {sample.credit for sample in kind.samples()}

    assert Fraction(0) in credits
    assert credits & {Fraction(1), None}


@pytest.mark.parametrize(("name", "kind"), KINDS)
def test_a_kind_says_the_same_twice(name: str, kind: type[Kind]) -> None:
    assert repr(kind.samples()[0].kind) == repr(kind.samples()[0].kind)
    assert " at 0x" not in repr(kind.samples()[0].kind)


@pytest.mark.parametrize(("name", "kind"), KINDS)
@pytest.mark.parametrize("answer", ["", 3, None])
def test_an_answer_must_name_a_file(name: str, kind: type[Kind], answer: object) -> None:
    with pytest.raises(ValueError, match="answer"):
        kind(answer)  # type: ignore[call-arg]
