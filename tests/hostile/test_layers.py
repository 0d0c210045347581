"""The table of docs/isolation.md: how many attacks each set of layers holds, measured anew.

Each test run checks the first and the third row program by program, and that nothing holds without locks (test_programs); all rows
are counted by an ordinary account with GRADER_SLOW=1.
"""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest

from grader.model import Status
from grader.sandbox import Sandbox
from grader.sandbox.limits import Limits

ROOT = Path(__file__).resolve().parents[2]
PROGRAMS = sorted(path for path in (Path(__file__).parent / "programs").glob("*.py") if not path.stem.startswith(("forge_", "leak_")))
WORDS = {"namespaces": "namespaces", "seccomp": "seccomp", "Landlock": "landlock"}


def _rows() -> dict[str, tuple[int, int, str]]:
    table = (ROOT / "docs" / "isolation.md").read_text(encoding="utf-8").partition("## What was held")[2]
    found = re.findall(r"^\| ([\w, ]+?) \| (\d+) of (\d+)[^|]*\| (\w+) \|$", table, re.MULTILINE)
    return {name: (int(held), int(tried), level) for name, held, tried, level in found}


ROWS = _rows()


def _layers(row: str) -> frozenset[str]:
    return frozenset({"rlimits"} | {WORDS[word] for word in row.split(", ") if word in WORDS})


def _safe(path: Path, row: str) -> bool:
    """Whether a program is harmless where these layers do not hold it."""
    return "seccomp" in row or "# control: unsafe" not in path.read_text()


@pytest.mark.slow
@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="LOUD: the table is that of an ordinary account, not of root")
@pytest.mark.parametrize("row", ROWS)
def test_a_row_is_as_it_is_told(row, surroundings, attacked, monkeypatch):
    monkeypatch.setattr(Limits, "wall", lambda self, seconds: 1 + 2 * seconds)
    held, tried, level = ROWS[row]
    with Sandbox(_layers=_layers(row)) as box:
        if (level, box.level) in {("strong", "standard"), ("strong", "weak"), ("standard", "weak"), ("weak", "none")}:
            pytest.skip(f"LOUD: this machine lacks a layer of the row {row!r}: {box.reason}")
        assert box.level == level
        programs = [path for path in PROGRAMS if _safe(path, row)]
        worked = []
        for path in programs:
            surroundings.fresh()
            seen = attacked(box, path.read_text(), surroundings.facts)
            assert seen.status is not Status.LOST, path.stem
            if seen.status is Status.RETURNED and seen.values[0] is True:
                worked.append(path.stem)
    assert (len(programs) - len(worked), len(programs)) == (held, tried), " ".join(worked)


def test_the_table_has_its_rows():
    assert next(iter(ROWS)) == "namespaces, seccomp, Landlock"
    assert list(ROWS)[-1] == "limits only"
    assert len(ROWS) == 6
