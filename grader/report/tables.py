"""The class as a spreadsheet (CSV) and as test results (JUnit XML)."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache

from grader.model import ClassResult, Message, PartResult, Result, Scored, Total, Verdict
from grader.model.points import number, points
from grader.report.escape import csv_cell, one_line, xml
from grader.report.marks import local
from grader.report.words import VERDICTS

_SORT = {
    Verdict.PASSED: "",
    Verdict.PARTIAL: "failure",
    Verdict.FAILED: "failure",
    Verdict.MISSING: "failure",
    Verdict.ERROR: "error",
    Verdict.TIMEOUT: "error",
    Verdict.MEMORY: "error",
    Verdict.MALFORMED: "error",
    Verdict.BROKEN: "error",
    Verdict.SKIPPED: "skipped",
    Verdict.REVIEW: "skipped",
}
"""JUnit knows three ways not to pass."""


def grades_csv(class_result: ClassResult) -> str:
    """One row a student, in the class's order: totals, then every part's points; UTF-8, comma, no formulas."""
    addresses = list(dict.fromkeys(local(part.address) for result in class_result.results for part in result.parts))
    out = io.StringIO()
    table = csv.writer(out, lineterminator="\n")
    table.writerow(
        ["student", "status", "earned", "pending", "possible", *(csv_cell(address) for address in addresses), "settled by a person"]
    )
    for result in class_result.results:
        earned = {local(part.address): points(part.earned, part.possible) for part in result.parts}
        totals = (points(result.earned, result.possible), points(result.pending), points(result.possible))
        table.writerow(
            [
                csv_cell(one_line(result.student)),
                result.status,
                *totals,
                *(earned.get(address, "") for address in addresses),
                _settled(result),
            ]
        )
    return out.getvalue()


def totals_csv(assignments: Sequence[str], rows: Mapping[str, tuple[Total, Sequence[Scored]]], provisional: Collection[str]) -> str:
    """One row a student: the course's total in percent, its state, what was dropped, and the percent of each assignment."""
    out = io.StringIO()
    table = csv.writer(out, lineterminator="\n")
    table.writerow(["student", "total_percent", "status", "dropped", *(csv_cell(id) for id in assignments)])
    for student, (total, scored) in rows.items():
        state = "provisional" if student in provisional else "final"
        shares = [points(one.share * 100) for one in scored]
        table.writerow([csv_cell(one_line(student)), points(total.share * 100), state, csv_cell(" ".join(total.dropped)), *shares])
    return out.getvalue()


def _settled(result: Result) -> str:
    """Which parts a person decided, and why."""
    return csv_cell(one_line("; ".join(f"{local(part.address)}: {part.settled.why}" for part in result.parts if part.settled), 1000))


def junit_xml(class_result: ClassResult) -> str:
    """One testsuite a student, one testcase a part; points are properties of the suite; no time and no host, so the bytes stay."""
    written: dict[int, _Written] = {}  # by identity: a part that many students share is written out once
    suites = [_suite(class_result.assignment, result, written) for result in class_result.results]
    total: Counter[str] = Counter()
    for counts, _ in suites:
        total.update(counts)
    body = "\n".join(text for _, text in suites)
    head = f'<testsuites name="{xml(class_result.assignment)}" {_counts(total, skipped=False)}>'
    return f'<?xml version="1.0" encoding="utf-8"?>\n{head}\n{body}\n</testsuites>\n'


@dataclass(frozen=True, slots=True)
class _Written:
    """A part as JUnit says it."""

    sort: str
    case: str
    properties: str


def _suite(assignment: str, result: Result, written: dict[int, _Written]) -> tuple[Counter[str], str]:
    for part in result.parts:
        if id(part) not in written:
            written[id(part)] = _write(assignment, part)
    parts = [written[id(part)] for part in result.parts]
    counts: Counter[str] = Counter(one.sort for one in parts)
    counts["tests"] = len(parts)
    # The schema of xunit2 knows properties of a testsuite only, so the points of the parts stand there.
    sums = _properties([("earned", result.earned), ("pending", result.pending), ("possible", result.possible)])
    head = f'<testsuite name="{xml(result.student)}" {_counts(counts)}>'
    properties = f"    <properties>{sums}{''.join(one.properties for one in parts)}</properties>"
    return counts, "\n".join(["  " + head, properties, *(one.case for one in parts), "  </testsuite>"])


def _write(assignment: str, part: PartResult) -> _Written:
    sort = _SORT[part.verdict]
    address = xml(local(part.address))
    sums = [(f"{address}.earned", part.earned), (f"{address}.possible", part.possible)]
    sums += [(f"{address}.pending", part.pending)] if part.pending else []
    return _Written(sort, _testcase(assignment, part, sort), _properties(sums))


def _properties(sums: list[tuple[str, Fraction]]) -> str:
    return "".join(f'<property name="{name}" value="{number(value)}"/>' for name, value in sums)


def _counts(counts: Counter[str], *, skipped: bool = True) -> str:
    text = f'tests="{counts["tests"]}" failures="{counts["failure"]}" errors="{counts["error"]}"'
    return f'{text} skipped="{counts["skipped"]}"' if skipped else text


def _testcase(assignment: str, part: PartResult, sort: str) -> str:
    trouble = _trouble(sort, part.verdict, part.messages) if sort else ""
    return (
        f'    <testcase classname="{xml(assignment)}.{xml(part.address.question)}" name="{xml(local(part.address))}">{trouble}</testcase>'
    )


@lru_cache(maxsize=4096)
def _trouble(sort: str, verdict: Verdict, messages: tuple[Message, ...]) -> str:
    first = messages[0].reason if messages else VERDICTS[verdict].reason
    said = "\n".join(text for message in messages for text in (message.where, message.reason, message.help) if text)
    return f'<{sort} type="{verdict.value}" message="{xml(one_line(first, 300))}">{xml(said)}</{sort}>'
