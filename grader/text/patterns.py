"""Patterns of plain words: read them, find them in a sentence."""

from __future__ import annotations

import re
from dataclasses import dataclass

from grader.text.polarity import is_negator
from grader.text.stems import misspells, stem
from grader.text.vocabulary import GROUPS

NEAR = 12
"""Within how many words the words of a pattern stand unless it says otherwise."""

_GROUP = re.compile(r"[A-Z][A-Z_]+")
_WINDOW = re.compile(r"~(\d{1,3})")
_ATOM = re.compile(r"[^\W_]+(?:'[^\W_]+)?\*?|\d+\.\d+|=|->|<=|>=|!=|<|>")
_ARTICLES = frozenset({"a", "an", "the"})


class PatternError(ValueError):
    """A pattern that cannot be read; the sentence says what is wrong."""


@dataclass(frozen=True, slots=True)
class Item:
    """One of these word sequences must stand there."""

    choices: tuple[tuple[int, ...], ...]
    """Each choice is a sequence of atoms, by their numbers in the lexicon."""
    mask: int
    """Bits of all first atoms of choices; nothing can match without one of them."""
    negates: bool
    """The pattern itself speaks of a negation."""


@dataclass(frozen=True, slots=True)
class Clause:
    """Items that stand together in one sentence."""

    steps: tuple[tuple[Item, ...], ...]
    """The steps follow each other; the items of one step stand in any order."""
    absent: tuple[Item, ...]
    between: tuple[Item, ...]
    """What must not stand between the words: another thing that is spoken of."""
    near: int


@dataclass(frozen=True, slots=True)
class Pattern:
    """One line of a rubric: clauses of which each stands somewhere in the answer."""

    text: str
    clauses: tuple[Clause, ...]


class Lexicon:
    """All words that a rubric looks for, numbered; tells which of them a student's word may be."""

    def __init__(self, groups: dict[str, tuple[str, ...]]) -> None:
        self.groups = {**GROUPS, **groups}
        self.numbers: dict[str, int] = {}
        self._stems: dict[str, list[int]] = {}
        self._prefixes: list[tuple[str, int]] = []
        self._fuzzy: list[tuple[str, int]] = []
        self._open: set[int] = set()
        self._seen: dict[str, tuple[tuple[int, ...], bool]] = {}

    def number(self, atom: str) -> int:
        """The number of an atom; a new one is taken in."""
        if atom not in self.numbers:
            number = self.numbers[atom] = len(self.numbers)
            if atom.endswith("*"):
                self._prefixes.append((atom[:-1], number))
                self._open.add(number)
                self._fuzzy.append((atom[:-1], number))
            else:
                self._stems.setdefault(stem(atom), []).append(number)
                self._fuzzy.append((atom, number))
        return self.numbers[atom]

    def atoms(self, word: str) -> tuple[tuple[int, ...], bool]:
        """Which atoms a word is, and whether only as a misspelling."""
        known = self._seen.get(word)
        if known is None:
            if len(self._seen) > 20_000:
                self._seen.clear()
            known = self._seen[word] = self._find(word)
        return known

    def _find(self, word: str) -> tuple[tuple[int, ...], bool]:
        found = list(self._stems.get(stem(word), ()))
        exact = bool(found)
        found += [number for prefix, number in self._prefixes if word.startswith(prefix) and number not in found]
        if exact or len(word) > 40 or not word.isalpha() or is_negator(word):
            return tuple(found), False
        if found:
            # "classifer" begins like "classif*", and is "classifier" misspelt all the same.
            found += [number for atom, number in self._fuzzy if len(atom) >= 8 and number not in found and misspells(word, atom)]
            return tuple(found), False
        for atom, number in self._fuzzy:
            if misspells(word, atom) or (number in self._open and _begins(word, atom)):
                found.append(number)
        return tuple(found), bool(found)


def _begins(word: str, prefix: str) -> bool:
    """Whether a word begins with a misspelling of a prefix: with a letter more or less than it."""
    size = len(prefix)
    return size >= 6 and any(len(word) >= n and misspells(word[:n], prefix) for n in (size - 1, size, size + 1))


def read_pattern(text: str, lexicon: Lexicon) -> Pattern:
    """Read one line of a rubric.

    Words stand near each other in any order; `|` means or, `-` joins words that follow each other, `*` any ending, `...` that what
    follows comes later, `!` that a word must not be in the sentence, `^` that it must not stand between the words, `~8`
    within eight words, `&` that both sides stand somewhere in the answer. Words in capitals are groups. Raises PatternError.
    """
    clauses = tuple(_read_clause(part, lexicon) for part in text.split("&"))
    return Pattern(text, clauses)


def _read_clause(text: str, lexicon: Lexicon) -> Clause:
    near = NEAR
    steps: list[list[Item]] = [[]]
    absent: list[Item] = []
    between: list[Item] = []
    for word in text.split():
        if window := _WINDOW.fullmatch(word):
            near = int(window[1])
        elif word == "...":
            steps.append([])
        elif word.startswith("!") and word != "!=":
            absent.append(_read_item(word[1:], lexicon))
        elif word.startswith("^"):
            between.append(_read_item(word[1:], lexicon))
        else:
            steps[-1].append(_read_item(word, lexicon))
    if not all(steps):
        raise PatternError(f"{text.strip()!r} lacks a word" + (" on one side of ..." if len(steps) > 1 else ""))
    return Clause(tuple(map(tuple, steps)), tuple(absent), tuple(between), near)


def _read_item(text: str, lexicon: Lexicon) -> Item:
    choices: list[tuple[int, ...]] = []
    negates = False
    for choice in text.split("|"):
        for spelled in _expand(choice, lexicon):
            atoms = [spelled] if spelled in ("=", "->", "<=", ">=", "!=", "<", ">") else spelled.split("-")
            for atom in atoms:
                if not _ATOM.fullmatch(atom):
                    raise PatternError(f"{text!r}: {atom!r} is no word; write letters and digits, | for or, - between words, * at the end")
                negates = negates or is_negator(atom)
            choices.append(tuple(lexicon.number(atom.lower()) for atom in atoms))
    mask = 0
    for first in choices:
        mask |= 1 << first[0]
    return Item(tuple(choices), mask, negates)


def _expand(choice: str, lexicon: Lexicon) -> tuple[str, ...]:
    if not _GROUP.fullmatch(choice):
        # Symbols may be written as in formulas: d_k is the word dk.
        return (choice.replace("_", ""),)
    if choice not in lexicon.groups:
        from grader.errors import did_you_mean

        hint = did_you_mean(choice, lexicon.groups)
        raise PatternError(f"there is no group {choice}{hint}; words in capitals are groups, write other words in small letters")
    return lexicon.groups[choice]


@dataclass(slots=True)
class Found:
    """Where a clause stands in a sentence: the indices of its words."""

    words: list[int]
    fuzzy: bool = False
    negators: tuple[int, ...] = ()
    """Indices of negators that the pattern itself asked for."""


class Index:
    """The words of one sentence by the atoms that they may be."""

    def __init__(self, words: list[str], places: list[int], lexicon: Lexicon) -> None:
        self.words = words
        self.places = places
        self.at: dict[int, list[int]] = {}
        self.fuzzy: set[int] = set()
        self.mask = 0
        for position, word in enumerate(words):
            atoms, fuzzy = lexicon.atoms(word)
            if fuzzy:
                self.fuzzy.add(position)
            for atom in atoms:
                self.at.setdefault(atom, []).append(position)
                self.mask |= 1 << atom

    def spans(self, item: Item) -> list[tuple[int, int]]:
        """All places of an item: first and last index of its words."""
        found = []
        for choice in item.choices:
            for first in self.at.get(choice[0], ()):
                last = self._follow(choice, first)
                if last >= 0:
                    found.append((first, last))
        return found

    def _follow(self, choice: tuple[int, ...], first: int) -> int:
        last = first
        for atom in choice[1:]:
            after = last + 1
            while after < len(self.words) and self.words[after] in _ARTICLES:
                after += 1
            if after >= len(self.words) or after not in self.at.get(atom, ()) or self.places[after] - self.places[last] > 3:
                return -1
            last = after
        return last

    def find(self, clause: Clause) -> list[Found]:
        """All places of a clause, one for each place of its first item."""
        mask = self.mask
        for step in clause.steps:
            for item in step:
                if not item.mask & mask:
                    return []
        if any(item.mask & mask and self.spans(item) for item in clause.absent):
            return []
        places = [[self.spans(item) for item in step] for step in clause.steps]
        if not all(spans for step in places for spans in step):
            return []
        found = []
        for anchor in places[0][0]:
            spans = self._gather(anchor, places, clause.near)
            if spans and not self._parted(spans, clause):
                found.append(self._found(spans, clause))
        return found

    def _parted(self, spans: list[tuple[int, int]], clause: Clause) -> bool:
        first, last = min(span[0] for span in spans), max(span[1] for span in spans)
        return any(item.mask & self.mask and any(first < s < last for s, _ in self.spans(item)) for item in clause.between)

    def _gather(self, anchor: tuple[int, int], places: list[list[list[tuple[int, int]]]], near: int) -> list[tuple[int, int]]:
        """Choose for each item the place nearest to those before; empty when they do not fit."""
        chosen: list[tuple[int, int]] = []
        after = -1
        for number, step in enumerate(places):
            for position, spans in enumerate(step):
                if number == 0 and position == 0:
                    chosen.append(anchor)
                    continue
                free = [span for span in spans if span[0] > after and not _overlaps(span, chosen)]
                if not free:
                    return []
                chosen.append(min(free, key=lambda span: (abs(span[0] - anchor[0]), span)))
            after = max(span[1] for span in chosen)
        # The window grows with the number of items' own words.
        width = self.places[max(s[1] for s in chosen)] - self.places[min(s[0] for s in chosen)]
        return chosen if width <= near else []

    def _found(self, spans: list[tuple[int, int]], clause: Clause) -> Found:
        items = [item for step in clause.steps for item in step]
        words = sorted({index for first, last in spans for index in range(first, last + 1)})
        reach = range(words[0], words[-1] + 1)
        negators = tuple(
            index
            for item in items
            if item.negates
            for first, last in self.spans(item)
            for index in range(first, last + 1)
            if index in reach and is_negator(self.words[index])
        )
        return Found(words, any(index in self.fuzzy for index in words), negators)


def _overlaps(span: tuple[int, int], chosen: list[tuple[int, int]]) -> bool:
    return any(span[0] <= last and first <= span[1] for first, last in chosen)
