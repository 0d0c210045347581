"""What mutants there are, and that each is one readable change."""

import ast

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from grader.model import Chunk, Module
from grader.verify.mutants import mutants_of


def made(source):
    """Line by line, what the mutants of a program change it into."""
    return [mutant.after for mutant in mutants_of(Module("m", (Chunk("m.py", source),)))]


@pytest.mark.parametrize(
    ("line", "mutants"),
    [
        ("return a + b", ["a - b", "a", "b"]),
        ("return a @ b", ["a * b", "a", "b", "b @ a"]),
        ("return a / b", ["a * b", "a", "b / a"]),
        ("return -a", ["a"]),
        ("return a >= 0", ["a > 0", "a < 0", "a >= 1", "a >= -1"]),
        ("return a == b", ["a != b"]),
        ("return a and b", ["a or b", "a", "b"]),
        ("return np.sin(a)", ["np.cos(a)"]),
        (
            "return a.sum(axis=-1)",
            ["a.mean(axis=-1)", "a.prod(axis=-1)", "a", "a.sum()", "a.sum(axis=1)", "a.sum(axis=-2)", "a.sum(axis=-0)"],
        ),
        ("return a.max(keepdims=True)", ["a.min(keepdims=True)", "a.max()", "a.max(keepdims=False)", "a.nanmax(keepdims=True)"]),
        ("return a.T", ["a"]),
        ("return np.swapaxes(a, -1, -2)", ["a", "a.T"]),
        ("return a.astype(int)", ["a"]),
        ("return f(a, b)", ["f(b, a)"]),
        ("return a, b", ["(b, a)"]),
        ("return a[1:]", ["a[:]", "a[2:]", "a[0:]"]),
        ("return 0.5", ["1.0"]),
        ("return True", ["False"]),
        ("return a if b else 0", ["a", "0"]),
        ("return range(a)", ["range(1, a)", "range(1, a + 1)"]),
        ("return np.zeros(a, dtype=int)", ["np.ones(a, dtype=int)", "np.zeros(a)"]),
    ],
)
def test_every_operator_of_expressions(line, mutants):
    source = f"import numpy as np\n\n\ndef f(a: int, b: int):\n    {line}\n"
    assert set(mutants) <= {after.removeprefix("return ") for after in made(source)}


@pytest.mark.parametrize(
    ("body", "after"),
    [
        ("x += 1\n    return x", "x -= 1"),
        ("x += 1\n    return x", "x = 1"),
        ("x += 1\n    return x", "pass"),
        ("if len(x) == 0:\n        raise ValueError('no')\n    return x", "pass"),
        ("x[0] = 1\n    return x", "pass"),
        ("print(x)\n    return x", "pass"),
        ("for i in x:\n        break", "pass"),
        ("x = x + 1\n    return x", "x += 1"),
        ("x = x + 1\n    return x", "pass"),
        ("y = np.exp(x - 1)\n    return y", "x -= 1 y = np.exp(x)"),
        ("return x", "x = np.asarray(x, dtype=np.float32) return x"),
        ("return x", "x = np.asarray(x, dtype=int) return x"),
        ("if x:\n        return 1\n    return 2", "if not x:"),
    ],
)
def test_every_operator_of_statements(body, after):
    assert after in made(f"def f(x):\n    {body}\n")


def test_an_argument_is_taken_for_its_neighbour():
    assert "return b - b" in made("def f(a: int, b: int):\n    return a - b\n")


def test_annotations_docstrings_messages_and_imports_stay():
    source = '"""Add 1 + 1."""\nimport numpy as np\n\n\ndef f(x: "1 + 1") -> "2 + 2":\n    """Is 1 + 1."""\n'
    source += '    raise ValueError(f"{1 + 1}", 2)\n'
    assert [after for after in made(source) if "asarray" not in after] == []


def test_everything_else_stays_as_it_was_written():
    source = "def f(x: float):\n    # why\n    y = (x +\n         1)  # here\n    return y  # end\n"
    for mutant in mutants_of(Module("m", (Chunk("m.py", source),))):
        assert "# why" in mutant.chunks[0].source
        assert "# end" in mutant.chunks[0].source


def test_brackets_are_kept_where_they_matter():
    assert "return (a - b) * c" in made("def f(a: int, b: int, c: int):\n    return (a + b) * c\n")
    assert "return (a) * c" in made("def f(a: int, b: int, c: int):\n    return (a + b) * c\n")


def test_columns_are_counted_in_bytes():
    assert "return 'é' + b" in made("def f(a: int, b: int):\n    return 'é' + a\n")


def test_methods_are_named_with_their_class():
    source = "class T:\n    def g(self, n: int):\n        return n + 1\n"
    assert {mutant.owner for mutant in mutants_of(Module("m", (Chunk("m.py", source),)))} == {"T.g"}


def test_only_one_chunk_of_a_notebook_is_changed():
    module = Module("m", (Chunk("hw.ipynb cell 1", "def f(a: int):\n    return a + 1\n"), Chunk("hw.ipynb cell 2", "%magic\n")))
    found = list(mutants_of(module))
    assert found
    assert all(mutant.chunks[1] == module.chunks[1] and mutant.file == "hw.ipynb cell 1" for mutant in found)


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 10_000))
def test_mutants_of_any_expression_parse_and_differ(seed):
    source = f"def f(a: int, b: int, c: int):\n    return {_expression(seed)}\n"
    seen = set()
    for mutant in mutants_of(Module("m", (Chunk("m.py", source),))):
        dump = ast.dump(ast.parse(mutant.chunks[0].source))
        assert dump != ast.dump(ast.parse(source))
        assert dump not in seen
        seen.add(dump)


def _expression(seed):
    """A nested expression that a number stands for."""
    forms = ["({0} + {1})", "{0} * {1}", "f({0}, {1})", "-{0}", "({0}, {1})", "({0} if {1} else a)", "{0}[{1}]", "({0} < {1})"]
    leaves = ["a", "b", "c", "1", "2.5"]
    if seed < len(leaves):
        return leaves[seed]
    form, rest = forms[seed % len(forms)], seed // len(forms)
    return form.format(_expression(rest // 3), _expression(rest % 7 % len(leaves)))


def test_a_loop_that_only_counts_may_start_anywhere():
    source = "def f(n):\n    x = 0\n    for _ in range(n):\n        x += 2\n    return x\n"
    assert "for _ in range(1, n):" in made(source)
    assert "for _ in range(1, n + 1):" not in made(source)
