"""The passages that two submissions share, side by side."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from grader.similarity.fingerprints import GRAM, grams
from grader.similarity.tokens import Token

CANDIDATES = 32
"""Places of one k-gram that are tried; a run that stands there more often is filler."""


@dataclass(frozen=True, slots=True)
class Place:
    """Lines `first` to `last` of a file, counted from 1."""

    file: str
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Passage:
    """The same tokens in both submissions."""

    left: Place
    right: Place
    tokens: int


def shared_passages(left: Sequence[Token], right: Sequence[Token], common: Collection[int]) -> tuple[Passage, ...]:
    """Longest shared runs, each token used once on either side; runs of k-grams in `common` (handed out, or everybody's) do not count.

    Source of the idea: Wise (1993), "Running Karp-Rabin matching and greedy string tiling". The runs come in the order of `left`.
    """
    here, there = list(grams(left)), list(grams(right))
    places: defaultdict[int, list[int]] = defaultdict(list)
    for place, gram in enumerate(there):
        if gram not in common:
            places[gram].append(place)
    taken = bytearray(len(right))
    found: list[Passage] = []
    start = 0
    while start < len(here):
        length, place = 0, 0
        for candidate in places[here[start]][:CANDIDATES] if here[start] in places else ():
            reach = _reach(left, right, start, candidate, taken)
            if reach > length:
                length, place = reach, candidate
        if length < GRAM:
            start += 1
            continue
        taken[place : place + length] = b"\1" * length
        found.append(Passage(_place(left[start : start + length]), _place(right[place : place + length]), length))
        start += length
    return tuple(found)


def _reach(left: Sequence[Token], right: Sequence[Token], start: int, place: int, taken: bytearray) -> int:
    length = 0
    file, other = left[start].file, right[place].file
    while start + length < len(left) and place + length < len(right) and not taken[place + length]:
        one, two = left[start + length], right[place + length]
        if one.word != two.word or one.file != file or two.file != other:
            break
        length += 1
    return length


def _place(run: Sequence[Token]) -> Place:
    return Place(run[0].file, run[0].line, run[-1].line)
