"""Which calls a plan holds, and in which order."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from grader.authoring import call
from grader.authoring.planning import plan_for
from grader.authoring.values import recording
from grader.model import Attribute, Call, Case, Item, Plan, Ref

Write = Callable[..., list[Case]]


def plans(write: Write, body: str) -> list[Plan]:
    lines = "".join(f"    {line}\n" for line in body.splitlines())
    found = write(f'@cases("q.f", hint="h")\ndef f(rng):\n    """T."""\n{lines}')
    assert [case.broken for case in found if case.broken] == []
    return [case.plan for case in found if case.plan]


def test_a_plan_names_module_and_outputs(write: Write) -> None:
    (plan,) = plans(write, "yield call('g', 1, key='x')")
    assert plan == Plan("q", (Call(Ref("g"), (1,), (("key", "x"),)),), (Ref(0),), 2.0)


def test_items_and_attributes_are_paths(write: Write) -> None:
    (plan,) = plans(write, "yield call('g')['w'][0].T")
    assert plan.outputs == (Ref(0, (Item("w"), Item(0), Attribute("T"))),)


def test_a_numpy_integer_is_an_item_like_any_int(write: Write) -> None:
    (plan,) = plans(write, "yield call('g')[np.int64(1)]")
    assert plan.outputs == (Ref(0, (Item(1),)),)


def test_a_dotted_name_is_an_attribute_of_the_modules_name(write: Write) -> None:
    (plan,) = plans(write, "yield call('Model.load')")
    assert plan.calls[0].function == Ref("Model", (Attribute("load"),))


def test_results_are_passed_on_inside_containers(write: Write) -> None:
    (plan,) = plans(write, "a = call('a')\nyield call('b', [a[0], (a,)], named={'k': a.w})")
    assert plan.calls[1] == Call(Ref("b"), ([Ref(0, (Item(0),)), (Ref(0),)],), (("named", {"k": Ref(0, (Attribute("w"),))}),))


def test_calls_of_another_case_are_left_out(write: Write) -> None:
    first, second = plans(write, "a, b = call('a'), call('b')\nyield a\nyield b")
    assert [plan.calls[0].function.root for plan in (first, second)] == ["a", "b"]
    assert second.outputs == (Ref(0),)


def test_earlier_method_calls_of_the_same_object_come_along(write: Write) -> None:
    (plan,) = plans(write, "o = call('O')\no.step(1)\no.step(2)\nyield o.w")
    assert [one.args for one in plan.calls] == [(), (1,), (2,)]


def test_later_method_calls_stay_out(write: Write) -> None:
    first, second = plans(write, "o = call('O')\nyield o.value()\no.step(1)\nyield o.value()")
    assert (len(first.calls), len(second.calls)) == (2, 4)


def test_a_value_taken_before_a_step_is_the_value_before_it(write: Write) -> None:
    first, _ = plans(write, "o = call('O')\nw = o.w\no.step(1)\nyield w\nyield o.w")
    assert len(first.calls) == 1


def test_reading_and_calling_on_one_line_is_fine(write: Write) -> None:
    (plan,) = plans(write, "o = call('O')\nyield o.w, o.step(1)")
    assert len(plan.calls) == 2


def test_methods_of_what_a_method_returned_come_along(write: Write) -> None:
    (plan,) = plans(write, "o = call('O')\nlayer = o.layers[0].make()\nlayer.train(1)\nyield o.run(layer)")
    methods = [one.function.path[-1] for one in plan.calls[1:]]
    assert methods == [Attribute("make"), Attribute("train"), Attribute("run")]


def test_a_call_of_a_call_is_a_call(write: Write) -> None:
    (plan,) = plans(write, "yield call('make')(3)")
    assert plan.calls[1] == Call(Ref(0), (3,))


def test_arguments_are_kept_as_they_were_when_the_call_was_written(write: Write) -> None:
    (plan,) = plans(write, "x = np.zeros(2)\ny = call('g', x)\nx += 1\nyield y")
    assert plan.calls[0].args[0].tolist() == [0.0, 0.0]


def test_arguments_are_read_only(write: Write) -> None:
    (plan,) = plans(write, "yield call('g', np.zeros(2))")
    assert not plan.calls[0].args[0].flags.writeable


@settings(deadline=None)
@given(st.lists(st.integers(0, 5), min_size=1, max_size=8), st.integers(0, 7))
def test_a_chain_of_any_shape_keeps_its_order_and_reaches_all_it_needs(links: list[int], last: int) -> None:
    with recording() as recorder:
        values = [call("start", np.ones(1))]
        for number, link in enumerate(links):
            values.append(call(f"f{number}", values[link % len(values)]))
        plan, used = plan_for([values[last % len(values)]], recorder, module="m", seconds=1.0)
    assert len(plan.calls) == len(used)
    for number, one in enumerate(plan.calls):
        assert all(arg.root < number for arg in one.args if isinstance(arg, Ref) and isinstance(arg.root, int))
    assert plan.outputs == (Ref(len(plan.calls) - 1),)


def test_a_call_that_changes_a_made_list_comes_before_the_list(write: Write) -> None:
    (plan,) = plans(write, "words = call('builtins.list', ['A'])\ncall('clean', words)\nyield words")
    assert [one.function.root for one in plan.calls] == ["builtins", "clean"]
    assert plan.outputs == (Ref(0),)


def test_later_changes_of_a_made_list_stay_out(write: Write) -> None:
    first, second = plans(write, "x = call('builtins.list', [1])\ncall('f', x)\nyield x\ncall('g', x)\nyield x")
    assert (len(first.calls), len(second.calls)) == (2, 3)
