"""Which sentences of an answer count: those that are neither copies of the question nor lists of terms."""

from __future__ import annotations

from dataclasses import dataclass

from grader.text import gates
from grader.text.clauses import Sentence, sentences
from grader.text.normal import Normal
from grader.text.patterns import Index
from grader.text.polarity import Polarity, polarity
from grader.text.scheme import Scheme
from grader.text.stems import stem

MOST_CHARACTERS = 30_000
MOST_WORDS = 2_000
"""Longer answers are scored up to here and go to a person."""


@dataclass(slots=True)
class ReadSentence:
    """One sentence, indexed for a rubric."""

    sentence: Sentence
    index: Index
    polarity: Polarity
    counted: bool
    """Neither a copy of the question nor a list of terms."""


def read_answer(rubric: Scheme, normal: Normal) -> tuple[list[ReadSentence], set[str]]:
    """Cut an answer into sentences, tell which of them count, and why others do not (flags)."""
    asked = rubric.asked
    # Where words alone earn credit, a model answer's words without its sentences must not.
    heaps = rubric.counts_words
    flags: set[str] = set()
    read: list[ReadSentence] = []
    words = news = contents = 0
    spoken: list[str] = []
    for sentence in sentences(normal.text):
        words += len(sentence.tokens)
        if words > MOST_WORDS:
            flags.add("very_long")
            break
        spoken.extend(sentence.words)
        content, new = gates.new_stems(sentence, asked)
        contents, news = contents + content, news + new
        index = Index(sentence.words, sentence.places, rubric.lexicon)
        listed = gates.is_list([sentence]) or (heaps and gates.is_heap(sentence.words))
        listed = listed and not (rubric.lists and _names(rubric, [(sentence, index)]))
        if listed:
            flags.add("keyword_list")
        copied = content >= 5 and new == 0
        read.append(ReadSentence(sentence, index, polarity(sentence), not (listed or copied)))
    if gates.is_list([one.sentence for one in read]) and not (rubric.lists and _names(rubric, [(one.sentence, one.index) for one in read])):
        flags.add("keyword_list")
        for one in read:
            one.counted = False
    if contents >= 2 and news == 0 and asked:
        flags.add("copied_question")
    if gates.other_language(spoken):
        # Its function words are not ours, so a list cannot be told from a sentence.
        flags.add("other_language")
        flags.discard("keyword_list")
        for one in read:
            one.counted = True
    return read, flags


def _names(rubric: Scheme, several: list[tuple[Sentence, Index]]) -> bool:
    """Whether half of a list is looked for: who names what was asked for is not who lists all words of the topic."""
    content: set[str] = set()
    sought: set[str] = set()
    for sentence, index in several:
        found = {place for places in index.at.values() for place in places}
        for place, word in enumerate(sentence.words):
            root = stem(word)
            if gates.is_content(word) and root not in rubric.asked:
                content.add(root)
                if place in found:
                    sought.add(root)
    return bool(sought) and 2 * len(sought) >= len(content)
