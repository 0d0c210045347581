"""Plain text is read back as the phrase that it was."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.catalogue import Phrase, language, recognise, say
from grader.kinds import Code
from grader.model import Address, Call, Case, Equals, Observation, Plan, Ref, Status

TEMPLATES = (
    "there is no function {name} in {file}",
    "{detail}; did you mean {name}?",
    "{detail} ({cause})",
    "line {line} of {file}: {detail}",
)


@given(st.text() | st.from_regex(r"there is no function \w+ in \w+\.py(; did you mean \w+\?)?( \(.*\))?", fullmatch=True))
def test_the_text_stays_what_it_is(text: str) -> None:
    assert recognise(text, *TEMPLATES) == text


def test_parts_are_read_back_in_turn() -> None:
    found = recognise("there is no function sofmax in q4.py; did you mean softmax?", *TEMPLATES)
    assert isinstance(found, Phrase)
    inner = dict(found.values)["detail"]
    assert isinstance(inner, Phrase)
    assert dict(inner.values) == {"name": "sofmax", "file": "q4.py"}


def test_a_phrase_stays_as_it_is() -> None:
    phrase = say("Row {number} is not right.", number=1)
    assert recognise(phrase, *TEMPLATES) is phrase


def test_long_texts_are_left_alone() -> None:
    assert not isinstance(recognise("a (b)" * 100, *TEMPLATES), Phrase)


@pytest.mark.parametrize(
    ("status", "detail", "german"),
    [
        (Status.MISSING, "there is no function softmax in q4.py", "Es gibt keine Funktion softmax in q4.py."),
        (Status.MISSING, "q4.py was not handed in", "q4.py wurde nicht abgegeben."),
        (
            Status.MISSING,
            "there is no function softmax in q4.py (line 3 of q4.py: NameError, so softmax was never defined)",
            "Es gibt keine Funktion softmax in q4.py (Zeile 3 von q4.py: NameError, deshalb wurde softmax nie festgelegt).",
        ),
        (
            Status.TIMEOUT,
            "not run: an earlier case of this part ran out of time",
            "Nicht ausgeführt: einem früheren Fall dieses Teils ging die Zeit aus.",
        ),
    ],
)
def test_what_the_sandbox_says_is_said_in_german(status: Status, detail: str, german: str) -> None:
    plan = Plan("q4", (Call(Ref("softmax")),), (Ref(0),))
    case = Case(Address("hw", "q4", "softmax", "one-01"), "One.", plan, Equals())
    outcome = Code("q4.py:softmax").judge(case, Observation(status, detail=detail), Observation(Status.RETURNED, (1.0,)))
    assert outcome.credit == Fraction(0)
    assert language("de").of(outcome.messages[0].reason) == german
