"""Options that several commands share."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from grader.errors import UsageError, did_you_mean

if TYPE_CHECKING:
    from rich.console import Console

    from grader.gradebook import Gradebook
    from grader.model import Assignment
    from grader.pipeline import By


def _cores() -> int:
    """How many processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


CORES = _cores()
"""Default of --jobs."""

AssignmentName = Annotated[str, typer.Argument(metavar="ASSIGNMENT", help="Id of the assignment, such as dl-hw1.")]
Submissions = Annotated[Path, typer.Argument(metavar="SUBMISSIONS", help="A folder with one entry a student, or one submission.")]
CourseFolder = Annotated[
    Path | None, typer.Option("--course", help="Course folder. Default: the nearest one upwards that holds assignments/.")
]
Out = Annotated[Path | None, typer.Option("--out", help="Where reports go. Default: out/ASSIGNMENT.")]
Jobs = Annotated[int, typer.Option("--jobs", "-j", min=1, max=256, help="Submissions at a time.")]
GradebookUrl = Annotated[
    str,
    typer.Option(
        "--gradebook", metavar="URL", envvar="GRADER_GRADEBOOK", help="postgresql://user@host/name. Default: gradebook.sqlite in --out."
    ),
]
Why = Annotated[str, typer.Option("--why", help="The reason, kept in the gradebook.")]
AsJson = Annotated[bool, typer.Option("--json", help="Write JSON for a machine instead of words.")]
Lang = Annotated[str | None, typer.Option("--lang", metavar="CODE", help="Language of the messages: en or de. Default: the course's.")]


def console(*, stderr: bool = False) -> Console:
    """A terminal that respects NO_COLOR and its own width."""
    from rich.console import Console

    return Console(stderr=stderr, highlight=False, soft_wrap=False)


def load_ready(name: str, course: Path | None) -> tuple[Path, Assignment]:
    """The course's root and the assignment with its reference attached."""
    from grader.load import find_course
    from grader.pipeline import ready

    root = find_course(course or Path.cwd())
    return root, ready(root, name)


def existing(path: Path) -> Path:
    """The path, or a UsageError that names the nearest sibling."""
    if not path.exists():
        siblings = [p.name for p in path.parent.iterdir()] if path.parent.is_dir() else []
        raise UsageError(f"there is no {path}{did_you_mean(path.name, siblings)}")
    return path


def by(why: str = "") -> By:
    """Who does this (GRADER_USER, else the user's name on this machine), when, and why."""
    import getpass
    from datetime import UTC, datetime

    from grader.pipeline import By

    who = os.environ.get("GRADER_USER", "").strip()
    try:
        who = who or getpass.getuser()
    except (OSError, KeyError):  # a user id without a name, as in a container
        who = f"user {os.getuid()}"
    return By(who[:100], datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"), why.strip())


def open_gradebook(url: str, out: Path) -> Gradebook:
    """The gradebook that `grader grade` wrote; a UsageError when there is none."""
    from grader.gradebook import Gradebook

    if url:
        return Gradebook(url)
    path = out / "gradebook.sqlite"
    if not path.exists():
        raise UsageError(f"there is no {path}; grade the class first, or say where it was graded with --out or --gradebook")
    return Gradebook(path)
