"""The maintainers' verbs: one list of them, and a summary that ends as pytest does."""

from __future__ import annotations

import importlib.util
import re
import subprocess
import sys

import pytest


@pytest.fixture
def verbs(root):
    spec = importlib.util.spec_from_file_location("verbs", root / ".ci/verbs.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def printing(*lines, code=0):
    return ["-c", "import sys\n" + "\n".join(f"print({line!r})" for line in lines) + f"\nsys.exit({code})"]


def test_the_summary_ends_with_the_test_runners_own_line(verbs, capfd, monkeypatch):
    monkeypatch.setattr(verbs, "STATIC", {"lint": printing("fine")})
    assert verbs.everything(printing("1 passed in words", "===== 812 passed, 3 skipped in 61.20s (0:01:01) =====", "leftover")) == 0
    assert capfd.readouterr().out.splitlines()[-1] == "===== 812 passed, 3 skipped in 61.20s (0:01:01) ====="


@pytest.mark.parametrize(
    "line",
    [
        "=== 1 failed, 2 passed in 0.10s ===",
        "3 passed in 0.01s",
        "no tests ran in 0.00s",
        "== 2 errors in 1.0s ==",
        "\x1b[32m3 passed\x1b[0m in 0.5s",
    ],
)
def test_every_closing_line_is_known(line, verbs, capfd):
    assert verbs.step("pytest", printing("before", line))[2] == line


def test_one_failing_step_fails_the_run_and_stops_none(verbs, capfd, monkeypatch):
    monkeypatch.setattr(verbs, "STATIC", {"lint": printing("bad", code=1), "types": printing("good")})
    assert verbs.everything(printing("1 passed in 0.01s")) == 1
    said = capfd.readouterr().out
    assert re.search(r"lint +FAILED", said)
    assert re.search(r"types +ok", said)
    assert said.splitlines()[-1] == "1 passed in 0.01s"


def test_a_failing_test_run_fails_the_run(verbs, capfd, monkeypatch):
    monkeypatch.setattr(verbs, "STATIC", {})
    assert verbs.everything(printing("1 failed in 0.01s", code=1)) == 1


def test_the_makefile_has_the_verbs_of_bootstrap(root):
    listed = set(re.search(r"^\.PHONY: (.*)$", (root / "Makefile").read_text(), re.MULTILINE)[1].split())
    usage = set(re.findall(r"^    python3 bootstrap\.py (\w+)", (root / "bootstrap.py").read_text(), re.MULTILINE))
    assert listed == usage - {"setup"}


def test_ci_runs_what_people_run(root):
    script = (root / ".ci/run").read_text()
    subprocess.run(["bash", "-n", root / ".ci/run"], check=True)
    assert re.findall(r"^python3 bootstrap\.py .*$", script, re.MULTILINE) == ["python3 bootstrap.py test </dev/null"]
    assert script.rstrip().endswith("python3 bootstrap.py test </dev/null"), "its exit code is the run's"


def test_locking_needs_uv_and_says_so(root):
    run = subprocess.run([sys.executable, root / ".ci/lock.py"], env={"PATH": "/nowhere"}, capture_output=True, text=True, check=False)
    assert run.returncode == 1
    assert run.stderr == "Locking needs uv on PATH (pip install uv); install it, then run the same command again.\n"
