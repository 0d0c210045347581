"""One thing that is asked, and the rule by which the answer is judged."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, Literal

from grader.model.address import Address
from grader.model.plan import Plan


@dataclass(frozen=True, slots=True)
class Tolerance:
    """How far a number may be from the expected one: `absolute + relative * |expected|`, never a bit further.

    `dtype`: "number" takes any real dtype whose values agree (True for 1, 2.0 for 2); "kind" wants bool, integer, real or
    complex as expected; "same" wants the very dtype (float32 stays float32).
    """

    relative: float = 1e-7
    absolute: float = 1e-9
    dtype: Literal["number", "kind", "same"] = "number"


@dataclass(frozen=True, slots=True)
class Equals:
    """The values equal those of the reference."""

    tolerance: Tolerance = Tolerance()


@dataclass(frozen=True, slots=True)
class Raises:
    """The student's code raises one of these exceptions (or a subclass), each given by its class name."""

    exceptions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Holds:
    """A named invariant: `rule(*values)` is True, or False, or a sentence that says what broke.

    `template` has the shape of the rule's arguments, constants and all; a `Slot` in it stands for the observed value of that number,
    so constants never travel through the sandbox. Values whose shape or type differ from the reference's never reach the rule when
    `like_reference` is set.
    """

    name: str
    rule: Callable[..., bool | str]
    template: tuple[Any, ...]
    like_reference: bool = True


@dataclass(frozen=True, slots=True)
class Slot:
    """The place of observed value number `index` in an invariant's arguments."""

    index: int


@dataclass(frozen=True, slots=True)
class Unchanged:
    """No call changed its arguments in place."""


Check = Equals | Raises | Holds | Unchanged


@dataclass(frozen=True, slots=True)
class Case:
    """One probe of one part. `plan` and `check` are None for written answers, which are judged from what was read."""

    address: Address
    title: str
    """What a student may read; it gives no hidden input away."""
    plan: Plan | None = None
    check: Check | None = None
    weight: Fraction = Fraction(1)
    hint: str = ""
    tags: tuple[str, ...] = ()
    public: bool = False
    broken: str = ""
    """Why the course cannot ask this (an author's mistake that `load` met); such a case is judged `broken`."""
