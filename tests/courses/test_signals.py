"""A course that is not ours to shape: each mark is what a person would give, and nothing hidden is told."""

from collections.abc import Mapping
from fractions import Fraction

from grader.model import Assignment, Result, Verdict
from grader.selfcheck.checking import Report, State

Due = tuple[str, dict[str, tuple[str, Fraction]]]


def test_every_mark_is_the_one_given_by_hand(due: Due, results: Mapping[str, Result]) -> None:
    student, expected = due
    found = {part.address.local: (part.verdict.value, part.earned) for part in results[student].parts if part.verdict is not Verdict.PASSED}

    assert found == expected


def test_what_is_not_told_to_be_less_is_full(due: Due, results: Mapping[str, Result]) -> None:
    student, expected = due
    full = [part for part in results[student].parts if part.address.local not in expected]

    assert [part.earned for part in full] == [part.possible for part in full]


def test_nobody_is_forgotten(results: Mapping[str, Result], signals: Assignment) -> None:
    assert sorted(results) == ["ada", "bo", "cy", "eve", "fay", "hal", "ivy", "kim"]
    assert not any(case.broken for part in signals.parts for case in part.cases)


def test_no_word_of_a_hidden_input_is_told(due: Due, results: Mapping[str, Result]) -> None:
    told = " ".join(f"{m.reason} {m.help}" for part in results[due[0]].parts if part.address.question == "q2" for m in part.messages)

    assert [word for word in ("cat", "dog", "banana", "bandana", "lowest", "zyzy") if word in told] == []


def test_a_check_at_home_says_what_the_marks_say(cy_at_home: Report, results: Mapping[str, Result]) -> None:
    full = {part.address: part.verdict is Verdict.PASSED for part in results["cy"].parts}
    states = {part.part.address: part.state for part in cy_at_home.parts}

    assert [str(address) for address, state in states.items() if state is State.FAIL and full[address]] == []
    assert {address.local for address, state in states.items() if state is State.OPEN} == {"q2.bpe", "q2.vocabulary", "q2.cosine"}


def test_a_part_without_public_checks_is_not_said_to_pass(cy_at_home: Report) -> None:
    passing = [part.part.address.local for part in cy_at_home.parts if part.state is State.PASS]

    assert passing == ["q1.max_pool", "q2.merge"]
