"""Every verdict can be told."""

import pytest

from grader.model import Verdict
from grader.report.words import VERDICTS


@pytest.mark.parametrize("verdict", list(Verdict))
def test_every_verdict_has_words(verdict: Verdict) -> None:
    assert VERDICTS[verdict].word
    assert VERDICTS[verdict].reason


def test_no_two_verdicts_are_called_the_same() -> None:
    assert len({words.word for words in VERDICTS.values()}) == len(Verdict)
