"""Hidden inputs never travel in an exception."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.kinds.exceptions import known_type, known_value_type, redacted, tell
from grader.model import Address, Call, Case, Frame, Plan, Raised, Ref

PLAN = Plan("q1", (Call(Ref("softmax"), (1.0,), (("axis", 0),)),), (Ref(0),))


def _case(public: bool) -> Case:
    return Case(Address("hw", "q1", "f", "c"), "t", PLAN, public=public)


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("division by zero", "division by zero"),
        ("list index out of range", "list index out of range"),
        ("softmax() got an unexpected keyword argument 'axis'", "softmax() got an unexpected keyword argument 'axis'"),
        (
            "operands could not be broadcast together with shapes (3,4) (4,2)",
            "operands could not be broadcast together with shapes (…) (…)",
        ),
        ("my secret is 0.731", "… is …"),
        ("index 7 is out of bounds for axis 0 with size 7", "index … is out of bounds for axis … with size …"),
        ("'W1'", "'…'"),
        ("x=[-0.7, 3e5]", "x=[-…]"),
    ],
)
def test_only_standard_words_stay(text: str, kept: str) -> None:
    assert redacted(text, frozenset({"softmax", "axis", "x"})) == kept


@given(st.text(max_size=100))
def test_no_digit_ever_stays(text: str) -> None:
    assert not any(char.isdigit() for char in redacted(text))


@given(st.lists(st.floats(allow_nan=False), max_size=20))
def test_inputs_in_a_message_are_gone_and_uncounted(values: list[float]) -> None:
    assert len(redacted(f"bad input {values}")) <= len("… input […, …]") + 4


def test_a_hidden_case_shows_place_and_line_but_no_value() -> None:
    frame = Frame("q1.py", 12, "f", "    raise ValueError(f'unlucky {x}')")
    message = tell(Raised("ValueError", ("ValueError", "Exception"), "unlucky 0.731 lemon", (frame,)), _case(False))

    assert message.reason == "Your code raised ValueError: unlucky …"
    assert (message.where, message.source) == ("q1.py:12", "raise ValueError(f'unlucky {x}')")


def test_a_public_case_shows_it_whole() -> None:
    message = tell(Raised("X3_14", ("X3_14", "ValueError"), "unlucky 0.731 lemon"), _case(True))

    assert message.reason == "Your code raised X3_14: unlucky 0.731 lemon."


def test_a_type_made_up_while_running_is_not_named() -> None:
    assert "731" not in tell(Raised("X_0_731", ("X_0_731", "ValueError"), ""), _case(False)).reason
    assert known_type(Raised("X_0_731", ("X_0_731",), "")) == "an exception of your own (a Exception)"


@pytest.mark.parametrize("name", ["AssertionError", "AttributeError", "EOFError", "KeyError", "RecursionError", "SystemExit", "Unheard"])
def test_every_exception_has_a_next_step(name: str) -> None:
    message = tell(Raised(name, (name, "Exception"), ""), _case(False))

    assert message.help
    assert message.where == ""


def test_the_nearest_base_gives_the_advice() -> None:
    assert tell(Raised("AxisError", ("AxisError", "ValueError", "IndexError"), ""), _case(False)).help.startswith("Print the shapes")


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("matrix", "matrix"),
        ("numpy.matrix", "numpy.matrix"),
        ("ndarray of object", "ndarray of object"),
        ("int of 99999 bits", "int of … bits"),
        ("list nested deeper than 32 levels", "list nested deeper than … levels"),
        ("Weights", "(a class of your own)"),
        ("evil.matrix", "(a class of your own)"),
        ("X_0_731", "(a class of your own)"),
    ],
)
def test_value_types(name: str, shown: str) -> None:
    assert known_value_type(name) == shown


@pytest.mark.parametrize(
    "text",
    [
        "max() arg is an empty sequence",
        "max() iterable argument is empty",
        "zero-size array to reduction operation maximum which has no identity",
    ],
)
def test_nothing_to_work_on_is_told(text: str) -> None:
    raised = Raised("ValueError", ("ValueError", "Exception"), text)

    assert tell(raised, _case(True)).help == "Think about what should happen when there is nothing to work on."
