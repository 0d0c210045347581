"""`grader ci` as a runner and an instructor call it: real processes, a forge on this machine."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
CLASS = ROOT / "examples" / "classroom"
REPOSITORY = "/repos/dl-course/homework"
TOKEN = "ghs_thisIsTheTokenOfTheTest"


@pytest.fixture
def grader(repo, tmp_path):
    """Run `grader ci WORDS` in the course's folder."""
    (tmp_path / "home").mkdir()
    base = {"PATH": os.environ["PATH"], "HOME": str(tmp_path / "home"), "PYTHONPATH": str(ROOT), "NO_COLOR": "1", "COLUMNS": "80"}

    def run(*words, folder=None, **environment):
        command = [sys.executable, "-P", "-W", "error", "-m", "grader", "ci", *map(str, words)]
        return subprocess.run(
            command, cwd=folder or repo.folder, env=base | environment, capture_output=True, text=True, timeout=300, check=False
        )

    return run


@pytest.fixture
def apart(repo, tmp_path):
    """The same course as a real one lies: the public side without the answers, and the answers in a checkout of their own."""
    answers = tmp_path / "answers"
    answers.mkdir()
    shutil.move(repo.folder / "solutions", answers / "solutions")
    return answers


def done(run):
    assert run.returncode == 0, run.stdout + run.stderr
    return run.stdout


def test_every_stage_from_the_event_to_the_comment(grader, repo, main, wrong, apart, forge, payload, tmp_path):
    """As the three workflows run them: answers only where they are trusted, a token only where something is published."""
    head = repo.commit(main, wrong)
    out = {name: tmp_path / name for name in ("plans", "observations", "result")}
    assert done(grader("draw", "--answers", apart, "--head", head, "--out", out["plans"])) == f"inputs for {head[:12]}: mini\n"
    runner = {"CI": "true", "GITHUB_ACTIONS": "true"}
    log = done(grader("observe", "--head", head, "--plans", out["plans"], "--out", out["observations"], **runner))
    first, *inner, last = log.splitlines()
    assert first.startswith("::stop-commands::")
    assert last == f"::{first.removeprefix('::stop-commands::')}::"
    assert [line.split(":")[0] for line in inner] == ["mini"]
    places = {f"--{name}": folder for name, folder in out.items() if name != "result"}
    words = ("score", "--answers", apart, "--head", head, "--out", out["result"], "--student", "ada-l")
    words += tuple(word for pair in places.items() for word in pair)
    assert "graded: mini" in done(grader(*words, **runner))
    assert json.loads((out["result"] / "outcome.json").read_text())["student"] == "ada-l"
    forge.answers |= {
        ("GET", f"{REPOSITORY}/pulls"): [
            {"number": 7, "head": {"sha": head, "repo": {"full_name": "ada-l/homework"}}, "base": {"ref": "main"}}
        ],
        ("POST", f"{REPOSITORY}/check-runs"): (201, {"id": 1}, {}),
        ("GET", f"{REPOSITORY}/issues/7/comments"): [],
        ("POST", f"{REPOSITORY}/issues/7/comments"): (201, {"id": 2}, {}),
    }
    event = tmp_path / "event.json"
    event.write_text(json.dumps(payload("workflow_run", workflow_run__head_sha=head)))
    places = {"GITHUB_EVENT_PATH": str(event), "GITHUB_API_URL": forge.base, "GITHUB_STEP_SUMMARY": str(tmp_path / "summary.md")}
    published = grader("publish", "--result", out["result"], GH_TOKEN=TOKEN, **places, **runner)
    assert "published on pull request 7: mini: 3.00 of 5 points" in done(published)
    assert "**3.00 of 5 points**" in (tmp_path / "summary.md").read_text()
    assert TOKEN not in published.stdout + published.stderr + (tmp_path / "summary.md").read_text()
    (run,) = forge.sent("POST", f"{REPOSITORY}/check-runs")
    assert (run["head_sha"], run["conclusion"]) == (head, "success")
    assert [note["path"] for note in run["output"]["annotations"]] == ["assignments/mini/q1.py"]


NOSY = '''
import os, sys
print("::set-output name=mark::100")
print("::add-mask::x")
print("##[error]hello")
os.write(1, b"::error::written past Python\\n")
sys.stderr.write("::warning::hello\\n")


def double(x):
    """Give back all that can be seen of the environment."""
    raise ValueError("::set-env name=PATH::x " + repr(sorted(os.environ)) + open("/proc/self/environ").read())


def total(x):
    print("::stop-commands::mine")
    return float(x.sum())
'''


def test_code_reaches_neither_the_log_nor_the_environment(grader, repo, main, right, tmp_path):
    head = repo.commit(main, right | {"assignments/mini/q1.py": NOSY})
    secret = "the-secret-of-the-runner"
    words = ("--head", head, "--out", tmp_path / "o")
    done(grader("draw", "--head", head, "--out", tmp_path / "p"))
    run = grader("observe", *words, "--plans", tmp_path / "p", GITHUB_ACTIONS="true", ACTIONS_RUNTIME_TOKEN=secret, SOME_TOKEN=secret)
    log = done(run) + run.stderr
    for word in ("set-output", "add-mask", "##[error]", "::error::", "::warning::", "set-env", "stop-commands::mine", secret):
        assert word not in log
    observations = b"".join(path.read_bytes() for path in (tmp_path / "o").iterdir())
    assert secret.encode() not in observations
    assert b"RUNTIME_TOKEN" not in observations


@pytest.mark.parametrize("stage", ["observe", "score"])
def test_a_token_in_reach_of_hostile_data_is_refused(grader, repo, main, right, tmp_path, stage):
    head = repo.commit(main, right)
    more = ("--observations", tmp_path / "o") if stage == "score" else ()
    run = grader(stage, "--head", head, "--out", tmp_path / "out", *more, CI="true", GH_TOKEN=TOKEN)
    assert run.returncode == 2
    assert "GH_TOKEN is set, and this stage must not be given a token" in run.stderr
    assert TOKEN not in run.stdout + run.stderr


@pytest.mark.parametrize("head", ["main", "0123456", "--help"])
def test_a_branch_is_no_commit(grader, tmp_path, head):
    run = grader("observe", f"--head={head}", "--out", tmp_path / "o")
    assert run.returncode == 2
    assert "wants a full commit id" in run.stderr


def test_an_unknown_commit(grader, tmp_path):
    run = grader("observe", "--head", "f" * 40, "--out", tmp_path / "o")
    assert run.returncode == 2
    assert "Traceback" not in run.stderr


def test_a_refused_head_is_observed_by_nobody_and_told_why(grader, repo, main, right, tmp_path):
    head = repo.commit(main, right | {b"assignments/mini/x\n::error::.py": "x = 1\n", "ci.yaml": "format: 1\n"})
    done(grader("draw", "--head", head, "--out", tmp_path / "p"))
    log = done(grader("observe", "--head", head, "--plans", tmp_path / "p", "--out", tmp_path / "o", GITHUB_ACTIONS="true"))
    assert "These files belong to the course and may not change in a hand-in: ci.yaml." in log
    assert not [line for line in log.splitlines()[1:-1] if line.startswith("::")]
    assert json.loads((tmp_path / "o" / "manifest.json").read_text())["assignments"] == []
    done(grader("score", "--head", head, "--observations", tmp_path / "o", "--out", tmp_path / "r"))
    assert json.loads((tmp_path / "r" / "outcome.json").read_text())["state"] == "refused"


def test_public_cases_as_test_results(grader, repo, main, right, apart, tmp_path):
    from xml.etree import ElementTree

    head = repo.commit(main, right | {"assignments/mini/q1.py": "def double(x):\n    raise TypeError('<no> & never')\n"})
    done(grader("observe", "--head", head, "--out", tmp_path / "o", "--junit", tmp_path / "junit.xml"))
    cases = ElementTree.parse(tmp_path / "junit.xml").findall(".//testcase")
    assert [(case.get("classname"), [inner.get("type") for inner in case]) for case in cases] == [("mini.q1", ["raised"])]
    assert "TypeError: <no> & never" in cases[0][0].get("message")
    assert "assignments" not in cases[0][0].text
    assert "q1.py:2" in cases[0][0].text


def test_waiting_for_inputs(grader, forge, tmp_path):
    head = "0" * 40
    path = f"{REPOSITORY}/actions/artifacts"
    environment = {"GH_TOKEN": TOKEN, "GITHUB_REPOSITORY": "dl-course/homework", "GITHUB_API_URL": forge.base}
    forge.answers["GET", path] = {"artifacts": [{"id": 1, "expired": False, "workflow_run": {"id": 42}}]}
    forge.answers["GET", f"{REPOSITORY}/actions/runs/42"] = {"id": 42, "event": "pull_request_target", "path": ".github/workflows/draw.yml"}
    output = tmp_path / "output"
    assert done(grader("await", "--head", head, GITHUB_OUTPUT=str(output), **environment)) == "run=42\n"
    assert output.read_text() == "run=42\n"
    forge.answers["GET", path] = {"artifacts": []}
    run = grader("await", "--head", head, "--minutes", "0", **environment)
    assert run.returncode == 1
    assert "no inputs were drawn for 000000000000 within 0 minutes; look at the workflow `draw`" in run.stderr


def test_a_fault_of_ours_ends_with_1_and_still_leaves_an_outcome(grader, repo, main, right, tmp_path):
    head = repo.commit(main, right)
    done(grader("draw", "--head", head, "--out", tmp_path / "p"))
    done(grader("observe", "--head", head, "--plans", tmp_path / "p", "--out", tmp_path / "o"))
    shutil.rmtree(repo.folder / "solutions" / "mini")
    run = grader("score", "--head", head, "--observations", tmp_path / "o", "--out", tmp_path / "r")
    assert run.returncode == 1
    assert "the reference solution is missing" in run.stderr
    assert json.loads((tmp_path / "r" / "outcome.json").read_text())["state"] == "not graded"


@pytest.mark.parametrize(
    ("path", "text"), [("ci.yaml", "format: 1\npublic: mark\n"), ("assignments/mini/assignment.yaml", "format: 1\ntitel: x\n")]
)
def test_a_course_that_cannot_be_read_is_neutral_too(grader, repo, main, right, tmp_path, path, text):
    head = repo.commit(main, right)
    (repo.folder / path).write_text(text)
    run = grader("score", "--head", head, "--observations", tmp_path / "o", "--out", tmp_path / "r")
    assert run.returncode == 1
    assert f"{path}:2:" in run.stderr
    told = json.loads((tmp_path / "r" / "outcome.json").read_text())
    assert told["state"] == "not graded"
    assert "our fault" in told["messages"][0]["reason"]


def test_one_broken_assignment_does_not_keep_the_others_from_being_drawn(grader, repo, tmp_path):
    shutil.copytree(repo.folder / "assignments" / "mini", repo.folder / "assignments" / "other")
    run = grader("draw", "--head", "0" * 40, "--out", tmp_path / "p")
    assert done(run) == "inputs for 000000000000: mini\n"
    assert "other: no inputs, the course is wrong: solutions/other: the reference solution is missing" in run.stderr
    shutil.rmtree(repo.folder / "solutions")
    assert grader("draw", "--head", "0" * 40, "--out", tmp_path / "q").returncode == 1


def test_the_step_of_the_public_tier(repo, tmp_path):
    """The script of `action.yml`, run as a runner runs it, on a folder that was handed out."""
    from grader.strict.nodes import read_yaml

    base = {"PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}", "HOME": str(tmp_path), "PYTHONPATH": str(ROOT)}
    handed_out = tmp_path / "handed-out"
    command = [sys.executable, "-m", "grader", "release", "mini", "--out", str(handed_out)]
    released = subprocess.run(command, cwd=repo.folder, env=base, capture_output=True, text=True, timeout=120, check=False)
    assert released.returncode == 0, released.stdout + released.stderr
    folder = next(handed_out.rglob("assignment.yaml")).parent
    (folder / "q1.py").write_text("print('::set-env name=PATH::x')\n\ndef double(x):\n    print('::error::x')\n    return x * x\n")
    action = read_yaml((ROOT / "action.yml").read_bytes(), "action.yml").plain
    script = action["runs"]["steps"][-1]["run"]
    runner = {"FOLDER": str(folder), "RUNNER_TEMP": str(tmp_path), "GITHUB_ACTION_PATH": str(ROOT), "SECRET": "must not pass"}
    run = subprocess.run(["bash", "-e", "-c", script], env=base | runner, capture_output=True, text=True, timeout=120, check=False)
    assert run.returncode == 1, run.stdout + run.stderr
    first, *inner, last = run.stdout.splitlines()
    assert last == f"::{first.removeprefix('::stop-commands::')}::"
    assert "FAIL" in "".join(inner)


def test_publish_outside_of_ci_says_what_is_missing(grader, repo, tmp_path):
    run = grader("publish", "--result", tmp_path / "nothing")
    assert run.returncode == 2
    assert "there is no" in run.stderr


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("init",), "say which: grader ci init --github, or grader ci init --gitlab"),
        (("init", "--github", "--gitlab"), "say which"),
        (("rehearse", "--base", "main"), "say what: --head BRANCH for one, or --all"),
        (("rehearse", "--base", "main", "--head", "nobody"), "there is no commit 'nobody'"),
        (("rehearse", "--base", "--output=/tmp/x", "--head", "main"), "there is no commit"),
    ],
)
def test_wrong_words(grader, words, says):
    run = grader(*words)
    assert run.returncode == 2
    assert says in run.stderr
    assert "Traceback" not in run.stderr


def test_a_rehearsal_of_every_branch(grader, repo, main, right, wrong, tmp_path):
    repo.commit(main, right, "ada")
    repo.commit(main, wrong, "bob/homework")
    repo.commit(main, right | {"README.md": "mine\n"}, "mallory")
    rows = json.loads(done(grader("rehearse", "--base", "main", "--all", "--out", tmp_path / "out", "--json")))
    assert [(row["head"], row["conclusion"], row["title"]) for row in rows] == [
        ("ada", "success", "mini: 5.00 of 5 points"),
        ("bob/homework", "success", "mini: 3.00 of 5 points"),
        ("mallory", "failure", "Not graded: change what is named below, and push again"),
    ]
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == ["ada", "bob_homework", "mallory"]
    assert (tmp_path / "out" / "ada" / "comment.md").read_text().startswith("<!-- grader: result -->\n## mini: 5.00 of 5 points\n")
    again = done(grader("rehearse", "--base", "main", "--all", "--out", tmp_path / "again", "--json"))
    assert json.loads(again) == rows
    for path in sorted((tmp_path / "out").rglob("*.*")):
        assert path.read_bytes() == (tmp_path / "again" / path.relative_to(tmp_path / "out")).read_bytes(), path


BOMB = "![x](https://evil.example/p.png) @everyone #1 <img src=x> </details> ``` [a](javascript:1) \\n# Title\\n::error::x "


def test_hostile_words_of_a_hand_in_are_words_in_all_that_is_published(grader, repo, main, tmp_path):
    """In exceptions, docstrings, names of files and functions, and written answers."""
    from markdown_it import MarkdownIt

    code = f'''def double(x):\n    """{BOMB}"""\n    raise ValueError("{BOMB}" * 500)\n\ndef total(x):\n    return "{BOMB}"\n'''
    answers = f"# {BOMB}\\n\\n## q2.half\\n\\n{BOMB} is 0.7\\n".replace("\\n", "\n")
    work = {"assignments/mini/q1.py": code, "assignments/mini/answers.md": answers, "assignments/mini/@everyone ![x](y).py": "x = 1\n"}
    work["assignments/mini/@everyone.py"] = "x = 1\n"
    repo.commit(main, {path: text for path, text in work.items() if "(" not in path}, "mallory")
    repo.commit(main, work, "mallory2")
    done(grader("rehearse", "--base", "main", "--all", "--out", tmp_path / "out"))
    for name in ("mallory", "mallory2"):
        bodies = json.loads((tmp_path / "out" / name / "check-run.json").read_text())
        texts = [(tmp_path / "out" / name / "comment.md").read_text()]
        texts += [body["output"][part] for body in bodies for part in ("title", "summary", "text") if part in body["output"]]
        for text in texts:
            html = MarkdownIt("gfm-like", {"linkify": False}).render(text)
            assert not [tag for tag in ("<img", "<a ", "</details", "<script") if tag in html.replace("&lt;", "")]
            assert "@everyone" not in re.sub(r"<code\b.*?</code>", "", html, flags=re.DOTALL)  # nobody is mentioned in code
        for note in (note for body in bodies for note in body["output"]["annotations"]):
            assert "@everyone" not in note["title"] + note["message"]
            assert len(note["message"]) <= 2_100


def test_a_public_rehearsal_shows_no_marks(grader, repo, main, wrong, tmp_path):
    repo.commit(main, wrong, "bob")
    done(grader("rehearse", "--base", "main", "--head", "bob", "--public", "--out", tmp_path / "out"))
    files = sorted((tmp_path / "out" / "bob").iterdir())
    assert [path.name for path in files] == ["check-run.json", "comment.md"]
    assert "3.00" not in "".join(path.read_text() for path in files)


def test_this_courses_own_sample_class_as_pull_requests(grader, repo, tmp_path):
    """The homework that ships with the project, in a repository of its own, handed in by branches."""
    folder = tmp_path / "own"
    folder.mkdir()
    own = type(repo)(folder)
    own.git("init", "-q", "-b", "main")
    sides = ("assignments", "solutions", "rubrics")
    files = {
        path.relative_to(ROOT).as_posix(): path.read_bytes()
        for side in sides
        for path in sorted((ROOT / side).rglob("*"))
        if path.is_file() and "__pycache__" not in path.parts
    }
    base = own.commit("", files, "main")
    own.git("reset", "-q", "--hard", "main")
    for student in ("ada", "cheat-reads-solution"):
        work = {
            f"assignments/dl-hw1/{path.name}": path.read_bytes() for path in (CLASS / student).iterdir() if path.suffix in (".py", ".md")
        }
        own.commit(base, work, student)
    own.commit(base, {"assignments/dl-hw1/dl-hw1.ipynb": (CLASS / "quinn.ipynb").read_bytes()}, "quinn")
    rows = json.loads(done(grader("rehearse", "--base", "main", "--all", "--out", tmp_path / "out", "--json", folder=folder)))
    marks = {row["head"]: float(row["title"].split(": ")[1].split(" of ")[0]) for row in rows}
    assert set(marks) == {"ada", "cheat-reads-solution", "quinn"}
    assert marks["ada"] == 100
    assert marks["quinn"] > 90
    assert marks["cheat-reads-solution"] < 100
    assert {row["conclusion"] for row in rows} == {"success"}
