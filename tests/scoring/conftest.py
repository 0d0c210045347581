"""Small parts and outcomes to score."""

from dataclasses import dataclass
from fractions import Fraction
from typing import ClassVar

import pytest

from grader.model import Address, Message, Outcome, Part, Verdict


@dataclass(frozen=True)
class Plain:
    """A kind that only has a name."""

    name: ClassVar[str] = "plain"
    answer: str = "answers.md"


@pytest.fixture
def part():
    def build(local="q1.a", points="4", needs=()):
        address = Address.parse(local, assignment="hw")
        return Part(address, f"Part {local}", Fraction(points), Plain(), (), tuple(Address.parse(n, assignment="hw") for n in needs))

    return build


@pytest.fixture
def outcome():
    def build(verdict, credit=0, weight=1, reason="", case="c-01"):
        messages = (Message(reason, "next step"),) if reason else ()
        return Outcome(Address("hw", "q1", "a", case), case, Verdict(verdict), Fraction(credit), messages, Fraction(weight))

    return build
