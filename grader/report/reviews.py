"""Answers that wait for a person: each with its evidence, a proposal, and the command that settles it."""

from __future__ import annotations

import shlex
from collections.abc import Iterator
from dataclasses import dataclass, field
from fractions import Fraction
from urllib.parse import quote

from markupsafe import Markup

from grader.model import ClassResult, PartResult, Proposal, Result, Span, Verdict
from grader.report.escape import one_line, plain
from grader.report.marks import local

ANSWERS = 60
"""Different answers that the class page shows; the rest is counted."""
OF_A_PART = 20
_NAMED = 12
_TYPED = 24
"""Names that a command carries; for more, it asks for everybody with the same answer."""
_LONGEST = 1500
"""Characters of an answer; the rest is in what was handed in."""
_REASON = 300
_FOR = {"full": "for", "half": "half"}


@dataclass(slots=True)
class Waiting:
    """One answer that a person has to decide on, and everybody who gave it."""

    part: PartResult
    students: list[str] = field(default_factory=list)

    @property
    def named(self) -> list[tuple[str, str]]:
        """The names that are shown, each with the link to the part in that student's report."""
        place = local(self.part.address)
        return [
            (one_line(name, 80), f"{quote(name, safe='', errors='surrogatepass')}/report.html#{place}") for name in self.students[:_NAMED]
        ]

    @property
    def unnamed(self) -> int:
        """How many more there are."""
        return max(0, len(self.students) - _NAMED)

    @property
    def reason(self) -> str:
        """Why the machine did not decide."""
        return one_line(self.part.messages[0].reason, _REASON) if self.part.messages else ""

    @property
    def answer(self) -> Markup:
        """The answer, escaped, with its evidence marked; empty where there is none to show."""
        return highlighted(self.part.proposed) if self.part.proposed else Markup("")

    @property
    def proposed(self) -> Fraction | None:
        """Points that the machine alone would give."""
        credit = self.part.proposed.credit if self.part.proposed else None
        return None if credit is None else credit * self.part.possible

    @property
    def command(self) -> str:
        """What settles it, ready to be copied: only the reason is left to write."""
        given = "POINTS" if self.proposed is None else exact(self.proposed)
        many = len(self.students) > _TYPED
        names = [shlex.quote(one_line(name)) for name in self.students[: 1 if many else _TYPED]]
        dashes = "-- " if any(name.startswith("-") for name in names) else ""
        return f'grader override {self.part.address} --points {given} --why "..." {"--identical " if many else ""}{dashes}{" ".join(names)}'


@dataclass(frozen=True, slots=True)
class WaitingPart:
    """One part, with the answers to it that wait, the commonest first."""

    address: str
    title: str
    points: Fraction
    students: int
    shown: tuple[Waiting, ...]
    more: int
    """Answers that are not shown."""


def waiting_parts(class_result: ClassResult) -> tuple[WaitingPart, ...]:
    """Whatever waits, in the order of the homework; answers that are the same word for word stand together."""
    groups: dict[str, dict[object, Waiting]] = {}
    for result, part in _waiting(class_result):
        same = part.proposed.answer if part.proposed and part.proposed.answer else (result.student,)
        group = groups.setdefault(local(part.address), {})
        # A decision of before that no longer holds is about one student only.
        key = (same, part.pending, part.messages[:1])
        group.setdefault(key, Waiting(part)).students.append(result.student)
    found = []
    room = ANSWERS
    for address, group in groups.items():
        ordered = sorted(group.values(), key=lambda one: -len(one.students))
        shown = tuple(ordered[: min(OF_A_PART, room)])
        room -= len(shown)
        students = sum(len(one.students) for one in ordered)
        open_points = sum((one.part.pending * len(one.students) for one in ordered), Fraction(0))
        found.append(WaitingPart(address, ordered[0].part.title, open_points, students, shown, len(ordered) - len(shown)))
    return tuple(found)


def highlighted(proposal: Proposal) -> Markup:
    """The answer with what speaks for it and against it marked, all of it escaped.

    >>> highlighted(Proposal("a <b> c", (Span(2, 5, "full"),)))
    Markup('a <mark class="for">&lt;b&gt;</mark> c')
    """
    text = proposal.answer[:_LONGEST]
    out, end = [], 0
    for span in sorted(proposal.evidence, key=lambda one: (one.start, -one.end)):
        start, stop = max(span.start, end), min(span.end, len(text))
        if start >= stop:
            continue
        out += [Markup("{}").format(plain(text[end:start])), _mark(text[start:stop], span)]
        end = stop
    out.append(Markup("{}").format(plain(text[end:])))
    if len(proposal.answer) > len(text):
        out.append(Markup(' <span class="soft">… {} characters more</span>').format(f"{len(proposal.answer) - len(text):,}"))
    return Markup("").join(out)


def exact(value: Fraction) -> str:
    """Points as `--points` reads them, nothing rounded.

    >>> exact(Fraction(9, 4)), exact(Fraction(7, 3))
    ('2.25', '7/3')
    """
    shown = f"{float(value):.4f}".rstrip("0").rstrip(".")
    return shown if Fraction(shown) == value else str(value)


def _mark(text: str, span: Span) -> Markup:
    return Markup('<mark class="{}">{}</mark>').format(_FOR.get(span.grade, "against"), plain(text))


def _waiting(class_result: ClassResult) -> Iterator[tuple[Result, PartResult]]:
    """In the order of the homework, as people read answers: part by part."""
    by_part: dict[str, list[tuple[Result, PartResult]]] = {}
    for result in class_result.results:
        for part in result.parts:
            if part.verdict is Verdict.REVIEW:
                by_part.setdefault(local(part.address), []).append((result, part))
    order = {local(part.address): None for result in class_result.results[:1] for part in result.parts}
    for address in (*order, *(address for address in by_part if address not in order)):
        yield from by_part.get(address, ())
