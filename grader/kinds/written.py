"""What all written kinds share: is there an answer, and who reads it."""

from __future__ import annotations

import re
from fractions import Fraction

from grader.catalogue import say
from grader.model import Address, Answer, Case, Message, Observation, Outcome, Status, Verdict

_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)
_PLACEHOLDER = re.compile(
    r"(?:[\s.:…_*#>`\-–—]|(?<![a-z])(?:your|answer|here|write|todo|tbd|fill|in|placeholder|type|goes|insert|n/?a)(?![a-z]))*", re.IGNORECASE
)

_SHOWN = 160

NOTHING = Observation(Status.MISSING, detail=say("there is no answer"))
"""What is seen of an answer that is absent, empty or only a placeholder."""


def is_empty(text: str) -> bool:
    """Whether an answer holds nothing but comments, punctuation and placeholder words.

    >>> is_empty("<!-- your answer -->"), is_empty("_Your answer here..._"), is_empty("64")
    (True, True, False)
    """
    return _PLACEHOLDER.fullmatch(_COMMENT.sub("", text)) is not None


def read_text(answer: Answer | None) -> Observation:
    """Keep a written answer as it is.

    `detail` is "loose" when no heading names the part: then all is kept that was written for its question.
    """
    if answer is not None and answer.loose:
        answer = answer.everything
        loose = "loose"
    else:
        loose = ""
    if answer is None or is_empty(answer.text):
        return NOTHING
    return Observation(Status.RETURNED, (answer.text,), detail=loose, written=answer)


def only_case(address: Address) -> tuple[Case, ...]:
    """The single case of a written part."""
    return (Case(address.of_case("answer"), say("your answer")),)


def outcome(case: Case, verdict: Verdict, credit: Fraction | int = 0, *messages: Message) -> Outcome:
    """An outcome of `case`, its title, weight and openness kept."""
    return Outcome(case.address, case.title, verdict, Fraction(credit), messages, case.weight, case.public)


def course_fault(case: Case, why: str) -> Outcome:
    """Broken by the course itself, which no student can bring about: credited until it is mended (docs/design/011)."""
    return outcome(case, Verdict.BROKEN, 1, Message(say("This could not be judged: {why}.", why=clause(why)), OURS))


def lost(case: Case, why: str) -> Outcome:
    """Broken beside the student's work: neither credited nor lost, so that nobody gains by breaking us (docs/design/011)."""
    return outcome(case, Verdict.BROKEN, 0, Message(say("This could not be judged: {why}.", why=clause(why)), OURS))


def clause(why: str) -> str:
    """Words without the full stop at their end, to be put into a sentence."""
    return why.rstrip(".") if why.endswith(".") else why


def missing(case: Case, file: str) -> Outcome:
    """The outcome of an answer that is not there."""
    part = case.address.local.split("[")[0]
    help = say("Write it into {file} under the heading `## {part}`.", file=file, part=part)
    return outcome(case, Verdict.MISSING, 0, Message(say("There is no answer to this part."), help))


def not_found(case: Case, seen: Observation, file: str) -> Outcome:
    """The outcome of a part that no heading names, when nothing for it was found in all that was written for its question."""
    where = seen.written.place(0) if seen.written else ""
    reason = say("No heading names this part, and nothing that answers it was found in what you wrote for its question.")
    return outcome(case, Verdict.MISSING, 0, Message(reason, _under_heading(case, file), where))


def found_at(case: Case, seen: Observation, start: int, end: int, file: str) -> Message:
    """Says where the answer to a part that no heading names was found: characters `start` to `end` of what was written."""
    text = seen.values[0]
    line = text[text.rfind("\n", 0, start) + 1 :].split("\n", 1)[0].strip()
    first = seen.written.place(start) if seen.written else file
    last = seen.written.place(max(start, end - 1)) if seen.written else first
    if first == last:
        reason = say("No heading names this part; it was found at {place}.", place=first)
    else:
        reason = say("No heading names this part; it was found from {first} to {last}.", first=first, last=last)
    return Message(reason, _under_heading(case, file), first, line if len(line) <= _SHOWN else f"{line[: _SHOWN - 1]}…")


def _under_heading(case: Case, file: str) -> str:
    return say("Write it into {file} under the heading `## {part}`.", file=file, part=case.address.local.split("[")[0])


def read_by_person(case: Case, seen: Observation, file: str) -> Outcome:
    """The outcome of a written answer that the machine does not judge."""
    if case.broken:
        return course_fault(case, case.broken)
    if seen.status is Status.LOST:
        return lost(case, seen.detail)
    if seen.status is Status.MISSING:
        return missing(case, file)
    return outcome(
        case,
        Verdict.REVIEW,
        0,
        Message(say("A person reads this answer; the machine does not score it yet."), say("You need not do anything.")),
    )


OURS = say("This is not your mistake and costs you nothing; your instructor has been told.")
"""The help of every message about something broken."""
