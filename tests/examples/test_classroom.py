"""The sample class is complete, harmless, our own, and every hand-in says what it must get."""

from __future__ import annotations

import ast
import hashlib
import json
import re
import zipfile
from collections.abc import Callable, Iterable, Mapping
from fractions import Fraction
from pathlib import Path
from typing import Any

import nbformat
import pytest

from grader.collect import find
from grader.model import Assignment, Case, Part, Verdict

ROWS = (
    "perfect",
    "average",
    "softmax over the wrong axis",
    "no √d_k",
    "RoPE on halves",
    "sin and cos swapped",
    "missing 1/N",
    "overwrite repeated",
    "reversed order",
    "untouched stubs",
    "missing file",
    "syntax error",
    "print flood",
    "infinite loop",
    "numerically unstable",
    "warnings on stderr",
    "a notebook",
    "a damaged notebook",
    "a zip",
    "loose sheet",
    "typo-ridden",
    "keyword stuffing",
    "patched comparison",
    "frame walking",
    "reading the solution",
    "forged output",
    "os._exit(0)",
    "empty folder",
)
_DESTRUCTIVE = {
    "remove",
    "unlink",
    "rmtree",
    "rmdir",
    "removedirs",
    "rename",
    "replace",
    "truncate",
    "kill",
    "killpg",
    "system",
    "Popen",
    "popen",
    "execv",
}


def _table(examples: Path) -> dict[str, str]:
    lines = (examples / "README.md").read_text(encoding="utf-8").splitlines()
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines if line.startswith("| `")]
    return {student.strip("`"): shows for student, shows, _ in rows}


def _texts(examples: Path) -> dict[str, str]:
    """Every text a student wrote, by its place."""
    texts = {}
    for path in sorted((examples / "classroom").rglob("*")):
        if path.suffix in {".py", ".md", ".ipynb"}:
            texts[path.relative_to(examples).as_posix()] = path.read_text(encoding="utf-8")
        elif path.suffix == ".zip":
            with zipfile.ZipFile(path) as archive:
                texts.update(
                    {f"{path.name}/{name}": archive.read(name).decode() for name in archive.namelist() if name.endswith((".py", ".md"))}
                )
    return texts


def _phrases(text: str) -> set[str]:
    """Hashes of every five words in a row, formulas left out."""
    words = re.findall(r"[a-z]{2,}", re.sub(r"\\[A-Za-z]+", " ", text).lower())
    return {hashlib.sha256(" ".join(words[i : i + 5]).encode()).hexdigest()[:16] for i in range(len(words) - 4)}


@pytest.mark.parametrize("row", ROWS)
def test_every_row_is_represented(row: str, examples: Path) -> None:
    assert [student for student, shows in _table(examples).items() if row.lower() in shows.lower()]


def test_the_table_lists_every_hand_in(examples: Path, expected: Mapping[str, Any]) -> None:
    assert sorted(_table(examples)) == sorted(expected)


def test_every_hand_in_has_an_expectation(examples: Path, expected: Mapping[str, Any], assignment: Assignment) -> None:
    assert sorted(entry.path.name for entry in find(examples / "classroom", assignment)) == sorted(expected)


def test_expects_something_for_every_part(entry: str, expected: Mapping[str, Any], assignment: Assignment) -> None:
    assert list(expected[entry]) == [part.address.local for part in assignment.parts]


def test_points_fit_the_verdict(
    entry: str, expected: Mapping[str, Any], assignment: Assignment, points: Callable[[object], Fraction]
) -> None:
    for part in assignment.parts:
        due = expected[entry][part.address.local]
        earned = points(due["points"])
        if due["verdict"] == Verdict.PASSED:
            assert earned == part.points
        elif due["verdict"] == Verdict.PARTIAL:
            assert 0 < earned < part.points
        else:
            assert (earned, Verdict(due["verdict"])) == (0, due["verdict"])


def test_points_follow_from_the_cases(
    entry: str,
    expected: Mapping[str, Any],
    assignment: Assignment,
    points: Callable[[object], Fraction],
    named: Callable[[Part, Iterable[str]], list[Case]],
) -> None:
    written, due = {}, {}
    for part in assignment.parts:
        wanted = expected[entry][part.address.local]
        for key in wanted.keys() & {"loses", "keeps"}:
            share = sum(case.weight for case in named(part, wanted[key])) / sum(case.weight for case in part.cases)
            written[part.address.local] = points(wanted["points"])
            due[part.address.local] = part.points * (1 - share if key == "loses" else share)
    assert written == due


def test_named_mistakes_are_known(entry: str, expected: Mapping[str, Any], assignment: Assignment) -> None:
    known = {(mistake.id, address.local) for mistake in assignment.mistakes for address in mistake.parts}
    assert {(due["mistake"], part) for part, due in expected[entry].items() if "mistake" in due} <= known


def test_made_files_are_up_to_date(archives: Any) -> None:
    assert [path.name for path, content in archives.files().items() if path.read_bytes() != content] == []


def test_made_files_are_the_same_twice(archives: Any) -> None:
    assert archives.files() == archives.files()


def test_the_good_notebook_is_valid(examples: Path) -> None:
    nbformat.validate(nbformat.read(examples / "classroom" / "quinn.ipynb", as_version=4))


def test_the_damaged_notebook_is_damaged(examples: Path) -> None:
    cells = json.loads((examples / "classroom" / "rosa.ipynb").read_text(encoding="utf-8"))["cells"]
    ids = [cell["id"] for cell in cells if "id" in cell]
    assert len(ids) < len(cells)
    assert len(set(ids)) < len(ids)
    assert {type(cell["source"]) for cell in cells} == {str, list}
    assert any("metadata" not in cell for cell in cells)
    assert any(cell.get("outputs", ()) is None for cell in cells)


def test_no_reserved_phrase_is_used(examples: Path) -> None:
    # Hashes of five words in a row of a sheet of a real student, whose words are not ours to publish.
    reserved = set((Path(__file__).parent / "reserved_phrases.txt").read_text(encoding="utf-8").split())
    prose = {place: text for place, text in _texts(examples).items() if not place.endswith(".py")}
    assert {place for place, text in prose.items() if _phrases(text) & reserved} == set()


def test_no_program_destroys_anything(examples: Path) -> None:
    found = []
    for place, text in _texts(examples).items():
        if place.endswith(".py"):
            try:
                tree = ast.parse(text)
            except SyntaxError:
                continue  # one hand-in is there for its syntax error
            called = {node.func.attr for node in ast.walk(tree) if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)}
            found += [(place, name) for name in called & _DESTRUCTIVE]
    assert found == []
