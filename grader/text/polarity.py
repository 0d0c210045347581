"""What a sentence denies, supposes, or leaves open: negation word by word."""

from __future__ import annotations

from dataclasses import dataclass

from grader.text.clauses import CONTRASTS, Sentence
from grader.text.wordlists import word_set

NEGATORS = word_set("""
    dosent dosnt doesent doesnot canot donot isn doesn don not no never none neither nor cannot cant dont doesnt isnt arent wasnt wont
    didnt havent hasnt couldnt wouldnt shouldnt nothing nobody nowhere unable without fails fail failed lacks lack lacking refuse
    impossible
""")
"""Words that turn what follows into its opposite; every word in n't is one as well."""

_SCOPE = 6
_SHORT = frozenset({"without", "lack", "lacks", "lacking", "no"})
_NOT_NEGATING = word_set("but only just merely simply solely matter doubt wonder surprise")
_CUTS = CONTRASTS | word_set("because since so therefore hence thus which and -> then it they we until")
_DETERMINERS = word_set("the a an its their this these those each every all")
_SUPPOSITIONS = frozenset({"if", "unless", "when", "suppose", "imagine", "had", "were"})
_CONDITIONS = word_set("if without unless otherwise when were had suppose assume imagine would")
# "It is a myth that …": all that follows is denied.
_REFUSALS = (
    "myth",
    "misconception",
    "wrong that",
    "wrong to",
    "false that",
    "incorrect that",
    "incorrect to",
    "untrue",
    "not true",
    "not the case",
    "not correct",
    "isn't true",
    "is false",
    "isn't the case",
    "mistake to",
    "not because",
    "rather than",
    "instead of",
    "as opposed to",
)
_REPORTS = (
    "might think", "may think", "could think", "people say", "people think", "some say", "some think", "often said", "tempting",
    "sometimes claimed",
)  # fmt: skip
_HEDGES = word_set("maybe perhaps possibly either unsure presumably guess")
_HEDGE_PHRASES = ("not sure", "could be", "might be", "or rather", "one of these", "or maybe", "or perhaps", "or possibly")


@dataclass(frozen=True, slots=True)
class Polarity:
    """For each word of a sentence, which negators cover it; and what the sentence as a whole is."""

    cover: tuple[tuple[int, ...], ...]
    """Indices of the negators in whose scope a word stands."""
    conditional: bool
    """What would be so under a condition; a denial in it denies nothing."""
    hedged: bool
    """Two or more alternatives are offered."""
    reported: bool
    """An opinion of others, told in order to refuse it."""


def is_negator(word: str) -> bool:
    """Whether a word negates.

    >>> is_negator("doesn't"), is_negator("cannot"), is_negator("knot")
    (True, True, False)
    """
    return word in NEGATORS or word.endswith("n't")


def polarity(sentence: Sentence) -> Polarity:
    """Find the scopes of all negators of a sentence."""
    words = sentence.words
    cover: list[list[int]] = [[] for _ in words]
    joined = " ".join(words)
    conditional = any(word in _CONDITIONS for word in words)
    for index, word in enumerate(words):
        if word == "nor" and "neither" in words[:index]:
            continue
        if is_negator(word) and not (index + 1 < len(words) and words[index + 1] in _NOT_NEGATING):
            for covered in _scope(sentence, words, index):
                cover[covered].append(index)
    for phrase in _REFUSALS:
        if phrase in joined:
            _refuse(words, phrase.split(), cover)
    alternatives = sum(word in _HEDGES for word in words) + sum(joined.count(phrase) for phrase in _HEDGE_PHRASES)
    hedged = alternatives >= 2 or (alternatives == 1 and "or" in words and bool({"maybe", "perhaps", "possibly"} & set(words)))
    return Polarity(tuple(map(tuple, cover)), conditional, hedged, any(phrase in joined for phrase in _REPORTS))


def _scope(sentence: Sentence, words: list[str], negator: int) -> range:
    """The words that a negator covers: up to the next clause, and not far."""
    supposed = any(word in _SUPPOSITIONS for word in words[:negator])
    reach = 3 if supposed else _SCOPE
    content = 0
    end = negator + 1
    while end < len(words) and end - negator <= reach:
        word = words[end]
        if word in _CUTS or sentence.pauses[end]:
            break
        if words[negator] in _SHORT and (content >= 3 or (content and word in _DETERMINERS)):
            break
        content += word not in _DETERMINERS
        end += 1
    return range(negator + 1, end)


def _refuse(words: list[str], phrase: list[str], cover: list[list[int]]) -> None:
    """Let all that follows a refusal be denied once, without counting its own "not" a second time."""
    size = len(phrase)
    for index in range(len(words) - size + 1):
        if words[index : index + size] == phrase:
            inner = set(range(index, index + size))
            last = len(words) if phrase[-1] not in ("than", "of", "because") else min(len(words), index + size + 5)
            for covered in range(index + size, last):
                if words[covered] in (CONTRASTS if phrase[-1] == "that" else _CUTS):
                    break
                cover[covered] = [n for n in cover[covered] if n not in inner] + [index]
            for before in range(index) if phrase in (["is", "false"], ["untrue"]) else ():
                cover[before].append(index)
