"""Count a class: how each part went, what went wrong, and at whom."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from urllib.parse import quote

from grader.model import ClassResult, PartResult, Verdict
from grader.report.escape import one_line
from grader.report.marks import local
from grader.report.student import mistake_title
from grader.report.words import VERDICTS

NAMED = 24
"""Names listed for one mistake or one part that waits; the rest are counted."""
TROUBLES = 12
REASON = 300
"""Characters of a reason on the class page; the student's report has all of it."""


@dataclass(slots=True)
class PartStat:
    """One part over the class; sums are exact."""

    address: str
    title: str
    possible: Fraction
    earned: Fraction = Fraction(0)
    decided: int = 0
    full: int = 0
    none: int = 0
    waiting: int = 0
    broken: int = 0
    troubles: Counter[str] = field(default_factory=Counter)

    def add(self, part: PartResult, times: int) -> None:
        """Count a result of this part that so many students have."""
        if part.verdict is Verdict.BROKEN:
            self.broken += times
        elif part.pending > 0 or part.verdict is Verdict.REVIEW:
            self.waiting += times
        else:
            self.decided += times
            self.earned += part.earned * times
            self.full += times * (part.earned >= part.possible)
            self.none += times * (part.earned <= 0)
            if part.earned < part.possible:
                self.troubles[VERDICTS[part.verdict].word] += times

    @property
    def some(self) -> int:
        """Students with some of the points."""
        return self.decided - self.full - self.none

    @property
    def share(self) -> Fraction | None:
        """Mean share of the points among those who are decided; None when there is nobody."""
        return self.earned / (self.possible * self.decided) if self.decided and self.possible else None

    @property
    def trouble(self) -> str:
        """The commonest way of losing points here."""
        return max(self.troubles, key=lambda word: self.troubles[word]) if self.troubles else ""


@dataclass(slots=True)
class Cluster:
    """The same thing at several students: a known mistake, a trouble, a fault of ours, or answers to read."""

    title: str
    detail: str = ""
    addresses: dict[str, None] = field(default_factory=dict)
    students: dict[str, str] = field(default_factory=dict)
    """Where it is found, by name; a link for as many as are named."""
    points: Fraction = Fraction(0)
    reasons: Counter[str] = field(default_factory=Counter)

    def add(self, part: PartResult, amount: Fraction, times: int) -> None:
        """Count a result of one part that so many students have."""
        self.addresses.setdefault(local(part.address))
        self.points += amount * times
        if part.messages:
            self.reasons[part.messages[0].reason] += times

    def name(self, shown: str, student: str, address: str) -> None:
        """Note at whom it was found first."""
        if shown not in self.students:
            self.students[shown] = f"{link(student)}#{address}" if len(self.students) < NAMED else ""

    @property
    def reason(self) -> str:
        """What most of them were told, when that is the same for at least half of them."""
        text, count = max(self.reasons.items(), key=lambda item: item[1]) if self.reasons else ("", 0)
        text = text if len(text) <= REASON else text[: REASON - 1] + "…"
        return text if 2 * count >= sum(self.reasons.values()) and text != self.title else ""

    @property
    def named(self) -> list[tuple[str, str]]:
        """The names that are listed, with their links."""
        return list(self.students.items())[:NAMED]

    @property
    def places(self) -> str:
        """Where it happened; a few addresses and a count."""
        shown = list(self.addresses)
        return ", ".join(shown[:6]) + (f" and {len(shown) - 6} more" if len(shown) > 6 else "")

    @property
    def unnamed(self) -> int:
        """How many more there are."""
        return max(0, len(self.students) - NAMED)


@dataclass(frozen=True, slots=True)
class Tally:
    """A class, counted."""

    parts: tuple[PartStat, ...]
    mistakes: tuple[Cluster, ...]
    troubles: tuple[Cluster, ...]
    reviews: tuple[Cluster, ...]
    broken: tuple[Cluster, ...]
    ours: frozenset[int]
    """Places of the students at whom something of ours is broken."""


@dataclass(slots=True)
class _Shared:
    """A part's result that many students have: looked at once, counted for each."""

    part: PartResult
    address: str
    clusters: list[Cluster]
    broken: bool
    times: int = 0


def tally(class_result: ClassResult, titles: Mapping[str, str], hints: Mapping[str, str]) -> Tally:
    """Count a class once, in the students' order; `titles` and `hints` are those of known mistakes."""
    groups: dict[str, dict[object, Cluster]] = {"mistakes": {}, "troubles": {}, "reviews": {}, "broken": {}}
    seen: dict[int, _Shared] = {}  # by identity: the results are alive as long as the class is
    ours = set()
    for place, result in enumerate(class_result.results):
        name = one_line(result.student, 80)
        for part in result.parts:
            shared = seen.get(id(part))
            if shared is None:
                shared = seen[id(part)] = _Shared(part, local(part.address), [], is_broken(part))
                for kind, key, title, _ in _signs(part, titles):
                    shared.clusters.append(groups[kind].get(key) or groups[kind].setdefault(key, Cluster(title, hints.get(str(key), ""))))
            shared.times += 1
            if shared.broken:
                ours.add(place)
            for cluster in shared.clusters:
                cluster.name(name, result.student, shared.address)
    stats: dict[str, PartStat] = {}
    for shared in seen.values():
        part = shared.part
        stat = stats.get(shared.address) or stats.setdefault(shared.address, PartStat(shared.address, part.title, part.possible))
        stat.add(part, shared.times)
        for cluster, (_, _, _, amount) in zip(shared.clusters, _signs(part, titles), strict=True):
            cluster.add(part, amount, shared.times)
    ranked = {kind: tuple(sorted(found.values(), key=lambda c: (-len(c.students), -c.points))) for kind, found in groups.items()}
    # Reviews stand in the order of the homework: that is how people read answers.
    reviews = tuple(groups["reviews"].values())
    return Tally(tuple(stats.values()), ranked["mistakes"], ranked["troubles"][:TROUBLES], reviews, ranked["broken"], frozenset(ours))


def link(student: str) -> str:
    """The report of a student, relative to the class page.

    >>> link("ada & bob?")
    'ada%20%26%20bob%3F/report.html'
    """
    return quote(student, safe="", errors="surrogatepass") + "/report.html"


def is_broken(part: PartResult) -> bool:
    """Whether something of ours failed in this part."""
    return part.verdict is Verdict.BROKEN or any(outcome.verdict is Verdict.BROKEN for outcome in part.outcomes)


def _signs(part: PartResult, titles: Mapping[str, str]) -> Iterator[tuple[str, object, str, Fraction]]:
    """What one student's part counts towards: kind of cluster, its key and title, and the points at stake."""
    place = local(part.address)
    if is_broken(part):
        # The reason is the same wherever one thing of ours is broken.
        yield "broken", part.messages[0].reason if part.messages else place, part.title, part.possible
    if part.pending > 0 or part.verdict is Verdict.REVIEW:
        yield "reviews", place, part.title, part.pending
    if part.mistake:
        yield "mistakes", part.mistake, mistake_title(part.mistake, titles), part.lost
    elif part.lost > 0 and part.verdict is Verdict.MISSING:
        # One absent file is one trouble, however many parts it costs.
        yield "troubles", _absent(part), _absent(part), part.lost
    elif part.lost > 0 and part.verdict not in (Verdict.SKIPPED, Verdict.BROKEN):
        yield "troubles", (place, part.verdict), f"{part.title}: {VERDICTS[part.verdict].word}", part.lost


def _absent(part: PartResult) -> str:
    return part.messages[0].reason if part.messages else VERDICTS[Verdict.MISSING].reason
