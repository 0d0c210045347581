"""Derivations, judged line by line; credit by milestones."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction
from typing import Any, ClassVar, Literal

from grader.algebra import Derivation, check_derivation
from grader.algebra.derivation import question_of
from grader.algebra.milestones import Milestone, Reached, reach, read_milestones
from grader.algebra.mirror import mirrored, with_units
from grader.algebra.question import Question
from grader.catalogue import say
from grader.errors import did_you_mean
from grader.kinds.fields import text, words
from grader.kinds.readings import concerns, readings
from grader.kinds.retelling import retold_derivation
from grader.kinds.written import NOTHING, course_fault, lost, missing, not_found, only_case, outcome, read_by_person, read_text
from grader.model import Address, Answer, Case, Message, Observation, Outcome, Sample, Status, Verdict
from grader.model.retold import Retold

_SYMBOL_KINDS = ("scalar", "vector", "matrix", "function")
_FIELDS = ("title", "shows", "defines", "says", "because", "result", "points", "help")
_NEXT = say("Compare this line with the one above it, one term at a time.")
_FIRST = say("Compare this line with what is given, one term at a time.")
_MOST_TOLD = 4


@dataclass(frozen=True, slots=True)
class MilestonesFile:
    """The fields of a derivation's rubric, the secret side of its part."""

    format: Literal[1]
    milestones: tuple[Mapping[str, Any], ...]
    at: str = ""


@dataclass(frozen=True, slots=True)
class Algebra:
    """A derivation from given lines to a goal."""

    name: ClassVar[str] = "algebra"
    rubric_form: ClassVar[type] = MilestonesFile

    answer: str
    given: tuple[str, ...] = ()
    goal: str = ""
    symbols: Mapping[str, Any] = field(default_factory=dict)
    """By name: scalar, vector, matrix or function, or a shape such as [2, 3]."""
    milestones: tuple[Mapping[str, Any], ...] = ()
    """Steps that earn credit, each a mapping with `title` and some of `shows`, `defines`, `says`, `because`, `result`, `points`, `help`."""
    at: str = ""
    """A point of which lines may speak, such as `x = 0` for a maximum."""
    units: tuple[str, ...] = ()
    """Symbols that a student may leave out throughout, as if they were one: θ where cos m stands for cos mθ."""

    rubric: str = ""
    """File name in `rubrics/<assignment>/` of the milestones, which would give the solution away in a public file."""

    def __post_init__(self) -> None:
        text("answer", self.answer)
        for name, value in (("goal", self.goal), ("at", self.at)):
            if not isinstance(value, str):
                raise ValueError(f"{name} must be a text, but got {value!r}")
        object.__setattr__(self, "given", words("given", self.given))
        if not isinstance(self.symbols, Mapping):
            raise ValueError(f"symbols must be a mapping such as {{a1: scalar, W: [2, 3]}}, but got {self.symbols!r}")
        for name, value in self.symbols.items():
            _check_symbol(name, value)
        object.__setattr__(self, "units", words("units", self.units))
        object.__setattr__(self, "milestones", tuple(self.milestones))
        if self.goal:
            read_milestones(self.steps(), self.question())

    def marked_by(self, rubric: MilestonesFile) -> Algebra:
        """The same kind with its rubric's milestones; ValueError for milestones that cannot be read."""
        return replace(self, milestones=rubric.milestones, at=rubric.at)

    def question(self) -> Question:
        """The question as the engine reads it; the same question is read once."""
        return question_of(self.given, self.goal, self.symbols, self.at)

    def steps(self) -> tuple[Milestone, ...]:
        """The milestones; without any, the goal is the only one."""
        if not self.milestones:
            return (Milestone(say("the goal"), shows=(self.goal,)),)
        return tuple(_milestone(number, value) for number, value in enumerate(self.milestones))

    def cases(self, address: Address) -> tuple[Case, ...]:
        """One case: the derivation."""
        return only_case(address)

    def read(self, answer: Answer | None) -> Observation | None:
        """Keep the lines."""
        return read_text(answer)

    def telltale(self) -> frozenset[str]:
        """The declared symbols."""
        return frozenset(self.symbols)

    def judge(self, case: Case, seen: Observation, expected: Observation) -> Outcome:
        """Check every line, then weigh the milestones; what is undecided goes to a person."""
        if case.broken:
            return course_fault(case, case.broken)
        if seen.status is Status.LOST:
            return lost(case, seen.detail)
        if seen.status is not Status.RETURNED or not seen.values or not isinstance(seen.values[0], str):
            return missing(case, self.answer)
        if not self.goal:
            return read_by_person(case, seen, self.answer)
        found, reached = self.weigh(seen.values[0])
        loose = seen.detail == "loose"
        beside = seen.written.beside if seen.written else None
        if beside is not None and _credit(reached) < 1:
            # A formula states what it shows wherever it stands in its question (docs/design/050); what is told is about the answer itself.
            _, wider = self.weigh(f"{seen.values[0]}\n\n{beside.text}")
            reached = max(reached, wider, key=_credit)
        if loose and not _credit(reached) and not concerns(found, self.question()):
            return not_found(case, seen, self.answer)
        return replace(_outcome(case, found, reached, loose=loose), lines=readings(found, loose=loose))

    def weigh(self, written: str) -> tuple[Derivation, tuple[Reached, ...]]:
        """The checked lines and the milestones, in the convention (columns or rows) that serves the student better."""
        question = self.question()
        best = self._weighed(written, question)
        others: list[Question] = []
        if _credit(best[1]) < 1 and any(shape is not None for shape in question.symbols.shapes.values()):
            others.append(mirrored(question))
        if _credit(best[1]) < 1 and self.units:
            others.append(with_units(question, self.units))
        return max(
            [best, *(self._weighed(written, other) for other in others)], key=lambda pair: (_credit(pair[1]), pair[0].final == "correct")
        )

    def _weighed(self, written: str, question: Question) -> tuple[Derivation, tuple[Reached, ...]]:
        found = check_derivation(written, given=(), goal="", symbols={}, question=question)
        return found, reach(self.steps(), found, question)

    def retell(self, answer: Answer | None) -> Retold | None:
        """How each line is read."""
        return retold_derivation(answer, self.symbols, self.given, self.goal)

    def alike(self, case: Case, one: Observation, other: Observation) -> bool:
        """A derivation is never matched with a known mistake."""
        return False

    @classmethod
    def samples(cls) -> tuple[Sample, ...]:
        """A right derivation, one with a slip, an unreadable one, a missing one, and one that no machine can judge."""
        steps = (
            {"title": "substituted", "shows": ["y = a (c z + d) + b"]},
            {"title": "slope named", "defines": "a'", "result": True},
            {"title": "intercept named", "defines": "b'", "result": True},
        )
        symbols = {name: "scalar" for name in ("y", "a", "b", "c", "d", "x", "z", "a'", "b'")}
        kind = cls("answers.md", ("y = a x + b", "x = c z + d"), "y = a' z + b'", symbols, steps)
        case = only_case(Address("sample", "q1", "scalar"))[0]
        texts = {
            "right": "y = a (c z + d) + b\na' = a c\nb' = a d + b",
            "slip": "y = a (c z + d) + b\na' = a c\nb' = d + b",
            "unreadable": "y = a (c z + d + b",
            "review": "y = a (c z + d) + b\nb' = a d + b + \\max(9^{9^{9^9}}, 1)",
        }
        seen = {name: Observation(Status.RETURNED, (value,)) for name, value in texts.items()}
        credits = {"right": Fraction(1), "slip": Fraction(2, 3), "unreadable": Fraction(0), "review": None}
        found = [Sample(kind, seen["right"], seen[name], credit, case) for name, credit in credits.items()]
        return (*found, Sample(kind, seen["right"], NOTHING, Fraction(0), case))


def _check_symbol(name: object, value: Any) -> None:
    text("symbols: a name", name)
    shaped = isinstance(value, list | tuple) and all(isinstance(n, int) and not isinstance(n, bool) and n > 0 for n in value)
    if not shaped and value not in _SYMBOL_KINDS:
        raise ValueError(f"symbols.{name} must be one of {', '.join(_SYMBOL_KINDS)}, or a shape such as [2, 3], but got {value!r}")


def _milestone(number: int, value: Mapping[str, Any]) -> Milestone:
    """Read one milestone; raises ValueError that names the field."""
    here = f"milestones[{number}]"
    if not isinstance(value, Mapping):
        raise ValueError(f"{here} must be a mapping such as {{title: expanded, shows: [y = a b]}}, but got {value!r}")
    for name in value:
        if name not in _FIELDS:
            raise ValueError(f"{here} has no field {name!r}{did_you_mean(str(name), _FIELDS)}; it has {', '.join(_FIELDS)}")
    says = value.get("says", [])
    if not isinstance(says, list | tuple):
        raise ValueError(f"{here}.says must be a list of lists of words, but got {says!r}")
    points = value.get("points", 1)
    if isinstance(points, bool) or not isinstance(points, int | float) or points <= 0:
        raise ValueError(f"{here}.points must be a number above 0, but got {points!r}")
    if not isinstance(value.get("result", False), bool):
        raise ValueError(f"{here}.result must be true or false, but got {value['result']!r}")
    return Milestone(
        text(f"{here}.title", value.get("title")),
        words(f"{here}.shows", value.get("shows", ())),
        text(f"{here}.defines", value["defines"]) if "defines" in value else "",
        tuple(words(f"{here}.says", group) for group in says),
        words(f"{here}.because", value.get("because", ())),
        value.get("result", False),
        Fraction(str(points)),
        text(f"{here}.help", value["help"]) if "help" in value else "",
    )


def _credit(reached: tuple[Reached, ...]) -> Fraction:
    total = sum((one.milestone.points for one in reached), Fraction(0))
    return sum((one.share * one.milestone.points for one in reached), Fraction(0)) / total


def _outcome(case: Case, found: Derivation, reached: tuple[Reached, ...], *, loose: bool) -> Outcome:
    credit = _credit(reached)
    if credit == 1:
        return outcome(case, Verdict.PASSED, 1)
    undecided = [line for line in found.lines if line.verdict == "undecided"]
    unreadable = [line for line in found.lines if line.verdict == "unparseable"]
    readable = [line for line in found.lines if line.verdict in ("correct", "incorrect")]
    # On a loose sheet the other lines belong to other parts: to call them wrong would be wrong.
    told = [*([] if loose else _wrong_lines(found)), *_milestones_missed(reached)]
    if (
        (undecided and not (loose and credit))
        or (loose and not credit)
        or (unreadable and readable and not loose)
        or not (readable or unreadable)
        or (not credit and found.final == "correct")
    ):
        why = (undecided[0].reason if undecided else "") or say("Not every line could be judged by the machine.")
        return outcome(
            case,
            Verdict.REVIEW,
            0,
            Message(say("A person reads this derivation. {why}", why=why), say("You need not do anything.")),
            *told,
        )
    if unreadable and not readable:
        return outcome(case, Verdict.MALFORMED, 0, *told)
    return outcome(case, Verdict.PARTIAL if credit else Verdict.FAILED, credit, *told)


def _wrong_lines(found: Derivation) -> list[Message]:
    """The first slips; lines that only follow from one are not told again."""
    told: list[Message] = []
    for number, line in enumerate(found.lines, 1):
        if line.verdict == "incorrect" and not line.follows:
            reason = say("Line {number} is not right. {reason}", number=number, reason=line.reason)
            told.append(Message(reason, _FIRST if number == 1 else _NEXT, source=line.text))
        elif line.verdict == "unparseable":
            place = say(" (column {column})", column=line.column) if line.column else ""
            told.append(
                Message(
                    say("Line {number} cannot be read{place}. {reason}", number=number, place=place, reason=line.reason),
                    say("Write the formula out in full, one step a line."),
                    source=line.text,
                )
            )
    return told[:_MOST_TOLD]


def _milestones_missed(reached: tuple[Reached, ...]) -> list[Message]:
    told: list[Message] = []
    for one in reached:
        if one.share == 1:
            continue
        what = (
            say("is missing")
            if not one.share
            else say("is only half there: it is stated, but not derived")
            if one.share < Fraction(3, 4)
            else say("is visible but not named")
        )
        told.append(
            Message(
                say("The step {title!r} {what}.", title=one.milestone.title, what=what),
                one.milestone.help or say("Write this step as a line of its own."),
            )
        )
    return told
