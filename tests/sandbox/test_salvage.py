"""A file that is partly wrong keeps what is right."""

from __future__ import annotations

import pytest

from grader.model import Status
from grader.sandbox.inside.salvage import Chunk


def _run(source: str) -> tuple[dict, list]:
    chunk = Chunk("work.py", source)
    names: dict = {}
    chunk.run(names)
    names.pop("__builtins__", None)
    return names, chunk.notes


@pytest.mark.parametrize(
    "statement",
    [
        "1 / 0",
        "import no_such_module",
        "from math import no_such_name",
        "assert False, 'demo'",
        "raise SystemExit(0)",
        "import sys; sys.exit()",
        "raise KeyboardInterrupt",
        "x = undefined",
        "x, y = 1",
        "@undefined\ndef g(): pass",
        "class C:\n    1 / 0",
        "for i in range(3):\n    if i == 2: raise ValueError",
        "a = 1; 1 / 0; b = 2",
        "print(end='', file=3)",
        "(\n    1 +\n    '2'\n)",
    ],
)
def test_a_failing_statement_costs_only_itself(statement):
    names, notes = _run(f"before = 1\n{statement}\nafter = 2\n")
    assert (names["before"], names["after"]) == (1, 2)
    assert len(notes) == 1
    assert notes[0].kind == "raised"


def test_statements_on_one_line_are_told_apart():
    names, _ = _run("a = 1; b = 1 / 0; c = 3; d = 1 / 0; e = 5")
    assert sorted(names) == ["a", "c", "e"]


def test_no_statement_runs_twice():
    names, notes = _run("seen = []\nseen.append(1)\n1/0\nseen.append(2)\n1/0\nseen.append(3)\n")
    assert names["seen"] == [1, 2, 3]
    assert [note.line for note in notes] == [3, 5]


@pytest.mark.parametrize(
    ("broken", "line"),
    [
        ("def f(x:\n    return x", 2),
        ("def f(x)\n    return x", 2),
        ("def f(x):\nreturn x", 3),
        ("x = = 3", 2),
        ("%matplotlib inline", 2),
        ("!pip install numpy", 2),
        ("<<<<<<< HEAD", 2),
        ("return 3", 2),
        ("def f():\n    x = (1,\n    return x", 3),
        ("print 'python 2'", 2),
        ("def f():\n    a = 1\n      b = 2", 4),
        ("class A:\n    def m(self) return 1", 3),
    ],
)
def test_a_syntax_error_costs_only_its_block(broken, line):
    names, notes = _run(f"before = 1\n{broken}\n\ndef after():\n    return 2\n")
    assert names["before"] == 1
    assert names["after"]() == 2
    assert notes[0].kind == "syntax"
    assert abs(notes[0].line - line) <= 1


@pytest.mark.parametrize(
    "good",
    [
        "@staticmethod\ndef g(): pass",
        "try:\n    import nothing\nexcept ImportError:\n    g = 1\nelse:\n    g = 2\nfinally:\n    pass",
        'g = """\ntext at\n\ncolumn zero\n"""',
        "if False:\n    pass\nelif True:\n    g = 1\nelse:\n    pass",
        "g = [\n1,\n2,\n]",
        'def g():\n    """Doc\nwith text in column 0\n    """\n    return 1',
        "g = 1 + \\\n2",
    ],
)
def test_blocks_of_several_pieces_survive_a_syntax_error_elsewhere(good):
    names, notes = _run(f"{good}\n\ndef broken(:\n    pass\n")
    assert "g" in names
    assert len(notes) == 1


def test_future_imports_keep_working_through_the_whole_file():
    names, notes = _run('"""Doc."""\nfrom __future__ import annotations\n1/0\ndef f(x: Undefined) -> Nothing: pass\n')
    assert "f" in names
    assert len(notes) == 1


def test_future_imports_survive_a_syntax_error():
    names, _ = _run("from __future__ import annotations\ndef broken(:\n  pass\ndef f(x: Undefined): pass\n")
    assert "f" in names


def test_a_note_names_what_would_have_been_defined():
    _, notes = _run("def softmax(x:\n    return x\nK = 1 / 0\n")
    assert [note.names for note in notes] == [("softmax",), ("K",)]
    assert str(notes[1]) == "line 3 of work.py: ZeroDivisionError: division by zero"


@pytest.mark.parametrize(
    "source", ["\0", "(" * 10_000, "x = " + "-" * 50_000 + "1", "\ufeffx", "", "    indented", "\n" * 50_000 + ")", "a" * 1_000_000]
)
def test_junk_is_noted_or_nothing(source):
    names, notes = _run(source)
    assert not names
    assert len(notes) <= 50


def test_many_broken_lines_take_bounded_time():
    _, notes = _run("def f(:\n" * 20_000)
    assert len(notes) <= 50


def test_definitions_keep_functions_and_constants_and_drop_the_rest():
    chunk = Chunk(
        "work.py",
        "import numpy as np\nA = 3\nB = np.zeros(A)\ndef f(): return A\nC = f()\n"
        "while True: pass\ntry:\n import q\nexcept ImportError: q = None\n",
    )
    chunk.definitions()
    names: dict = {}
    chunk.run(names)
    assert {"np", "A", "B", "f", "q"} <= set(names)
    assert "C" not in names


@pytest.fixture
def impatient(monkeypatch):
    """Loading may take less time than usual."""
    from dataclasses import replace

    from grader.sandbox import observing

    monkeypatch.setattr(observing, "LIMITS", replace(observing.LIMITS, load_seconds=0.4))


def test_an_endless_demo_costs_only_itself(observe, plan, impatient):
    (seen,) = observe("def f(x): return x + 1\nwhile True: pass\n", [plan("f", 1)])
    assert seen.values == (2,)


@pytest.mark.parametrize("demo", ["import os\nos._exit(0)", "import os, signal\nos.kill(os.getpid(), 11)"])
def test_a_demo_that_ends_the_process_costs_only_itself(observe, plan, demo):
    (seen,) = observe(f"def f(x): return x + 1\n{demo}\n", [plan("f", 1)])
    assert seen.values == (2,)


def test_a_function_after_an_endless_demo_is_told_why_it_is_missing(observe, plan, impatient):
    (seen,) = observe("while True: pass\nf = make()\n", [plan("f", 1)])
    assert seen.status is Status.MISSING
    assert "it used up its time" in seen.detail
