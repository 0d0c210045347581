"""The shipped rubrics, and answers of our own that a person has scored."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest

from grader.text import Rubric, load_rubric, read_rubric

ROOT = Path(__file__).resolve().parents[2]
TINY = """\
format: 1
question: tiny
asked: Why are scores scaled?
words:
  GROWTH: [grows, grow, increases]
concepts:
  - id: A
    points: 2
    text: Variance grows.
    full: ["variance GROWTH"]
    half: ["large scores"]
    wrong: ["variance shrinks"]
  - id: B
    points: 2
    text: Softmax saturates.
    full: ["softmax ... saturates ^sigmoid"]
misconceptions:
  - {id: M, deduct: 1, text: Sums to one., found: ["sum to-one"]}
"""


@dataclass(frozen=True)
class Scored:
    """An answer, and the credit a person gave."""

    question: str
    credits: dict[str, float]
    answer: str


@pytest.fixture(scope="session")
def rubrics() -> dict[str, Rubric]:
    """By the key of their question."""
    found = [load_rubric(path) for path in sorted((ROOT / "rubrics" / "dl-hw1").glob("*.yaml")) if ".milestones" not in path.name]
    return {rubric.question: rubric for rubric in found}


@pytest.fixture(scope="session")
def tiny() -> Rubric:
    return read_rubric(TINY, "tiny.yaml")


@pytest.fixture(scope="session")
def tiny_yaml() -> str:
    return TINY


@pytest.fixture(scope="session")
def scored() -> list[Scored]:
    found = []
    for line in (Path(__file__).parent / "answers.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("#"):
            continue
        question, credits, answer = (word.strip() for word in line.split("|", 2))
        pairs = (pair.split("=") for pair in credits.split())
        found.append(Scored(question, {id: float(share) for id, share in pairs}, answer.replace("⏎", "\n")))
    return found
