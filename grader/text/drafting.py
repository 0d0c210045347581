"""A first rubric from a model answer: one concept a sentence, credit by the words found."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass

from grader.text.clauses import sentences
from grader.text.gates import is_content, is_list
from grader.text.normal import normalise
from grader.text.patterns import Lexicon, read_pattern
from grader.text.polarity import polarity
from grader.text.rubric import Rubric, stems_of
from grader.text.scheme import Concept
from grader.text.stems import stem
from grader.text.synonyms import alternatives
from grader.text.wordlists import word_set

_MOST_CONCEPTS = 12
_LEAST_TERMS = 2
_STEPS = 20
_ENOUGH = 0.65
"""The share of a model answer's words that is a full answer: nobody uses all words of another (docs/design/055-drafts-and-curves.md)."""

_NAMES_THINGS = re.compile(
    r"\benumerate\b|\b(list|name|mention|give|state) (the|all|any|some|at least|two|three|four|five|\d|samples?|examples?)\b"
    r"|\bwhat (are|kinds|types|stages)\b|\bincluded?s?\b|\bwhich\s*\?|\bwhich [\w-]+( [\w-]+)? (are|exist|can)\b",
    re.IGNORECASE,
)
_EXPLAINS = re.compile(r"\b(why|how|explain|describe|show)\b", re.IGNORECASE)
_PREFIXES = ("multi", "feed", "back", "over", "under", "hyper", "self", "cross", "super")
"""What some write as a word of its own: feed forward, multi layer."""
_TELLING = word_set("same only before after without")
"""Words that hold sentences together and yet may be what an answer is about."""


@dataclass(frozen=True, slots=True)
class _Part:
    """A sentence of the model answer, and what of it is looked for."""

    text: str
    words: tuple[str, ...]
    """Each as a pattern."""


def draft_rubric(reference: str, *, question: str = "", max_points: float = 4.0) -> Rubric:
    """Draft a rubric from a model answer.

    Each sentence becomes a concept whose terms are its words of content and their synonyms, those of the question left out; what the
    sentence denies must be denied. Points grow with the square root of the share that is found, and two thirds are enough for all of
    them. A draft is where an author begins: replace terms by patterns, add what else students may say.
    Raises ValueError when `reference` says nothing, or `max_points` is not above 0.

    >>> rubric = draft_rubric("Large scores saturate the softmax. Its gradients vanish.", question="Why scale scores?", max_points=2)
    >>> [(concept.id, [term.text for term in concept.terms]) for concept in rubric.concepts]
    [('A', ['large|big|huge|great', 'saturate', 'softmax']), ('B', ['gradients', 'vanish'])]
    >>> rubric.score("The gradients vanish.").points
    1.6
    """
    if not max_points > 0:
        raise ValueError(f"Expected max_points above 0 but got {max_points!r}")
    asked = stems_of(normalise(question).text)
    parts = _parts(reference, asked) or _parts(reference, frozenset())
    if not parts:
        raise ValueError("the model answer holds no words that could be looked for")
    # A long sentence says more than a short one, but not in proportion to its words.
    weights = [math.sqrt(len(part.words)) for part in parts]
    points = [_short(max_points * weight / sum(weights)) for weight in weights]
    points[-1] = max_points - sum(points[:-1])
    lexicon = Lexicon({})
    concepts = tuple(
        Concept(chr(ord("A") + number), points[number], part.text, terms=tuple(read_pattern(word, lexicon) for word in part.words))
        for number, part in enumerate(parts)
    )
    # A hair less than the square, so that no rounding of the sum takes a step away.
    steps = tuple((_short(max_points * _ENOUGH * (n / _STEPS) ** 2 * (1 - 1e-4)), max_points * n / _STEPS) for n in range(1, _STEPS + 1))
    lists = _asks_for_a_list(question, reference)
    return Rubric(question or "draft", concepts, (), lexicon, asked, steps=((0.0, 0.0), *steps), lists=lists)


def _short(points: float) -> float:
    """Points as an author would write them: six digits."""
    return float(f"{points:.6g}")


def _asks_for_a_list(question: str, reference: str) -> bool:
    """Whether naming things answers the question: it says so, or the model answer does no more."""
    if "enumerate" in question.lower():
        return True
    named = _NAMES_THINGS.search(question) or is_list(sentences(normalise(reference).text))
    return bool(named) and not _EXPLAINS.search(question)


def draft_yaml(rubric: Rubric, question: str) -> str:
    """Write a draft as the YAML that an author goes on with."""
    lines = ["# A draft: turn terms into patterns (docs/rubrics.md), and add anchors.", "format: 1", f"question: {question}"]
    if rubric.asked:
        lines.append(f"asked: {_quoted(rubric.question)}")
    if rubric.lists:
        lines.append("lists: true")
    lines.append("concepts:")
    for concept in rubric.concepts:
        lines += [f"  - id: {concept.id}", f"    points: {concept.points:.10g}", f"    text: {_quoted(concept.text)}", "    terms:"]
        lines += [f"      - {_quoted(pattern.text)}" for pattern in concept.terms]
    lines.append("# Points by the sum of what is found: its square root. Without steps the sum itself counts.")
    lines.append("steps:")
    lines += [f"  {least:.10g}: {points:.10g}" for least, points in rubric.steps]
    return "\n".join([*lines, "misconceptions: []", ""])


def _quoted(text: str) -> str:
    plain = " ".join(text.split()).replace("\\", "\\\\").replace('"', '\\"')
    return f'"{"".join(c for c in plain if c.isprintable())}"'


def _parts(reference: str, asked: frozenset[str]) -> list[_Part]:
    """Sentences with the words of content that no sentence before had; short ones join their neighbour."""
    normal = normalise(reference)
    seen: set[str] = set()
    parts: list[_Part] = []
    for sentence in sentences(normal.text):
        words = []
        denied = polarity(sentence).cover
        spoken = sentence.words
        for place, word in enumerate(spoken):
            root = stem(word)
            if _tells(word) and root not in seen and root not in asked:
                seen.add(root)
                after = spoken[place + 1] if place + 1 < len(spoken) and not sentence.pauses[place + 1] else ""
                if word in _PREFIXES and after.isalpha() and is_content(after):
                    seen.add(stem(after))
                    word = f"{word}{after}"
                words.append(_term(word, asked, denied=len(denied[place]) % 2 == 1))
        start, end = normal.origin(sentence.tokens[0].start, sentence.tokens[-1].end)
        if not words:
            continue
        if parts and (len(words) < _LEAST_TERMS or len(parts) == _MOST_CONCEPTS):
            before = parts[-1]
            parts[-1] = _Part(f"{before.text} … {reference[start:end]}", (*before.words, *words))
        else:
            parts.append(_Part(reference[start:end], tuple(words)))
    return parts


def _tells(word: str) -> bool:
    """Whether a word of the model answer is looked for."""
    return (is_content(word) or word in _TELLING) and word[:1].isalnum() and word.replace(".", "").isalnum()


def _term(word: str, asked: frozenset[str], *, denied: bool) -> str:
    """The pattern of one word: it or what is said for it, and a negation before it where the model answer has one."""
    apart = [f"{prefix}-{word[len(prefix) :]}" for prefix in _PREFIXES if word.startswith(prefix) and len(word) >= len(prefix) + 4]
    pattern = "|".join((word, *apart, *(other for other in alternatives(word) if stem(other) not in asked)))
    return f"NOT ... {pattern} ~8" if denied else pattern
