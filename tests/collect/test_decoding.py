"""Text as editors of all ages save it."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.collect.decoding import decode
from grader.errors import SubmissionError


@pytest.mark.parametrize(
    "data",
    [
        "é = 1\n".encode(),
        b"\xef\xbb\xbf\xc3\xa9 = 1\r\n",
        "# coding: latin-1\né = 1\n".encode("latin-1"),
        b"#!/x\n# -*- coding: utf-8 -*-\n\xc3\xa9 = 1\r",
    ],
)
def test_declared_codings_need_no_note(data: bytes) -> None:
    text, note = decode(data, "a.py", python=True)
    assert text.endswith("é = 1\n")
    assert note is None


def test_utf16_is_read_with_a_note() -> None:
    text, note = decode("x = 'é'\n".encode("utf-16"), "a.py", python=True)
    assert text == "x = 'é'\n"
    assert note is not None
    assert note.reason == "a.py is saved as UTF-16; it was read all the same."


def test_latin_1_is_guessed_with_a_note() -> None:
    text, note = decode(b"ok\ncaf\xe9\n", "answers.md")
    assert text == "ok\ncafé\n"
    assert note is not None
    assert (note.reason, note.where) == ("answers.md is not UTF-8 (line 2); it was read as Latin-1.", "answers.md:2")


@pytest.mark.parametrize("cookie", ["rot13", "idna", "unicode_escape", "zip", "no-such-coding", "punycode"])
def test_codings_that_are_none_are_not_obeyed(cookie: str) -> None:
    text, note = decode(f"# coding: {cookie}\nx = 1\n".encode(), "a.py", python=True)
    assert text.endswith("x = 1\n")
    assert note is not None
    assert "which is no text coding here; it was read as UTF-8." in note.reason


def test_a_cookie_that_lies_is_told() -> None:
    _, note = decode("# coding: ascii\nx = 'é'\n".encode(), "a.py", python=True)
    assert note is not None
    assert note.reason == "a.py says it is written in 'ascii', which it is not; it was read as UTF-8."


def test_a_cookie_in_line_three_is_a_comment() -> None:
    assert decode(b"x = 1\ny = 2\n# coding: rot13\n", "a.py", python=True)[1] is None


@pytest.mark.parametrize("data", [b"x = 1\0", b"\0" * 50, bytes(range(256)) * 4, b"\x7fELF\x02\x01\x01\0\0\xff"])
def test_junk_is_refused(data: bytes) -> None:
    with pytest.raises(SubmissionError, match="is not a text file"):
        decode(data, "a.py", python=True)


@given(st.binary(max_size=200), st.booleans())
def test_any_bytes_are_text_or_refused(data: bytes, python: bool) -> None:
    try:
        text, _ = decode(data, "a.py", python=python)
    except SubmissionError:
        return
    assert "\0" not in text
    assert "\r" not in text
    assert text.encode() or not text


def test_junk_costs_only_its_own_file(folder: Any, read: Any) -> None:
    submission = read(folder({"q1_perceptron.py": b"\0\1\2", "q2_layers.py": "x = 1"}))
    assert list(submission.modules) == ["q2_layers"]
    assert submission.notes[0].reason == "q1_perceptron.py is not a text file (it holds NUL bytes)."
