"""What differs between two results of a student, and why."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from grader.gradebook.records import Kept, Run, digests
from grader.model import Address, PartResult

_ANSWERED_ANEW = "the hand-in changed"


@dataclass(frozen=True, slots=True)
class PartChange:
    """One part before and after; None where the assignment did not have it."""

    address: Address
    before: PartResult | None
    after: PartResult | None
    answered_anew: bool = False
    """Whether the answer itself is another one."""

    @property
    def counts(self) -> bool:
        """Whether points, verdict or decision changed, and not only the words."""
        return _counted(self.before) != _counted(self.after)


@dataclass(frozen=True, slots=True)
class Change:
    """One student before and after."""

    student: str
    before: Kept | None
    """None: there was no result."""
    after: Kept
    parts: tuple[PartChange, ...]
    causes: tuple[str, ...]
    """Why, in words: files of the course, the hand-in, versions, a person."""

    @property
    def counts(self) -> bool:
        """Whether points, status, a verdict or a decision changed, and not only the words."""
        sums = self.before is None or (self.before.earned, self.before.possible, self.before.status) != (
            self.after.earned,
            self.after.possible,
            self.after.status,
        )
        return sums or any(part.counts for part in self.parts)

    @property
    def gain(self) -> Fraction:
        """Points that the student gains, below zero for a loss."""
        return Fraction(self.after.earned) - (Fraction(self.before.earned) if self.before else 0)


def differing(before: Kept | None, after: Kept) -> set[bytes]:
    """The digests of judged parts that must be looked at to tell what changed."""
    old, new = set(digests(before.parts)) if before else set(), set(digests(after.parts))
    return old ^ new


def change(before: Kept | None, after: Kept, judged: Mapping[bytes, PartResult], causes: tuple[str, ...]) -> Change:
    """Compare two results; `judged` holds at least the parts that `differing` named."""
    old = {judged[digest].address: judged[digest] for digest in digests(before.parts) if digest in judged} if before else {}
    new = {judged[digest].address: judged[digest] for digest in digests(after.parts) if digest in judged}
    answers = set(digests(before.answers)) if before else set()
    by_place = dict(zip(digests(after.parts), digests(after.answers), strict=True))
    found = []
    for digest in digests(after.parts):
        part = judged.get(digest)
        if part is not None and old.get(part.address) != part:
            anew = before is not None and before.submission != after.submission and by_place[digest] not in answers
            found.append(PartChange(part.address, old.get(part.address), part, anew))
    found += [PartChange(address, part, None) for address, part in old.items() if address not in new]
    return Change(after.student, before, after, tuple(found), causes)


def causes(before: Kept | None, ran: Run | None, after: Kept, run: Run) -> tuple[str, ...]:
    """Why a result may differ from an earlier one: whatever went into it and is not the same."""
    if before is None or ran is None:
        return ("there was no result",)
    found = [_ANSWERED_ANEW] if before.submission != after.submission else []
    found += changed_files(ran, run)
    found += [
        f"{name} {ran.versions[name]} became {version}"
        for name, version in run.versions.items()
        if name in ran.versions and ran.versions[name] != version
    ]
    if run.isolation != ran.isolation:
        found.append(f"isolation {ran.isolation} became {run.isolation}")
    return tuple(found)


def changed_files(before: Run, after: Run) -> list[str]:
    """Each file of the course that is not as it was, in words."""
    if before.course == after.course:
        return []
    if not before.files:
        return ["the course changed (an older gradebook did not note which files)"]
    found = []
    for path in sorted({*before.files, *after.files}):
        old, new = before.files.get(path), after.files.get(path)
        if old != new:
            found.append(f"{path} {'is new' if old is None else 'is gone' if new is None else 'changed'}")
    return found


def _counted(part: PartResult | None) -> tuple[object, ...] | None:
    return (part.earned, part.pending, part.possible, part.verdict, part.mistake, part.settled) if part else None
