"""Nothing that a student can see is missing in a language, and nothing is said past the catalogue."""

from __future__ import annotations

import ast
import string
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path

import pytest

from grader.catalogue import LANGUAGES, Phrase, language
from grader.catalogue.languages import catalogue
from grader.kinds import known_kinds
from grader.model import Message, Outcome

PACKAGE = Path(__file__).parents[2] / "grader"
OTHERS = LANGUAGES[1:]
SPEAKING = ("collect", "kinds", "numeric", "pipeline", "scoring", "selfcheck")
"""Rooms whose messages reach students; `report` speaks by `tell`, `algebra` and `text` hand their reasons to `kinds`."""
TELLING = {"Message": 2, "said": 2, "differs": 3, "SubmissionError": 2, "note": 2, "Refusal": 3, "Unreadable": 3}
"""Calls that make a message, and how many of their arguments may be words."""


def test_every_template_is_in_every_language(spoken: dict[str, str]) -> None:
    for code in OTHERS:
        missing = [f"{place}: {template!r}" for template, place in spoken.items() if template not in catalogue(code)]
        assert not missing, f"not in {code}.toml:\n" + "\n".join(missing)


def test_no_language_holds_what_nobody_says(spoken: dict[str, str]) -> None:
    for code in OTHERS:
        stale = [template for template in catalogue(code) if template not in spoken]
        assert not stale, f"in {code}.toml, but said nowhere:\n" + "\n".join(stale)


@pytest.mark.parametrize("code", OTHERS)
def test_placeholders_are_the_same(code: str) -> None:
    for template, words in catalogue(code).items():
        assert _fields(template) == _fields(words), f"{template!r} and {words!r}"


@pytest.mark.parametrize("code", OTHERS)
def test_beginnings_and_ends_fit_what_stands_around(code: str) -> None:
    """A fragment is put into sentences: blanks and full stops at its ends belong to the template."""
    for template, words in catalogue(code).items():
        assert words.strip(), template
        assert (template[0].isspace(), template[-1].isspace()) == (words[0].isspace(), words[-1].isspace()), template
        assert template.endswith(".") == words.endswith("."), template
        assert template.endswith(":") == words.endswith(":"), template


def _fields(template: str) -> set[tuple[str, str, str]]:
    return {(name, spec or "", how or "") for _, name, spec, how in string.Formatter().parse(template) if name is not None}


def test_templates_are_literals() -> None:
    """A template put together at run time could be in no catalogue."""
    for path, tree in _sources():
        for call in _calls(tree, {"say": 1}):
            if path.parent.name != "catalogue":
                assert isinstance(call.args[0], ast.Constant), f"{path.name}:{call.lineno}: say() takes a literal"


def test_no_message_is_made_of_raw_words() -> None:
    raw = [
        f"{path.relative_to(PACKAGE)}:{leaf.lineno}"
        for path, tree in _sources()
        if path.parts[-2] in (*SPEAKING, "algebra")
        for call in _calls(tree, TELLING)
        for argument in (*call.args[: TELLING[_name(call)]], *(word.value for word in call.keywords if word.arg in ("reason", "help")))
        for leaf in _raw(argument)
    ]
    assert not raw, "words that no catalogue knows:\n" + "\n".join(raw)


def _sources() -> Iterator[tuple[Path, ast.Module]]:
    for path in sorted(PACKAGE.rglob("*.py")):
        yield path, ast.parse(path.read_text("utf-8"))


def _calls(tree: ast.Module, names: dict[str, int]) -> Iterator[ast.Call]:
    yield from (node for node in ast.walk(tree) if isinstance(node, ast.Call) and _name(node) in names)


def _name(call: ast.Call) -> str:
    return call.func.id if isinstance(call.func, ast.Name) else call.func.attr if isinstance(call.func, ast.Attribute) else ""


def _raw(argument: ast.expr) -> Iterator[ast.expr]:
    """Literals with words in them that the argument may come to."""
    if isinstance(argument, ast.IfExp):
        yield from (*_raw(argument.body), *_raw(argument.orelse))
    elif isinstance(argument, ast.BoolOp):
        yield from (leaf for value in argument.values for leaf in _raw(value))
    elif isinstance(argument, ast.BinOp):
        yield from (*_raw(argument.left), *_raw(argument.right))
    elif (isinstance(argument, ast.Constant) and isinstance(argument.value, str) and " " in argument.value.strip()) or (
        isinstance(argument, ast.JoinedStr) and any(isinstance(v, ast.Constant) and " " in str(v.value).strip() for v in argument.values)
    ):
        yield argument


@pytest.mark.parametrize("name", sorted(known_kinds()))
def test_what_a_kind_says_is_in_the_catalogue_to_the_last_word(name: str) -> None:
    german = language("de")
    for sample in known_kinds()[name].samples():
        outcome: Outcome = sample.kind.judge(sample.case, sample.seen, sample.expected)
        for message in outcome.messages:
            for text in _texts(message):
                assert text == sample.case.hint or isinstance(text, Phrase), text
                assert all(template in german.entries for template in _templates(text)), text


def test_a_perfect_answer_needs_no_words() -> None:
    sample = next(sample for kind in known_kinds().values() for sample in kind.samples() if sample.credit == Fraction(1))
    assert not sample.kind.judge(sample.case, sample.seen, sample.expected).messages


def _texts(message: Message) -> list[str]:
    return [text for text in (message.reason, message.help) if text]


def _templates(text: object) -> Iterator[str]:
    if isinstance(text, Phrase):
        yield text.template
        for _, value in text.values:
            yield from _templates(value)
