"""How a written number stands in its sentence: concluded, told, given, denied."""

from __future__ import annotations

from dataclasses import dataclass

from grader.numeric.tokens import Token

_NEAR = 40
"""So many tokens on either side decide how a number stands."""

_FINAL = frozenset(
    "answer result so hence thus therefore total altogether sum finally final solution gives get gets equals also daher insgesamt".split()  # noqa: SIM905
)
_TOLD = frozenset(
    "is are be was has have each every its thats s width size dimension dimensions slope value maximum becomes makes leaves with".split()  # noqa: SIM905
)
_BETWEEN = frozenset("is are be the it this that we have which to exactly about roughly approximately of comes just only a an".split())  # noqa: SIM905
_COUNTED = frozenset(
    "heads head matrices matrix parts part pieces piece groups projections projection biases layers tokens inputs kopf köpfe köpfen".split()  # noqa: SIM905
)
"""Things that a problem states a number of."""
_REASONS = frozenset(("because", "since", "as", "check", "denn", "weil"))
CHECKS = frozenset(("check", "proof", "test", "probe"))
"""Words in front of a calculation that only tests the answer."""
_SUPPOSED = frozenset("since given with if as when where because".split())  # noqa: SIM905
_TOGETHER = frozenset("total together altogether overall insgesamt zusammen".split())  # noqa: SIM905
_DENIED = frozenset(("not", "never", "isn't", "nicht", "cannot", "n't", "neither", "nor", "kein"))


@dataclass(frozen=True, slots=True)
class Standing:
    """What the words around a number make of it."""

    alone: bool
    """Whether no word stands on its line beside it but a unit."""
    final: bool
    """Whether words such as "so" or "the answer is" come before it, with no other number between."""
    told: bool
    """Whether a word such as "is" or "each" stands right before it."""
    given: bool
    """Whether it counts things that the problem states (12 heads), or is supposed: since d = 768."""
    denied: bool
    """Whether a "not" stands right before it."""
    aside: bool
    """Whether it stands in a bracket, or behind a "because", that comes after another number."""


def standing_of(tokens: list[Token], first: int, after: int) -> Standing:
    """Look around the tokens from `first` up to `after`."""
    before = _before(tokens, first)
    words = [token.text.lower() for token in before]
    behind = [token.text.lower() for token in tokens[after : after + 3]]
    while after < len(tokens) and tokens[after].kind == "end" and tokens[after].text != "\n":
        after += 1
    line = tokens[after : after + _NEAR]
    line = line[: next((i for i, token in enumerate(line) if token.text == "\n"), len(line))]
    near = words[: next((i for i, word in enumerate(words) if word not in _BETWEEN), len(words)) + 1]
    given = bool(line) and line[0].kind == "name" and line[0].text.lower() in _COUNTED
    return Standing(
        alone=not words and sum(token.kind == "name" for token in line) <= 2,
        final=_announced(before) or bool(_TOGETHER.intersection(behind[:1] if behind[:1] != ["in"] else behind)),
        told=bool(words) and (words[0] in _TOLD or words[0] in (":",)),
        given=given or _supposed(before),
        denied=bool(near) and (near[-1] in _DENIED or near[-1].endswith("n't")),
        aside=_beside(before) or next((word for word in words if word != ":"), "") in CHECKS,
    )


def _before(tokens: list[Token], first: int) -> list[Token]:
    """The tokens before, nearest first, up to the beginning of the sentence or the line."""
    found: list[Token] = []
    index = first - 1
    while index >= 0 and len(found) < _NEAR and tokens[index].text not in ("\n", "."):
        found.append(tokens[index])
        index -= 1
    return found


def _announced(before: list[Token]) -> bool:
    """Whether a word that announces a result comes before, with no number between."""
    for token in before:
        if token.kind == "number":
            return False
        if token.text.lower() in _FINAL:
            return True
    return False


def _supposed(before: list[Token]) -> bool:
    """Whether a word such as "since" begins the clause."""
    for token in before:
        if token.text in (",", ";", ":") or token.text.lower() in _FINAL:
            return False
        if token.text.lower() in _SUPPOSED:
            return True
    return False


def _beside(before: list[Token]) -> bool:
    depth = 0
    for index, token in enumerate(before):
        depth += (token.kind == "close") - (token.kind == "open")
        if depth < 0 or (depth == 0 and token.text.lower() in _REASONS):
            return any(earlier.kind == "number" for earlier in before[index + 1 :])
    return False
