"""The `@cases` decorator, and from its functions to cases."""

from __future__ import annotations

import hashlib
import inspect
import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any, TypeVar

import numpy as np

from grader.authoring.checks import claim
from grader.authoring.planning import plan_for
from grader.authoring.values import Recorder, Step, recording
from grader.errors import CourseError, did_you_mean
from grader.model import Address, Case, Tolerance

_REGISTER = "__cases__"
_MOST_CASES = 500
_DTYPES = ("number", "kind", "same")
_Function = TypeVar("_Function", bound=Callable[..., Any])
_seed: ContextVar[str] = ContextVar("seed of the cases", default="")


@dataclass(frozen=True, eq=False, slots=True)
class CaseSet:
    """One function under `@cases(...)`, as it was written; `problem` says what is wrong with the decorator itself."""

    part: str
    """Local address of the part, `q4.softmax`; not yet known to exist."""
    function: Callable[..., Any]
    title: str
    hint: str
    weight: Fraction
    tags: tuple[str, ...]
    tolerance: Mapping[str, Any]
    """What differs from the part's tolerance."""
    seconds: float | None
    public: bool
    problem: str

    @property
    def name(self) -> str:
        """The function's name, which begins the ids of its cases."""
        return self.function.__name__

    @property
    def place(self) -> str:
        """File and line of the function."""
        code = self.function.__code__
        return f"{code.co_filename}:{code.co_firstlineno}"

    def cases(self, address: Address, *, module: str, tolerance: Tolerance = Tolerance(), seconds: float = 2.0) -> tuple[Case, ...]:  # noqa: B008
        """Write the cases of the part at `address`; `tolerance` and `seconds` are the part's, where the function has none of its own.

        Whatever the author's function does wrong becomes a single case with `broken` text; nothing is raised.
        """
        if self.problem:
            return (self.broken(address, f"{self.place}: {self.problem}"),)
        limit = seconds if self.seconds is None else self.seconds
        line = self.function.__code__.co_firstlineno
        with recording() as recorder:
            try:
                written = self._written(recorder, module, replace(tolerance, **self.tolerance), limit)
            except (Exception, SystemExit) as error:
                return (self.broken(address, _told(error, self.function, line)),)
        share = self.weight / len(written)
        return tuple(
            replace(case, address=address.of_case(f"{self.name}-{number:02d}"), weight=share) for number, case in enumerate(written, 1)
        )

    def broken(self, address: Address, why: str) -> Case:
        """The single case that stands for this function when it cannot be used."""
        return Case(
            address.of_case(f"{self.name}-broken"),
            self.title or self.name,
            weight=self.weight,
            hint=self.hint,
            tags=self.tags,
            public=self.public,
            broken=why,
        )

    def _written(self, recorder: Recorder, module: str, tolerance: Tolerance, seconds: float) -> list[Case]:
        written: list[Case] = []
        used: set[Step] = set()
        for yielded, line in _yields(self.function, _generator(self.part, self.name)):
            try:
                one = claim(yielded, tolerance)
                plan, steps = plan_for(one.values, recorder, module=module, seconds=seconds)
            except CourseError as error:
                raise _Located(line, error) from error
            used |= steps
            written.append(Case(Address(""), self.title, plan, one.check, hint=self.hint, tags=self.tags, public=self.public))
            if len(written) > _MOST_CASES:
                raise CourseError(f"{self.name} yields more than {_MOST_CASES} cases")
        if not written:
            raise CourseError(f"{self.name} yields nothing", help='end it with, for instance: yield call("softmax", x)')
        for step in recorder.steps:
            if step not in used:
                problem = CourseError(f"{step} is made, but nothing that is yielded depends on it", help="yield its result too, or drop it")
                raise _Located(step.line, problem)
        return written


class _Located(Exception):
    """A mistake whose line is known better than by the traceback."""

    def __init__(self, line: int, error: CourseError) -> None:
        super().__init__(line, error)
        self.line = line
        self.error = error


def cases(
    part: str,
    *,
    hint: str = "",
    weight: int | float | str | Fraction = 1,
    tags: Sequence[str] = (),
    tolerance: Tolerance | Mapping[str, Any] | None = None,
    seconds: float | None = None,
    public: bool = False,
) -> Callable[[_Function], _Function]:
    """Make a function write hidden cases of `part`, a local address such as `q4.softmax`.

    The function gets a seeded `numpy.random.Generator` and yields one case at a time (or returns one). The first line of its docstring is
    the title that students read; `hint` is the next step they get when a case fails. `weight` belongs to the whole function. `tolerance`
    changes the part's where it says something; `seconds` is CPU time a case. A mistake in all this is told when the course is loaded.
    """
    if callable(part):  # someone wrote @cases without brackets
        name = getattr(part, "__name__", part)
        raise CourseError(f'write @cases("q4.softmax", hint="...") above {name}, with the part that it asks')

    def register(function: _Function) -> _Function:
        title = next(iter((function.__doc__ or "").strip().splitlines()), "").strip()
        share, problems = _weight(weight)
        changes, odd = _tolerance(tolerance)
        problems += odd
        if not title:
            problems.append(f"{function.__name__} has no docstring; its first line is the title that students read")
        if not isinstance(hint, str) or not hint.strip():
            problems.append(f'{function.__name__} has no hint; write hint="what to try when this fails"')
        if isinstance(tags, str) or not all(isinstance(tag, str) for tag in tags):
            problems.append(f"tags must be a tuple of words, not {tags!r}")
        if seconds is not None and not _positive(seconds):
            problems.append(f"seconds must be a number above 0, not {seconds!r}")
        words = tuple(map(str, tags))
        own = CaseSet(str(part), function, title, str(hint), share, words, changes, seconds, bool(public), "; ".join(problems))
        function.__globals__.setdefault(_REGISTER, []).append(own)
        return function

    return register


def collect_cases(namespace: Mapping[str, Any]) -> tuple[CaseSet, ...]:
    """The functions under `@cases(...)` that were defined in this module namespace, in order; imported ones do not count."""
    return tuple(namespace.get(_REGISTER, ()))


@contextmanager
def drawn_from(seed: str) -> Iterator[None]:
    """Cases that are written inside this block get other random inputs, which follow from `seed`; see docs/design/100."""
    token = _seed.set(f":{seed}" if seed else "")
    try:
        yield
    finally:
        _seed.reset(token)


def _generator(part: str, function: str) -> np.random.Generator:
    """Seeded by names (and `drawn_from`) alone, so that no case depends on the order or number of the others."""
    digest = hashlib.sha256(f"{part}:{function}{_seed.get()}".encode()).digest()
    return np.random.default_rng(int.from_bytes(digest[:8], "big"))


def _yields(function: Callable[..., Any], rng: np.random.Generator) -> Iterator[tuple[Any, int]]:
    """What the function yields or returns, each with its line."""
    produced = function(rng)
    if not inspect.isgenerator(produced):
        if produced is not None:
            yield produced, function.__code__.co_firstlineno
        return
    for yielded in produced:
        frame = produced.gi_frame
        yield yielded, frame.f_lineno if frame else function.__code__.co_firstlineno


def _told(error: BaseException, function: Callable[..., Any], line: int) -> str:
    """Say where in the author's file it went wrong, and what."""
    file = function.__code__.co_filename
    if isinstance(error, _Located):
        return f"{file}:{error.line}: {_words(error.error)}"
    trace = error.__traceback__
    while trace is not None:
        if trace.tb_frame.f_code.co_filename == file:
            line = trace.tb_lineno
        trace = trace.tb_next
    return f"{file}:{line}: {_words(error)}"


def _words(error: BaseException) -> str:
    if isinstance(error, CourseError):
        return f"{error.problem}; {error.help}" if error.help else error.problem
    text = str(error).strip()
    return f"{type(error).__name__}: {text}" if text else type(error).__name__


def _positive(number: Any) -> bool:
    return isinstance(number, int | float) and not isinstance(number, bool) and math.isfinite(number) and number > 0


def _weight(weight: Any) -> tuple[Fraction, list[str]]:
    try:
        # Through str, so that 0.1 is one tenth and not the nearest binary fraction.
        share = Fraction(0) if isinstance(weight, bool) else Fraction(str(weight))
    except (ValueError, ZeroDivisionError):
        share = Fraction(0)
    if share > 0:
        return share, []
    return Fraction(1), [f"weight must be a number above 0, not {weight!r}"]


def _tolerance(given: Any) -> tuple[Mapping[str, Any], list[str]]:
    known = ("relative", "absolute", "dtype")
    if given is None:
        return {}, []
    if isinstance(given, Tolerance):
        return {"relative": given.relative, "absolute": given.absolute, "dtype": given.dtype}, []
    if not isinstance(given, Mapping):
        return {}, [f"tolerance must be a Tolerance or a mapping such as {{'relative': 1e-6}}, not {given!r}"]
    problems = [f"tolerance has no {key!r} (it has {', '.join(known)}){did_you_mean(str(key), known)}" for key in given if key not in known]
    for name in ("relative", "absolute"):
        if name in given and not (given[name] == 0 or _positive(given[name])):
            problems.append(f"tolerance: {name} must be a number, 0 or more, not {given[name]!r}")
    if given.get("dtype", "number") not in _DTYPES:
        problems.append(f"tolerance: dtype must be one of {', '.join(_DTYPES)}, not {given['dtype']!r}")
    return {} if problems else dict(given), problems
