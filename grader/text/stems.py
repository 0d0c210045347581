"""Stems of English words, and which misspelling may stand for which word."""

from __future__ import annotations

from functools import lru_cache

import snowballstemmer
from rapidfuzz.distance import OSA

from grader.text.wordlists import word_set

_STEMMER = snowballstemmer.stemmer("english")

# Words that differ in one or two letters and mean the opposite or another thing: never taken for each other's misspelling.
PROTECTED = word_set("""
    increase decrease increases decreases increased decreased increasing decreasing overfit underfit saturated unsaturated linear
    nonlinear separable inseparable stable unstable ordered unordered biased unbiased normalised unnormalised equivariant invariant
    preserved reserved former latter weight weights height sight eight right might light large larger small smaller form from than
    then there where these those which while with without query queries key keys value values valued same some more most less least
    sum some one none own now know known position positions positive negative learned leaned trained shared scale scaled scales score
    scores vector vectors factor factors deep keep sleep depth death word words work works world worlds class classes glass near clear
    hear year vanish banish explode explore different difference input inputs output outputs unit units limit limits head heads read
    dead deal deals gradient ingredient even ever every never over order orders other others often after later layer layers matter
    matters better letter absolute obsolete fixed mixed mapped rotate rotation relation relations relative notation constant content
    contents context contexts relate relates finite infinite dependent independent bounded unbounded token taken spoken broken start
    state stage space shape shapes share whole while white point points line lines side sides size sizes sine since sin cosine cause
    because becomes comes could would should think thing things single signal simple sample samples train training brain drain
    variance variant covariance variation divide decide divided decided large charge change changes changed chance range ranges length
    strength grow grows glow slow low product produce produces produced process possible impossible useful useless able unable
    distinct
    """)


@lru_cache(maxsize=50_000)
def stem(word: str) -> str:
    """The Snowball stem; symbols and short words stay as they are.

    >>> stem("saturating"), stem("dk"), stem("separable")
    ('satur', 'dk', 'separ')
    """
    if len(word) < 4 or not word.isalpha() or not word.isascii():
        return word
    found: str = _STEMMER.stemWord(word)
    return found


def slips(word: str) -> int:
    """How many letters of a word may be wrong: none under five letters, one up to seven, two from eight on."""
    return 0 if len(word) < 5 else 1 if len(word) < 8 else 2


def misspells(written: str, meant: str) -> bool:
    """Whether `written` may be a misspelling of `meant`; known words are never taken for others.

    >>> misspells("gradeint", "gradient"), misspells("decrease", "increase"), misspells("kye", "key"), misspells("layer", "later")
    (True, False, True, False)
    """
    if written in PROTECTED or abs(len(written) - len(meant)) > 2 or not meant.isalpha():
        return False
    if written[:1] != meant[:1] and written[:2] != meant[1::-1]:
        return False
    if len(meant) in (3, 4):
        # Two letters swapped behind the first one: "kye".
        return written != meant and written[0] == meant[0] and sorted(written) == sorted(meant)
    allowed = min(slips(meant), max(slips(written), 1))
    return bool(allowed and OSA.distance(written, meant, score_cutoff=allowed) <= allowed)
