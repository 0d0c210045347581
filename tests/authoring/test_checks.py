"""raises, holds, unchanged: what they make and what they refuse."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from grader.model import Case, Holds, Raises, Slot, Unchanged

Write = Callable[..., list[Case]]

RULES = '''
from functools import partial

def rule(*values):
    """Facts hold.

    In more words.
    """
    return True

def silent(*values):
    return True

def one_only(value):
    """Takes one."""
    return True
'''


def only(write: Write, line: str) -> Case:
    (case,) = write(f'{RULES}\n@cases("q.f", hint="h")\ndef f(rng):\n    """T."""\n    v = call("g")\n    {line}\n')
    return case


def test_a_rule_is_named_by_the_first_line_of_its_docstring(write: Write) -> None:
    check = only(write, "yield holds(rule, v)").check
    assert isinstance(check, Holds)
    assert check.name == "Facts hold."


def test_values_become_slots_and_constants_stay(write: Write) -> None:
    check = only(write, "yield holds(rule, 1, [v[0], {'k': v[1]}], (v[0], 'x'))").check
    assert isinstance(check, Holds)
    assert check.template == (1, [Slot(0), {"k": Slot(1)}], (Slot(0), "x"))


def test_a_value_that_occurs_twice_travels_once(write: Write) -> None:
    plan = only(write, "yield holds(rule, v, v)").plan
    assert plan is not None
    assert len(plan.outputs) == 1


@pytest.mark.parametrize("wanted", [True, False])
def test_like_reference_is_the_authors_choice(wanted: bool, write: Write) -> None:
    check = only(write, f"yield holds(rule, v, like_reference={wanted})").check
    assert isinstance(check, Holds)
    assert check.like_reference is wanted


def test_unchanged_takes_several_values(write: Write) -> None:
    case = only(write, "yield unchanged([v[0], v[1]])")
    assert case.check == Unchanged()
    assert case.plan is not None
    assert len(case.plan.outputs) == 2


def test_raises_names_the_class(write: Write) -> None:
    assert only(write, "yield raises(IndexError, v)").check == Raises(("IndexError",))


REFUSED = {
    "yield holds(silent, v)": "rule silent has no docstring",
    "yield holds(partial(rule, 1), v)": "rule partial has no docstring",
    "yield holds(lambda x: True, v)": "rule <lambda> has no docstring",
    "yield holds('rule', v)": "holds() takes a rule (a function) first, not 'rule'",
    "yield holds(v, rule)": "holds() takes a rule (a function) first, not a Value",
    "yield holds(rule, 3), v": "looks at nothing that the student's code returns",
    "yield holds(one_only, v, v)": "rule one_only cannot be called with 2 arguments",
    "yield raises('ValueError', v)": "raises() takes an exception class such as ValueError",
    "yield raises((), v)": "raises() takes an exception class such as ValueError",
    "yield raises(ValueError, 3), v": "raises(ValueError, ...) takes what call() gave, not int",
    "yield unchanged(3), v": "unchanged() takes what call() gave, not int",
    "yield unchanged([]), v": "unchanged() takes what call() gave, not list",
    "yield []": "a case cannot be a list",
}


@pytest.mark.parametrize("line", REFUSED)
def test_what_is_no_claim_is_told_with_its_line(line: str, write: Write) -> None:
    broken = only(write, line).broken
    assert broken.startswith("solutions/hw/cases/q.py:24: ")
    assert REFUSED[line] in broken
