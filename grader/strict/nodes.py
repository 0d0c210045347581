"""YAML 1.2 read strictly, every value with its place."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import yaml

from grader.errors import CourseError, Place
from grader.strict.files import MOST_BYTES, decode

_DEEPEST = 40
_LONGEST_INTEGER = 400
# The C parser is several times faster; both give the same events.
_PARSER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_INTEGER = re.compile(r"[-+]?[0-9]+")
_BASED = re.compile(r"0o[0-7]+|0x[0-9a-fA-F]+")
_REAL = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?")
_WORDS: dict[str, Any] = {
    **dict.fromkeys(("", "~", "null", "Null", "NULL"), None),
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
    **{sign + word: float(sign + "inf") for sign in ("", "+", "-") for word in (".inf", ".Inf", ".INF")},
    **dict.fromkeys((".nan", ".NaN", ".NAN"), math.nan),
}


@dataclass(frozen=True, slots=True)
class Node:
    """A value and where it stands: `value` is a scalar, a list of Nodes, or a dict of Nodes by key."""

    value: Any
    place: Place
    text: str = ""
    """A scalar as it was written."""
    keys: dict[str, Place] = field(default_factory=dict)
    """Where each key of a mapping stands."""

    @property
    def plain(self) -> Any:
        """The value without places, all the way down."""
        if isinstance(self.value, dict):
            return {key: node.plain for key, node in self.value.items()}
        if isinstance(self.value, list):
            return [node.plain for node in self.value]
        return self.value


def read_yaml(content: str | bytes, file: str) -> Node:
    """Read one YAML document.

    >>> read_yaml("{tol: 1e-3, answer: no, id: 012, time: 1:30}", "x.yaml").plain
    {'tol': 0.001, 'answer': 'no', 'id': 12, 'time': '1:30'}

    Scalars follow the YAML 1.2 core schema. Refused, by CourseError with the place: a key that occurs twice, anchors and aliases, tags,
    merge keys, directives, several documents, an empty file, depth over 40, more than 1 MB, what is no UTF-8 or no YAML.
    """
    if len(content) > MOST_BYTES:
        raise CourseError(f"is too large: more than the {MOST_BYTES:,} bytes that are allowed", place=Place(file))
    text = decode(content, file) if isinstance(content, bytes) else content.removeprefix("\ufeff")
    reader = _Reader(file, text)
    try:
        return reader.document()
    except yaml.YAMLError as error:
        raise _syntax_error(error, file, text) from None
    except UnicodeEncodeError as error:
        raise CourseError(f"{error.object[error.start]!a} is no character", place=_place_at(file, text, error.start)) from None


class _Reader:
    """Builds Nodes from parser events, and refuses what a course file must not hold."""

    def __init__(self, file: str, text: str) -> None:
        self.file = file
        self.text = text

    def document(self) -> Node:
        events = iter(yaml.parse(self.text, Loader=_PARSER))
        next(events)
        start = next(events)
        if isinstance(start, yaml.StreamEndEvent):
            raise CourseError("is empty", place=Place(self.file), help="begin it with: format: 1")
        if getattr(start, "version", None) or getattr(start, "tags", None):
            self._refuse(start, "directives (lines with %) are not used in course files", "delete the line")
        root = self._node(next(events), events, 1)
        next(events)
        another = next(events)
        if not isinstance(another, yaml.StreamEndEvent):
            self._refuse(another, "a second document begins here", "one file holds one document; delete the line with ---")
        return root

    def _place(self, event: Any) -> Place:
        return Place(self.file, event.start_mark.line + 1, event.start_mark.column + 1)

    def _refuse(self, event: Any, problem: str, help: str = "") -> None:
        raise CourseError(problem, place=self._place(event), help=help)

    def _node(self, event: Any, events: Iterator[Any], depth: int) -> Node:
        if getattr(event, "anchor", None):
            sign = "*" if isinstance(event, yaml.AliasEvent) else "&"
            self._refuse(event, f"anchors and aliases ({sign}{event.anchor}) are not used in course files", "write the value out again")
        if getattr(event, "tag", None):
            self._refuse(event, f"tags ({event.tag}) are not used in course files", "write the plain value, in quotes if it is text")
        if depth > _DEEPEST:
            self._refuse(event, f"values are nested more than {_DEEPEST} deep")
        if isinstance(event, yaml.SequenceStartEvent):
            return self._sequence(event, events, depth)
        if isinstance(event, yaml.MappingStartEvent):
            return self._mapping(event, events, depth)
        return self._scalar(event)

    def _sequence(self, start: Any, events: Iterator[Any], depth: int) -> Node:
        items = []
        while not isinstance(event := next(events), yaml.SequenceEndEvent):
            items.append(self._node(event, events, depth + 1))
        return Node(items, self._place(start))

    def _mapping(self, start: Any, events: Iterator[Any], depth: int) -> Node:
        values: dict[str, Node] = {}
        keys: dict[str, Place] = {}
        while not isinstance(event := next(events), yaml.MappingEndEvent):
            key = self._node(event, events, depth + 1)
            name = self._key(event, key)
            if name in keys:
                first = keys[name]
                self._refuse(
                    event, f"{name!r} is given twice; the first is on line {first.line}, column {first.column}", "keep one of the two"
                )
            keys[name] = key.place
            values[name] = self._node(next(events), events, depth + 1)
        return Node(values, self._place(start), keys=keys)

    def _key(self, event: Any, key: Node) -> str:
        if isinstance(key.value, list | dict):
            self._refuse(
                event, "a key must be a word, not a list or a mapping", "put the value in quotes if it is text with braces or brackets"
            )
        if event.value == "<<" and not event.style:
            self._refuse(event, "merge keys (<<) are not used in course files", "write the fields out again")
        if key.value is None:
            self._refuse(event, "a key is missing before the colon")
        return key.text

    def _scalar(self, event: Any) -> Node:
        place = self._place(event)
        plain = event.implicit[0] and not event.style
        return Node(_resolve(event.value, place) if plain else event.value, place, event.value)


def _resolve(text: str, place: Place) -> Any:
    """Give a plain scalar its meaning by the core schema of YAML 1.2."""
    if text in _WORDS:
        return _WORDS[text]
    if len(text) > _LONGEST_INTEGER and (_INTEGER.fullmatch(text) or _BASED.fullmatch(text) or _REAL.fullmatch(text)):
        raise CourseError(f"a number of {len(text)} characters is too long", place=place, help="put it in quotes if it is text")
    if _INTEGER.fullmatch(text):
        return int(text)
    if _BASED.fullmatch(text):
        return int(text[2:], 8 if text[1] == "o" else 16)
    if _REAL.fullmatch(text):
        number = float(text)
        if math.isinf(number):
            raise CourseError(
                f"the number {text} is too large", place=place, help="write .inf for infinity, or put it in quotes if it is text"
            )
        return number
    return text


def _place_at(file: str, text: str, offset: int) -> Place:
    before = text[:offset]
    return Place(file, before.count("\n") + 1, offset - before.rfind("\n"))


def _syntax_error(error: yaml.YAMLError, file: str, text: str) -> CourseError:
    """Say in plain words what the parser met."""
    if isinstance(error, yaml.reader.ReaderError):
        position = next((n for n, char in enumerate(text) if _unprintable(char)), 0)
        return CourseError(
            f"character {text[position : position + 1]!a} is not allowed in YAML", place=_place_at(file, text, position), help="delete it"
        )
    lines = text.splitlines()
    mark, begin = getattr(error, "problem_mark", None), getattr(error, "context_mark", None)
    if mark is None or (begin is not None and mark.line >= len(lines)):
        # Something was never closed: where it begins tells more than the end of the file.
        mark = begin
    place = Place(file, mark.line + 1, mark.column + 1) if mark else Place(file)
    problem = str(getattr(error, "problem", "") or "cannot be read")
    line = lines[place.line - 1] if 0 < place.line <= len(lines) else ""
    if "\t" in line[: len(line) - len(line.lstrip())] or line[place.column - 1 : place.column] == "\t":
        return CourseError("a tab stands where YAML wants spaces", place=place, help="indent with spaces")
    context = getattr(error, "context", None)
    told = f"is no YAML: {problem}" + (f" ({context})" if context else "")
    return CourseError(told, place=place, help=_advice(problem))


def _unprintable(char: str) -> bool:
    return yaml.reader.Reader.NON_PRINTABLE.match(char) is not None


def _advice(problem: str) -> str:
    known = {
        "mapping values are not allowed": "put text that holds a colon and a space in quotes",
        "could not find expected ':'": "a line is missing its colon, or text over several lines lacks quotes or |",
        "did not find expected key": "check the indentation: fields of one mapping begin in one column",
        "did not find expected '-'": "check the indentation: the dashes of one list stand in one column",
        "block end": "check the indentation, and close every bracket and quote",
        "cannot start any token": "put text that begins with @ ` % or another sign in quotes",
        "did not find expected ','": "close every bracket, and put commas between the entries",
        "unexpected end of stream": "close the quote or bracket that was opened",
    }
    return next((advice for words, advice in known.items() if words in problem), "")
