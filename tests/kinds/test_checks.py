"""The four checks, one by one."""

from typing import Any

import numpy as np
import pytest

from grader.kinds import Code
from grader.kinds.checks import alike
from grader.model import (
    Address,
    Attribute,
    Call,
    Case,
    Equals,
    Foreign,
    Holds,
    Item,
    Plan,
    Raises,
    Ref,
    Slot,
    Tolerance,
    Unchanged,
    Verdict,
)

ROWS = np.array([[0.25, 0.75], [0.5, 0.5]])


def _rows_sum(x: Any) -> bool | str:
    return bool(np.allclose(x.sum(axis=-1), 1)) or "a row sums to something else"


SUM = Holds("Every row sums to one", _rows_sum, (Slot(0),))


def test_a_wrong_value_fails_with_the_hint(judge: Any, returned: Any) -> None:
    outcome = judge(Equals(), returned(ROWS + np.array([[1, 2], [3, 9]])), returned(ROWS))

    assert (outcome.verdict, outcome.credit) == (Verdict.FAILED, 0)
    assert outcome.messages[0].reason.startswith("`f(...)` is wrong in all 4 entries")
    assert outcome.messages[0].help == "The hint."


def test_a_wrong_form_keeps_its_own_advice(judge: Any, returned: Any) -> None:
    assert judge(Equals(), returned(ROWS.tolist()), returned(ROWS)).messages[0].help.startswith("Turn it into an array")


def test_the_tolerance_of_the_case_counts(judge: Any, returned: Any) -> None:
    assert judge(Equals(Tolerance(absolute=1.0)), returned(ROWS + 0.9), returned(ROWS)).credit == 1


def test_a_changed_input_is_told_beside_a_wrong_value(judge: Any, returned: Any) -> None:
    outcome = judge(Equals(), returned(2.0, changed=("argument 1",)), returned(1.0))

    assert outcome.messages[1].reason == "Your code changes its input in place: argument 1."


def test_a_changed_input_costs_nothing_when_the_value_is_right(judge: Any, returned: Any) -> None:
    assert judge(Equals(), returned(1.0, changed=("argument 1",)), returned(1.0)).credit == 1


def test_another_number_of_values_is_our_fault(judge: Any, returned: Any) -> None:
    assert judge(Equals(), returned(1.0), returned(1.0, 2.0)).verdict is Verdict.BROKEN


def test_a_reference_that_cannot_be_compared_is_broken(judge: Any, returned: Any) -> None:
    outcome = judge(Equals(), returned(1.0), returned(Foreign("matrix")))

    assert outcome.verdict is Verdict.BROKEN
    assert "(matrix)" in outcome.messages[0].reason


def test_a_made_up_type_name_shows_no_hidden_input(judge: Any, returned: Any) -> None:
    seen, expected = returned({"a": [Foreign("X_0_731")]}), returned({"a": [1.0]})

    assert "731" not in repr(judge(Equals(), seen, expected).messages)
    assert "X_0_731" in repr(judge(Equals(), seen, expected, public=True).messages)


def test_a_known_type_is_named(judge: Any, returned: Any) -> None:
    assert "type matrix" in judge(Equals(), returned(Foreign("matrix")), returned(1.0)).messages[0].reason


@pytest.mark.parametrize(("name", "bases"), [("ValueError", ()), ("AxisError", ("ValueError", "IndexError"))])
def test_the_error_or_a_subclass_passes(judge: Any, raised: Any, name: str, bases: tuple[str, ...]) -> None:
    assert judge(Raises(("ValueError", "TypeError")), raised(name, "", bases), raised("ValueError")).credit == 1


def test_another_error_fails(judge: Any, raised: Any) -> None:
    outcome = judge(Raises(("ValueError", "TypeError")), raised("KeyError", "secret 731", ("LookupError",)), raised("ValueError"))

    assert outcome.verdict is Verdict.FAILED
    assert outcome.messages[0].reason == "Your code raised KeyError, and ValueError or TypeError is asked for."


def test_returning_instead_of_raising_is_told(judge: Any, returned: Any, raised: Any) -> None:
    outcome = judge(Raises(("ValueError",)), returned(None), raised("ValueError"), hint="")

    assert outcome.verdict is Verdict.FAILED
    assert outcome.messages[0].reason == "Your code returned, and it should refuse this with ValueError."
    assert "`raise ValueError(...)`" in outcome.messages[0].help


def test_returning_the_error_is_not_raising_it(judge: Any, returned: Any, raised: Any) -> None:
    assert judge(Raises(("ValueError",)), returned(Foreign("ValueError")), raised("ValueError")).credit == 0


def test_unchanged(judge: Any, returned: Any) -> None:
    assert judge(Unchanged(), returned(1.0), returned(1.0)).credit == 1
    outcome = judge(Unchanged(), returned(1.0, changed=("argument 1", "argument mask")), returned(1.0))
    assert outcome.verdict is Verdict.FAILED
    assert outcome.messages[0].reason == "Your code changes its input in place: argument 1, argument mask."


def test_a_rule_that_holds(judge: Any, returned: Any) -> None:
    assert judge(SUM, returned(ROWS[::-1]), returned(ROWS)).credit == 1


def test_a_rule_that_does_not_hold(judge: Any, returned: Any) -> None:
    outcome = judge(SUM, returned(ROWS * 2), returned(ROWS))

    assert outcome.verdict is Verdict.FAILED
    assert outcome.messages[0].reason == "This does not hold: Every row sums to one (a row sums to something else)."
    assert outcome.messages[0].help == "The hint."


@pytest.mark.parametrize("seen", [None, ROWS[None], ROWS.tolist(), Foreign("Tensor"), np.empty((0, 2))])
def test_values_of_another_form_never_reach_the_rule(judge: Any, returned: Any, seen: Any) -> None:
    always = Holds("Anything goes", lambda x: True, (Slot(0),))

    assert judge(always, returned(seen), returned(ROWS)).verdict is Verdict.FAILED


def test_a_foreign_value_never_reaches_any_rule(judge: Any, returned: Any) -> None:
    free = Holds("Anything goes", lambda x: True, (Slot(0),), like_reference=False)

    assert judge(free, returned((Foreign("Tensor"),)), returned(ROWS)).verdict is Verdict.FAILED
    assert judge(free, returned((1,)), returned(ROWS)).credit == 1


def test_constants_and_slots_are_filled_in(judge: Any, returned: Any) -> None:
    template = (Slot(1), [Slot(0), 7], {"k": (Slot(0), "c")})
    rule = Holds("In its place", lambda a, b, c: (a, b, c) == (2.0, [1.0, 7], {"k": (1.0, "c")}), template)

    assert judge(rule, returned(1.0, 2.0), returned(1.0, 2.0)).credit == 1


@pytest.mark.parametrize(
    ("rule", "words"),
    [
        (lambda x: 1 / 0, "raised ZeroDivisionError"),
        (lambda x: False, "the reference itself breaks the rule 'r'"),
        (lambda x: "no", "the reference itself breaks the rule 'r': no"),
        (lambda x: 1, "returned int, not True, False or a sentence"),
        (lambda x: " ", "returned an empty text"),
    ],
)
def test_a_bad_rule_is_broken(judge: Any, returned: Any, rule: Any, words: str) -> None:
    outcome = judge(Holds("r", rule, (Slot(0),)), returned(1.0), returned(1.0))

    assert (outcome.verdict, outcome.credit) == (Verdict.BROKEN, 1)
    assert words in outcome.messages[0].reason


def test_a_rule_that_stumbles_over_a_students_value_alone_is_not_credited(judge: Any, returned: Any) -> None:
    outcome = judge(Holds("r", lambda x: 1 / x > 0, (Slot(0),)), returned(0.0), returned(1.0))

    assert (outcome.verdict, outcome.credit) == (Verdict.BROKEN, 0)


def test_leaving_the_input_alone_earns_nothing_without_a_result(judge: Any, returned: Any) -> None:
    outcome = judge(Unchanged(), returned(None), returned(1.0))

    assert (outcome.verdict, outcome.credit) == (Verdict.FAILED, 0)


def test_a_rule_that_stumbles_over_odd_values_is_the_answers_fault(judge: Any, returned: Any) -> None:
    def stumbles(x: Any) -> bool:
        if x is None or not np.isfinite(x).all():
            raise ValueError("what is this")
        return True

    rule = Holds("r", stumbles, (Slot(0),), like_reference=False)

    assert judge(rule, returned(None), returned(1.0)).verdict is Verdict.FAILED
    assert judge(rule, returned(float("nan")), returned(1.0)).verdict is Verdict.FAILED


def test_numpy_truth_is_truth(judge: Any, returned: Any) -> None:
    assert judge(Holds("r", lambda x: np.True_, (Slot(0),)), returned(1.0), returned(1.0)).credit == 1


def _case(check: Any) -> Case:
    return Case(Address("hw", "q1", "f", "c"), "t", None, check)


def test_alike(returned: Any, raised: Any) -> None:
    equals, raises, unchanged = _case(Equals(Tolerance(absolute=0.5))), _case(Raises(("ValueError",))), _case(Unchanged())

    assert alike(equals, returned(1.0), returned(1.4))
    assert not alike(equals, returned(1.0), returned(1.6))
    assert alike(equals, raised("KeyError"), raised("KeyError", "other words"))
    assert not alike(equals, raised("KeyError"), raised("TypeError"))
    assert not alike(equals, raised("KeyError"), returned(1.0))
    assert alike(raises, returned(1.0), returned(2.0))
    assert not alike(unchanged, returned(1.0), returned(1.0, changed=("argument 1",)))
    assert Code("q1.py:f").alike(_case(SUM), returned(1.0), returned(1.0 + 1e-12))


def test_values_are_named_by_their_calls(returned: Any) -> None:
    table = Call(Ref("Table"), ())
    look = Call(Ref(0, (Attribute("look"),)), ())
    plan = Plan("q1", (table, look), (Ref(0, (Attribute("w"),)), Ref(1, (Item("W1"),))))
    case = Case(Address("hw", "q1", "f", "c"), "t", plan, Equals())
    outcome = Code("q1.py:f").judge(case, returned(1.0, 3.0), returned(1.0, 2.0))

    assert outcome.messages[0].reason.startswith("`Table(...).look(...)['W1']` is not the right number")


@pytest.mark.parametrize("check", [Equals(), Holds("r", lambda x: True, (Slot(0),)), Unchanged()])
def test_a_value_that_lacks_an_item_is_told_as_a_forgotten_return(judge: Any, returned: Any, check: Any) -> None:
    plan = Plan("q1", (Call(Ref("f")),), (Ref(0, (Item(0),)),))
    outcome = judge(check, returned(Foreign("NoneType without item 0")), returned(1.0), plan=plan)

    assert outcome.verdict is Verdict.FAILED
    assert outcome.messages[0].reason == "Your code gives back None where a value with item 0 is needed."
    assert "return" in outcome.messages[0].help


def test_a_type_that_is_named_like_that_message_shows_nothing_of_a_hidden_case(judge: Any, returned: Any) -> None:
    outcome = judge(Equals(), returned(Foreign("NoneType without item 3.14")), returned(1.0))

    assert outcome.verdict is Verdict.FAILED
    assert "3.14" not in outcome.messages[0].reason


def _plan(*args: Any) -> Plan:
    return Plan("q", (Call(Ref("f"), args),), (Ref(0),))


@pytest.mark.parametrize(("args", "told"), [((["the", "cat"],), False), (({"cat": 1},), False), ((np.ones(2), 3), True)])
def test_keys_that_may_come_from_a_hidden_input_are_not_told(args: Any, told: bool, returned: Any) -> None:
    case = Case(Address("hw", "q", "f", "c-01"), "Counts.", _plan(*args), Equals(), hint="Count.")
    wrong = Code("q.py:f").judge(case, returned({"cat": 2}), returned({"cat": 1}))
    empty = Code("q.py:f").judge(case, returned({}), returned({"cat": 1}))

    assert ["cat" in str(one.messages) for one in (wrong, empty)] == [told, told]


@pytest.mark.parametrize(
    ("calls", "name"),
    [
        ((Call(Ref("f")), Call(Ref("builtins", (Attribute("sorted"),)), (Ref(0),))), "`sorted(f(...))`"),
        ((Call(Ref("f")), Call(Ref("builtins", (Attribute("list"),)), ([3],)), Call(Ref("g"), (Ref(1),))), "The argument of `g(...)`"),
    ],
)
def test_what_python_s_own_functions_made_is_named(calls: Any, name: str, returned: Any) -> None:
    case = Case(Address("hw", "q", "f", "c-01"), "Sorted.", Plan("q", calls, (Ref(1),)), Equals(), hint="Sort.")

    outcome = Code("q.py:f").judge(case, returned([1]), returned([1, 2]))

    assert outcome.messages[0].reason == f"{name} has 1 items, and 2 are asked for."


def test_no_items_where_items_are_needed(returned: Any) -> None:
    plan = Plan("q", (Call(Ref("f")), Call(Ref("builtins", (Attribute("list"),)), (Ref(0),))), (Ref(1),))
    case = Case(Address("hw", "q", "f", "c-01"), "Listed.", plan, Equals(), hint="Yield.")

    outcome = Code("q.py:f").judge(case, returned(Foreign("NoneType without items")), returned([1]))

    assert outcome.messages[0].reason == "Your code gives back None where a value with items is needed."
