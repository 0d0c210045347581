"""The real locks from the real index, on a machine that has only Python. One run by default; GRADER_SLOW=1 tries the other ways."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

NOT_COPIED = shutil.ignore_patterns(".git", ".venv", "out", "node_modules", "__pycache__", ".*_cache", ".hypothesis", "build", "dist")
NEWER = [found for minor in range(12, 16) if (found := shutil.which(f"python3.{minor}"))]


@pytest.fixture
def machine(root, tmp_path):
    """A copy of the whole project, and an environment with an empty HOME; pip's and uv's caches are this machine's, to be quick."""
    folder = tmp_path / "project"
    shutil.copytree(root, folder, ignore=NOT_COPIED)
    home = tmp_path / "home"
    home.mkdir()
    kept = {
        key: value for key, value in os.environ.items() if key.startswith(("PIP_", "UV_", "SSL_", "HTTP", "http", "NO_PROXY", "no_proxy"))
    }
    caches = {"PIP_CACHE_DIR": str(Path.home() / ".cache/pip"), "UV_CACHE_DIR": str(Path.home() / ".cache/uv")}
    return folder, {**caches, **kept, "PATH": "/usr/bin:/bin", "HOME": str(home)}


def grade(machine, python, **more):
    folder, environment = machine
    command = [python, folder / "bootstrap.py", "grade", "--only", "dl-hw1/q2.max_slope"]
    environment.update(more)
    run = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=600, stdin=subprocess.DEVNULL)
    if "Cannot reach the package index" in run.stderr:
        pytest.skip("LOUD: no package index in reach, so the real install was not tried: " + run.stderr.splitlines()[-1])
    assert run.returncode == 0, run.stdout + run.stderr
    report = re.search(r"\bout/\S+/index\.html", run.stdout)
    assert report, run.stdout
    assert (folder / report[0]).is_file()
    return run


def test_python_and_pip_alone_grade_the_sample_class(machine):
    run = grade(machine, os.path.realpath(sys._base_executable))
    assert "with pip" in run.stderr


@pytest.mark.slow
@pytest.mark.skipif(not shutil.which("uv"), reason="LOUD: no uv on PATH")
def test_uv_installs_the_same(machine):
    run = grade(machine, os.path.realpath(sys._base_executable), PATH=f"{os.path.dirname(shutil.which('uv'))}:/usr/bin:/bin")
    assert "with uv" in run.stderr
    assert "trying pip" not in run.stderr


@pytest.mark.slow
def test_a_python_without_ensurepip_installs_the_same(machine, bare_python):
    assert "fetching pip's wheel" in grade(machine, bare_python).stderr


@pytest.mark.slow
@pytest.mark.skipif(not NEWER, reason="LOUD: no Python newer than 3.11 on PATH")
@pytest.mark.parametrize("python", NEWER)
def test_newer_pythons_work_too(python, machine):
    grade(machine, python)
