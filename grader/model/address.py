"""One address for everything: `dl-hw1/q4.softmax[large_logits-03]`."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

_WORD = r"[A-Za-z0-9_][A-Za-z0-9_-]*"
_FULL = re.compile(rf"(?:(?P<assignment>{_WORD})/)?(?P<question>{_WORD})?(?:\.(?P<part>{_WORD}))?(?:\[(?P<case>{_WORD})\])?")


@dataclass(frozen=True, slots=True, order=True)
class Address:
    """The name of an assignment, question, part or case; an empty word means "all of it"."""

    assignment: str
    question: str = ""
    part: str = ""
    case: str = ""

    def __str__(self) -> str:
        """Write the address as people type it.

        >>> str(Address("dl-hw1", "q4", "softmax", "large_logits-03"))
        'dl-hw1/q4.softmax[large_logits-03]'
        """
        text = self.assignment
        if self.question:
            text += f"/{self.question}" if text else self.question
        if self.part:
            text += f".{self.part}"
        if self.case:
            text += f"[{self.case}]"
        return text

    @property
    def local(self) -> str:
        """The address within its assignment, as students see it: `q4.softmax`."""
        return str(replace(self, assignment=""))

    def within(self, wider: Address) -> bool:
        """Tell whether this place lies inside (or is) `wider`.

        >>> Address("dl-hw1", "q4", "softmax").within(Address("dl-hw1", "q4"))
        True
        """
        pairs = ((self.assignment, wider.assignment), (self.question, wider.question), (self.part, wider.part), (self.case, wider.case))
        return all(not outer or mine == outer for mine, outer in pairs)

    def of_case(self, case: str) -> Address:
        """The address of one case of this part."""
        return replace(self, case=case)

    @classmethod
    def parse(cls, text: str, *, assignment: str = "") -> Address:
        """Read an address; a missing assignment is filled from `assignment`.

        >>> Address.parse("q4.softmax", assignment="dl-hw1")
        Address(assignment='dl-hw1', question='q4', part='softmax', case='')

        Raises ValueError for text that is no address.
        """
        found = _FULL.fullmatch(text.strip())
        if not found or not text.strip() or (found["part"] and not found["question"]) or (found["case"] and not found["part"]):
            raise ValueError(f"{text!r} is no address; write it like dl-hw1/q4.softmax or q4.softmax[large_logits-03]")
        return cls(found["assignment"] or assignment, found["question"] or "", found["part"] or "", found["case"] or "")
