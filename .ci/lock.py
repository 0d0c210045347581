"""Solve the dependencies anew, into both pip locks and uv.lock."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PYPI = "https://pypi.org/simple"


def main(words: list[str]) -> int:
    """Solve from PyPI alone, whatever indexes this machine is set up with; `words` such as --upgrade go to uv."""
    uv = shutil.which("uv")
    if not uv:
        sys.exit("Locking needs uv on PATH (pip install uv); install it, then run the same command again.")
    environment = {key: value for key, value in os.environ.items() if not key.startswith(("UV_", "PIP_"))}
    solve = [uv, "--quiet", "pip", "compile", "pyproject.toml", "--default-index", PYPI, "--generate-hashes", "--universal"]
    solve += ["--python-version", "3.11", "--custom-compile-command", "python3 bootstrap.py lock", *words]
    commands = (
        [*solve, "-o", "requirements.lock"],
        [*solve, "--extra", "dev", "-c", "requirements.lock", "-o", "requirements-dev.lock"],
        [uv, "--quiet", "lock", "--default-index", PYPI, *words],
    )
    return next((code for command in commands if (code := subprocess.run(command, cwd=ROOT, env=environment).returncode)), 0)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
