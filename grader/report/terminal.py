"""The class in a terminal: scores, distribution, what went wrong, what needs a person."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from grader.model import ClassResult
from grader.model.points import plural, points, possible
from grader.report.classroom import ClassView, view
from grader.report.escape import one_line
from grader.report.tally import Cluster

if TYPE_CHECKING:
    from rich.console import Console, ConsoleOptions, RenderResult

SHOWN = 8
"""Lines of each list; the rest is in index.html."""
Line = tuple[str, str]
"""Text and its style."""


@dataclass(frozen=True)
class Summary:
    """A class in words. Print it with rich, which decides about colour and Unicode, or take `str(...)`."""

    view: ClassView
    width: int

    def lines(self, *, ascii_only: bool = False) -> Iterator[Line]:
        """Each line with its style; no line is wider than `width`."""
        for text, style in _lines(self.view, self.width, "#" if ascii_only else "█"):
            yield fit(_ascii(text) if ascii_only else text, self.width, "..." if ascii_only else "…"), style

    def __str__(self) -> str:
        return "\n".join(text for text, _ in self.lines())

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        from rich.text import Text

        for text, style in self.lines(ascii_only=options.ascii_only):
            yield Text(text, style=style, no_wrap=True, overflow="crop")


def summary(class_result: ClassResult, width: int = 80) -> Summary:
    """What a person wants to know first after grading; fits `width` columns."""
    return Summary(view(class_result), max(20, width))


def cells(text: str) -> int:
    """Columns that a text takes: wide characters take two, combining ones none.

    >>> cells("ab"), cells("日本")
    (2, 4)
    """
    return sum(0 if unicodedata.combining(c) else 2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)


def fit(text: str, width: int, more: str = "…") -> str:
    """Cut a text to `width` columns.

    >>> fit("perceptron", 6)
    'perce…'
    """
    if cells(text) <= width:
        return text.rstrip()
    kept = ""
    for character in text:
        if cells(kept + character) > width - len(more):
            break
        kept += character
    return kept + more


def _lines(v: ClassView, width: int, block: str) -> Iterator[Line]:
    yield "", ""
    yield f"{one_line(v.result.title)} ({one_line(v.result.assignment)})", "bold"
    yield from _wrapped(v.sentence, width)
    if v.rows:
        yield "", ""
        yield from _distribution(v, width, block)
    yield from _listed("Broken: ours to mend, nobody lost points", v.broken, width, "bold magenta", None)
    yield from _listed("What went wrong most", _wrong(v), width, "bold", "-")
    if v.reviews:
        yield "", ""
        answers = sum(len(cluster.students) for cluster in v.reviews)
        yield "Needs a person", "bold"
        waiting = sum(row.pending > 0 for row in v.rows)
        where = f"{plural(waiting, 'student')} in {plural(len(v.reviews), 'part')}"
        yield from _wrapped(f"{plural(answers, 'answer')} of {where}; these totals are provisional.", width)
        for cluster in v.reviews[:SHOWN]:
            yield _entry(cluster, width, sign=""), ""
        yield from _more(len(v.reviews))
    yield "", ""


def _distribution(v: ClassView, width: int, block: str) -> Iterator[Line]:
    whole = v.result.possible
    yield f"Points of {possible(whole)}: mean {points(v.mean, whole)}, median {points(v.median, whole)}", "bold"
    most = max(found.count for found in v.bins)
    label = max(len(found.label) for found in v.bins)
    room = min(48, width - label - 10)
    for found in v.bins:
        # A single student among thousands still shows.
        length = max(1, round(found.count * room / most)) if found.count else 0
        yield f"  {found.label:>{label}}  {block * length} {found.count or ''}".rstrip(), ""


def _wrong(v: ClassView) -> tuple[Cluster, ...]:
    return tuple(sorted((*v.mistakes, *v.troubles), key=lambda cluster: (-len(cluster.students), -cluster.points)))


def _listed(title: str, clusters: tuple[Cluster, ...], width: int, style: str, sign: str | None) -> Iterator[Line]:
    if not clusters:
        return
    yield "", ""
    yield title, style
    for cluster in clusters[:SHOWN]:
        yield _entry(cluster, width, sign=sign), ""
    yield from _more(len(clusters))


def _entry(cluster: Cluster, width: int, *, sign: str | None) -> str:
    """Count, what, where, points with their sign (none: no points); the title gives way when it is narrow."""
    head = f"  {len(cluster.students):>4,}  "
    where = next(iter(cluster.addresses), "")
    tail = "" if sign is None else f"  {sign}{points(cluster.points)}"
    title = one_line(cluster.title)
    if where and width >= 60:
        more = f" +{len(cluster.addresses) - 1}" if len(cluster.addresses) > 1 else ""
        tail = f"  {where}{more}{tail}"
    room = width - len(head) - len(tail)
    return head + fit(title, room).ljust(room) + tail


def _more(count: int) -> Iterator[Line]:
    if count > SHOWN:
        yield f"        and {count - SHOWN} more in index.html", "dim"


def _wrapped(text: str, width: int) -> Iterator[Line]:
    line = ""
    for word in text.split():
        if line and cells(line) + 1 + cells(word) > width:
            yield line, ""
            line = ""
        line = f"{line} {word}".strip()
    yield line, ""


def _ascii(text: str) -> str:
    return unicodedata.normalize("NFKD", text).replace("…", "...").encode("ascii", "replace").decode()
