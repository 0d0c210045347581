"""What came of one commit: the message from scoring to publishing."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Literal

from grader.errors import BrokenError
from grader.model import Message
from grader.report import write

FORMAT = "grader outcome 1"
FILE = "outcome.json"
_MOST_BYTES = 32 << 20


@dataclass(frozen=True, slots=True)
class Annotation:
    """A remark on a line of a file in the pull request."""

    path: str
    line: int
    title: str
    message: str
    written: bool
    """Whether it is about a written answer, which is nobody's business but the student's."""


@dataclass(frozen=True, slots=True)
class Graded:
    """One assignment of the commit, as far as publishing needs it; all points as people read them."""

    assignment: str
    title: str
    earned: str
    possible: str
    waiting: str
    """Points that wait for a person, or empty."""
    status: Literal["final", "provisional"]
    broken: bool
    questions: tuple[tuple[str, str, str], ...]
    """Title, points earned and points possible of each question."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """Everything that is published about one commit."""

    head: str
    student: str
    state: Literal["graded", "refused", "not graded"]
    """`refused`: the student has to change something; `not graded`: we or the machinery failed, which is never a zero."""
    messages: tuple[Message, ...] = ()
    """Why it was not graded, and what to do."""
    graded: tuple[Graded, ...] = ()
    annotations: tuple[Annotation, ...] = ()
    isolation: str = ""
    public: Literal["nothing", "feedback", "marks"] = "feedback"
    """What the course lets a public repository show."""
    reports: Mapping[str, bytes] = field(default_factory=dict)
    """Files beside the outcome by name, such as `dl-hw1.report.md`."""


def write_outcome(outcome: Outcome, folder: Path) -> None:
    """Write the outcome and its reports into a folder."""
    told = asdict(outcome)
    del told["reports"]
    text = json.dumps({"format": FORMAT, **told}, indent=1, ensure_ascii=True)
    write(folder, {**outcome.reports, FILE: f"{text}\n".encode()})


def read_outcome(folder: Path) -> Outcome:
    """Read what `write_outcome` wrote; raises BrokenError when that is not there or not whole."""
    try:
        path = folder / FILE
        if path.stat().st_size > _MOST_BYTES:
            raise BrokenError(f"{path} is too large")
        told = json.loads(path.read_bytes())
        if told.pop("format") != FORMAT:
            raise BrokenError(f"{path} was written by another version of the grader")
        graded = tuple(Graded(**(one | {"questions": tuple(map(tuple, one["questions"]))})) for one in told.pop("graded"))
        notes = tuple(Annotation(**one) for one in told.pop("annotations"))
        messages = tuple(Message(**one) for one in told.pop("messages"))
        names = sorted(path.name for path in folder.glob("*.report.md"))
        reports = {name: (folder / name).read_bytes()[:_MOST_BYTES] for name in names}
        return Outcome(**told, graded=graded, annotations=notes, messages=messages, reports=reports)
    except (OSError, ValueError, LookupError, TypeError, AttributeError):
        raise BrokenError(f"{folder} holds no outcome of `grader ci score`") from None
