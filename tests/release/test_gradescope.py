"""The autograder for Gradescope, run in a folder that is laid out like theirs."""

import io
import json
import os
import subprocess
import sys
import zipfile

import pytest

from grader.pipeline import ready
from grader.release import gradescope_files, zipped

ROOT_SCRIPTS = ("setup.sh", "run_autograder")
RIGHT = "def double(x):\n    return 2.0 * x\n"


@pytest.fixture(scope="module")
def course(tmp_path_factory):
    root = tmp_path_factory.mktemp("course")
    part = '{id: double, title: Double it, kind: code, points: 2, answer: "q1.py:double", seconds: 5}'
    files = {
        "assignments/mini/assignment.yaml": f"format: 1\ntitle: Mini\nquestions:\n  - {{id: q1, title: Sums, parts: [{part}]}}\n",
        "assignments/mini/q1.py": "def double(x):\n    raise NotImplementedError\n",
        "solutions/mini/q1.py": RIGHT,
        "solutions/mini/cases/q1.py": (
            'from grader.authoring import call, cases\n\n\n@cases("q1.double", hint="Twice.")\ndef ordinary(rng):\n'
            '    """Ordinary values are doubled."""\n    yield call("double", rng.normal(size=3))\n'
        ),
    }
    for name, text in files.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text)
    return root


@pytest.fixture(scope="module")
def archive(course):
    return zipped("", gradescope_files(ready(course, "mini"), course), runnable=ROOT_SCRIPTS)


@pytest.fixture
def container(archive, tmp_path):
    """`/autograder` as Gradescope makes it: the zip in `source`, the script beside it, an upload in `submission`."""
    with zipfile.ZipFile(io.BytesIO(archive)) as opened:
        opened.extractall(tmp_path / "source")
    (tmp_path / "submission").mkdir()
    return tmp_path


def run(container):
    environment = {**os.environ, "AUTOGRADER_ROOT": str(container), "GRADER_PYTHON": sys.executable, "TMPDIR": str(container)}
    command = ["bash", str(container / "source" / "run_autograder")]
    done = subprocess.run(command, env=environment, cwd=container, capture_output=True, text=True, timeout=120, check=False)
    return done, json.loads((container / "results" / "results.json").read_text())


def test_a_right_submission_gets_its_points(container):
    (container / "submission" / "q1.py").write_text(RIGHT)
    _, results = run(container)
    assert (results["score"], results["tests"][0]["status"]) == (2, "passed")


def test_an_upload_without_the_asked_file_is_graded_too(container):
    (container / "submission" / "notes.py").write_text("x = 1\n")
    _, results = run(container)
    assert results["score"] == 0


def test_a_fault_of_ours_carries_no_score(container):
    (container / "source" / "course" / "assignments" / "mini" / "assignment.yaml").write_text("format: 2\n")
    (container / "submission" / "q1.py").write_text(RIGHT)
    done, results = run(container)
    assert "score" not in results
    assert "our fault, not yours" in results["output"]
    assert "assignment.yaml:1" in done.stderr


def test_nothing_stays_behind(container):
    (container / "submission" / "q1.py").write_text(RIGHT)
    run(container)
    assert sorted(path.name for path in container.iterdir()) == ["results", "source", "submission"]


def test_the_scripts_stand_at_the_root_and_can_be_run(archive):
    with zipfile.ZipFile(io.BytesIO(archive)) as opened:
        modes = {entry.filename: entry.external_attr >> 16 & 0o777 for entry in opened.infolist()}
    assert [modes[name] for name in ROOT_SCRIPTS] == [0o755, 0o755]


@pytest.mark.parametrize("script", ROOT_SCRIPTS)
def test_the_scripts_are_bash(archive, script, tmp_path):
    with zipfile.ZipFile(io.BytesIO(archive)) as opened:
        (tmp_path / script).write_bytes(opened.read(script))
    assert subprocess.run(["bash", "-n", tmp_path / script], check=False).returncode == 0


def test_the_same_course_gives_the_same_bytes(course, archive):
    assert zipped("", gradescope_files(ready(course, "mini"), course), runnable=ROOT_SCRIPTS) == archive


def test_every_package_is_pinned(archive):
    with zipfile.ZipFile(io.BytesIO(archive)) as opened:
        lines = opened.read("requirements.txt").decode().splitlines()
    assert all("==" in line for line in lines)
    assert {"numpy", "sympy", "sqlalchemy", "typer"} <= {line.partition("==")[0] for line in lines}
