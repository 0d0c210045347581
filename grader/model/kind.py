"""What a question kind must be able to do; the only way in which other rooms meet one."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import ClassVar, Protocol, runtime_checkable

from grader.model.address import Address
from grader.model.case import Case
from grader.model.observation import Observation
from grader.model.outcome import Outcome
from grader.model.retold import Retold
from grader.model.submission import Answer


@dataclass(frozen=True, slots=True)
class Sample:
    """A tiny example of a kind at work, run by the contract test of `tests/kinds`."""

    kind: Kind
    expected: Observation
    seen: Observation
    credit: Fraction | None
    """What the judge must give; None when a person must decide."""
    case: Case


@runtime_checkable
class Kind(Protocol):
    """A frozen dataclass whose fields are the fields that an author may write in YAML for a part of this kind."""

    name: ClassVar[str]

    @property
    def answer(self) -> str:
        """Where students write it: `answers.md`, or `q4_attention.py:softmax`."""

    def cases(self, address: Address) -> tuple[Case, ...]:
        """What is asked by the public file alone: a code part's public examples, or a written part's single case."""

    def read(self, answer: Answer | None) -> Observation | None:
        """Read a written answer; None means that code must be run to observe it."""

    def telltale(self) -> frozenset[str]:
        """Symbols that tell an answer to this part from others of its question where no heading does; empty when words tell."""

    def judge(self, case: Case, seen: Observation, expected: Observation) -> Outcome:
        """Compare what was seen with what the reference showed; pure, and never raises for anything a student wrote."""

    def retell(self, answer: Answer | None) -> Retold | None:
        """How a written answer is read, for its author's own check; None when there is none, and for code. It never says what is right."""

    def alike(self, case: Case, one: Observation, other: Observation) -> bool:
        """Whether two observations of the case show the same behaviour; tells a known mistake when a failing answer repeats it."""

    @classmethod
    def samples(cls) -> tuple[Sample, ...]:
        """At least one right, one wrong and one malformed answer."""
