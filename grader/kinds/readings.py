"""Show a derivation back as it was read, line by line."""

from __future__ import annotations

from grader.algebra import CheckedLine, Derivation
from grader.algebra.question import Question
from grader.algebra.tree import names, walk
from grader.model import Found, ReadLine

_MOST_READINGS = 60
"""Lines that a report shows back; a derivation has ten or twenty."""
_LONGEST_READING = 400
_ROOM_FOR_READINGS = 6000
"""Characters of LaTeX of one derivation; as MathML they become twenty times as many."""
_FOUND: dict[str, Found] = {"unparseable": "unreadable", "undecided": "undecided", "ignored": "words"}


def concerns(found: Derivation, question: Question) -> bool:
    """Whether some line of a sheet without headings speaks of this question: of its functions, or of nothing but its symbols."""
    known = frozenset(question.symbols.shapes)
    for chain in (chain for chains in found.statements for chain in chains):
        sides = [side for side in chain.sides if side is not None]
        used = frozenset[str]().union(*(names(side) for side in sides))
        if len(used & known) > 1 and used <= known:
            return True
        if any(part.op == "call" and part.value in question.scope.functions for side in sides for part in walk(side)):
            return True
    return False


def readings(found: Derivation, *, loose: bool) -> tuple[ReadLine, ...]:
    """How the lines were read; on a loose sheet only those that say something right here, for the others belong to other parts."""
    lines = [line for line in found.lines if line.verdict == "correct"] if loose else found.lines
    room = _ROOM_FOR_READINGS
    told: list[ReadLine] = []
    for line in lines[:_MOST_READINGS]:
        reading = line.reading if len(line.reading) <= min(room, _LONGEST_READING) else ""
        room -= len(reading)
        told.append(ReadLine(line.text[:_LONGEST_READING], reading, found_of(line), line.follows, line.reason, line.column))
    return tuple(told)


def found_of(line: CheckedLine) -> Found:
    """What was found of a line, in one word or two."""
    if line.verdict == "correct":
        compared = "\\le" in line.reading or "\\ge" in line.reading or "<" in line.reading or ">" in line.reading
        return "proved" if line.proved else "holds where tried" if compared else "numerically equal"
    if line.verdict == "incorrect":
        return "inherited" if line.follows else "wrong"
    return _FOUND[line.verdict]
