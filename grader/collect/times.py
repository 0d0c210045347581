"""Times that others wrote down: platforms, manifests, lists."""

from __future__ import annotations

import re
from datetime import UTC, datetime

from grader.model import HandedIn, Moment
from grader.model.policy import TimeSource

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
    return HandedIn(Moment(int(read.timestamp()), f"{read:%Y-%m-%d %H:%M} UTC"), source)
