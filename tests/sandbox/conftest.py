"""One sandbox for the whole room, and the shortest way to put code into it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

import pytest

from grader.model import Call, Chunk, Module, Observation, Plan, Ref
from grader.sandbox import Sandbox, decode


@pytest.fixture(scope="session")
def sandbox() -> Iterator[Sandbox]:
    with Sandbox(jobs=1) as box:
        yield box


def _plan(name: str, *args: Any, seconds: float = 1.0, **kwargs: Any) -> Plan:
    return Plan("work", (Call(Ref(name), args, tuple(kwargs.items())),), (Ref(0),), seconds)


@pytest.fixture(scope="session")
def plan() -> Callable[..., Plan]:
    """`plan("softmax", x, axis=0)`: one call in module `work`, its result comes back."""
    return _plan


@pytest.fixture(scope="session")
def handed_in() -> Callable[..., dict[str, Module]]:
    """`handed_in("source", helper="source")`: a submission with module `work`."""

    def make(source: str | tuple[str, ...], /, **others: str) -> dict[str, Module]:
        cells = (source,) if isinstance(source, str) else source
        labels = ["work.py"] if isinstance(source, str) else [f"work.ipynb cell {number}" for number in range(1, len(cells) + 1)]
        modules = {"work": Module("work", tuple(map(Chunk, labels, cells)))}
        return modules | {name: Module(name, (Chunk(f"{name.replace('.', '/')}.py", text),)) for name, text in others.items()}

    return make


@pytest.fixture(scope="session")
def observe(sandbox: Sandbox, handed_in: Callable[..., dict[str, Module]]) -> Callable[..., tuple[Observation, ...]]:
    """`observe(source, [plan, ...], groups)`: what came back."""

    def run(source: Any, plans: list[Plan], groups: list[str] | None = None) -> tuple[Observation, ...]:
        modules: Mapping[str, Module] = source if isinstance(source, dict) else handed_in(source)
        batch = sandbox.batch(plans, groups or [f"part {number}" for number in range(len(plans))])
        return decode(sandbox.observe(modules, batch), batch)

    return run


@pytest.fixture(scope="session")
def ask(observe: Callable[..., tuple[Observation, ...]]) -> Callable[..., Observation]:
    """`ask(source, "f", 1)`: the observation of one call."""

    def run(source: Any, name: str, *args: Any, **kwargs: Any) -> Observation:
        (seen,) = observe(source, [_plan(name, *args, **kwargs)])
        return seen

    return run
