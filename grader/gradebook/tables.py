"""The tables of a gradebook, in the words of SQL."""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, Index, Integer, LargeBinary, MetaData, String, Table, Text

metadata = MetaData()
_number = BigInteger().with_variant(Integer, "sqlite")
"""Counts up by itself in both databases."""

about = Table("about", metadata, Column("format", Integer, primary_key=True, autoincrement=False))
"""One row: the version of these tables."""

recordings = Table(
    "recordings",
    metadata,
    Column("key", String(64), primary_key=True),
    Column("payload", LargeBinary, nullable=False),
)
"""What the sandbox sent back, by content (docs/design/012)."""

handins = Table(
    "handins",
    metadata,
    Column("digest", String(64), primary_key=True),
    Column("payload", LargeBinary, nullable=False),
)
"""What was handed in, as it was read, by content: so that it can be judged again without the files."""

parts = Table(
    "parts",
    metadata,
    Column("digest", LargeBinary(16), primary_key=True),
    Column("head", LargeBinary, nullable=False),
    Column("cases", LargeBinary, nullable=False),
)
"""Judged parts by content: a class repeats itself, and a regrade changes little."""

runs = Table(
    "runs",
    metadata,
    Column("number", _number, primary_key=True),
    Column("assignment", String, nullable=False),
    Column("title", Text, nullable=False),
    Column("action", String, nullable=False),
    Column("course", String(64), nullable=False),
    Column("files", Text, nullable=False),
    Column("versions", Text, nullable=False),
    Column("isolation", String, nullable=False),
    Column("isolation_reason", Text, nullable=False),
    Column("who", Text, nullable=False),
    Column("at", String, nullable=False),
    Column("why", Text, nullable=False),
)
"""What was done, by whom, when, why and with what."""

results = Table(
    "results",
    metadata,
    Column("number", _number, primary_key=True),
    Column("run", _number, nullable=False, index=True),
    Column("assignment", String, nullable=False),
    Column("student", Text, nullable=False),
    Column("submission", String(64), nullable=False),
    Column("earned", String, nullable=False),
    Column("possible", String, nullable=False),
    Column("status", String, nullable=False),
    Column("notes", Text, nullable=False),
    Column("own", Integer, nullable=False),
    Column("rules", Text, nullable=False, server_default=""),
    Column("parts", LargeBinary, nullable=False),
    Column("machine", LargeBinary, nullable=False),
    Column("answers", LargeBinary, nullable=False),
    Index("ix_results_of_student", "assignment", "student", "number"),
)
"""Every result ever given, oldest first. `parts`, `machine` and `answers` are digests of 16 bytes, one a part: what counts, what the
machine said before any person decided, and the answer that it is about. The first `own` of the notes came from the hand-in. `rules`
holds what the course's rules took or gave, when the work was handed in, and the hints that were taken; empty where there is none."""

overrides = Table(
    "overrides",
    metadata,
    Column("number", _number, primary_key=True),
    Column("assignment", String, nullable=False),
    Column("student", Text, nullable=False),
    Column("address", String, nullable=False),
    Column("points", String),
    Column("why", Text, nullable=False),
    Column("basis", String(32), nullable=False),
    Column("who", Text, nullable=False),
    Column("at", String, nullable=False),
    Index("ix_overrides_of_student", "assignment", "student"),
)
"""Every decision of a person, oldest first; the newest for a part counts. No points: the decision was taken back."""
