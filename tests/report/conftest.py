"""A small homework and students of every sort, as values."""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction
from typing import ClassVar

import pytest

from grader.model import (
    Address,
    Answer,
    Assignment,
    Case,
    ClassResult,
    Message,
    Mistake,
    Observation,
    Outcome,
    Part,
    PartResult,
    Question,
    Result,
    Sample,
    Verdict,
)

HOSTILE = "<script>alert(1)</script>\"'&\x1b[31m\u202e`x` @everyone #1 ![i](http://evil.example/i.png) </code></pre>\ud800 $\\href{x}{y}$"


@dataclass(frozen=True)
class Written:
    """A kind for tests; reports never ask it anything."""

    name: ClassVar[str] = "text"
    answer: str = "answers.md"

    def cases(self, address: Address) -> tuple[Case, ...]:
        return ()

    def read(self, answer: Answer | None) -> Observation | None:
        return None

    def judge(self, case: Case, seen: Observation, expected: Observation) -> Outcome:
        raise NotImplementedError

    def alike(self, case: Case, one: Observation, other: Observation) -> bool:
        return False

    @classmethod
    def samples(cls) -> tuple[Sample, ...]:
        return ()


SCALAR = "From $y = a_1 x_1 + b_1$ and $x_1 = a_2 x_2 + b_2$, show that $y = a' x_2 + b'$."
LAYOUT = (
    ("q1", "Perceptron, XOR and the multi-layer perceptron", (
        ("predict", "Decide which side of the line", "code", 2, 8, ""),
        ("train", "Rosenblatt's learning rule", "code", 4, 14, ""),
        ("why_not_linear", "Why one line cannot do XOR", "text", 4, 1, "Why can no single perceptron compute XOR? Two or three sentences."),
    )),
    ("q2", "Linear collapse and vanishing gradients", (
        ("scalar", "Two scalar layers are one", "algebra", 4, 1, SCALAR),
        ("collapse", "Collapse affine layers", "code", 4, 11, ""),
        ("max_slope", "Largest slope of the sigmoid", "number", 1, 1, r"What is $\max_x s'(x)$ for $s(x) = \frac{1}{1 + e^{-x}}$?"),
    )),
    ("q4", "Attention", (
        ("softmax", "Softmax along an axis", "code", 4, 14, ""),
        ("attention", "Scaled dot-product attention", "code", 5, 16, ""),
        ("multi_head", "Multi-head attention", "code", 5, 9, ""),
        ("scaling", "Why the scores are scaled", "text", 3, 1, r"Why are the scores divided by $\sqrt{d_k}$, and not by $d_k$?"),
    )),
)  # fmt: skip
TITLES = (
    "The example from the text",
    "A single row",
    "A single column",
    "Several batch axes",
    "Large logits do not overflow",
    "float32 stays float32",
    "Whole numbers are fine as input",
    "Every row sums to 1",
    "Adding a constant to every logit changes nothing",
    "The input array is left as it was",
    "Calling it twice gives the same answer",
    "A row masked with $-\\infty$",
    "The axis may be negative",
    "Invalid input is refused with ValueError",
    "Later tokens change nothing before them",
    "Permuting the tokens permutes the output",
)
WRONG_AXIS = Mistake(
    "softmax-wrong-axis",
    "softmax over the wrong axis",
    "Let the maximum and the sum follow the `axis` argument, and keep the dimension for broadcasting.",
    tuple(Address("dl-hw1", "q4", part) for part in ("softmax", "attention", "multi_head")),
    "q4_attention",
    "",
    "softmax-wrong-axis.py",
)
NO_BIAS = Mistake(
    "train-no-bias",
    "the bias is never updated",
    "Rosenblatt's rule changes $b$ with the same step as $w$.",
    (Address("dl-hw1", "q1", "train"),),
    "q1",
    "",
    "train-no-bias.py",
)


def _part(question: str, row: tuple[str, str, str, int, int, str]) -> Part:
    return Part(Address("dl-hw1", question, row[0]), row[1], Fraction(row[3]), Written(), (), prompt=row[5])


ASSIGNMENT = Assignment(
    "dl-hw1",
    "Deep learning, homework 1",
    tuple(Question(question, title, tuple(_part(question, row) for row in rows)) for question, title, rows in LAYOUT),
    (WRONG_AXIS, NO_BIAS),
)


def outcome(address: Address, number: int, verdict: Verdict, *, title: str = "", messages: tuple[Message, ...] = ()) -> Outcome:
    credit = Fraction(verdict is Verdict.PASSED)
    return Outcome(
        address.of_case(f"case-{number:02}"), title or TITLES[number % len(TITLES)], verdict, credit, messages, public=number < 2
    )


def part(
    local: str, verdict: Verdict = Verdict.PASSED, *, bad: int = 0, messages: tuple[Message, ...] = (), mistake: str | None = None
) -> PartResult:
    """One part's result; `bad` of its cases end with `verdict`."""
    question, name = local.split(".")
    row = next(row for q, _, rows in LAYOUT if q == question for row in rows if row[0] == name)
    address, possible, cases = Address("dl-hw1", question, name), Fraction(row[3]), row[4]
    whole = verdict in (Verdict.MISSING, Verdict.REVIEW, Verdict.SKIPPED, Verdict.BROKEN)
    bad = cases if whole or (cases == 1 and verdict is not Verdict.PASSED) else bad
    outcomes = tuple(outcome(address, n, verdict if n >= cases - bad else Verdict.PASSED) for n in range(cases))
    if cases == 1:
        outcomes = (replace(outcomes[0], title=row[1], public=False),)
    earned = possible * Fraction(cases - bad, cases)
    if verdict is Verdict.BROKEN:
        earned = possible
    shown = verdict if whole or not earned or cases == 1 else Verdict.PARTIAL if bad else Verdict.PASSED
    pending = possible if verdict is Verdict.REVIEW else Fraction(0)
    return PartResult(address, row[1], row[2], shown, Fraction(0) if pending else earned, possible, outcomes, mistake, messages, pending)


def result(student: str, changed: tuple[PartResult, ...] = (), *, notes: tuple[Message, ...] = ()) -> Result:
    """A submission that is right but for the parts that are given."""
    by_address = {one.address.local: one for one in changed}
    parts = tuple(by_address.get(f"{q}.{row[0]}") or part(f"{q}.{row[0]}") for q, _, rows in LAYOUT for row in rows)
    titles = {q: title for q, title, _ in LAYOUT}
    earned = sum((one.earned for one in parts), Fraction(0))
    return Result("dl-hw1", ASSIGNMENT.title, student, parts, earned, ASSIGNMENT.possible, "strong", notes, titles)


READ = Message("A person reads this answer; the machine does not score prose yet.", "You need do nothing.")


def reviews() -> tuple[PartResult, ...]:
    return tuple(part(local, Verdict.REVIEW, messages=(READ,)) for local in ("q1.why_not_linear", "q2.scalar", "q4.scaling"))


def wrong_axis(student: str = "ada", *, waiting: bool = True) -> Result:
    known = Message(
        "This looks like a known mistake: softmax over the wrong axis. Every failing case gives exactly what that mistake gives.",
        WRONG_AXIS.hint,
        "q4_attention.py:31",
        "    return e / e.sum(axis=0)",
    )
    rows = Message(
        "Every row of `softmax(x, axis=-1)` must sum to 1; here the columns do.\n"
        "Yours, for the public example:\n  [[0.5000 0.8808 0.9820]\n   [0.5000 0.1192 0.0180]]"
    )
    carried = Message(
        "The weights of `attention` do not sum to 1 along the keys, $\\sum_j w_{ij} = 1$.", "They will when `softmax` is right."
    )
    bias = Message(
        "On AND the boundary never leaves the origin: `b` is still 0 after 20 epochs.",
        NO_BIAS.hint,
        "q1_perceptron.py:48",
        "w = w + learning_rate * (y[i] - p) * X[i]",
    )
    changed = (
        part("q4.softmax", Verdict.FAILED, bad=8, messages=(known, rows), mistake=WRONG_AXIS.id),
        part("q4.attention", Verdict.FAILED, bad=7, messages=(known, carried), mistake=WRONG_AXIS.id),
        part("q4.multi_head", Verdict.FAILED, bad=9, messages=(known,), mistake=WRONG_AXIS.id),
        part("q1.train", Verdict.FAILED, bad=3, messages=(bias,), mistake=NO_BIAS.id),
        part(
            "q2.max_slope",
            Verdict.MALFORMED,
            messages=(Message("Line 3, column 9: `0.2.5` is no number.", "Write 0.25, 1/4 or 25 %.", "answers.md:41", "it is 0.2.5"),),
        ),
    )
    return result(student, changed + (reviews() if waiting else ()))


def hostile() -> Result:
    """Hostile text wherever a student has a say."""
    message = Message(HOSTILE, HOSTILE, HOSTILE, HOSTILE)
    broken_into = part("q4.softmax", Verdict.ERROR, bad=14, messages=(message,))
    outcomes = tuple(replace(one, title=HOSTILE, messages=(message,)) for one in broken_into.outcomes)
    return result(HOSTILE, (replace(broken_into, outcomes=outcomes, title=HOSTILE, mistake=HOSTILE),), notes=(message,))


def empty() -> Result:
    gone = Message("There is no file `q4_attention.py` in what you handed in.", "Hand in the whole folder, or a zip of it.")
    nothing = tuple(
        part(
            f"{q}.{row[0]}",
            Verdict.MISSING,
            messages=(
                gone if row[2] == "code" else Message("There is no answer under its heading.", "Write below the heading in answers.md."),
            ),
        )
        for q, _, rows in LAYOUT
        for row in rows
    )
    return result("empty folder", nothing, notes=(Message("The folder is empty.", "Check what you uploaded: it may be the wrong folder."),))


def ours() -> Result:
    fault = Message(
        "We could not run this: the reference solution raised ZeroDivisionError.", "It costs you no points; your instructor has been told."
    )
    return result("broken reference", (part("q2.collapse", Verdict.BROKEN, messages=(fault,)), part("q1.predict", Verdict.TIMEOUT, bad=3)))


def students() -> dict[str, Result]:
    return {
        "wrong-axis": wrong_axis(),
        "final": wrong_axis("bo", waiting=False),
        "provisional": result("Chloé Ñandú 李", reviews()),
        "hostile": hostile(),
        "perfect": result("perfect"),
        "empty": empty(),
        "ours": ours(),
    }


def classroom(count: int = 0) -> ClassResult:
    """The seven students, or `count` made from them."""
    found = list(students().values())
    if count:
        found = [replace(found[n % len(found)], student=f"student-{n:04}") for n in range(count)]
    titles = {mistake.id: mistake.title for mistake in ASSIGNMENT.mistakes}
    results = tuple(sorted(found, key=lambda one: one.student))
    return ClassResult(
        "dl-hw1", ASSIGNMENT.title, ASSIGNMENT.possible, "strong", results, "landlock 7, seccomp, namespaces; self-test 12/12", titles
    )


@pytest.fixture(scope="session")
def samples() -> type:
    """Everything above, for tests that may not import a conftest."""

    class Samples:
        assignment = ASSIGNMENT
        by_name = students()
        hostile_text = HOSTILE
        classroom = staticmethod(classroom)
        result = staticmethod(result)
        part = staticmethod(part)

    return Samples
