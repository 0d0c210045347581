"""The floor: exec the students' modules and make the same calls, in one warm, unprotected process."""

from __future__ import annotations

import contextlib
import io
import sys
import time
import types
from collections.abc import Iterable, Mapping
from typing import Any

import numpy as np

from grader.model import Attribute, Plan, Ref, Submission


def floor_seconds(submissions: Iterable[Submission], plans: Iterable[Plan]) -> float:
    """CPU-bound wall seconds for all calls of all plans on all submissions; nothing is checked, copied out or protected."""
    by_module: dict[str, list[Plan]] = {}
    for plan in plans:
        by_module.setdefault(plan.module, []).append(plan)
    spent = 0.0
    for submission in submissions:
        fresh = {module: [[_fresh((c.args, dict(c.kwargs))) for c in p.calls] for p in found] for module, found in by_module.items()}
        started = time.perf_counter()
        with contextlib.redirect_stdout(io.StringIO()), np.errstate(all="ignore"):
            for module, found in by_module.items():
                namespace = _execute(submission, module)
                for plan, arguments in zip(found, fresh[module], strict=True):
                    _run(plan, arguments, namespace)
        spent += time.perf_counter() - started
    return spent


def _execute(submission: Submission, module: str) -> Mapping[str, Any]:
    made = types.ModuleType(module)
    sys.modules[module] = made
    for chunk in submission.modules[module].chunks:
        exec(compile(chunk.source, chunk.label, "exec"), made.__dict__)
    return made.__dict__


def _run(plan: Plan, arguments: list[tuple[tuple[Any, ...], dict[str, Any]]], namespace: Mapping[str, Any]) -> None:
    results: list[Any] = []
    for call, (args, kwargs) in zip(plan.calls, arguments, strict=True):
        try:
            function = _follow(call.function, results, namespace)
            results.append(function(*_resolved(args, results, namespace), **_resolved(kwargs, results, namespace)))
        except Exception as error:  # a wrong answer may raise; the floor goes on as the grader does
            results.append(error)
            return


def _follow(ref: Ref, results: list[Any], namespace: Mapping[str, Any]) -> Any:
    value = namespace[ref.root] if isinstance(ref.root, str) else results[ref.root]
    for step in ref.path:
        value = getattr(value, step.name) if isinstance(step, Attribute) else value[step.key]
    return value


def _resolved(value: Any, results: list[Any], namespace: Mapping[str, Any]) -> Any:
    if isinstance(value, Ref):
        return _follow(value, results, namespace)
    if type(value) in (list, tuple):
        return type(value)(_resolved(item, results, namespace) for item in value)
    if type(value) is dict:
        return {key: _resolved(item, results, namespace) for key, item in value.items()}
    return value


def _fresh(value: Any) -> Any:
    if type(value) in (list, tuple):
        return type(value)(_fresh(item) for item in value)
    if type(value) is dict:
        return {key: _fresh(item) for key, item in value.items()}
    return value.copy() if isinstance(value, np.ndarray) else value
