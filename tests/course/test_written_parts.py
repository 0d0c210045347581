"""Prompts, model answers and marking schemes of the written parts belong together."""

from __future__ import annotations

import re

import pytest
import yaml

KINDS = {"text": 11, "algebra": 4, "number": 4}
QUESTIONS = {
    "why_not_linear": ("xor", {"A": 1, "B": 2, "C": 1}, {"M": 1}),
    "why_hidden": ("hidden", {"A": 1, "B": 1, "C": 1, "D": 1}, {}),
    "collapse_why": ("collapse", {"A": 2, "B": 1, "C": 1}, {}),
    "vanishing": ("vanish", {"A": 1, "B": 1, "C": 1, "D": 1}, {}),
    "why_positions": ("pe_need", {"A": 2, "B": 1, "C": 1}, {}),
    "compare": ("sinlearn", {"A": 1, "B": 1, "C": 1, "D": 1}, {}),
    "rope_why": ("rope", {"A": 1, "B": 1, "C": 1, "D": 1}, {}),
    "qkv": ("qkv", {"A": 1, "B": 1, "C": 1, "D": 1}, {}),
    "scaling": ("scale", {"A": 1, "B": 1, "C": 1, "D": 1}, {"M": 1}),
    "diagonal": ("diag", {"A": 1, "B": 1, "C": 1, "D": 1}, {}),
    "heads": ("heads", {"A": 1, "B": 1, "C": 1, "D": 1}, {}),
}


def sections(text):
    """Text under each `## q2.scalar - title` heading, in order."""
    pieces = re.split(r"^## (q\d\.\w+) - (.*)$|^# .*$", text, flags=re.MULTILINE)[1:]
    return {part: (title, body) for part, title, body in zip(*[iter(pieces)] * 3, strict=True) if part}


@pytest.fixture(scope="module")
def written(homework):
    """The written parts by local address."""
    return {part.address.local: part for part in homework.assignment.parts if part.kind.name != "code"}


@pytest.fixture(scope="module")
def sheet(folders):
    """The sections of the sheet that students fill in."""
    return sections((folders.assignments / "answers.md").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def answers(folders):
    """The sections of the model answers."""
    return sections((folders.solutions / "answers.md").read_text(encoding="utf-8"))


def test_number_of_parts_of_each_kind(written):
    kinds = [part.kind.name for part in written.values()]
    assert {kind: kinds.count(kind) for kind in KINDS} == KINDS


def test_sheet_has_a_heading_for_each_part_in_order(written, sheet):
    assert {part: title for part, (title, _) in sheet.items()} == {local: part.title for local, part in written.items()}
    assert list(sheet) == list(written)


def test_sheet_repeats_each_prompt_and_nothing_else(written, sheet):
    for local, part in written.items():
        quoted = "\n".join(f"> {line}" for line in part.prompt.rstrip().splitlines())
        assert sheet[local][1].strip() == f"{quoted}\n\n<!-- your answer -->", local


def test_every_written_part_has_a_model_answer(written, answers):
    assert list(answers) == list(written)
    assert [part for part, (_, body) in answers.items() if not body.strip()] == []


def test_model_answers_do_not_repeat_prompts(answers):
    assert [part for part, (_, body) in answers.items() if re.search(r"^>|<!--", body, re.MULTILINE)] == []


@pytest.mark.parametrize(("part", "scheme"), QUESTIONS.items())
def test_marking_scheme(folders, part, scheme):
    rubric = yaml.safe_load((folders.rubrics / f"{part}.yaml").read_text(encoding="utf-8"))
    assert rubric["format"] == 1
    assert rubric["question"] == scheme[0]
    assert {concept["id"]: concept["points"] for concept in rubric["concepts"]} == scheme[1]
    assert {wrong["id"]: wrong["deduct"] for wrong in rubric["misconceptions"]} == scheme[2]
    assert sum(concept["points"] for concept in rubric["concepts"]) == 4


def test_every_text_part_has_a_rubric_of_its_own_and_no_file_is_left_over(folders, written):
    texts, derivations = ([part.kind.rubric for part in written.values() if part.kind.name == kind] for kind in ("text", "algebra"))
    assert sorted(texts + derivations) == sorted(path.name for path in folders.rubrics.iterdir())
    assert sorted(texts) == sorted(f"{part}.yaml" for part in QUESTIONS)


def test_the_steps_of_a_derivation_are_no_public_matter(folders, written):
    derivations = [part for part in written.values() if part.kind.name == "algebra"]
    assert len(derivations) == 4
    assert all(len(part.kind.milestones) >= 3 for part in derivations)
    public = (folders.assignments / "assignment.yaml").read_text(encoding="utf-8")
    assert "milestones:" not in public
    assert "shows:" not in public


@pytest.mark.parametrize(
    ("part", "value"),
    [
        ("q2.max_slope", "0.25"),
        ("q4.d_head", "768 / 12 = 64"),
        ("q4.qkv_parameters", "3 * 768 * 768 = 1769472"),
        ("q4.softmax_by_hand", "[[0.665241, 0.244728, 0.090031], [0.333333, 0.333333, 0.333333]]"),
    ],
)
def test_model_answers_of_number_parts(answers, part, value):
    assert answers[part][1].strip() == value
