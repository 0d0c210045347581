"""A rubric is a marking scheme that scores."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from grader.text.clauses import sentences
from grader.text.counting import MOST_CHARACTERS
from grader.text.gates import is_content
from grader.text.merging import over_passages, together
from grader.text.normal import normalise
from grader.text.passages import Topic, is_formula
from grader.text.scheme import Scheme, TextScore
from grader.text.scoring import score
from grader.text.stems import stem

_STATEMENTS = 2
_MOST_PASSAGES = 150
"""Texts with more passages are scored as a whole only, which bounds the time that they take."""


@dataclass(frozen=True)
class Rubric(Scheme):
    """The marking scheme of one question, ready to score."""

    def score(self, answer: str) -> TextScore:
        """Score an answer; never raises for anything a student wrote, and the same answer always gets the same score."""
        return score(self, answer)

    def search(self, text: str, *, misplaced: bool = False) -> TextScore:
        """Score what was written for a whole question by the passages that speak of this one; never raises.

        Passages speak for themselves: what one of them says is not taken back by another that is about something else. Text that
        answers other parts is `misplaced`: of it count formulas, and passages that make two of this question's statements at least.
        """
        return self._search(text, (lambda passage: _answers(self, passage)) if misplaced else None)

    def _search(self, text: str, keep: Callable[[str], bool] | None) -> TextScore:
        text = text[:MOST_CHARACTERS]
        spans = Topic(self.about, self.lexicon).passages(text)
        if keep:
            spans = [span for span in spans if keep(text[slice(*span)])]
        if not spans:
            return score(self, "")
        whole = score(self, _only(text, spans))
        if not 1 < len(spans) <= _MOST_PASSAGES:
            return whole
        return over_passages(self, whole, [score(self, text[start:end]) for start, end in spans])

    def takes_up(self, text: str) -> bool:
        """Whether some sentence on the topic takes the question up: it has three words of content of it."""
        text = text[:MOST_CHARACTERS]
        normal = normalise(_only(text, Topic(self.about, self.lexicon).passages(text)))
        return any(
            len({stem(word) for word in sentence.words if is_content(word)} & self.asked) >= 3 and len(sentence.tokens) >= 8
            for sentence in sentences(normal.text)
        )

    def score_with(self, answer: str, beside: str) -> tuple[TextScore, TextScore | None]:
        """Score an answer with what was written for the same question elsewhere; never raises.

        Returns the score, and the score of what stands beside it when that gave credit (its evidence has offsets in `beside`).
        """
        own = score(self, answer)
        if not beside.strip() or own.points >= own.max_points:
            return own, None
        # Who has answered here has answered here: of the rest only derivations count, which state what they show wherever they stand.
        other = self._search(beside, is_formula) if own.points else self.search(beside, misplaced=True)
        added = together(self, own, other)
        return added, other if added != own else None


def _answers(rubric: Rubric, passage: str) -> bool:
    """Whether a passage that stands under another heading may be meant for this question, not only share a word with it."""
    return is_formula(passage) or sum(credit > 0 for credit in score(rubric, passage).concepts.values()) >= _STATEMENTS


def _only(text: str, spans: list[tuple[int, int]]) -> str:
    """The text with all blanked but the spans; offsets stay."""
    kept = []
    at = 0
    for start, end in [*spans, (len(text), len(text))]:
        kept += ["".join("\n" if char == "\n" else " " for char in text[at:start]), text[start:end]]
        at = end
    return "".join(kept)


def stems_of(text: str) -> frozenset[str]:
    """The stems of all words of a text."""
    return frozenset(stem(word) for sentence in sentences(text) for word in sentence.words)
