"""Keep recordings, results and decisions in SQL, each commit whole or not at all."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from types import TracebackType
from typing import Any

from sqlalchemy import Row, Table, create_engine, func, insert, select
from sqlalchemy.engine import Connection, Engine
from sqlalchemy.engine.url import URL
from sqlalchemy.exc import DatabaseError, OperationalError

from grader.errors import UsageError
from grader.gradebook import tables
from grader.gradebook.coding import decoded, encoded, squeezed, stretched
from grader.gradebook.migrations import bring_up_to_date
from grader.gradebook.records import Kept, Record, Run
from grader.gradebook.rows import decision_row, read_decision, read_result, read_run, result_row, run_row
from grader.gradebook.statements import PATIENCE, alone, insert_new, read_url, tune
from grader.model import Override, PartResult, Submission

_MANY = 500
"""Values in one IN (...): below the limit of every database."""


class Gradebook:
    """Results of one class or many. Safe to use from several threads and processes; a killed run loses nothing that was committed."""

    def __init__(self, where: Path | str) -> None:
        """Open, make or migrate it: a path for SQLite, or a URL such as `postgresql://user@host/name`.

        Raises UsageError when it cannot be used, and then nothing in it was changed.
        """
        url = read_url(where) if isinstance(where, str) else URL.create("sqlite", database=str(where))
        self.name = str(where) if isinstance(where, Path) else url.render_as_string(hide_password=True)
        self._turn = threading.Lock()
        try:
            if isinstance(where, Path):
                where.parent.mkdir(parents=True, exist_ok=True)
            self._engine = _engine(url)
            with self._writing() as connection:
                bring_up_to_date(connection, self.name)
        except (OSError, OperationalError, DatabaseError) as error:
            reason = " ".join(str(getattr(error, "orig", None) or error).split())
            step = "give another folder with --out, or move that file away" if isinstance(where, Path) else "check the URL and its rights"
            raise UsageError(f"the gradebook {self.name} cannot be used: {reason}; {step}") from error

    def __enter__(self) -> Gradebook:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the database."""
        self._engine.dispose()

    def recordings(self, keys: Iterable[str]) -> dict[str, bytes]:
        """The recordings that are there, by key."""
        table = tables.recordings
        with self._reading() as connection:
            return {row.key: row.payload for row in _by(connection, table, table.c.key, list(keys), "key", "payload")}

    def keep(self, recordings: Mapping[str, bytes]) -> None:
        """Commit recordings; one that is there already stays as it is."""
        if recordings:
            with self._writing() as connection:
                _add(connection, tables.recordings, [{"key": key, "payload": payload} for key, payload in recordings.items()])

    def begin(self, run: Run) -> int:
        """Note what is going to be done; gives the number that its results carry."""
        with self._writing() as connection:
            return _begin(connection, run)

    def record(self, run: int, records: Sequence[Record], recordings: Mapping[str, bytes] | None = None) -> int:
        """Commit results that differ from the students' last ones, and recordings, in one step; gives how many did differ."""
        with self._writing() as connection:
            if recordings:
                _add(connection, tables.recordings, [{"key": key, "payload": payload} for key, payload in recordings.items()])
            return _record(connection, run, records)

    def apply(self, done: Sequence[tuple[Run, Sequence[Record]]], overrides: Sequence[Override] = (), *, remove: bool = False) -> int:
        """Commit runs with all their results, and decisions of a person (taken back if `remove`), in one step.

        Gives how many results differ from the students' last ones.
        """
        with self._writing() as connection:
            rows = [decision_row(override, remove) for override in overrides]
            if rows:
                connection.execute(insert(tables.overrides), rows)
            return sum(_record(connection, _begin(connection, run), records) for run, records in done)

    def newest(self, assignment: str, students: Collection[str] | None = None) -> dict[str, Kept]:
        """The last result of each student, by name in order; of all students, or of those that are named."""
        with self._reading() as connection:
            return _newest(connection, assignment, students)

    def slip_days(self, assignments: Collection[str], students: Collection[str] | None = None) -> dict[str, int]:
        """Slip days that each student spent on these assignments, by their newest results; who spent none is not in it."""
        spent: Counter[str] = Counter()
        with self._reading() as connection:
            for assignment in assignments:
                for student, kept in _newest(connection, assignment, students).items():
                    spent[student] += sum(line.days for line in kept.adjustments)
        return {student: days for student, days in spent.items() if days}

    def history(self, student: str, assignment: str = "") -> tuple[tuple[Kept, Run], ...]:
        """Every result ever given to a student, oldest first, each with what produced it; of all assignments, or of one."""
        table = tables.results
        query = select(table).where(table.c.student == student)
        if assignment:
            query = query.where(table.c.assignment == assignment)
        with self._reading() as connection:
            found = [read_result(row) for row in connection.execute(query.order_by(table.c.number))]
            runs = _runs(connection, {kept.run for kept in found})
        return tuple((kept, runs[kept.run]) for kept in found)

    def runs(self, numbers: Collection[int]) -> dict[int, Run]:
        """Runs by number."""
        with self._reading() as connection:
            return _runs(connection, numbers)

    def students(self, assignment: str = "") -> list[str]:
        """Everybody who has a result, in order."""
        table = tables.results
        query = select(table.c.student).distinct()
        if assignment:
            query = query.where(table.c.assignment == assignment)
        with self._reading() as connection:
            return sorted(connection.execute(query).scalars())

    def assignments(self) -> list[str]:
        """Every assignment that has a result, in order."""
        with self._reading() as connection:
            return sorted(connection.execute(select(tables.results.c.assignment).distinct()).scalars())

    def judged(self, digests: Collection[bytes], *, cases: bool = False) -> dict[bytes, PartResult]:
        """Judged parts by digest, with or without their cases."""
        table = tables.parts
        columns = ("digest", "head", "cases") if cases else ("digest", "head")
        with self._reading() as connection:
            rows = list(_by(connection, table, table.c.digest, list(digests), *columns))
        found = {row.digest: decoded(stretched(row.head)) for row in rows}
        if cases:
            found = {row.digest: replace(found[row.digest], outcomes=decoded(stretched(row.cases))) for row in rows}
        return found

    def handins(self, digests: Collection[str]) -> dict[str, Submission]:
        """What was handed in, as it was read, by its content's hash."""
        table = tables.handins
        with self._reading() as connection:
            rows = list(_by(connection, table, table.c.digest, list(digests), "digest", "payload"))
        return {row.digest: decoded(stretched(row.payload)) for row in rows}

    def has_handins(self, digests: Collection[str]) -> set[str]:
        """Which of these hand-ins are kept; the first version kept none."""
        table = tables.handins
        with self._reading() as connection:
            return {row.digest for row in _by(connection, table, table.c.digest, list(digests), "digest")}

    def decisions(self, assignment: str = "", student: str = "") -> tuple[tuple[Override, bool], ...]:
        """Every decision of a person, oldest first, and whether it still stands (False: taken back, or followed by another one)."""
        table = tables.overrides
        query = select(table)
        for column, value in ((table.c.assignment, assignment), (table.c.student, student)):
            query = query.where(column == value) if value else query
        with self._reading() as connection:
            rows = list(connection.execute(query.order_by(table.c.number)))
        last = {(row.assignment, row.student, row.address): row.number for row in rows}
        return tuple(
            (read_decision(row), last[row.assignment, row.student, row.address] == row.number) for row in rows if row.points is not None
        )

    def overrides(self, assignment: str) -> dict[str, tuple[Override, ...]]:
        """The decisions that stand, by student."""
        found: dict[str, tuple[Override, ...]] = {}
        for override, stands in self.decisions(assignment):
            if stands:
                found[override.student] = (*found.get(override.student, ()), override)
        return found

    @contextmanager
    def _writing(self) -> Iterator[Connection]:
        """One transaction of the only writer."""
        with self._turn, self._engine.connect().execution_options(writes=True) as connection, connection.begin():
            alone(connection)
            yield connection

    @contextmanager
    def _reading(self) -> Iterator[Connection]:
        with self._engine.connect() as connection:
            yield connection


def _engine(url: URL) -> Engine:
    options = {"timeout": PATIENCE, "check_same_thread": False} if url.get_backend_name() == "sqlite" else {"connect_timeout": PATIENCE}
    try:
        engine = create_engine(url, connect_args=options, pool_size=5, max_overflow=300)
    except ModuleNotFoundError as error:
        raise UsageError(f"PostgreSQL needs the package {error.name}: pip install 'grader[postgres]'") from None
    tune(engine)
    return engine


def _by(connection: Connection, table: Table, column: Any, values: list[Any], *columns: str) -> Iterator[Row[Any]]:
    query = select(*(table.c[name] for name in columns))
    for start in range(0, len(values), _MANY):
        yield from connection.execute(query.where(column.in_(values[start : start + _MANY])))


def _add(connection: Connection, table: Table, rows: list[dict[str, Any]]) -> None:
    """Insert rows; what is there already stays. In one order, so that two writers never wait for each other in a circle."""
    if rows:
        key = next(iter(rows[0]))
        connection.execute(insert_new(connection, table), sorted(rows, key=lambda row: row[key]))


def _begin(connection: Connection, run: Run) -> int:
    key = connection.execute(insert(tables.runs).values(run_row(run))).inserted_primary_key
    return int(key[0]) if key else 0


def _record(connection: Connection, run: int, records: Sequence[Record]) -> int:
    by_assignment: dict[str, list[Record]] = {}
    for record in records:
        by_assignment.setdefault(record.kept.assignment, []).append(record)
    changed: list[Record] = []
    for assignment, group in by_assignment.items():
        before = _newest(connection, assignment, [record.kept.student for record in group])
        changed += [r for r in group if r.kept.student not in before or before[r.kept.student].content != r.kept.content]
    parts = {digest: part for record in changed for digest, part in record.parts.items()}
    known = {row.digest for row in _by(connection, tables.parts, tables.parts.c.digest, list(parts), "digest")}
    fresh = [part for digest, part in parts.items() if digest not in known]
    _add(connection, tables.parts, [{"digest": p.digest, "head": squeezed(p.head), "cases": squeezed(p.cases)} for p in fresh])
    handins = {record.kept.submission: record.handin for record in changed if record.handin}
    _add(connection, tables.handins, [{"digest": digest, "payload": squeezed(encoded(handin))} for digest, handin in handins.items()])
    rows = [{**result_row(record.kept), "run": run} for record in changed]
    if rows:
        connection.execute(insert(tables.results), rows)
    return len(rows)


def _newest(connection: Connection, assignment: str, students: Collection[str] | None) -> dict[str, Kept]:
    table = tables.results
    last = select(func.max(table.c.number)).where(table.c.assignment == assignment).group_by(table.c.student)
    query = select(table)
    if students is None:
        rows = list(connection.execute(query.where(table.c.number.in_(last))))
    else:
        named = list(students)
        rows = []
        for start in range(0, len(named), _MANY):
            some = last.where(table.c.student.in_(named[start : start + _MANY]))
            rows += connection.execute(query.where(table.c.number.in_(some)))
    return {row.student: read_result(row) for row in sorted(rows, key=lambda row: row.student)}


def _runs(connection: Connection, numbers: Collection[int]) -> dict[int, Run]:
    table = tables.runs
    return {row.number: read_run(row) for row in _by(connection, table, table.c.number, sorted(numbers), *table.c.keys())}
