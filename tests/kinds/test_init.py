"""Kinds of other packages are found, and their faults told."""

from importlib.metadata import EntryPoint

import pytest

import grader.kinds
from grader.errors import CourseError
from grader.kinds import KINDS, known_kinds


@pytest.fixture
def offer(monkeypatch: pytest.MonkeyPatch):  # type: ignore[no-untyped-def]
    def run(*entries: tuple[str, str]) -> dict[str, type]:
        found = [EntryPoint(name, value, "grader.kinds") for name, value in entries]
        monkeypatch.setattr(grader.kinds, "entry_points", lambda group: found)
        known_kinds.cache_clear()
        try:
            return dict(known_kinds())
        finally:
            known_kinds.cache_clear()

    return run


def test_ours_are_there() -> None:
    assert set(KINDS) == {"code", "number", "text", "algebra"}


def test_a_good_plug_in_joins(offer, monkeypatch: pytest.MonkeyPatch) -> None:  # type: ignore[no-untyped-def]
    monkeypatch.setattr(grader.kinds.Text, "name", "prose")

    assert offer(("prose", "grader.kinds.text:Text"))["prose"] is grader.kinds.Text


@pytest.mark.parametrize(
    ("entry", "words"),
    [
        (("code", "grader.kinds.text:Text"), "takes a name that is in use"),
        (("choice", "no_such_package:Choice"), "cannot be loaded: ModuleNotFoundError"),
        (("choice", "grader.kinds.text:Nothing"), "cannot be loaded: AttributeError"),
        (("choice", "fractions:Fraction"), "it lacks cases, read, judge, alike, samples"),
        (("choice", "grader.kinds.text:Text"), "is no class whose `name` is 'choice'"),
    ],
)
def test_a_bad_plug_in_is_told(offer, entry: tuple[str, str], words: str) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(CourseError) as error:
        offer(entry)

    assert words in error.value.problem
    assert repr(entry[0]) in error.value.problem
    assert error.value.help
