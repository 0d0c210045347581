"""Points, parts and weights are those that the course promises."""

from __future__ import annotations

from fractions import Fraction

import pytest

POINTS = {
    "q1": {"predict": 2, "train": 4, "forward": 2, "gradients": 4, "train_xor": 3, "why_not_linear": 4, "why_hidden": 3},
    "q2": {
        "scalar": 4,
        "matrix": 4,
        "collapse": 4,
        "sigmoid_slope": 3,
        "max_slope": 1,
        "gradient_by_depth": 4,
        "collapse_why": 2,
        "vanishing": 3,
    },
    "q3": {"why_positions": 3, "sinusoidal": 4, "learned": 4, "rope": 5, "rotation": 3, "compare": 3, "rope_why": 2},
    "q4": {
        "softmax": 4,
        "attention": 5,
        "multi_head": 5,
        "parameters": 1,
        "d_head": 1,
        "qkv_parameters": 1,
        "softmax_by_hand": 2,
        "qkv": 2,
        "scaling": 3,
        "diagonal": 2,
        "heads": 3,
    },
}


def test_all_points_make_a_hundred(homework):
    assert homework.assignment.possible == 100


@pytest.mark.parametrize(("question", "points"), [("q1", 22), ("q2", 25), ("q3", 24), ("q4", 29)])
def test_points_of_a_question(homework, question, points):
    assert sum(part.points for part in homework.assignment.parts if part.address.question == question) == points


def test_parts_in_order_with_their_points(homework):
    found = {q.id: {part.address.part: part.points for part in q.parts} for q in homework.assignment.questions}
    assert found == POINTS
    assert [list(parts) for parts in found.values()] == [list(parts) for parts in POINTS.values()]


def test_only_training_on_xor_needs_another_part(homework):
    needs = {part.address.local: [str(need.local) for need in part.needs] for part in homework.assignment.parts if part.needs}
    assert needs == {"q1.train_xor": ["q1.forward"]}


def test_no_case_is_broken(homework):
    assert [case.broken for part in homework.assignment.parts for case in part.cases if case.broken] == []


def test_every_hidden_case_has_a_title_and_a_next_step(homework):
    hidden = [case for part in homework.code_parts.values() for case in part.cases if not case.public]
    assert [str(case.address) for case in hidden if not case.title or not case.hint] == []


def test_no_single_case_is_worth_half_a_part(homework):
    heavy = []
    for part in homework.code_parts.values():
        total = sum((case.weight for case in part.cases), Fraction(0))
        heavy += [str(case.address) for case in part.cases if case.weight * 2 > total]
    assert heavy == []


def test_public_examples_exist_wherever_an_answer_can_be_shown(homework):
    without = [local for local, part in homework.code_parts.items() if not any("example" in case.tags for case in part.cases)]
    # Any trained network is right, so there is no value to show.
    assert without == ["q1.train_xor"]


def test_every_code_part_has_public_checks(homework):
    assert [local for local, part in homework.code_parts.items() if not any(case.public and not case.weight for case in part.cases)] == []
