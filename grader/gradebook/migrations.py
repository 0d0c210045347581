"""Bring the tables of an older gradebook to today's form, whole or not at all."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from fractions import Fraction
from typing import Any

from sqlalchemy import Column, Integer, LargeBinary, MetaData, String, Table, insert, inspect, select, text
from sqlalchemy.engine import Connection

from grader.errors import UsageError
from grader.gradebook import tables
from grader.gradebook.coding import code_part, encoded, squeezed
from grader.gradebook.statements import insert_new
from grader.model import Address, Message, Outcome, PartResult, Verdict

FORMAT = 2
"""Version of the tables in `tables.py`."""


def bring_up_to_date(connection: Connection, name: str) -> None:
    """Make the tables, or migrate them, inside the caller's transaction, which holds the only right to write.

    Raises UsageError, and changes nothing, for a gradebook of a newer version and for a database of something else.
    """
    found = _format(connection, name)
    if found == FORMAT:
        return
    if found == 0:
        tables.metadata.create_all(connection)
        connection.execute(insert(tables.about).values(format=FORMAT))
        return
    for step in range(found, FORMAT):
        _STEPS[step](connection)
    connection.execute(tables.about.update().values(format=FORMAT))


def _format(connection: Connection, name: str) -> int:
    """Version of the tables that are there; 0 for an empty database."""
    there = set(inspect(connection).get_table_names())
    if not there:
        return 0
    columns = {column["name"] for column in inspect(connection).get_columns("about")} if "about" in there else set()
    found = connection.execute(select(tables.about.c.format)).scalar() if columns == {"format"} else None
    if found is None and (columns != {"format"} or not there <= {"about", "recordings", "results"}):
        raise UsageError(f"{name} is a database of something else; nothing was changed; name another one")
    if found is not None and found > FORMAT:
        raise UsageError(
            f"the gradebook {name} was written by a newer version of grader (format {found}, this one knows {FORMAT}); "
            "nothing was changed; update grader"
        )
    if found is None:  # the first version made its tables one by one and could be killed in between
        return 1 if "results" in there else 0
    return int(found)


def _from_1(connection: Connection) -> None:
    """Results were one document each; now their parts are kept by content, with the run that gave them."""
    connection.execute(text("ALTER TABLE results RENAME TO results_1"))
    for index in ("ix_results_assignment", "ix_results_student"):
        connection.execute(text(f"DROP INDEX IF EXISTS {index}"))
    tables.metadata.create_all(connection)
    names = ("assignment", "student", "submission", "course", "isolation", "earned", "possible", "status")
    old = Table(
        "results_1",
        MetaData(),
        Column("number", Integer, primary_key=True),
        *(Column(name, String) for name in names),
        Column("result", LargeBinary),
    )
    runs: dict[tuple[str, str, str], int] = {}
    for row in connection.execute(select(old).order_by(old.c.number)).all():
        document = json.loads(row.result)
        key = (row.assignment, row.course, row.isolation)
        if key not in runs:
            runs[key] = _run_of(connection, document.get("title", row.assignment), *key)
        _move(connection, row, document, runs[key])
    connection.execute(text("DROP TABLE results_1"))


def _run_of(connection: Connection, title: str, assignment: str, course: str, isolation: str) -> int:
    values = {"assignment": assignment, "title": title, "action": "grade", "course": course, "files": "{}", "versions": "{}"}
    values |= {"isolation": isolation, "isolation_reason": "", "who": "", "at": "", "why": ""}
    key = connection.execute(insert(tables.runs).values(values)).inserted_primary_key
    return int(key[0]) if key else 0


def _move(connection: Connection, row: Any, document: Any, run: int) -> None:
    coded = [code_part(part) for part in _parts(document)]
    rows = [{"digest": one.digest, "head": squeezed(one.head), "cases": squeezed(one.cases)} for one in coded]
    if rows:
        connection.execute(insert_new(connection, tables.parts), rows)
    notes = tuple(_message(note) for note in document.get("notes", []))
    digests = b"".join(one.digest for one in coded)
    connection.execute(
        insert(tables.results).values(
            number=row.number,
            run=run,
            assignment=row.assignment,
            student=row.student,
            submission=row.submission,
            earned=row.earned,
            possible=row.possible,
            status=row.status,
            notes=encoded(notes).decode(),
            own=len(notes),
            parts=digests,
            machine=digests,
            answers=bytes(len(digests)),
        )
    )


def _parts(document: Any) -> Iterator[PartResult]:
    """The parts of a `result.json`, whose points have six digits: the fraction that was meant is the simplest one there."""
    for part in document["parts"]:
        yield PartResult(
            Address.parse(part["address"]),
            part["title"],
            part["kind"],
            Verdict(part["verdict"]),
            _exact(part["earned"]),
            _exact(part["possible"]),
            tuple(
                Outcome(
                    Address.parse(case["address"]), case["title"], Verdict(case["verdict"]), _exact(case["credit"]), public=case["public"]
                )
                for case in part["cases"]
            ),
            part["mistake"],
            tuple(_message(message) for message in part["messages"]),
            _exact(part["pending"]),
        )


def _message(message: Any) -> Message:
    return Message(message["reason"], message["help"], message["where"], message["source"])


def _exact(shown: float) -> Fraction:
    return Fraction(str(shown)).limit_denominator(500)


_STEPS: dict[int, Callable[[Connection], None]] = {1: _from_1}
"""By the version from which it leads to the next one. A step names its old tables itself: `tables.py` knows today's only."""
