"""Prose, judged by a person for now."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import ClassVar

from grader.kinds.fields import text
from grader.kinds.written import NOTHING, only_case, read_by_person, read_text
from grader.model import Address, Answer, Case, Observation, Outcome, Sample, Status


@dataclass(frozen=True, slots=True)
class Text:
    """An answer in prose, with the rubric by which it is marked."""

    name: ClassVar[str] = "text"

    answer: str
    rubric: str = ""
    """File name in `rubrics/<assignment>/`."""

    def __post_init__(self) -> None:
        text("answer", self.answer)
        if self.rubric and not self.rubric.endswith((".yaml", ".yml")):
            raise ValueError(f"rubric must name a YAML file such as why.yaml, but got {self.rubric!r}")

    def cases(self, address: Address) -> tuple[Case, ...]:
        """One case: the answer."""
        return only_case(address)

    def read(self, answer: Answer | None) -> Observation | None:
        """Keep the words."""
        return read_text(answer)

    def judge(self, case: Case, seen: Observation, expected: Observation) -> Outcome:
        """Hand the answer to a person, or say that there is none."""
        return read_by_person(case, seen, self.answer)

    def alike(self, case: Case, one: Observation, other: Observation) -> bool:
        """Prose is never matched with a known mistake."""
        return False

    @classmethod
    def samples(cls) -> tuple[Sample, ...]:
        """An answer, a missing one, and one without a heading."""
        kind = cls("answers.md", "why.yaml")
        case = only_case(Address("sample", "q1", "why"))[0]
        model = Observation(Status.RETURNED, ("One line cannot part the four points.",))
        given = Observation(Status.RETURNED, ("A line is not enough.",))
        loose = Observation(Status.RETURNED, ("Q1) A line is not enough. Q2) ...",), detail="loose")
        return (
            Sample(kind, model, given, None, case),
            Sample(kind, model, NOTHING, Fraction(0), case),
            Sample(kind, model, loose, None, case),
        )
