"""What a student's report holds, as values ready to be shown."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from grader.catalogue import Language
from grader.model import Message, Outcome, PartResult, ReadLine, Result
from grader.report.words import Words


@dataclass(frozen=True, slots=True)
class PartView:
    """One part, ready to be shown."""

    result: PartResult
    address: str
    words: Words
    mistake: str
    """Title of the known mistake, or empty."""
    messages: tuple[Message, ...]
    failing: tuple[Outcome, ...]
    passing: tuple[Outcome, ...]
    counted: str
    """ "12 hidden and 2 public cases", or empty where a part has a single case."""
    prompt: str
    open_cases: int
    """Cases that are our fault or that wait for a person, in a part that is neither as a whole."""
    lost: Fraction
    """Points that are gone for now."""
    repeats: str = ""
    """Address of an earlier part in this report that says what this one would repeat."""

    @property
    def readings(self) -> tuple[ReadLine, ...]:
        """How the lines of a derivation were read."""
        return tuple(line for outcome in self.result.outcomes for line in outcome.lines)

    @property
    def leading(self) -> int:
        """How many messages stand open: beside a known mistake, the rest is most likely its shadow."""
        return 3 if not self.mistake else 0 if self.repeats else 1


@dataclass(frozen=True, slots=True)
class QuestionView:
    """One question's sums, for its bar."""

    id: str
    title: str
    earned: Fraction
    pending: Fraction
    possible: Fraction
    parts: tuple[PartView, ...]


@dataclass(frozen=True, slots=True)
class First:
    """The one thing to fix first."""

    title: str
    lost: Fraction
    message: Message
    parts: tuple[PartView, ...]
    told: bool
    """Whether the title says the reason: a known mistake, or what several parts have in common."""


@dataclass(frozen=True, slots=True)
class StudentView:
    """A whole report."""

    result: Result
    name: str
    state: str
    """graded, provisional, or could not be graded in full."""
    sentence: str
    first: First | None
    questions: tuple[QuestionView, ...]
    broken: tuple[PartView, ...]
    losses: tuple[PartView, ...]
    waiting: tuple[PartView, ...]
    earned_in_full: tuple[PartView, ...]
    lost: Fraction
    pending: Fraction
    caps: Fraction
    hidden: int
    public: int
    notes: tuple[Message, ...]
    """About the whole hand-in."""
    example: str
    """An address to quote."""
    language: Language
    """In which the report speaks; all texts here are in it already, but for the state."""
