"""What only notebooks understand becomes a comment."""

from __future__ import annotations

import ast
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.collect.magics import without_checks, without_magics


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        ("%matplotlib inline\nx = 1", "pass  # %matplotlib inline\nx = 1"),
        ("!pip install numpy\nx = 1", "pass  # !pip install numpy\nx = 1"),
        ("?np.sum\nx = 1", "pass  # ?np.sum\nx = 1"),
        ("np.sum?\nx = 1", "pass  # np.sum?\nx = 1"),
        ("if True:\n    !ls\nx = 1", "if True:\n    pass  # !ls\nx = 1"),
        ("files = !ls\nx = 1", "files = None  # !ls\nx = 1"),
        ("%time x = f()", "x = f()"),
        ("%%time\nx = 1", "# %%time\nx = 1"),
        ("%%bash\nls -l\nrm x", "# %%bash\n# ls -l\n# rm x"),
        ("\n%%capture out\n%pylab\nx = 1", "\n# %%capture out\npass  # %pylab\nx = 1"),
        ("x = (5\n  % 3)", "x = (5\n  % 3)"),
        ("s = '''\n%not magic\n'''\n%magic", "s = '''\n%not magic\n'''\npass  # %magic"),
        ("f(a,\n  '%s'\n  % b)\n!ls", "f(a,\n  '%s'\n  % b)\npass  # !ls"),
        ("x = 5 \\\n  % 3\n%magic", "x = 5 \\\n  % 3\npass  # %magic"),
    ],
)
def test_magics_become_comments_and_python_stays(cell: str, code: str) -> None:
    assert without_magics(cell) == code
    ast.parse(code)


@given(st.text(st.sampled_from("%!?x =\n'\"#()[]\\1ab "), max_size=40))
def test_line_numbers_never_change(cell: str) -> None:
    assert without_magics(cell).count("\n") == cell.count("\n")


@given(st.sampled_from(["x = 1\n", "def f():\n    return 5 % 3\n", "s = 'what?'\n", 'r = """\n!x\n"""\n']))
def test_python_without_magics_stays_as_it_is(cell: str) -> None:
    assert without_magics(cell) == cell


@pytest.mark.parametrize("unit", ["'", '"', "%", "x?", "(", "\\", " ", "a.", "a = ", "!\n"])
def test_no_cell_takes_long(unit: str) -> None:
    start = time.process_time()
    without_magics("%x\n" + unit * (100_000 // len(unit)))
    assert time.process_time() - start < 2


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        ("from grader import check\ncheck('q4')", "pass  # from grader import check\npass  # check('q4')"),
        ("from grader import check; check('q4')", "pass  # from grader import check; check('q4')"),
        ("import grader\ncard = grader.check()", "pass  # import grader\npass  # card = grader.check()"),
        ("check(\n  'q4.softmax',\n)\nx = 1", "pass  # check(\npass  # 'q4.softmax',\npass  # )\nx = 1"),
        ("x = 1; check('q4')", "x = 1; check('q4')"),
        ("import grader_tools\nchecked = check(3)", "import grader_tools\nchecked = check(3)"),
        ("def f():\n    check('q4')", "def f():\n    check('q4')"),
        ("check(", "check("),
    ],
)
def test_questions_to_this_package_are_no_part_of_the_work(cell: str, code: str) -> None:
    assert without_checks(cell) == code
