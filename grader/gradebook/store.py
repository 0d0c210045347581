"""Keep recordings and results in SQLite, each commit whole or not at all."""

from __future__ import annotations

import threading
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType

from sqlalchemy import Column, Integer, LargeBinary, MetaData, String, Table, create_engine, event, insert, select
from sqlalchemy.exc import DatabaseError, OperationalError

from grader.errors import UsageError

FORMAT = 1
"""Version of the tables; a gradebook of a newer version is refused, never guessed at."""

_metadata = MetaData()
_about = Table("about", _metadata, Column("format", Integer, primary_key=True))
_recordings = Table(
    "recordings",
    _metadata,
    Column("key", String(64), primary_key=True),
    Column("payload", LargeBinary, nullable=False),
)
_results = Table(
    "results",
    _metadata,
    Column("number", Integer, primary_key=True),
    Column("assignment", String, nullable=False, index=True),
    Column("student", String, nullable=False, index=True),
    Column("submission", String(64), nullable=False),
    Column("course", String(64), nullable=False),
    Column("isolation", String, nullable=False),
    Column("earned", String, nullable=False),
    Column("possible", String, nullable=False),
    Column("status", String, nullable=False),
    Column("result", LargeBinary, nullable=False),
)


@dataclass(frozen=True, slots=True)
class Kept:
    """A result as it was given, with what produced it; points are exact fractions such as `7/2`."""

    assignment: str
    student: str
    submission: str
    """Content hash of what was handed in."""
    course: str
    """Content hash of the assignment, its cases and its reference."""
    isolation: str
    earned: str
    possible: str
    status: str
    result: bytes
    """`result.json` as the student got it."""


class Gradebook:
    """One assignment's gradebook file. Safe to use from several threads; a killed run loses nothing that was committed."""

    def __init__(self, path: Path) -> None:
        """Open or make the file; raises UsageError when it cannot be used."""
        self.path = path
        self._lock = threading.Lock()
        self._engine = create_engine(f"sqlite:///{path}", connect_args={"check_same_thread": False, "timeout": 30})
        event.listen(self._engine, "connect", _tune)
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            _metadata.create_all(self._engine)
            self._connection = self._engine.connect()
            self._check_format()
        except (OSError, OperationalError, DatabaseError) as error:
            reason = getattr(error, "orig", None) or error
            raise UsageError(
                f"the gradebook {path} cannot be used: {reason}; give another folder with --out, or move that file away"
            ) from error

    def _check_format(self) -> None:
        found = self._connection.execute(select(_about.c.format)).scalar()
        if found is None:
            self._connection.execute(insert(_about).values(format=FORMAT))
            self._connection.commit()
        elif found > FORMAT:
            raise UsageError(
                f"the gradebook {self.path} was written by a newer version of grader "
                f"(format {found}, this one knows {FORMAT}); update grader"
            )

    def __enter__(self) -> Gradebook:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """Write what is open and let go of the file."""
        self._connection.close()
        self._engine.dispose()

    def recordings(self, keys: Iterable[str]) -> dict[str, bytes]:
        """The recordings that are there, by key."""
        query = select(_recordings.c.key, _recordings.c.payload).where(_recordings.c.key.in_(list(keys)))
        with self._lock:
            found = {row.key: row.payload for row in self._connection.execute(query)}
            self._connection.rollback()
        return found

    def keep(self, recordings: Mapping[str, bytes], result: Kept | None = None) -> None:
        """Commit recordings, and a result when it differs from the student's last one, in one step."""
        with self._lock:
            if recordings:
                rows = [{"key": key, "payload": payload} for key, payload in recordings.items()]
                self._connection.execute(insert(_recordings).prefix_with("OR IGNORE"), rows)
            if result is not None and self._newest(result) != result:
                self._connection.execute(insert(_results), [{name: getattr(result, name) for name in Kept.__slots__}])
            self._connection.commit()

    def history(self, assignment: str, student: str) -> tuple[Kept, ...]:
        """Every result ever given to a student, oldest first."""
        query = select(*(_results.c[name] for name in Kept.__slots__)).where(
            _results.c.assignment == assignment, _results.c.student == student
        )
        with self._lock:
            found = tuple(Kept(*row) for row in self._connection.execute(query.order_by(_results.c.number)))
            self._connection.rollback()
        return found

    def _newest(self, result: Kept) -> Kept | None:
        query = select(*(_results.c[name] for name in Kept.__slots__)).where(
            _results.c.assignment == result.assignment, _results.c.student == result.student
        )
        row = self._connection.execute(query.order_by(_results.c.number.desc()).limit(1)).first()
        return Kept(*row) if row else None


def _tune(connection: object, _record: object) -> None:
    """Readers do not wait for the writer; a crash of the machine may cost the last commit, never the file."""
    cursor = connection.cursor()  # type: ignore[attr-defined]
    for pragma in ("journal_mode=WAL", "synchronous=NORMAL"):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()
