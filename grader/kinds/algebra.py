"""Derivations, judged by a person for now."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any, ClassVar

from grader.kinds.fields import text, words
from grader.kinds.written import NOTHING, only_case, read_by_person, read_text
from grader.model import Address, Answer, Case, Observation, Outcome, Sample, Status

_SYMBOL_KINDS = ("scalar", "vector", "matrix", "function")


@dataclass(frozen=True, slots=True)
class Algebra:
    """A derivation from given lines to a goal."""

    name: ClassVar[str] = "algebra"

    answer: str
    given: tuple[str, ...] = ()
    goal: str = ""
    symbols: Mapping[str, Any] = field(default_factory=dict)
    """By name: scalar, vector, matrix or function, or a shape such as [2, 3]."""

    def __post_init__(self) -> None:
        text("answer", self.answer)
        if not isinstance(self.goal, str):
            raise ValueError(f"goal must be a text, but got {self.goal!r}")
        object.__setattr__(self, "given", words("given", self.given))
        if not isinstance(self.symbols, Mapping):
            raise ValueError(f"symbols must be a mapping such as {{a1: scalar, W: [2, 3]}}, but got {self.symbols!r}")
        for name, value in self.symbols.items():
            _check_symbol(name, value)

    def cases(self, address: Address) -> tuple[Case, ...]:
        """One case: the derivation."""
        return only_case(address)

    def read(self, answer: Answer | None) -> Observation | None:
        """Keep the lines."""
        return read_text(answer)

    def judge(self, case: Case, seen: Observation, expected: Observation) -> Outcome:
        """Hand the derivation to a person, or say that there is none."""
        return read_by_person(case, seen, self.answer)

    def alike(self, case: Case, one: Observation, other: Observation) -> bool:
        """A derivation is never matched with a known mistake."""
        return False

    @classmethod
    def samples(cls) -> tuple[Sample, ...]:
        """A derivation, a missing one, and one without a heading."""
        kind = cls("answers.md", ("y = a x + b", "x = c z"), "y = a' z + b'", {"a": "scalar", "W": [2, 3]})
        case = only_case(Address("sample", "q1", "scalar"))[0]
        model = Observation(Status.RETURNED, ("y = a (c z) + b = (a c) z + b",))
        given = Observation(Status.RETURNED, ("y = a c z + b",))
        loose = Observation(Status.RETURNED, ("Q1) y = a c z + b",), detail="loose")
        return (
            Sample(kind, model, given, None, case),
            Sample(kind, model, NOTHING, Fraction(0), case),
            Sample(kind, model, loose, None, case),
        )


def _check_symbol(name: object, value: Any) -> None:
    text("symbols: a name", name)
    shaped = isinstance(value, list | tuple) and all(isinstance(n, int) and not isinstance(n, bool) and n > 0 for n in value)
    if not shaped and value not in _SYMBOL_KINDS:
        raise ValueError(f"symbols.{name} must be one of {', '.join(_SYMBOL_KINDS)}, or a shape such as [2, 3], but got {value!r}")
