"""Copies are found, independent work is left alone, and small tasks accuse nobody."""

import re

import pytest

from grader.model import Chunk
from grader.similarity import compare_class


def disguised(chunks):
    """Renamed, reordered, with comments and blank lines."""
    source = chunks[0].source
    for name in ("shifted", "exponentials", "scores", "weights", "matrix", "rows", "width"):
        source = re.sub(rf"\b{name}\b", f"my_{name[:2]}", source)
    head, *functions = re.split(r"(?m)^(?=def )", source)
    return (Chunk("work.py", head + "".join(f"# part\n\n{one}" for one in reversed(functions))),)


def crowd(chunks, count):
    return {f"student{n:02}": chunks for n in range(count)}


def test_a_disguised_copy_is_found(ada, bo, stub):
    found = compare_class({"ada": ada, "bo": bo, "cy": disguised(ada)}, stub)
    assert [(pair.left, pair.right) for pair in found.pairs] == [("ada", "cy")]
    assert found.pairs[0].share > 0.8


def test_own_work_on_the_same_task_is_left_alone(ada, bo, stub):
    assert compare_class({"ada": ada, "bo": bo}, stub).pairs == ()


def test_what_was_handed_out_is_nobodys(stub):
    found = compare_class({"ada": stub, "bo": stub}, stub)
    assert found.pairs == ()
    assert found.too_small == ("ada", "bo")


def test_a_copied_stub_with_little_work_is_too_small_to_judge(stub):
    little = (Chunk("q4.py", stub[0].source + "\n\ndef predict(X, w, b):\n    return (X @ w + b >= 0).astype(int)\n"),)
    found = compare_class({"ada": little, "bo": little}, stub)
    assert (found.pairs, found.too_small) == ((), ("ada", "bo"))


def test_what_the_whole_class_writes_accuses_nobody(ada, stub):
    found = compare_class(crowd(ada, 12), stub)
    assert found.pairs == ()


def test_a_task_with_one_natural_solution_accuses_nobody_in_a_small_class(ada, stub):
    # five alike is below what can be called everybody's, but their own median says that the task is like that
    found = compare_class(crowd(ada, 5), stub)
    assert found.threshold > 1


def test_the_passages_lie_side_by_side(ada, stub):
    copy = disguised(ada)
    pair = compare_class({"ada": ada, "cy": copy, "dee": (Chunk("d.py", "x = 1\n"),)}, stub).pairs[0]
    lines, others = ada[0].source.split("\n"), copy[0].source.split("\n")
    for passage in pair.passages:
        assert passage.left.file == "q4.py"
        assert passage.right.file == "work.py"
        one = lines[passage.left.first - 1 : passage.left.last]
        other = others[passage.right.first - 1 : passage.right.last]
        assert sum("np." in line for line in one) == sum("np." in line for line in other)


def test_the_order_of_names_changes_nothing(ada, bo, stub):
    one = compare_class({"ada": ada, "bo": bo, "cy": disguised(ada)}, stub)
    assert one == compare_class({"cy": disguised(ada), "bo": bo, "ada": ada}, stub)


@pytest.mark.parametrize("sources", [{}, {"ada": ()}, {"ada": (Chunk("a.py", ""),), "bo": (Chunk("a.py", "\x00" * 50),)}])
def test_nothing_to_compare(sources):
    assert compare_class(sources).pairs == ()


def test_repeated_lines_cost_time_in_proportion():
    filler = (Chunk("a.py", "x = x + 1\n" * 9000),)
    found = compare_class({"ada": filler, "bo": filler, "cy": filler})
    assert found.pairs == ()
