"""Small builders for the tests of kinds."""

from collections.abc import Callable
from typing import Any

import pytest

from grader.kinds import Code, Number
from grader.model import Address, Answer, Call, Case, Check, Observation, Outcome, Plan, Raised, Ref, Status

PLAN = Plan("q1", (Call(Ref("f"), (1.0,)),), (Ref(0),))


@pytest.fixture
def returned() -> Callable[..., Observation]:
    """An observation that returned these values."""
    return lambda *values, **more: Observation(Status.RETURNED, values, **more)


@pytest.fixture
def raised() -> Callable[..., Observation]:
    """An observation that raised this type with these words."""

    def make(name: str, message: str = "", bases: tuple[str, ...] = (), frames: Any = ()) -> Observation:
        return Observation(Status.RAISED, raised=Raised(name, (name, *bases), message, tuple(frames)))

    return make


@pytest.fixture
def judge() -> Callable[..., Outcome]:
    """Judge an observation of a code part by a check."""

    def run(
        check: Check | None,
        seen: Observation,
        expected: Observation,
        *,
        public: bool = False,
        hint: str = "The hint.",
        plan: Plan = PLAN,
        **more: Any,
    ) -> Outcome:
        case = Case(Address("hw", "q1", "f", "c-01"), "A case.", plan, check, hint=hint, public=public, **more)
        return Code("q1.py:f").judge(case, seen, expected)

    return run


@pytest.fixture
def mark() -> Callable[..., Outcome]:
    """Mark a written number against a model answer."""

    def run(written: str, model: str, *, loose: bool = False, hint: str = "", **fields: Any) -> Outcome:
        kind = Number("answers.md", **fields)
        case = Case(Address("hw", "q1", "n", "answer"), "your answer", hint=hint)
        seen, expected = kind.read(Answer(written, "answers.md", 5, loose)), kind.read(Answer(model, "answers.md"))
        assert seen is not None
        assert expected is not None
        return kind.judge(case, seen, expected)

    return run
