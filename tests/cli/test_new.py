"""What is said after a new assignment was made."""

from pathlib import Path

import pytest
from typer.testing import CliRunner

from grader.cli import app


@pytest.mark.parametrize("named", [True, False])
def test_the_next_step_finds_the_course(named: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)

    done = CliRunner().invoke(app, ["new", "assignment", "hw1", *(["--course", "mine"] if named else [])])

    assert done.output.rstrip().endswith("grader verify hw1 --course mine" if named else "grader verify hw1")
