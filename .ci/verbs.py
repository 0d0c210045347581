"""What the maintainers' verbs run, once .venv is ready; standard library only."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent

STATIC = {
    "ruff check": ["-m", "ruff", "check", "--output-format", "concise", "."],
    "ruff format": ["-m", "ruff", "format", "--check", "--output-format", "concise", "."],
    "mypy --strict": ["-m", "mypy", "--strict", "grader"],
    "import-linter": ["-c", "import sys; from importlinter.cli import lint_imports_command; sys.exit(lint_imports_command())"],
    "course check": ["-m", "grader", "verify", "dl-hw1"],
}
# A file's tests stay in one process, so that what a file sets up once is set up once.
PYTEST = ["-m", "pytest", "-q", "-ra", "--durations=10", "--numprocesses=auto", "--maxprocesses=4", "--dist=loadfile"]
CLOSING = re.compile(r"\b\d+ (passed|failed|errors?|skipped|deselected|xfailed)\b.* in [\d.]+s|no tests ran in")
COLOUR = re.compile(r"\x1b\[[0-9;]*m")


def main(verb: str, words: Sequence[str]) -> int:
    """Run a verb; the result is its exit code."""
    os.chdir(ROOT)
    if verb in ("check", "test"):
        return everything(pytest=[*PYTEST, *words] if verb == "test" else None)
    if verb == "golden":
        os.environ["GRADER_UPDATE_GOLDEN"] = "1"
        return call("-m", "pytest", "-q", "tests/golden", *words)
    if verb == "docs":
        return call("-m", "pytest", "-q", "tests/docs", *words)
    if verb == "bench":
        return call("benchmarks", *words)
    if verb == "fmt":
        return call("-m", "ruff", "check", "--fix", "--quiet", ".") | call("-m", "ruff", "format", ".")
    raise ValueError(verb)


def call(*words: str) -> int:
    """Run Python with these words."""
    return subprocess.run([sys.executable, *words], stdin=subprocess.DEVNULL).returncode


def everything(pytest: Sequence[str] | None) -> int:
    """Run every step, also after one has failed, so that one run tells all; pytest's closing line comes last."""
    closing = ""
    table: list[tuple[str, bool, float]] = []
    for name, words in STATIC.items():
        if words[2:3] == ["verify"] and not (ROOT / "grader/verify").exists():
            continue  # a later room
        failed, seconds, _ = step(name, words)
        table.append((name, failed, seconds))
    if pytest:
        failed, seconds, closing = step("pytest", pytest)
        table.append(("pytest", failed, seconds))
    print("\n== summary ==")
    for name, failed, seconds in table:
        print(f"{name:<16}{'FAILED' if failed else 'ok':<8}{seconds:7.1f} s")
    print(closing, flush=True)
    return int(any(failed for _, failed, _ in table))


def step(name: str, words: Sequence[str]) -> tuple[bool, float, str]:
    """Run one step, its words shown as they come: whether it failed, its seconds, and a test run's closing line."""
    print(f"\n== {name} ==", flush=True)
    started, closing = time.monotonic(), ""
    environment = {**os.environ, "PYTHONUNBUFFERED": "1", **({"FORCE_COLOR": "1"} if sys.stdout.isatty() else {})}
    none, out, err = subprocess.DEVNULL, subprocess.PIPE, subprocess.STDOUT
    command = [sys.executable, *words]
    with subprocess.Popen(command, stdin=none, stdout=out, stderr=err, text=True, errors="replace", env=environment) as process:
        assert process.stdout is not None
        for line in process.stdout:
            print(line, end="", flush=True)
            if CLOSING.search(COLOUR.sub("", line)):
                closing = line.rstrip()
    return process.returncode != 0, time.monotonic() - started, closing


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], sys.argv[2:]))
