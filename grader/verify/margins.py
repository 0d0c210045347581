"""How far right variants and wrong answers are from the reference, in tolerances."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from grader.model import Address, Case, Equals, Status, Tolerance
from grader.pipeline import Sandbox, Trial, Trials
from grader.verify.findings import Finding
from grader.verify.known import Shown
from grader.verify.survivors import Tried
from grader.verify.variants import variants

ROUNDING = 1e-3
"""A distance below this share of the tolerance, and below a hundred times that of right variants, is rounding and no mistake."""


@dataclass(frozen=True, slots=True)
class Margin:
    """One case that compares values. Distances are in tolerances: 1 is as far as an answer may be."""

    case: Address
    tolerance: Tolerance
    variant: float
    """Distance of the right variant that is farthest away."""
    variant_by: str
    nearest: float | None
    """Distance of the wrong answer that is nearest, among those that this case refuses; None when it refuses none by its values."""
    nearest_by: str
    within: tuple[tuple[str, float], ...] = ()
    """Wrong answers that this case lets pass although they differ by more than rounding."""


@dataclass(frozen=True, slots=True)
class Margins:
    """All margins, and the right variants that were refused."""

    cases: tuple[Margin, ...]
    refused: tuple[tuple[str, Address, float | None], ...] = ()
    """Variant, case, and distance where there is one."""

    @property
    def farthest(self) -> float:
        """The largest distance of a right variant."""
        return max((margin.variant for margin in self.cases), default=0.0)

    @property
    def nearest(self) -> float | None:
        """The smallest distance of a wrong answer that is refused."""
        return min((margin.nearest for margin in self.cases if margin.nearest is not None), default=None)


def margins_of(trials: Trials, sandbox: Sandbox, mistakes: Sequence[Shown], mutants: Sequence[Tried]) -> Margins:
    """Measure every case that compares values against right variants, known mistakes and mutants."""
    right = list(variants(trials, sandbox))
    wrong = [(shown.mistake.id, shown.trial) for shown in mistakes]
    wrong += [(_name(number, tried), tried.trial) for number, tried in enumerate(mutants, 1) if tried.end != "equivalent"]
    cases = [case for part in trials.parts for case in part.cases if case.plan and not case.broken]
    measured = tuple(_margin(case, trials, right, wrong) for case in cases if isinstance(case.check, Equals))
    by_address = {case.address: case for case in cases}
    refused = tuple(
        (name, address, _distance_in(by_address[address], trial, trials)) for name, trial in right for address in sorted(trial.failing)
    )
    return Margins(measured, refused)


def _margin(case: Case, trials: Trials, right: Sequence[tuple[str, Trial]], wrong: Sequence[tuple[str, Trial]]) -> Margin:
    assert isinstance(case.check, Equals)
    variant, variant_by = max(((d, name) for name, d in _distances(case, right, trials)), default=(0.0, ""))
    noise = max(100 * variant, ROUNDING)
    far = [(name, d) for name, d in _distances(case, wrong, trials) if d > noise]
    nearest = min(((d, name) for name, d in far if d > 1), default=None)
    return Margin(
        case.address,
        case.check.tolerance,
        variant,
        variant_by,
        nearest[0] if nearest else None,
        nearest[1] if nearest else "",
        tuple((name, d) for name, d in far if d <= 1),
    )


def _distances(case: Case, trials_of: Sequence[tuple[str, Trial]], trials: Trials) -> Iterator[tuple[str, float]]:
    for name, trial in trials_of:
        found = _distance_in(case, trial, trials)
        if found is not None:
            yield name, found


def _distance_in(case: Case, trial: Trial, trials: Trials) -> float | None:
    if not isinstance(case.check, Equals) or case.address not in trial.seen:
        return None
    seen, expected = trial.seen[case.address], trials.expected[case.address]
    if seen.status is not Status.RETURNED or expected.status is not Status.RETURNED:
        return None
    return distance(seen.values, expected.values, case.check.tolerance)


def distance(seen: Any, expected: Any, tolerance: Tolerance) -> float | None:
    """The largest difference of two numbers in the same place, in tolerances; None when the form differs or there is no number.

    >>> distance((1.0, [2.0]), (1.0, [2.5]), Tolerance(relative=0, absolute=0.25))
    2.0
    """
    if isinstance(expected, list | tuple):
        if type(seen) is not type(expected) or len(seen) != len(expected):
            return None
        return _largest([distance(one, other, tolerance) for one, other in zip(seen, expected, strict=True)])
    if isinstance(expected, Mapping):
        if not isinstance(seen, Mapping) or seen.keys() != expected.keys():
            return None
        return _largest([distance(seen[key], expected[key], tolerance) for key in expected])
    return _between(seen, expected, tolerance)


def _largest(found: list[float | None]) -> float | None:
    known = [d for d in found if d is not None]
    return max(known) if known and len(known) == len(found) else None


def _between(seen: Any, expected: Any, tolerance: Tolerance) -> float | None:
    import numpy as np

    one, other = np.asarray(seen), np.asarray(expected)
    if one.shape != other.shape or one.dtype.kind not in "biufc" or other.dtype.kind not in "biufc":
        return None
    if other.size == 0:
        return 0.0
    with np.errstate(all="ignore"):
        one, other = one.astype(complex), other.astype(complex)
        same = (one == other) | (np.isnan(one) & np.isnan(other))
        apart = np.where(same, 0.0, np.abs(one - other))
        allowed = tolerance.absolute + tolerance.relative * np.abs(other)
        found = np.where(same, 0.0, apart / allowed)
    largest = float(np.max(np.where(np.isnan(found), np.inf, found)))
    return largest if math.isfinite(largest) else math.inf


def margin_findings(margins: Margins, mistakes: Sequence[Shown], mutants: Sequence[Tried]) -> Iterator[Finding]:
    """Right variants that a case refuses, and wrong answers that pass because of a tolerance, with the numbers."""
    for name, address, far in margins.refused:
        numbers = f", {far:.3g} tolerances away" if far is not None else ""
        problem = f"refuses a right answer (the reference with {name}{numbers})"
        yield Finding("tolerances", str(address), problem, "widen the tolerance, or ask for less in the rule")
    caught = {shown.mistake.id for shown in mistakes if shown.trial.failing}
    caught |= {_name(number, tried) for number, tried in enumerate(mutants, 1) if tried.trial.failing}
    let_in: dict[str, list[tuple[Margin, float]]] = {}
    for margin in margins.cases:
        for name, far in margin.within:
            if name not in caught:
                let_in.setdefault(name, []).append((margin, far))
    for name, found in let_in.items():
        # The case in which it stands farthest out is the one whose tolerance is told apart most easily.
        margin, far = max(found, key=lambda one: one[1])
        more = f"; {len(found) - 1} more cases let it in too" if len(found) > 1 else ""
        problem = f"its tolerance lets {name} in: {far:.3g} tolerances away, while right variants differ by {margin.variant:.2g}{more}"
        yield Finding("tolerances", str(margin.case), problem, f"make the tolerance smaller than {far:.1g} of what it is, if that is wrong")


def _name(number: int, tried: Tried) -> str:
    """What a mutant is called; the number tells apart two that read alike."""
    return f"mutant #{number} ({tried.mutant.file}:{tried.mutant.line}: {tried.mutant.what})"
