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
    assert again.score("x_1 grows") == rubric.score("x_1 grows")


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


def test_two_thirds_of_the_words_are_a_full_answer():
    rubric = draft_rubric("Alpha beta gamma delta epsilon zeta.", max_points=5)
    assert rubric.score("There is alpha, beta, gamma and delta in it.").points == 5


def test_the_first_words_count_most():
    rubric = draft_rubric("Alpha beta gamma delta epsilon zeta eta theta.", max_points=4)
    points = [rubric.score(f"It is about {text}.").points for text in ("alpha", "alpha and beta", "alpha, beta and gamma")]
    assert points[0] > points[1] - points[0] > points[2] - points[1] > 0


def test_synonyms_are_looked_for_and_shown():
    rubric = draft_rubric("The list has a variable length.", question="What is special about the list?", max_points=2)
    assert "length|size|extent" in [term.text for term in rubric.concepts[0].terms]
    assert rubric.score("Its size is flexible.").points == 2


def test_synonyms_that_the_question_has_are_left_out():
    rubric = draft_rubric("Its length varies.", question="What about the size?")
    assert "length|extent" in [term.text for term in rubric.concepts[0].terms]


def test_what_the_model_answer_denies_must_be_denied():
    rubric = draft_rubric("XOR is not linearly separable.", question="What about XOR?", max_points=2)
    assert rubric.score("It is not linearly separable.").points == 2
    assert rubric.score("It is linearly separable.").points == 0


@pytest.mark.parametrize(
    ("model", "written"), [("feed forward networks", "feedforward networks"), ("multilayer networks", "multi layer networks")]
)
def test_words_written_apart_or_as_one(model, written):
    rubric = draft_rubric(f"They are {model}.", max_points=2)
    assert rubric.score(f"These are {written}.").points == 2


def test_a_list_that_was_asked_for_counts():
    model = "Error correction, memory based, hebbian, competitive and boltzmann learning."
    listed = "hebbian, competitive, boltzmann, error correction, memory based"
    assert draft_rubric(model, question="Enumerate the rules of learning.", max_points=2).score(listed).points == 2
    assert draft_rubric(model, question="Why do we learn?", max_points=2).score(listed).points == 0


def test_all_words_of_the_topic_are_no_list_of_what_was_asked_for():
    rubric = draft_rubric("Private and public.", question="Which access specifiers are there?", max_points=2)
    everything = "private public protected static virtual friend inline const mutable explicit"
    assert rubric.score(everything).points == 0
    assert rubric.score("public, private").points == 2


def test_a_list_is_no_answer_twice():
    rubric = draft_rubric("Private and public.", question="Which access specifiers are there?", max_points=2)
    assert rubric.score("apples, pears, plums, cherries, grapes, melons").points == 0


def test_the_question_goes_into_the_file():
    rubric = draft_rubric("Private and public.", question='Which specifiers are "there"?')
    again = read_rubric(draft_yaml(rubric, "specifiers"), "draft.yaml")
    assert (again.asked, again.lists, again.steps) == (rubric.asked, True, rubric.steps)


@pytest.mark.parametrize("most", [1e-6, 0.01, 1, 3, 1000])
def test_any_scale(most):
    rubric = draft_rubric(REFERENCE, question=QUESTION, max_points=most)
    assert rubric.score(REFERENCE).points == pytest.approx(most)
    assert rubric.score("Something else happens.").points == 0


@pytest.mark.parametrize(
    ("question", "lists"),
    [
        ("Enumerate and explain the rules.", True),
        ("Name two examples.", True),
        ("Networks fall into classes, which?", True),
        ("What are the main functions of a stack?", True),
        ("What is typically included in a class?", True),
        ("What is a linked list?", False),
        ("Why, and what are the effects?", False),
        ("What does it do, and which properties make it attractive?", False),
        ("What does the name of a function tell?", False),
    ],
)
def test_questions_that_ask_for_a_list(question, lists):
    assert draft_rubric("It stores what was put there.", question=question).lists == lists


def test_the_model_answers_words_in_a_heap_earn_nothing():
    rubric = draft_rubric("Each head projects into its own subspace. It attends to other relations and concatenates the results.")
    assert rubric.score("head projects subspace attends relations concatenates results model").points == 0
    assert rubric.score("A head projects into a subspace and attends to relations.").points > 0
