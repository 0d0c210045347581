"""Stand-ins: what they show of themselves, and which names they leave to students."""

from __future__ import annotations

import pytest

from grader.authoring import call
from grader.authoring.values import BUILTINS, node_of, recording
from grader.errors import CourseError
from grader.sandbox.inside.cell import BUILTINS as INSIDE


def test_a_value_shows_what_it_stands_for() -> None:
    with recording():
        assert repr(call("f", 1)[0].T) == "<Value call('f', ...)[0].T>"


def test_a_call_of_a_method_shows_itself() -> None:
    with recording():
        assert repr(call("Model").fit(1).w["a"]) == "<Value call('Model', ...).fit(...).w['a']>"


@pytest.mark.parametrize("name", ["T", "step", "moment", "node", "args", "path", "shape", "call", "follow"])
def test_any_public_name_may_be_an_attribute_of_students(name: str) -> None:
    with recording():
        assert str(node_of(getattr(call("f"), name))) == f"call('f', ...).{name}"


def test_a_value_can_be_a_key_but_not_compared() -> None:
    with recording():
        value = call("f")
        assert {value: 1}[value] == 1


def test_the_line_of_the_author_is_kept() -> None:
    with recording() as recorder:
        call("f")
    assert recorder.steps[0].line == test_the_line_of_the_author_is_kept.__code__.co_firstlineno + 2


def test_other_functions_of_python_are_refused_with_those_that_are_not() -> None:
    with recording(), pytest.raises(CourseError, match=r"a case may call dict, iter, len, list, next, repr, set, sorted, str, tuple"):
        call("builtins.eval", "1")


def test_what_a_case_may_call_is_what_the_sandbox_has() -> None:
    assert tuple(INSIDE) == BUILTINS
