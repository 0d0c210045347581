"""How code parts are asked and how each end of a run is told."""

from typing import Any

import numpy as np
import pytest

from grader.kinds import Code
from grader.model import Address, Attribute, Equals, Frame, Holds, Observation, Raises, Status, Tolerance, Unchanged, Verdict

FRAME = Frame("q1.py", 31, "f", "    return x / y")


@pytest.mark.parametrize("answer", ["q1.py", "q1.py:", "q1:f", "q1.txt:f", "q 1.py:f", "q1.py:f g", "../q1.py:f"])
def test_answers_of_another_form_are_refused(answer: str) -> None:
    with pytest.raises(ValueError, match=r"answer must name a file and a function"):
        Code(answer)


def test_answer_is_taken_apart() -> None:
    kind = Code("part/q1.py:Table.lookup")

    assert (kind.module, kind.function) == ("part.q1", "Table.lookup")


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"tolerance": {"relativ": 1}}, "tolerance has no field 'relativ'; did you mean 'relative'"),
        ({"tolerance": {"relative": "small"}}, "tolerance.relative must be a number from 0 on"),
        ({"tolerance": {"absolute": -1}}, "tolerance.absolute must be a number from 0 on"),
        ({"tolerance": {"dtype": "float32"}}, "tolerance.dtype must be one of number, kind, same"),
        ({"tolerance": 3}, "tolerance must be a mapping"),
        ({"seconds": 0}, "seconds must be a number above 0"),
        ({"seconds": float("inf")}, "seconds must be a number above 0"),
        ({"seconds": True}, "seconds must be a number above 0"),
        ({"examples": "none"}, "examples must be a list"),
        ({"examples": [{"args": []}]}, r"examples\[0\].title must be a text"),
    ],
)
def test_wrong_fields_are_named(fields: dict[str, Any], words: str) -> None:
    with pytest.raises(ValueError, match=words):
        Code("q1.py:f", **fields)


def test_examples_become_public_cases() -> None:
    kind = Code("q1.py:f", {"relative": 1e-3}, 5, [{"title": "one", "args": [[1.0, 2.0]], "kwargs": {"axis": 0}}])  # type: ignore[arg-type]
    (case,) = kind.cases(Address("hw", "q1", "f"))

    assert str(case.address) == "hw/q1.f[example-01]"
    assert case.public
    assert case.check == Equals(Tolerance(relative=1e-3))
    assert case.plan is not None
    assert case.plan.seconds == 5
    assert case.plan.calls[0].function.root == "f"
    assert case.plan.calls[0].kwargs == (("axis", 0),)


def test_code_is_never_read() -> None:
    assert Code("q1.py:f").read(None) is None


def test_a_right_value_passes(judge: Any, returned: Any) -> None:
    assert judge(Equals(), returned(np.ones(3)), returned(np.ones(3))).verdict is Verdict.PASSED


@pytest.mark.parametrize("check", [Equals(), Holds("rule", lambda x: True, ()), Unchanged()])
def test_an_exception_is_an_error_with_its_place(judge: Any, returned: Any, raised: Any, check: Any) -> None:
    outcome = judge(check, raised("ZeroDivisionError", "division by zero", frames=[FRAME]), returned(1.0))

    assert outcome.verdict is Verdict.ERROR
    assert outcome.messages[0].reason == "Your code raised ZeroDivisionError: division by zero."
    assert outcome.messages[0].where == "q1.py:31"
    assert outcome.messages[0].source == "return x / y"
    assert outcome.messages[0].help == "Think about what should happen when the divisor is zero."


@pytest.mark.parametrize("check", [Equals(), Raises(("ValueError",)), Raises(("RuntimeError",)), Unchanged()])
def test_an_untouched_stub_is_missing(judge: Any, returned: Any, raised: Any, check: Any) -> None:
    stub = raised("NotImplementedError", "", ("RuntimeError", "Exception"), [Frame("q1.py", 9, "f", "raise NotImplementedError")])
    expected = raised(check.exceptions[0]) if isinstance(check, Raises) else returned(1.0)
    outcome = judge(check, stub, expected)

    assert outcome.verdict is Verdict.MISSING
    assert outcome.messages[0].reason == "Not attempted yet: it still raises NotImplementedError."
    assert outcome.messages[0].where == "q1.py:9"


@pytest.mark.parametrize(
    ("status", "detail", "verdict", "words"),
    [
        (Status.MISSING, "there is no function f in q1.py", Verdict.MISSING, "There is no function f in q1.py."),
        (Status.TIMEOUT, "", Verdict.TIMEOUT, "Your code did not finish within 2 seconds of computing time."),
        (Status.TIMEOUT, "not run: an earlier case ran out of time", Verdict.TIMEOUT, "Not run: an earlier case ran out of time."),
        (Status.MEMORY, "", Verdict.MEMORY, "Your code asked for more memory than it may have."),
        (Status.CRASHED, "exit status 31", Verdict.ERROR, "Your code ended the Python process."),
        (Status.MALFORMED, "q1.py is no text", Verdict.MALFORMED, "q1.py is no text."),
    ],
)
def test_other_ends_are_told(judge: Any, returned: Any, status: Status, detail: str, verdict: Verdict, words: str) -> None:
    outcome = judge(Equals(), Observation(status, detail=detail), returned(1.0))

    assert (outcome.verdict, outcome.credit) == (verdict, 0)
    assert outcome.messages[0].reason == words
    assert outcome.messages[0].help


@pytest.mark.parametrize("status", [Status.MISSING, Status.TIMEOUT, Status.MEMORY, Status.CRASHED])
def test_what_did_not_end_well_never_passes_a_case_that_wants_an_error(judge: Any, raised: Any, status: Status) -> None:
    assert judge(Raises(("ValueError",)), Observation(status), raised("ValueError")).credit == 0


@pytest.mark.parametrize(
    ("check", "expected", "words"),
    [
        (Equals(), Observation(Status.TIMEOUT), "the reference's status is timeout"),
        (Equals(), Observation(Status.MISSING, detail="no f"), "the reference's status is missing (no f)"),
        (Raises(("ValueError",)), Observation(Status.RETURNED, (1,)), "the reference returns, and the case asks for ValueError"),
        (None, Observation(Status.RETURNED, (1,)), "the case has no check"),
    ],
)
def test_a_reference_that_does_something_else_is_broken(judge: Any, returned: Any, check: Any, expected: Observation, words: str) -> None:
    outcome = judge(check, returned(1), expected)

    assert (outcome.verdict, outcome.credit) == (Verdict.BROKEN, 1)
    assert words in outcome.messages[0].reason


def test_a_reference_that_raises_is_broken(judge: Any, returned: Any, raised: Any) -> None:
    assert "the reference raises KeyError" in judge(Equals(), returned(1), raised("KeyError")).messages[0].reason
    wrong = judge(Raises(("ValueError",)), returned(1), raised("KeyError"))
    assert "the reference raises KeyError, and the case asks for ValueError" in wrong.messages[0].reason


def test_a_broken_case_costs_nothing_whatever_was_seen(judge: Any, returned: Any) -> None:
    outcome = judge(Equals(), returned(1), returned(1), broken="cases/q1.py:3: ZeroDivisionError")

    assert (outcome.verdict, outcome.credit) == (Verdict.BROKEN, 1)
    assert "cases/q1.py:3" in outcome.messages[0].reason


def test_methods_are_examples_too() -> None:
    example = {"title": "look up", "args": [[[1.0]]], "call": {"name": "lookup", "args": [{"list": [0]}]}}
    plan = Code("q1.py:Table", examples=(example,)).cases(Address("hw", "q1", "t"))[0].plan  # type: ignore[arg-type]

    assert plan is not None
    assert plan.calls[1].function.path == (Attribute("lookup"),)
    assert plan.calls[1].args == ([0],)
    assert plan.outputs[0].root == 1


def test_a_files_name_keeps_its_letters(judge: Any, returned: Any) -> None:
    gone = judge(Equals(), Observation(Status.MISSING, detail="q3_positions.py was not handed in"), returned(1))
    assert gone.messages[0].reason == "q3_positions.py was not handed in."


def test_a_question_keeps_its_mark(judge: Any) -> None:
    seen = Observation(Status.MISSING, detail="there is no class Cache in q.py; did you mean cache?")

    assert (
        judge(Equals(), seen, Observation(Status.RETURNED, (1.0,))).messages[0].reason
        == "There is no class Cache in q.py; did you mean cache?"
    )
