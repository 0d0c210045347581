"""Handed-in modules import each other, from memory only."""

from __future__ import annotations

import pytest

from grader.model import Status


def test_helper_modules_and_packages(ask, handed_in):
    modules = handed_in(
        "import helper\nfrom tools.maths import twice\nimport tools.deep.more as more\ndef f(x): return helper.one + twice(x) + more.K",
        helper="one = 1",
        **{"tools.maths": "from . import deep\nfrom .deep.more import K\ndef twice(x): return 2 * x", "tools.deep.more": "K = 100"},
    )
    assert ask(modules, "f", 3).values == (107,)


def test_a_package_with_an_init(ask, handed_in):
    modules = handed_in("from pack import A, sub\ndef f(): return A + sub.B", pack="A = 1", **{"pack.sub": "B = 2"})
    assert ask(modules, "f").values == (3,)


def test_names_of_numpy_and_the_standard_library_are_not_taken_over(ask, handed_in):
    modules = handed_in("import numpy, math\ndef f(): return numpy.zeros(1), math.pi > 3", numpy="zeros = None", math="pi = 0")
    assert ask(modules, "f").values[0][1] is True


def test_the_asked_for_module_is_the_students_even_with_a_taken_name(sandbox, plan):
    from grader.model import Call, Chunk, Module, Plan, Ref
    from grader.sandbox import decode

    batch = sandbox.batch([Plan("random", (Call(Ref("f")),), (Ref(0),))], ["q"])
    assert decode(sandbox.observe({"random": Module("random", (Chunk("random.py", "def f(): return 5"),))}, batch), batch)[0].values == (5,)


def test_cells_of_a_notebook_share_a_namespace(ask, handed_in):
    seen = ask(handed_in(("import numpy as np", "def g(x):\n  return x / 0", "1/0", "def f(x):\n  return g(x)")), "f", 1)
    assert [(frame.file, frame.line) for frame in seen.raised.frames] == [("work.ipynb cell 4", 2), ("work.ipynb cell 2", 2)]


def test_the_main_guard_does_not_run(ask):
    assert ask("ran = False\nif __name__ == '__main__': ran = True\ndef f(): return ran, __name__, __file__", "f").values == (
        (False, "work", "work.py"),
    )


def test_source_can_be_inspected(ask):
    assert ask("import inspect\ndef f():\n    return inspect.getsource(f)", "f").values == ("def f():\n    return inspect.getsource(f)",)


@pytest.mark.parametrize("name", ["grader", "inside", "inside.codec", "yaml", "pytest", "sitecustomize", "site"])
def test_nothing_of_ours_and_no_other_package_can_be_imported(ask, name):
    seen = ask(f"def f():\n import {name}", "f")
    assert seen.status is Status.RAISED or name == "site"


@pytest.mark.parametrize(
    "name",
    ["sqlite3", "ssl", "decimal", "unittest", "numpy.testing", "numpy.ma", "numpy.polynomial", "zoneinfo", "concurrent.futures", "ctypes"],
)
def test_the_standard_library_and_numpy_can_be_imported_late(ask, name):
    assert ask(f"def f():\n import {name}\n return 1", "f").values == (1,)


def test_an_import_that_fails_at_home_is_told_like_at_home(ask):
    seen = ask("import matplotlib.pyplot as plt\ndef f(): return 1\ndef g(): return plt.figure()", "g")
    assert seen.raised.type_name == "NameError"
    assert seen.notes == ("line 1 of work.py: ModuleNotFoundError: No module named 'matplotlib'",)


def test_circular_imports_load(ask, handed_in):
    assert ask(handed_in("import other\ndef f(): return other.g()\nA = 4", other="import work\ndef g(): return work.A"), "f").values == (4,)


def test_the_environment_is_the_golden_one(ask):
    (names,) = ask("import os\ndef f(): return sorted(os.environ)", "f").values
    fixed = {
        "HOME",
        "LANG",
        "LC_ALL",
        "PATH",
        "PYTHONHASHSEED",
        "TZ",
        "OPENBLAS_NUM_THREADS",
        "OMP_NUM_THREADS",
        "MKL_NUM_THREADS",
        "NUMEXPR_NUM_THREADS",
    }
    assert set(names) - {"OPENBLAS_CORETYPE"} == fixed


def test_the_descriptors_are_the_golden_ones(ask):
    source = (
        "import os\ndef ok(fd):\n try: os.fstat(fd); return True\n except OSError: return False\n"
        "def f(): return [fd for fd in range(64) if ok(fd)]"
    )
    assert ask(source, "f").values == ([0, 1, 2, 3, 5],)


def test_no_descriptor_comes_through_however_many_the_grader_has(handed_in, plan):
    import os

    from grader.sandbox import Sandbox, decode

    source = (
        "import os\ndef ok(fd):\n try: os.fstat(fd); return True\n except OSError: return False\n"
        "def f(): return [n for n in range(2000) if ok(n)]"
    )
    many = [os.dup(0) for _ in range(200)]
    try:
        with Sandbox() as box:
            batch = box.batch([plan("f")], ["q"])
            assert decode(box.observe(handed_in(source), batch), batch)[0].values == ([0, 1, 2, 3, 5],)
    finally:
        for fd in many:
            os.close(fd)


def test_what_is_missing_in_a_notebook_is_missing_in_all_of_it(ask, handed_in):
    assert ask(handed_in(("x = 1", "y = 2")), "f").detail == "there is no function f in work.ipynb"


@pytest.mark.parametrize("source", ["", ()])
def test_an_empty_file_has_no_function(ask, handed_in, source):
    seen = ask(handed_in(source), "f")
    assert (seen.status, seen.detail) == (Status.MISSING, "there is no function f in work.py")
