"""Words in, words out, exit codes; one file a command."""

from __future__ import annotations

import gc
import signal
import sys

import typer

from grader.cli import (
    check,
    ci,
    derive,
    doctor,
    export,
    grade,
    hint,
    history,
    new,
    override,
    regrade,
    release,
    rescore,
    rubric,
    similarity,
    stats,
    submit,
    totals,
    verify,
)
from grader.errors import GraderError, UsageError

app = typer.Typer(
    name="grader",
    help="Grade homework of numeric courses: code, derivations, prose and numbers.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
for module in (
    check,
    submit,
    release,
    ci,
    grade,
    rescore,
    regrade,
    override,
    hint,
    history,
    verify,
    new,
    rubric,
    stats,
    similarity,
    totals,
    export,
    derive,
    doctor,
):
    module.register(app)

SELDOM = (50_000, 20, 50)
"""How often cycles are looked for: a class makes millions of small values and hardly a cycle, and each look costs."""
INTERRUPTED = 130
"""What a shell expects after Ctrl-C."""


def main() -> None:
    """Run the command line; errors made on purpose are one message, never a traceback."""
    gc.set_threshold(*SELDOM)
    for stop in (signal.SIGINT, signal.SIGTERM):
        signal.signal(stop, _stop)
    try:
        app()
    except GraderError as error:
        print(f"grader: {error}", file=sys.stderr)
        sys.exit(error.exit_code)
    except OSError as error:
        if error.filename is None:
            raise  # nothing that a person could put right: a developer wants all of it
        print(f"grader: {error.filename} cannot be used: {(error.strerror or type(error).__name__).lower()}", file=sys.stderr)
        sys.exit(UsageError.exit_code)
    except Stopped:
        print("grader: stopped. What was graded is kept; the same command goes on from there.", file=sys.stderr)
        sys.exit(INTERRUPTED)


class Stopped(BaseException):
    """Somebody asked us to stop; no handler of ordinary errors may hold this up."""


def _stop(_signal: int, _frame: object) -> None:
    raise Stopped
