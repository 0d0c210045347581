"""What each verdict is called, how it looks, and what to say when nobody said more."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from grader.model import Found, Verdict

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


FOUND: dict[Found, tuple[str, Tone]] = {
    "proved": ("proved", "good"),
    "numerically equal": ("numerically equal", "good"),
    "holds where tried": ("holds at every point tried", "good"),
    "wrong": ("not right", "bad"),
    "inherited": ("follows from a slip above", "part"),
    "unreadable": ("cannot be read", "bad"),
    "undecided": ("a person reads this", "wait"),
    "words": ("words", "none"),
}
"""What was found of a line of a derivation, and how that looks."""

VERDICTS: dict[Verdict, Words] = {
    Verdict.PASSED: Words("passed", "good", "All of it is right.", ""),
    Verdict.PARTIAL: Words("partly right", "part", "Some of it is right and some is not.", "Start with the first case below that fails."),
    Verdict.FAILED: Words("not right yet", "bad", "The answer is not right yet.", "Start with the first case below that fails."),
    Verdict.ERROR: Words(
        "raised an error", "bad", "Your code raised an error.", "Run it on a small input of your own and read the last line first."
    ),
    Verdict.TIMEOUT: Words(
        "took too long", "bad", "Your code did not finish in the time allowed.", "Look for a loop whose condition never becomes false."
    ),
    Verdict.MEMORY: Words(
        "used too much memory",
        "bad",
        "Your code asked for more memory than is allowed.",
        "Look for an array that is larger than it must be.",
    ),
    Verdict.MISSING: Words("nothing found", "none", "No answer was found here.", "Write one: even a first attempt can earn points."),
    Verdict.MALFORMED: Words(
        "could not be read", "bad", "The answer is there, but it could not be read.", "Write it in the form that the question shows."
    ),
    Verdict.SKIPPED: Words(
        "not run", "none", "This was not run, because it builds on a part that is not right yet.", "Fix that part first."
    ),
    Verdict.REVIEW: Words("waits for a person", "wait", "A person reads this answer.", "You need do nothing."),
    Verdict.BROKEN: Words(
        "could not be graded",
        "ours",
        "We could not grade this. It is our fault, not yours.",
        "It costs you no points; your instructor has been told.",
    ),
}
