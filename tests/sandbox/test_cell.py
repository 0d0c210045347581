"""What a call shows: values, exceptions, changed arguments."""

from __future__ import annotations

import numpy as np
import pytest

from grader.model import Attribute, Call, Foreign, Frame, Item, Plan, Ref, Status


def test_a_value_comes_back(ask):
    seen = ask("import numpy as np\ndef f(x): return np.exp(x)", "f", np.zeros((2, 3)))
    assert seen.status is Status.RETURNED
    assert seen.values[0].tolist() == [[1.0] * 3] * 2
    assert not seen.values[0].flags.writeable


@pytest.mark.parametrize(
    ("expression", "value"),
    [
        ("None", None),
        ("True", True),
        ("-7", -7),
        ("2**200", 2**200),
        ("-2**63 - 1", -(2**63) - 1),
        ("0.1", 0.1),
        ("1j", 1j),
        ("'μ'", "μ"),
        ("[1, (2,), {'a': None, 3: []}]", [1, (2,), {"a": None, 3: []}]),
    ],
)
def test_plain_values_keep_their_types(ask, expression, value):
    (back,) = ask(f"def f(): return {expression}", "f").values
    assert (back, type(back)) == (value, type(value))


@pytest.mark.parametrize(
    ("expression", "name"),
    [
        ("np.matrix([[1]])", "matrix"),
        ("np.ma.array([1.0])", "MaskedArray"),
        ("np.array([1, 'a'], dtype=object)", "ndarray of object"),
        ("np.zeros(2, 'i4,f8')", "ndarray of void"),
        ("np.array(['a'])", "ndarray of str"),
        ("np.longdouble(1)", "longdouble"),
        ("(x for x in [])", "generator"),
        ("object()", "object"),
        ("type('Mine', (float,), {})(1)", "Mine"),
        ("{1.5: 2}", "dict with a key of type float"),
        ("{True: 2}", "dict with a key of type bool"),
        ("b'bytes'", "bytes"),
        ("{1}", "set"),
        ("'a' * 100_000", "str of 100000 characters"),
        ("1 << 5000", "int of 5001 bits"),
        ("np.broadcast_to(1.0, (1 << 40,))", f"ndarray of {8 << 40} bytes"),
        ("[0] * 100_000", "list with more values than can be carried"),
    ],
)
def test_other_types_are_named_and_stay_behind(ask, expression, name):
    assert ask(f"import numpy as np\ndef f(): return {expression}", "f").values == (Foreign(name),)


def test_a_foreign_value_inside_a_tuple_costs_only_its_place(ask):
    assert ask("def f(): return 1, object(), 2", "f").values == ((1, Foreign("object"), 2),)


def test_a_list_that_holds_itself_ends(ask):
    (value,) = ask("def f():\n a = []\n a.append(a)\n return a", "f").values
    for _ in range(16):
        (value,) = value
    assert value == Foreign("list nested deeper than 16 levels")


def test_numpy_scalars_are_told_from_floats_and_shapeless_arrays(ask):
    ((scalar, array, plain),) = ask("import numpy as np\ndef f(): return np.float32(1), np.array(1.0), 1.0", "f").values
    assert type(scalar) is np.float32
    assert type(array) is np.ndarray
    assert array.shape == ()
    assert type(plain) is float


@pytest.mark.parametrize("make", ["np.arange(6.).reshape(2, 3).T", "np.arange(6, dtype='>i2')[::2]", "np.array([True, False])[::-1]"])
def test_any_memory_layout_is_carried(ask, make):
    expected = eval(make)
    (back,) = ask(f"import numpy as np\ndef f(): return {make}", "f").values
    assert np.array_equal(back, expected)
    assert back.dtype == expected.dtype.newbyteorder("=")


def test_every_call_gets_its_own_writable_copy(observe, plan):
    x = np.zeros(3)
    twice = Plan("work", (Call(Ref("f"), (x,)), Call(Ref("f"), (x,))), (Ref(0), Ref(1)))
    (seen,) = observe("def f(x):\n x += 1\n return x", [twice])
    assert [value.tolist() for value in seen.values] == [[1.0] * 3] * 2
    assert x.tolist() == [0.0] * 3


@pytest.mark.parametrize(
    ("body", "changed"),
    [
        ("x[0] = 5", ("argument 1",)),
        ("x.shape = (3, 1)", ("argument 1",)),
        ("y.append(1)", ("argument y",)),
        ("x = x + 1", ()),
        ("x += 1; y.clear()", ("argument 1", "argument y")),
        ("x[0] = 0", ()),
    ],
)
def test_arguments_changed_in_place_are_named(ask, body, changed):
    assert ask(f"def f(x, y=None): {body}", "f", np.zeros(3), y=[1, "R"]).changed == changed


def test_later_calls_use_earlier_results(observe):
    source = "class Table:\n def __init__(self, rows): self.rows = rows\n def look(self, i): return self.rows[i]\n"
    calls = (Call(Ref("Table"), ([10, 20],)), Call(Ref(0, (Attribute("look"),)), (1,)), Call(Ref("Table"), ([Ref(1), {"k": Ref(1)}],)))
    outputs = (Ref(1), Ref(0, (Attribute("rows"), Item(0))), Ref(2, (Attribute("rows"),)), Ref(0))
    (seen,) = observe(source, [Plan("work", calls, outputs)])
    assert seen.values == (20, 10, [20, {"k": 20}], Foreign("Table"))
    assert seen.changed == ()


def test_an_output_that_is_not_there_is_named_in_its_place(observe):
    (seen,) = observe("def f(): return {'W': 1}", [Plan("work", (Call(Ref("f")),), (Ref(0, (Item("W"),)), Ref(0, (Item("b"),))))])
    assert seen.values == (1, Foreign("dict without item 'b'"))


def test_a_result_that_a_later_call_cannot_take_apart_is_a_wrong_value_not_a_missing_function(observe):
    calls = (Call(Ref("train")), Call(Ref("forward"), (Ref(0, (Item(0),)),)))
    (seen,) = observe("def train(): pass\ndef forward(W): return W\n", [Plan("work", calls, (Ref(1),))])
    assert (seen.status, seen.values) == (Status.RETURNED, (Foreign("NoneType without item 0"),))


def test_an_exception_is_told_with_the_students_lines_only(ask):
    source = "import numpy as np\n\ndef g(x):\n    return np.linalg.inv(x)\n\ndef f(x):\n    return g(x)\n"
    seen = ask(source, "f", np.zeros((2, 2)))
    assert seen.status is Status.RAISED
    assert seen.raised.type_name == "LinAlgError"
    assert seen.raised.bases == ("LinAlgError", "ValueError", "Exception", "BaseException")
    assert seen.raised.message == "Singular matrix"
    assert seen.raised.frames == (Frame("work.py", 7, "f", "return g(x)"), Frame("work.py", 4, "g", "return np.linalg.inv(x)"))


@pytest.mark.parametrize(
    "name", ["SystemExit", "KeyboardInterrupt", "GeneratorExit", "NotImplementedError", "RecursionError", "StopIteration"]
)
def test_every_exception_is_an_observation(ask, name):
    assert ask(f"def f(): raise {name}('x')", "f").raised.type_name == name


def test_endless_recursion_is_told_shortly(ask):
    seen = ask("def f(): return f()", "f")
    assert seen.raised.type_name == "RecursionError"
    assert len(seen.raised.frames) == 12


def test_too_much_memory_is_its_own_status(ask):
    seen = ask("import numpy as np\ndef f(): return np.ones(1 << 40)", "f")
    assert seen.status is Status.MEMORY
    assert seen.raised.frames[0].line == 2


@pytest.mark.parametrize("body", ["raise ValueError", "return 7", "return 'a' * 10**6", "while True: pass"])
def test_an_exception_whose_text_misbehaves_is_still_told(ask, body):
    seen = ask(f"class E(Exception):\n def __str__(self):\n  {body}\ndef f(): raise E", "f", seconds=0.2)
    if "while" in body:
        assert seen.status is Status.TIMEOUT
    else:
        assert seen.raised.type_name == "E"
        assert len(seen.raised.message) <= 1000


def test_a_class_that_borrows_a_builtins_name_is_told_apart(ask):
    seen = ask("class ValueError(Exception): pass\ndef f(): raise ValueError", "f")
    assert seen.raised.type_name == "ValueError"
    assert seen.raised.bases == ("~ValueError", "Exception", "BaseException")


def test_an_absent_function_is_missing_with_the_nearest_name(ask):
    seen = ask("def sofmax(x): pass", "softmax", 1)
    assert (seen.status, seen.detail) == (Status.MISSING, "there is no function softmax in work.py; did you mean sofmax?")


def test_another_case_of_the_name_is_found(ask):
    assert ask("def Softmax(x): pass", "softmax", 1).detail.endswith("did you mean Softmax?")


def test_a_name_that_is_no_function_is_missing(ask):
    seen = ask("softmax = 3", "softmax", 1)
    assert seen.status is Status.MISSING
    assert seen.detail == "softmax in work.py is a value of type int, nothing that can be called"


def test_a_missing_name_names_the_line_that_should_have_made_it(ask):
    seen = ask("import math\ndef softmax(x:\n    return x\ndef other(): pass\n", "softmax", 1)
    assert seen.status is Status.MISSING
    assert "line 2 of work.py: SyntaxError" in seen.detail
    assert seen.detail.endswith("so softmax was never defined)")


def test_a_module_that_was_not_handed_in_needs_no_cell(observe, plan):
    (seen,) = observe({}, [plan("f")])
    assert (seen.status, seen.detail) == (Status.MISSING, "work.py was not handed in")


def test_printing_and_reading_do_no_harm(ask):
    source = "import sys\ndef f():\n print('x' * 10**6); print('y', file=sys.stderr)\n try: return input()\n except EOFError: return 'eof'"
    assert ask(source, "f").values == ("eof",)


def test_a_courses_impossible_input_is_the_courses_fault(observe, plan):
    seen = observe("def f(x): return 1", [plan("f", {1, 2}), plan("f", 1)])
    assert seen[0].status is Status.LOST
    assert seen[0].detail == "the course's own input cannot be sent: argument 1: a value of type set cannot be sent to student code"
    assert seen[1].values == (1,)


def test_all_outputs_together_stay_within_one_message(observe):
    plan = Plan("work", (Call(Ref("f")),) * 3, tuple(map(Ref, range(3))))
    (seen,) = observe("import numpy as np\ndef f(): return np.zeros(500_000)", [plan])
    assert [type(value) for value in seen.values] == [np.ndarray, np.ndarray, Foreign]


def test_a_plan_without_time_gets_a_little(observe, plan):
    assert observe("def f():\n while True: pass", [plan("f", seconds=0.0)])[0].status is Status.TIMEOUT


def test_exit_is_there_although_site_is_not(ask):
    assert ask("def f(): exit(3)", "f").raised.type_name == "SystemExit"


@pytest.mark.parametrize(
    ("returned", "function", "value"),
    [
        ("{2, 1}", "sorted", [1, 2]),
        ("(x for x in 'ab')", "list", ["a", "b"]),
        ("{'a': 1}.keys()", "list", ["a"]),
        ("range(2)", "tuple", (0, 1)),
        ("{1, 2}", "len", 2),
    ],
)
def test_what_cannot_travel_is_made_plain_by_python_s_own_functions(observe, returned, function, value):
    plan = Plan("work", (Call(Ref("f")), Call(Ref("builtins", (Attribute(function),)), (Ref(0),))), (Ref(1),))
    (seen,) = observe(f"{function} = None\ndef f(): return {returned}", [plan])
    assert seen.values == (value,)


def test_python_s_own_functions_say_what_has_no_items(observe):
    plan = Plan("work", (Call(Ref("f")), Call(Ref("builtins", (Attribute("sorted"),)), (Ref(0),))), (Ref(1),))
    (seen,) = observe("def f(): pass", [plan])
    assert seen.values == (Foreign("NoneType without items"),)


def test_a_list_that_was_changed_in_place_can_be_seen(observe):
    calls = (Call(Ref("builtins", (Attribute("list"),)), (["A", ""],)), Call(Ref("f"), (Ref(0),)))
    (seen,) = observe("def f(words): words[:] = [w.lower() for w in words if w]", [Plan("work", calls, (Ref(0), Ref(1)))])
    assert seen.values == (["a"], None)


@pytest.mark.parametrize("made", ["Counter('aab')", "OrderedDict(a=2, b=1)", "defaultdict(int, a=2, b=1)"])
def test_what_counting_leaves_is_a_dict(ask, made):
    (back,) = ask(f"from collections import *\ndef f(): return {made}", "f").values
    assert (back, type(back)) == ({"a": 2, "b": 1}, dict)


def test_a_counter_s_own_methods_are_not_asked(ask):
    source = "from collections import Counter\nCounter.items = lambda self: {'forged': 1}.items()\ndef f(): return Counter('a')"
    assert ask(source, "f").values == ({"a": 1},)
