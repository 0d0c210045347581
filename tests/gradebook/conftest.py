"""A gradebook on every database at hand, and results to keep in it."""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import sys
import tempfile
import uuid
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path

import pytest

from grader.gradebook import Gradebook, Record, Run, make_record
from grader.model import Address, Message, Outcome, PartResult, Result, Submission, Verdict

SERVER = "GRADER_POSTGRES"
"""URL of a server that may be used for tests: each makes a database of its own there."""


def pytest_report_header() -> str:
    return f"gradebook: PostgreSQL from {os.environ[SERVER] if os.environ.get(SERVER) else 'a private server, if one is installed'}"


@pytest.fixture(scope="session")
def server() -> Iterator[str]:
    """URL of a PostgreSQL server: the one that was told, or a private one in a folder that is gone afterwards."""
    pytest.importorskip("psycopg", reason="SKIPPED LOUDLY: psycopg is not installed, so nothing is tried on PostgreSQL")
    if told := os.environ.get(SERVER):
        yield told
        return
    programs = _programs()
    if programs is None:
        pytest.skip(f"SKIPPED LOUDLY: no PostgreSQL server here: install postgresql, or name one with {SERVER}=postgresql://user@host/db")
    folder = Path(tempfile.mkdtemp(prefix="pg", dir="/tmp"))  # the path of a socket must be short
    _owned(folder)
    try:
        _as_user([programs / "initdb", "-D", folder / "data", "-U", "grader", "--auth=trust", "-E", "UTF8", "--no-sync"])
        options = f"-c listen_addresses='' -c unix_socket_directories={folder} -c fsync=off"
        _as_user([programs / "pg_ctl", "-D", folder / "data", "-w", "-o", options, "-l", folder / "log", "start"])
    except (OSError, subprocess.CalledProcessError) as error:
        shutil.rmtree(folder, ignore_errors=True)
        pytest.skip(f"SKIPPED LOUDLY: a private PostgreSQL server does not start here: {getattr(error, 'stderr', '') or error}")
    yield f"postgresql://grader@/postgres?host={folder}"
    _as_user([programs / "pg_ctl", "-D", folder / "data", "-m", "immediate", "stop"])
    shutil.rmtree(folder, ignore_errors=True)


def _programs() -> Path | None:
    found = [Path(path).resolve().parent for name in ("initdb",) if (path := shutil.which(name))]
    found += sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    return next((folder for folder in found if (folder / "initdb").exists() and (folder / "pg_ctl").exists()), None)


def _nobody() -> pwd.struct_passwd | None:
    """PostgreSQL refuses to run as root, so root becomes somebody else."""
    return next((user for user in pwd.getpwall() if user.pw_name in ("postgres", "nobody")), None) if os.getuid() == 0 else None


def _owned(folder: Path) -> None:
    if user := _nobody():
        os.chown(folder, user.pw_uid, user.pw_gid)


def _as_user(command: list[object]) -> None:
    user = _nobody()
    become = {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []} if user else {}
    words = [str(word) for word in command]
    environment = {"PATH": os.environ["PATH"], "LC_ALL": "C", "HOME": "/tmp"}
    with tempfile.TemporaryFile() as said:  # a pipe would stay open in the server and be waited for
        done = subprocess.run(words, stdout=said, stderr=said, stdin=subprocess.DEVNULL, timeout=60, cwd="/", env=environment, **become)
        said.seek(0)
        if done.returncode:
            raise subprocess.CalledProcessError(done.returncode, words, stderr=said.read().decode(errors="replace")[-500:])


@pytest.fixture(params=["sqlite", "postgresql"])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Path | str]:
    """Where a gradebook may lie: a file, and a database of its own on a server."""
    if request.param == "sqlite":
        yield tmp_path / "g.sqlite"
        return
    import psycopg
    from sqlalchemy.engine import make_url

    url = make_url(request.getfixturevalue("server"))
    name = f"grader_{uuid.uuid4().hex[:12]}"
    told = url.set(drivername="postgresql").render_as_string(hide_password=False)
    with psycopg.connect(told, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
    yield url.set(database=name).render_as_string(hide_password=False)
    with psycopg.connect(told, autocommit=True) as connection:
        connection.execute(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture
def book(place: Path | str) -> Iterator[Gradebook]:
    with Gradebook(place) as opened:
        yield opened


def part(name: str = "a", earned: str = "1/3", verdict: Verdict = Verdict.PARTIAL, reason: str = "so") -> PartResult:
    address = Address("hw", "q1", name)
    cases = (Outcome(address.of_case("one"), "a case", verdict, Fraction(earned)),)
    return PartResult(address, name.upper(), "code", verdict, Fraction(earned), Fraction(4), cases, messages=(Message(reason),))


def record(student: str = "ada", earned: str = "1/3", *, submission: str = "s", answer: bytes = b"x" * 16, **changes: object) -> Record:
    parts = (part("a", earned, **changes), part("b", "2"))  # type: ignore[arg-type]
    total = sum((one.earned for one in parts), Fraction(0))
    result = Result("hw", "Homework", student, parts, total, Fraction(8), "strong", (Message("a note"),), {"q1": "One"})
    handin = Submission(student, notes=(Message("a note"),))
    return make_record(result, {one.address: one for one in parts}, {parts[0].address: answer}, submission=submission, own=1, handin=handin)


@pytest.fixture(scope="session")
def made() -> type:
    """Ways to make what a gradebook keeps, for tests that may not import a conftest."""

    class Made:
        part = staticmethod(part)
        record = staticmethod(record)
        run = staticmethod(lambda **changes: Run(**{"assignment": "hw", "course": "c", "isolation": "strong", "who": "me"} | changes))

    return Made


@pytest.fixture
def program(tmp_path: Path):
    """Start a process of its own that works on a gradebook; it is gone when the test is."""
    running: list[subprocess.Popen[str]] = []

    def start(text: str, *words: object) -> subprocess.Popen[str]:
        environment = os.environ | {"PYTHONPATH": str(Path(__file__).parents[2])}
        process = subprocess.Popen(
            [sys.executable, "-c", text, *map(str, words)], stdout=subprocess.PIPE, text=True, env=environment, cwd=tmp_path
        )
        running.append(process)
        return process

    yield start
    for process in running:
        process.kill()
        process.wait()
        process.stdout.close()  # type: ignore[union-attr]
