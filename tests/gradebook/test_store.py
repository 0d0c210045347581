"""The gradebook on a real SQLite file: nothing lost, nothing doubled, clear errors."""

import os
import signal
import sqlite3
import subprocess
import sys
import textwrap
import threading

import pytest

from grader.errors import UsageError
from grader.gradebook import Gradebook, Kept


def kept(student="ada", earned="7/2", **changes):
    fields = {"assignment": "hw", "student": student, "submission": "s", "course": "c", "isolation": "strong", "earned": earned}
    return Kept(**fields | {"possible": "4", "status": "final", "result": b"{}"} | changes)


def test_recordings_come_back_as_they_were(tmp_path):
    with Gradebook(tmp_path / "g.sqlite") as book:
        book.keep({"k1": b"\x00\xff", "k2": b""})
        assert book.recordings(["k1", "k2", "absent"]) == {"k1": b"\x00\xff", "k2": b""}


def test_recordings_survive_reopening(tmp_path):
    with Gradebook(tmp_path / "g.sqlite") as book:
        book.keep({"k": b"v"})
    with Gradebook(tmp_path / "g.sqlite") as book:
        assert book.recordings(["k"]) == {"k": b"v"}


def test_a_recording_is_written_once_and_never_changed(tmp_path):
    with Gradebook(tmp_path / "g.sqlite") as book:
        book.keep({"k": b"first"})
        book.keep({"k": b"second"})
        assert book.recordings(["k"]) == {"k": b"first"}


def test_history_keeps_every_different_result_in_order(tmp_path):
    with Gradebook(tmp_path / "g.sqlite") as book:
        for earned in ("1", "1", "2", "1"):
            book.keep({}, kept(earned=earned))
        book.keep({}, kept("bob", "9"))
        assert [k.earned for k in book.history("hw", "ada")] == ["1", "2", "1"]


def test_points_stay_exact_fractions(tmp_path):
    with Gradebook(tmp_path / "g.sqlite") as book:
        book.keep({}, kept(earned="1/3"))
        assert book.history("hw", "ada") == (kept(earned="1/3"),)


def test_threads_may_write_at_the_same_time(tmp_path):
    with Gradebook(tmp_path / "g.sqlite") as book:
        threads = [threading.Thread(target=lambda n=n: [book.keep({f"{n}-{i}": b"x"}) for i in range(20)]) for n in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert len(book.recordings([f"{n}-{i}" for n in range(4) for i in range(20)])) == 80


def test_sigkill_loses_nothing_that_was_committed(tmp_path):
    program = textwrap.dedent(
        """
        import sys
        from pathlib import Path
        from grader.gradebook import Gradebook
        book = Gradebook(Path(sys.argv[1]))
        for n in range(10**6):
            book.keep({str(n): b"x" * 2000})
            print(n, flush=True)
        """
    )
    with subprocess.Popen([sys.executable, "-c", program, str(tmp_path / "g.sqlite")], stdout=subprocess.PIPE, text=True) as writer:
        committed = [writer.stdout.readline() for _ in range(50)]
        os.kill(writer.pid, signal.SIGKILL)
    with Gradebook(tmp_path / "g.sqlite") as book:
        assert len(book.recordings([line.strip() for line in committed])) == 50


def test_a_gradebook_of_a_newer_version_is_refused_unchanged(tmp_path):
    path = tmp_path / "g.sqlite"
    Gradebook(path).close()
    with sqlite3.connect(path) as connection:
        connection.execute("update about set format = 99")
    connection.close()
    with pytest.raises(UsageError, match=r"written by a newer version of grader \(format 99, this one knows 1\); update grader"):
        Gradebook(path)


def test_a_file_that_is_no_database_is_told(tmp_path):
    path = tmp_path / "g.sqlite"
    path.write_bytes(b"this is no database" * 100)
    with pytest.raises(UsageError, match=r"cannot be used: file is not a database; give another folder with --out"):
        Gradebook(path)


def test_a_folder_in_the_way_is_told(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(UsageError, match="cannot be used"):
        Gradebook(tmp_path / "file" / "g.sqlite")
