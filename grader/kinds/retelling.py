"""Tell authors of written answers how those are read; nothing here judges."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from grader.catalogue import say
from grader.kinds.written import is_empty
from grader.model import Answer, Message
from grader.model.retold import Retold

MOST_WORDS = 1_000
"""Of an answer in prose; nobody asks for more, and longer ones go to a person."""
_MOST_SHOWN = 12


def retold_prose(answer: Answer | None) -> Retold | None:
    """Presence and length of an answer in prose; None when there is none."""
    if answer is None or is_empty(answer.text):
        return None
    words = len(answer.text.split())
    if words > MOST_WORDS:
        reason = say("This answer has {count:,} words; more than {most:,} are read by a person only.", count=words, most=MOST_WORDS)
        return Retold(
            say("{count:,} words", count=words), problems=(Message(reason, say("Shorten it to what the question asks."), _where(answer)),)
        )
    return Retold(say("1 word") if words == 1 else say("{count:,} words", count=words))


def retold_number(answer: Answer | None, shape: tuple[int, ...] | None) -> Retold | None:
    """The number or matrix that is read; None when there is no answer."""
    if answer is None or is_empty(answer.text):
        return None
    from grader.numeric.reading import read_number

    reading = read_number(answer.text, shape=shape, line=answer.line)
    if reading.status == "empty":
        return None
    if reading.problem is not None:
        problem = Message(reading.problem.words, say("Write a number with a short calculation, such as 3*4 = 12."), _where(answer))
        return Retold(say("cannot be read as a number"), problems=(problem,))
    if reading.status == "ambiguous":
        problem = Message(say("Several numbers could be your answer."), say("End with one line such as: Answer: 12"), _where(answer))
        return Retold(say("more than one number"), problems=(problem,))
    notes = tuple(
        Message(say("Look again at your calculation: {note}.", note=note), say("The result is what counts.")) for note in reading.notes
    )
    if reading.number is not None:
        return Retold(say("we read {figure}", figure=_figure(reading.number.value)), problems=notes)
    rows = tuple("[" + ", ".join(_figure(number.value) for number in row) + "]" for row in reading.rows)
    size = " x ".join(map(str, reading.shape))
    if shape is not None and reading.shape != shape:
        asked = " x ".join(map(str, shape)) if shape else say("a single number")
        notes = (
            Message(
                say("We read a table of {size}, and {asked} is asked for.", size=size, asked=asked),
                say("Write one row a line, or [[1, 2], [3, 4]]."),
            ),
            *notes,
        )
    return Retold(say("we read a table of {size}", size=size), rows[:_MOST_SHOWN], notes)


def retold_derivation(answer: Answer | None, symbols: Mapping[str, Any], given: Sequence[str], goal: str) -> Retold | None:
    """How each line of a derivation is read; None when there is none."""
    if answer is None or is_empty(answer.text):
        return None
    from grader.algebra.derivation import question_of
    from grader.algebra.lines import read_line, split_lines
    from grader.algebra.plain import plain_chain

    known = question_of(tuple(given), goal, symbols, "").symbols
    texts = split_lines(answer.text)
    lines: list[str] = []
    problems: list[Message] = []
    formulas = 0
    for number, text in enumerate(texts, 1):
        line = read_line(text, known)
        if line.refusal is not None:
            place = say(", column {column}", column=line.refusal.position + 1) if line.refusal.position else ""
            reason = say("Line {number}{place} cannot be read: {reason}", number=number, place=place, reason=line.refusal.reason)
            problems.append(Message(reason, line.refusal.help or say("Write the formula out in full."), source=text[:200]))
        elif line.chains:
            formulas += 1
            read = ",  ".join(plain_chain(chain) for chain in line.chains)
            lines.append(say("line {line}: {remark}", line=number, remark=read))
    if not formulas and not problems:
        step = say("Write one step a line, such as y = a*x + b.")
        return Retold(
            say("{count} lines of words", count=len(texts)), problems=(Message(say("No line holds a formula."), step, _where(answer)),)
        )
    summary = _formulas(formulas, readable=not problems)
    return Retold(summary, tuple(lines[:_MOST_SHOWN]), tuple(problems[:_MOST_SHOWN]))


def _formulas(count: int, *, readable: bool) -> str:
    found = say("{count} line of formulas", count=count) if count == 1 else say("{count} lines of formulas", count=count)
    return say("{found}, all can be read", found=found) if readable else found


def _where(answer: Answer) -> str:
    return f"{answer.file}:{answer.line}"


def _figure(value: Any) -> str:
    """A number as people write it: whole, as a short decimal, or as a fraction.

    >>> from fractions import Fraction
    >>> _figure(Fraction(64)), _figure(Fraction(1, 4)), _figure(Fraction(1, 3))
    ('64', '0.25', '1/3')
    """
    from fractions import Fraction

    if not isinstance(value, Fraction):
        return f"{value:.6g}" if isinstance(value, float) else str(value)
    if value.denominator == 1:
        return f"{value.numerator}"
    decimal = f"{float(value):.6f}".rstrip("0")
    return decimal if Fraction(decimal) == value else str(value)
