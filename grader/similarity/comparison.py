"""Compare a class pair by pair, and let the class say what is unusual."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np

from grader.model import Chunk
from grader.similarity.fingerprints import fingerprints, grams
from grader.similarity.passages import Passage, shared_passages
from grader.similarity.tokens import Token, tokens

SMALLEST = 20
"""Fingerprints of a student's own, below which nothing can be said: short right answers look alike."""
EVERYBODYS = 1 / 3
"""Share of the class from which a fingerprint is an idiom of the task, not anybody's work."""
AT_LEAST = 8
"""Students who must share a fingerprint before it can be called everybody's."""
LEAST_SHARE = 0.4
"""A pair that shares less of the smaller work than this is never shown, however alone the class works."""
DEVIATIONS = 5.0
"""Robust deviations above the class's median pair from which a pair is unusual."""
CLEAR = 0.25
"""Share by which an unusual pair stands above the median at least, so that a class that is all alike accuses nobody."""
FEW_PAIRS, FEW_SHARE = 10, 0.6
"""Below so many pairs a class has no distribution of its own; this share is unusual then."""
MOST_PAIRS = 50


@dataclass(frozen=True, slots=True)
class Pair:
    """Two submissions that share unusually much."""

    left: str
    right: str
    share: float
    """Fingerprints in common, as a share of the smaller work's own: from 0 to 1."""
    passages: tuple[Passage, ...]


@dataclass(frozen=True, slots=True)
class Similarities:
    """What a class shares."""

    pairs: tuple[Pair, ...]
    """The unusual ones, the most alike first."""
    more: int
    """Unusual pairs beyond those that are shown."""
    median: float
    threshold: float
    """Share from which a pair is unusual; above 1 when the class is so alike that nothing can be said."""
    compared: int
    """Pairs that were compared."""
    too_small: tuple[str, ...]
    """Submissions with too little code of their own to be judged."""


def compare_class(sources: Mapping[str, Sequence[Chunk]], handed_out: Sequence[Chunk] = ()) -> Similarities:
    """Compare every two submissions, by student; `handed_out` is what everybody was given.

    What the course released and what a third of the class shares does not count. A pair is unusual when its share lies far above the
    class's own median (in robust deviations), so a task that can only be solved in one way accuses nobody.
    """
    streams = {student: tokens(chunks) for student, chunks in sorted(sources.items())}
    hashes = {student: list(grams(stream)) for student, stream in streams.items()}
    given = set(grams(tokens(handed_out)))
    prints = {student: fingerprints(found) for student, found in hashes.items()}
    holders = Counter(one for found in prints.values() for one in found)
    idioms = {one for one, count in holders.items() if count >= max(AT_LEAST, EVERYBODYS * len(prints))}
    own = {student: found - given - idioms for student, found in prints.items()}
    large = {student: found for student, found in own.items() if len(found) >= SMALLEST}
    shares = _shares(large)
    compared = len(large) * (len(large) - 1) // 2
    median, threshold = _unusual(list(shares.values()), compared)
    unusual = sorted((pair for pair, share in shares.items() if share >= threshold), key=lambda pair: (-shares[pair], pair))
    common = given | _shared_grams(hashes)
    pairs = tuple(_pair(streams, pair, shares[pair], common) for pair in unusual[:MOST_PAIRS])
    too_small = tuple(student for student in streams if student not in large)
    return Similarities(pairs, max(0, len(unusual) - MOST_PAIRS), median, threshold, compared, too_small)


def _pair(streams: Mapping[str, Sequence[Token]], pair: tuple[str, str], share: float, common: Collection[int]) -> Pair:
    left, right = pair
    return Pair(left, right, share, shared_passages(streams[left], streams[right], common))


def _shares(own: Mapping[str, set[int]]) -> dict[tuple[str, str], float]:
    """Share of the smaller work, for every pair with anything in common."""
    holders: defaultdict[int, list[str]] = defaultdict(list)
    for student, found in own.items():
        for one in found:
            holders[one].append(student)
    common = Counter(pair for students in holders.values() for pair in combinations(students, 2))
    return {(a, b): count / min(len(own[a]), len(own[b])) for (a, b), count in common.items()}


def _unusual(shares: list[float], compared: int) -> tuple[float, float]:
    """Median share of all pairs, those with nothing in common included, and the share from which a pair stands out.

    The deviation is 1.4826 times the median absolute one, which a few copied pairs do not move (Rousseeuw and Croux 1993).
    """
    values = np.zeros(max(compared, 1))
    values[: len(shares)] = shares
    median = float(np.median(values))
    if compared < FEW_PAIRS:
        return median, FEW_SHARE
    deviation = 1.4826 * float(np.median(np.abs(values - median)))
    return median, max(LEAST_SHARE, median + max(CLEAR, DEVIATIONS * deviation))


def _shared_grams(hashes: Mapping[str, Sequence[int]]) -> set[int]:
    """K-grams that so many submissions hold that they show nothing."""
    counts = Counter(gram for found in hashes.values() for gram in set(found))
    return {gram for gram, count in counts.items() if count >= max(AT_LEAST, EVERYBODYS * len(hashes))}
