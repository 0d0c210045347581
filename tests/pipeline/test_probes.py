"""Which modules a question can reach."""

import pytest

from grader.model import Chunk, Module
from grader.pipeline.probes import digest_of, reachable


def modules(**sources):
    return {name.replace("__", "."): Module(name.replace("__", "."), (Chunk(f"{name}.py", text),)) for name, text in sources.items()}


@pytest.mark.parametrize(
    "line",
    [
        "import tools",
        "from tools import f",
        "from . import tools",
        "import a, tools as t",
        "x = __import__('too' + 'ls')",
        "import importlib",
    ],
)
def test_every_way_to_import_is_followed(line):
    assert "tools" in reachable(modules(q1=line, tools="", a=""), "q1")


def test_imports_of_imports_are_followed():
    assert set(reachable(modules(q1="import a", a="import b", b="", c=""), "q1")) == {"q1", "a", "b"}


def test_dotted_modules_are_found_by_any_of_their_names():
    assert "helpers.maths" in reachable(modules(q1="from helpers import maths", helpers__maths=""), "q1")


def test_what_is_never_named_is_left_out():
    assert set(reachable(modules(q1="x = 1", q2="y = 2"), "q1")) == {"q1"}


def test_a_module_that_was_not_handed_in_reaches_nothing():
    assert reachable(modules(q2=""), "q1") == {}


def test_the_digest_tells_apart_where_one_text_ends():
    assert digest_of({}, "ab", "c") != digest_of({}, "a", "bc")


def test_the_digest_sees_labels_and_sources():
    one, two = modules(q1="x"), {"q1": Module("q1", (Chunk("other.py", "x"),))}
    assert digest_of(one) != digest_of(two)
