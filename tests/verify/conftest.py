"""A small course as `grader new` makes it, and one warm sandbox to prove it in."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from grader.model import Address
from grader.pipeline import Memory, Trials, open_sandbox, ready
from grader.sandbox import Sandbox
from grader.verify import Finding, Proof, prove
from grader.verify.skeletons import new_assignment, new_question


@pytest.fixture(scope="session")
def sandbox() -> Iterator[Sandbox]:
    """Two submissions at a time."""
    with open_sandbox(2) as opened:
        yield opened


def _write(root: Path, files: dict[Path, str]) -> None:
    for path, text in files.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text, encoding="utf-8")


@pytest.fixture
def write() -> Callable[[Path, dict[Path, str]], None]:
    """Write files below a folder."""
    return _write


@pytest.fixture
def course(tmp_path: Path) -> Path:
    """A course with the assignment `hw`: q1 has a part of each kind; everything holds."""
    _write(tmp_path, new_assignment(tmp_path, "hw", "Homework"))
    return tmp_path


@pytest.fixture
def add(course: Path) -> Callable[[str, str], None]:
    """Add a part of some kind: `add("code", "q2.area")`."""

    def added(kind: str, local: str) -> None:
        _write(course, new_question(course, kind, Address.parse(local, assignment="hw")))

    return added


@pytest.fixture
def edit(course: Path) -> Callable[[str, str, str], None]:
    """Replace words of a file: `edit("solutions/hw/q1_rescale.py", "x.sum()", "x.max()")`."""

    def edited(name: str, old: str, new: str) -> None:
        text = (course / name).read_text(encoding="utf-8")
        assert old in text, text
        (course / name).write_text(text.replace(old, new), encoding="utf-8")

    return edited


@pytest.fixture
def proof(course: Path, sandbox: Sandbox) -> Callable[..., Proof]:
    """Prove the course; `quick=True` for sanity and mistakes only."""

    def proven(*, quick: bool = False, store: Memory | None = None) -> Proof:
        return prove(course, ready(course, "hw"), sandbox, store or Memory(), quick=quick, jobs=2)

    return proven


@pytest.fixture
def findings(proof: Callable[..., Proof]) -> Callable[[], list[Finding]]:
    """What must be mended, after a quick look."""
    return lambda: list(proof(quick=True).errors)


@pytest.fixture
def trials(course: Path, sandbox: Sandbox) -> Callable[[], Trials]:
    """The course's cases, ready to be put to any modules."""
    return lambda: Trials(ready(course, "hw"), sandbox, Memory())
