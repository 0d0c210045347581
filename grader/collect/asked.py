"""What an assignment asks students to hand in."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from grader.collect.naming import same_name
from grader.model import Assignment, Part, Question

_COPY = re.compile(
    r"^(?:copy of |kopie von )?(.+?)(?:[ _-]*\((\d+)\)|[ _-]+(?:copy|kopie|final|v)[ _-]*(\d*)|[ _-](\d{1,2})| - copy)?$", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Asked:
    """The files and names of an assignment, sorted for reading."""

    assignment: str
    code: Mapping[str, tuple[str, ...]]
    """Functions and classes asked for, by file: `q4_attention.py` -> `softmax`, ..."""
    written: Mapping[str, Part]
    """Parts that are answered in words, by local address."""
    sheets: Mapping[str, tuple[str, ...]]
    """Local addresses by the file in which they are answered: `answers.md` -> `q2.scalar`, ..."""
    parts: tuple[Part, ...]
    questions: tuple[Question, ...]

    def file_for(self, name: str) -> str | None:
        """The asked file that a handed-in file name means, upper and lower case aside."""
        low = same_name(name)
        return next((file for file in (*self.code, *self.sheets) if file.lower() == low), None)

    def means(self, name: str) -> bool:
        """Whether a file of this name shows that its folder is a submission: an asked file, a copy of one, or the notebook."""
        stem, dot, ending = name.rpartition(".")
        ending = ending.lower()
        if not dot or ending not in ("py", "ipynb", "md", "txt", "markdown"):
            return False
        if ending == "ipynb":
            known = {same_name(self.assignment)}
        else:
            known = {stem_of(file) for file in (self.code if ending == "py" else self.sheets)}
        return same_name(stem) in known or original(stem) in known


def stem_of(path: str) -> str:
    """The name of a file without folder and ending, in lower case.

    >>> stem_of("hw1/Q1_Perceptron.py")
    'q1_perceptron'
    """
    return same_name(path.rpartition("/")[2].rpartition(".")[0])


def original(stem: str) -> str:
    """Undo what browsers and file managers add to a copy's name.

    >>> original("q4_attention (1)"), original("Q4_attention copy"), original("dl-hw1-Copy1"), original("dl-hw1")
    ('q4_attention', 'q4_attention', 'dl-hw1', 'dl-hw1')
    """
    low = same_name(stem).strip()
    found = _COPY.match(low)
    return found[1] if found else low


def copy_number(stem: str) -> int:
    """Which copy a name says it is; 0 for none.

    >>> copy_number("q4_attention (2)"), copy_number("q4_attention copy"), copy_number("q4_attention")
    (2, 1, 0)
    """
    found = _COPY.match(same_name(stem).strip())
    digits = (found[2] or found[3] or found[4]) if found else None
    return int(digits[:6]) if digits else int(original(stem) != same_name(stem).strip())


def asked_of(assignment: Assignment) -> Asked:
    """Sort out what an assignment asks for."""
    code: dict[str, list[str]] = {}
    written: dict[str, Part] = {}
    sheets: dict[str, list[str]] = {}
    parts = assignment.parts
    for part in parts:
        file, colon, name = part.kind.answer.partition(":")
        if colon:
            code.setdefault(file, []).append(name.partition(".")[0])
        else:
            local = f"{part.address.question}.{part.address.part}"
            written[local] = part
            sheets.setdefault(file, []).append(local)
    return Asked(
        assignment.id,
        {file: tuple(dict.fromkeys(names)) for file, names in code.items()},
        written,
        {file: tuple(names) for file, names in sheets.items()},
        parts,
        assignment.questions,
    )


def module_name(path: str) -> str:
    """Turn a file's path into the name by which it is imported.

    >>> module_name("helpers/maths.py"), module_name("helpers/__init__.py")
    ('helpers.maths', 'helpers')
    """
    return path.removesuffix(".py").replace("/", ".").removesuffix(".__init__")
