"""Numbers and matrices in any sane notation."""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction
from typing import TYPE_CHECKING, ClassVar, Literal

from grader.catalogue import say
from grader.kinds.entries import Measure, Words, entries_differ, row_credit
from grader.kinds.fields import positive, text, tolerance_from
from grader.kinds.fields import words as list_of_words
from grader.kinds.retelling import retold_number
from grader.kinds.written import NOTHING, course_fault, found_at, lost, missing, not_found, only_case, outcome, read_text
from grader.model import Address, Answer, Case, Message, Observation, Outcome, Sample, Status, Tolerance, Verdict
from grader.model.retold import Retold
from grader.text.passages import Topic

if TYPE_CHECKING:
    from grader.numeric.reading import Number as Written
    from grader.numeric.reading import Reading

_DEFAULT = Tolerance(relative=1e-9, absolute=0.0)
_MOST_DECIMALS = 15


@dataclass(frozen=True, slots=True)
class Number:
    """A number, a vector or a matrix, compared with the model answer as both are read."""

    name: ClassVar[str] = "number"

    answer: str
    shape: tuple[int, ...] | None = None
    """[] for a single number, [2, 3] for a matrix; left out, the model answer's shape counts."""
    tolerance: Tolerance = _DEFAULT
    decimals: int | None = None
    """Compare after rounding to so many decimals, instead of within the tolerance."""
    rows_sum_to: float | None = None
    """Said to the student when the rows of a matrix do not."""
    called: tuple[str, ...] = ()
    """What students call it where no heading does, as patterns of words: `d_head`, `head ... wide|width`."""
    by: Literal["all", "rows"] = "all"
    """"rows": every right row earns its share, a row that is rounded too far or cut off half of it."""

    def __post_init__(self) -> None:
        text("answer", self.answer)
        object.__setattr__(self, "tolerance", tolerance_from(self.tolerance, _DEFAULT))
        if self.shape is not None:
            object.__setattr__(self, "shape", _checked_shape(self.shape))
        whole = isinstance(self.decimals, int) and not isinstance(self.decimals, bool)
        if self.decimals is not None and not (whole and 0 <= self.decimals <= _MOST_DECIMALS):
            raise ValueError(f"decimals must be a whole number from 0 to {_MOST_DECIMALS}, but got {self.decimals!r}")
        if self.rows_sum_to is not None:
            object.__setattr__(self, "rows_sum_to", positive("rows_sum_to", self.rows_sum_to, zero=True))
        Topic.of(list_of_words("called", self.called))
        object.__setattr__(self, "called", tuple(self.called))
        if self.by not in ("all", "rows"):
            raise ValueError(f"by must be all or rows, but got {self.by!r}")

    def cases(self, address: Address) -> tuple[Case, ...]:
        """One case: the answer."""
        return only_case(address)

    def read(self, answer: Answer | None) -> Observation | None:
        """Keep the words, with what is wrong in a shown calculation; MALFORMED with the place when no number can be read."""
        seen = read_text(answer)
        if answer is None or seen.status is not Status.RETURNED or answer.loose:
            return seen
        from grader.numeric.reading import read_number

        reading = read_number(answer.text, shape=self.shape, line=answer.line)
        if reading.status == "empty":
            return NOTHING
        if reading.problem:
            return Observation(Status.MALFORMED, seen.values, detail=reading.problem.words)
        return replace(seen, notes=reading.notes)

    def telltale(self) -> frozenset[str]:
        """Words and calculations tell."""
        return frozenset()

    def judge(self, case: Case, seen: Observation, expected: Observation) -> Outcome:
        """Compare with the model answer; what cannot be told for certain goes to a person."""
        if case.broken:
            return course_fault(case, case.broken)
        if seen.status is Status.LOST:
            return lost(case, seen.detail)
        if seen.status is Status.MISSING:
            return missing(case, self.answer)
        if seen.status is Status.MALFORMED:
            return _unread(case, seen)
        target = self._read(expected)
        if target is None or target.status not in ("number", "grid"):
            return course_fault(case, say("the model answer cannot be read as a number"))
        if self.shape is not None and target.shape != self.shape:
            return course_fault(
                case,
                say("the model answer has shape {given}, and the part asks for {asked}", given=list(target.shape), asked=list(self.shape)),
            )
        if seen.detail == "loose":
            return self._searched(case, seen, target)
        given = self._read(seen, target.shape)
        if given is None or given.status == "ambiguous":
            return outcome(case, Verdict.REVIEW, 0, Message(say("Several numbers could be your answer, so a person reads it."), _FINAL))
        return self._compared(case, given, target, seen.notes)

    def retell(self, answer: Answer | None) -> Retold | None:
        """The number or table that is read."""
        return retold_number(answer, self.shape)

    def alike(self, case: Case, one: Observation, other: Observation) -> bool:
        """A written number is never matched with a known mistake."""
        return False

    def _searched(self, case: Case, seen: Observation, target: Reading) -> Outcome:
        """Look for the number in all that was written for the question."""
        from grader.kinds.searching import search

        text = seen.values[0]
        met = search(text, Topic.of(self.called), target, Measure(self.tolerance, self.decimals))
        if met.status == "nothing":
            return not_found(case, seen, self.answer)
        if met.found is None:
            return outcome(case, Verdict.REVIEW, 0, Message(_LOOKS, _heading(case, self.answer)))
        place = found_at(case, seen, met.found.start, met.found.end, self.answer)
        if met.status == "unsure":
            return outcome(case, Verdict.REVIEW, 0, Message(_LOOKS, _heading(case, self.answer)), place)
        judged = self._compared(case, met.found.reading, target, met.found.reading.notes)
        return replace(judged, messages=(*judged.messages, place))

    def _read(self, seen: Observation, shape: tuple[int, ...] | None = None) -> Reading | None:
        from grader.numeric.reading import read_number

        if seen.status is not Status.RETURNED or not seen.values or not isinstance(seen.values[0], str):
            return None
        return read_number(seen.values[0], shape=self.shape if shape is None else shape)

    def _compared(self, case: Case, given: Reading, target: Reading, notes: tuple[str, ...]) -> Outcome:
        measure = Measure(self.tolerance, self.decimals)
        told = tuple(
            Message(say("Look again at your calculation: {note}.", note=note), say("The result is what counts.")) for note in notes
        )
        if given.shape == target.shape:
            if not entries_differ(given, target, measure):
                return outcome(case, Verdict.PASSED, 1, *told)
            if _meant_otherwise(given, target, measure):
                return outcome(case, Verdict.REVIEW, 0, Message(say("Your answer can be read in two ways, so a person reads it."), _FINAL))
        words = Words(self.rows_sum_to, self.decimals)
        if self.by == "rows" and len(target.shape) == 2:
            credit, messages = row_credit(given, target, measure, words)
        else:
            credit, messages = Fraction(0), words.wrong(given, target, measure)
        if credit < 1 and not _certain(given, target, measure):
            why = say("Your numbers stand in a form that cannot be read for certain, so a person reads them.")
            return outcome(case, Verdict.REVIEW, 0, Message(why, _FORM))
        verdict = Verdict.PASSED if credit == 1 else Verdict.PARTIAL if credit else Verdict.FAILED
        hint = (Message(messages[0].reason, case.hint), *messages[1:]) if messages and case.hint else messages
        return outcome(case, verdict, credit, *hint, *told)

    @classmethod
    def samples(cls) -> tuple[Sample, ...]:
        """Right in other words, wrong, half right, unreadable, unclear, and not there."""
        number, matrix = cls("answers.md", ()), cls("answers.md", (2, 2), decimals=3, rows_sum_to=1.0, by="rows")
        case = only_case(Address("sample", "q1", "count"))[0]

        def sample(kind: Number, model: str, written: str, credit: Fraction | None) -> Sample:
            expected, seen = (kind.read(Answer(words, "answers.md")) or NOTHING for words in (model, written))
            return Sample(kind, expected, seen, credit, case)

        rows = "[[0.333, 0.667], [0.5, 0.5]]"
        return (
            sample(number, "3*768*768 = 1,769,472", "17,69,472 parameters", Fraction(1)),
            sample(number, "64", "46", Fraction(0)),
            sample(number, "64", "as wide as it must be", Fraction(0)),
            sample(number, "64", "3 * (768", None),
            sample(number, "64", "64 or 32", None),
            sample(number, "64", "<!-- your answer -->", Fraction(0)),
            sample(matrix, rows, "0.333 0.667\n0.5 0.5", Fraction(1)),
            sample(matrix, rows, r"\begin{pmatrix} 1/3 & 2/3 \\ 0.2 & 0.9 \end{pmatrix}", Fraction(1, 2)),
            sample(matrix, rows, "row 1: 0.33, 0.67\nrow 2: 0.5, 0.5", Fraction(3, 4)),
        )


_LOOKS = say("No heading names this part, so a person looks for your answer.")
_WRITE = say("Write the number with a short calculation, such as 3*4 = 12, or a matrix as [[1, 2], [3, 4]].")
_FORM = say("Next time write all rows into one pair of brackets, such as [[1, 2], [3, 4]].")
_FINAL = say("Next time end with one line such as: Answer: 12")


def _unread(case: Case, seen: Observation) -> Outcome:
    """Words without a number are no answer; numbers in a form beyond reading go to a person."""
    why = say("This could not be read as a number: {detail}.", detail=seen.detail)
    if any(char.isdigit() for value in seen.values if isinstance(value, str) for char in value):
        return outcome(case, Verdict.REVIEW, 0, Message(say("{why} A person reads it.", why=why), _WRITE))
    return outcome(case, Verdict.MALFORMED, 0, Message(why, _WRITE))


def _heading(case: Case, file: str) -> str:
    return say("Next time write it into {file} under the heading `## {part}`.", file=file, part=replace(case.address, case="").local)


def _meant_otherwise(given: Reading, target: Reading, measure: Measure) -> bool:
    """Whether another number of the answer, or another reading of it, would be right."""
    if target.number is not None:
        right = target.number.value
        others = [*given.others, *([given.number.other] if given.number and given.number.other is not None else [])]
        return any(measure.close(other, right) for other in others)
    same_shape = (rows for rows in given.other_grids if [len(row) for row in rows] == [len(row) for row in target.rows])
    if any(not entries_differ(replace(given, rows=rows), target, measure) for rows in same_shape):
        return True
    meant = tuple(tuple(replace(n, value=n.value if n.other is None else n.other) for n in row) for row in given.rows)
    return meant != given.rows and not entries_differ(replace(given, rows=meant), target, measure)


def _certain(given: Reading, target: Reading, measure: Measure) -> bool:
    """Whether a matrix that is not right is certainly read: no right numbers in another order, none in another form."""
    if not target.rows:
        return True
    if not given.rows or len(target.shape) == 1:
        # Of "(50, 3)(3, 4) = (50, 4)" one row is the vector that is asked for.
        rows = [row for row in given.rows if given.shape != target.shape and len(row) == len(target.rows[0])]
        among = any(all(measure.close(mine.value, right.value) for mine, right in zip(row, target.rows[0], strict=True)) for row in rows)
        return not given.others and not among
    right = [number for row in target.rows for number in row]
    mine = [number for row in given.rows for number in row]
    if given.shape != target.shape and given.shape[-1:] != target.shape[-1:]:
        return given.sure and not any(measure.close(number.value, other.value) for number in mine for other in right)
    if any(_elsewhere(number, row, target, measure) for number, row in zip(given.row_numbers, given.rows, strict=False)):
        return False
    mine.sort(key=lambda number: Fraction(number.value))
    right.sort(key=lambda number: Fraction(number.value))
    reordered = len(mine) == len(right) and all(measure.close(one.value, two.value) for one, two in zip(mine, right, strict=True))
    return given.sure and not reordered


def _elsewhere(number: int, row: tuple[Written, ...], target: Reading, measure: Measure) -> bool:
    """Whether a row would be right in another place only."""
    fits = [
        place
        for place, right in enumerate(target.rows, 1)
        if len(row) == len(right) and all(measure.close(mine.value, other.value) for mine, other in zip(row, right, strict=True))
    ]
    return bool(fits) and number not in fits


def _checked_shape(value: object) -> tuple[int, ...]:
    if not isinstance(value, list | tuple) or len(value) > 2 or not all(type(n) is int and n > 0 for n in value):
        raise ValueError(f"shape must be [], [3] or [2, 3], but got {value!r}")
    return tuple(value)
