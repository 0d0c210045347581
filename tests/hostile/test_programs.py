"""Every hostile program is held, and leaves no trace."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from grader.model import Status

PROGRAMS = sorted(path for path in (Path(__file__).parent / "programs").glob("*.py") if not path.stem.startswith(("forge_", "leak_")))


def _header(path: Path) -> dict[str, str]:
    return dict(re.findall(r"^# (tries|holds|control): (.+)$", path.read_text(), re.MULTILINE))


WORKING = [path for path in PROGRAMS if _header(path)["control"] in ("works", "machine")]
"""Harmless without locks; "machine": some kernels and containers refuse it to everybody."""


def _worked(seen) -> bool:
    """Whether the attack says that it got what it wanted."""
    return seen.status is Status.RETURNED and seen.values[0] is True


@pytest.mark.parametrize("program", PROGRAMS, ids=lambda path: path.stem)
def test_the_attack_is_held(program, sandbox, surroundings, attacked, healthy):
    if _header(program)["holds"] == "strong" and sandbox.level != "strong":
        pytest.skip(f"LOUD: {program.stem} is held only at level strong, this machine gives {sandbox.level} ({sandbox.reason})")
    surroundings.fresh()
    before = surroundings.state()
    seen = attacked(sandbox, program.read_text(), surroundings.facts)
    assert not _worked(seen)
    assert seen.status is not Status.LOST
    assert surroundings.state() == before
    assert healthy(sandbox)


@pytest.mark.parametrize("program", [path for path in PROGRAMS if _header(path)["control"] != "unsafe"], ids=lambda path: path.stem)
def test_the_attack_is_held_without_namespaces_too(program, plain_sandbox, surroundings, attacked):
    """What Ubuntu, Docker and WSL give to everybody; only a file's being there can be seen then."""
    surroundings.fresh()
    before = surroundings.state()
    seen = attacked(plain_sandbox, program.read_text(), surroundings.facts)
    assert _worked(seen) == (_header(program)["holds"] == "strong")
    assert seen.status is not Status.LOST
    assert surroundings.state() == before


@pytest.mark.parametrize("program", WORKING, ids=lambda path: path.stem)
def test_without_locks_the_attack_works(program, open_sandbox, surroundings, attacked):
    """Positive control: else the test above would prove nothing."""
    surroundings.fresh()
    seen = attacked(open_sandbox, program.read_text(), surroundings.facts)
    if _header(program)["control"] == "machine" and not _worked(seen):
        pytest.skip(f"LOUD: this machine refuses {program.stem} to everybody, so that its being held proves little here")
    assert _worked(seen), seen


def test_every_program_says_what_it_tries():
    for path in PROGRAMS:
        assert set(_header(path)) == {"tries", "holds", "control"}, path.name
    assert len(PROGRAMS) >= 100
