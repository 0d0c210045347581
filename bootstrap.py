#!/usr/bin/env python3
"""Set this project up on a fresh machine, then grade or test.

    python3 bootstrap.py grade [WORDS]   grade the sample class (WORDS go to `grader grade`)
    python3 bootstrap.py test  [WORDS]   everything that CI runs (WORDS go to pytest)
    python3 bootstrap.py check           the quick part of `test`: lint, format, types, architecture
    python3 bootstrap.py golden          rewrite the golden reports
    python3 bootstrap.py docs            run every code block of the docs
    python3 bootstrap.py bench [WORDS]   print the benchmarks' ratios
    python3 bootstrap.py fmt             format the code
    python3 bootstrap.py lock            solve the dependencies anew (needs uv)
    python3 bootstrap.py setup           only make .venv

Needs Python 3.11 or newer and the standard library: no pip, no root. A second run starts at once.
"""

import os
import sys

if sys.version_info < (3, 11):  # this file must parse on old Pythons, so that they get a sentence and no traceback
    _words = " ".join(sys.argv[1:2]) or "grade"
    _paths = os.environ.get("PATH", "").split(os.pathsep)
    _names = ("python3.14", "python3.13", "python3.12", "python3.11")
    _newer = [name for name in _names if any(os.access(os.path.join(path, name), os.X_OK) for path in _paths)]
    _step = "install a newer one from your system's packages or python.org, and run this again with it"
    if _newer:
        _step = "run: %s bootstrap.py %s" % (_newer[0], _words)
    _uv = "uv run --no-project --python 3.12 bootstrap.py %s" % _words
    sys.exit("grader needs Python 3.11 or newer, and this is %d.%d; %s (or, with uv: %s)." % (sys.version_info[:2] + (_step, _uv)))

import contextlib
import hashlib
import shutil
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
PYTHON = VENV / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")
UNFINISHED = VENV / ".unfinished"
LOCKS = {"core": ROOT / "requirements.lock", "dev": ROOT / "requirements-dev.lock"}
CLASSROOM = ("dl-hw1", "examples/classroom")


class SetupError(Exception):
    """Something expected went wrong; the text says what, and what to do."""


def say(text: str) -> None:
    """Tell people what happens; standard output stays for the command's own words."""
    print(text, file=sys.stderr, flush=True)


# --- Is there anything to do? ---------------------------------------------------------------------------------------


def fingerprint(profile: str) -> str:
    """What .venv was made from: the lock, the project's own metadata, this Python and this place."""
    parts = [LOCKS[profile].read_bytes(), (ROOT / "pyproject.toml").read_bytes(), sys.version.encode(), os.fsencode(ROOT)]
    return hashlib.sha256(b"\0".join(hashlib.sha256(part).digest() for part in parts)).hexdigest()


def is_ready(profile: str) -> bool:
    """Whether .venv holds what `profile` needs; the dev lock holds all of the core lock."""
    if not PYTHON.exists() or UNFINISHED.exists():
        return False
    for name in dict.fromkeys((profile, "dev")):
        with contextlib.suppress(FileNotFoundError):
            if (VENV / f".ready-{name}").read_text() == fingerprint(name):
                return True
    return False


# --- Making .venv ---------------------------------------------------------------------------------------------------


def set_up(profile: str) -> None:
    """Make .venv and install the locked dependencies, unless that was done before; safe to run twice at a time."""
    if is_ready(profile):
        return
    from link_project import link_project

    with only_one():
        if is_ready(profile):
            return
        started = time.monotonic()
        if not is_usable():
            make_venv()
        UNFINISHED.touch()
        install(LOCKS[profile])
        compile_numpy()
        link_project(ROOT, VENV, PYTHON)
        (VENV / f".ready-{profile}").write_text(fingerprint(profile))
        UNFINISHED.unlink()
        say(f"ready after {time.monotonic() - started:.0f} s")


@contextlib.contextmanager
def only_one() -> Iterator[None]:
    """Hold a lock that the system drops when this process ends, however it ends."""
    with open(ROOT / ".bootstrap.lock", "w") as file:
        if sys.platform == "win32":
            import msvcrt

            while True:
                with contextlib.suppress(OSError):  # gives up after ten tries of a second each
                    msvcrt.locking(file.fileno(), msvcrt.LK_LOCK, 1)
                    break
        else:
            import fcntl

            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                say("another bootstrap.py is at work here; waiting for it")
                fcntl.flock(file, fcntl.LOCK_EX)
        yield


def is_usable() -> bool:
    """Whether a .venv is there that was finished, belongs here and runs this very version of Python."""
    config = VENV / "pyvenv.cfg"
    if not PYTHON.exists() or UNFINISHED.exists() or not config.is_file():
        return False
    found = {key.strip(): value.strip() for key, _, value in (line.partition("=") for line in config.read_text().splitlines())}
    version = found.get("version") or found.get("version_info") or ""
    return version.split(".")[:2] == [str(number) for number in sys.version_info[:2]]


def make_venv() -> None:
    """Make an empty .venv, in place of a half-made or outdated one."""
    if VENV.is_symlink() or VENV.is_file():
        VENV.unlink()
    elif VENV.exists():
        say("removing a .venv that is half-made or of another Python")
        shutil.rmtree(VENV)
    say(f"making .venv with Python {sys.version_info.major}.{sys.version_info.minor}")
    VENV.mkdir()
    UNFINISHED.touch()
    base = getattr(sys, "_base_executable", "") or sys.executable
    # Without pip: where ensurepip is missing (Debian's bare python3), asking for it fails and leaves a half-made folder.
    made = subprocess.run([base, "-I", "-m", "venv", "--without-pip", str(VENV)], stdin=subprocess.DEVNULL, capture_output=True, text=True)
    if made.returncode or not PYTHON.exists():
        reason = (made.stderr or made.stdout).strip().splitlines()[-1:] or ["it said nothing"]
        step = "install the rest of Python (Debian: apt install python3-venv), then run the same command again."
        raise SetupError(f"{base} cannot make a virtual environment ({reason[0]}); {step}")


def install(lock: Path) -> None:
    """Install exactly what `lock` names, wheels only, every hash checked: by uv if it is there, else by pip."""
    from find_pip import PipError, pip_command, pip_setting

    count = sum("==" in line for line in lock.read_text().splitlines())
    arguments = ["--no-deps", "--require-hashes", "--only-binary", ":all:", "-r", str(lock)]
    uv = shutil.which("uv")
    if uv:
        say(f"installing {count} locked packages with uv")
        index = pip_setting("index-url")
        environment = {"UV_DEFAULT_INDEX": index} if index else {}
        done = run_quietly([uv, "pip", "install", "--python", str(PYTHON), *arguments], environment)
        if done.returncode == 0:
            return
        say("uv could not do it; trying pip: " + last_line(done.stdout))
    else:
        say(f"installing {count} locked packages with pip (a minute or so)")
    try:
        pip = pip_command(PYTHON, VENV)
    except PipError as error:
        raise SetupError(str(error)) from None
    done = run_quietly([*pip, "install", "--no-user", "--no-compile", "--no-input", "--disable-pip-version-check", *arguments])
    if done.returncode:
        raise SetupError(explain(done.stdout))


def compile_numpy() -> None:
    """Compile what is imported beside student code, where nothing can be written; the rest compiles when first used."""
    program = "import compileall, numpy, re; compileall.compile_dir(numpy.__path__[0], quiet=2, rx=re.compile('/tests/'))"
    run_quietly([str(PYTHON), "-I", "-c", program])


def run_quietly(command: list[str], more: dict[str, str] | None = None) -> "subprocess.CompletedProcess[str]":
    """Run a command whose words matter only when it fails."""
    elsewhere = ("PYTHONPATH", "PYTHONHOME", "PIP_TARGET", "PIP_PREFIX", "PIP_USER", "PIP_PYTHON")  # would install past .venv
    environment = {**(more or {}), **{key: value for key, value in os.environ.items() if key not in elsewhere}}
    out, err = subprocess.PIPE, subprocess.STDOUT
    return subprocess.run(command, cwd=ROOT, env=environment, stdin=subprocess.DEVNULL, stdout=out, stderr=err, text=True, errors="replace")


def last_line(text: str) -> str:
    """The last line that says anything."""
    return ([line.strip() for line in text.splitlines() if line.strip()] or ["no reason given"])[-1]


def explain(words: str) -> str:
    """Turn pip's words into what went wrong and what to do."""
    if "DO NOT MATCH THE HASHES" in words:
        return "A downloaded package is not the one that was locked (its hash differs); try another network or package index."
    signs = ("from versions: none", "getaddrinfo", "onnection", "timed out", "Name or service", "ProxyError", "SSLError", "CERTIFICATE")
    if any(sign in words for sign in signs):
        from find_pip import offline

        return offline()
    return "pip could not install the locked packages:\n  " + "\n  ".join(words.strip().splitlines()[-12:])


# --- The verbs ------------------------------------------------------------------------------------------------------

PROFILES = {"setup": "core", "grade": "core", **dict.fromkeys(("test", "check", "golden", "docs", "bench", "fmt"), "dev")}


def main(words: list[str]) -> int:
    """Do what the first word says; the rest is passed on."""
    verb, rest = (words or [""])[0], words[1:]
    if verb == "lock":
        return become([sys.executable, str(ROOT / ".ci/lock.py"), *rest])
    if verb not in PROFILES:
        say(__doc__ or "")
        return 0 if verb in ("help", "-h", "--help") else 2
    set_up(PROFILES[verb])
    if verb == "setup":
        say(f"next: python3 bootstrap.py grade, or {PYTHON.parent / 'grader'} --help")
        return 0
    os.chdir(ROOT)
    if verb == "grade":
        return become([str(PYTHON), "-m", "grader", "grade", *CLASSROOM, *rest])
    return become([str(PYTHON), str(ROOT / ".ci/verbs.py"), verb, *rest])


def become(command: list[str]) -> int:
    """Turn into another program, so that signals and exit codes are its own; Windows must wait for it instead."""
    sys.stdout.flush()
    if sys.platform == "win32":
        return subprocess.run(command).returncode
    os.execv(command[0], command)


if __name__ == "__main__":
    sys.path.insert(0, str(ROOT / ".ci"))
    try:
        sys.exit(main(sys.argv[1:]))
    except SetupError as error:
        sys.exit(f"bootstrap.py: {error}")
    except KeyboardInterrupt:
        say("\nstopped; run the same command again to go on")
        sys.exit(130)
    except OSError as error:
        where = error.filename or ROOT
        sys.exit(f"bootstrap.py: {error.strerror or error}: {where}. Give this folder write access and room, then run it again.")
