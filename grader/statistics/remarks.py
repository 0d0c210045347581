"""What the figures mean, in words, and only where there are enough students to say so."""

from __future__ import annotations

from dataclasses import dataclass

FEW = 15
"""Below this many students a correlation says more about the students than about the part."""
HARD, EASY = 0.25, 0.95
"""Shares of the points below and above which a part tells few students apart."""
GAP = 0.25
"""Share of the cases by which the public ones promise more than the hidden ones keep."""
COMMON = 0.3
"""Share of the class with the same known mistake that is worth a lesson."""
ENDS = 0.25
"""Share of the class with none or all of the points."""
GAIN = 0.02
"""Alpha that the assignment would gain without a part."""


@dataclass(frozen=True, slots=True)
class Remark:
    """One sentence about a part, or about the whole assignment when `address` is empty."""

    address: str
    text: str


def on_class(count: int, *, floor: float, ceiling: float) -> list[str]:
    """Sentences about the whole assignment."""
    said = []
    if count < FEW:
        students = "student" if count == 1 else "students"
        said.append(f"Too few students ({count} {students}): read these figures as a description, not as evidence about the parts.")
        return said
    if ceiling >= ENDS:
        said.append(f"{ceiling:.0%} of the students have all points: the assignment does not tell the best apart.")
    if floor >= ENDS:
        said.append(f"{floor:.0%} of the students have no point: look whether their work could be read at all.")
    return said


def on_part(
    count: int,
    *,
    share: float,
    item_total: float,
    alpha_gain: float,
    public: float,
    hidden: float,
    commonest: tuple[str, int] | None,
) -> list[str]:
    """Sentences about one part; shares are of the points, figures that do not exist are NaN, which is never remarkable."""
    if count < FEW:
        return []
    said = []
    if item_total < 0:
        said.append(
            "Strong students fail this: look at it. Those who do well elsewhere lose points here, which often is a fault of the part."
        )
    if share < HARD:
        said.append(f"Very hard: the class has {share:.0%} of its points.")
    if share > EASY:
        said.append(f"Very easy: the class has {share:.0%} of its points, so it tells nobody apart.")
    if alpha_gain > GAIN and not item_total < 0:
        said.append("It measures something else than the other parts: alpha rises without it.")
    if public - hidden > GAP:
        said.append(f"Public cases promise too much: {public:.0%} of them pass, and {hidden:.0%} of the hidden ones.")
    if commonest and commonest[1] >= COMMON * count:
        said.append(f"{commonest[1]} students made the same mistake ({commonest[0]}): worth five minutes in class.")
    return said
