"""A proof as a JSON document and as the view of a page."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

from grader.model import Address
from grader.report import CaseRow, Column, PartMatrix, VerificationView
from grader.verify.margins import Margin
from grader.verify.proof import Proof
from grader.verify.survivors import SENTENCE, Tried, score

SCHEMA_VERSION = "1.0.0"
"""Semver: a new key is a minor step, a changed or removed one is a major step."""


def document(proof: Proof) -> dict[str, Any]:
    """`verify.json`: findings, what catches what, margins; cases are named by their local addresses."""
    return {
        "schema_version": SCHEMA_VERSION,
        "assignment": proof.assignment.id,
        "title": proof.assignment.title,
        "isolation": proof.isolation,
        "clean": not proof.errors,
        "findings": [
            {"check": f.check, "severity": f.severity, "place": f.place, "problem": f.problem, "help": f.help} for f in proof.findings
        ],
        "mistakes": [
            {
                "id": shown.mistake.id,
                "title": shown.mistake.title,
                "parts": _locals(shown.mistake.parts),
                "caught_by": _locals(shown.trial.failing),
            }
            for shown in proof.mistakes
        ],
        "mutants": None if proof.mutants is None else _mutants(proof.mutants),
        "cases": [
            {"address": case.address.local, "title": case.title, "catches": proof.catches[case.address], "alone": proof.alone[case.address]}
            for case in proof.cases
        ],
        "tolerances": None
        if proof.margins is None
        else {
            "farthest_right": _number(proof.margins.farthest),
            "nearest_wrong": _number(proof.margins.nearest),
            "refused": [{"variant": name, "case": case.local, "distance": _number(far)} for name, case, far in proof.margins.refused],
            "cases": [_margin(margin) for margin in proof.margins.cases],
        },
        "reports_searched": proof.reports,
    }


def counts(mutants: Sequence[Tried]) -> dict[str, int]:
    """How many mutants ended in each way."""
    found = Counter(tried.end for tried in mutants)
    return {end: found[end] for end in ("killed", "timed out", "survived", "equivalent")}


def _mutants(mutants: Sequence[Tried]) -> dict[str, Any]:
    functions: dict[str, list[Tried]] = {}
    for tried in mutants:
        functions.setdefault(f"{tried.mutant.file}:{tried.mutant.owner}", []).append(tried)
    return {
        "score": round(score(mutants), 6),
        **{end.replace(" ", "_"): number for end, number in counts(mutants).items()},
        "functions": {name: {"score": round(score(tried), 6), **counts(tried)} for name, tried in functions.items()},
        "all": [
            {
                "number": number,
                "file": tried.mutant.file,
                "line": tried.mutant.line,
                "function": tried.mutant.owner,
                "what": tried.mutant.what,
                "before": tried.mutant.before,
                "after": tried.mutant.after,
                "end": tried.end,
                "reason": tried.reason,
                "caught_by": _locals(tried.failing),
            }
            for number, tried in enumerate(mutants, 1)
        ],
    }


def _margin(margin: Margin) -> dict[str, Any]:
    return {
        "case": margin.case.local,
        "relative": margin.tolerance.relative,
        "absolute": margin.tolerance.absolute,
        "right": _number(margin.variant),
        "right_by": margin.variant_by,
        "nearest_wrong": _number(margin.nearest),
        "nearest_wrong_by": margin.nearest_by,
        "let_pass": [{"by": name, "distance": _number(far)} for name, far in margin.within],
    }


def _number(value: float | None) -> float | None:
    """Three digits say all; JSON has no infinity."""
    return None if value is None or value == float("inf") else float(f"{value:.3g}")


def _locals(addresses: Any) -> list[str]:
    return [address.local for address in sorted(addresses)]


def view(proof: Proof) -> VerificationView:
    """What the page shows."""
    columns = [
        Column(shown.mistake.id, shown.mistake.title, "mistake", f"{shown.mistake.id}: {shown.mistake.title}", len(shown.trial.failing))
        for shown in proof.mistakes
    ]
    columns += [
        Column(
            f"#{number}", tried.mutant.diff, tried.end, f"{tried.mutant.file}:{tried.mutant.line} {tried.mutant.what}", len(tried.failing)
        )
        for number, tried in enumerate(proof.mutants or (), 1)
    ]
    return VerificationView(
        title=proof.assignment.title,
        assignment=proof.assignment.id,
        isolation=proof.isolation,
        errors=tuple((f.check, f.place, f.problem, f.help) for f in proof.findings if f.severity == "error"),
        notes=tuple((f.check, f.place, f.problem, f.help) for f in proof.findings if f.severity == "note"),
        facts=tuple(facts(proof)),
        parts=tuple(_matrices(proof)),
        columns=tuple(columns),
        survivors=tuple((t.mutant.file, t.mutant.line, t.mutant.diff) for t in proof.mutants or () if t.end == "survived"),
        equivalents=tuple((t.mutant.diff, t.reason) for t in proof.mutants or () if t.end == "equivalent"),
        sentence=SENTENCE,
        margins=tuple(
            (m.case.local, f"{m.tolerance.relative:g}", f"{m.variant:.2g}", m.variant_by, _shown(m.nearest), m.nearest_by)
            for m in (proof.margins.cases if proof.margins else ())
        ),
    )


def _shown(value: float | None) -> str:
    return "" if value is None else f"{value:.3g}"


def facts(proof: Proof) -> list[tuple[str, str]]:
    """One line a check, in numbers."""
    possible = f"{float(proof.assignment.possible):g}"
    named = sum(set(shown.mistake.parts) == shown.costs for shown in proof.mistakes)
    found = [
        ("sanity", f"{len(proof.assignment.parts)} parts, {possible} points, {len(proof.cases)} cases"),
        ("mistakes", f"{named} of {len(proof.mistakes)} cost exactly the parts that they name"),
    ]
    if proof.mutants is not None:
        ends = ", ".join(f"{number} {end}" for end, number in counts(proof.mutants).items())
        found.append(("mutants", f"{len(proof.mutants)}: {ends}; score {100 * score(proof.mutants):.1f} %"))
    if proof.margins is not None:
        nearest = f", the nearest wrong one {proof.margins.nearest:.3g}" if proof.margins.nearest is not None else ""
        farthest = f"right variants reach {proof.margins.farthest:.2g} of a tolerance{nearest}"
        found.append(("tolerances", f"{len(proof.margins.cases)} cases: {farthest}"))
    if proof.reports is not None:
        found.append(("leaks", f"{proof.reports} reports searched"))
    return found


def _matrices(proof: Proof) -> list[PartMatrix]:
    """For each part the columns that reach it, and a row a case."""
    numbers = [shown.trial.outcomes.keys() for shown in proof.mistakes] + [tried.trial.outcomes.keys() for tried in proof.mutants or ()]
    failing = [shown.trial.failing for shown in proof.mistakes] + [tried.trial.failing for tried in proof.mutants or ()]
    found = []
    for part in proof.assignment.parts:
        cases = [case for case in proof.cases if case.address.within(part.address)]
        if not cases:
            continue
        first = cases[0].address
        mine = [column for column, asked in enumerate(numbers) if first in asked]
        rows = [
            _row(proof, case.address, case.title, case.public, [place for place, c in enumerate(mine) if case.address in failing[c]])
            for case in cases
        ]
        caught = sum(any(case.address in failing[column] for case in cases) for column in mine)
        found.append(PartMatrix(part.address.local, part.title, tuple(mine), caught, tuple(rows)))
    return found


def _row(proof: Proof, address: Address, title: str, public: bool, caught: list[int]) -> CaseRow:
    return CaseRow(address.case, title, public, tuple(caught), proof.alone[address])
