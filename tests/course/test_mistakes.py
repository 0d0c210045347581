"""Each known mistake costs what it says: something, not everything, and nothing elsewhere."""

from __future__ import annotations

from pathlib import Path

import pytest

FOLDER = Path(__file__).resolve().parents[2] / "solutions" / "dl-hw1" / "mistakes"
IDS = sorted(path.stem for path in FOLDER.glob("*.py"))


@pytest.fixture(params=IDS)
def mistake(request, homework):
    """One known mistake, as it was loaded."""
    return next(found for found in homework.assignment.mistakes if found.id == request.param)


@pytest.fixture
def wrong(mistake, folders, namespace):
    """The reference with the mistake in it."""
    return namespace(folders.solutions / f"{mistake.module}.py", folders.root / mistake.file)


def test_it_costs_something_but_not_everything(homework, mistake, wrong):
    shares = {str(address.local): homework.share(address.local, wrong) for address in mistake.parts}
    assert {local: 0 < share < 1 for local, share in shares.items()} == dict.fromkeys(shares, True), shares


def test_it_costs_no_other_part(homework, mistake, wrong):
    others = set(homework.parts_of(mistake.module)) - {address.local for address in mistake.parts}
    assert {local: homework.share(local, wrong) for local in others} == dict.fromkeys(others, 1)


def test_students_are_told_a_name_and_a_next_step(mistake):
    assert mistake.title
    assert len(mistake.hint.split()) >= 5


@pytest.mark.parametrize(
    ("part", "least"),
    [
        ("q1.predict", 1),
        ("q1.train", 4),
        ("q1.gradients", 4),
        ("q2.collapse", 3),
        ("q2.gradient_by_depth", 3),
        ("q3.sinusoidal", 4),
        ("q3.learned", 2),
        ("q3.rope", 6),
        ("q4.softmax", 5),
        ("q4.attention", 7),
        ("q4.multi_head", 4),
        ("q4.parameters", 2),
    ],
)
def test_the_usual_mistakes_are_known(homework, part, least):
    assert sum(part in {address.local for address in found.parts} for found in homework.assignment.mistakes) >= least


def test_no_two_mistakes_share_a_title(homework):
    titles = [found.title for found in homework.assignment.mistakes]
    assert len(set(titles)) == len(titles)
