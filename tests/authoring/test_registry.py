"""The decorator: ids, weights, titles, seeds, and every author's mistake."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

import numpy as np
import pytest

from grader.authoring import CaseSet, call, cases
from grader.errors import CourseError
from grader.model import Address, Case, Equals, Tolerance

Write = Callable[..., list[Case]]

TWO = '''
@cases("q4.softmax", weight="1/3", hint="Subtract.", tags=("extreme",), seconds=5, public=True)
def large_logits(rng):
    """Large logits do not overflow.

    More for colleagues.
    """
    yield call("softmax", rng.normal(size=(2, 3)) * 1e4)
    yield call("softmax", rng.normal(size=3))
'''


def test_each_yield_is_a_case_with_its_own_id(write: Write) -> None:
    assert [str(case.address) for case in write(TWO)] == ["hw/q4.softmax[large_logits-01]", "hw/q4.softmax[large_logits-02]"]


def test_the_weight_is_shared_exactly(write: Write) -> None:
    assert [case.weight for case in write(TWO)] == [Fraction(1, 6), Fraction(1, 6)]


def test_a_float_weight_is_the_decimal_that_was_written(write: Write) -> None:
    assert [case.weight for case in write(TWO.replace('"1/3"', "0.1"))] == [Fraction(1, 20)] * 2


def test_title_hint_tags_and_public_travel_to_the_case(write: Write) -> None:
    case = write(TWO)[0]
    assert (case.title, case.hint, case.tags, case.public) == ("Large logits do not overflow.", "Subtract.", ("extreme",), True)


def test_own_seconds_win_over_the_part(write: Write) -> None:
    plan = write(TWO, seconds=1.0)[0].plan
    assert plan is not None
    assert plan.seconds == 5


def test_the_part_gives_seconds_otherwise(write: Write) -> None:
    plan = write(TWO.replace("seconds=5, ", ""), seconds=7.0)[0].plan
    assert plan is not None
    assert plan.seconds == 7.0


def test_own_tolerance_changes_only_what_it_names(write: Write) -> None:
    text = TWO.replace("seconds=5", 'tolerance={"relative": 1e-3}')
    check = write(text, tolerance=Tolerance(1e-9, 1e-12, "same"))[0].check
    assert check == Equals(Tolerance(1e-3, 1e-12, "same"))


def test_a_whole_tolerance_replaces_the_parts(write: Write) -> None:
    text = "from grader.model import Tolerance\n" + TWO.replace("seconds=5", "tolerance=Tolerance(0.5, 0.25)")
    assert write(text, tolerance=Tolerance(1e-9, 1e-12, "same"))[0].check == Equals(Tolerance(0.5, 0.25, "number"))


def test_inputs_depend_on_part_and_function_name_only(write: Write) -> None:
    alone = write(TWO)[0].plan
    after_another = write(TWO.replace("large_logits", "before") + TWO)[2].plan
    assert alone is not None
    assert after_another is not None
    assert np.array_equal(alone.calls[0].args[0], after_another.calls[0].args[0])


def test_another_name_draws_other_inputs(write: Write) -> None:
    first, other = write(TWO)[0].plan, write(TWO.replace("large_logits", "others"))[0].plan
    assert first is not None
    assert other is not None
    assert not np.array_equal(first.calls[0].args[0], other.calls[0].args[0])


def test_a_function_may_return_one_case(write: Write) -> None:
    found = write('@cases("q.f", hint="h")\ndef one(rng):\n    """T."""\n    return call("f")\n')
    assert [case.address.case for case in found] == ["one-01"]


def test_one_function_may_ask_two_parts(write: Write) -> None:
    found = write('@cases("q.f", hint="h")\n@cases("q.g", hint="h")\ndef one(rng):\n    """T."""\n    return call("f")\n')
    assert {case.address.local for case in found} == {"q.f[one-01]", "q.g[one-01]"}


def test_two_functions_of_one_name_are_both_kept(write: Write) -> None:
    assert len(write(TWO + TWO)) == 4


HEAD = '@cases("q.f", hint="h")\ndef f(rng):\n    """T."""\n'


def option(text: str) -> str:
    return f'@cases("q.f", hint="h", {text})\ndef f(rng):\n    """T."""\n    yield call("f")\n'


MISTAKES = {
    "no docstring": ('@cases("q.f", hint="h")\ndef f(rng):\n    yield call("f")\n', "q.py:3: f has no docstring"),
    "no hint": ('@cases("q.f")\ndef f(rng):\n    """T."""\n    yield call("f")\n', "q.py:3: f has no hint"),
    "weight": (
        option("weight=0"),
        "weight must be a number above 0, not 0",
    ),
    "weight nan": (
        option('weight=float("nan")'),
        "weight must be a number above 0, not nan",
    ),
    "seconds": (
        option('seconds="5"'),
        "seconds must be a number above 0, not '5'",
    ),
    "tags": (
        option('tags="big"'),
        "tags must be a tuple of words, not 'big'",
    ),
    "tolerance field": (
        option('tolerance={"relativ": 1}'),
        "tolerance has no 'relativ' (it has relative, absolute, dtype); did you mean 'relative'?",
    ),
    "tolerance value": (
        option('tolerance={"absolute": -1}'),
        "tolerance: absolute must be a number, 0 or more, not -1",
    ),
    "tolerance dtype": (
        option('tolerance={"dtype": "float32"}'),
        "tolerance: dtype must be one of number, kind, same, not 'float32'",
    ),
    "tolerance type": (
        option("tolerance=1e-3"),
        "tolerance must be a Tolerance or a mapping such as {'relative': 1e-6}, not 0.001",
    ),
    "nothing yielded": (HEAD + "    if False:\n        yield call('f')\n", "f yields nothing"),
    "nothing returned": (HEAD, "f yields nothing"),
    "yields None": (HEAD + "    yield None\n", "q.py:6: a case cannot be None"),
    "yields an array": (HEAD + "    yield call('f')\n    yield np.ones(3)\n", "q.py:7: a case cannot be a ndarray"),
    "a constant among values": (HEAD + "    yield call('f'), 3\n", "q.py:6: a case holds 3 among the values"),
    "raises among values": (HEAD + "    yield [raises(ValueError, call('f'))]\n", "yield them one by one"),
    "exception": (HEAD + "    x = 1\n    yield call('f', 1 / 0)\n", "q.py:7: ZeroDivisionError: division by zero"),
    "exit": (HEAD + "    raise SystemExit\n    yield\n", "q.py:6: SystemExit"),
    "no rng": (
        '@cases("q.f", hint="h")\ndef f():\n    """T."""\n    yield call("f")\n',
        "q.py:3: TypeError: f() takes 0 positional",
    ),
    "endless": (HEAD + "    while True:\n        yield call('f')\n", "f yields more than 500 cases"),
    "unused call": (
        HEAD + "    call('warm_up')\n    yield call('f')\n",
        "q.py:6: call('warm_up', ...) is made, but nothing that",
    ),
    "object array": (
        HEAD + "    yield call('f', np.array([None]))\n",
        "q.py:6: call('f'): argument 1 has dtype object, which cannot travel",
    ),
    "a set": (HEAD + "    yield call('f', x={1})\n", "call('f'): argument x is a set, which cannot travel"),
    "int keys": (HEAD + "    yield call('f', {1: 2})\n", "a dict that travels has str keys, not 1"),
    "masked": (HEAD + "    yield call('f', np.ma.ones(3))\n", "argument 1 is a MaskedArray, which cannot travel"),
    "no name": (HEAD + "    yield call(3)\n", "call() takes the name of a function or class first, not 3"),
    "computing": (HEAD + "    yield call('f') + 1\n", "call('f', ...) is not known yet"),
    "computing by numpy": (HEAD + "    yield np.exp(call('f'))\n", "call('f', ...) is not known yet"),
    "adding to an array": (HEAD + "    yield np.ones(3) + call('f')\n", "call('f', ...) is not known yet"),
    "a numpy function": (HEAD + "    yield np.sum(call('f').w)\n", "call('f', ...).w is not known yet"),
    "as array": (HEAD + "    yield np.asarray(call('f'))\n", "call('f', ...) is not known yet"),
    "if": (HEAD + "    if call('f')[0]:\n        yield\n", "call('f', ...)[0] is not known yet"),
    "comparing": (HEAD + "    yield call('f') == 1\n", "call('f', ...) is not known yet"),
    "unpacking": (HEAD + "    a, b = call('f')\n    yield a\n", "cannot be unpacked or looped over"),
    "slicing": (HEAD + "    yield call('f')[1:]\n", "items are taken by an int or a str, not slice"),
    "private": (HEAD + "    yield call('f')._w\n", "starts with an underscore"),
    "read too early": (
        HEAD + "    o = call('O')\n    w = o.w\n    o.step()\n    yield w, o.w\n",
        "call('O', ...).w was taken before call('O',",
    ),
}


@pytest.mark.parametrize("name", MISTAKES)
def test_an_authors_mistake_is_one_broken_case_that_tells_place_and_reason(name: str, write: Write) -> None:
    text, told = MISTAKES[name]
    (case,) = write(text)
    assert case.broken.startswith("solutions/hw/cases/q.py:")
    assert told in case.broken
    assert (case.address.case, case.plan) == ("f-broken", None)


def test_a_broken_function_keeps_its_whole_weight(write: Write) -> None:
    (case,) = write('@cases("q.f", hint="h", weight=3)\ndef f(rng):\n    """T."""\n    yield call("f")\n    raise KeyError("x")\n')
    assert case.weight == 3


def test_a_mistake_inside_a_shared_function_is_placed_in_the_authors_line(write: Write) -> None:
    (case,) = write("def made(n):\n    return call('f', {n})\n" + HEAD + "    yield made(1)\n")
    assert case.broken.startswith("solutions/hw/cases/q.py:4: ")


def test_call_outside_a_cases_function_is_refused() -> None:
    with pytest.raises(CourseError, match="works only inside a function under @cases"):
        call("softmax")


def test_a_value_of_another_cases_function_is_refused(write: Write) -> None:
    found = write(
        "kept = []\n"
        + HEAD
        + "    kept.append(call('f'))\n    yield kept[0]\n"
        + HEAD.replace("def f", "def g")
        + "    yield call('g', kept[0])\n"
    )
    assert "was made by another cases function" in found[1].broken


def test_the_decorator_without_brackets_tells_how_to_write_it() -> None:
    with pytest.raises(CourseError, match=r"write @cases\(.*above softmax_rows"):

        @cases  # type: ignore[arg-type]
        def softmax_rows(rng: object) -> None:
            """Rows."""


def test_generating_twice_gives_the_same_inputs() -> None:
    namespace: dict[str, list[CaseSet]] = {}
    exec(compile("from grader.authoring import *\n" + TWO, "q.py", "exec"), namespace)
    one = namespace["__cases__"][0]
    plans = [one.cases(Address("hw", "q4", "softmax"), module="q")[0].plan for _ in range(2)]
    assert plans[0] is not None
    assert plans[1] is not None
    assert plans[0].calls[0].args[0].tobytes() == plans[1].calls[0].args[0].tobytes()
