"""Run plans in this process: for code that we wrote ourselves only."""

from __future__ import annotations

import copy
from collections.abc import Callable, Mapping
from typing import Any

import pytest

from grader.authoring import collect_cases
from grader.model import Address, Attribute, Case, Plan, Ref, Slot


def _follow(ref: Ref, module: Mapping[str, Any], results: list[Any]) -> Any:
    value = module[ref.root] if isinstance(ref.root, str) else results[ref.root]
    for end in ref.path:
        value = getattr(value, end.name) if isinstance(end, Attribute) else value[end.key]
    return value


def _filled(item: Any, module: Mapping[str, Any], results: list[Any]) -> Any:
    if isinstance(item, Ref):
        return _follow(item, module, results)
    if type(item) in (list, tuple):
        return type(item)(_filled(one, module, results) for one in item)
    if type(item) is dict:
        return {key: _filled(one, module, results) for key, one in item.items()}
    return copy.deepcopy(item)


@pytest.fixture
def run() -> Callable[[Plan, Mapping[str, Any]], tuple[Any, ...]]:
    """Make the calls of a plan in a namespace, and give its outputs."""

    def runner(plan: Plan, module: Mapping[str, Any]) -> tuple[Any, ...]:
        results: list[Any] = []
        for one in plan.calls:
            args = [_filled(arg, module, results) for arg in one.args]
            kwargs = {name: _filled(arg, module, results) for name, arg in one.kwargs}
            results.append(_follow(one.function, module, results)(*args, **kwargs))
        return tuple(_follow(output, module, results) for output in plan.outputs)

    return runner


@pytest.fixture
def verdict(run: Callable[..., tuple[Any, ...]]) -> Callable[[Case, Mapping[str, Any]], bool | str]:
    """Run a case whose check is a rule, and give the rule's answer."""

    def slots(item: Any, values: tuple[Any, ...]) -> Any:
        if isinstance(item, Slot):
            return values[item.index]
        if type(item) in (list, tuple):
            return type(item)(slots(one, values) for one in item)
        if type(item) is dict:
            return {key: slots(one, values) for key, one in item.items()}
        return item

    def judge(case: Case, module: Mapping[str, Any]) -> bool | str:
        assert not case.broken, case.broken
        assert case.plan is not None
        values = run(case.plan, module)
        answer: bool | str = case.check.rule(*slots(case.check.template, values))  # type: ignore[union-attr]
        return answer

    return judge


@pytest.fixture
def write() -> Callable[..., list[Case]]:
    """Run the text of a case file as the loader would, and give all its cases."""

    def writer(text: str, **options: Any) -> list[Case]:
        namespace: dict[str, Any] = {"__name__": "cases_file"}
        exec(compile("from grader.authoring import *\nimport numpy as np\n" + text, "solutions/hw/cases/q.py", "exec"), namespace)
        found: list[Case] = []
        for one in collect_cases(namespace):
            question, _, part = one.part.partition(".")
            found.extend(one.cases(Address("hw", question, part), module="q", **options))
        return found

    return writer
