"""A clean copy of the project, a package index on this machine, and Pythons that lack things."""

from __future__ import annotations

import base64
import ensurepip
import hashlib
import http.server
import json
import os
import re
import shutil
import subprocess
import sys
import sysconfig
import threading
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

BASE = os.path.realpath(getattr(sys, "_base_executable", "") or sys.executable)
SYSTEM = os.pathsep.join(("/usr/bin", "/bin"))


@dataclass
class Copy:
    """The project in a folder of its own, and a way to run its bootstrap.py as a stranger would."""

    folder: Path
    environment: dict[str, str]
    python: str = BASE

    @property
    def venv(self) -> Path:
        """Where it makes its environment."""
        return self.folder / ".venv"

    def command(self, *words: str) -> list[str]:
        """What to run."""
        return [self.python, str(self.folder / "bootstrap.py"), *words]

    def run(self, *words: str, **more: str) -> subprocess.CompletedProcess[str]:
        """Run it to its end, in an empty HOME and without this session's environment."""
        environment = {**self.environment, **more}
        return subprocess.run(
            self.command(*words),
            cwd="/",
            env=environment,
            capture_output=True,
            text=True,
            timeout=300,
            stdin=subprocess.DEVNULL,
            check=False,
        )

    def inside(self, program: str) -> subprocess.CompletedProcess[str]:
        """Run a program in the environment that was made, from elsewhere."""
        python = str(self.venv / "bin/python")
        return subprocess.run([python, "-P", "-c", program], cwd="/", env=self.environment, capture_output=True, text=True, check=False)


@dataclass
class Index:
    """A package index on this machine; `files` by name."""

    url: str = ""
    files: dict[str, bytes] = field(default_factory=dict)
    json: bool = True
    asked: list[str] = field(default_factory=list)

    def add(self, name: str, wheel: bytes) -> str:
        """Offer a wheel; its SHA-256."""
        self.files[name] = wheel
        return hashlib.sha256(wheel).hexdigest()

    def page(self, project: str, json_wanted: bool) -> tuple[str, bytes]:
        """Content type and body of a project's page."""
        names = [name for name in self.files if name.startswith(f"{project}-")]
        if json_wanted and self.json:
            entries = [
                {"filename": n, "url": f"../../files/{n}", "hashes": {"sha256": hashlib.sha256(self.files[n]).hexdigest()}} for n in names
            ]
            body = {"meta": {"api-version": "1.0"}, "name": project, "files": entries}
            return "application/vnd.pypi.simple.v1+json", json.dumps(body).encode()
        links = (f'<a href="../../files/{n}#sha256={hashlib.sha256(self.files[n]).hexdigest()}">{n}</a>' for n in names)
        return "text/html", "<!DOCTYPE html><html><body>{}</body></html>".format("\n".join(links)).encode()


@pytest.fixture
def index() -> Iterator[Index]:
    """An index that offers `tiny` 1.0, on a port of the loopback."""
    offered = Index()

    class Pages(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            offered.asked.append(self.path)
            words = self.path.strip("/").split("/")
            if words[0] == "files" and words[-1] in offered.files:
                kind, body = "application/octet-stream", offered.files[words[-1]]
            elif words[0] == "simple" and any(name.startswith(words[-1] + "-") for name in offered.files):
                kind, body = offered.page(words[-1], "json" in self.headers.get("Accept", ""))
            else:
                self.send_error(404)
                return
            self.send_response(200)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:
            """Stay quiet."""

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Pages)
    server.daemon_threads = True
    offered.url = f"http://127.0.0.1:{server.server_port}/simple"
    offered.add("tiny-1.0-py3-none-any.whl", wheel("tiny", "1.0"))
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    yield offered
    server.shutdown()
    server.server_close()
    thread.join()


def wheel(name: str, version: str) -> bytes:
    """A wheel with one module that knows its version."""
    import io

    contents = {
        f"{name}.py": f"VERSION = {version!r}\n",
        f"{name}-{version}.dist-info/METADATA": f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n",
        f"{name}-{version}.dist-info/WHEEL": "Wheel-Version: 1.0\nGenerator: tests\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
    }
    record = "".join(f"{path},sha256={_digest(text)},{len(text)}\n" for path, text in contents.items())
    contents[f"{name}-{version}.dist-info/RECORD"] = record + f"{name}-{version}.dist-info/RECORD,,\n"
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for path, text in contents.items():
            archive.writestr(zipfile.ZipInfo(path), text)
    return buffer.getvalue()


def _digest(text: str) -> str:
    return base64.urlsafe_b64encode(hashlib.sha256(text.encode()).digest()).decode().rstrip("=")


@pytest.fixture
def project(root: Path, tmp_path: Path, index: Index) -> Copy:
    """A copy whose lock names the one package of the local index, in a folder whose name has blanks and more."""
    folder = tmp_path / "my course's füle"
    (folder / ".ci").mkdir(parents=True)
    (folder / "grader/cli").mkdir(parents=True)
    (folder / "solutions").mkdir()
    for name in ("bootstrap.py", "pyproject.toml", ".ci/find_pip.py", ".ci/link_project.py", ".ci/verbs.py", ".ci/lock.py"):
        shutil.copy(root / name, folder / name)
    # A stand-in for the package: it tells how it was called.
    (folder / "grader/__init__.py").touch()
    (folder / "grader/__main__.py").write_text(
        "import os, sys, tiny\nprint(tiny.VERSION, os.getcwd(), *sys.argv[1:], sep='|')\nsys.exit(3)\n"
    )
    (folder / "grader/cli/__init__.py").write_text("import sys\n\n\ndef main():\n    print('grader', *sys.argv[1:])\n")
    (folder / "solutions/answers.py").touch()
    lock(folder, index, "tiny-1.0")
    home = tmp_path / "home"
    home.mkdir()
    path = f"{tool(folder, 'uv', QUICK_UV)}{os.pathsep}{SYSTEM}"
    environment = {"PATH": path, "HOME": str(home), "PIP_INDEX_URL": index.url, "PIP_CONFIG_FILE": os.devnull, "PIP_RETRIES": "0"}
    return Copy(folder, environment)


# Installs what the lock names in no time; pip itself is tried by the tests that take `with_pip`.
QUICK_UV = f"""#!{BASE}
import io, os, sys, sysconfig, urllib.request, zipfile
words = sys.argv[1:]
venv = os.path.dirname(os.path.dirname(words[words.index("--python") + 1]))
for line in open(words[words.index("-r") + 1]):
    if "==" in line:
        name = "-".join(line.split()[0].split("==")) + "-py3-none-any.whl"
        with urllib.request.urlopen(os.environ["UV_DEFAULT_INDEX"].replace("/simple", "/files/" + name)) as answer:
            zipfile.ZipFile(io.BytesIO(answer.read())).extractall(sysconfig.get_path("purelib", "venv", dict(base=venv)))
"""


def tool(folder: Path, name: str, text: str) -> Path:
    """Put a program into the folder of tools beside a copy; that folder."""
    tools = folder.parent / "tools"
    tools.mkdir(exist_ok=True)
    (tools / name).write_text(text)
    (tools / name).chmod(0o755)
    return tools


@pytest.fixture
def with_pip(project: Copy) -> Copy:
    """The copy on a machine without uv."""
    project.environment["PATH"] = SYSTEM
    return project


@pytest.fixture
def put_uv(project: Copy) -> Callable[[str], object]:
    """Put another `uv` on the path of the copy, as shell text; without any, the first one comes back."""
    return lambda body="": tool(project.folder, "uv", "#!/bin/sh\n" + body if body else QUICK_UV)


def lock(folder: Path, index: Index, package: str) -> None:
    """Write both locks for one package of the index."""
    digest = hashlib.sha256(index.files[f"{package}-py3-none-any.whl"]).hexdigest()
    for name in ("requirements.lock", "requirements-dev.lock"):
        (folder / name).write_text("{} \\\n    --hash=sha256:{}\n".format(package.replace("-", "=="), digest))


@pytest.fixture
def relock() -> Callable[[Path, Index, str], None]:
    """Write the locks of a copy anew."""
    return lock


@pytest.fixture
def make_wheel() -> Callable[[str, str], bytes]:
    """Build a wheel."""
    return wheel


@pytest.fixture(scope="session")
def bare_python(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A Python without ensurepip, as Debian's `python3` is when nothing else is installed."""
    prefix = tmp_path_factory.mktemp("bare")
    library = prefix / "lib" / f"python{sys.version_info.major}.{sys.version_info.minor}"
    library.mkdir(parents=True)
    (prefix / "bin").mkdir()
    for entry in Path(sysconfig.get_path("stdlib")).iterdir():
        if entry.name not in ("ensurepip", "site-packages", "dist-packages", "__pycache__"):
            (library / entry.name).symlink_to(entry)
    python = shutil.copy(BASE, prefix / "bin/python3")
    probe = "import sys, importlib.util; print(sys.prefix, importlib.util.find_spec('ensurepip'))"
    run = subprocess.run([python, "-c", probe], capture_output=True, text=True, env={"PATH": SYSTEM}, check=False)
    if run.stdout.split() != [str(prefix), "None"]:
        pytest.skip(f"LOUD: cannot make a Python without ensurepip from this one: {run.stdout} {run.stderr}")
    return str(python)


@pytest.fixture
def bundled_pip(project: Copy) -> tuple[str, bytes]:
    """The pip that this Python carries, made the one that the copy's `.ci/find_pip.py` names: no network is needed."""
    folder = Path(ensurepip.__file__).parent / "_bundled"
    places = [folder, Path("/usr/share/python-wheels")]
    found = [path for place in places if place.is_dir() for path in sorted(place.glob("pip-*.whl"))]
    if not found:
        pytest.skip("LOUD: this Python carries no wheel of pip, so fetching one cannot be tried without a network")
    content = found[-1].read_bytes()
    script = project.folder / ".ci/find_pip.py"
    text = re.sub(r'PIP_WHEEL = ".*"', f'PIP_WHEEL = "{found[-1].name}"', script.read_text())
    script.write_text(re.sub(r'PIP_SHA256 = ".*"', f'PIP_SHA256 = "{hashlib.sha256(content).hexdigest()}"', text))
    return found[-1].name, content
