"""What the words around a number make of it."""

import pytest

from grader.numeric.chains import find_chains
from grader.numeric.standing import Standing


def _last(text: str) -> Standing:
    return find_chains(text, 0, len(text))[0][-1].standing


@pytest.mark.parametrize("text", ["so it is 64", "768 and 12 heads, so each head has dimension 64", "5 each, 64 in total"])
def test_concluded(text: str) -> None:
    assert _last(text).final


@pytest.mark.parametrize("text", ["so 12 parts and 64", "64", "I had 64"])
def test_not_concluded(text: str) -> None:
    assert not _last(text).final


@pytest.mark.parametrize("text", ["12 heads", "since d = 768", "with 12 and 768"])
def test_given(text: str) -> None:
    assert _last(text).given


@pytest.mark.parametrize("text", ["64 wide", "since d is even, 64", "with them we get 64"])
def test_not_given(text: str) -> None:
    assert not _last(text).given


@pytest.mark.parametrize("text", ["64 (768 in 12 parts)", "64 because 768/12"])
def test_beside_the_answer(text: str) -> None:
    assert _last(text).aside


@pytest.mark.parametrize(("text", "denied"), [("it is not 64", True), ("not the 64", True), ("not sure, 64", False)])
def test_denied(text: str, denied: bool) -> None:
    assert _last(text).denied is denied
