"""Another course, on plain Python and signals, with its students."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from fractions import Fraction
from pathlib import Path

import pytest
import yaml

from grader.collect import collect, find
from grader.model import Assignment, Result
from grader.pipeline import Marking, open_sandbox, ready
from grader.pipeline.observing import Memory
from grader.release import make_release, write_release
from grader.sandbox import Sandbox
from grader.selfcheck import check, open_workbook
from grader.selfcheck.checking import Report

collect_ignore_glob = ["signals/*"]  # what students wrote is no test
HERE = Path(__file__).parent / "signals"
EXPECTED: dict[str, dict[str, tuple[str, str]]] = yaml.safe_load((HERE / "expect.yaml").read_text(encoding="utf-8"))


@pytest.fixture(scope="session")
def signals() -> Assignment:
    """The assignment with its secrets."""
    return ready(HERE, "signals")


@pytest.fixture(scope="session")
def results(signals: Assignment) -> Mapping[str, Result]:
    """Every student's result."""
    with Sandbox(jobs=2) as sandbox:
        marking = Marking(signals, sandbox, Memory())
        return {entry.student: marking.mark(collect(entry, signals)).result for entry in find(HERE / "students", signals)}


@pytest.fixture(scope="session")
def cy_at_home(signals: Assignment, tmp_path_factory: pytest.TempPathFactory) -> Report:
    """What cy's own check says in the released folder."""
    with open_sandbox(1) as sandbox:
        made = make_release(signals, HERE, sandbox)
    folder = write_release(tmp_path_factory.mktemp("released"), made.name, made.files)[0]
    shutil.copytree(HERE / "students" / "cy", folder, dirs_exist_ok=True)
    return check(open_workbook(folder), "")


@pytest.fixture(params=sorted(EXPECTED))
def due(request: pytest.FixtureRequest) -> tuple[str, dict[str, tuple[str, Fraction]]]:
    """A student, and what is due where it is not everything."""
    return request.param, {part: (verdict, Fraction(str(points))) for part, (verdict, points) in EXPECTED[request.param].items()}
