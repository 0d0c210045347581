"""Decide what the class page says: distribution, difficulty, mistakes, and who waits."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from urllib.parse import quote

from grader.model import Assignment, ClassResult, PartResult, Result, Verdict
from grader.report.escape import one_line
from grader.report.marks import local
from grader.report.points import plural, points, possible
from grader.report.reviews import WaitingPart, waiting_parts
from grader.report.student import mistake_title
from grader.report.words import VERDICTS

FEW = 15
"""Below this many students the share of points says more about the students than about the part."""
NAMED = 24
"""Names listed for one mistake or one part that waits; the rest are counted."""
TROUBLES = 12
ROWS = 2000
"""Students in the table; a page of more would be too large to open, and grades.csv has them all."""
REASON = 300
"""Characters of a reason on the class page; the student's report has all of it."""


@dataclass(frozen=True, slots=True)
class Bin:
    """A column of the histogram: none and full marks have columns of their own."""

    label: str
    tick: str
    """What stands below the column, or below its right edge."""
    count: int


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
    """Links by name."""
    points: Fraction = Fraction(0)
    reasons: Counter[str] = field(default_factory=Counter)

    def add(self, result: Result, part: PartResult, amount: Fraction) -> None:
        """Count one part of one student."""
        self.addresses.setdefault(local(part.address))
        self.students.setdefault(one_line(result.student, 80), f"{link(result.student)}#{local(part.address)}")
        self.points += amount
        if part.messages:
            self.reasons[part.messages[0].reason] += 1

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
class Row:
    """One student in the table; `by_score` and `by_waiting` are places in those orders."""

    name: str
    link: str
    result: Result
    pending: Fraction
    state: str
    by_score: int
    by_waiting: int


@dataclass(frozen=True, slots=True)
class ClassView:
    """The whole class page."""

    result: ClassResult
    sentence: str
    bins: tuple[Bin, ...]
    mean: Fraction
    median: Fraction
    provisional: int
    parts: tuple[PartStat, ...]
    mistakes: tuple[Cluster, ...]
    troubles: tuple[Cluster, ...]
    reviews: tuple[Cluster, ...]
    waiting: tuple[WaitingPart, ...]
    """What waits for a person, with what is needed to decide."""
    broken: tuple[Cluster, ...]
    rows: tuple[Row, ...]
    few: bool

    @property
    def listed(self) -> tuple[Row, ...]:
        """The students that the page lists."""
        return self.rows[:ROWS]


def view(class_result: ClassResult, assignment: Assignment | None = None) -> ClassView:
    """Count a class once, in the students' order."""
    titles = dict(class_result.mistakes) or ({m.id: m.title for m in assignment.mistakes} if assignment else {})
    hints = {mistake.id: mistake.hint for mistake in assignment.mistakes} if assignment else {}
    scores = [result.earned for result in class_result.results]
    rows = _rows(class_result)
    clusters = _clusters(class_result, titles, hints)
    ordered = sorted(scores) or [Fraction(0)]
    median = (ordered[(len(ordered) - 1) // 2] + ordered[len(ordered) // 2]) / 2
    return ClassView(
        result=class_result,
        sentence=_sentence(class_result, median),
        bins=histogram(class_result),
        mean=sum(scores, Fraction(0)) / len(scores) if scores else Fraction(0),
        median=median,
        provisional=sum(row.state != "final" for row in rows),
        parts=tuple(_part_stats(class_result).values()),
        waiting=waiting_parts(class_result),
        rows=rows,
        few=len(scores) < FEW,
        **clusters,
    )


def link(student: str) -> str:
    """The report of a student, relative to the class page.

    >>> link("ada & bob?")
    'ada%20%26%20bob%3F/report.html'
    """
    return quote(student, safe="", errors="surrogatepass") + "/report.html"


def histogram(class_result: ClassResult) -> tuple[Bin, ...]:
    """Students by tenths of the points; those with none and those with all are counted apart."""
    counts: Counter[int] = Counter()
    for result in class_result.results:
        counts[_bin(result)] += 1
    middle = (Bin(f"{10 * n} to {10 * n + 10} %", str(10 * n + 10) if n < 9 else "", counts[n]) for n in range(10))
    return (Bin("none", "none", counts[-1]), *middle, Bin("all points", "all", counts[10]))


def _bin(result: Result) -> int:
    if result.earned <= 0 or result.possible <= 0:
        return -1
    if result.earned >= result.possible:
        return 10
    return int(10 * result.earned / result.possible)


def _rows(class_result: ClassResult) -> tuple[Row, ...]:
    pending = [result.pending for result in class_result.results]
    score = {index: place for place, index in enumerate(sorted(range(len(pending)), key=lambda i: class_result.results[i].earned))}
    waiting = {index: place for place, index in enumerate(sorted(range(len(pending)), key=lambda i: -pending[i]))}
    return tuple(
        Row(one_line(result.student, 80), link(result.student), result, pending[i], _state(result), score[i], waiting[i])
        for i, result in enumerate(class_result.results)
    )


def _state(result: Result) -> str:
    if any(_is_broken(part) for part in result.parts):
        return "broken"
    return result.status


def _is_broken(part: PartResult) -> bool:
    return part.verdict is Verdict.BROKEN or any(outcome.verdict is Verdict.BROKEN for outcome in part.outcomes)


def _pairs(class_result: ClassResult) -> Iterator[tuple[Result, PartResult]]:
    return ((result, part) for result in class_result.results for part in result.parts)


def _part_stats(class_result: ClassResult) -> dict[str, PartStat]:
    stats: dict[str, PartStat] = {}
    for _, part in _pairs(class_result):
        address = local(part.address)
        stat = stats.get(address) or stats.setdefault(address, PartStat(address, part.title, part.possible))
        if part.verdict is Verdict.BROKEN:
            stat.broken += 1
        elif part.pending > 0 or part.verdict is Verdict.REVIEW:
            stat.waiting += 1
        else:
            stat.decided += 1
            stat.earned += part.earned
            stat.full += part.earned >= part.possible
            stat.none += part.earned <= 0
            if part.earned < part.possible:
                stat.troubles[VERDICTS[part.verdict].word] += 1
    return stats


def _clusters(class_result: ClassResult, titles: Mapping[str, str], hints: Mapping[str, str]) -> dict[str, tuple[Cluster, ...]]:
    groups: dict[str, dict[object, Cluster]] = {"mistakes": {}, "troubles": {}, "reviews": {}, "broken": {}}

    for result, part in _pairs(class_result):
        for kind, key, title, amount in _signs(part, titles):
            cluster = groups[kind].get(key) or groups[kind].setdefault(key, Cluster(title, hints.get(str(key), "")))
            cluster.add(result, part, amount)
    ranked = {kind: tuple(sorted(found.values(), key=lambda c: (-len(c.students), -c.points))) for kind, found in groups.items()}
    ranked["reviews"] = tuple(groups["reviews"].values())  # in the order of the homework: that is how people read answers
    ranked["troubles"] = ranked["troubles"][:TROUBLES]
    return ranked


def _signs(part: PartResult, titles: Mapping[str, str]) -> Iterator[tuple[str, object, str, Fraction]]:
    """What one student's part counts towards: kind of cluster, its key and title, and the points at stake."""
    place = local(part.address)
    if _is_broken(part):
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


def _sentence(class_result: ClassResult, median: Fraction) -> str:
    count = len(class_result.results)
    if not count:
        return "No submission was found."
    whole = possible(class_result.possible)
    if count == 1:
        return f"One submission, {points(median, class_result.possible)} of {whole} points."
    full = sum(result.earned >= result.possible for result in class_result.results)
    none = sum(result.earned <= 0 for result in class_result.results)
    half = f"Half of them have {points(median)} or more of {whole} points"
    return f"{plural(count, 'submission')}. {half}; {_have(full, 'all')}, {_have(none, 'none')}."


def _have(count: int, what: str) -> str:
    """Who has all of it, or none."""
    return f"{count:,} have {what}" if count > 1 else f"{'one' if count else 'nobody'} has {what}"
