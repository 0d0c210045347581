"""Learn from hand-scored answers how strict people are, and what the rubric misses."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from grader.text.clauses import sentences
from grader.text.gates import is_content
from grader.text.normal import normalise
from grader.text.scheme import Scheme, TextScore
from grader.text.scoring import MOST_CHARACTERS, score
from grader.text.stems import stem

if TYPE_CHECKING:
    from numpy.typing import NDArray

LEAST = 5
"""Fewer hand-scored answers teach nothing."""

_RIDGE_FROM = 10
_GAIN = 0.02
"""By how much the leave-one-out error must fall before anything is changed."""
_PENALTIES = (0.3, 1.0, 3.0, 10.0, 30.0)
_WEIGHTS = (0.0, 0.3, 1.0, 3.0)
_GATED = frozenset({"no_answer", "copied_question", "instruction_to_grader"})


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A word of well-scored answers that no pattern matches."""

    word: str
    high: int
    """In how many of the answers scored 75 % or more it stands."""
    low: int
    """In how many of the others."""
    answers: int
    """How many answers were scored 75 % or more."""


@dataclass(frozen=True)
class Calibrated:
    """A scorer that corrects a rubric's points; the rubric itself stays as it is."""

    scheme: Scheme
    method: str
    """unchanged, offset or words: what lowered the leave-one-out error."""
    before: float
    after: float
    """Leave-one-out error in points, of the rubric and of this scorer."""
    suggestions: tuple[Suggestion, ...]
    offset: float = 0.0
    known: tuple[tuple[frozenset[str], tuple[float, ...]], ...] = ()
    duals: tuple[float, ...] = ()
    words_weight: float = 0.0
    rarity: tuple[tuple[str, float], ...] = ()

    def score(self, answer: str) -> TextScore:
        """Score an answer; concepts, evidence and flags are the rubric's, only the points are corrected."""
        plain = score(self.scheme, answer)
        if self.method == "unchanged" or _GATED & set(plain.flags):
            return plain
        points = plain.points + self.offset
        if self.duals:
            rarity = dict(self.rarity)
            mine = (_stems(answer), _credits(plain))
            points += sum(
                dual * _kernel(mine, other, rarity, self.words_weight) for dual, other in zip(self.duals, self.known, strict=True)
            )
        return replace(plain, points=min(plain.max_points, max(0.0, points)))


def calibrate(rubric: Scheme, scored: Sequence[tuple[str, float]]) -> Calibrated:
    """Learn from (answer, points) pairs; points on the rubric's own scale.

    Below 5 answers nothing changes. From 5 on an offset, shrunk by n / (n + 5); from 10 on also a ridge regression of the residual on
    concepts and words. Each is taken only if the leave-one-out error falls by more than 2 %. The length of an answer is never used.
    Raises ValueError for points outside of 0 … max_points.
    """
    for _, points in scored:
        if not 0 <= points <= rubric.max_points + 1e-6:
            raise ValueError(f"Expected points from 0 to {rubric.max_points:g} but got {points!r}")
    plain = [score(rubric, answer) for answer, _ in scored]
    people = [float(points) for _, points in scored]
    residuals = [person - mine.points for person, mine in zip(people, plain, strict=True)]
    size = len(scored)
    before = _root_mean_square(residuals)
    suggestions = suggest(rubric, scored)
    if size < LEAST:
        return Calibrated(rubric, "unchanged", before, before, suggestions)
    best = Calibrated(rubric, "unchanged", before, before, suggestions)
    total = sum(residuals)
    others = [(total - r) / (size - 1) * (size - 1) / (size + 4) for r in residuals]
    error = _root_mean_square([r - o for r, o in zip(residuals, others, strict=True)])
    if error < before * (1 - _GAIN):
        best = replace(best, method="offset", after=error, offset=total / size * size / (size + LEAST))
    if size >= _RIDGE_FROM:
        learned = _ridge(rubric, [answer for answer, _ in scored], plain, residuals, best)
        if learned.after < best.after * (1 - _GAIN):
            best = learned
    return best


def suggest(rubric: Scheme, scored: Sequence[tuple[str, float]], most: int = 12) -> tuple[Suggestion, ...]:
    """Words that stand in well-scored answers more than in others, and that no pattern matches."""
    high: Counter[str] = Counter()
    low: Counter[str] = Counter()
    good = 0
    for answer, points in scored:
        words = {
            word
            for word in _words(answer)
            if word.isalpha() and len(word) > 2 and not rubric.lexicon.atoms(word)[0] and stem(word) not in rubric.asked
        }
        enough = points >= 0.75 * rubric.max_points
        good += enough
        (high if enough else low).update(words)
    bad = max(1, len(scored) - good)
    found = [
        Suggestion(word, count, low[word], good) for word, count in high.items() if count >= 2 and count / max(1, good) > low[word] / bad
    ]
    found.sort(key=lambda s: (s.low / bad - s.high / max(1, good), s.word))
    return tuple(found[:most])


def _words(answer: str) -> list[str]:
    normal = normalise(answer[:MOST_CHARACTERS])
    return [word for sentence in sentences(normal.text) for word in sentence.words if is_content(word)]


def _stems(answer: str) -> frozenset[str]:
    return frozenset(stem(word) for word in _words(answer))


def _credits(plain: TextScore) -> tuple[float, ...]:
    return (plain.points / plain.max_points, *plain.concepts.values())


_Features = tuple[frozenset[str], tuple[float, ...]]


def _kernel(one: _Features, other: _Features, rarity: dict[str, float], words_weight: float) -> float:
    """Likeness of two answers: a constant, the rubric's credits, and rare words in common."""
    shared = sum(rarity.get(word, 0.0) for word in sorted(one[0] & other[0]))
    score, *mine = one[1]
    their_score, *theirs = other[1]
    credits = sum(a * b for a, b in zip(mine, theirs, strict=True)) / max(1, len(mine))
    # How far the score itself is to be trusted is learned first, then the concepts, then words.
    return 1.0 + 20.0 * score * their_score + 2.0 * credits + words_weight * shared


def _ridge(rubric: Scheme, answers: list[str], plain: list[TextScore], residuals: list[float], start: Calibrated) -> Calibrated:
    """Kernel ridge regression of the residual; penalty and weight by the closed-form leave-one-out error."""
    import numpy as np

    known = tuple((_stems(answer), _credits(mine)) for answer, mine in zip(answers, plain, strict=True))
    counts = Counter(word for stems, _ in known for word in stems)
    size = len(answers)
    norm = sum(math.log(1 + size / n) ** 2 * n for n in counts.values()) / size or 1.0
    rarity = {word: math.log(1 + size / n) ** 2 / norm for word, n in sorted(counts.items())}
    target = np.array(residuals)
    best = start
    for weight in _WEIGHTS:
        gram = np.array([[_kernel(a, b, rarity, weight) for b in known] for a in known])
        for penalty in _PENALTIES:
            duals, error = _fit(gram, target, penalty)
            if error < best.after * (1 - _GAIN):
                best = Calibrated(
                    rubric,
                    "words",
                    start.before,
                    error,
                    start.suggestions,
                    known=known,
                    duals=tuple(map(float, duals)),
                    words_weight=weight,
                    rarity=tuple(rarity.items()),
                )
    return best


def _fit(gram: NDArray[Any], target: NDArray[Any], penalty: float) -> tuple[NDArray[Any], float]:
    """Dual weights, and the leave-one-out error: residual over one minus leverage (Allen 1974)."""
    import numpy as np

    inverse = np.linalg.inv(gram + penalty * np.eye(len(target)))
    duals = inverse @ target
    return duals, float(np.sqrt(np.mean((duals / np.diag(inverse)) ** 2)))


def _root_mean_square(values: Sequence[float]) -> float:
    return math.sqrt(sum(v * v for v in values) / len(values)) if values else 0.0
