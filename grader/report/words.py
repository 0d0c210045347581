"""What each verdict is called, how it looks, and what to say when nobody said more."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Literal

from grader.catalogue import Language, say
from grader.model import Found, Message, Result, Verdict

Tone = Literal["good", "part", "bad", "none", "wait", "ours"]
"""How a verdict looks. Each tone has its own colour *and* its own shape *and* stands beside a word."""


@dataclass(frozen=True, slots=True)
class Words:
    """One verdict in words."""

    word: str
    tone: Tone
    reason: str
    """Said when a lost point came without a message."""
    help: str

    def told(self, tell: Language) -> Words:
        """The same in another language."""
        return Words(tell.of(self.word), self.tone, tell.of(self.reason), tell.of(self.help))


FOUND: dict[Found, tuple[str, Tone]] = {
    "proved": (say("proved"), "good"),
    "numerically equal": (say("numerically equal"), "good"),
    "holds where tried": (say("holds at every point tried"), "good"),
    "wrong": (say("not right"), "bad"),
    "inherited": (say("follows from a slip above"), "part"),
    "unreadable": (say("cannot be read"), "bad"),
    "undecided": (say("a person reads this"), "wait"),
    "words": (say("words"), "none"),
}
"""What was found of a line of a derivation, and how that looks."""

VERDICTS: dict[Verdict, Words] = {
    Verdict.PASSED: Words(say("passed"), "good", say("All of it is right."), ""),
    Verdict.PARTIAL: Words(
        say("partly right"), "part", say("Some of it is right and some is not."), say("Start with the first case below that fails.")
    ),
    Verdict.FAILED: Words(
        say("not right yet"), "bad", say("The answer is not right yet."), say("Start with the first case below that fails.")
    ),
    Verdict.ERROR: Words(
        say("raised an error"),
        "bad",
        say("Your code raised an error."),
        say("Run it on a small input of your own and read the last line first."),
    ),
    Verdict.TIMEOUT: Words(
        say("took too long"),
        "bad",
        say("Your code did not finish in the time allowed."),
        say("Look for a loop whose condition never becomes false."),
    ),
    Verdict.MEMORY: Words(
        say("used too much memory"),
        "bad",
        say("Your code asked for more memory than is allowed."),
        say("Look for an array that is larger than it must be."),
    ),
    Verdict.MISSING: Words(
        say("nothing found"), "none", say("No answer was found here."), say("Write one: even a first attempt can earn points.")
    ),
    Verdict.MALFORMED: Words(
        say("could not be read"),
        "bad",
        say("The answer is there, but it could not be read."),
        say("Write it in the form that the question shows."),
    ),
    Verdict.SKIPPED: Words(
        say("not run"), "none", say("This was not run, because it builds on a part that is not right yet."), say("Fix that part first.")
    ),
    Verdict.REVIEW: Words(say("waits for a person"), "wait", say("A person reads this answer."), say("You need do nothing.")),
    Verdict.BROKEN: Words(
        say("could not be graded"),
        "ours",
        say("We could not grade this. It is our fault, not yours."),
        say("It costs you no points; your instructor has been told."),
    ),
}


def told(result: Result, tell: Language) -> Result:
    """A result whose messages speak the language; what a student or an author wrote stays as it is."""
    if not tell.entries:
        return result
    parts = tuple(
        replace(
            part,
            messages=_messages(part.messages, tell),
            outcomes=tuple(replace(o, title=tell.of(o.title), messages=_messages(o.messages, tell)) for o in part.outcomes),
        )
        for part in result.parts
    )
    return replace(result, parts=parts, notes=_messages(result.notes, tell))


def _messages(messages: Iterable[Message], tell: Language) -> tuple[Message, ...]:
    return tuple(replace(message, reason=tell.of(message.reason), help=tell.of(message.help)) for message in messages)
