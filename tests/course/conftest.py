"""The shipped homework, and a trusted runner of plans for its own code."""

from __future__ import annotations

import copy
import pickle
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from grader.load import load_assignment
from grader.model import Assignment, Case, Foreign, Item, Observation, Outcome, Part, Plan, Raised, Ref, Status


@dataclass(frozen=True)
class Folders:
    """Where the files of the homework lie."""

    root: Path
    assignments: Path
    solutions: Path
    rubrics: Path


@cache
def _code_of(path: Path) -> Any:
    return compile(path.read_text(encoding="utf-8"), path.name, "exec")


def run_files(*paths: Path) -> dict[str, Any]:
    """The files' code, run one after the other in one fresh namespace."""
    space: dict[str, Any] = {"__name__": paths[0].stem}
    for path in paths:
        exec(_code_of(path), space)  # the course's own files, no student's
    return space


def _resolve(ref: Ref, namespace: Mapping[str, Any], results: list[Any]) -> Any:
    value = namespace[ref.root] if isinstance(ref.root, str) else results[ref.root]
    for step in ref.path:
        value = value[step.key] if isinstance(step, Item) else getattr(value, step.name)
    return value


def _fill(item: Any, namespace: Mapping[str, Any], results: list[Any]) -> Any:
    """Arguments with values in the place of references; what holds no reference stays the very same object."""
    if isinstance(item, Ref):
        return _resolve(item, namespace, results)
    if type(item) in (list, tuple):
        filled = [_fill(inner, namespace, results) for inner in item]
        return item if all(one is other for one, other in zip(filled, item, strict=True)) else type(item)(filled)
    return item


def _fresh(value: Any) -> Any:
    """A writable copy: unlike deepcopy, pickling forgets that authors' arrays are read-only."""
    return pickle.loads(pickle.dumps(value))


def _carried(value: Any) -> Any:
    """What would cross the border of the sandbox."""
    return copy.deepcopy(value) if type(value).__module__ in ("builtins", "numpy") else Foreign(type(value).__name__)


def run_plan(plan: Plan, namespace: Mapping[str, Any]) -> Observation:
    """Make a plan's calls in this process; for trusted code only."""
    results: list[Any] = []
    changed: list[str] = []
    try:
        for one in plan.calls:
            args, kwargs = _fresh(one.args), _fresh(dict(one.kwargs))
            filled = [_fill(arg, namespace, results) for arg in args]
            function = _resolve(one.function, namespace, results)
            results.append(function(*filled, **{name: _fill(arg, namespace, results) for name, arg in kwargs.items()}))
            changed += [f"argument {k}" for k, arg in enumerate(args, 1) if pickle.dumps(arg) != pickle.dumps(_fresh(one.args[k - 1]))]
        values = tuple(_carried(_resolve(ref, namespace, results)) for ref in plan.outputs)
    except Exception as error:  # whatever the code raises is what is observed
        bases = tuple(base.__name__ for base in type(error).__mro__)
        return Observation(Status.RAISED, raised=Raised(type(error).__name__, bases, str(error)))
    return Observation(Status.RETURNED, values, changed=tuple(changed))


class Homework:
    """The loaded assignment, and what some code earns in it."""

    def __init__(self, folders: Folders) -> None:
        self.assignment: Assignment = load_assignment(folders.root, "dl-hw1")
        self.code_parts: dict[str, Part] = {part.address.local: part for part in self.assignment.parts if part.kind.name == "code"}
        self.reference = {path.stem: run_files(path) for path in sorted(folders.solutions.glob("q*.py"))}
        self._expected: dict[str, Observation] = {}

    def parts_of(self, module: str) -> list[str]:
        """Local addresses of the code parts that live in a module."""
        return [local for local, part in self.code_parts.items() if part.cases[0].plan and part.cases[0].plan.module == module]

    def expected(self, case: Case) -> Observation:
        """What the reference shows in a case."""
        key = str(case.address)
        if key not in self._expected:
            assert case.plan is not None, case.broken
            self._expected[key] = run_plan(case.plan, self.reference[case.plan.module])
        return self._expected[key]

    def judge(self, part: str, namespace: Mapping[str, Any]) -> list[Outcome]:
        """The outcomes of all the cases of a code part for the code in `namespace`."""
        found = self.code_parts[part]
        return [found.kind.judge(case, run_plan(_plan(case), namespace), self.expected(case)) for case in found.cases]

    def share(self, part: str, namespace: Mapping[str, Any]) -> Fraction:
        """The share of its points that a part earns, from 0 to 1."""
        outcomes = self.judge(part, namespace)
        return sum((o.credit * o.weight for o in outcomes), Fraction(0)) / sum((o.weight for o in outcomes), Fraction(0))


def _plan(case: Case) -> Plan:
    assert case.plan is not None, case.broken
    return case.plan


@pytest.fixture(scope="session")
def folders(root: Path) -> Folders:
    """Where the files of the homework lie."""
    return Folders(root, *(root / room / "dl-hw1" for room in ("assignments", "solutions", "rubrics")))


@pytest.fixture(scope="session")
def homework(folders: Folders) -> Homework:
    """The shipped homework, loaded with its secrets."""
    return Homework(folders)


@pytest.fixture(scope="session")
def namespace() -> Callable[..., dict[str, Any]]:
    """Run files of the course one after the other in one fresh namespace."""
    return run_files
