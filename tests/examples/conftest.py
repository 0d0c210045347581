"""The sample class, its expectations, and one warm sandbox to grade it with."""

from __future__ import annotations

import importlib.util
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from fractions import Fraction
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
import yaml

from grader.collect import Entry, collect, find
from grader.model import Assignment, Case, Part, Result
from grader.pipeline import Marking, ready
from grader.pipeline.observing import Memory
from grader.sandbox import Sandbox

ROOT = Path(__file__).parents[2]
EXAMPLES = ROOT / "examples"


def _expectations() -> dict[str, dict[str, Any]]:
    """What each entry (by file name) must get, part by part."""
    found = {}
    for file in sorted(EXAMPLES.glob("classroom/**/*expect.yaml")):
        entry = file.parent.name if file.name == "expect.yaml" else file.name.removesuffix(".expect.yaml")
        found[entry] = yaml.safe_load(file.read_text(encoding="utf-8"))
    return found


EXPECTED = _expectations()


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Run a test that takes `entry` once for every hand-in."""
    if "entry" in metafunc.fixturenames:
        metafunc.parametrize("entry", sorted(EXPECTED))


@pytest.fixture(scope="session")
def examples() -> Path:
    """The folder `examples`."""
    return EXAMPLES


@pytest.fixture(scope="session")
def expected() -> Mapping[str, Mapping[str, Any]]:
    """Entry -> part -> {verdict, points}, and the known mistake where one must be named."""
    return EXPECTED


@pytest.fixture(scope="session")
def assignment() -> Assignment:
    """The shipped homework with its secrets and reference."""
    return ready(ROOT, "dl-hw1")


@pytest.fixture(scope="session")
def _marking(assignment: Assignment) -> Iterator[Marking]:
    """Marks submissions; the reference is observed once."""
    with Sandbox(jobs=1) as sandbox:
        yield Marking(assignment, sandbox, Memory())


@pytest.fixture(scope="session")
def _entries(assignment: Assignment) -> dict[str, Entry]:
    """The class as the grader finds it, by file name."""
    return {entry.path.name: entry for entry in find(EXAMPLES / "classroom", assignment)}


@pytest.fixture(scope="session", params=sorted(EXPECTED))
def graded(request: pytest.FixtureRequest, _marking: Marking, _entries: dict[str, Entry]) -> tuple[str, Result]:
    """One hand-in and its result; tests with this fixture run once for every hand-in, which is graded once."""
    entry = _entries[request.param]
    return request.param, _marking.mark(collect(entry, _marking.assignment)).result


@pytest.fixture(scope="session")
def archives() -> ModuleType:
    """The script that makes the notebooks, the zip and the untouched stubs."""
    spec = importlib.util.spec_from_file_location("make_archives", EXAMPLES / "make_archives.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def points() -> Any:
    """Read points as they stand in an expectation: 2, 1.5 or 30/23."""
    return lambda written: Fraction(str(written))


@pytest.fixture(scope="session")
def named() -> Callable[[Part, Iterable[str]], list[Case]]:
    """The cases of a part that an expectation names: `rows` (all of that function), `rows 1 3` (two of them)."""

    def cases(part: Part, names: Iterable[str]) -> list[Case]:
        found = []
        for name in names:
            function, *numbers = name.split()
            pattern = f"{re.escape(function)}-0*({'|'.join(numbers) or '[0-9]+'})"
            those = [case for case in part.cases if re.fullmatch(pattern, case.address.case)]
            assert those, f"{part.address.local} has no case {name}"
            assert not numbers or len(those) == len(numbers), f"{part.address.local} has not all of {name}"
            found += those
        return found

    return cases
