"""import-linter's contracts stop what they are there to stop."""

from __future__ import annotations

import shutil
import subprocess
import sys
import tomllib

import pytest

LINT = "import sys; from importlinter.cli import lint_imports_command; sys.exit(lint_imports_command())"
ROOMS = ["algebra", "authoring", "cli", "collect", "gradebook", "kinds", "load", "model", "numeric", "pipeline", "report", "sandbox/inside"]
ROOMS += ["sandbox", "scoring", "selfcheck", "strict", "text", "verify"]


@pytest.fixture
def package(root, tmp_path):
    """A package of empty rooms under the project's own contracts."""
    shutil.copy(root / "pyproject.toml", tmp_path)
    for room in ROOMS:
        (tmp_path / "grader" / room).mkdir(parents=True, exist_ok=True)
        (tmp_path / "grader" / room / "__init__.py").touch()
    for file in ("__init__.py", "errors.py", *(f"kinds/{kind}.py" for kind in ("algebra", "code", "number", "text", "written"))):
        (tmp_path / "grader" / file).touch()
    return tmp_path / "grader"


def lint(package):
    command = [sys.executable, "-c", LINT, "--no-cache"]
    return subprocess.run(command, cwd=package.parent, capture_output=True, text=True, check=False)


def test_empty_rooms_keep_every_contract(package):
    run = lint(package)
    assert run.returncode == 0, run.stdout + run.stderr


@pytest.mark.parametrize(
    ("file", "line"),
    [
        ("model/case.py", "import grader.numeric"),
        ("report/pages.py", "from grader import gradebook"),
        ("scoring/total.py", "import grader.report"),
        ("numeric/compare.py", "import grader.authoring"),
        ("report/pages.py", "from grader.sandbox import inside"),
        ("cli/doctor.py", "def run():\n    from grader import sandbox"),
        ("pipeline/single.py", "from grader.kinds import code"),
        ("kinds/code.py", "from grader.kinds import number"),
        ("sandbox/inside/cell.py", "from grader.model import case"),
        ("model/case.py", "import subprocess"),
        ("scoring/total.py", "import datetime"),
        ("numeric/compare.py", "import sqlalchemy"),
        ("newcomer.py", "import grader.errors"),
    ],
)
def test_a_breach_is_caught(file, line, package):
    for name in ("model/case.py", file):
        (package / name).touch()
    (package / file).write_text(line + "\n")
    run = lint(package)
    assert run.returncode, run.stdout + run.stderr
    assert "BROKEN" in run.stdout or "newcomer" in run.stdout


def test_what_is_allowed_stays_allowed(package):
    for file, line in {
        "authoring/rules.py": "import grader.numeric",
        "load/course.py": "import grader.authoring\nimport grader.kinds.code",
        "kinds/code.py": "import grader.numeric\nimport grader.kinds.written",
        "pipeline/single.py": "import grader.sandbox\nimport grader.load",
        "cli/grade.py": "import grader.pipeline",
    }.items():
        (package / file).write_text(line + "\n")
    run = lint(package)
    assert run.returncode == 0, run.stdout + run.stderr


def test_every_pure_room_is_under_contract(root):
    """A pure room that lands later must join the contract."""
    contracts = tomllib.loads((root / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
    listed = {name for contract in contracts if contract["name"].startswith("Pure") for name in contract["source_modules"]}
    listed = {name.removesuffix(".**") for name in listed}
    there = {
        f"grader.{room}"
        for room in ("model", "numeric", "scoring", "algebra", "text", "kinds")
        if (root / "grader" / room / "__init__.py").exists()
    }
    assert there <= listed
