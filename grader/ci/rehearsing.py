"""All stages on this machine, for branches of a repository: what would a pull request get?"""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from grader.ci.artifact import write_artifact
from grader.ci.git import Repository
from grader.ci.github import check_run
from grader.ci.outcome import Outcome
from grader.ci.scoring import Bench, our_fault, score_artifact
from grader.ci.settings import read_settings
from grader.ci.stages import draw, examine, joined, observe
from grader.ci.wording import comment, shows
from grader.collect.naming import student_id
from grader.errors import GraderError, UsageError
from grader.pipeline import Sandbox
from grader.report import write

_COURSE = ("assignments", "solutions", "rubrics")


@contextmanager
def course_at(repository: Repository, commit: str, answers: Path | None) -> Iterator[Path]:
    """The course as it stands in a commit, secret side included, in a folder that goes away again.

    Where the commit holds no `solutions/`, they come from `answers`. Raises UsageError when neither has them.
    """
    with tempfile.TemporaryDirectory(prefix="grader-base-") as place:
        root = Path(place)
        entries = [entry for folder in _COURSE for entry in repository.tree(commit, f"{folder}/")]
        entries += [entry for entry in repository.tree(commit, "ci.yaml") if entry.path == "ci.yaml"]
        files = [entry for entry in entries if entry.mode in ("100644", "100755")]
        for entry, content in zip(files, repository.files(files), strict=True):
            target = root / entry.path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(content)
        if not (root / "assignments").is_dir():
            raise UsageError(f"commit {commit[:12]} holds no assignments/; give the course's own branch as --base")
        with joined(root, None if (root / "solutions").is_dir() else answers) as whole:
            if not (whole / "solutions").is_dir():
                raise UsageError("the base commit holds no solutions/; name the folder that does with --answers")
            yield whole


def rehearse(repository: Repository, course: Path, base: str, head: str, name: str, sandbox: Sandbox) -> tuple[Outcome, str]:
    """Draw, observe, send the observations through a folder, and score one head against the course at `course`.

    Beside the outcome comes what failed of ours, else empty; a branch that breaks something does not stop the others.
    """
    try:
        return _rehearse(repository, course, base, head, student_id(name), sandbox)
    except GraderError as error:
        return our_fault(head, student_id(name)), str(error)


def _rehearse(repository: Repository, course: Path, base: str, head: str, student: str, sandbox: Sandbox) -> tuple[Outcome, str]:
    settings = read_settings(course)
    gate = examine(repository, base, head, course)
    with tempfile.TemporaryDirectory(prefix="grader-observations-") as place:
        plans = {}
        if not gate.refusals:
            plans = draw(course, [work.assignment for work in gate.handed_in], head, settings)
            write_artifact(observe(gate, plans, course, sandbox), Path(place))
        return score_artifact(gate, Path(place), Bench(course, settings, sandbox, student, plans))


def publish_to(folder: Path, name: str, outcome: Outcome, *, private: bool) -> None:
    """Write what a forge would be sent into a folder of the head's own."""
    shown = shows(outcome, private=private)
    files = {
        "comment.md": comment(outcome, shown).encode(),
        "check-run.json": f"{json.dumps(check_run(outcome, shown), indent=1)}\n".encode(),
    }
    if private:
        files |= outcome.reports
    write(folder / student_id(name), files)


def heads(repository: Repository, base: str) -> Iterator[tuple[str, str]]:
    """Every branch that went on from where it left `base`: its name and its commit, each commit once."""
    seen = {base}
    for branch in repository.branches():
        head = repository.commit(branch)
        if head in seen:
            continue
        seen.add(head)
        if repository.related(base, head) and repository.merge_base(base, head) != head:
            yield branch.split("/", 2)[2], head
