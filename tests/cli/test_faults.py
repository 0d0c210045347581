"""A full disk, a closed folder, a grader that is killed: told in a line, and nothing graded is lost."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
linux = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="LOUD: needs Linux")
# An account like any other: root without its right to pass closed doors. Prepended to a command.
WITHOUT_RIGHTS = """
import ctypes, os, sys
libc = ctypes.CDLL(None)
for right in (1, 2):
    libc.prctl(24, right, 0, 0, 0)
os.execv(sys.executable, [sys.executable, *sys.argv[1:]])
"""
# Grades into a file system of a few hundred kilobytes, then again when it has grown.
ON_A_SMALL_DISK = """
import json, os, pathlib, subprocess, sys
sys.path.insert(0, sys.argv[1])
from grader.sandbox.inside.syscalls import mount, unshare
place, uid, gid = sys.argv[2], os.geteuid(), os.getegid()
if uid:
    unshare(0x10000000 | 0x20000)
    for name, text in (("setgroups", "deny"), ("uid_map", f"0 {uid} 1"), ("gid_map", f"0 {gid} 1")):
        with open(f"/proc/self/{name}", "w") as file:
            file.write(text)
else:
    unshare(0x20000)
mount("", "/", "", 16384 | 1 << 18)
mount("tmpfs", place, "tmpfs", 0, "size=" + sys.argv[3])
def run():
    words = [sys.executable, "-m", "grader", "grade", "mini", "class", "--out", place + "/out"]
    done = subprocess.run(words, capture_output=True, text=True)
    kept = [json.loads(path.read_text()) for path in pathlib.Path(place).glob("out/*/result.json")]
    return done.returncode, done.stderr, len(kept)
first = run()
mount("", place, "", 32, "size=50m")
print(json.dumps([first, run()]))
"""


def _spread(course: Path, many: int, source: str) -> None:
    for number in range(many):
        folder = course / "class" / f"s{number:03}"
        folder.mkdir()
        (folder / "q1.py").write_text(f"{source}# {number}\n")


@pytest.fixture
def grader_without_rights(course, environment):
    """Run `grader WORDS` as an account that cannot read everything."""

    def run(*words):
        command = [sys.executable, "-c", WITHOUT_RIGHTS, "-m", "grader", *map(str, words)]
        return subprocess.run(command, cwd=course, env=environment, capture_output=True, text=True, timeout=120)

    return run


@linux
def test_a_full_disk_is_told_and_what_was_graded_is_kept(course, environment, tmp_path):
    _spread(course, 30, (course / "class/ada/q1.py").read_text())
    place = tmp_path / "small"
    place.mkdir()
    command = [sys.executable, "-c", ON_A_SMALL_DISK, str(ROOT), str(place), "400k"]
    done = subprocess.run(command, cwd=course, env=environment, capture_output=True, text=True, timeout=120)
    if "unshare" in done.stderr or "mount" in done.stderr.splitlines()[-1:]:
        pytest.skip(f"LOUD: no small disk could be mounted here: {done.stderr.splitlines()[-1]}")
    assert done.returncode == 0, done.stderr
    (code, said, kept), (again, _, all_of_them) = json.loads(done.stdout)
    assert "Traceback" not in said
    assert "full" in said
    assert code == 2
    assert kept < 32
    assert (again, all_of_them) == (0, 32)


@linux
def test_a_folder_that_may_not_be_written_is_told(grader_without_rights, course):
    out = course / "closed"
    out.mkdir()
    out.chmod(0o555)
    done = grader_without_rights("grade", "mini", "class", "--out", out / "here")
    assert done.returncode == 2
    assert "closed/here" in done.stderr
    assert "give another folder with --out" in done.stderr
    assert "Traceback" not in done.stderr


@linux
@pytest.mark.parametrize("closed", ["class/bob", "class/bob/q1.py"])
def test_a_hand_in_that_cannot_be_read_costs_nobody_points(grader_without_rights, course, closed):
    (course / closed).chmod(0)
    done = grader_without_rights("grade", "mini", "class")
    (course / closed).chmod(0o755)
    assert done.returncode == 1, done.stderr
    found = {s["student"]: s for s in json.loads((course / "out/mini/results.json").read_text())["submissions"]}
    assert found["ada"]["earned"] == 4.0
    assert {part["verdict"] for part in found["bob"]["parts"]} == {"broken"}
    assert found["bob"]["pending"] == 4.0
    assert "cannot be read on this machine (permission denied)" in found["bob"]["notes"][0]["reason"]


@linux
@pytest.mark.parametrize("closed", ["solutions/mini/q1.py", "solutions/mini/cases", "assignments/mini/assignment.yaml", "class"])
def test_a_part_of_the_course_that_cannot_be_read_is_one_line(grader_without_rights, course, closed):
    (course / closed).chmod(0)
    done = grader_without_rights("grade", "mini", "class")
    (course / closed).chmod(0o755)
    assert done.returncode in (1, 2)
    assert "Traceback" not in done.stderr
    assert closed.rpartition("/")[2] in done.stderr
    assert any(words in done.stderr.lower() for words in ("permission denied", "not readable", "cannot be read"))


def _zygotes_of(pid: int) -> int:
    found = 0
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                found += f'"parent": {pid},'.encode() in (entry / "cmdline").read_bytes()
            except OSError:
                continue
    return found


def _wait(condition, seconds: float) -> bool:
    end = time.monotonic() + seconds
    while not condition() and time.monotonic() < end:
        time.sleep(0.02)
    return bool(condition())


@linux
def test_a_grader_that_is_killed_leaves_nothing_torn_and_goes_on_where_it_was(course, environment, grader):
    slow = (course / "class/ada/q1.py").read_text() + "\nimport time\ntime.sleep(0.1)\n"
    _spread(course, 30, slow)
    out = course / "out" / "mini"
    command = [sys.executable, "-m", "grader", "grade", "mini", "class", "--jobs", "2"]
    run = subprocess.Popen(command, cwd=course, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    assert _wait(lambda: len(list(out.glob("*/result.json"))) >= 5, 30)
    assert _zygotes_of(run.pid)
    run.send_signal(signal.SIGKILL)
    run.wait()
    assert _wait(lambda: not _zygotes_of(run.pid), 5)
    before = {path: path.stat().st_mtime_ns for path in out.glob("*/result.json")}
    assert len(before) < 32
    for path in before:
        assert json.loads(path.read_text())["student"] == path.parent.name
    for path in out.glob("*/report.html"):
        assert path.read_text().rstrip().endswith("</html>")
    started = time.monotonic()
    done = grader("grade", "mini", "class", "--jobs", "2")
    resumed = time.monotonic() - started
    assert done.returncode == 0, done.stderr
    fresh = grader("grade", "mini", "class", "--jobs", "2", "--out", "fresh")
    assert fresh.returncode == 0
    files = {
        path.relative_to(out): path.read_bytes() for path in out.rglob("*") if path.suffix in (".json", ".html", ".md", ".csv", ".xml")
    }
    again = {
        path.relative_to(course / "fresh"): path.read_bytes()
        for path in (course / "fresh").rglob("*")
        if path.suffix in (".json", ".html", ".md", ".csv", ".xml")
    }
    assert files == again
    assert resumed < 30
