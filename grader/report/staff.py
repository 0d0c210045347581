"""Pages for staff alone: what the marks say, and who shares code."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from grader.model import Chunk, ClassResult
from grader.report.classroom import histogram
from grader.report.escape import plain
from grader.report.pages import render

if TYPE_CHECKING:
    from grader.similarity import Passage, Place, Similarities
    from grader.statistics import ClassStatistics, PartStatistics

LINES = 40
"""Lines of a passage that are shown; the place says where the rest is."""
WIDTH = 160


@dataclass(frozen=True, slots=True)
class Dot:
    """A part in the picture of difficulty against discrimination, in percent of the picture."""

    x: float
    y: float
    part: PartStatistics
    named: bool
    """Whether there is room for its name; the table names them all."""


@dataclass(frozen=True, slots=True)
class Map:
    """The picture: its dots, and where no correlation stands."""

    dots: list[Dot]
    zero: float


@dataclass(frozen=True, slots=True)
class Side:
    """A passage in one of two submissions."""

    place: str
    text: str


def statistics_page(found: ClassStatistics, class_result: ClassResult) -> str:
    """`statistics.html`: figures in words first, then drawn, each drawing with its table."""
    return render("statistics.html", s=found, bins=histogram(class_result), map=_map(found.parts), mistakes=_mistakes(found, class_result))


def statistics_document(found: ClassStatistics) -> dict[str, Any]:
    """The same figures for machines; one that does not exist is null."""
    return {"schema_version": "1.0.0", **_finite(asdict(found))}


def similarity_page(title: str, found: Similarities, sources: Mapping[str, Sequence[Chunk]]) -> str:
    """`similarity.html`: unusual pairs with their passages side by side. Never part of a student's report."""
    pairs = [(pair, [_sides(passage, sources[pair.left], sources[pair.right]) for passage in pair.passages]) for pair in found.pairs]
    return render("similarity.html", title=title, s=found, pairs=pairs)


def similarity_document(found: Similarities) -> dict[str, Any]:
    """The same pairs for machines."""
    return {"schema_version": "1.0.0", **_finite(asdict(found))}


def _map(parts: Sequence[PartStatistics]) -> Map:
    """x is the share of the points, y falls as the correlation rises to 1 from the least one, or from 0."""
    known = [part for part in parts if not math.isnan(part.item_total + part.difficulty)]
    least = min([0.0, *(part.item_total for part in known)])

    def height(correlation: float) -> float:
        return round(94 - 88 * (correlation - least) / (1 - least), 1)

    dots: list[Dot] = []
    for part in sorted(known, key=lambda part: (part.item_total, part.address)):
        x, y = round(6 + 88 * part.difficulty, 1), height(part.item_total)
        near = any(abs(dot.y - y) < 4 and abs(dot.x - x) < 13 for dot in dots if dot.named)
        dots.append(Dot(x, y, part, not near))
    return Map(dots, height(0.0))


def _mistakes(found: ClassStatistics, class_result: ClassResult) -> list[tuple[str, str, int]]:
    named = [(part.address, class_result.mistakes.get(name, name), count) for part in found.parts for name, count in part.mistakes]
    return sorted(named, key=lambda row: (-row[2], row[0], row[1]))


def _sides(passage: Passage, left: Sequence[Chunk], right: Sequence[Chunk]) -> tuple[Side, Side, int]:
    return _side(passage.left, left), _side(passage.right, right), passage.tokens


def _side(place: Place, chunks: Sequence[Chunk]) -> Side:
    lines = next((chunk.source for chunk in chunks if chunk.label == place.file), "").split("\n")[place.first - 1 : place.last]
    more = len(lines) - LINES
    shown = [plain(line, WIDTH) for line in lines[:LINES]]
    return Side(f"{place.file}:{place.first}-{place.last}", "\n".join(shown) + (f"\n({more} more lines)" if more > 0 else ""))


def _finite(value: Any) -> Any:
    if isinstance(value, float):
        return None if math.isnan(value) else round(value, 6)
    if isinstance(value, dict):
        return {key: _finite(one) for key, one in value.items()}
    if isinstance(value, (list, tuple)):
        return [_finite(one) for one in value]
    return value
