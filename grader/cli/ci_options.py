"""What the `grader ci` commands share: options, isolation, words that strangers chose."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from grader.errors import IsolationError

if TYPE_CHECKING:
    from grader.model import Message
    from grader.pipeline import Sandbox

Head = Annotated[str, typer.Option("--head", metavar="COMMIT", help="The commit to grade: all its digits.")]
Base = Annotated[str, typer.Option("--base", metavar="REF", help="The course's own branch or commit.")]
At = Annotated[Path | None, typer.Option("--repository", help="Git repository that holds both commits. Default: the course.")]
Answers = Annotated[Path | None, typer.Option("--answers", help="Folder with solutions/ and rubrics/, when the course does not hold them.")]
Into = Annotated[Path, typer.Option("--out", help="Folder to write into.")]


def require_isolation(sandbox: Sandbox, least: str = "") -> None:
    """Refuse to run strangers' code with less than standard isolation in CI."""
    wanted = least or ("standard" if os.environ.get("CI") == "true" else "none")
    levels = ("none", "weak", "standard", "strong")
    if levels.index(sandbox.level) < levels.index(wanted):
        remedies = "".join(f"\n  - {remedy}" for remedy in sandbox.remedies)
        raise IsolationError(f"isolation on this machine is {sandbox.level} ({sandbox.reason}), and {wanted} is required{remedies}")


@contextmanager
def fenced() -> Iterator[None]:
    """In a runner's log, words that a stranger may have chosen (names of files) must not act as commands."""
    if os.environ.get("GITHUB_ACTIONS") != "true":
        yield
        return
    word = os.urandom(16).hex()
    print(f"::stop-commands::{word}")
    try:
        yield
    finally:
        print(f"::{word}::")


def tell(messages: tuple[Message, ...]) -> None:
    """Print messages and their next steps."""
    for message in messages:
        print(f"  {message.reason}")
        if message.help:
            print(f"    {message.help}")
