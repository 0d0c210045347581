"""Which of several numbers is the answer."""

import pytest

from grader.numeric.chains import find_chains
from grader.numeric.choosing import choose
from grader.numeric.markup import strip_markup


def _chosen(text: str) -> float | None:
    plain = strip_markup(text)
    chain = choose(find_chains(plain.text, 0, len(plain.text))[0], plain)
    return None if chain is None or chain.result.value is None else float(chain.result.value)


@pytest.mark.parametrize(
    "text",
    [
        "not 46 but 64",
        "12 heads of 64",
        "64 (of 768)",
        "768 / 12 = 64. Check: 12 * 64 = 768",
        "Since d = 768 and there are 12 heads, each head is 64 wide",
        r"768 \boxed{64}",
    ],
)
def test_the_answer_is_found(text: str) -> None:
    assert _chosen(text) == 64


@pytest.mark.parametrize("text", ["64 or 46", "maybe 64, maybe 46", "it is not 64", "46 = 768/12", "64, 46"])
def test_a_person_must_tell(text: str) -> None:
    assert _chosen(text) is None
