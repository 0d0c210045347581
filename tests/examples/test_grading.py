"""The sample class, graded by the real pipeline, gets what every hand-in's expectation says."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from fractions import Fraction
from pathlib import Path
from typing import Any

from grader.model import Assignment, Case, Part, Result

_LEFT_BEHIND = ("results.json", "result.json", "cheat-forges-results.json", "late-results.json", "xor.png")


def test_gets_what_is_expected(graded: tuple[str, Result], expected: Mapping[str, Any], points: Callable[[object], Fraction]) -> None:
    entry, result = graded
    due = {part: (wanted["verdict"], points(wanted["points"])) for part, wanted in expected[entry].items()}
    assert {part.address.local: (str(part.verdict), part.earned) for part in result.parts} == due


def test_loses_the_very_cases_that_are_named(
    graded: tuple[str, Result], expected: Mapping[str, Any], assignment: Assignment, named: Callable[[Part, Iterable[str]], list[Case]]
) -> None:
    entry, result = graded
    lost, due = {}, {}
    for part in assignment.parts:
        wanted = expected[entry][part.address.local]
        for key in wanted.keys() & {"loses", "keeps"}:
            those = {case.address.case for case in named(part, wanted[key])}
            weighed = {case.address.case for case in part.cases if case.weight}
            due[part.address.local] = those if key == "loses" else weighed - those
            failed = {outcome.address.case for outcome in result[part.address.local].outcomes if outcome.credit == 0}
            lost[part.address.local] = failed & weighed
    assert lost == due


def test_known_mistakes_are_named(graded: tuple[str, Result], expected: Mapping[str, Any]) -> None:
    entry, result = graded
    due = {part: wanted["mistake"] for part, wanted in expected[entry].items() if "mistake" in wanted}
    assert {part: result[part].mistake for part in due} == due


def test_every_lost_point_has_a_reason_and_a_next_step(graded: tuple[str, Result]) -> None:
    _, result = graded
    assert [part.address.local for part in result.parts if part.lost and not any(m.reason and m.help for m in part.messages)] == []


def test_leaves_nothing_behind(graded: tuple[str, Result], examples: Path) -> None:
    entry, _ = graded
    places = (Path.cwd(), examples, examples / "classroom", examples / "classroom" / entry)
    assert [str(place / name) for place in places for name in _LEFT_BEHIND if (place / name).exists()] == []
