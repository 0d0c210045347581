"""Two lines to a grade: an assignment made ready, and one submission graded in memory."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from grader.collect import collect, find
from grader.errors import CourseError, Place, UsageError
from grader.load import load_assignment
from grader.model import Assignment, Result
from grader.pipeline.marking import Marking
from grader.pipeline.observing import Memory
from grader.sandbox import Sandbox

_NOT_SOLUTION = ("cases", "mistakes")
"""Folders beside the reference that are no part of it."""


def ready(root: Path, assignment: str) -> Assignment:
    """Load an assignment with its secrets and attach the reference solution, read through the students' own door."""
    return with_reference(load_assignment(root, assignment), root)


def with_reference(assignment: Assignment, root: Path) -> Assignment:
    """Attach `solutions/<id>`; raises CourseError when it is not there or cannot be read."""
    folder = root / "solutions" / assignment.id
    place = Place(f"solutions/{assignment.id}")
    if not folder.is_dir():
        raise CourseError(
            "the reference solution is missing", place=place, help="Put the model answers there, in the files that students hand in."
        )
    entries = find(folder, assignment)
    if len(entries) != 1:
        raise CourseError("the reference solution holds none of the assignment's files", place=place)
    reference = collect(entries[0], assignment, leave_out=_NOT_SOLUTION)
    if reference.refused:
        raise CourseError(reference.notes[0].reason, place=place, help=reference.notes[0].help)
    return replace(assignment, reference=replace(reference, student="reference", notes=()))


def grade(assignment: Assignment, submission: str | Path) -> Result:
    """Grade one submission: a folder, zip, notebook or file; nothing is written.

        course = load(".")
        result = grade(course["dl-hw1"], "submissions/ada")
        result.earned, result.possible

    Raises UsageError when the path holds no submission or a whole class, CourseError when the course is wrong.
    """
    path = Path(submission)
    if not path.exists():
        raise UsageError(f"there is no {path}")
    entries = find(path, assignment)
    if len(entries) != 1:
        raise UsageError(f"{path} holds {len(entries)} submissions; grade() takes one, `grader grade` takes a class")
    homework = assignment if assignment.reference else with_reference(assignment, Path(assignment.folder).parents[1])
    with Sandbox(jobs=1) as sandbox:
        return Marking(homework, sandbox, Memory()).mark(collect(entries[0], homework)).result
