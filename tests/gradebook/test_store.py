"""The gradebook on real databases: nothing lost, nothing doubled, clear errors."""

import random
import signal
import textwrap
import threading
import time
from fractions import Fraction

import pytest

from grader.errors import UsageError
from grader.gradebook import Gradebook, digests
from grader.model import Address, Override, Verdict

WRITER = textwrap.dedent(
    """
    import sys
    from pathlib import Path
    from grader.gradebook import Gradebook
    place, name, count = sys.argv[1], sys.argv[2], int(sys.argv[3])
    with Gradebook(place if "://" in place else Path(place)) as book:
        for n in range(count):
            book.keep({f"{name}-{n}": name.encode() * 500, f"shared-{n}": b"the same"})
            print(n, flush=True)
    """
)


def test_recordings_come_back_as_they_were(book):
    book.keep({"k1": b"\x00\xff", "k2": b""})
    assert book.recordings(["k1", "k2", "absent"]) == {"k1": b"\x00\xff", "k2": b""}


def test_recordings_survive_reopening(place):
    with Gradebook(place) as book:
        book.keep({"k": b"v"})
    with Gradebook(place) as book:
        assert book.recordings(["k"]) == {"k": b"v"}


def test_a_recording_is_written_once_and_never_changed(book):
    book.keep({"k": b"first"})
    book.keep({"k": b"second"})
    assert book.recordings(["k"]) == {"k": b"first"}


def test_many_keys_are_asked_for_at_once(book):
    book.keep({str(n): b"x" for n in range(2100)})
    assert len(book.recordings([str(n) for n in range(2100)])) == 2100


def test_history_keeps_every_different_result_with_what_produced_it(book, made):
    for earned, why in (("1", "first"), ("1", "the same"), ("2", "other"), ("1", "back")):
        book.apply(
            [(made.run(why=why, at="2026-03-01T09:30:00Z", files={"a.yaml": "1"}, versions={"numpy": "2"}), [made.record(earned=earned)])]
        )
    book.apply([(made.run(), [made.record("bob")])])
    found = book.history("ada", "hw")
    assert [(kept.earned, run.why) for kept, run in found] == [("3", "first"), ("4", "other"), ("3", "back")]
    assert found[0][1] == made.run(
        why="first", at="2026-03-01T09:30:00Z", files={"a.yaml": "1"}, versions={"numpy": "2"}, number=found[0][0].run
    )


def test_points_parts_and_notes_stay_exact(book, made):
    record = made.record(earned="1/3")
    book.record(book.begin(made.run()), [record])
    kept = book.newest("hw")["ada"]
    assert (kept.earned, kept.content) == ("7/3", record.kept.content)
    judged = book.judged(digests(kept.parts), cases=True)
    assert judged[digests(kept.parts)[0]] == made.part("a", "1/3")


def test_what_was_handed_in_is_kept_once(book, made):
    book.record(book.begin(made.run()), [made.record("ada"), made.record("bob")])
    assert book.handins(["s"])["s"].notes[0].reason == "a note"


def test_a_commit_that_fails_changes_nothing(book, made):
    broken = made.record("bob")
    object.__setattr__(broken.kept, "student", None)
    with pytest.raises(Exception, match="student"):
        book.apply([(made.run(), [made.record("ada"), broken])])
    assert (book.students(), book.history("ada")) == ([], ())


def test_the_newest_decision_for_a_part_counts(book, made):
    address = Address("hw", "q1", "a")
    for points in ("1", "2"):
        book.apply([], [Override("ada", address, Fraction(points), "because", "b", "me", "now")])
    assert [(o.points, stands) for o, stands in book.decisions("hw")] == [(1, False), (2, True)]
    assert book.overrides("hw")["ada"][0].points == 2
    book.apply([], [Override("ada", address, Fraction(2), "no", "b")], remove=True)
    assert book.overrides("hw") == {}
    assert [stands for _, stands in book.decisions("hw")] == [False, False]


def test_threads_may_write_at_the_same_time(book):
    threads = [threading.Thread(target=lambda n=n: [book.keep({f"{n}-{i}": b"x"}) for i in range(20)]) for n in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(book.recordings([f"{n}-{i}" for n in range(4) for i in range(20)])) == 80


def test_processes_may_make_and_write_one_gradebook_at_the_same_time(place, program):
    writers = [program(WRITER, place, f"w{n}", 15) for n in range(4)]
    assert [writer.wait(60) for writer in writers] == [0] * 4
    with Gradebook(place) as book:
        assert len(book.recordings([f"w{n}-{i}" for n in range(4) for i in range(15)])) == 60


def test_sigkill_at_any_moment_loses_nothing_that_was_committed(place, program):
    rng = random.Random(7)
    for attempt in range(4):
        writer = program(WRITER, place, f"run{attempt}", 10**6)
        committed = [writer.stdout.readline() for _ in range(1 + rng.randrange(20))]
        time.sleep(rng.random() * 0.01)
        writer.send_signal(signal.SIGKILL)
        committed += writer.communicate()[0].splitlines()
        with Gradebook(place) as book:
            keys = [f"run{attempt}-{line.strip()}" for line in committed]
            assert len(book.recordings(keys)) == len(keys)


def test_a_file_that_is_no_database_is_told(tmp_path):
    path = tmp_path / "g.sqlite"
    path.write_bytes(b"this is no database" * 100)
    with pytest.raises(UsageError, match=r"cannot be used: file is not a database; give another folder with --out"):
        Gradebook(path)


def test_a_folder_in_the_way_is_told(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(UsageError, match="cannot be used"):
        Gradebook(tmp_path / "file" / "g.sqlite")


@pytest.mark.parametrize(
    ("url", "words"),
    [
        ("nonsense", "'nonsense' is no URL of a gradebook; write it like postgresql://user@host/name"),
        ("mysql://me@host/db", "a gradebook lies in SQLite or PostgreSQL, not in mysql"),
    ],
)
def test_a_url_of_something_else_is_told(url, words):
    with pytest.raises(UsageError, match=words):
        Gradebook(url)


def test_a_server_that_is_not_there_is_told_without_the_password():
    pytest.importorskip("psycopg", reason="SKIPPED LOUDLY: psycopg is not installed")
    with pytest.raises(UsageError, match=r"postgresql\+psycopg://me:\*\*\*@127.0.0.1:9/db cannot be used: .*check the URL") as told:
        Gradebook("postgresql://me:secret@127.0.0.1:9/db")
    assert "secret" not in str(told.value)


def test_postgresql_without_its_package_says_what_to_install(monkeypatch):
    import sys

    monkeypatch.setitem(sys.modules, "psycopg", None)
    with pytest.raises(UsageError, match=r"PostgreSQL needs the package psycopg: pip install 'grader\[postgres\]'"):
        Gradebook("postgresql://me@127.0.0.1:9/db")


def test_verdicts_and_phrases_come_back(book, made):
    from grader.catalogue import language, say
    from grader.gradebook.coding import decoded, encoded

    phrase = say("{count} of {total} entries are not right.", count=2, total=6)
    back = decoded(encoded((phrase, Verdict.REVIEW)))
    assert (back[1], language("de").of(back[0])) == (Verdict.REVIEW, "2 von 6 Einträgen stimmen nicht.")
