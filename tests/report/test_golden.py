"""Reports byte for byte; `GRADER_UPDATE_GOLDEN=1` (or `make golden`) rewrites them."""

import os
from pathlib import Path
from typing import Any

import pytest

from grader.report import class_files, student_files, summary, write

GOLDEN = Path(__file__).parents[1] / "golden"
UPDATE = os.environ.get("GRADER_UPDATE_GOLDEN") == "1"


def check(name: str, files: dict[str, bytes]) -> None:
    if UPDATE:
        write(GOLDEN / name, files)
    for file, content in files.items():
        expected = (GOLDEN / name / file).read_bytes()
        assert content.decode().splitlines() == expected.decode().splitlines(), f"{name}/{file} changed: look, then GRADER_UPDATE_GOLDEN=1"
        assert content == expected


@pytest.mark.parametrize("name", ["wrong-axis", "final", "provisional", "hostile", "perfect", "empty", "ours"])
def test_a_student(samples: Any, name: str) -> None:
    check(name, student_files(samples.by_name[name], samples.assignment))


def test_the_class(samples: Any) -> None:
    check("class", class_files(samples.classroom(), samples.assignment))


@pytest.mark.parametrize("width", [40, 80])
def test_the_terminal(samples: Any, width: int) -> None:
    check("terminal", {f"{width}.txt": f"{summary(samples.classroom(), width)}\n".encode()})
