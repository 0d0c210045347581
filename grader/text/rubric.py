"""A rubric is a marking scheme that scores."""

from __future__ import annotations

from dataclasses import dataclass

from grader.text.clauses import sentences
from grader.text.scheme import Scheme, TextScore
from grader.text.scoring import score
from grader.text.stems import stem


@dataclass(frozen=True)
class Rubric(Scheme):
    """The marking scheme of one question, ready to score."""

    def score(self, answer: str) -> TextScore:
        """Score an answer; never raises for anything a student wrote, and the same answer always gets the same score."""
        return score(self, answer)


def stems_of(text: str) -> frozenset[str]:
    """The stems of all words of a text."""
    return frozenset(stem(word) for sentence in sentences(text) for word in sentence.words)
