"""A small homework with every way to answer, and makers of real zips and notebooks."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from pathlib import Path
from typing import Any, ClassVar

import pytest

from grader.collect import Entry, collect
from grader.model import Address, Assignment, Part, Question, Submission

PROMPTS = {
    "q1.why": "Explain why no single perceptron can represent XOR, however long it is trained.",
    "q2.scalar": "Given $y = a_1 x_1 + b_1$ and $x_1 = a_2 x_2 + b_2$, derive a single layer.",
    "q2.max_slope": "How large is the slope of the sigmoid at its steepest point? One number.",
    "q2.collapse_why": "Say what follows for deep networks, and back it by a formula.",
    "q3.compare": "Compare the two encodings in three sentences at most.",
}


@dataclass(frozen=True)
class Dummy:
    """As much of a kind as collecting looks at."""

    name: ClassVar[str] = "dummy"
    answer: str = "answers.md"
    symbols: frozenset[str] = frozenset()

    def telltale(self) -> frozenset[str]:
        return self.symbols


def _part(question: str, part: str, title: str, answer: str = "answers.md") -> Part:
    address = Address("dl-hw1", question, part)
    return Part(address, title, Fraction(1), Dummy(answer), (), prompt=PROMPTS.get(address.local, ""))


@pytest.fixture(scope="session")
def homework() -> Assignment:
    """Two code files, five written parts in three questions."""
    questions = (
        Question(
            "q1",
            "Perceptron and XOR",
            (
                _part("q1", "predict", "Predict", "q1_perceptron.py:predict"),
                _part("q1", "train", "Train", "q1_perceptron.py:train"),
                _part("q1", "why", "Why not linear"),
            ),
        ),
        Question(
            "q2",
            "Linear collapse",
            (
                _part("q2", "scalar", "Two layers, scalar"),
                _part("q2", "collapse", "Collapse", "q2_layers.py:collapse"),
                _part("q2", "depth", "Depth", "q2_layers.py:depth"),
                _part("q2", "max_slope", "Largest slope"),
                _part("q2", "collapse_why", "What the collapse means"),
            ),
        ),
        Question("q3", "Positional encodings", (_part("q3", "compare", "Compare"),)),
    )
    return Assignment("dl-hw1", "Homework", questions)


Read = Callable[..., Submission]


@pytest.fixture
def read(homework: Assignment) -> Read:
    """Collect the one submission at a path, without what is set beside its answers: `whole` shows that."""

    def _read(path: Path, **more: Any) -> Submission:
        submission = collect(Entry("ada", path), homework, **more)
        own = {local: replace(answer, beside=None) for local, answer in submission.answers.items() if answer.text}
        return replace(submission, answers=own)

    return _read


@pytest.fixture
def whole(homework: Assignment, folder: Any) -> Callable[[str], Submission]:
    """Collect a submission that is one answers.md, with what is set beside its answers."""

    def _whole(text: str) -> Submission:
        root = folder({"answers.md": text})
        return collect(Entry("ada", root), homework)

    return _whole


@pytest.fixture
def folder(tmp_path: Path) -> Callable[[Mapping[str, str | bytes]], Path]:
    """Write files (by path) into a folder named `ada`."""

    def _folder(files: Mapping[str, str | bytes], name: str = "ada") -> Path:
        root = tmp_path / name
        root.mkdir(exist_ok=True)
        for path, content in files.items():
            (root / path).parent.mkdir(parents=True, exist_ok=True)
            (root / path).write_bytes(content.encode() if isinstance(content, str) else content)
        return root

    return _folder


@pytest.fixture
def sheet(folder: Any, read: Read) -> Callable[[str], Submission]:
    """Collect a submission that is one answers.md."""

    def _sheet(text: str) -> Submission:
        return read(folder({"answers.md": text}))

    return _sheet


@pytest.fixture
def zipped(tmp_path: Path) -> Callable[..., Path]:
    """Write a zip from (name or ZipInfo, content) pairs."""

    def _zipped(*members: tuple[str | zipfile.ZipInfo, str | bytes], name: str = "ada.zip") -> Path:
        path = tmp_path / name
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            for member, content in members:
                archive.writestr(member, content)
        return path

    return _zipped


@pytest.fixture
def notebook(tmp_path: Path) -> Callable[..., Path]:
    """Write a notebook from cells; a cell is (type, source) or (type, source, more keys)."""

    def _notebook(*cells: tuple[Any, ...], name: str = "dl-hw1.ipynb", **top: Any) -> Path:
        written = []
        for kind, source, *more in cells:
            cell: dict[str, Any] = {"cell_type": kind, "metadata": {}, "source": source}
            if kind == "code":
                cell |= {"outputs": [], "execution_count": None}
            written.append(cell | (more[0] if more else {}))
        path = tmp_path / name
        path.write_text(json.dumps({"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": written} | top))
        return path

    return _notebook


@pytest.fixture
def part_id() -> Callable[[str], dict[str, Any]]:
    """The metadata by which a cell names its part."""
    return lambda part: {"metadata": {"grader": {"part": part}}}
