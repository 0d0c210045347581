"""Every code block of the README, CONTRIBUTING and the docs is run; what a block says it prints is compared.

The word after the three backticks says what happens to a block:

    bash       run, in a copy of the project whose .venv is ready, after the blocks above it
    python     run likewise; one document's blocks share their names; `>>>` lines are checked as doctests
    output     what the block above prints; `...` stands for anything
    yaml json toml   read
    text, markdown, html, mermaid   shown, never run

`bash no-run: the reason` is for what cannot run in a test, such as `sudo apt install`; the reason is printed.
"""

from __future__ import annotations

import contextlib
import doctest
import io
import json
import os
import re
import subprocess
import sys
import tomllib
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent
DOCUMENTS = [path for path in (ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").rglob("*.md"))) if path.exists()]
SHOWN = {"text", "markdown", "html", "mermaid", "css", "svg"}
RUN = {"bash", "python"}
READ = {"yaml", "json", "toml"}
SECONDS = 600
LENIENT = doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE
FENCE = re.compile(r"^(?P<indent> *)```(?P<info>[^`\n]*)\n(?P<body>.*?)^(?P=indent)``` *$", re.MULTILINE | re.DOTALL)


@dataclass(frozen=True)
class Block:
    """One fenced block."""

    language: str
    mark: str
    body: str
    line: int


def blocks(text: str) -> list[Block]:
    """The fenced blocks of a document, in order."""
    found = []
    for match in FENCE.finditer(text):
        language, _, mark = match["info"].strip().partition(" ")
        indent = match["indent"]
        body = "".join(line.removeprefix(indent) for line in match["body"].splitlines(keepends=True))
        found.append(Block(language, mark, body, text.count("\n", 0, match.start()) + 1))
    return found


def name(path: Path) -> str:
    """A test's name."""
    return str(path.relative_to(ROOT))


@pytest.mark.parametrize("path", [path for path in DOCUMENTS if path.exists()], ids=name)
def test_every_block_says_what_it_is(path: Path) -> None:
    unknown = [
        f"{name(path)}:{b.line}: {b.language or 'nothing'}"
        for b in blocks(path.read_text())
        if b.language not in {*SHOWN, *RUN, *READ, "output"}
    ]
    assert not unknown, f"a block wants one of {sorted({*SHOWN, *RUN, *READ, 'output'})}:\n" + "\n".join(unknown)


@pytest.mark.parametrize("path", DOCUMENTS, ids=name)
def test_blocks_of_data_can_be_read(path: Path) -> None:
    import yaml

    readers = {"yaml": yaml.safe_load, "json": json.loads, "toml": tomllib.loads}
    for block in blocks(path.read_text()):
        if block.language in readers:
            readers[block.language](block.body)


@pytest.mark.parametrize("path", DOCUMENTS, ids=name)
def test_blocks_run_and_print_what_they_say(path: Path, request: pytest.FixtureRequest) -> None:
    """One test a document, as a reader goes through it from top to bottom."""
    found = blocks(path.read_text())
    if any(block.language in RUN and not block.mark for block in found):
        go_through(found, name(path), request.getfixturevalue("workshop"))


def go_through(found: list[Block], document: str, folder: Path) -> None:
    """Run what runs, compare what is compared."""
    names: dict[str, object] = {"__name__": "__main__"}
    printed = ""
    for block in found:
        place = f"{document}:{block.line}"
        if block.language in RUN and block.mark:
            assert re.fullmatch(r"no-run: \S.*", block.mark), f"{place}: {block.mark!r}, but only `no-run: the reason` is known"
            print(f"NOT RUN: {place}: {block.mark}", file=sys.__stderr__)
        elif block.language == "bash":
            printed = in_shell(block.body, folder, place)
        elif block.language == "python":
            printed = in_python(block.body, names, folder, place)
        elif block.language == "output":
            same = doctest.OutputChecker().check_output(block.body, printed, LENIENT)
            assert same, f"{place}: printed was\n{printed}"


def in_shell(body: str, folder: Path, place: str) -> str:
    """Run a block as a reader would type it; what it printed."""
    environment = {key: value for key, value in os.environ.items() if key not in ("CI", "VIRTUAL_ENV", "PYTHONPATH")}
    environment.update(PATH=f"{folder / '.venv/bin'}{os.pathsep}{os.environ['PATH']}", COLUMNS="80", NO_COLOR="1")
    command = ["bash", "-euo", "pipefail", "-c", body]
    out, err = subprocess.PIPE, subprocess.STDOUT
    run = subprocess.run(command, cwd=folder, env=environment, stdin=subprocess.DEVNULL, stdout=out, stderr=err, text=True, timeout=SECONDS)
    assert run.returncode == 0, f"{place}: exit code {run.returncode}\n{run.stdout}"
    return run.stdout


def in_python(body: str, names: dict[str, object], folder: Path, place: str) -> str:
    """Run a block among the names of those above it; what it printed."""
    with contextlib.chdir(folder), contextlib.redirect_stdout(io.StringIO()) as printed:
        if ">>>" in body:
            parsed = doctest.DocTestParser().get_doctest(body, names, place, place, 0)
            report: list[str] = []
            doctest.DocTestRunner(optionflags=doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE).run(
                parsed, out=report.append, clear_globs=False
            )
            names.update(parsed.globs)
            assert not report, "".join(report)
        else:
            exec(compile(body, place, "exec"), names)
    return printed.getvalue()


def test_blocks_are_found_also_in_lists() -> None:
    text = "a\n\n- b\n  ```bash\n  echo 1\n    echo 2\n  ```\n\n```python no-run: x y\n1\n```\n"
    assert blocks(text) == [Block("bash", "", "echo 1\n  echo 2\n", 4), Block("python", "no-run: x y", "1\n", 9)]


@pytest.mark.parametrize(
    "text",
    [
        "```bash\nfalse | cat\n```",
        "```bash\necho 1\n```\n```output\n2\n```",
        "```python\n1 / 0\n```",
        "```python\n>>> 1 + 1\n3\n```",
        "```bash no-run\nsudo true\n```",
        "```bash norun: typo\ntrue\n```",
    ],
)
def test_a_block_that_is_wrong_fails(text: str, tmp_path: Path) -> None:
    with pytest.raises((AssertionError, ZeroDivisionError)):
        go_through(blocks(text), "a.md", tmp_path)


def test_blocks_share_names_and_their_output_may_be_shortened(tmp_path: Path) -> None:
    first = "```python\nx = 2\nprint('long', x)\n```\n```output\nlo...2\n```\n"
    then = "```python\n>>> x + 1\n3\n```\n```bash\necho $COLUMNS\n```\n```output\n80\n```"
    text = first + then
    go_through(blocks(text), "a.md", tmp_path)
