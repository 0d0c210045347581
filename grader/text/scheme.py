"""A marking scheme, and what an answer earns by it: values only."""

from __future__ import annotations

from dataclasses import dataclass, field

from grader.text.patterns import Lexicon, Pattern

REVIEW_BELOW = 0.6
"""Answers that are scored with less confidence than this go to a person."""


@dataclass(frozen=True, slots=True)
class Concept:
    """Something that a full answer says."""

    id: str
    points: float
    text: str
    full: tuple[Pattern, ...] = ()
    """Any of these earns the points."""
    half: tuple[Pattern, ...] = ()
    """Any of these earns half of them."""
    wrong: tuple[Pattern, ...] = ()
    """Any of these says the opposite; beside a right statement it halves the credit, and a person looks."""
    terms: tuple[Pattern, ...] = ()
    """Without a full or half match, the share of these that is found is the credit."""


@dataclass(frozen=True, slots=True)
class Misconception:
    """A wrong claim, and what it costs."""

    id: str
    deduct: float
    text: str
    found: tuple[Pattern, ...] = ()


@dataclass(frozen=True, slots=True)
class Anchor:
    """An answer that the author has scored; the rubric must agree."""

    answer: str
    points: float
    concepts: tuple[str, ...] | None = None
    """Ids of the concepts that are credited at least half; None when the author does not say."""
    line: int = 0
    """Where it stands in the rubric's file."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """A stretch of the student's own text, and what it speaks for."""

    concept: str
    """Id of the concept or misconception."""
    grade: str
    """full, half, wrong (says the opposite), denied, or misconception."""
    start: int
    end: int
    """Offsets in the original text: `answer[start:end]`."""
    rule: str
    """The line of the rubric that matched."""


@dataclass(frozen=True, slots=True)
class TextScore:
    """What an answer earns, and why."""

    points: float
    """On the rubric's own scale, rounded to halves only where halves were given."""
    max_points: float
    concepts: dict[str, float]
    """Credit from 0 to 1 by concept id."""
    misconceptions: tuple[str, ...]
    """Ids of those found."""
    evidence: tuple[Evidence, ...]
    flags: tuple[str, ...]
    """Why a person should look, or why nothing was credited: words in snake case."""
    confidence: float
    """From 0 to 1."""
    needs_review: bool


@dataclass(frozen=True)
class Scheme:
    """The marking scheme of one question, its patterns compiled."""

    question: str
    concepts: tuple[Concept, ...]
    misconceptions: tuple[Misconception, ...]
    lexicon: Lexicon = field(repr=False, compare=False)
    asked: frozenset[str] = frozenset()
    """Stems of the question's words; copies of the question earn nothing."""
    anchors: tuple[Anchor, ...] = ()
    steps: tuple[tuple[float, float], ...] = ()
    """Sum of points from which on so many points are given; empty: the sum itself."""
    review_below: float = REVIEW_BELOW
    about: tuple[Pattern, ...] = ()
    """One of these stands in each passage that counts where no heading names the question; empty: every passage counts."""
    lists: bool = False
    """The question asks to name things: a list counts when most of its words are looked for."""

    @property
    def max_points(self) -> float:
        """Points of a full answer."""
        if self.steps:
            return max(points for _, points in self.steps)
        return sum(concept.points for concept in self.concepts)

    @property
    def counts_words(self) -> bool:
        """Whether some credit is the share of words that are found, whatever stands between them: a draft."""
        return any(concept.terms for concept in self.concepts)

    @property
    def has_patterns(self) -> bool:
        """Whether any text at all could be credited."""
        return any(concept.full or concept.half or concept.terms for concept in self.concepts)
