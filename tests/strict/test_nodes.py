"""Strict YAML 1.2: scalars, places, refusals; and no input that crashes it."""

from __future__ import annotations

import json
import math
import re
from typing import Any

import pytest
import yaml
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from grader.errors import CourseError, Place
from grader.strict import nodes
from grader.strict.nodes import read_yaml

SCALARS: dict[str, Any] = {
    "1e-3": 0.001,
    "1E+3": 1000.0,
    "no": "no",
    "on": "on",
    "yes": "yes",
    "Off": "Off",
    "y": "y",
    "true": True,
    "False": False,
    "012": 12,
    "0o12": 10,
    "0x1F": 31,
    "-7": -7,
    "+7": 7,
    "1:30": "1:30",
    "1_000": "1_000",
    "1.": 1.0,
    ".5": 0.5,
    "1.5": 1.5,
    "~": None,
    "null": None,
    "": None,
    ".inf": math.inf,
    "-.Inf": -math.inf,
    "0b1": "0b1",
    "2026-11-22": "2026-11-22",
    "'12'": "12",
    '"true"': "true",
    "=": "=",
    "a b": "a b",
    "e5": "e5",
    ".": ".",
    "+": "+",
}


@pytest.mark.parametrize("text", SCALARS)
def test_a_scalar_means_what_the_core_schema_says(text: str) -> None:
    value = read_yaml(f"key: {text}", "x.yaml").plain["key"]
    assert (value, type(value)) == (SCALARS[text], type(SCALARS[text]))


def test_nan_is_a_number() -> None:
    assert math.isnan(read_yaml("[.nan]", "x.yaml").plain[0])


def test_blocks_keep_their_lines() -> None:
    assert read_yaml("prompt: |\n  one\n\n  two: 3\n", "x.yaml").plain == {"prompt": "one\n\ntwo: 3\n"}


def test_places_count_from_one() -> None:
    node = read_yaml("a: 1\nb:\n  - é: 2\n    c: 3\n", "x.yaml")
    inner = node.value["b"].value[0]
    assert (node.value["a"].place, inner.keys["c"]) == (Place("x.yaml", 1, 4), Place("x.yaml", 4, 5))


def test_columns_count_characters_not_bytes() -> None:
    assert read_yaml("{é: 𝕏, b: 1}", "x.yaml").keys["b"] == Place("x.yaml", 1, 8)


def test_a_scalar_keeps_how_it_was_written() -> None:
    assert read_yaml("0.10", "x.yaml").text == "0.10"


def test_a_byte_order_mark_is_dropped() -> None:
    assert read_yaml(b"\xef\xbb\xbfa: 1", "x.yaml").plain == {"a": 1}


REFUSED = {
    "a: 1\nb: 2\na: 3\n": "x.yaml:3:1: 'a' is given twice; the first is on line 1, column 1\n  keep one of the two",
    "{a: 1, 'a': 2}": "x.yaml:1:8: 'a' is given twice",
    "a: &x 1": "x.yaml:1:4: anchors and aliases (&x) are not used in course files\n  write the value out again",
    "&x a: 1": "x.yaml:1:1: anchors and aliases (&x)",
    "a: *x": "x.yaml:1:4: anchors and aliases (*x)",
    "a: !!python/object:os.system 1": "x.yaml:1:4: tags (tag:yaml.org,2002:python/object:os.system) are not used",
    "a: !!str 1": "tags (tag:yaml.org,2002:str) are not used",
    "a: ! 1": "x.yaml:1:4: tags (!) are not used",
    "<<: {a: 1}": "x.yaml:1:1: merge keys (<<) are not used in course files\n  write the fields out again",
    "%YAML 1.1\n---\na: 1": "x.yaml:1:1: directives (lines with %) are not used",
    "a: 1\n---\nb: 2": "x.yaml:2:1: a second document begins here",
    "": "x.yaml: is empty\n  begin it with: format: 1",
    "# nothing\n": "x.yaml: is empty",
    "[a]: 1": "x.yaml:1:1: a key must be a word, not a list or a mapping",
    "{}: 1": "a key must be a word, not a list or a mapping",
    "? \n: 1": "a key is missing before the colon",
    "a:\n\t- b": "x.yaml:2:1: a tab stands where YAML wants spaces\n  indent with spaces",
    "a:\n  b: 1\n\tc: 2": "a tab stands where YAML wants spaces",
    "title: Attention: the basics": "x.yaml:1:17: is no YAML: mapping values are not allowed in this context\n  put text",
    "a: [1, 2": "x.yaml:1:4: is no YAML: did not find expected ',' or ']'",
    "a: 'x": "close the quote or bracket",
    "a: 1\n b: 2": "is no YAML: mapping values are not allowed",
    "a: @x": "put text that begins with @",
    "a:\n  - 1\n - 2": "check the indentation",
    "a: 1e999": "x.yaml:1:4: the number 1e999 is too large",
    "a: " + "9" * 5000: "x.yaml:1:4: a number of 5000 characters is too long",
    "a: " + "[" * 60 + "]" * 60: "values are nested more than 40 deep",
    "a: " + "[" * 100_000: "values are nested more than 40 deep",
    "a: b\x00c": "x.yaml:1:5: character '\\x00' is not allowed in YAML",
    "a: 1\nb: x\x07": "x.yaml:2:5: character '\\x07' is not allowed in YAML",
    "a: \ud800": "'\\ud800' is",
}


@pytest.mark.parametrize("text", REFUSED, ids=lambda text: repr(text[:30]))
def test_what_is_refused_is_told_with_its_place(text: str) -> None:
    with pytest.raises(CourseError) as error:
        read_yaml(text, "x.yaml")
    assert REFUSED[text] in str(error.value)
    assert str(error.value).startswith("x.yaml:")


@pytest.mark.parametrize("text", REFUSED, ids=lambda text: repr(text[:30]))
def test_the_parser_without_c_refuses_the_same(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(nodes, "_PARSER", yaml.SafeLoader)
    with pytest.raises(CourseError, match=r"^x\.yaml"):
        read_yaml(text, "x.yaml")


@pytest.mark.parametrize("text", SCALARS)
def test_the_parser_without_c_reads_the_same(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(nodes, "_PARSER", yaml.SafeLoader)
    assert read_yaml(f"key: {text}", "x.yaml").plain["key"] == SCALARS[text]


def test_bytes_that_are_no_utf8_are_told() -> None:
    with pytest.raises(CourseError, match=r"^x\.yaml:2:8: byte 0xe9 is not UTF-8 text\n  save the file as UTF-8"):
        read_yaml(b"a: 1\ntitle: \xe9t\xe9", "x.yaml")


def test_utf16_is_told() -> None:
    with pytest.raises(CourseError, match=r"^x\.yaml:1:1: byte 0xff is not UTF-8"):
        read_yaml("a: 1".encode("utf-16-le").join([b"\xff\xfe", b""]), "x.yaml")


def test_a_huge_file_is_refused() -> None:
    with pytest.raises(CourseError, match=r"^x\.yaml: is too large"):
        read_yaml("a" * 1_000_001, "x.yaml")


def plain_or_error(content: str | bytes) -> Any:
    try:
        return read_yaml(content, "x.yaml").plain
    except CourseError as error:
        return str(error.place)


@settings(deadline=None)
@given(st.text())
def test_any_text_is_read_or_refused(text: str) -> None:
    plain_or_error(text)


@settings(deadline=None)
@given(st.binary())
def test_any_bytes_are_read_or_refused(content: bytes) -> None:
    plain_or_error(content)


@settings(max_examples=300, deadline=None)
@given(st.lists(st.sampled_from(list("abc:-[]{},&*!|>'\"%@`#?\n\t ~<.0123e\r\x85\u2028\ufeff")), max_size=30).map("".join))
def test_any_mixture_of_yaml_signs_is_read_or_refused(text: str) -> None:
    plain_or_error(text)


@settings(deadline=None)
@given(st.floats(allow_nan=False, allow_infinity=False))
def test_floats_survive(number: float) -> None:
    assert read_yaml(f"[{number!r}]", "x.yaml").plain == [number]


@settings(deadline=None)
@given(st.integers(-(10**300), 10**300))
def test_integers_survive(number: int) -> None:
    assert read_yaml(f"[{number}]", "x.yaml").plain == [number]


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**18), 10**18) | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=12,
)


@settings(deadline=None)
@given(VALUES)
def test_whatever_json_writes_is_read_the_same(value: Any) -> None:
    # JSON escapes characters beyond the basic plane as pairs of surrogates, which YAML does not join: write them as they are.
    content = re.sub("[\x85\u2028\u2029\ufeff]", lambda found: f"\\u{ord(found[0]):04x}", json.dumps(value, ensure_ascii=False))
    try:
        found = read_yaml(content, "x.yaml").plain
    except CourseError:
        # The few characters that YAML leaves out, and keys that are too long for one line.
        assume(False)
    assert found == value
