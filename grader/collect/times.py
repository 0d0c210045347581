"""Times that others wrote down: platforms, manifests, lists."""

from __future__ import annotations

import re
from datetime import UTC, datetime

from grader.model import HandedIn, Moment
from grader.model.policy import TimeSource

_YEAR_10_000 = 253_402_300_800
_TIME = re.compile(r"(?P<local>\d{4}-\d\d-\d\d[ T]\d\d:\d\d:\d\d)(?:\.\d+)? ?(?P<offset>Z|UTC|[+-]\d\d:?\d\d)")


def read_time(text: str, source: TimeSource) -> HandedIn | None:
    """A time stamp such as `2026-11-20 22:59:00.000000000 Z` or with an offset, shown in UTC; None when it is none.

    >>> read_time("2026-11-20T23:59:30+01:00", "lms").moment.shown
    '2026-11-20 22:59 UTC'
    """
    shape = _TIME.fullmatch(text.strip())
    if not shape:
        return None
    try:
        read = datetime.fromisoformat(f"{shape['local'].replace(' ', 'T')}{shape['offset'].replace('UTC', 'Z')}").astimezone(UTC)
    except (ValueError, OverflowError):
        return None
    return time_at(int(read.timestamp()), source)


def time_at(seconds: int | None, source: TimeSource) -> HandedIn | None:
    """A time in seconds since 1970 UTC, shown in UTC; None when nobody knows it or no calendar has it.

    >>> time_at(1795219140, "git").moment.shown
    '2026-11-20 23:59 UTC'
    """
    if seconds is None or not 0 <= seconds < _YEAR_10_000:
        return None
    return HandedIn(Moment(seconds, f"{datetime.fromtimestamp(seconds, UTC):%Y-%m-%d %H:%M} UTC"), source)
