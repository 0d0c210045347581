"""What a gradebook asks and tells its database inside a transaction."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import Row, Table, func, insert, select
from sqlalchemy.engine import Connection

from grader.errors import UsageError
from grader.gradebook import tables
from grader.gradebook.coding import encoded, squeezed
from grader.gradebook.records import Kept, Record, Run
from grader.gradebook.rows import read_result, read_run, result_row, run_row
from grader.gradebook.statements import insert_new

_MANY = 500
"""Values in one IN (...): below the limit of every database."""


class StaleError(UsageError):
    """What was to be committed was computed from results that are no longer the last ones."""


def rows_by(connection: Connection, table: Table, column: Any, values: list[Any], *columns: str) -> Iterator[Row[Any]]:
    """Rows whose column has one of these values."""
    query = select(*(table.c[name] for name in columns))
    for start in range(0, len(values), _MANY):
        yield from connection.execute(query.where(column.in_(values[start : start + _MANY])))


def add_new(connection: Connection, table: Table, rows: list[dict[str, Any]]) -> None:
    """Insert rows; what is there already stays. In one order, so that two writers never wait for each other in a circle."""
    if rows:
        key = next(iter(rows[0]))
        connection.execute(insert_new(connection, table), sorted(rows, key=lambda row: row[key]))


def begin_run(connection: Connection, run: Run) -> int:
    """Note a run; gives its number."""
    key = connection.execute(insert(tables.runs).values(run_row(run))).inserted_primary_key
    return int(key[0]) if key else 0


def record_results(connection: Connection, run: int, records: Sequence[Record]) -> int:
    """Insert results that differ from the students' last ones, with their parts and hand-ins; gives how many did."""
    by_assignment: dict[str, list[Record]] = {}
    for record in records:
        by_assignment.setdefault(record.kept.assignment, []).append(record)
    changed: list[Record] = []
    for assignment, group in by_assignment.items():
        before = newest_results(connection, assignment, [record.kept.student for record in group])
        changed += [r for r in group if r.kept.student not in before or before[r.kept.student].content != r.kept.content]
    parts = {digest: part for record in changed for digest, part in record.parts.items()}
    known = {row.digest for row in rows_by(connection, tables.parts, tables.parts.c.digest, list(parts), "digest")}
    fresh = [part for digest, part in parts.items() if digest not in known]
    add_new(connection, tables.parts, [{"digest": p.digest, "head": squeezed(p.head), "cases": squeezed(p.cases)} for p in fresh])
    handins = {record.kept.submission: record.handin for record in changed if record.handin}
    add_new(connection, tables.handins, [{"digest": digest, "payload": squeezed(encoded(handin))} for digest, handin in handins.items()])
    rows = [{**result_row(record.kept), "run": run} for record in changed]
    if rows:
        connection.execute(insert(tables.results), rows)
    return len(rows)


def newest_results(connection: Connection, assignment: str, students: Collection[str] | None) -> dict[str, Kept]:
    """The last result of each student, by name in order."""
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


def decided_by(connection: Connection, assignment: str, students: Collection[str] | None) -> dict[str, int]:
    """Number of the newest decision about each student."""
    table = tables.overrides
    query = select(table.c.student, func.max(table.c.number)).where(table.c.assignment == assignment).group_by(table.c.student)
    if students is None:
        return {student: number for student, number in connection.execute(query)}
    named = list(students)
    some = (query.where(table.c.student.in_(named[start : start + _MANY])) for start in range(0, len(named), _MANY))
    return {student: number for one in some for student, number in connection.execute(one)}


def check_still(now: Mapping[str, int], then: Mapping[str, int], students: Iterable[str]) -> None:
    """Raise StaleError unless these students' numbers are what they were."""
    changed = [student for student in students if now.get(student) != then.get(student)]
    if changed:
        raise StaleError(f"somebody else changed results meanwhile ({', '.join(changed[:5])}); nothing was changed; run the command again")


def runs_by(connection: Connection, numbers: Collection[int]) -> dict[int, Run]:
    """Runs by number."""
    table = tables.runs
    return {row.number: read_run(row) for row in rows_by(connection, table, table.c.number, sorted(numbers), *table.c.keys())}
