"""Plain `pytest` in a student's folder, and everywhere else."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@pytest.fixture
def run(tmp_path):
    """Run pytest with the plug-in in a folder."""

    def pytest_in(place, *words):
        command = [sys.executable, "-m", "pytest", "-W", "error", "-p", "grader.selfcheck.plugin", "-p", "no:cacheprovider", *words]
        environment = {"PYTHONPATH": str(ROOT), "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1", "HOME": str(tmp_path), "COLUMNS": "80"}
        return subprocess.run(command, cwd=place, env=environment, capture_output=True, text=True, timeout=120)

    return pytest_in


def test_every_public_case_is_a_test(run, folder):
    listed = run(folder, "--collect-only", "-q").stdout.splitlines()
    assert listed[:4] == [
        "assignment.yaml::q4.softmax[example-01]",
        "assignment.yaml::q4.softmax[each_row-01]",
        "assignment.yaml::q4.mean[example-01]",
        "assignment.yaml::q4.mean[shapes-01]",
    ]


def test_right_work_passes(run, folder, right):
    (folder / "q4.py").write_text(right)
    done = run(folder)
    assert done.returncode == 0, done.stdout
    assert "4 passed" in done.stdout


def test_a_failure_says_what_a_check_says(run, folder, right):
    (folder / "q4.py").write_text(right.replace("e.sum(axis=axis, keepdims=True)", "e.sum(axis=0)").replace("axis=axis, keepdims=True", ""))
    done = run(folder, "-k", "each_row")
    assert done.returncode == 1
    assert "every row (last axis) must sum to 1; here the columns do" in done.stdout
    assert "next    Make the sum follow the `axis` argument" in done.stdout
    assert "plugin.py" not in done.stdout, "no frame of ours"


def test_what_builds_on_a_failing_part_is_skipped(run, folder, right):
    (folder / "q4.py").write_text(right.replace("e.sum(axis=axis, keepdims=True)", "e.sum()"))
    done = run(folder, "-rs")
    assert done.returncode == 1
    assert "2 skipped" in done.stdout
    assert "needs q4.softmax" in done.stdout


def test_a_stub_is_told(run, folder):
    done = run(folder)
    assert done.returncode == 1
    assert "not written yet" in done.stdout


def test_own_tests_run_beside_them(run, folder, right):
    (folder / "q4.py").write_text(right)
    (folder / "test_mine.py").write_text("def test_one():\n    assert 1 + 1 == 2\n")
    assert "5 passed" in run(folder).stdout


def test_a_damaged_release_is_one_sentence(run, folder):
    (folder / ".grader" / "release.json").write_text("{")
    done = run(folder)
    assert ".grader/release.json is damaged; download the homework again" in done.stdout
    assert "Traceback" not in done.stdout


def test_elsewhere_it_does_nothing(run, tmp_path):
    (tmp_path / "assignment.yaml").write_text("format: 1\n")
    (tmp_path / "test_mine.py").write_text("def test_one():\n    pass\n")
    done = run(tmp_path)
    assert "1 passed" in done.stdout, done.stdout


def test_loading_it_loads_nothing_else():
    code = (
        "import pytest, sys\nbefore = set(sys.modules)\nimport grader.selfcheck.plugin\n"
        "print(sorted(name for name in set(sys.modules) - before if name.split('.')[0] not in ('grader',)))\n"
        "print(sorted(name for name in sys.modules if name.startswith('grader')))"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, timeout=60, check=True)
    assert done.stdout.splitlines() == ["[]", "['grader', 'grader.selfcheck', 'grader.selfcheck.plugin']"]
