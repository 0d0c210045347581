"""Before scoring: draw inputs (trusted), look at a commit, observe (untrusted)."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from grader.authoring import drawn_from
from grader.ci.artifact import Observed
from grader.ci.git import Repository
from grader.ci.handed_in import Gate, HandedIn, lay_down, look
from grader.ci.junit import junit
from grader.ci.settings import Settings, seed_for
from grader.collect import Entry, collect, time_at
from grader.load import load
from grader.model import Assignment, Submission
from grader.pipeline import Sandbox, ready
from grader.pipeline.apart import observe_plans, plans_of, read_plans, seen_in

PLANS = ".plans.json"
"""How the file of an assignment's inputs ends."""
_SECRET = ("solutions", "rubrics")
_AGAIN = "Push a new commit, or run the workflow again. You lose nothing by this."


@contextmanager
def joined(course: Path, answers: Path | None) -> Iterator[Path]:
    """The course's root with its secret side in place, which may lie in a checkout of its own."""
    if answers is None or answers == course:
        yield course
        return
    with tempfile.TemporaryDirectory(prefix="grader-course-") as place:
        root = Path(place)
        shutil.copytree(course / "assignments", root / "assignments", symlinks=True)
        for folder in _SECRET:
            if (answers / folder).is_dir():
                shutil.copytree(answers / folder, root / folder, symlinks=True)
        yield root


def published(course: Path) -> dict[str, Assignment]:
    """The public side of every assignment; nothing below `solutions/` or `rubrics/` is opened."""
    assignments = load(course, secrets=False)
    return {id: assignments[id] for id in assignments}


def drawn(root: Path, id: str, head: str, settings: Settings) -> Assignment:
    """The assignment with the inputs that belong to one commit."""
    with drawn_from(seed_for(head, settings)):
        return ready(root, id)


def draw(root: Path, ids: Iterable[str], head: str, settings: Settings) -> dict[str, bytes]:
    """The plans for one commit by assignment: inputs only, for the untrusted side."""
    return {id: plans_of(drawn(root, id, head, settings), seed_for(head, settings)) for id in ids}


def examine(repository: Repository, base: str, head: str, course: Path) -> Gate:
    """Look at what a commit changes, by the rules of the course at `course`; raises UsageError for unknown commits."""
    return look(repository, base, head, published(course))


def observe(gate: Gate, plans: Mapping[str, bytes], course: Path, sandbox: Sandbox) -> Observed:
    """Run what was handed in beside its plans. Untrusted side: nothing that it says is believed later.

    Raises BrokenError for plans that cannot be read. An assignment without plans is left out, and so not graded later.
    """
    assignments = published(course)
    recordings = {}
    for work in gate.handed_in:
        if work.assignment in plans:
            submission = read_submission(work, assignments[work.assignment], "student")
            recordings[work.assignment] = tuple(observe_plans(read_plans(plans[work.assignment]), submission.modules, sandbox))
    return Observed(gate.head, sandbox.level, recordings)


def public_plans(course: Path) -> dict[str, bytes]:
    """Plans of the public cases alone, which students have; their inputs are the same for every commit."""
    return {id: plans_of(assignment) for id, assignment in published(course).items()}


def public_results(course: Path, observed: Observed) -> bytes:
    """How the public cases went, as JUnit XML."""
    assignments = published(course)
    seen = {id: seen_in(assignments[id], [recording for _, recording in told]) for id, told in observed.recordings.items()}
    return junit(seen)


def plans_in(folder: Path) -> dict[str, bytes]:
    """What `draw` wrote, by assignment."""
    return {path.name.removesuffix(PLANS): path.read_bytes() for path in sorted(folder.glob(f"*{PLANS}"))}


def read_submission(work: HandedIn, assignment: Assignment, student: str, committed: int | None = None) -> Submission:
    """Read a hand-in through the door that every submission takes; the same files give the same submission on both sides.

    `committed` is when, in seconds since 1970 UTC: the course's rules count with it.
    """
    with tempfile.TemporaryDirectory(prefix="grader-work-") as place:
        folder = Path(place) / "work"
        folder.mkdir()
        lay_down(work, folder)
        return collect(Entry(student, folder, handed_in=time_at(committed, "git")), assignment)
