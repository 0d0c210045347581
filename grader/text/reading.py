"""Read a rubric's YAML; every mistake is told with its place."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, Literal

from grader.errors import CourseError, Place
from grader.strict.nodes import Node, read_yaml
from grader.strict.problems import Problems
from grader.strict.shapes import FAILED, build
from grader.text.patterns import Lexicon, Pattern, PatternError, read_pattern
from grader.text.rubric import Rubric, stems_of
from grader.text.scheme import REVIEW_BELOW, Anchor, Concept, Misconception

_DIVIDES = 1000
"""Most points that anything in a rubric may be worth."""


@dataclass(frozen=True, slots=True)
class ConceptEntry:
    """One concept as an author writes it."""

    id: str
    text: str
    points: Fraction
    full: tuple[str, ...] = ()
    half: tuple[str, ...] = ()
    wrong: tuple[str, ...] = ()
    terms: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class MisconceptionEntry:
    """One misconception as an author writes it."""

    id: str
    text: str
    deduct: Fraction
    found: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class AnchorEntry:
    """One scored answer as an author writes it."""

    answer: str
    points: Fraction
    concepts: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True)
class RubricFile:
    """The fields that a rubric file may have."""

    format: Literal[1]
    question: str
    concepts: tuple[ConceptEntry, ...]
    misconceptions: tuple[MisconceptionEntry, ...] = ()
    asked: str = ""
    about: tuple[str, ...] = ()
    words: Mapping[str, tuple[Any, ...]] | None = None
    steps: Mapping[str, Fraction] | None = None
    review_below: Fraction = Fraction(str(REVIEW_BELOW))
    lists: bool = False
    anchors: tuple[AnchorEntry, ...] = ()


def read_rubric(content: str | bytes, file: str) -> Rubric:
    """Make a rubric from YAML; raises CourseError with every mistake, each with file:line:column.

    Refused: fields that are not known, ids that occur twice, points of 0 or less, patterns that cannot be read, anchors that lie outside
    the rubric's points. A concept without any pattern is refused too when others have some: no text could match it.
    """
    node = read_yaml(content, file)
    problems = Problems()
    raw = build(node, RubricFile, problems)
    if raw is FAILED:
        problems.tell()
        raise CourseError("cannot be read", place=Place(file))
    entries: RubricFile = raw
    _check(node, entries, problems)
    lexicon = Lexicon(_groups(node, entries, problems))
    concepts = _concepts(node, entries, lexicon, problems)
    misconceptions = _misconceptions(node, entries, lexicon, problems)
    steps = _steps(node, entries, problems)
    places = [marked.place.line for marked in node.value["anchors"].value] if entries.anchors else []
    anchors = tuple(Anchor(a.answer, float(a.points), a.concepts, line) for a, line in zip(entries.anchors, places, strict=True))
    about = _patterns(node.value.get("about", node), entries.about, lexicon, problems, "about")
    asked, review_below = stems_of(entries.asked), float(entries.review_below)
    rubric = Rubric(entries.question, concepts, misconceptions, lexicon, asked, anchors, steps, review_below, about, entries.lists)
    _check_anchors(node, rubric, problems)
    problems.tell()
    return rubric


def _check(node: Node, entries: RubricFile, problems: Problems) -> None:
    if not entries.concepts:
        problems.add(node.value["concepts"].place, "concepts: there should be at least one")
    if not 0 <= entries.review_below <= 1:
        problems.add(node.value["review_below"].place, f"review_below should be from 0 to 1, but is {float(entries.review_below)}")
    seen: dict[str, Place] = {}
    for key, worth in (("concepts", "points"), ("misconceptions", "deduct")):
        for number, entry in enumerate(getattr(entries, key)):
            marked = node.value[key].value[number]
            within = f"{key}[{number + 1}]: "
            if not entry.text.strip():
                problems.add(marked.value["text"].place, f"{within}text is empty")
            if not 0 < getattr(entry, worth) <= _DIVIDES:
                above = "above 0" if getattr(entry, worth) <= 0 else f"at most {_DIVIDES}"
                problems.add(marked.value[worth].place, f"{within}{worth} should be {above}")
            if entry.id in seen:
                problems.add(marked.value["id"].place, f"{within}the id {entry.id!r} is taken: line {seen[entry.id].line}")
            seen.setdefault(entry.id, marked.value["id"].place)


def _groups(node: Node, entries: RubricFile, problems: Problems) -> dict[str, tuple[str, ...]]:
    groups: dict[str, tuple[str, ...]] = {}
    for name in entries.words or {}:
        place = node.value["words"].keys[name]
        marked: list[Node] = node.value["words"].value[name].value
        if not (name.isupper() and len(name) > 1 and name.replace("_", "").isalpha()):
            problems.add(place, f"words: the group {name!r} should be named in capitals, such as LINE")
        if not marked:
            problems.add(place, f"words: the group {name} is empty")
        for word in marked:
            if isinstance(word.value, list | dict) or word.text.split() != [word.text]:
                told = word.text or "a list"
                problems.add(word.place, f"words: {told!r} should be one word; join words that follow each other with -")
        # As it was written: a teacher need not put 1 or true in quotes.
        groups[name] = tuple(word.text for word in marked)
    return groups


def _patterns(node: Node, lines: tuple[str, ...], lexicon: Lexicon, problems: Problems, within: str) -> tuple[Pattern, ...]:
    read = []
    for number, line in enumerate(lines):
        try:
            read.append(read_pattern(line, lexicon))
        except PatternError as error:
            problems.add(node.value[number].place, f"{within}: {error}")
    return tuple(read)


def _concepts(node: Node, entries: RubricFile, lexicon: Lexicon, problems: Problems) -> tuple[Concept, ...]:
    found = []
    authored = any(entry.full or entry.half or entry.terms for entry in entries.concepts)
    for number, entry in enumerate(entries.concepts):
        marked = node.value["concepts"].value[number]
        lists = {
            key: _patterns(marked.value.get(key, marked), getattr(entry, key), lexicon, problems, f"concepts[{number + 1}].{key}")
            for key in ("full", "half", "wrong", "terms")
        }
        if authored and not (entry.full or entry.half or entry.terms):
            problems.add(marked.place, f"concepts[{number + 1}]: no text can match {entry.id!r}", "give it patterns under full:")
        found.append(Concept(entry.id, float(entry.points), entry.text, **lists))
    return tuple(found)


def _misconceptions(node: Node, entries: RubricFile, lexicon: Lexicon, problems: Problems) -> tuple[Misconception, ...]:
    found = []
    for number, entry in enumerate(entries.misconceptions):
        marked = node.value["misconceptions"].value[number]
        patterns = _patterns(marked.value.get("found", marked), entry.found, lexicon, problems, f"misconceptions[{number + 1}].found")
        found.append(Misconception(entry.id, float(entry.deduct), entry.text, patterns))
    return tuple(found)


def _steps(node: Node, entries: RubricFile, problems: Problems) -> tuple[tuple[float, float], ...]:
    steps: list[tuple[float, float]] = []
    for least, points in sorted((entries.steps or {}).items()):
        try:
            steps.append((float(Fraction(least)), float(points)))
        except ValueError:
            problems.add(node.value["steps"].keys[least], f"steps: {least!r} should be a number of points")
        if points < 0:
            problems.add(node.value["steps"].value[least].place, "steps: points should not be below 0")
    return tuple(sorted(steps))


def _check_anchors(node: Node, rubric: Rubric, problems: Problems) -> None:
    known = {concept.id for concept in rubric.concepts}
    for number, anchor in enumerate(rubric.anchors):
        marked: dict[str, Any] = node.value["anchors"].value[number].value
        if not 0 <= anchor.points <= rubric.max_points:
            problems.add(marked["points"].place, f"anchors[{number + 1}]: points should be from 0 to {rubric.max_points:g}")
        for position, id in enumerate(anchor.concepts or ()):
            if id not in known:
                place = marked["concepts"].value[position].place
                problems.add(place, f"anchors[{number + 1}]: there is no concept {id!r}; there are {', '.join(sorted(known))}")
