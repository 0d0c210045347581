"""Another course, on plain Python and signals, with its students."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from pathlib import Path

import pytest
import yaml

from grader.collect import collect, find
from grader.model import Assignment, Result
from grader.pipeline import Marking, ready
from grader.pipeline.observing import Memory
from grader.sandbox import Sandbox

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


@pytest.fixture(params=sorted(EXPECTED))
def due(request: pytest.FixtureRequest) -> tuple[str, dict[str, tuple[str, Fraction]]]:
    """A student, and what is due where it is not everything."""
    return request.param, {part: (verdict, Fraction(str(points))) for part, (verdict, points) in EXPECTED[request.param].items()}
