"""Print how long the proof of the shipped homework takes: quick, from nothing, and again when one function has changed."""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).parent.parent


def main() -> None:
    with tempfile.TemporaryDirectory() as scratch:
        course, out = Path(scratch) / "course", Path(scratch) / "out"
        for folder in ("assignments", "solutions", "rubrics"):
            shutil.copytree(ROOT / folder, course / folder)
        _run("sanity and mistakes", course, Path(scratch) / "quick", "--quick")
        _run("everything, from nothing", course, out)
        _run("everything, nothing changed", course, out)
        reference = course / "solutions/dl-hw1/q4_attention.py"
        text = reference.read_text(encoding="utf-8")
        assert text.count("d_model // n_heads") == 2
        reference.write_text(text.replace("total = 3 * d_model * d_model", "total = d_model * 3 * d_model"), encoding="utf-8")
        _run("everything, one function changed", course, out)


def _run(what: str, course: Path, out: Path, *words: str) -> None:
    command = [sys.executable, "-m", "grader", "verify", "dl-hw1", "--course", str(course), "--out", str(out), *words]
    started = time.monotonic()
    ended = subprocess.run(command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False)
    print(f"{time.monotonic() - started:6.1f} s  {what} (exit {ended.returncode})")


if __name__ == "__main__":
    main()
