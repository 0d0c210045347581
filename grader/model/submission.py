"""What a student handed in, already read but never run."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from grader.model.outcome import Message
from grader.model.policy import HandedIn


@dataclass(frozen=True, slots=True)
class Chunk:
    """A piece of source text as the student wrote it: a file, or one notebook cell."""

    label: str
    """What a message calls it: `q4_attention.py` or `dl-hw1.ipynb cell 7`."""
    source: str


@dataclass(frozen=True, slots=True)
class Module:
    """An importable module: its chunks run in order in one namespace."""

    name: str
    """Dotted import name: `q4_attention`, `helpers.maths`."""
    chunks: tuple[Chunk, ...]


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a stretch of an answer's text stands."""

    line: int
    """First line of the stretch, counted from 0 in the text."""
    file: str
    number: int
    """Its line in the file, counted from 1."""


@dataclass(frozen=True, slots=True)
class Answer:
    """A written answer under its part's heading, without the prompt that was handed out."""

    text: str
    file: str
    """Where it stands, for messages: `answers.md`."""
    line: int = 1
    """Line of the file (or of the notebook cell) at which `text` begins."""
    loose: bool = False
    """No heading names the part: `text` is all that was written for the whole question, or the whole sheet."""
    origins: tuple[Origin, ...] = ()
    """Where the text comes from, stretch by stretch, when it does not stand in one piece from `line` on."""
    beside: Answer | None = None
    """What was written for the same question elsewhere: evidence counts anywhere within its question (docs/design/050)."""

    @property
    def everything(self) -> Answer:
        """The answer and what stands beside it as one text."""
        return join([piece for piece in (self, self.beside) if piece and piece.text]) or self

    def place(self, offset: int) -> str:
        """File and line of a character of the text.

        >>> Answer("a\\nb", "answers.md", 7).place(2)
        'answers.md:8'
        """
        line = self.text.count("\n", 0, offset)
        origin = next((one for one in reversed(self.origins) if one.line <= line), Origin(0, self.file, self.line))
        return f"{origin.file}:{origin.number + line - origin.line}"


def join(pieces: Sequence[Answer]) -> Answer | None:
    """Several stretches of one student's writing as one text that knows where each comes from; None for none."""
    if len(pieces) < 2:
        return replace(pieces[0], beside=None) if pieces else None
    origins: list[Origin] = []
    line = 0
    for piece in pieces:
        own = piece.origins or (Origin(0, piece.file, piece.line),)
        origins += [Origin(line + origin.line, origin.file, origin.number) for origin in own]
        line += piece.text.count("\n") + 2
    loose = any(piece.loose for piece in pieces)
    return Answer("\n\n".join(piece.text for piece in pieces), pieces[0].file, pieces[0].line, loose, tuple(origins))


@dataclass(frozen=True, slots=True)
class Submission:
    """One student's work."""

    student: str
    """Safe to use as a folder name: no separators, not hidden, never `.` or `..`."""
    modules: Mapping[str, Module] = field(default_factory=dict)
    """By import name; the code parts of a notebook appear under the names of the files that they stand for."""
    answers: Mapping[str, Answer] = field(default_factory=dict)
    """By local part address: `q2.scalar`."""
    notes: tuple[Message, ...] = ()
    """Repairs, oddities and refusals, told to the student."""
    refused: bool = False
    """Nothing could be read: `notes` says why."""
    handed_in: HandedIn | None = None
    """When, if the hand-in or whoever delivered it says so."""
    hints: Mapping[str, int] = field(default_factory=dict)
    """How many hints the student took, by local part address, as the hand-in's own log says."""
