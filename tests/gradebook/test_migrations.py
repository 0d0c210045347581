"""Older gradebooks are brought up to date, newer and foreign ones are left alone."""

import sqlite3
from fractions import Fraction
from pathlib import Path

import pytest

from grader.errors import UsageError
from grader.gradebook import Gradebook, digests
from grader.gradebook.migrations import FORMAT

FORMAT_1 = Path(__file__).with_name("format-1.sql")
"""A gradebook as the first version wrote it: ada twice, bob once."""


@pytest.fixture
def old(tmp_path):
    path = tmp_path / "g.sqlite"
    with sqlite3.connect(path) as connection:
        connection.executescript(FORMAT_1.read_text())
    connection.close()
    return path


def tables(path):
    connection = sqlite3.connect(path)
    found = sorted(name for (name,) in connection.execute("select name from sqlite_master where type = 'table'"))
    connection.close()
    return found


def test_results_of_the_first_version_are_all_there(old):
    with Gradebook(old) as book:
        assert [(kept.earned, kept.status, run.isolation) for kept, run in book.history("ada", "mini")] == [
            ("6", "provisional", "strong"),
            ("1", "provisional", "strong"),
        ]
        kept = book.newest("mini")["bob"]
        parts = [book.judged([digest], cases=True)[digest] for digest in digests(kept.parts)]
    assert sum(part.earned for part in parts) == Fraction(kept.earned) == Fraction(23, 9)
    assert (parts[0].verdict.value, len(parts[0].outcomes)) == ("partial", 4)


def test_recordings_of_the_first_version_are_all_there(old):
    connection = sqlite3.connect(old)
    keys = [key for (key,) in connection.execute("select key from recordings")]
    connection.close()
    with Gradebook(old) as book:
        assert sorted(book.recordings(keys)) == sorted(keys)


def test_it_is_migrated_once(old):
    for _ in range(2):
        with Gradebook(old) as book:
            assert len(book.history("ada")) == 2
    assert "results_1" not in tables(old)


def test_a_migration_that_fails_leaves_the_old_gradebook(old):
    with sqlite3.connect(old) as connection:
        connection.execute("update results set result = ? where number = 3", (b"{}",))
    connection.close()
    before = tables(old)
    with pytest.raises(KeyError):
        Gradebook(old)
    assert tables(old) == before


def test_a_gradebook_of_a_newer_version_is_refused_unchanged(tmp_path):
    path = tmp_path / "g.sqlite"
    Gradebook(path).close()
    with sqlite3.connect(path) as connection:
        connection.execute("update about set format = 99")
    connection.close()
    before = path.read_bytes()
    with pytest.raises(
        UsageError, match=rf"written by a newer version of grader \(format 99, this one knows {FORMAT}\); nothing was changed"
    ):
        Gradebook(path)
    assert path.read_bytes() == before


def test_a_database_of_something_else_is_left_alone(tmp_path):
    path = tmp_path / "music.sqlite"
    with sqlite3.connect(path) as connection:
        connection.execute("create table songs (title text)")
    connection.close()
    with pytest.raises(UsageError, match="is a database of something else; nothing was changed"):
        Gradebook(path)
    assert tables(path) == ["songs"]


def test_a_first_version_that_was_killed_while_it_made_its_tables_is_completed(tmp_path):
    path = tmp_path / "g.sqlite"
    with sqlite3.connect(path) as connection:
        connection.execute("create table about (format integer not null primary key)")
    connection.close()
    with Gradebook(path) as book:
        assert book.students() == []
