"""Shown calculations, step by step."""

from fractions import Fraction

from grader.numeric.chains import find_chains, wrong_steps


def test_a_chain_ends_in_its_result() -> None:
    text = "d = 768/12 = 64 = w"
    ((chain,), problems) = find_chains(text, 0, len(text))

    assert problems == []
    assert chain.label == "d"
    assert chain.result.value == 64
    assert chain.operands == frozenset({Fraction(768), Fraction(12)})
    assert chain.calculates


def test_a_rounded_end_gives_way_to_the_exact_number() -> None:
    ((chain,), _) = find_chains("2*3 = 1,769,472 ≈ 1.77M", 0, 23)

    assert chain.result.value == 1769472


def test_words_before_and_after() -> None:
    chains, _ = find_chains("we get 5\n7 heads\nthe value 9", 0, 28)

    assert [(c.standing.final, c.standing.alone) for c in chains] == [(True, False), (False, True), (False, False)]


def test_wrong_steps_are_placed() -> None:
    text = "x = 2*3 = 7 = 7"
    ((chain,), _) = find_chains(text, 0, len(text))

    assert wrong_steps(chain, text) == [(4, "2*3 is 6, not 7")]
