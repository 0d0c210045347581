"""A student's folder: what was handed out, and what the student made of it."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from grader.collect import Entry, collect
from grader.errors import CourseError, UsageError
from grader.load import load_published
from grader.model import Address, Assignment, Part, Submission
from grader.selfcheck.record import PLACE, Record, read_record, wanted

BESIDE = ("cases", "assignment.yaml", "README.md", "requirements.txt")
"""What a release holds that is no part of the work."""
AGAIN = "download the homework again and copy your own files into the fresh folder"


@dataclass(frozen=True)
class Workbook:
    """A release with somebody's work in it."""

    folder: Path
    assignment: Assignment
    record: Record

    @property
    def archive(self) -> str:
        """The name of the zip that `grader submit` writes."""
        return f"{self.assignment.id}-submission.zip"

    @cached_property
    def submission(self) -> Submission:
        """The work as it stands, read as it will be when it is handed in."""
        return collect(Entry("you", self.folder), self.assignment, leave_out=(*BESIDE, self.archive))

    def parts(self, address: str = "") -> tuple[Part, ...]:
        """The parts that an address such as `q4` or `q4.softmax` names, all of them for none; raises UsageError for an unknown one."""
        asked = self._address(address)
        found = tuple(part for part in self.assignment.parts if asked is None or part.address.within(asked) or asked.within(part.address))
        if not found:
            known = [question.id for question in self.assignment.questions] + [part.address.local for part in self.assignment.parts]
            raise UsageError(wanted(address, known, self.assignment.id))
        return found

    def case(self, address: str) -> str:
        """The case that an address such as `q4.softmax[rows-01]` names; empty when it names more than one."""
        asked = self._address(address)
        return asked.case if asked else ""

    def _address(self, address: str) -> Address | None:
        if not address:
            return None
        try:
            return Address.parse(address, assignment=self.assignment.id)
        except ValueError as error:
            raise UsageError(str(error)) from None

    def changed(self) -> tuple[str, ...]:
        """Files of the course, not of the student, that are no longer as they were handed out."""
        ours = [path for path in self.record.files if path == "assignment.yaml" or path.startswith("cases/")]
        return tuple(path for path in ours if self._digest(path) != self.record.files[path])

    def untouched(self, path: str) -> bool:
        """Whether a file is still byte for byte as it was handed out."""
        return path in self.record.files and self._digest(path) == self.record.files[path]

    def _digest(self, path: str) -> str:
        file = self.folder / path
        if not file.is_file():
            return ""
        with file.open("rb") as opened:
            return hashlib.file_digest(opened, "sha256").hexdigest()


def open_workbook(start: Path | str = ".") -> Workbook:
    """The student's folder at `start` or above it; raises UsageError that says where to go when there is none."""
    begin = Path(start).absolute()
    for folder in (begin, *begin.parents):
        if (folder / PLACE).is_file():
            return _opened(folder)
    raise UsageError(_nothing_here(begin))


def _opened(folder: Path) -> Workbook:
    record = read_record((folder / PLACE).read_bytes(), PLACE)
    if not (folder / "assignment.yaml").is_file():
        raise UsageError(f"assignment.yaml is missing in {folder.name}; {AGAIN}")
    try:
        assignment = load_published(folder, record.assignment)
    except CourseError as error:
        raise UsageError(f"{error}\n  This file came with the homework and should stay as it is; {AGAIN}.") from None
    return Workbook(folder, assignment, record)


def _nothing_here(begin: Path) -> str:
    below = sorted(path.parent.parent.name for path in begin.glob(f"*/{PLACE}")) if begin.is_dir() else []
    if below:
        return f"the homework is not in this folder but in {', '.join(below)}; go there first: cd {below[0]}"
    if (begin / "assignments").is_dir() or begin.parent.name == "assignments":
        return "this is a course, not a homework folder; `grader release ASSIGNMENT --out DIR` makes the folder that students get"
    if (begin / "assignment.yaml").is_file():
        return f"{PLACE} is missing (a hidden folder, easily lost in copying); {AGAIN}"
    return f"no homework here: neither {begin} nor a folder above it holds {PLACE}; go into the folder that you downloaded (cd dl-hw1)"
