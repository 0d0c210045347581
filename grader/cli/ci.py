"""`grader ci`: pull requests graded in stages, and rehearsed at home."""

from __future__ import annotations

import json
import os
import textwrap
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from grader.cli import ci_stages
from grader.cli.ci_options import Answers, Base, Into, require_isolation, tell
from grader.cli.options import CourseFolder, console
from grader.errors import UsageError

if TYPE_CHECKING:
    from grader.ci.outcome import Outcome

commands = typer.Typer(no_args_is_help=True, help="Grade pull requests: draw inputs, observe, score, publish; or rehearse it all here.")


def register(app: typer.Typer) -> None:
    """Add the commands."""
    ci_stages.register(commands)
    app.add_typer(commands, name="ci")


@commands.command()
def init(
    github: Annotated[bool, typer.Option("--github", help="Write workflows for GitHub Actions.")] = False,
    gitlab: Annotated[bool, typer.Option("--gitlab", help="Write jobs for GitLab CI.")] = False,
    grader: Annotated[str, typer.Option("--grader", metavar="OWNER/REPO@COMMIT", help="Where CI gets the grader from.")] = "",
    course: CourseFolder = None,
    force: Annotated[bool, typer.Option("--force", help="Overwrite files that differ.")] = False,
) -> None:
    """Write the workflows that grade pull requests of this course, and ci.yaml."""
    from grader.ci import writing
    from grader.load import find_course

    if github == gitlab:
        raise UsageError("say which: grader ci init --github, or grader ci init --gitlab")
    root = find_course(course or Path.cwd())
    done = writing.init(root, "github" if github else "gitlab", grader=grader, salt=os.urandom(12).hex(), force=force)
    for path in done.new:
        print(f"wrote   {path}")
    for path in done.kept:
        print(f"kept    {path}")
    print("\nWhat is left to do by hand (docs/pull-requests.md has the reasons):")
    for number, step in enumerate(writing.BY_HAND["github" if github else "gitlab"], 1):
        print(textwrap.fill(step, 76, initial_indent=f"  {number}. ", subsequent_indent="     "))


@commands.command()
def rehearse(
    base: Base,
    head: Annotated[str, typer.Option("--head", metavar="REF", help="Branch or commit to rehearse.")] = "",
    every: Annotated[bool, typer.Option("--all", help="Every branch that went on from the base.")] = False,
    course: CourseFolder = None,
    answers: Answers = None,
    out: Into = Path("out/ci"),
    public: Annotated[bool, typer.Option("--public", help="Write what a public repository would show.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Write JSON for a machine instead of words.")] = False,
) -> None:
    """Show what pull requests would get: every stage on this machine, published into files."""
    from grader.ci.git import Repository
    from grader.ci.rehearsing import course_at, heads, publish_to, rehearse
    from grader.load import find_course
    from grader.pipeline import open_sandbox

    if bool(head) == every:
        raise UsageError("say what: --head BRANCH for one, or --all for every branch")
    here = find_course(course or Path.cwd())
    repository = Repository(here)
    start = repository.commit(base)
    wanted = list(heads(repository, start)) if every else [(head, repository.commit(head))]
    outcomes: list[tuple[str, Outcome, str]] = []
    with open_sandbox(1) as sandbox, course_at(repository, start, answers or here) as root:
        require_isolation(sandbox, least="standard" if len(wanted) > 1 else "none")
        for name, commit in wanted:
            outcome, fault = rehearse(repository, root, start, commit, name, sandbox)
            publish_to(out, name, outcome, private=not public)
            outcomes.append((name, outcome, fault))
    _tell_rehearsed(outcomes, out, as_json=as_json)
    if any(fault for _, _, fault in outcomes):
        raise typer.Exit(1)


def _tell_rehearsed(outcomes: list[tuple[str, Outcome, str]], out: Path, *, as_json: bool) -> None:
    from grader.ci.wording import conclusion, title

    rows = [{"head": name, "conclusion": conclusion(outcome), "title": title(outcome, "marks")} for name, outcome, _ in outcomes]
    if as_json:
        print(json.dumps(rows, indent=1))
        return
    from rich.table import Table
    from rich.text import Text

    table = Table("head", "conclusion", "title", box=None)
    for row in rows:
        table.add_row(*(Text(cell) for cell in row.values()))
    console().print(table)
    for name, outcome, fault in outcomes:
        if outcome.messages or fault:
            print(f"\n{name}")
            tell(outcome.messages)
            print(fault, end="\n" if fault else "")
    print(f"\n{len(rows)} rehearsed; what each would get: {out}")
