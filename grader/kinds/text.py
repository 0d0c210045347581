"""Prose, scored by a rubric; what is unsure goes to a person."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from fractions import Fraction
from typing import ClassVar

from grader.catalogue import all_of, say
from grader.kinds.fields import text
from grader.kinds.retelling import retold_prose
from grader.kinds.written import (
    NOTHING,
    course_fault,
    found_at,
    lost,
    missing,
    not_found,
    only_case,
    outcome,
    read_by_person,
    read_text,
)
from grader.model import Address, Answer, Case, Message, Observation, Outcome, Proposal, Sample, Span, Status, Verdict
from grader.model.retold import Retold
from grader.text import Rubric, TextScore, read_rubric

_WHY = {
    "mixed_polarity": say("it says a thing and also its opposite"),
    "hedged": say("it offers alternatives instead of one statement"),
    "other_language": say("it is not in English"),
    "very_long": say("it is very long"),
    "instruction_to_grader": say("it speaks to the grader"),
    "keyword_list": say("parts of it are lists of words"),
    "disguised_letters": say("it holds letters that only look like the usual ones"),
}
_DOUBTS = frozenset(_WHY) - {"keyword_list", "very_long"}
"""What makes a person look at an answer that was searched for: a list elsewhere in the question is none of it."""
_NAMED = say("A person reads this: what you wrote for this question speaks of it, but the statements that are asked for were not found.")
_WAIT = say("You need not do anything.")
_STATE = say("Say in whole sentences what holds and why; a list of words or a copy of the question earns nothing.")
_COMPARE = say("Read the question again: is every part of it answered, and is each claim about the right thing?")


@dataclass(frozen=True, slots=True)
class Text:
    """An answer in prose, with the rubric by which it is marked."""

    name: ClassVar[str] = "text"

    answer: str
    rubric: str = ""
    """File name in `rubrics/<assignment>/`."""
    scheme: Rubric | None = field(default=None, init=False, repr=False, compare=False)
    """The rubric itself; None where it is not at hand, as in a student's own folder."""

    def __post_init__(self) -> None:
        text("answer", self.answer)
        if self.rubric and not self.rubric.endswith((".yaml", ".yml")):
            raise ValueError(f"rubric must name a YAML file such as why.yaml, but got {self.rubric!r}")

    def marked_by(self, scheme: Rubric) -> Text:
        """The same kind with its rubric at hand."""
        kind = replace(self)
        object.__setattr__(kind, "scheme", scheme)
        return kind

    def cases(self, address: Address) -> tuple[Case, ...]:
        """One case: the answer."""
        return only_case(address)

    def read(self, answer: Answer | None) -> Observation | None:
        """Keep the words."""
        return read_text(answer)

    def telltale(self) -> frozenset[str]:
        """Words tell."""
        return frozenset()

    def judge(self, case: Case, seen: Observation, expected: Observation) -> Outcome:
        """Score the answer by its rubric; hand it to a person when that is unsure, or when there is no rubric with patterns."""
        if case.broken:
            return course_fault(case, case.broken)
        if seen.status is Status.LOST:
            return lost(case, seen.detail)
        if seen.status is Status.MISSING:
            return missing(case, self.answer)
        if self.scheme is None or not self.scheme.has_patterns or not _is_prose(seen):
            return read_by_person(case, seen, self.answer)
        if seen.detail == "loose":
            return self._searched(case, seen, self.scheme)
        answer = seen.values[0]
        beside = seen.written.beside if seen.written else None
        score, other = self.scheme.score_with(answer, beside.text if beside else "")
        if score.needs_review:
            return replace(outcome(case, Verdict.REVIEW, 0, Message(_unsure(score), _WAIT)), proposed=_proposal(score, answer))
        told = [_counted_beside(other, score, beside)] if other and beside else []
        return _scored(case, score, [] if score.points == score.max_points else [*_messages(score, answer)], told)

    def _searched(self, case: Case, seen: Observation, scheme: Rubric) -> Outcome:
        """Look for the answer in all that was written for the question: most of it answers other parts, and says nothing here."""
        text = seen.values[0]
        score = scheme.search(text, misplaced=seen.written is not None and not seen.written.loose)
        doubts = set(score.flags) & _DOUBTS
        if not score.evidence and not doubts:
            if scheme.takes_up(text):
                return outcome(case, Verdict.REVIEW, 0, Message(_NAMED, _WAIT), not_found(case, seen, self.answer).messages[0])
            return not_found(case, seen, self.answer)
        spans = [(evidence.start, evidence.end) for evidence in score.evidence] or [(0, len(text))]
        place = found_at(case, seen, min(start for start, _ in spans), max(end for _, end in spans), self.answer)
        if doubts:
            return replace(outcome(case, Verdict.REVIEW, 0, Message(_unsure(score), _WAIT), place), proposed=_proposal(score, text))
        return _scored(case, score, [] if score.points == score.max_points else [*_messages(score, text)], [place])

    def retell(self, answer: Answer | None) -> Retold | None:
        """Presence and length."""
        return retold_prose(answer)

    def alike(self, case: Case, one: Observation, other: Observation) -> bool:
        """Prose is never matched with a known mistake."""
        return False

    @classmethod
    def samples(cls) -> tuple[Sample, ...]:
        """Full, half, wrong, contradictory, missing and unheaded answers; one without a rubric at hand."""
        bare = cls("answers.md", "why.yaml")
        kind = bare.marked_by(read_rubric(_SAMPLE, "why.yaml"))
        case = only_case(Address("sample", "q1", "why"))[0]
        full, half = _says("No line separates the points, for they lie on two diagonals."), _says("No line separates them.")
        both = _says("No line separates the points. Still, one line separates the points.")
        return (
            Sample(kind, full, full, Fraction(1), case),
            Sample(kind, full, half, Fraction(2, 3), case),
            Sample(kind, full, _says("It is too slow."), Fraction(0), case),
            Sample(kind, full, NOTHING, Fraction(0), case),
            Sample(kind, full, both, None, case),
            Sample(
                kind,
                full,
                Observation(Status.RETURNED, ("Two parts in one. The points lie on diagonals.",), detail="loose"),
                Fraction(1, 3),
                case,
            ),
            Sample(kind, full, Observation(Status.RETURNED, ("Another part.",), detail="loose"), Fraction(0), case),
            Sample(bare, full, half, None, case),
        )


_SAMPLE = """\
format: 1
question: why
concepts:
  - {id: A, points: 2, text: No line separates the points., full: ["NOT ... line separat*"], wrong: ["one line ... separat*"]}
  - {id: B, points: 1, text: They lie on diagonals., full: ["diagonal*"]}
"""


def _scored(case: Case, score: TextScore, lost: list[Message], told: list[Message]) -> Outcome:
    credit = Fraction(score.points).limit_denominator(10_000) / Fraction(score.max_points).limit_denominator(10_000)
    verdict = Verdict.PASSED if credit == 1 else Verdict.PARTIAL if credit else Verdict.FAILED
    return outcome(case, verdict, credit, *lost, *told)


def _counted_beside(other: TextScore, score: TextScore, beside: Answer) -> Message:
    """Which evidence counts that stands under another heading."""
    spans = [e for e in other.evidence if e.grade in ("full", "half") and score.concepts[e.concept] == other.concepts[e.concept] > 0]
    first = min(spans, key=lambda e: (e.start, e.end))
    words = " ".join(beside.text[first.start : first.end].split())
    return Message(
        say("What you wrote elsewhere for this question counts here as well."),
        _WAIT,
        beside.place(first.start),
        words if len(words) <= 160 else f"{words[:159]}…",
    )


def _says(answer: str) -> Observation:
    return Observation(Status.RETURNED, (answer,))


def _is_prose(seen: Observation) -> bool:
    return seen.status is Status.RETURNED and len(seen.values) == 1 and isinstance(seen.values[0], str)


def _proposal(score: TextScore, answer: str) -> Proposal:
    """What a person is shown who decides: the answer, the words that count, and what the rubric alone would give."""
    spans = tuple(Span(found.start, found.end, found.grade, found.concept) for found in score.evidence)
    return Proposal(answer, spans, Fraction(score.points).limit_denominator(10_000) / Fraction(score.max_points).limit_denominator(10_000))


def _unsure(score: TextScore) -> str:
    """Why a person looks, and what the rubric alone would give."""
    reasons = [_WHY[flag] for flag in score.flags if flag in _WHY] or [say("the rubric is not sure about it")]
    return say(
        "A person reads this answer, because {reasons}. The rubric alone would give {points:g} of {total:g}.",
        reasons=all_of(reasons),
        points=score.points,
        total=score.max_points,
    )


def _messages(score: TextScore, answer: str) -> tuple[Message, ...]:
    """What was found, in the student's own words; never what was looked for."""
    if not score.evidence:
        return (Message(say("None of the statements that this question asks for was found."), _STATE),)
    told = []
    found = _quoted(answer, score, ("full", "half"))
    if found:
        told.append(
            Message(
                say(
                    "This earns {points:g} of {total:g} on the rubric's scale; it counts what you say here: {found}.",
                    points=score.points,
                    total=score.max_points,
                    found=found,
                ),
                _COMPARE,
            )
        )
    against = _quoted(answer, score, ("wrong", "denied", "misconception"))
    if against:
        told.append(
            Message(
                say("This does not hold as it stands: {against}.", against=against),
                say("Check what it is true of, and in which direction."),
            )
        )
    return tuple(told)


def _quoted(answer: str, score: TextScore, grades: tuple[str, ...]) -> str:
    """Up to three of the student's own words, one for each concept."""
    first: dict[str, str] = {}
    for evidence in score.evidence:
        if evidence.grade in grades:
            words = " ".join(answer[evidence.start : evidence.end].split())
            first.setdefault(evidence.concept, words if len(words) <= 80 else words[:79] + "…")
    return ", ".join(f"“{words}”" for words in list(first.values())[:3])
