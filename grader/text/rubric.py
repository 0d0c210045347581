"""A rubric is a marking scheme that scores."""

from __future__ import annotations

from dataclasses import dataclass

from grader.text.clauses import sentences
from grader.text.gates import is_content
from grader.text.normal import normalise
from grader.text.passages import Topic
from grader.text.scheme import Scheme, TextScore
from grader.text.scoring import MOST_CHARACTERS, score, together
from grader.text.stems import stem


@dataclass(frozen=True)
class Rubric(Scheme):
    """The marking scheme of one question, ready to score."""

    def score(self, answer: str) -> TextScore:
        """Score an answer; never raises for anything a student wrote, and the same answer always gets the same score."""
        return score(self, answer)

    def passages(self, text: str) -> str:
        """What was written for a whole question, with all blanked that speaks of other things; offsets stay."""
        return Topic(self.about, self.lexicon).only(text[:MOST_CHARACTERS])

    def takes_up(self, text: str) -> bool:
        """Whether some sentence takes the question up: it has three words of content of it."""
        normal = normalise(text[:MOST_CHARACTERS])
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
        other = score(self, self.passages(beside))
        added = together(self, own, other)
        return added, other if added != own else None


def stems_of(text: str) -> frozenset[str]:
    """The stems of all words of a text."""
    return frozenset(stem(word) for sentence in sentences(text) for word in sentence.words)
