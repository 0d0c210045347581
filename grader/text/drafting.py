"""A first rubric from a model answer: one concept a sentence, credit by the words found."""

from __future__ import annotations

from grader.text.clauses import sentences
from grader.text.gates import is_content
from grader.text.normal import normalise
from grader.text.patterns import Lexicon, Pattern, read_pattern
from grader.text.rubric import Rubric, stems_of
from grader.text.scheme import Concept
from grader.text.stems import stem

_MOST_CONCEPTS = 12
_LEAST_TERMS = 2


def draft_rubric(reference: str, *, question: str = "", max_points: float = 4.0) -> Rubric:
    """Draft a rubric from a model answer.

    Each sentence becomes a concept whose terms are its words of content, those of the question left out; an answer earns the share of
    the terms that it has. A draft is where an author begins: replace terms by patterns, add what else students may say.
    Raises ValueError when `reference` says nothing, or `max_points` is not above 0.

    >>> rubric = draft_rubric("Large scores saturate the softmax. Its gradients vanish.", question="Why scale scores?", max_points=2)
    >>> [(concept.id, round(concept.points, 4)) for concept in rubric.concepts]
    [('A', 1.2), ('B', 0.8)]
    >>> rubric.score("The gradients vanish.").points
    0.8
    """
    if not max_points > 0:
        raise ValueError(f"Expected max_points above 0 but got {max_points!r}")
    asked = stems_of(normalise(question).text)
    parts = _parts(reference, asked) or _parts(reference, frozenset())
    if not parts:
        raise ValueError("the model answer holds no words that could be looked for")
    total = sum(len(words) for _, words in parts)
    lexicon = Lexicon({})
    points = [round(max_points * len(words) / total, 4) for _, words in parts]
    points[-1] = max_points - sum(points[:-1])
    concepts = tuple(
        Concept(chr(ord("A") + number), points[number], text, terms=_terms(words, lexicon)) for number, (text, words) in enumerate(parts)
    )
    return Rubric(question or "draft", concepts, (), lexicon, asked)


def draft_yaml(rubric: Rubric, question: str) -> str:
    """Write a draft as the YAML that an author goes on with."""
    lines = ["# A draft: turn terms into patterns (docs/rubrics.md), and add anchors.", "format: 1", f"question: {question}", "concepts:"]
    for concept in rubric.concepts:
        lines += [f"  - id: {concept.id}", f"    points: {concept.points:g}", f"    text: {_quoted(concept.text)}", "    terms:"]
        lines += [f"      - {_quoted(pattern.text)}" for pattern in concept.terms]
    return "\n".join([*lines, "misconceptions: []", ""])


def _quoted(text: str) -> str:
    plain = " ".join(text.split()).replace("\\", "\\\\").replace('"', '\\"')
    return f'"{"".join(c for c in plain if c.isprintable())}"'


def _parts(reference: str, asked: frozenset[str]) -> list[tuple[str, list[str]]]:
    """Sentences with the words of content that no sentence before had; short ones join their neighbour."""
    normal = normalise(reference)
    seen: set[str] = set()
    parts: list[tuple[str, list[str]]] = []
    for sentence in sentences(normal.text):
        words = []
        for word in sentence.words:
            root = stem(word)
            if is_content(word) and word[:1].isalnum() and root not in seen and root not in asked:
                seen.add(root)
                words.append(word)
        start, end = normal.origin(sentence.tokens[0].start, sentence.tokens[-1].end)
        if not words:
            continue
        if parts and (len(words) < _LEAST_TERMS or len(parts) == _MOST_CONCEPTS):
            text, before = parts[-1]
            parts[-1] = (f"{text} … {reference[start:end]}", before + words)
        else:
            parts.append((reference[start:end], words))
    return parts


def _terms(words: list[str], lexicon: Lexicon) -> tuple[Pattern, ...]:
    return tuple(read_pattern(word, lexicon) for word in words if word.replace(".", "").isalnum())
