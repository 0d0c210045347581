"""What students are handed: unfinished, documented, and true."""

from __future__ import annotations

import ast
import doctest
import inspect
from pathlib import Path

import pytest

from grader.model import Verdict

STUBS = ["q1_perceptron", "q2_linear_layers", "q3_positions", "q4_attention"]


def definitions(path: Path):
    """Functions and classes of a file by dotted name, methods included."""
    found = {}
    for node in ast.parse(path.read_text(encoding="utf-8")).body:
        if isinstance(node, ast.FunctionDef):
            found[node.name] = node
        elif isinstance(node, ast.ClassDef):
            found[node.name] = node
            found |= {f"{node.name}.{inner.name}": inner for inner in node.body if isinstance(inner, ast.FunctionDef)}
    return found


def functions(path: Path):
    return {name: node for name, node in definitions(path).items() if isinstance(node, ast.FunctionDef)}


@pytest.mark.parametrize("stub", STUBS)
def test_every_stub_raises_not_implemented(folders, namespace, stub):
    space = namespace(folders.assignments / f"{stub}.py")
    for name in functions(folders.assignments / f"{stub}.py"):
        owner, _, method = name.rpartition(".")
        function = getattr(space[owner], method) if owner else space[name]
        needed = inspect.signature(function).parameters.values()
        kwargs = {p.name: None for p in needed if p.kind is p.KEYWORD_ONLY}
        args = [None for p in needed if p.kind is p.POSITIONAL_OR_KEYWORD]
        with pytest.raises(NotImplementedError):
            function(*args, **kwargs)


@pytest.mark.parametrize("stub", STUBS)
def test_signatures_are_those_of_the_reference(folders, stub):
    asked, given = (functions(folder / f"{stub}.py") for folder in (folders.assignments, folders.solutions))
    for name, node in asked.items():
        assert (name, ast.unparse(node.args), ast.unparse(node.returns)) == (
            name,
            ast.unparse(given[name].args),
            ast.unparse(given[name].returns),
        )


def test_every_code_part_has_its_stub(folders, homework):
    for local, part in homework.code_parts.items():
        file, _, name = part.kind.answer.partition(":")
        assert name in definitions(folders.assignments / file), local


@pytest.mark.parametrize("stub", STUBS)
def test_examples_in_the_docstrings_are_right(folders, homework, stub):
    runner = doctest.DocTestRunner(verbose=False)
    shown = 0
    for name, node in definitions(folders.assignments / f"{stub}.py").items():
        text = ast.get_docstring(node) or ""
        test = doctest.DocTestParser().get_doctest(text, dict(homework.reference[stub]), name, stub, node.lineno)
        shown += bool(test.examples)
        assert runner.run(test).failed == 0, name
    assert shown == len([part for part in homework.code_parts.values() if part.kind.answer.startswith(stub)])


@pytest.mark.parametrize("stub", STUBS)
def test_docstrings_say_what_comes_back(folders, stub):
    for name, node in functions(folders.assignments / f"{stub}.py").items():
        text = ast.get_docstring(node) or ""
        assert "Arguments:" in text, name
        assert "Returns:" in text or name.endswith("__init__"), name


@pytest.mark.parametrize("stub", STUBS)
def test_a_refusal_that_is_asked_for_is_documented(folders, homework, stub):
    nodes = definitions(folders.assignments / f"{stub}.py")
    for part in homework.parts_of(stub):
        name = homework.code_parts[part].kind.answer.partition(":")[2]
        text = " ".join(ast.get_docstring(node) or "" for known, node in nodes.items() if known.split(".")[0] == name)
        for case in homework.code_parts[part].cases:
            for exception in getattr(case.check, "exceptions", ()):
                assert f"{exception}:" in text, (part, exception)


@pytest.mark.parametrize("stub", STUBS)
def test_stubs_earn_nothing(folders, homework, namespace, stub):
    space = namespace(folders.assignments / f"{stub}.py")
    for part in homework.parts_of(stub):
        outcomes = homework.judge(part, space)
        assert {(o.verdict, o.credit) for o in outcomes} == {(Verdict.MISSING, 0)}, part
