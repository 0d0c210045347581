"""A small course in a Git repository, branches that hand in, and forges that answer on this machine."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import textwrap
import threading
import urllib.parse
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

ASSIGNMENT = """
format: 1
title: Mini
questions:
  - id: q1
    title: Sums
    parts:
      - id: double
        title: Double it
        kind: code
        points: 2
        answer: q1.py:double
        seconds: 1
        examples: [{title: three, args: [[1.0, 2.0, 3.0]]}]
      - {id: total, title: Add up, kind: code, points: 2, answer: "q1.py:total", seconds: 1}
  - id: q2
    title: Words
    parts:
      - {id: half, title: A half, kind: number, points: 1, answer: answers.md, prompt: "What is one half?"}
"""
STUB = '''
"""Sums."""


def double(x):
    """Twice x."""
    raise NotImplementedError


def total(x):
    """The sum."""
    raise NotImplementedError
'''
RIGHT = '''
"""Sums."""


def double(x):
    return 2.0 * x


def total(x):
    return float(x.sum())
'''
WRONG = '''
"""Sums."""


def double(x):
    return x * x


def total(x):
    return float(x.sum())
'''
CASES = '''
"""Cases of q1."""
from grader.authoring import call, cases

@cases("q1.double", hint="Multiply by two.")
def ordinary(rng):
    """Ordinary values are doubled."""
    for n in (1, 3, 5):
        yield call("double", rng.normal(size=n))

@cases("q1.total", hint="Add all.")
def sums(rng):
    """Sums are right."""
    yield call("total", rng.normal(size=6))
'''
MISTAKE = '''
"""squares instead of doubling"""
parts = ["q1.double"]
hint = "Two times x, not x times x."

def double(x):
    return x * x
'''
ANSWERS = "## q2.half\n\n0.5\n"
COURSE = {
    "assignments/mini/assignment.yaml": ASSIGNMENT,
    "assignments/mini/q1.py": STUB,
    "assignments/mini/answers.md": "## q2.half\n\n> What is one half?\n",
    "assignments/mini/data/table.csv": "1,2\n",
    ".github/workflows/grade.yml": "name: grade\n",
    "README.md": "A course.\n",
    "ci.yaml": "format: 1\nsalt: spring\n",
    "solutions/mini/q1.py": RIGHT,
    "solutions/mini/answers.md": ANSWERS,
    "solutions/mini/cases/q1.py": CASES,
    "solutions/mini/mistakes/squares.py": MISTAKE,
}


def clean(text: str) -> bytes:
    return textwrap.dedent(text).lstrip("\n").encode()


@dataclass
class Repo:
    """A repository whose trees are written object by object, so that no file system stands between a test and a strange name."""

    folder: Path

    def git(self, *words: str, sends: bytes = b"") -> str:
        environment = {"PATH": os.environ["PATH"], "HOME": str(self.folder), "GIT_CONFIG_NOSYSTEM": "1"}
        command = ["git", "-c", "user.name=t", "-c", "user.email=t@example.org", "-C", str(self.folder), *words]
        return subprocess.run(command, input=sends, capture_output=True, check=True, env=environment, timeout=60).stdout.decode().strip()

    def blob(self, content: bytes) -> str:
        return self.git("hash-object", "-w", "--stdin", sends=content)

    def blobs(self, contents: list[bytes]) -> list[str]:
        """Write many objects in one go."""
        if not contents:
            return []
        stream = b"".join(b"blob\nmark :%d\ndata %d\n%s\n" % (number, len(content), content) for number, content in enumerate(contents, 1))
        marks = self.folder / ".git" / "marks"
        self.git("fast-import", "--quiet", f"--export-marks={marks}", sends=stream)
        return [line.split(" ")[1] for line in sorted(marks.read_text().splitlines(), key=lambda line: int(line[1:].split(" ")[0]))]

    def commit(self, parent: str, changes: Mapping[str | bytes, bytes | str | tuple[str, str] | None], branch: str = "") -> str:
        """A commit on `parent`: None deletes, a pair is (mode, object or link target), anything else is a file's content."""
        index = {"GIT_INDEX_FILE": str(self.folder / ".git" / "scratch-index")}
        rows: list[tuple[str, bytes, bytes | None, str]] = []
        for path, content in changes.items():
            name = path if isinstance(path, bytes) else path.encode("utf-8", "surrogateescape")
            if content is None:
                rows.append(("0", name, None, "0" * 40))
            elif isinstance(content, tuple):
                mode, told = content
                rows.append((mode, name, None, told) if mode == "160000" else (mode, name, told.encode(), ""))
            else:
                rows.append(("100644", name, content if isinstance(content, bytes) else clean(content), ""))
        blobs = iter(self.blobs([content for _, _, content, _ in rows if content is not None]))
        made = [(mode, told if content is None else next(blobs), name) for mode, name, content, told in rows]
        lines = b"".join(f"{mode} {blob}\t".encode() + name + b"\0" for mode, blob, name in made)
        environment = {"PATH": os.environ["PATH"], "HOME": str(self.folder), "GIT_CONFIG_NOSYSTEM": "1", **index}

        def run(*words: str, sends: bytes = b"") -> str:
            command = ["git", "-c", "core.protectHFS=false", "-C", str(self.folder), *words]
            done = subprocess.run(command, input=sends, capture_output=True, check=True, env=environment, timeout=60)
            return done.stdout.decode().strip()

        run("read-tree", parent or "--empty")
        run("update-index", "-z", "--index-info", sends=lines)
        tree = run("write-tree")
        head = self.git("commit-tree", tree, *(["-p", parent] if parent else []), "-m", "work")
        if branch:
            self.git("update-ref", f"refs/heads/{branch}", head)
        return head


@pytest.fixture(scope="session")
def pristine(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A repository with the course on `main`, checked out; copied by those who change it."""
    made = Repo(tmp_path_factory.mktemp("pristine"))
    made.git("init", "-q", "-b", "main")
    made.commit("", COURSE, "main")
    made.git("reset", "-q", "--hard", "main")
    return made.folder


@pytest.fixture
def repo(pristine: Path, tmp_path: Path) -> Repo:
    """A repository with the course on `main`, checked out."""
    return Repo(shutil.copytree(pristine, tmp_path / "course"))


@pytest.fixture
def main(repo: Repo) -> str:
    return repo.git("rev-parse", "main")


@pytest.fixture
def right() -> dict[str, str]:
    """Files of a hand-in that earns everything."""
    return {"assignments/mini/q1.py": RIGHT, "assignments/mini/answers.md": ANSWERS}


@pytest.fixture
def wrong() -> dict[str, str]:
    """Files of a hand-in with a known mistake."""
    return {"assignments/mini/q1.py": WRONG, "assignments/mini/answers.md": ANSWERS}


@pytest.fixture(scope="session")
def sandbox() -> Iterator[Any]:
    from grader.pipeline import open_sandbox

    with open_sandbox(1) as opened:
        yield opened


@pytest.fixture
def door(repo: Repo, main: str) -> Any:
    """Look at a commit as both sides do."""
    from grader.ci.git import Repository
    from grader.ci.stages import examine

    return lambda head: examine(Repository(repo.folder), main, head, repo.folder)


@pytest.fixture
def observed(repo: Repo, door: Any, sandbox: Any, tmp_path: Path) -> Any:
    """Observe a commit; returns the folder of observations."""
    from grader.ci.artifact import write_artifact
    from grader.ci.settings import read_settings
    from grader.ci.stages import draw, observe

    def run(head: str, seed: str = "") -> Path:
        plans = draw(repo.folder, ["mini"], seed or head, read_settings(repo.folder))
        folder = tmp_path / f"observations-{head[:8]}"
        write_artifact(observe(door(head), plans, repo.folder, sandbox), folder)
        return folder

    return run


@pytest.fixture
def scored(repo: Repo, door: Any, sandbox: Any) -> Any:
    """Score a folder or zip of observations for a commit."""
    from grader.ci.scoring import Bench, score_artifact
    from grader.ci.settings import read_settings

    def run(head: str, observations: Path, plans: Mapping[str, bytes] | None = None) -> Any:
        bench = Bench(repo.folder, read_settings(repo.folder), sandbox, "ada", plans or {})
        return score_artifact(door(head), observations, bench)

    return run


@dataclass
class Request:
    """What a forge was asked."""

    method: str
    path: str
    query: dict[str, str]
    headers: dict[str, str]
    body: Any


@dataclass
class Forge:
    """Answers by method and path; every request is remembered."""

    base: str
    answers: dict[tuple[str, str], Any] = field(default_factory=dict)
    """The JSON for a request, or (status, JSON, headers), or a list of such answers given one after the other."""
    requests: list[Request] = field(default_factory=list)

    @property
    def asked(self) -> list[tuple[str, str]]:
        return [(request.method, request.path) for request in self.requests]

    def sent(self, method: str, path: str) -> list[Any]:
        return [request.body for request in self.requests if (request.method, request.path) == (method, path)]


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    forge: Forge

    def _answer(self) -> None:
        parts = urllib.parse.urlsplit(self.path)
        length = int(self.headers.get("Content-Length") or 0)
        body = json.loads(self.rfile.read(length)) if length else None
        query = dict(urllib.parse.parse_qsl(parts.query))
        self.forge.requests.append(
            Request(self.command, parts.path, query, {name.lower(): value for name, value in self.headers.items()}, body)
        )
        found = self.forge.answers.get((self.command, parts.path), (404, {"message": "Not Found"}, {}))
        if isinstance(found, list) and found and isinstance(found[0], tuple):
            found = found.pop(0) if len(found) > 1 else found[0]
        status, told, headers = found if isinstance(found, tuple) else (200, found, {})
        if isinstance(told, list) and "page" in query:
            start = (int(query["page"]) - 1) * int(query["per_page"])
            told = told[start : start + int(query["per_page"])]
        content = told if isinstance(told, bytes) else json.dumps(told).encode()
        self.send_response(status)
        for name, value in {"Content-Type": "application/json", "Content-Length": str(len(content)), **headers}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(content)

    do_GET = do_POST = do_PATCH = do_PUT = _answer

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture
def forge() -> Iterator[Forge]:
    """An HTTP server on loopback that stands for a forge's interface."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Handler)
    made = Forge(f"http://127.0.0.1:{server.server_address[1]}")
    server.RequestHandlerClass = type("Handler", (_Handler,), {"forge": made})
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    yield made
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture
def payload() -> Any:
    """A recorded event, with changes."""

    def read(name: str, **changes: Any) -> dict[str, Any]:
        told = json.loads((Path(__file__).parent / "payloads" / f"{name}.json").read_text(encoding="utf-8"))
        for path, value in changes.items():
            *steps, last = path.split("__")
            inner = told
            for step in steps:
                inner = inner[step]
            inner[last] = value
        return told

    return read
