"""Tolerances that punish right variants, and tolerances that let mistakes in."""

import math

import numpy as np
import pytest

from grader.model import Tolerance
from grader.verify.margins import distance

YAML = "assignments/hw/assignment.yaml"


def test_right_variants_are_far_inside_and_wrong_answers_outside(proof):
    margins = proof().margins
    assert margins.refused == ()
    assert margins.farthest < 1e-3
    assert margins.nearest > 1
    assert {margin.tolerance.relative for margin in margins.cases} == {1e-9}


def test_a_tolerance_that_punishes_another_order_of_summation(edit, proof):
    edit(YAML, "tolerance: {relative: 1e-9}", "tolerance: {relative: 0, absolute: 0}")
    found = [finding for finding in proof().errors if finding.check == "tolerances"]
    assert found
    assert "refuses a right answer (the reference with other order of summation" in found[0].problem
    assert found[0].help == "widen the tolerance, or ask for less in the rule"


def test_a_tolerance_that_lets_a_mistake_in(edit, proof):
    edit(YAML, "tolerance: {relative: 1e-9}", "tolerance: {relative: 1e-6}")
    found = [finding.problem for finding in proof().errors if finding.check == "tolerances"]
    assert any(problem.startswith("its tolerance lets mutant #") and "(q1_rescale.py" in problem for problem in found)
    assert len(found) == len({problem.partition(" in: ")[0] for problem in found})  # each wrong answer is told once


@pytest.mark.parametrize(
    ("seen", "expected", "far"),
    [
        (np.array([1.0, 2.0]), np.array([1.0, 4.0]), 4.0),
        ({"a": 1.0}, {"a": 1.5}, 1.0),
        (math.inf, math.inf, 0.0),
        (math.nan, math.nan, 0.0),
        (math.nan, 1.0, math.inf),
        (np.zeros((0,)), np.zeros((0,)), 0.0),
        (np.zeros(2), np.zeros(3), None),
        ([1.0], (1.0,), None),
        ("a", "a", None),
        (True, False, 2.0),
    ],
)
def test_distances(seen, expected, far):
    assert distance(seen, expected, Tolerance(relative=0, absolute=0.5)) == far
