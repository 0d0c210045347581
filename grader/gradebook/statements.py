"""The few statements in which SQLite and PostgreSQL differ."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Table, text
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import Connection, Engine, make_url
from sqlalchemy.engine.url import URL
from sqlalchemy.exc import ArgumentError

from grader.errors import UsageError

_LOCK = 7_238_945_102_113
"""Any number that no other program on the same database server takes for its own advisory lock."""
PATIENCE = 60
"""Seconds that a writer waits for another one."""


def insert_new(connection: Connection, table: Table) -> Any:
    """An INSERT that leaves rows alone which are there already."""
    dialect = postgresql if connection.dialect.name == "postgresql" else sqlite
    return dialect.insert(table).on_conflict_do_nothing()


def alone(connection: Connection) -> None:
    """Wait until nobody else writes, until the end of the transaction; SQLite does so by itself (`BEGIN IMMEDIATE`)."""
    if connection.dialect.name == "postgresql":
        connection.execute(text(f"SELECT pg_advisory_xact_lock({_LOCK})"))


def read_url(url: str) -> URL:
    """The database that a URL names; raises UsageError for what is no URL of SQLite or PostgreSQL."""
    try:
        found = make_url(url)
    except ArgumentError:
        raise UsageError(f"{url!r} is no URL of a gradebook; write it like postgresql://user@host/name or sqlite:///file") from None
    kind = found.get_backend_name()
    if kind in ("postgresql", "postgres"):
        return found.set(drivername="postgresql+psycopg")
    if kind == "sqlite":
        return found
    raise UsageError(f"a gradebook lies in SQLite or PostgreSQL, not in {kind}; write it like postgresql://user@host/name")


def tune(engine: Engine) -> None:
    """Make transactions of SQLite real ones: a writer takes its turn when it begins, readers never wait."""
    from sqlalchemy import event

    if engine.dialect.name != "sqlite":
        return

    def connected(connection: Any, _record: object) -> None:
        connection.isolation_level = None  # SQLAlchemy begins and ends transactions, not the driver
        cursor = connection.cursor()
        # A crash of the machine may cost the last commit, never the file; a killed process costs nothing.
        for pragma in (f"busy_timeout={1000 * PATIENCE}", "journal_mode=WAL", "synchronous=NORMAL"):
            cursor.execute(f"PRAGMA {pragma}")
        cursor.close()

    def begun(connection: Connection) -> None:
        writes = connection.get_execution_options().get("writes", False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    event.listen(engine, "connect", connected)
    event.listen(engine, "begin", begun)
