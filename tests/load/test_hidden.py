"""Hidden cases: hung to their parts, and never a crash whatever an author writes."""

from __future__ import annotations

import sys
from typing import Any

import numpy as np
import pytest

from grader.model import Equals, Tolerance

FILE = "solutions/hw/cases/q4.py"
HEAD = "from grader.authoring import *\n"


def test_cases_reach_their_parts_with_the_parts_tolerance_and_seconds(course: Any) -> None:
    (case,) = course.part("q4.softmax").cases
    assert str(case.address) == "hw/q4.softmax[plain-01]"
    assert (case.plan.module, case.plan.seconds, case.check) == ("q4", 3.0, Equals(Tolerance(relative=1e-3)))


def test_loading_twice_gives_the_same_inputs(course: Any) -> None:
    first, second = (course.part("q4.softmax").cases[0].plan.calls[0].args[0] for _ in range(2))
    assert np.array_equal(first, second)


def test_files_of_the_folder_may_import_each_other(course: Any) -> None:
    course.write("solutions/hw/cases/shared.py", "SIZE = 7\n")
    course.replace(FILE, "import call, cases\n", "import call, cases\nfrom .shared import SIZE\n")
    course.replace(FILE, "size=3", "size=SIZE")
    assert course.part("q4.softmax").cases[0].plan.calls[0].args[0].shape == (7,)


def test_a_file_that_is_imported_is_run_once(course: Any) -> None:
    course.write("solutions/hw/cases/a_first.py", "from .q4 import plain\n")
    assert [case.address.case for case in course.part("q4.softmax").cases] == ["plain-01"]


def test_nothing_stays_importable_and_no_bytecode_is_written(course: Any) -> None:
    path, finders, modules = list(sys.path), list(sys.meta_path), set(sys.modules)
    course.load()
    assert (sys.path, sys.meta_path) == (path, finders)
    assert [name for name in set(sys.modules) - modules if "course_cases" in name] == []
    assert list(course.root.rglob("__pycache__")) == []


def test_a_function_that_fails_breaks_its_part_only(course: Any) -> None:
    course.replace(FILE, 'call("softmax", rng', 'call("softmax", 1 / 0, rng')
    assert course.broken("q4.softmax") == [f"{FILE}:7: ZeroDivisionError: division by zero", *course.broken("q4.softmax")[1:]]
    assert course.broken("q4.attention") == []


CANNOT_RUN = {
    "syntax": ("def f(:\n", f"{FILE}:1:7: SyntaxError: invalid syntax"),
    "exception": ("x = 1\ny = {}['k']\n", f"{FILE}:2: KeyError: 'k'"),
    "import": ("import numpi\n", f"{FILE}:1: ModuleNotFoundError: No module named 'numpi'"),
    "sibling": ("import shared\n", "to import a file of this folder write: from .name import ..."),
    "exit": ("raise SystemExit(3)\n", f"{FILE}:1: SystemExit: 3"),
    "bare decorator": (HEAD + "@cases\ndef f(rng): ...\n", f'{FILE}:2: write @cases("q4.softmax", hint="...") above f'),
    "unknown keyword": (
        HEAD + '@cases("q4.softmax", hnt="x")\ndef f(rng): ...\n',
        f"{FILE}:2: TypeError: cases() got an unexpected keyword",
    ),
    "not UTF-8": (b"# \xff\n", f"{FILE}:1:3: byte 0xff is not UTF-8 text"),
    "zero bytes": ("x = 1\x00\n", "source code string cannot contain null bytes"),
}


@pytest.mark.parametrize("name", CANNOT_RUN)
def test_a_file_that_cannot_be_run_breaks_every_part_of_its_module(name: str, course: Any) -> None:
    text, told = CANNOT_RUN[name]
    course.write(FILE, text)
    for part in ("q4.softmax", "q4.attention"):
        assert told in course.broken(part)[0]
    assert course.broken("q4.why") == []


def test_a_file_of_another_name_that_cannot_be_run_breaks_the_parts_without_cases(course: Any) -> None:
    course.write("solutions/hw/cases/more.py", "(")
    course.replace(FILE, '@cases("q4.attention"', '@cases("q4.softmax"')
    assert course.broken("q4.softmax") == []
    assert "more.py:1:1: SyntaxError: '(' was never closed" in course.broken("q4.attention")[0]


def test_an_unknown_part_breaks_the_one_that_was_meant(course: Any) -> None:
    course.replace(FILE, "q4.attention", "q4.atention")
    assert course.broken("q4.attention")[0].startswith(f"{FILE}:10: there is no part 'q4.atention'; did you mean 'q4.attention'?")
    assert course.broken("q4.softmax") == []


def test_a_part_that_is_like_none_breaks_those_of_the_file(course: Any) -> None:
    course.replace(FILE, "q4.attention", "zebra")
    assert all(
        "there is no part 'zebra'; parts with code: q4.softmax, q4.attention" in course.broken(part)[0]
        for part in ("q4.softmax", "q4.attention")
    )


def test_a_written_part_cannot_have_hidden_cases(course: Any) -> None:
    course.replace(FILE, "q4.attention", "q4.why")
    assert course.broken("q4.why") == [f"{FILE}:10: q4.why asks no code, so no case can be run for it"]


def test_a_code_part_without_hidden_case_is_broken(course: Any) -> None:
    course.replace(FILE, "q4.attention", "q4.softmax")
    assert course.broken("q4.attention") == [
        "solutions/hw/cases: no hidden case asks q4.attention; write one under @cases('q4.attention', hint=...)"
    ]


def test_public_cases_alone_are_not_hidden_ones(course: Any) -> None:
    course.replace(FILE, 'hint="Divide by the root."', 'hint="h", public=True')
    assert "no hidden case asks q4.attention" in course.broken("q4.attention")[0]


def test_without_a_folder_of_cases_every_code_part_is_broken(course: Any) -> None:
    (course.root / FILE).unlink()
    assert [len(course.broken(part)) for part in ("q4.softmax", "q4.attention", "q4.why")] == [1, 1, 0]


def test_a_second_function_of_the_same_name_is_told_with_both_places(course: Any) -> None:
    course.write("solutions/hw/cases/more.py", (course.root / FILE).read_text())
    assert "a second function plain for q4.softmax; the first is solutions/hw/cases/more.py:4; give it" in course.broken("q4.softmax")[0]


def test_addresses_are_distinct_even_then(course: Any) -> None:
    course.write("solutions/hw/cases/more.py", (course.root / FILE).read_text())
    course.write("solutions/hw/cases/most.py", (course.root / FILE).read_text())
    addresses = [case.address for case in course.part("q4.softmax").cases]
    assert len(set(addresses)) == len(addresses) == 3


def test_a_case_with_the_address_of_an_example_is_told(course: Any) -> None:
    course.replace("assignments/hw/assignment.yaml", "seconds: 3}", "examples: [{title: Zeros, args: [[0.0, 0.0]]}]}")
    course.replace(FILE, "def plain", "def example")
    assert course.broken("q4.softmax") == ["two cases have the address hw/q4.softmax[example-01]; rename the function"]


def test_a_cases_file_that_is_a_link_out_is_refused(course: Any, tmp_path: Any) -> None:
    (tmp_path / "outside.py").write_text("x = 1")
    (course.root / FILE).unlink()
    (course.root / FILE).symlink_to(tmp_path / "outside.py")
    assert course.broken("q4.softmax")[0].startswith(f"{FILE}: is a link that leads out of the course")


def test_what_an_author_prints_stays_out_of_the_output(course: Any, capsys: pytest.CaptureFixture[str]) -> None:
    course.replace(FILE, "    yield call", "    print('trying')\n    yield call")
    course.write("solutions/hw/cases/shared.py", "print('loading')\n")
    course.load()
    seen = capsys.readouterr()
    assert seen.out == ""
    assert seen.err.splitlines() == ["trying", "trying", "loading"]
