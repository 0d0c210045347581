"""A comparison must be asked for its `equal`."""

import pytest

from grader.numeric import compare
from grader.numeric.comparison import EQUAL, REASONS, said


def test_truth_is_refused_because_it_reads_in_two_ways() -> None:
    with pytest.raises(TypeError, match=r"ask for its \.equal"):
        bool(compare(1, 2))


def test_equal_has_no_reason() -> None:
    assert (EQUAL.equal, EQUAL.reason, EQUAL.message) == (True, "", None)


def test_reasons_are_in_the_order_in_which_they_count() -> None:
    assert REASONS == ("", "type", "structure", "shape", "dtype", "non-finite", "values")


def test_sentences_begin_with_a_capital() -> None:
    assert said("the result is wrong.", "Try.").reason == "The result is wrong."
