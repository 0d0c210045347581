"""Functions and classes: what they returned, raised or changed."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Any, ClassVar

from grader.catalogue import capital, one_of, recognise, say
from grader.kinds.checks import alike, judge_check
from grader.kinds.examples import Example, example_from
from grader.kinds.exceptions import tell
from grader.kinds.fields import positive, text, tolerance_from
from grader.kinds.written import clause, course_fault, lost, outcome
from grader.model import (
    Address,
    Answer,
    Call,
    Case,
    Equals,
    Message,
    Observation,
    Outcome,
    Plan,
    Raised,
    Raises,
    Ref,
    Sample,
    Status,
    Tolerance,
    Verdict,
)
from grader.model.retold import Retold

_DEFAULT = Tolerance()


@dataclass(frozen=True, slots=True)
class Code:
    """A function or class in a Python file, judged by what its cases observe."""

    name: ClassVar[str] = "code"

    answer: str
    """The file and the name in it: `q4_attention.py:softmax`."""
    tolerance: Tolerance = _DEFAULT
    """For every case that has none of its own."""
    seconds: float = 2.0
    """CPU time that one case may take."""
    examples: tuple[Example, ...] = ()

    def __post_init__(self) -> None:
        file, colon, name = text("answer", self.answer).partition(":")
        if not colon or not file.endswith(".py") or not all(map(str.isidentifier, [*file[:-3].split("/"), *name.split(".")])):
            raise ValueError(
                f"answer must name a file and a function or class in it, such as q4_attention.py:softmax, but got {self.answer!r}"
            )
        object.__setattr__(self, "tolerance", tolerance_from(self.tolerance, _DEFAULT))
        object.__setattr__(self, "seconds", positive("seconds", self.seconds))
        if not isinstance(self.examples, list | tuple):
            raise ValueError(f"examples must be a list, but got {self.examples!r}")
        object.__setattr__(self, "examples", tuple(example_from(f"examples[{i}]", e) for i, e in enumerate(self.examples)))

    @property
    def module(self) -> str:
        """Import name of the answer's file."""
        return self.answer.partition(":")[0][:-3].replace("/", ".")

    @property
    def function(self) -> str:
        """Name of what is asked for in that file."""
        return self.answer.partition(":")[2]

    def cases(self, address: Address) -> tuple[Case, ...]:
        """The public examples."""
        return tuple(
            Case(
                address.of_case(f"example-{number:02d}"),
                example.title,
                example.plan(self.module, self.function, self.seconds),
                Equals(self.tolerance),
                tags=("example",),
                public=True,
            )
            for number, example in enumerate(self.examples, 1)
        )

    def read(self, answer: Answer | None) -> Observation | None:
        """Code must be run."""
        return None

    def telltale(self) -> frozenset[str]:
        """Code is found by its names."""
        return frozenset()

    def judge(self, case: Case, seen: Observation, expected: Observation) -> Outcome:
        """Judge by the case's check; what kept the code from returning comes first."""
        if case.broken or case.check is None:
            return course_fault(case, case.broken or say("the case has no check"))
        if seen.status is Status.LOST:
            return lost(case, seen.detail or say("the run was lost"))
        refused = _reference_refuses(case, expected)
        if refused:
            return course_fault(case, refused)
        if seen.status is not Status.RETURNED:
            ended = _ended(case, seen)
            if ended is not None:
                return ended
        return judge_check(case, seen, expected)

    def retell(self, answer: Answer | None) -> Retold | None:
        """Code is run, not read."""
        return None

    def alike(self, case: Case, one: Observation, other: Observation) -> bool:
        """Both returned the same (by the case's tolerance) or raised the same type; where an error is asked for, both returned."""
        return alike(case, one, other)

    @classmethod
    def samples(cls) -> tuple[Sample, ...]:
        """Right, wrong, refused wrongly, and not there."""
        kind = cls("q1.py:double")
        plan = Plan("q1", (Call(Ref("double"), (2.0,)),), (Ref(0),))
        equals = Case(Address("sample", "q1", "double", "two-01"), "Two doubled.", plan, Equals(), hint="Multiply by two.")
        raises = Case(
            Address("sample", "q1", "double", "text-01"),
            "Text is refused.",
            plan,
            Raises(("TypeError",)),
            hint="Raise TypeError.",
        )
        four, two = Observation(Status.RETURNED, (4.0,)), Observation(Status.RETURNED, (2.0,))
        error = Observation(Status.RAISED, raised=Raised("TypeError", ("TypeError", "Exception"), "no text"))
        gone = Observation(Status.MISSING, detail="there is no function double in q1.py")
        return (
            Sample(kind, four, four, Fraction(1), equals),
            Sample(kind, four, two, Fraction(0), equals),
            Sample(kind, four, error, Fraction(0), equals),
            Sample(kind, four, gone, Fraction(0), equals),
            Sample(kind, error, error, Fraction(1), raises),
            Sample(kind, error, two, Fraction(0), raises),
        )


def _reference_refuses(case: Case, expected: Observation) -> str:
    """Why the reference's behaviour does not allow the check; empty when it does."""
    if isinstance(case.check, Raises):
        names = one_of(case.check.exceptions)
        if expected.status is Status.RETURNED:
            return say("the reference returns, and the case asks for {asked}", asked=names)
        if expected.raised and not set(case.check.exceptions) & {expected.raised.type_name, *expected.raised.bases}:
            return say("the reference raises {exception}, and the case asks for {asked}", exception=expected.raised.type_name, asked=names)
    elif expected.raised:
        frame = expected.raised.frames[-1] if expected.raised.frames else None
        place = f" at {frame.file}:{frame.line}" if frame else ""
        return say("the reference raises {exception}{place}", exception=expected.raised.type_name, place=place)
    if expected.status in (Status.RETURNED, Status.RAISED):
        return ""
    return say(
        "the reference's status is {status}{detail}", status=str(expected.status), detail=f" ({expected.detail})" if expected.detail else ""
    )


def _ended(case: Case, seen: Observation) -> Outcome | None:
    """The outcome of code that did not return; None when an exception is for the check to judge."""
    if seen.status is Status.RAISED and seen.raised:
        asked = case.check.exceptions if isinstance(case.check, Raises) else ()
        if seen.raised.type_name == "NotImplementedError" and "NotImplementedError" not in asked:
            frame = seen.raised.frames[-1] if seen.raised.frames else None
            where = f"{frame.file}:{frame.line}" if frame else ""
            message = Message(
                say("Not attempted yet: it still raises NotImplementedError."), say("Replace that line by your own code."), where
            )
            return outcome(case, Verdict.MISSING, 0, message)
        if asked:
            return None
        return outcome(case, Verdict.ERROR, 0, tell(seen.raised, case))
    return outcome(case, *_ENDS[seen.status](case, seen.detail))


def _missing(case: Case, detail: str) -> tuple[Any, ...]:
    help = say("Check the file's name, the name of the function, and that nothing above it in the file fails.")
    return Verdict.MISSING, 0, Message(_sentence(detail or say("what is asked for is not there")), help)


def _timeout(case: Case, detail: str) -> tuple[Any, ...]:
    seconds = say("{seconds:g} seconds", seconds=case.plan.seconds) if case.plan else say("the time it had")
    reason = (
        _sentence(detail)
        if detail.startswith("not run")
        else say("Your code did not finish within {seconds} of computing time.", seconds=seconds)
    )
    return (
        Verdict.TIMEOUT,
        0,
        Message(reason, say("Look for a loop that never ends, or for one over single entries that NumPy can do at once.")),
    )


def _memory(case: Case, detail: str) -> tuple[Any, ...]:
    reason = _sentence(detail) if detail.startswith("not run") else say("Your code asked for more memory than it may have.")
    return Verdict.MEMORY, 0, Message(reason, say("Look for an array or a list that grows without need."))


def _crashed(case: Case, detail: str) -> tuple[Any, ...]:
    # Left out of hidden cases: an exit status can carry a number.
    how = detail.rstrip(".").removeprefix("the code ended the Python process").strip().removeprefix("(").removesuffix(")")
    more = f" ({how})" if how and case.public else ""
    help = say("Take out exit(), quit(), os._exit() and anything that kills or replaces the process.")
    return Verdict.ERROR, 0, Message(say("Your code ended the Python process{more}.", more=more), help)


def _malformed(case: Case, detail: str) -> tuple[Any, ...]:
    return Verdict.MALFORMED, 0, Message(_sentence(detail or say("the file cannot be read")), say("Hand in plain Python source text."))


_ENDS = {
    Status.MISSING: _missing,
    Status.TIMEOUT: _timeout,
    Status.MEMORY: _memory,
    Status.CRASHED: _crashed,
    Status.MALFORMED: _malformed,
    Status.RAISED: _crashed,
}
"""How each end without a value is told (RAISED without an exception is no message that our own sandbox sends)."""


def _read_back(detail: str) -> str:
    """What the sandbox said in words, as phrases."""
    return recognise(
        detail,
        "{cause}, so {name} was never defined",
        "there is no function {name} in {file}",
        "there is no class {name} in {file}",
        "{detail}; did you mean {name}?",
        "{name} in {file} is a value of type {type}, nothing that can be called",
        "{file} was not handed in",
        "{file} is not there",
        "what is asked for is not there",
        "not run: an earlier case of this part {cause}",
        "ran out of time",
        "ran out of memory",
        "ended the Python process",
        "not run: the submission used up the time for all of it",
        "loading {file}: {detail}",
        "it waited or slept too long",
        "it used up its time",
        "it used more memory than one submission may",
        "line {line} of {file}: {detail}",
        "the whole file of {file}: {detail}",
        "{detail} ({cause})",
    )


def _sentence(words: str) -> str:
    words = _read_back(words)
    is_file = "." in words.partition(" ")[0]  # a file's name stays as it is written
    if words.endswith("?"):
        return words if is_file else capital(words)
    return say("{sentence}.", sentence=clause(words if is_file else capital(words)))
