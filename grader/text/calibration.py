"""Learn from hand-scored answers how strict people are, and what the rubric misses."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from grader.text.counting import MOST_CHARACTERS, read_answer
from grader.text.gates import is_content
from grader.text.normal import normalise
from grader.text.scheme import Scheme, TextScore
from grader.text.scoring import score
from grader.text.stems import stem

if TYPE_CHECKING:
    from numpy.typing import NDArray

LEAST = 5
"""Fewer hand-scored answers teach nothing."""

_MOST = 1_000
_MOST_WORDS = 5_000
"""More answers, or more different words, are not learned from: time and memory stay bounded."""
_RIDGE_FROM = 10
_GAIN = 0.02
"""By how much the leave-one-out error must fall before anything is changed."""
_PENALTIES = (0.5, 1.0)
_TRUST = 0.8
"""How much of what was learned is taken: the rubric knows what no scored answer happened to show."""
_OFFSET_SCALE, _SCORE_SCALE, _WORD_SCALE = 5.0, 8.0, 2.0
"""How freely each may move, a concept's credit being 1: the mean of all points, how much the rubric's score counts, the words."""
_GATED = frozenset({"no_answer", "copied_question", "instruction_to_grader", "other_language"})


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


@dataclass(frozen=True, slots=True)
class LearnedWord:
    """What a word moves."""

    word: str
    """Its stem; with "not " before it where the sentence denies it."""
    rarity: float
    points: float
    """What an answer that had no other known word would gain by it."""


@dataclass(frozen=True)
class Calibrated:
    """A scorer that corrects a rubric's points; the rubric itself stays as it is.

    The corrected points are the rubric's, plus `offset`, plus `by_score` times the rubric's share of the points, plus `by_concept` times
    each concept's credit, plus the mean of the points of the learned words that the answer has, weighed by their rarity.
    """

    scheme: Scheme
    method: str
    """unchanged, offset or words: what lowered the leave-one-out error."""
    before: float
    after: float
    """Leave-one-out error in points, of the rubric and of this scorer."""
    suggestions: tuple[Suggestion, ...]
    offset: float = 0.0
    by_score: float = 0.0
    by_concept: tuple[float, ...] = ()
    words: tuple[LearnedWord, ...] = ()
    """Sorted by what they move, most first."""
    vocabulary: frozenset[str] = frozenset()
    """Words of content of the hand-scored answers and of the rubric; a text that has none of them is about something else."""

    def score(self, answer: str) -> TextScore:
        """Score an answer; concepts, evidence and flags are the rubric's, only the points are corrected.

        What earns nothing by its form (blanks, copies, lists, orders to the grader) keeps the rubric's points. So does what has no word in
        common with the rubric or the scored answers, but it goes to a person: nothing was learned about it.
        """
        plain = score(self.scheme, answer)
        mine = _words(self.scheme, answer)
        if self.method == "unchanged" or _GATED & set(plain.flags) or not (plain.points or mine):
            return plain
        if not (plain.points or mine & self.vocabulary):
            return replace(plain, needs_review=True)
        points = plain.points + self.offset + self.by_score * plain.points / plain.max_points
        points += sum(weight * credit for weight, credit in zip(self.by_concept, plain.concepts.values(), strict=False))
        known = [word for word in self.words if word.word in mine]
        if known:
            points += sum(word.rarity * word.points for word in known) / math.sqrt(sum(word.rarity**2 for word in known))
        return replace(plain, points=min(plain.max_points, max(0.0, points)))


def calibrate(rubric: Scheme, scored: Sequence[tuple[str, float]]) -> Calibrated:
    """Learn from (answer, points) pairs; points on the rubric's own scale.

    The same answer twice counts once, with the mean of its points. Below 5 answers nothing changes. From 5 on an offset, shrunk by
    n / (n + 5); from 10 on also a ridge regression of the residual on the score, the concepts and the words. Each is taken only if the
    leave-one-out error falls by more than 2 %. The length of an answer is never used.
    Raises ValueError for points outside of 0 … max_points.
    """
    for _, points in scored:
        if not 0 <= points <= rubric.max_points + 1e-6:
            raise ValueError(f"Expected points from 0 to {rubric.max_points:g} but got {points!r}")
    scored = _distinct(scored)
    plain = [score(rubric, answer) for answer, _ in scored]
    people = [points for _, points in scored]
    mine = [one.points for one in plain]
    size = len(scored)
    before = _error(rubric, people, mine)
    best = Calibrated(rubric, "unchanged", before, before, suggest(rubric, scored))
    if size < LEAST:
        return best
    words = [_words(rubric, answer) for answer, _ in scored]
    sought = frozenset(root for atom in rubric.lexicon.numbers for root in (stem(atom.rstrip("*")), f"not {stem(atom.rstrip('*'))}"))
    start = replace(best, vocabulary=frozenset().union(*words) | sought)
    total = sum(people) - sum(mine)
    error = _error(rubric, people, [m + (total - (p - m)) / (size + LEAST - 1) for p, m in zip(people, mine, strict=True)])
    if error < before * (1 - _GAIN):
        best = replace(start, method="offset", after=error, offset=total / (size + LEAST))
    if size >= _RIDGE_FROM:
        learned = _ridge(start, words, plain, people)
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
            for one in read_answer(rubric, normalise(answer[:MOST_CHARACTERS]))[0]
            for word in one.sentence.words
            if is_content(word) and word.isalpha() and len(word) > 2 and stem(word) not in rubric.asked
            if not rubric.lexicon.atoms(word)[0]
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


def _distinct(scored: Sequence[tuple[str, float]]) -> list[tuple[str, float]]:
    """Each answer once, with the mean of its points; of very many, some from everywhere among them."""
    points: dict[str, list[float]] = {}
    first: dict[str, str] = {}
    for answer, given in scored:
        key = " ".join(answer.casefold().split())
        points.setdefault(key, []).append(float(given))
        first.setdefault(key, answer)
    merged = [(first[key], sum(several) / len(several)) for key, several in points.items()]
    every = -(-len(merged) // _MOST) or 1
    return merged[::every]


def _words(rubric: Scheme, answer: str) -> frozenset[str]:
    """The stems of the words of content in the sentences that count, without the question's; a word that is denied is another word."""
    read, _ = read_answer(rubric, normalise(answer[:MOST_CHARACTERS]))
    return frozenset(
        f"not {root}" if len(covers) % 2 else root
        for one in read
        if one.counted
        for word, covers in zip(one.sentence.words, one.polarity.cover, strict=True)
        if is_content(word) and (root := stem(word)) not in rubric.asked
    )


def _ridge(start: Calibrated, words: list[frozenset[str]], plain: list[TextScore], given: list[float]) -> Calibrated:
    """Ridge regression of the residual in its dual form; the penalty with the least leave-one-out error."""
    import numpy as np

    size, rubric = len(given), start.scheme
    counts = Counter(word for mine in words for word in mine)
    known = sorted(sorted(counts, key=lambda word: (-counts[word], word))[:_MOST_WORDS])
    rarity = np.array([math.log(1 + size / counts[word]) for word in known])
    spoken = np.array([[word in mine for word in known] for mine in words]).reshape(size, len(known)) * rarity
    # Every answer's words weigh the same together, so that nobody gains by saying more.
    spoken /= np.maximum(1e-9, np.linalg.norm(spoken, axis=1, keepdims=True))
    shares = np.array([mine.points / mine.max_points for mine in plain])[:, None]
    credits = np.array([list(mine.concepts.values()) for mine in plain])
    people = np.array(given)
    target = people - [mine.points for mine in plain]
    features = [shares * math.sqrt(_SCORE_SCALE), credits / math.sqrt(credits.shape[1]), spoken * math.sqrt(_WORD_SCALE)]
    centred = np.hstack([column - column.mean(axis=0) for column in features])
    gram = _OFFSET_SCALE + centred @ centred.T
    error, duals = math.inf, target
    for penalty in _PENALTIES:
        fitted, missed = _fit(gram, target, penalty)
        left_out = _error(rubric, given, people - target + _TRUST * (target - missed))
        if left_out < error:
            error, duals = left_out, _TRUST * fitted
    weights = centred.T @ duals
    by_score = float(weights[0]) * math.sqrt(_SCORE_SCALE)
    by_concept = weights[1 : 1 + credits.shape[1]] / math.sqrt(credits.shape[1])
    by_word = weights[1 + credits.shape[1] :] * math.sqrt(_WORD_SCALE)
    offset = _OFFSET_SCALE * float(duals.sum()) - by_score * float(shares.mean())
    offset -= float(credits.mean(axis=0) @ by_concept) + float(spoken.mean(axis=0) @ by_word)
    learned = [LearnedWord(word, float(r), float(w)) for word, r, w in zip(known, rarity, by_word, strict=True)]
    learned.sort(key=lambda word: (-abs(round(word.points, 9)), word.word))
    concepts = tuple(map(float, by_concept))
    return replace(start, method="words", after=error, offset=offset, by_score=by_score, by_concept=concepts, words=tuple(learned))


def _fit(gram: NDArray[Any], target: NDArray[Any], penalty: float) -> tuple[NDArray[Any], NDArray[Any]]:
    """Dual weights, and what each answer is missed by when it is left out: residual over one minus leverage (Allen 1974)."""
    import numpy as np

    inverse = np.linalg.inv(gram + penalty * np.eye(len(target)))
    duals = inverse @ target
    return duals, duals / np.diag(inverse)


def _error(rubric: Scheme, people: Sequence[float], scores: Sequence[float]) -> float:
    """Root of the mean squared difference from people's points, of scores kept within the scale as they will be."""
    inside = [min(rubric.max_points, max(0.0, float(score))) for score in scores]
    return math.sqrt(sum((mine - person) ** 2 for mine, person in zip(inside, people, strict=True)) / max(1, len(inside)))
