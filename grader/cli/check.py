"""`grader check`: a student looks at the work before handing it in."""

from __future__ import annotations

import json
import time
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from grader.cli.options import AsJson, Lang, console

if TYPE_CHECKING:
    from grader.selfcheck import Report

_STYLES = {"pass": "green", "FAIL": "bold red", "LOOK": "yellow", "todo": "dim", "skip": "dim", "open": "dim"}
"""By state."""
PAUSE = 0.3
"""Seconds between two looks at the files."""


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command(name="check")(check)


def check(
    address: Annotated[
        str, typer.Argument(metavar="[ADDRESS]", help="A question, part or case: q4, q4.softmax, q4.softmax[rows-01]. Default: all.")
    ] = "",
    watch: Annotated[bool, typer.Option("--watch", help="Check again whenever a file is saved; Ctrl-C ends it.")] = False,
    lang: Lang = None,
    as_json: AsJson = False,
) -> None:
    """Check your own work with the public checks, in the folder of the homework.

    The first failure is shown in full. Derivations and numbers are read, not marked; prose is only counted. Exit codes: 0 all pass,
    1 something fails or is not written yet, 2 nothing could be checked.
    """
    report = _once(address, lang, as_json=as_json)
    while watch:
        _wait(report.workbook.folder)
        console().clear()
        report = _once(address, lang, as_json=as_json)
    if not report.passed:
        raise typer.Exit(1)


def _once(address: str, lang: str | None, *, as_json: bool) -> Report:
    from grader.catalogue import language
    from grader.selfcheck import WORDS, as_data, as_lines, open_workbook
    from grader.selfcheck import check as look
    from grader.selfcheck.standing import standing

    began = time.perf_counter()
    report = look(open_workbook(), address)
    if as_json:
        print(json.dumps(as_data(report), indent=2, ensure_ascii=False))
        return report
    terminal = console()
    tell = language(lang or report.workbook.assignment.language)
    styles = {tell.of(words): _STYLES.get(state, "") for state, words in WORDS.items()}
    for line in as_lines(report, terminal.width, tell):
        terminal.print(line, style=_style(line, styles), markup=False, soft_wrap=True)
    where = " ".join(tell.of(sentence) for sentence in standing(report.workbook, int(time.time())).sentences())
    terminal.print(f"{where} {time.perf_counter() - began:.1f} s", markup=False)
    return report


def _style(line: str, styles: Mapping[str, str]) -> str:
    """Colour by the word that a line begins with; the words alone say everything."""
    return styles.get(line[2:].partition(" ")[0], "") if line.startswith("  ") else ""


def _wait(folder: Path) -> None:
    """Come back when a file of the work has changed."""
    before = _stamps(folder)
    while _stamps(folder) == before:
        time.sleep(PAUSE)


def _stamps(folder: Path) -> dict[str, int]:
    stamps = {}
    for path in sorted(folder.rglob("*")):
        if path.suffix in (".py", ".md", ".ipynb") and "__pycache__" not in path.parts:
            try:
                stamps[str(path)] = path.stat().st_mtime_ns
            except OSError:
                continue  # an editor is just replacing it
    return stamps
