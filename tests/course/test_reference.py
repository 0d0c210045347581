"""The reference is right, quick, and no trivial answer comes near it."""

from __future__ import annotations

import ast
from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest

from grader.model import Equals, Holds, Raises, Unchanged, Verdict

PARTS = [
    "q1.predict",
    "q1.train",
    "q1.forward",
    "q1.gradients",
    "q1.train_xor",
    "q2.collapse",
    "q2.gradient_by_depth",
    "q3.sinusoidal",
    "q3.learned",
    "q3.rope",
    "q4.softmax",
    "q4.attention",
    "q4.multi_head",
    "q4.parameters",
]
STYLES = sorted(path.name for path in (Path(__file__).parent / "variants").iterdir())


def module_of(homework, part):
    return homework.code_parts[part].kind.answer.partition(".")[0]


def test_the_list_of_code_parts_is_complete(homework):
    assert list(homework.code_parts) == PARTS


@pytest.mark.parametrize("part", PARTS)
def test_reference_passes_every_case(homework, part):
    outcomes = homework.judge(part, homework.reference[module_of(homework, part)])
    assert [(o.address.case, o.messages) for o in outcomes if o.verdict is not Verdict.PASSED] == []


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("part", PARTS)
def test_right_code_in_another_style_is_full(homework, namespace, part, style):
    space = namespace(Path(__file__).parent / "variants" / style / f"{module_of(homework, part)}.py")
    assert [(o.address.case, o.messages) for o in homework.judge(part, space) if o.credit != 1] == []


def give_zeros(*args, **kwargs):
    return np.zeros(4)


def give_none(*args, **kwargs):
    return None


def give_back(first, *args, **kwargs):
    return first


def give_back_twice(first, *args, **kwargs):
    return first, first


def refuse(*args, **kwargs):
    raise ValueError("no")


@pytest.mark.parametrize("answer", [give_zeros, give_none, give_back, give_back_twice, refuse])
@pytest.mark.parametrize("part", [part for part in PARTS if part not in ("q1.train_xor", "q3.learned")])
def test_answers_without_thought_earn_little(homework, part, answer):
    function = homework.code_parts[part].kind.answer.partition(":")[2]
    space = homework.reference[module_of(homework, part)] | {function: answer}
    assert homework.share(part, space) < Fraction(1, 5)


@pytest.mark.parametrize(
    ("part", "checks"),
    [
        ("q1.train", {Equals, Holds, Unchanged}),
        ("q1.gradients", {Equals, Holds, Unchanged}),
        ("q2.collapse", {Equals, Holds, Raises, Unchanged}),
        ("q3.sinusoidal", {Equals, Holds, Raises}),
        ("q3.learned", {Equals, Holds, Raises, Unchanged}),
        ("q3.rope", {Equals, Holds, Raises, Unchanged}),
        ("q4.softmax", {Equals, Holds, Unchanged}),
        ("q4.attention", {Equals, Holds, Unchanged}),
        ("q4.multi_head", {Equals, Holds, Raises, Unchanged}),
    ],
)
def test_parts_are_asked_in_every_way(homework, part, checks):
    assert {type(case.check) for case in homework.code_parts[part].cases} >= checks


@pytest.mark.parametrize("seed", range(40))
def test_the_reference_learns_xor_from_any_seed(homework, seed):
    space = homework.reference["q1_perceptron"]
    probability = space["forward"](space["XOR_INPUTS"], *space["train_xor"](seed))
    assert ((probability >= 0.5) == (space["XOR_LABELS"] == 1)).all()


def test_references_say_why(folders):
    for path in sorted(folders.solutions.glob("q*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        assert ast.get_docstring(tree), path.name
        assert "# " in path.read_text(encoding="utf-8"), path.name
