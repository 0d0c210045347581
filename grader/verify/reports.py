"""What students are shown, searched for what they must not see."""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from grader.model import Address, Answer, Assignment, Call, ClassResult, Mistake, Observation, Result, Submission
from grader.pipeline import with_mistake
from grader.report import class_files, student_files
from grader.text import Rubric
from grader.verify.findings import Finding
from grader.verify.leaks import Secrets, quoted, read
from grader.verify.published import Leaf, readings
from grader.verify.sanity import Mark

PROSE_ROUNDS = 4
"""Wrong answers are taken from so many anchors of each rubric."""


def report_findings(
    root: Path, assignment: Assignment, mark: Mark, expected: Iterable[tuple[Address, Observation]]
) -> tuple[int, list[Finding]]:
    """Mark every known mistake, and the anchors of rubrics as answers, and search all that is written about them.

    Returns how many reports were searched, and what was found. What a submission holds itself, public files, titles and hints may be
    shown; a statement of the reference, a hidden value, a rubric's words or a model answer may not.
    """
    reference = assignment.reference
    assert reference is not None
    findings: list[Finding] = []
    secrets = _secrets(root, assignment, reference, expected, findings)
    results: list[Result] = []
    everybody: list[str] = []
    count = 0
    for submission in _submissions(assignment, reference):
        result = mark(submission)
        results.append(result)
        own = [chunk.source for module in submission.modules.values() for chunk in module.chunks]
        own += [answer.text for answer in submission.answers.values()]
        everybody += own
        files = student_files(result, assignment)
        for name, raw in files.items():
            findings += secrets.search(Leaf(f"{submission.student}/{name}", raw, readings(name, raw)), own)
        count += len(files)
    graded = ClassResult(assignment.id, assignment.title, assignment.possible, results[0].isolation if results else "none", tuple(results))
    for name in ("junit.xml", "results.json", "grades.csv"):
        raw = class_files(graded, assignment)[name]
        findings += secrets.search(Leaf(name, raw, readings(name, raw)), everybody)
    return count + 3, findings


def _secrets(
    root: Path, assignment: Assignment, reference: Submission, expected: Iterable[tuple[Address, Observation]], findings: list[Finding]
) -> Secrets:
    secrets = Secrets()
    written = {part.kind.answer for part in assignment.parts}
    for path, texts in read([root / "solutions" / assignment.id, root / "rubrics" / assignment.id], findings):
        if path.name not in written:  # the sheet of model answers repeats headings and prompts: the answers themselves are taken below
            for text in texts:
                secrets.add(path.relative_to(root).as_posix(), text)
    for local, answer in reference.answers.items():
        secrets.add(f"the model answer of {local}", answer.text)
    for _, texts in read([root / "assignments" / assignment.id], findings):
        for text in texts:
            secrets.forget(text)
    for text in shown_texts(assignment):
        secrets.forget(quoted(text))
    seen = dict(expected)
    return _with_values(secrets, assignment, seen)


def _with_values(secrets: Secrets, assignment: Assignment, seen: Mapping[Address, Observation]) -> Secrets:
    """Inputs and expected values of hidden cases, those aside that public cases show as well."""
    public: set[float] = set()
    hidden: dict[float, Address] = {}
    for part in assignment.parts:
        for case in part.cases:
            values = set(_numbers([call.args + tuple(v for _, v in call.kwargs) for call in case.plan.calls] if case.plan else []))
            values |= set(_numbers(seen[case.address].values)) if case.address in seen else set()
            if case.public:
                public |= values
            else:
                hidden |= dict.fromkeys(values, case.address)
    for value, address in hidden.items():
        if value not in public:
            secrets.add_value(address.local, value)
    return secrets


def shown_texts(assignment: Assignment) -> Iterator[str]:
    """What students read of the secret side, as it is meant to be: titles and hints of cases and of known mistakes, rules."""
    for part in assignment.parts:
        yield from (part.title, part.prompt, getattr(getattr(part.kind, "scheme", None), "asked", "") or "", *part.hints)
        for case in part.cases:
            yield from (case.title, case.hint, getattr(case.check, "name", ""))
    for mistake in assignment.mistakes:
        yield from (mistake.title, mistake.hint)


def _numbers(item: Any) -> Iterator[float]:
    """Every float in nested values."""
    if isinstance(item, float):
        if math.isfinite(item):
            yield item
    elif isinstance(item, list | tuple):
        for inner in item:
            yield from _numbers(inner)
    elif isinstance(item, dict):
        for inner in item.values():
            yield from _numbers(inner)
    elif isinstance(item, Call):
        yield from _numbers(item.args)
    elif getattr(getattr(item, "dtype", None), "kind", "") == "f":
        yield from (value for value in item.reshape(-1).tolist() if math.isfinite(value))


def _submissions(assignment: Assignment, reference: Submission) -> Iterator[Submission]:
    """Every known mistake, one of each module at a time, then the anchors of rubrics as prose; none has the other model answers."""
    by_module: dict[str, list[Mistake]] = {}
    for mistake in assignment.mistakes:
        if mistake.module in reference.modules:
            by_module.setdefault(mistake.module, []).append(mistake)
    for round, together in enumerate(itertools.zip_longest(*by_module.values()), 1):
        modules = dict(reference.modules)
        for mistake in filter(None, together):
            modules[mistake.module] = with_mistake(reference, mistake)[mistake.module]
        yield replace(reference, student=f"mistakes-{round}", modules=modules, answers={})
    for number in range(PROSE_ROUNDS):
        answers = dict(_anchored(assignment, number))
        if answers:
            yield replace(reference, student=f"anchors-{number + 1}", modules={}, answers=answers)


def _anchored(assignment: Assignment, number: int) -> Iterator[tuple[str, Answer]]:
    for part in assignment.parts:
        scheme = getattr(part.kind, "scheme", None)
        anchors: Sequence[Any] = scheme.anchors if isinstance(scheme, Rubric) else ()
        if number < len(anchors):
            yield part.address.local, Answer(anchors[number].answer, "answers.md")
