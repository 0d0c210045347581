"""Results as JSON documents, by the schemas beside this file."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from typing import Any

from grader.model import ClassResult, HandedIn, Message, Outcome, PartResult, Result
from grader.model.points import number

SCHEMA_VERSION = "1.1.0"
"""Semver: a new key is a minor step, a changed or removed one is a major step."""

_encode = json.JSONEncoder(ensure_ascii=False).encode


def result_document(result: Result) -> dict[str, Any]:
    """`result.json`: one submission, by `schema/result.schema.json`."""
    return {
        "schema_version": SCHEMA_VERSION,
        "assignment": result.assignment,
        "title": result.title,
        "isolation": result.isolation,
        **_submission(result),
    }


def class_document(class_result: ClassResult) -> dict[str, Any]:
    """`results.json`: the class, by `schema/results.schema.json`."""
    return {
        "schema_version": SCHEMA_VERSION,
        "assignment": class_result.assignment,
        "title": class_result.title,
        "possible": number(class_result.possible),
        "isolation": class_result.isolation,
        "isolation_reason": class_result.isolation_reason,
        "mistakes": dict(sorted(class_result.mistakes.items())),
        "submissions": [_submission(result) for result in class_result.results],
    }


def class_json(class_result: ClassResult) -> bytes:
    """`results.json` as bytes; a part that many students share is written out once and copied."""
    written: dict[int, str] = {}  # by identity: the parts are alive as long as the class is

    def part(one: PartResult) -> str:
        if id(one) not in written:
            written[id(one)] = _encode(_part(one))
        return written[id(one)]

    rows = [f'{_encode(_about(one))[:-1]}, "parts": [{", ".join(map(part, one.parts))}]}}' for one in class_result.results]
    return _lines({**class_document(replace(class_result, results=())), "submissions": rows}, "submissions")


def dumps(document: dict[str, Any], rows: str) -> bytes:
    """A document as bytes, one line for each top-level key and one for each of its `rows`, so that a diff is readable.

    >>> print(dumps({"a": 1, "parts": [{"b": 2}, {"b": 3}]}, "parts").decode())
    {"a": 1,
     "parts": [
      {"b": 2},
      {"b": 3}
     ]}
    <BLANKLINE>
    """
    return _lines({**document, rows: [_encode(row) for row in document[rows]]}, rows)


def _lines(document: dict[str, Any], rows: str) -> bytes:
    """As `dumps`, with rows that are JSON already."""
    lines = []
    for key, value in document.items():
        if key == rows and value:
            body = ",\n  ".join(value)
            lines.append(f"{_encode(key)}: [\n  {body}\n ]")
        else:
            lines.append(f"{_encode(key)}: {_encode(value)}")
    text = "{" + ",\n ".join(lines) + "}\n"
    try:
        return text.encode()
    except UnicodeEncodeError:
        # A file name that is not UTF-8 reaches us with lone surrogates; JSON can only hold those as \ud800.
        return re.sub("[\ud800-\udfff]", lambda found: f"\\u{ord(found[0]):04x}", text).encode()


def _time(handed_in: HandedIn | None) -> dict[str, Any] | None:
    if handed_in is None:
        return None
    return {"seconds": handed_in.moment.seconds, "shown": handed_in.moment.shown, "source": handed_in.source}


def _submission(result: Result) -> dict[str, Any]:
    return {**_about(result), "parts": [_part(part) for part in result.parts]}


def _about(result: Result) -> dict[str, Any]:
    return {
        "student": result.student,
        "earned": number(result.earned),
        "pending": number(result.pending),
        "possible": number(result.possible),
        "status": result.status,
        "notes": [_message(note) for note in result.notes],
        "adjustments": [
            {"rule": line.rule, "points": number(line.points), "reason": line.reason, "days": line.days} for line in result.adjustments
        ],
        "handed_in": _time(result.handed_in),
    }


def _part(part: PartResult) -> dict[str, Any]:
    return {
        "address": str(part.address),
        "kind": part.kind,
        "title": part.title,
        "earned": number(part.earned),
        "pending": number(part.pending),
        "possible": number(part.possible),
        "verdict": part.verdict.value,
        "mistake": part.mistake,
        "messages": [_message(message) for message in part.messages],
        "needs_review": part.needs_review,
        "proposed": _proposed(part),
        "settled": {"points": number(part.settled.points), "why": part.settled.why} if part.settled else None,
        "cases": [_case(outcome) for outcome in part.outcomes],
    }


def _proposed(part: PartResult) -> float | None:
    credit = part.proposed.credit if part.proposed else None
    return None if credit is None else number(credit * part.possible)


def _case(outcome: Outcome) -> dict[str, Any]:
    # A hidden case is told by its title only: no messages, no inputs.
    return {
        "address": str(outcome.address),
        "title": outcome.title,
        "verdict": outcome.verdict.value,
        "credit": number(outcome.credit),
        "public": outcome.public,
    }


def _message(message: Message) -> dict[str, str]:
    return {"reason": message.reason, "help": message.help, "where": message.where, "source": message.source}
