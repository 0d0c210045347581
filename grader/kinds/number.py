"""Numbers and matrices in any sane notation."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import ClassVar, Literal

from grader.kinds.fields import positive, text, tolerance_from
from grader.kinds.written import NOTHING, only_case, read_by_person, read_text
from grader.model import Address, Answer, Case, Observation, Outcome, Sample, Tolerance

_DEFAULT = Tolerance(relative=1e-9, absolute=0.0)
_MOST_DECIMALS = 15


@dataclass(frozen=True, slots=True)
class Number:
    """A number, a vector or a matrix, compared with the model answer as both are read."""

    name: ClassVar[str] = "number"

    answer: str
    shape: tuple[int, ...] | None = None
    """[] for a single number, [2, 3] for a matrix; left out, the model answer's shape counts."""
    tolerance: Tolerance = _DEFAULT
    decimals: int | None = None
    """Compare after rounding to so many decimals, instead of within the tolerance."""
    rows_sum_to: float | None = None
    """Said to the student when the rows of a matrix do not."""
    by: Literal["all", "rows"] = "all"
    """"rows": every right row earns its share."""

    def __post_init__(self) -> None:
        text("answer", self.answer)
        object.__setattr__(self, "tolerance", tolerance_from(self.tolerance, _DEFAULT))
        if self.shape is not None:
            object.__setattr__(self, "shape", _checked_shape(self.shape))
        whole = isinstance(self.decimals, int) and not isinstance(self.decimals, bool)
        if self.decimals is not None and not (whole and 0 <= self.decimals <= _MOST_DECIMALS):
            raise ValueError(f"decimals must be a whole number from 0 to {_MOST_DECIMALS}, but got {self.decimals!r}")
        if self.rows_sum_to is not None:
            object.__setattr__(self, "rows_sum_to", positive("rows_sum_to", self.rows_sum_to, zero=True))
        if self.by not in ("all", "rows"):
            raise ValueError(f"by must be all or rows, but got {self.by!r}")

    def cases(self, address: Address) -> tuple[Case, ...]:
        """One case: the answer."""
        return only_case(address)

    def read(self, answer: Answer | None) -> Observation | None:
        """Keep the words."""
        return read_text(answer)

    def judge(self, case: Case, seen: Observation, expected: Observation) -> Outcome:
        """Hand the answer to a person, or say that there is none."""
        return read_by_person(case, seen, self.answer)

    def alike(self, case: Case, one: Observation, other: Observation) -> bool:
        """A written number is never matched with a known mistake."""
        return False

    @classmethod
    def samples(cls) -> tuple[Sample, ...]:
        """A missing answer."""
        return (Sample(cls("answers.md"), NOTHING, NOTHING, Fraction(0), only_case(Address("sample", "q1", "n"))[0]),)


def _checked_shape(value: object) -> tuple[int, ...]:
    good = isinstance(value, list | tuple) and len(value) <= 2
    if not good or not all(isinstance(n, int) and not isinstance(n, bool) and n > 0 for n in value):  # type: ignore[attr-defined]
        raise ValueError(f"shape must be [], [3] or [2, 3], but got {value!r}")
    return tuple(value)  # type: ignore[arg-type]
