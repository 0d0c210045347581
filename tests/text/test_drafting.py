"""A model answer becomes a rubric that can be read again."""

from __future__ import annotations

import pytest

from grader.text import draft_rubric, draft_yaml, read_rubric

REFERENCE = "The variance of the dot product grows with the width. Large scores then saturate the softmax, and gradients vanish."
QUESTION = "Why are attention scores scaled?"


def test_the_model_answer_earns_everything():
    rubric = draft_rubric(REFERENCE, question=QUESTION, max_points=5)
    assert rubric.max_points == pytest.approx(5)
    assert rubric.score(REFERENCE).points == pytest.approx(5)


@pytest.mark.parametrize("sentences", range(1, 9))
def test_points_add_up(sentences):
    text = " ".join(f"Fact{chr(97 + n)} holds{chr(98 + n)} because{chr(99 + n)} thing{chr(100 + n)}." for n in range(sentences))
    assert draft_rubric(text, max_points=4).max_points == pytest.approx(4, abs=1e-12)


def test_more_of_it_earns_more():
    rubric = draft_rubric(REFERENCE, question=QUESTION, max_points=5)
    answers = [
        "It is faster.",
        "Gradients vanish.",
        "The softmax saturates, so gradients vanish.",
        "The variance grows, softmax saturates, gradients vanish.",
    ]
    points = [rubric.score(answer).points for answer in answers]
    assert points == sorted(set(points))
    assert points[0] == 0


def test_words_of_the_question_earn_nothing():
    rubric = draft_rubric(REFERENCE, question=QUESTION)
    assert rubric.score("Because attention scores are scaled.").points == 0


def test_a_draft_is_a_rubric_file():
    rubric = draft_rubric('It says "yes" and:\n- x_1 \\ grows', question="", max_points=2)
    again = read_rubric(draft_yaml(rubric, "scale"), "draft.yaml")
    assert [c.points for c in again.concepts] == [c.points for c in rubric.concepts]
    assert again.score("x_1 grows").concepts == rubric.score("x_1 grows").concepts


@pytest.mark.parametrize("reference", ["", "...", "the and of"])
def test_nothing_to_look_for(reference):
    with pytest.raises(ValueError, match="holds no words that could be looked for"):
        draft_rubric(reference)


def test_points_above_zero():
    with pytest.raises(ValueError, match="Expected max_points above 0 but got 0"):
        draft_rubric(REFERENCE, max_points=0)


def test_hostile_references_stay_bounded():
    rubric = draft_rubric("word. " * 500 + " ".join(f"w{chr(97 + n % 26)}{chr(97 + n // 26)}x." for n in range(400)))
    assert len(rubric.concepts) <= 12
