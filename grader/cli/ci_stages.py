"""The stages of `grader ci` that a workflow runs: draw, await, observe, score, publish."""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from grader.cli.ci_options import Answers, At, Base, Head, Into, fenced, require_isolation, tell
from grader.cli.options import CourseFolder, existing
from grader.errors import BrokenError, CourseError, GraderError, UsageError

if TYPE_CHECKING:
    from grader.ci.handed_in import Gate
    from grader.ci.rest import Rest

GITHUB = "https://api.github.com"
TOKENS = ("GH_TOKEN", "GITHUB_TOKEN", "GITLAB_TOKEN", "GRADER_TOKEN")


def register(stages: typer.Typer) -> None:
    """Add the stages to `grader ci`."""
    stages.command()(draw)
    stages.command(name="await")(await_plans)
    stages.command()(observe)
    stages.command()(score)
    stages.command()(publish)


def draw(out: Into, head: Head, course: CourseFolder = None, answers: Answers = None) -> None:
    """Trusted, before: draw the inputs of one commit from the hidden cases."""
    from grader.ci.settings import read_settings
    from grader.ci.stages import draw as draw_plans
    from grader.ci.stages import joined, published
    from grader.load import find_course
    from grader.report import write

    _commit_id(head)
    root = find_course(course or Path.cwd())
    plans: dict[str, bytes] = {}
    with joined(root, answers) as whole:
        for id in published(root):
            try:
                plans |= draw_plans(whole, [id], head, read_settings(root))
            except CourseError as error:  # the other assignments can be graded all the same
                print(f"{id}: no inputs, the course is wrong: {error}", file=sys.stderr)
    if not plans:
        raise BrokenError("no inputs could be drawn for any assignment")
    write(out, {f"{id}.plans.json": content for id, content in plans.items()})
    print(f"inputs for {head[:12]}: {', '.join(plans)}")


def await_plans(head: Head, minutes: Annotated[float, typer.Option("--minutes", min=0, max=60, help="How long to wait.")] = 8.0) -> None:
    """Untrusted: wait until the inputs of a commit were drawn; tells the run that has them."""
    from grader.ci.github import find_plans

    _commit_id(head)
    rest, repository = _github(), _needed("GITHUB_REPOSITORY")
    deadline = time.monotonic() + 60 * minutes
    while (run := find_plans(rest, repository, head)) is None:
        if time.monotonic() > deadline:
            raise BrokenError(
                f"no inputs were drawn for {head[:12]} within {minutes:g} minutes; look at the workflow `draw`, then run this again"
            )
        time.sleep(5)
    output = os.environ.get("GITHUB_OUTPUT")
    if output:
        with open(output, "a", encoding="utf-8") as file:
            file.write(f"run={run}\n")
    print(f"run={run}")


def observe(
    out: Into,
    head: Head,
    course: CourseFolder = None,
    repository: At = None,
    base: Base = "",
    plans: Annotated[Path | None, typer.Option("--plans", help="Inputs from `grader ci draw`. Default: the public cases.")] = None,
    junit: Annotated[Path | None, typer.Option("--junit", help="Write how the public cases went as JUnit XML.")] = None,
) -> None:
    """Untrusted: run a commit's files in the sandbox and write down what came back, without judging it."""
    from grader.ci.artifact import write_artifact
    from grader.ci.stages import observe as observe_stage
    from grader.ci.stages import plans_in, public_plans, public_results
    from grader.pipeline import open_sandbox

    _refuse_tokens()
    root, gate = _look(course, repository, base, head)
    drawn = public_plans(root) if plans is None else plans_in(existing(plans))
    with open_sandbox(1) as sandbox:
        require_isolation(sandbox)
        observed = observe_stage(gate, drawn, root, sandbox)
    write_artifact(observed, out)
    if junit is not None:
        if plans is not None:
            raise UsageError("--junit is for the public cases; leave --plans out")
        junit.write_bytes(public_results(root, observed))
    with fenced():
        tell(gate.refusals)
        for id, recordings in observed.recordings.items():
            print(f"{id}: {sum(len(content) for _, content in recordings):,} bytes observed")


def score(
    out: Into,
    head: Head,
    observations: Annotated[Path, typer.Option("--observations", help="Folder or zip from `grader ci observe`.")],
    course: CourseFolder = None,
    answers: Answers = None,
    repository: At = None,
    base: Base = "",
    plans: Annotated[Path | None, typer.Option("--plans", help="Inputs from `grader ci draw`. Default: drawn again.")] = None,
    student: Annotated[str, typer.Option("--student", help="Whose work it is, for the report.")] = "student",
) -> None:
    """Trusted, after: judge observations, as data, against the references. Exit code 1 when something of ours is broken."""
    from grader.ci.outcome import write_outcome
    from grader.ci.scoring import Bench, our_fault, score_artifact
    from grader.ci.settings import read_settings
    from grader.ci.stages import joined, plans_in
    from grader.collect.naming import student_id
    from grader.pipeline import open_sandbox

    _refuse_tokens()
    _commit_id(head)
    name = student_id(student)
    try:
        root, gate = _look(course, repository, base, head)
        with open_sandbox(1) as sandbox, joined(root, answers) as whole:
            bench = Bench(whole, read_settings(root), sandbox, name, plans_in(plans) if plans else {})
            outcome, fault = score_artifact(gate, observations, bench)
    except (GraderError, OSError) as error:  # the pull request must be told that it is no zero
        outcome, fault = our_fault(head, name), str(error)
    write_outcome(outcome, out)
    with fenced():
        print(f"{outcome.state}: {', '.join(one.assignment for one in outcome.graded) or head[:12]}")
        tell(outcome.messages)
    if fault:
        raise BrokenError(fault)


def publish(
    result: Annotated[Path, typer.Option("--result", help="Folder from `grader ci score`.")],
    gitlab: Annotated[bool, typer.Option("--gitlab", help="On GitLab; default: GitHub.")] = False,
    event: Annotated[Path | None, typer.Option("--event", help="The event's payload. Default: where the runner put it.")] = None,
    bot: Annotated[str, typer.Option("--bot", help="GitHub account whose comments are ours.")] = "github-actions[bot]",
) -> None:
    """Trusted: one check run (or commit status) and one comment. The token comes from GH_TOKEN or GITLAB_TOKEN."""
    from grader.ci import github as on_github
    from grader.ci import gitlab as on_gitlab
    from grader.ci.outcome import read_outcome
    from grader.ci.rest import read_payload
    from grader.ci.wording import shows, summary

    outcome = read_outcome(existing(result))
    if gitlab:
        rest = on_gitlab.connect(_needed("CI_API_V4_URL"), _needed("GITLAB_TOKEN"), time.sleep)
        said = on_gitlab.publish(rest, on_gitlab.Event.read(read_payload(event or Path(_needed("TRIGGER_PAYLOAD")))), outcome)
    else:
        told = on_github.Event.read(read_payload(event or Path(_needed("GITHUB_EVENT_PATH"))))
        said = on_github.publish(_github(), told, outcome, bot=bot)
        if page := os.environ.get("GITHUB_STEP_SUMMARY"):
            with open(page, "a", encoding="utf-8") as file:
                file.write(summary(outcome, shows(outcome, private=told.private)))
    with fenced():
        print(said)


def _look(course: Path | None, repository: Path | None, base: str, head: str) -> tuple[Path, Gate]:
    """The course's root, and what was found at the door. The base is by default what the course's folder has checked out."""
    from grader.ci.git import Repository
    from grader.ci.stages import examine
    from grader.load import find_course

    _commit_id(head)
    root = find_course(course or Path.cwd())
    start = Repository(root).commit(base or "HEAD")
    return root, examine(Repository(repository or root), start, head, root)


def _commit_id(head: str) -> None:
    from grader.ci.git import is_commit

    if not is_commit(head):
        raise UsageError("--head wants a full commit id (40 or 64 hexadecimal digits): a branch can move between two stages")


def _refuse_tokens() -> None:
    """A stage that meets hostile data gets no token; only CI is asked, since people have tokens in their shells."""
    found = [name for name in TOKENS if os.environ.get(name)]
    if found and os.environ.get("CI") == "true":
        raise UsageError(f"{', '.join(found)} is set, and this stage must not be given a token; take it out of the step's env")


def _github() -> Rest:
    from grader.ci.github import connect

    return connect(os.environ.get("GITHUB_API_URL", GITHUB), _needed("GH_TOKEN"), time.sleep)


def _needed(name: str) -> str:
    value = os.environ.get(name, "")
    if not value:
        raise UsageError(f"{name} is not set; this command runs in CI, where the workflow sets it")
    return value
