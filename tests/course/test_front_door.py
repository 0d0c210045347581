"""The reference and the stubs handed in like any student's work, sandbox and all."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from grader.model import Verdict
from grader.pipeline import grade, ready


@pytest.fixture(scope="module")
def assignment(folders):
    """The homework with its reference attached."""
    return ready(folders.root, "dl-hw1")


@pytest.fixture
def hand_in(tmp_path):
    """Copy the files of a folder as a student's folder, subfolders and other files left out."""

    def copied(folder: Path) -> Path:
        work = tmp_path / "student"
        work.mkdir()
        for path in [*folder.glob("q*.py"), *folder.glob("answers.md")]:
            shutil.copy(path, work)
        return work

    return copied


def test_the_reference_loses_nothing(assignment, folders, hand_in):
    result = grade(assignment, hand_in(folders.solutions))
    assert {p.address.local: p.messages for p in result.parts if p.verdict not in (Verdict.PASSED, Verdict.REVIEW)} == {}
    assert result.earned + result.pending == 100


def test_the_reference_is_full_where_no_person_is_needed(assignment, folders, hand_in):
    result = grade(assignment, hand_in(folders.solutions))
    assert [p.address.local for p in result.parts if p.kind in ("code", "number") and p.earned != p.possible] == []


def test_untouched_stubs_earn_nothing_and_wait_for_nobody(assignment, folders, hand_in):
    result = grade(assignment, hand_in(folders.assignments))
    assert (result.earned, result.pending) == (0, 0)
    assert {p.verdict for p in result.parts} <= {Verdict.MISSING, Verdict.SKIPPED}


@pytest.mark.parametrize("style", ["idioms", "loops"])
def test_other_styles_are_full_in_the_sandbox_too(assignment, hand_in, style):
    result = grade(assignment, hand_in(Path(__file__).parent / "variants" / style))
    assert {p.address.local: p.messages for p in result.parts if p.kind == "code" and p.earned != p.possible} == {}
