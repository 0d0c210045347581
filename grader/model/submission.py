"""What a student handed in, already read but never run."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from grader.model.outcome import Message


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
class Answer:
    """A written answer under its part's heading, without the prompt that was handed out."""

    text: str
    file: str
    """Where it stands, for messages: `answers.md`."""
    line: int = 1
    """Line of the file (or of the notebook cell) at which `text` begins."""
    loose: bool = False
    """No heading names the part: `text` is all that was written for the whole question, or the whole sheet."""


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
