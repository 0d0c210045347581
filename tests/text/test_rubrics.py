"""The shipped rubrics score answers in our own words as a person does."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from grader.text import lint
from grader.text.agreement import weighted_kappa

ROOT = Path(__file__).resolve().parents[2]
PARTS = {
    "xor": "q1.why_not_linear",
    "hidden": "q1.why_hidden",
    "collapse": "q2.collapse_why",
    "vanish": "q2.vanishing",
    "pe_need": "q3.why_positions",
    "sinlearn": "q3.compare",
    "rope": "q3.rope_why",
    "qkv": "q4.qkv",
    "scale": "q4.scaling",
    "diag": "q4.diagonal",
    "heads": "q4.heads",
}


def points(rubric, credits):
    return sum(concept.points * credits.get(concept.id, 0) for concept in rubric.concepts)


def test_agreement_with_a_person(rubrics, scored):
    given = [rubrics[one.question].score(one.answer).points for one in scored]
    people = [points(rubrics[one.question], one.credits) for one in scored]
    assert len(scored) > 180
    assert weighted_kappa(given, people) > 0.95


def test_concepts_agree_with_a_person(rubrics, scored):
    same = [
        rubrics[one.question].score(one.answer).concepts[concept.id] == one.credits.get(concept.id, 0)
        for one in scored
        for concept in rubrics[one.question].concepts
    ]
    assert sum(same) / len(same) > 0.96


def test_right_answers_go_to_no_person(rubrics, scored):
    good = [one for one in scored if points(rubrics[one.question], one.credits) >= 3]
    sent = [one.answer for one in good if rubrics[one.question].score(one.answer).needs_review]
    assert len(sent) <= 0.05 * len(good), sent


@pytest.mark.parametrize("question", PARTS)
def test_anchors_hold(question, rubrics):
    assert lint(rubrics[question]) == ()


@pytest.mark.parametrize("question", PARTS)
def test_model_answers_earn_everything(question, rubrics):
    sheet = (ROOT / "solutions" / "dl-hw1" / "answers.md").read_text(encoding="utf-8")
    found = re.search(rf"^## {re.escape(PARTS[question])} [^\n]*\n(.*?)(?=^#)", sheet + "\n#", re.MULTILINE | re.DOTALL)
    assert found is not None
    score = rubrics[question].score(found[1])
    assert (score.points, score.needs_review) == (4, False), (score.concepts, score.flags)


@pytest.mark.parametrize("question", PARTS)
def test_a_copied_question_earns_nothing(question, rubrics):
    sheet = (ROOT / "rubrics" / "dl-hw1").glob("*.yaml")
    asked = next(m[1] for path in sheet if (m := re.search(rf"question: {question}\nasked: (.*)", path.read_text(encoding="utf-8"))))
    assert rubrics[question].score(asked).points == 0
    assert rubrics[question].score(f"{asked} {asked}").points == 0


LISTS = {
    "xor": "linear boundary, hyperplane, separability, diagonals, contradiction, inequalities, threshold, weights",
    "hidden": "features, representation space, linear separability, regions, nonlinearity, NAND, OR gate, hidden units",
    "collapse": "W1W2, W1b2, affine composition, single layer, matrix product, bias, nonlinear activation, depth",
    "vanish": "sigmoid derivative, 0.25, chain rule, product, saturation, ReLU slope, early layers, dead units",
    "pe_need": "permutation equivariance, word order, set of tokens, position information, shuffling, index",
    "sinlearn": "fixed sine cosine, frequencies, extrapolation, any length, linear shift, rotation, lookup table, maximum length",
    "rope": "rotation, query, key, angle, position, orthogonal norm, relative distance, frequencies, interpolation",
    "qkv": "query search, key label, value content, dot product, softmax weights, weighted sum, linear projections",
    "scale": "variance d_k, dot product, softmax saturation, one-hot, tiny gradients, unit variance, normalisation",
    "diag": "same embedding, self-similarity, own information, different matrices W_Q W_K, previous token, syntax, separator",
    "heads": "subspaces, separate projections, different relations, single softmax average, concatenation, output matrix, cost",
}


@pytest.mark.parametrize("question", PARTS)
def test_a_list_of_words_earns_nothing(question, rubrics):
    for separator in (", ", " ", "; ", "\n", " - "):
        assert rubrics[question].score(LISTS[question].replace(", ", separator)).points == 0, separator


@pytest.mark.parametrize("question", PARTS)
def test_length_earns_nothing(question, rubrics, scored):
    for one in [one for one in scored if one.question == question][:6]:
        before = rubrics[question].score(one.answer)
        after = rubrics[question].score(one.answer + " We went for a walk in the park yesterday and had some ice cream." * 5)
        assert after.points == before.points, one.answer
