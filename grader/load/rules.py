"""Read `course.yaml`: due dates, slip days, penalties, extensions, groups."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from fractions import Fraction
from pathlib import Path
from typing import Any, Literal
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError, available_timezones

from grader.errors import did_you_mean
from grader.model import CourseRules, Moment, Policy
from grader.model.policy import DAY, Attempts
from grader.strict.files import read_bytes, relative
from grader.strict.nodes import Node, read_yaml
from grader.strict.problems import Problems
from grader.strict.shapes import build

FILE = "course.yaml"

_LOCAL = re.compile(r"\d{4}-\d{2}-\d{2}[ T]\d{2}:\d{2}(:\d{2})?(Z|[+-]\d{2}:\d{2})?")
_SPAN = re.compile(r"(\d{1,4}) ?(min|minutes?|h|hours?|d|days?)")
_UNITS = {"m": 60, "h": 3600, "d": DAY}
_HELP = "write it as 2026-11-20 23:59, in the course's time zone"


@dataclass(frozen=True, slots=True)
class _PolicyFile:
    due: str | None = None
    grace: str = "0 min"
    late_percent_per_day: Fraction = Fraction(0)
    late_days: int | None = None
    late_cap: Fraction | None = None
    attempts: Attempts = "last"
    extensions: Mapping[str, str] = field(default_factory=dict)
    groups: tuple[tuple[str, ...], ...] = ()
    weight: Fraction = Fraction(1)

    def __post_init__(self) -> None:
        _span(self.grace)
        for name in ("late_percent_per_day", "late_cap"):
            percent = getattr(self, name)
            if percent is not None and not 0 <= percent <= 100:
                raise ValueError(f"{name} should be a percentage from 0 to 100")
        if self.late_days is not None and self.late_days < 0:
            raise ValueError("late_days should not be below 0")
        if self.weight <= 0:
            raise ValueError("weight should be above 0")
        members = [member for group in self.groups for member in group]
        twice = sorted({member for member in members if members.count(member) > 1})
        if twice:
            raise ValueError(f"groups: {twice[0]!r} stands in two places; a student works in one group")
        if self.due is None and self.extensions:
            raise ValueError("extensions need a due date that they extend; give due")


@dataclass(frozen=True, slots=True)
class _RulesFile:
    format: Literal[1]
    time_zone: str = "UTC"
    slip_days: int = 0
    drop_lowest: int = 0
    assignments: Mapping[str, _PolicyFile] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for name in ("slip_days", "drop_lowest"):
            if getattr(self, name) < 0:
                raise ValueError(f"{name} should not be below 0")


def load_rules(root: Path | str) -> CourseRules:
    """The rules of the course in `root`; without a `course.yaml` nothing is ever due.

    Raises CourseError with every mistake of the file at once. A time that occurs twice, when clocks go back, is the later one.
    """
    course = Path(root).absolute()
    path = course / FILE
    if not path.exists():
        return CourseRules()
    top = read_yaml(read_bytes(path, course), relative(path, course))
    problems = Problems()
    read = build(top, _RulesFile, problems)
    problems.tell()
    zone = _zone(read.time_zone, top, problems)
    listed = top.value["assignments"] if read.assignments else top
    known = sorted(folder.name for folder in (course / "assignments").iterdir() if folder.is_dir())
    policies = {}
    for id, policy in read.assignments.items():
        if id not in known:
            problems.add(listed.keys[id], f"there is no assignment {id!r}{did_you_mean(id, known)}", f"there are: {', '.join(known)}")
        policies[id] = _policy(policy, listed.value[id], zone, problems)
    problems.tell()
    ordered = dict(sorted(policies.items(), key=lambda item: (item[1].due is None, item[1].due or Moment(0))))
    return CourseRules(ordered, read.slip_days, read.drop_lowest, read.time_zone)


def _policy(read: _PolicyFile, node: Node, zone: ZoneInfo, problems: Problems) -> Policy:
    due = _moment(read.due, node.value["due"], zone, problems) if read.due else None
    extensions = {}
    for student, text in read.extensions.items():
        place = node.value["extensions"].value[student]
        extended = _moment(text, place, zone, problems)
        if due and extended < due:
            problems.add(place.place, f"extensions: {student}'s due date lies before everybody's ({due.shown})", "an extension is later")
        extensions[student] = extended
    return Policy(
        due=due,
        grace=_span(read.grace),
        late_percent_per_day=read.late_percent_per_day,
        late_days=read.late_days,
        late_cap=read.late_cap,
        attempts=read.attempts,
        extensions=extensions,
        groups=read.groups,
        weight=read.weight,
    )


def moment(text: str, zone: ZoneInfo) -> Moment:
    """A time as people write it, `2026-11-20 23:59`, in a time zone; an own offset (`Z`, `+01:00`) wins. ValueError when it is none.

    >>> moment("2026-11-20 23:59", ZoneInfo("UTC"))
    Moment(seconds=1795219140, shown='2026-11-20 23:59 UTC')
    """
    if not _LOCAL.fullmatch(text):
        raise ValueError(f"{text!r} is not a date with a time")
    try:
        read = datetime.fromisoformat(text)
    except ValueError as error:
        raise ValueError(f"{text!r} is not a date with a time: {error}") from None
    if read.tzinfo is None:
        read = read.replace(tzinfo=zone, fold=1)
        if read.astimezone(UTC).astimezone(zone).replace(fold=1) != read:
            raise ValueError(f"{text} does not exist in {zone.key}: the clocks go forward then")
    return in_zone(int((read - datetime(1970, 1, 1, tzinfo=UTC)) / timedelta(seconds=1)), zone)


def in_zone(seconds: int, zone: ZoneInfo) -> Moment:
    """A moment as it is shown in a time zone. ValueError outside the years 1970 to 9999."""
    try:
        local = (datetime(1970, 1, 1, tzinfo=UTC) + timedelta(seconds=seconds)).astimezone(zone)
    except OverflowError:
        raise ValueError(f"{seconds} seconds since 1970 is no date that a calendar has") from None
    if seconds < 0:
        raise ValueError("a moment before 1970 is no time to hand in")
    return Moment(seconds, f"{local:%Y-%m-%d %H:%M} {local.tzname()}")


def _moment(text: str, node: Node, zone: ZoneInfo, problems: Problems) -> Moment:
    try:
        return moment(text, zone)
    except ValueError as error:
        problems.add(node.place, str(error), _HELP)
        return Moment(0)


def _zone(name: str, top: Node, problems: Problems) -> ZoneInfo:
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        problem = f"time_zone: {name!r} is no time zone{did_you_mean(name, available_timezones())}"
        problems.add(top.value["time_zone"].place, problem, "write a name such as Europe/Berlin, Asia/Kolkata or UTC")
        return ZoneInfo("UTC")


def _span(text: str) -> int:
    """Seconds of "10 min", "1 h" or "2 days"."""
    found: Any = _SPAN.fullmatch(text)
    if not found:
        raise ValueError(f"grace should be a span such as 10 min, 1 h or 1 day, but is {text!r}")
    return int(found[1]) * _UNITS[found[2][0]]
