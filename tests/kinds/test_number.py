"""Marks for written numbers."""

from fractions import Fraction
from typing import Any

import pytest

from grader.kinds import Number
from grader.kinds.written import only_case
from grader.model import Address, Answer, Case, Observation, Status, Verdict

N = "3 * 768 * 768 = 1,769,472"
SOFTMAX = "0.665 0.245 0.090\n0.333 0.333 0.333"
BY_ROWS: dict[str, Any] = {"shape": [2, 3], "decimals": 3, "by": "rows", "rows_sum_to": 1}


@pytest.mark.parametrize(
    ("written", "verdict"),
    [
        ("17,69,472", Verdict.PASSED),
        ("1769472", Verdict.PASSED),
        ("1.769472M", Verdict.PASSED),
        ("3 × 768 × 768", Verdict.PASSED),
        ("1.77M", Verdict.PASSED),
        ("1.8M", Verdict.FAILED),
        ("589,824", Verdict.FAILED),
        ("1769472 or 589824", Verdict.REVIEW),
        ("many", Verdict.MALFORMED),
        ("<!-- your answer -->", Verdict.MISSING),
        ("~~1769472~~", Verdict.MISSING),
    ],
)
def test_a_count(mark: Any, written: str, verdict: Verdict) -> None:
    assert mark(written, N, shape=[], tolerance={"relative": 5e-4, "absolute": 0}).verdict is verdict


def test_a_rounded_number_needs_a_tolerance(mark: Any) -> None:
    outcome = mark("1.77M", N)

    assert outcome.verdict is Verdict.FAILED
    assert outcome.messages[0].reason == "Your number is rounded further than is allowed here."


def test_the_tolerance_is_meant_in_decimal_digits(mark: Any) -> None:
    assert mark("1.1", "1.06", tolerance={"relative": 0, "absolute": 0.04}).verdict is Verdict.PASSED
    assert mark("1.1", "1.06", tolerance={"relative": 0, "absolute": 0.0399999}).verdict is Verdict.FAILED


def test_roots_and_powers_of_e_need_no_tolerance(mark: Any) -> None:
    assert mark("e^2/(e^2+e+1)", "exp(2)/(exp(2)+exp(1)+1)", tolerance={"relative": 0, "absolute": 0}).verdict is Verdict.PASSED


@pytest.mark.parametrize("written", ["12,345", "1.5m"])
def test_a_right_second_meaning_goes_to_a_person(mark: Any, written: str) -> None:
    assert mark(written, {"12,345": "12.345", "1.5m": "1500000"}[written]).verdict is Verdict.REVIEW


def test_a_right_number_beside_the_chosen_one_goes_to_a_person(mark: Any) -> None:
    assert mark("d_head = 64, sqrt(d_head) = sqrt(64) = 8", "64").verdict is Verdict.REVIEW


def test_a_wrong_step_with_a_right_result_is_noted_and_costs_nothing(mark: Any) -> None:
    outcome = mark("768/12 = 46 = 64", "64")

    assert outcome.verdict is Verdict.PASSED
    assert outcome.messages[0].reason == "Look again at your calculation: line 5: 768/12 is 64, not 46."


def test_a_right_step_with_a_wrong_result_fails_and_is_noted(mark: Any) -> None:
    outcome = mark("768/12 = 46", "64")

    assert outcome.verdict is Verdict.FAILED
    assert outcome.messages[1].reason == "Look again at your calculation: line 5: 768/12 is 64, not 46."


def test_what_cannot_be_read_says_where_and_what_is_allowed(mark: Any) -> None:
    outcome = mark("\n3*(768", "64")

    assert outcome.verdict is Verdict.REVIEW
    assert outcome.messages[0].reason == (
        "This could not be read as a number: line 6, column 3: the bracket '(' is not closed; "
        "here may stand a closing bracket on the same line. A person reads it."
    )
    assert outcome.messages[0].help


def test_a_loose_answer_goes_to_a_person(mark: Any) -> None:
    outcome = mark("Q4) d = 64", "64", loose=True)

    assert outcome.verdict is Verdict.REVIEW
    assert "under the heading `## q1.n`" in outcome.messages[0].help


@pytest.mark.parametrize(
    ("written", "credit"),
    [
        (SOFTMAX, 1),
        ("[[0.665, 0.245, 0.09], [1/3, 1/3, 1/3]]", 1),
        ("[[0.66524, 0.24473, 0.09003], [0.33333, 0.33333, 0.33333]]", 1),
        ("row 1: e^2/(e^2+e+1), e/(e^2+e+1), 1/(e^2+e+1)\nrow 2: 1/3, 1/3, 1/3", 1),
        ("row 2: 0.333 0.333 0.333\nrow 1: 0.665 0.245 0.090", 1),
        ("66.5% 24.5% 9.0%\n33.3% 33.3% 33.3%", 1),
        ("0.665 0.245 0.090\n0.25 0.25 0.25", Fraction(1, 2)),
        ("0.665 0.244 0.090\n0.333 0.333 0.333", Fraction(3, 4)),
        ("0.67 0.24 0.09\n0.33 0.33 0.33", Fraction(1, 2)),
        ("0.66 0.24 0.09\n0.333 0.333 0.333", Fraction(3, 4)),
        ("0.665 0.245 0.090\n0.34 0.34 0.34", Fraction(1, 2)),
        ("0.7 0.2 0.1\n0.3 0.3 0.3", 0),
        ("[0.665, 0.245, 0.090]", Fraction(1, 2)),
        ("row 2: 0.333, 0.333, 0.333", Fraction(1, 2)),
        ("2 1 0\n1 1 1", 0),
    ],
)
def test_rows_earn_their_share(mark: Any, written: str, credit: Any) -> None:
    outcome = mark(written, SOFTMAX, **BY_ROWS)

    assert outcome.credit == credit
    assert outcome.verdict is (Verdict.PASSED if credit == 1 else Verdict.PARTIAL if credit else Verdict.FAILED)


def test_columns_for_rows_go_to_a_person(mark: Any) -> None:
    assert mark("0.665 0.333\n0.245 0.333\n0.090 0.333", SOFTMAX, **BY_ROWS).verdict is Verdict.REVIEW


def test_a_better_model_answer_changes_nothing(mark: Any) -> None:
    exact = "[[e^2/(e^2+e+1), e/(e^2+e+1), 1/(e^2+e+1)], [1/3, 1/3, 1/3]]"

    assert mark(SOFTMAX, exact, **BY_ROWS).credit == 1
    assert mark("0.67 0.24 0.09\n0.33 0.33 0.33", exact, **BY_ROWS).credit == Fraction(1, 2)


def test_rows_that_do_not_sum_are_told(mark: Any) -> None:
    messages = mark("0.665 0.245 0.090\n0.25 0.25 0.25", SOFTMAX, **BY_ROWS).messages

    assert [m.reason for m in messages] == ["Row 2 is not right.", "Every row must sum to 1; row 2 does not."]


def test_rounded_rows_may_sum_to_nearly_one(mark: Any) -> None:
    messages = mark("0.67 0.24 0.09\n0.33 0.33 0.33", SOFTMAX, **BY_ROWS).messages

    assert not any("sum" in m.reason for m in messages)


def test_without_rows_it_is_all_or_nothing(mark: Any) -> None:
    outcome = mark("0.665 0.245 0.090\n0.25 0.25 0.25", SOFTMAX, decimals=3)

    assert outcome.credit == 0
    assert outcome.messages[0].reason == "3 of 6 entries are not right."


@pytest.mark.parametrize(
    ("written", "model", "words"),
    [
        ("64", SOFTMAX, "Your answer is a single number, and a matrix of 2 rows and 3 columns is asked for."),
        (
            "[[1, 2], [3, 4]]",
            SOFTMAX,
            "Your answer is a matrix of 2 rows and 2 columns, and a matrix of 2 rows and 3 columns is asked for.",
        ),
        ("[1, 2]", "[1, 2, 3]", "Your answer is a vector of 2 numbers, and a vector of 3 numbers is asked for."),
    ],
)
def test_another_shape_is_told(mark: Any, written: str, model: str, words: str) -> None:
    assert mark(written, model).messages[0].reason == words


@pytest.mark.parametrize(("model", "fields"), [("none", {}), ("1 or 2", {}), ("", {}), ("[1, 2, 3]", {"shape": [2, 2]})])
def test_a_model_answer_that_cannot_be_read_is_broken(mark: Any, model: str, fields: Any) -> None:
    assert mark("64 64\n1 2", model, **fields).verdict is Verdict.BROKEN


def test_hidden_hints_are_the_help(mark: Any) -> None:
    assert mark("1", "64", hint="Divide.").messages[0].help == "Divide."


def test_no_message_holds_the_right_number(mark: Any) -> None:
    for written in ("641", "-64", "6.4", "64000", "64.4", "63"):
        assert all("64" not in m.reason.replace(written, "") + m.help for m in mark(written, "64").messages)


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"shape": [2, 3, 4]}, "shape must be"),
        ({"shape": 3}, "shape must be"),
        ({"shape": [0]}, "shape must be"),
        ({"decimals": -1}, "decimals must be a whole number from 0 to 15"),
        ({"decimals": True}, "decimals must be a whole number"),
        ({"rows_sum_to": "one"}, "rows_sum_to must be a number"),
        ({"by": "columns"}, "by must be all or rows"),
        ({"tolerance": {"rel": 1}}, "tolerance has no field 'rel'"),
    ],
)
def test_wrong_fields_are_named(fields: Any, words: str) -> None:
    with pytest.raises(ValueError, match=words):
        Number("answers.md", **fields)


def test_a_recorded_observation_can_be_judged_again() -> None:
    kind = Number("answers.md")
    seen = kind.read(Answer("768/12 = 64", "answers.md"))

    assert seen == Observation(Status.RETURNED, ("768/12 = 64",))
    assert kind.judge(Case(Address("hw", "q", "n", "answer"), "t"), seen, seen).credit == 1
    assert not kind.alike(Case(Address("hw", "q", "n", "answer"), "t"), seen, seen)


@pytest.mark.parametrize(
    ("written", "verdict"),
    [
        ("(50, 3)(3, 4) = (50, 4)", Verdict.PASSED),
        ("(50,3)(3,4) = (50,4)", Verdict.REVIEW),
        ("(50, 3)(3, 4) = (3, 4)", Verdict.FAILED),
        ("50 x 4", Verdict.PASSED),
        ("50x3 * 3x4 = 50x4", Verdict.REVIEW),
    ],
)
def test_shapes_are_read_as_people_write_them(written: str, verdict: Verdict) -> None:
    kind = Number("answers.md", (2,))
    expected, seen = (kind.read(Answer(text, "answers.md")) for text in ("(50, 4)", written))

    assert expected
    assert seen
    assert kind.judge(only_case(Address("hw", "q1", "shape"))[0], seen, expected).verdict is verdict
