"""One submission's result as other graders write it."""

from __future__ import annotations

import base64
import json
from collections.abc import Callable
from typing import Any

from grader.model import PartResult, Result, Verdict
from grader.model.points import number, points

MOST_TEXT = 4000
"""Characters of one part's words; Gradescope shows longer ones badly, and a log is no report."""

_UNDECIDED = (Verdict.SKIPPED, Verdict.REVIEW, Verdict.BROKEN)


def write_format(name: str, result: Result) -> bytes:
    """The result in one of FORMATS; KeyError for another name. The same result gives the same bytes."""
    return FORMATS[name](result).encode("utf-8", "replace")


def gradescope(result: Result) -> str:
    """`results/results.json` of a Gradescope autograder (autograder_samples, docs/specs.md): a test a part; `score` overrides their sum."""
    tests = [
        {
            "name": f"{part.address.local} {part.title}",
            "number": part.address.local,
            "score": number(part.earned),
            "max_score": number(part.possible),
            "status": "passed" if part.earned == part.possible else "failed",
            "output": _words(part),
            "output_format": "text",
            "visibility": "visible",
        }
        for part in result.parts
    ]
    document = {
        "score": number(result.earned),
        "output": _summary(result),
        "output_format": "text",
        "visibility": "visible",
        "stdout_visibility": "hidden",
        "tests": tests,
        "extra_data": {"assignment": result.assignment, "status": result.status, "pending": number(result.pending)},
    }
    return _json(document)


def check50(result: Result) -> str:
    """check50's results (docs/source/json_specification.rst): `passed` is null for what was skipped or waits for a person."""
    results: list[dict[str, Any]] = [
        {
            "name": part.address.local,
            "description": part.title,
            "passed": None if part.verdict in _UNDECIDED else part.earned == part.possible,
            "log": [],
            "cause": None if part.earned == part.possible else {"rationale": _reason(part), "help": _help(part)},
            "data": {"earned": number(part.earned), "possible": number(part.possible)},
            "dependency": None,
        }
        for part in result.parts
    ]
    return _json({"slug": result.assignment, "results": results, "version": "3.3.0"})


def github_classroom(result: Result) -> str:
    """What a GitHub Classroom runner puts into its step output `result`: base64 of the reporter's JSON, version 3."""
    tests = [
        {
            "name": f"{part.address.local} {part.title}",
            "status": "pass" if part.earned == part.possible else "error" if part.verdict is Verdict.BROKEN else "fail",
            "message": _words(part)[:500],
            "test_code": "",
            "task_id": 0,
            "filename": "",
            "line_no": 0,
            "duration": 0,
            "score": number(part.earned),
        }
        for part in result.parts
    ]
    broken = any(part.verdict is Verdict.BROKEN for part in result.parts)
    status = "error" if broken else "pass" if result.earned == result.possible else "fail"
    document = {"version": 3, "status": status, "max_score": number(result.possible), "tests": tests}
    return base64.b64encode(_json(document).encode("utf-8", "replace")).decode() + "\n"


def autolab(result: Result) -> str:
    """Autolab's last line of output: points by problem, and the scoreboard's total."""
    scores = {part.address.local: number(part.earned) for part in result.parts}
    return json.dumps({"scores": scores, "scoreboard": [number(result.earned)]}) + "\n"


FORMATS: dict[str, Callable[[Result], str]] = {
    "gradescope": gradescope,
    "check50": check50,
    "github-classroom": github_classroom,
    "autolab": autolab,
}


def _summary(result: Result) -> str:
    lines = [f"{points(result.earned, result.possible)} of {points(result.possible)} points."]
    if result.status == "provisional":
        waiting = f" {points(result.pending)} points wait for a person." if result.pending else ""
        lines.append(f"This is provisional.{waiting}")
    lines += [f"{line.reason}: {points(line.points)} points." for line in result.adjustments]
    lines += [f"{note.reason} {note.help}".strip() for note in result.notes]
    return "\n".join(lines)[:MOST_TEXT]


def _words(part: PartResult) -> str:
    if not part.messages:
        return {Verdict.PASSED: "All points.", Verdict.REVIEW: "A person reads this answer."}.get(part.verdict, part.verdict.value)
    return "\n".join(f"{message.reason} {message.help}".strip() for message in part.messages)[:MOST_TEXT]


def _reason(part: PartResult) -> str:
    return part.messages[0].reason if part.messages else part.verdict.value


def _help(part: PartResult) -> str | None:
    return part.messages[0].help or None if part.messages else None


def _json(document: dict[str, Any]) -> str:
    return json.dumps(document, ensure_ascii=True, indent=1) + "\n"
