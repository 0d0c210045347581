"""Take out of an answer what the course itself had written there."""

from __future__ import annotations

import re

_MARKS = dict.fromkeys(map(ord, "*_`\\>"))
_RULE = re.compile(r"[ \t]*(?:-{3,}|\*{3,}|_{3,}|={3,})[ \t]*$")
_PLACEHOLDER = re.compile(
    r"[\W_]*(?:(?:please )?(?:write|type|put|enter|add|insert)?[ _]*(?:your )?(?:answer|solution|derivation|text|work)s?"
    r"(?: goes| comes)?(?: here| below)?|to ?do|\.{3,}|…)[\W_]*",
    re.IGNORECASE,
)
_LEAST_WORDS = 5
_LONGEST_PLACEHOLDER = 120
"""Characters; nobody invites to write at greater length, and longer lines would take long to match."""


def without_prompt(lines: list[str], prompt: str) -> list[str]:
    """Blank the repeated prompt and untouched placeholders, line numbers kept; the student's words stay.

    >>> without_prompt(["> How large", "> is it?", "", "0.25"], "How large is it?")
    ['', '', '', '0.25']
    """
    rest = list(lines)
    done = _prompt_lines(rest, _words(prompt)) if prompt.strip() else 0
    rest[:done] = [""] * done
    for index, line in enumerate(rest):
        if line and is_placeholder(line):
            rest[index] = ""
    return rest


def trimmed(lines: list[str]) -> tuple[int, str]:
    """Drop blank lines and rules (`---`) at both ends; returns how many lines went at the front, and the text."""
    first, last = 0, len(lines)
    while first < last and (not lines[first].strip() or _RULE.match(lines[first])):
        first += 1
    while last > first and (not lines[last - 1].strip() or _RULE.match(lines[last - 1])):
        last -= 1
    return first, "\n".join(line.rstrip() for line in lines[first:last])


def is_placeholder(text: str) -> bool:
    """Whether a text is nothing but an invitation to write.

    >>> is_placeholder(" your answer "), is_placeholder("64")
    (True, False)
    """
    return not text.strip() or (len(text) <= _LONGEST_PLACEHOLDER and _PLACEHOLDER.fullmatch(text.strip()) is not None)


def _prompt_lines(lines: list[str], words: list[str]) -> int:
    """How many lines at the front repeat the prompt, however they are wrapped.

    Quoted lines go as far as they agree; without quote marks only the whole prompt goes, lest an answer that begins like it loses words.
    """
    at = end = 0
    quoted = True
    for index, line in enumerate(lines):
        if not line.strip():
            continue
        mine = _words(line)
        quoted = quoted and line.lstrip().startswith(">")
        if not mine and quoted:
            continue
        if mine != words[at : at + len(mine)]:
            break
        at += len(mine)
        if quoted or (at == len(words) and len(words) >= _LEAST_WORDS):
            end = index + 1
        if at == len(words):
            break
    return end


def _words(text: str) -> list[str]:
    return text.translate(_MARKS).casefold().split()
