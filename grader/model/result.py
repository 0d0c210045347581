"""What a submission earned, part by part, and a class of such results."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Literal

from grader.model.address import Address
from grader.model.outcome import Message, Outcome, Proposal, Verdict
from grader.model.policy import Adjustment, HandedIn


@dataclass(frozen=True, slots=True)
class Settled:
    """A person decided on a part; students read why, the gradebook knows who and when."""

    points: Fraction
    why: str


@dataclass(frozen=True, slots=True)
class PartResult:
    """One part of one submission."""

    address: Address
    title: str
    kind: str
    verdict: Verdict
    earned: Fraction
    possible: Fraction
    outcomes: tuple[Outcome, ...] = ()
    mistake: str | None = None
    """Id of the known mistake that explains every failing case."""
    messages: tuple[Message, ...] = ()
    """For the student, the most useful first."""
    pending: Fraction = Fraction(0)
    """Points that a person still has to decide on; not in `earned`."""
    proposed: Proposal | None = None
    """For the person who has to decide."""
    settled: Settled | None = None
    """Set where a person decided and the machine's own verdict does not count."""

    @property
    def needs_review(self) -> bool:
        """Whether a person must look at it."""
        return self.verdict is Verdict.REVIEW

    @property
    def lost(self) -> Fraction:
        """Points that are gone: not earned and not pending."""
        return self.possible - self.earned - self.pending


@dataclass(frozen=True, slots=True)
class Result:
    """One submission, scored."""

    assignment: str
    title: str
    student: str
    parts: tuple[PartResult, ...]
    earned: Fraction
    possible: Fraction
    isolation: str
    """Level of the sandbox that ran the code: strong, standard, weak or none."""
    notes: tuple[Message, ...] = ()
    """About the whole hand-in: repairs, refusals, caps."""
    questions: Mapping[str, str] = field(default_factory=dict)
    """Titles of the questions by id, in order."""
    adjustments: tuple[Adjustment, ...] = ()
    """What rules about the whole hand-in took or gave, in the order in which they were applied; they are in `earned`."""
    handed_in: HandedIn | None = None
    """When, if anybody knows."""

    @property
    def pending(self) -> Fraction:
        """Points that a person still has to decide on."""
        return sum((part.pending for part in self.parts if part.pending), Fraction(0))

    @property
    def status(self) -> Literal["final", "provisional"]:
        """Provisional while a person has to decide something or something of ours is broken."""
        open_verdicts = (Verdict.REVIEW, Verdict.BROKEN)
        open_cases = any(o.verdict in open_verdicts for part in self.parts for o in part.outcomes)
        return "provisional" if open_cases or any(part.verdict in open_verdicts for part in self.parts) else "final"

    def __getitem__(self, part: str) -> PartResult:
        """Find a part by its local address, `result["q4.softmax"]`."""
        for found in self.parts:
            if found.address.local == part:
                return found
        raise KeyError(part)


@dataclass(frozen=True, slots=True)
class ClassResult:
    """A whole class, in the order of the students' names."""

    assignment: str
    title: str
    possible: Fraction
    isolation: str
    results: tuple[Result, ...]
    isolation_reason: str = ""
    mistakes: Mapping[str, str] = field(default_factory=dict)
    """Titles of the known mistakes by id."""

    @property
    def broken(self) -> bool:
        """Whether anything failed that was not a student's fault."""
        return any(
            Verdict.BROKEN in (part.verdict, *(outcome.verdict for outcome in part.outcomes))
            for result in self.results
            for part in result.parts
        )
