"""From an answer to points: gates, hits, polarity, credit, confidence."""

from __future__ import annotations

from dataclasses import dataclass, field

from grader.text import gates
from grader.text.clauses import Sentence
from grader.text.counting import MOST_CHARACTERS, ReadSentence, read_answer
from grader.text.normal import Normal, normalise
from grader.text.patterns import Found, Pattern
from grader.text.scheme import Concept, Evidence, Scheme, TextScore
from grader.text.stems import stem
from grader.text.wordlists import word_set

_REVIEWED = word_set("mixed_polarity hedged other_language very_long instruction_to_grader keyword_list disguised_letters")


@dataclass(slots=True)
class _Hit:
    """A pattern that was found, and whether the answer asserts it."""

    grade: str
    start: int
    end: int
    rule: str
    sentence: int
    fuzzy: bool = False
    hedged: bool = False
    stems: frozenset[str] = frozenset()
    """Of the words that matched."""
    places: frozenset[int] = frozenset()
    """Their indices in the sentence."""
    negators: frozenset[int] = frozenset()
    """Those of them that negate, as the pattern asked for."""


@dataclass(slots=True)
class _Tally:
    """What was found for all concepts."""

    credits: dict[str, float] = field(default_factory=dict)
    hits: dict[str, list[_Hit]] = field(default_factory=dict)
    flags: set[str] = field(default_factory=set)


def score(rubric: Scheme, answer: str) -> TextScore:
    """Score an answer by a rubric."""
    normal = normalise(answer[:MOST_CHARACTERS])
    if gates.is_no_answer(normal.text):
        return _nothing(rubric, "no_answer", review=False)
    read, flags = read_answer(rubric, normal)
    if len(answer) > MOST_CHARACTERS:
        flags.add("very_long")
    if gates.instructs_the_grader(" ".join(normal.text.split())):
        return _nothing(rubric, "instruction_to_grader", review=True)
    if "copied_question" in flags:
        return _nothing(rubric, "copied_question", review=False)
    if normal.disguised:
        flags.add("disguised_letters")
    tally = _Tally(flags=flags)
    for concept in rubric.concepts:
        _judge(concept, read, tally)
    return _conclude(rubric, read, normal, tally)


def _judge(concept: Concept, read: list[ReadSentence], tally: _Tally) -> None:
    """Credit one concept: half for half matches and hedges; half of that when the answer also says the opposite."""
    full = _search(concept.full, read, "full")
    half = _search(concept.half, read, "half")
    wrong = [hit for hit in _search(concept.wrong, read, "wrong") if hit.grade == "wrong" and not _denied_by(full, hit)]
    asserted = [hit for hit in full if hit.grade == "full" and not _taken(hit, wrong)]
    weak = [hit for hit in half if hit.grade == "half" and not _taken(hit, wrong)]
    # The same words asserted and, in another sentence, denied: "It preserves the norm. … It does not preserve the norm."
    claims = {(hit.rule, hit.stems) for hit in asserted}
    told = {hit.sentence for hit in asserted}
    denied = [
        hit for hit in full if hit.grade == "denied" and (not asserted or (hit.sentence not in told and (hit.rule, hit.stems) in claims))
    ]
    credit = 0.0
    if asserted:
        sure = [hit for hit in asserted if not hit.hedged]
        credit = 1.0 if sure else 0.5
        if not sure:
            tally.flags.add("hedged")
    elif weak:
        credit = 0.5
        if all(hit.hedged for hit in weak):
            tally.flags.add("hedged")
    terms: list[_Hit] = []
    if credit < 1 and concept.terms:
        each = [[hit for hit in _search((pattern,), read, "half") if hit.grade == "half"] for pattern in concept.terms]
        terms = [found[0] for found in each if found]
        credit = max(credit, len(terms) / len(concept.terms))
    if credit and (wrong or (asserted and denied)):
        credit = min(credit, 0.5)
        tally.flags.add("mixed_polarity")
    tally.credits[concept.id] = credit
    shown = (asserted or weak or terms) + wrong + denied
    if shown:
        tally.hits[concept.id] = shown


def _denied_by(full: list[_Hit], wrong: _Hit) -> bool:
    """Whether a right statement needs a negation that stands among the words of a wrong one: "it has no idea of order"."""
    reach = range(min(wrong.places), max(wrong.places) + 1)
    return any(
        hit.grade == "full" and hit.sentence == wrong.sentence and hit.places & wrong.places and any(n in reach for n in hit.negators)
        for hit in full
    )


def _taken(hit: _Hit, wrong: list[_Hit]) -> bool:
    """Whether words of a hit are part of a wrong statement: roles that are swapped assert nothing."""
    return not hit.hedged and any(hit.sentence == other.sentence and hit.places & other.places for other in wrong)


def _search(patterns: tuple[Pattern, ...], read: list[ReadSentence], grade: str) -> list[_Hit]:
    """All hits of patterns; a pattern of several clauses counts when each has a hit."""
    hits: list[_Hit] = []
    for pattern in patterns:
        if len(pattern.clauses) == 1:
            hits.extend(_hits(pattern, 0, read, grade))
            continue
        each = [[hit for hit in _hits(pattern, number, read, grade) if hit.grade == grade] for number in range(len(pattern.clauses))]
        if all(each):
            hits.extend(found[0] for found in each)
    return hits


def _hits(pattern: Pattern, number: int, read: list[ReadSentence], grade: str) -> list[_Hit]:
    hits = []
    clause = pattern.clauses[number]
    for place, one in enumerate(read):
        if not one.counted:
            continue
        for found in one.index.find(clause):
            asserted = _asserted(found, one)
            if not asserted and (one.polarity.conditional or grade != "full"):
                continue
            if grade == "wrong" and one.polarity.reported:
                continue
            tokens = [one.sentence.tokens[index] for index in found.words]
            start, end = min(t.start for t in tokens), max(t.end for t in tokens)
            told = grade if asserted else "denied"
            stems = frozenset(stem(token.word) for token in tokens)
            hits.append(
                _Hit(
                    told,
                    start,
                    end,
                    pattern.text,
                    place,
                    found.fuzzy,
                    one.polarity.hedged,
                    stems,
                    frozenset(found.words),
                    frozenset(found.negators),
                )
            )
    return hits


def _asserted(found: Found, one: ReadSentence) -> bool:
    """Whether a hit is stated: an even number of negators covers its most covered word; those that the pattern asked for do not count."""
    asked = set(found.negators)
    if asked and not any(_governs(negator, found, one.sentence) for negator in asked):
        return False
    return max(len(set(one.polarity.cover[word]) - asked) for word in found.words) % 2 == 0


def _governs(negator: int, found: Found, sentence: Sentence) -> bool:
    """Whether a negator that the pattern asked for speaks of what the pattern has after it: no comma or new clause stands between."""
    after = [word for word in found.words if word > negator and word not in found.negators]
    return not after or not any(sentence.pauses[negator + 1 : after[0] + 1])


def _conclude(rubric: Scheme, read: list[ReadSentence], normal: Normal, tally: _Tally) -> TextScore:
    earned = sum(concept.points * tally.credits[concept.id] for concept in rubric.concepts)
    mistaken: dict[str, list[_Hit]] = {}
    for wrong in rubric.misconceptions:
        hits = [hit for hit in _search(wrong.found, read, "wrong") if hit.grade == "wrong"]
        if hits:
            mistaken[wrong.id] = hits
            earned -= wrong.deduct
    points = mapped(rubric, max(0.0, earned))
    confidence = _confidence(read, tally, bool(mistaken), points)
    flags = tuple(sorted(tally.flags))
    review = bool(_REVIEWED & tally.flags) and not (flags == ("keyword_list",) and points == 0)
    evidence = _evidence(normal, {**tally.hits, **mistaken}, set(mistaken))
    return TextScore(
        points,
        rubric.max_points,
        tally.credits,
        tuple(mistaken),
        evidence,
        flags,
        confidence,
        review or confidence < rubric.review_below,
    )


def mapped(rubric: Scheme, earned: float) -> float:
    """Points for a sum of credits: the sum itself up to the maximum, or what the rubric's steps give for it."""
    if not rubric.steps:
        return min(earned, rubric.max_points)
    return max((points for least, points in rubric.steps if earned >= least), default=0.0)


def _confidence(read: list[ReadSentence], tally: _Tally, mistaken: bool, points: float) -> float:
    """1 for exact statements; less for misspellings and half matches; low when much is said on the topic and nothing was found."""
    confidence = 1.0
    credited = [hit for hits in tally.hits.values() for hit in hits if hit.grade in ("full", "half")]
    if credited:
        confidence -= 0.1 * sum(hit.fuzzy for hit in credited) / len(credited)
        confidence -= 0.1 * sum(hit.grade == "half" for hit in credited) / len(credited)
    elif not mistaken and not tally.hits:
        topical = sum(len(one.index.at) > 0 and sum(one.index.mask >> atom & 1 for atom in one.index.at) for one in read if one.counted)
        words = sum(len(one.sentence.tokens) for one in read if one.counted)
        if words >= 15 and topical >= 6:
            confidence = 0.5
    confidence -= 0.3 * bool({"mixed_polarity", "hedged"} & tally.flags)
    return round(max(0.0, confidence), 3)


def _evidence(normal: Normal, hits: dict[str, list[_Hit]], mistaken: set[str]) -> tuple[Evidence, ...]:
    found = {
        Evidence(id, "misconception" if id in mistaken else hit.grade, *normal.origin(hit.start, hit.end), hit.rule)
        for id, several in hits.items()
        for hit in several
    }
    return tuple(sorted(found, key=lambda e: (e.start, e.end, e.concept, e.rule)))


def _nothing(rubric: Scheme, flag: str, *, review: bool) -> TextScore:
    """Nothing is credited, for a reason."""
    credits = {concept.id: 0.0 for concept in rubric.concepts}
    return TextScore(0.0, rubric.max_points, credits, (), (), (flag,), 0.3 if review else 1.0, review)
