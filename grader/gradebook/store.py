"""Keep recordings, results and decisions in SQL, each commit whole or not at all."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from types import TracebackType

from sqlalchemy import create_engine, func, insert, select
from sqlalchemy.engine import Connection, Engine
from sqlalchemy.engine.url import URL
from sqlalchemy.exc import DatabaseError, OperationalError

from grader.errors import UsageError
from grader.gradebook import tables
from grader.gradebook.coding import decoded, stretched
from grader.gradebook.migrations import bring_up_to_date
from grader.gradebook.queries import (
    add_new,
    begin_run,
    check_still,
    decided_by,
    newest_results,
    record_results,
    rows_by,
    runs_by,
)
from grader.gradebook.records import Kept, Record, Run
from grader.gradebook.rows import decision_row, read_decision, read_result
from grader.gradebook.statements import PATIENCE, alone, read_url, tune
from grader.model import Override, PartResult, Submission


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
            with self._engine.connect().execution_options(writes=True) as connection, connection.begin():
                alone(connection)
                bring_up_to_date(connection, self.name)
        except (OSError, OperationalError, DatabaseError) as error:
            reason = _reason(error)
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
            return {row.key: row.payload for row in rows_by(connection, table, table.c.key, list(keys), "key", "payload")}

    def keep(self, recordings: Mapping[str, bytes]) -> None:
        """Commit recordings; one that is there already stays as it is."""
        if recordings:
            with self._writing() as connection:
                add_new(connection, tables.recordings, [{"key": key, "payload": payload} for key, payload in recordings.items()])

    def begin(self, run: Run) -> int:
        """Note what is going to be done; gives the number that its results carry."""
        with self._writing() as connection:
            return begin_run(connection, run)

    def record(
        self,
        run: int,
        records: Sequence[Record],
        recordings: Mapping[str, bytes] | None = None,
        *,
        decided: Mapping[str, int] | None = None,
    ) -> int:
        """Commit results that differ from the students' last ones, and recordings, in one step; gives how many did differ.

        `decided` is what `decided()` said when the results were computed: raises StaleError if a person has decided since.
        """
        with self._writing() as connection:
            for record in records if decided is not None else ():
                check_still(decided_by(connection, record.kept.assignment, [record.kept.student]), decided or {}, [record.kept.student])
            if recordings:
                add_new(connection, tables.recordings, [{"key": key, "payload": payload} for key, payload in recordings.items()])
            return record_results(connection, run, records)

    def apply(
        self,
        done: Sequence[tuple[Run, Sequence[Record]]],
        overrides: Sequence[Override] = (),
        *,
        remove: bool = False,
        since: tuple[Mapping[str, Kept], Mapping[str, int]] | None = None,
    ) -> int:
        """Commit runs with all their results, and decisions of a person (taken back if `remove`), in one step.

        Gives how many results differ from the students' last ones. `since` is what `newest()` and `decided()` said when they were
        computed: raises StaleError, and changes nothing, if somebody has changed one of these students since.
        """
        with self._writing() as connection:
            for run, records in done if since is not None else ():
                students = [record.kept.student for record in records]
                before, decided = since or ({}, {})
                now = {student: kept.number for student, kept in newest_results(connection, run.assignment, students).items()}
                check_still(now, {student: kept.number for student, kept in before.items()}, students)
                check_still(decided_by(connection, run.assignment, students), decided, students)
            rows = [decision_row(override, remove) for override in overrides]
            if rows:
                connection.execute(insert(tables.overrides), rows)
            return sum(record_results(connection, begin_run(connection, run), records) for run, records in done)

    def newest(self, assignment: str, students: Collection[str] | None = None) -> dict[str, Kept]:
        """The last result of each student, by name in order; of all students, or of those that are named."""
        with self._reading() as connection:
            return newest_results(connection, assignment, students)

    def slip_days(self, assignments: Collection[str], students: Collection[str] | None = None) -> dict[str, int]:
        """Slip days that each student spent on these assignments, by their newest results; who spent none is not in it."""
        spent: Counter[str] = Counter()
        with self._reading() as connection:
            for assignment in assignments:
                for student, kept in newest_results(connection, assignment, students).items():
                    spent[student] += sum(line.days for line in kept.adjustments)
        return {student: days for student, days in spent.items() if days}

    def attempts(self, assignment: str) -> dict[str, list[Kept]]:
        """For each student the last result of each thing they handed in, oldest first, by name in order."""
        table = tables.results
        last = select(func.max(table.c.number)).where(table.c.assignment == assignment).group_by(table.c.student, table.c.submission)
        query = select(table).where(table.c.number.in_(last)).order_by(table.c.student, table.c.number)
        found: dict[str, list[Kept]] = {}
        with self._reading() as connection:
            for row in connection.execute(query):
                found.setdefault(row.student, []).append(read_result(row))
        return dict(sorted(found.items()))

    def history(self, student: str, assignment: str = "") -> tuple[tuple[Kept, Run], ...]:
        """Every result ever given to a student, oldest first, each with what produced it; of all assignments, or of one."""
        table = tables.results
        query = select(table).where(table.c.student == student)
        if assignment:
            query = query.where(table.c.assignment == assignment)
        with self._reading() as connection:
            found = [read_result(row) for row in connection.execute(query.order_by(table.c.number))]
            runs = runs_by(connection, {kept.run for kept in found})
        return tuple((kept, runs[kept.run]) for kept in found)

    def runs(self, numbers: Collection[int]) -> dict[int, Run]:
        """Runs by number."""
        with self._reading() as connection:
            return runs_by(connection, numbers)

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
            rows = list(rows_by(connection, table, table.c.digest, list(digests), *columns))
        found = {row.digest: decoded(stretched(row.head)) for row in rows}
        if cases:
            found = {row.digest: replace(found[row.digest], outcomes=decoded(stretched(row.cases))) for row in rows}
        return found

    def handins(self, digests: Collection[str]) -> dict[str, Submission]:
        """What was handed in, as it was read, by its content's hash."""
        table = tables.handins
        with self._reading() as connection:
            rows = list(rows_by(connection, table, table.c.digest, list(digests), "digest", "payload"))
        return {row.digest: decoded(stretched(row.payload)) for row in rows}

    def has_handins(self, digests: Collection[str]) -> set[str]:
        """Which of these hand-ins are kept; the first version kept none."""
        table = tables.handins
        with self._reading() as connection:
            return {row.digest for row in rows_by(connection, table, table.c.digest, list(digests), "digest")}

    def decided(self, assignment: str, students: Collection[str] | None = None) -> dict[str, int]:
        """A number for each student about whom a person decided, which is another one after the next decision."""
        with self._reading() as connection:
            return decided_by(connection, assignment, students)

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
        """One transaction of the only writer; UsageError when the database cannot take it, as on a full disk."""
        try:
            with self._turn, self._engine.connect().execution_options(writes=True) as connection, connection.begin():
                alone(connection)
                yield connection
        except OperationalError as error:
            raise UsageError(
                f"the gradebook {self.name} cannot be written: {_reason(error)}; what it held before is kept; "
                "make room or restore the connection, and run the same command again"
            ) from error

    @contextmanager
    def _reading(self) -> Iterator[Connection]:
        with self._engine.connect() as connection:
            yield connection


def _reason(error: BaseException) -> str:
    """What the database itself said, on one line."""
    return " ".join(str(getattr(error, "orig", None) or error).split())


def _engine(url: URL) -> Engine:
    options = {"timeout": PATIENCE, "check_same_thread": False} if url.get_backend_name() == "sqlite" else {"connect_timeout": PATIENCE}
    try:
        engine = create_engine(url, connect_args=options, pool_size=5, max_overflow=300)
    except ModuleNotFoundError as error:
        raise UsageError(f"PostgreSQL needs the package {error.name}: pip install 'grader[postgres]'") from None
    tune(engine)
    return engine
