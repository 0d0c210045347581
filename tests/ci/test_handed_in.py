"""What a commit may change, and what a student is told who changes more."""

from __future__ import annotations

import subprocess

import pytest

from grader.ci.git import Repository


def refusal(door, repo, main, changes):
    gate = door(repo.commit(main, changes))
    assert gate.handed_in == ()
    assert gate.refusals
    for message in gate.refusals:
        assert message.help, message
    return gate.refusals[0]


def test_own_work_is_taken(door, repo, main, right):
    gate = door(repo.commit(main, {**right, "assignments/mini/own/shapes.py": "x = 1\n", "assignments/mini/mini.ipynb": "{}"}))
    assert gate.refusals == ()
    (work,) = gate.handed_in
    assert sorted(work.files) == ["answers.md", "mini.ipynb", "own/shapes.py", "q1.py"]
    assert b"2.0 * x" in work.files["q1.py"]


@pytest.mark.parametrize(
    ("path", "content"),
    [
        (".github/workflows/grade.yml", "name: mine\n"),
        (".github/workflows/new.yml", "name: mine\n"),
        (".gitlab-ci.yml", "job: {script: [env]}\n"),
        ("ci.yaml", "format: 1\npublic: marks\n"),
        ("assignments/mini/assignment.yaml", ""),
        ("assignments/mini/data/table.csv", "0,0\n"),
        ("assignments/mini/.grader/release.json", "{}"),
        ("assignments/mini/.gitattributes", "*.py filter=lfs\n"),
        ("assignments/mini/.github/workflows/grade.yml", "name: mine\n"),
        ("assignments/mini/.gitmodules", "x\n"),
        ("assignments/new/assignment.yaml", "format: 1\n"),
        ("grader/scoring/total.py", "def score(*_): return 100\n"),
        ("solutions/mini/q1.py", "x = 1\n"),
        ("rubrics/mini/why.yaml", "format: 1\n"),
        (".gitattributes", "* filter=evil\n"),
        ("README.md", "mine\n"),
        ("assignments/README.md", "mine\n"),
        ("sitecustomize.py", "raise SystemExit\n"),
    ],
)
def test_the_course_the_grader_and_the_workflows_are_protected(door, repo, main, right, path, content):
    message = refusal(door, repo, main, {**right, path: content})
    assert path in message.reason
    assert "belong to the course" in message.reason
    assert "git checkout origin/main -- FILE" in message.help


@pytest.mark.parametrize(
    "path",
    [
        ".DS_Store",
        "assignments/.DS_Store",
        "assignments/mini/.DS_Store",
        "assignments/mini/Thumbs.db",
        "assignments/mini/__pycache__/q1.cpython-313.pyc",
        "assignments/mini/.ipynb_checkpoints/mini-checkpoint.ipynb",
        "assignments/mini/.vscode/settings.json",
        "assignments/mini/.idea/x.xml",
    ],
)
def test_what_systems_and_editors_leave_behind_is_no_matter(door, repo, main, right, path):
    gate = door(repo.commit(main, {**right, path: b"\0"}))
    assert gate.refusals == ()
    assert sorted(gate.handed_in[0].files) == ["answers.md", "q1.py"]


def test_a_head_that_deletes_what_was_handed_out(door, repo, main, right):
    message = refusal(door, repo, main, {**right, "assignments/mini/q1.py": None})
    assert message.reason == "These files were handed out and are deleted: assignments/mini/q1.py."
    assert "Put them back" in message.help


def test_a_head_that_deletes_everything(door, repo, main):
    paths = repo.git("ls-tree", "-r", "--name-only", main).splitlines()
    gate = door(repo.commit(main, dict.fromkeys(paths)))
    assert gate.handed_in == ()
    assert [message.reason.split(":")[0] for message in gate.refusals] == [
        "These files were handed out and are deleted",
        "These files belong to the course and may not change in a hand-in",
    ]


def test_a_link(door, repo, main, right):
    message = refusal(door, repo, main, {**right, "assignments/mini/more.py": ("120000", "/etc/passwd")})
    assert message.reason == "These are links, and links are not followed: assignments/mini/more.py."


def test_an_answer_that_becomes_a_link_to_the_solution(door, repo, main, right):
    message = refusal(door, repo, main, {**right, "assignments/mini/q1.py": ("120000", "../../solutions/mini/q1.py")})
    assert "assignments/mini/q1.py" in message.reason


def test_a_linked_assignment_folder(door, repo, main):
    inner = {path: None for path in repo.git("ls-tree", "-r", "--name-only", main, "assignments/mini/").splitlines()}
    message = refusal(door, repo, main, {**inner, "assignments/mini": ("120000", "../solutions/mini")})
    assert message.reason == "These are links, and links are not followed: assignments/mini."


def test_a_submodule(door, repo, main, right):
    message = refusal(door, repo, main, {**right, "assignments/mini/lib": ("160000", "a" * 40)})
    assert message.reason == "These are submodules, whose files are not in this repository: assignments/mini/lib."
    assert "git rm --cached" in message.help


def test_pointers_of_large_file_storage(door, repo, main, right):
    pointer = "version https://git-lfs.github.com/spec/v1\noid sha256:" + "0" * 64 + "\nsize 12345\n"
    message = refusal(door, repo, main, {**right, "assignments/mini/q1.py": pointer})
    assert message.reason == "Only pointers of Git LFS were committed, not the files: assignments/mini/q1.py."
    assert "git lfs untrack" in message.help


@pytest.mark.parametrize(
    "path",
    [
        "assignments/mini/Q1.py",
        "assignments/mini/ASSIGNMENT.yaml",
        "Assignments/mini/q1.py",
        "assignments/MINI/q1.py",
        "assignments/mini/ａnswers.md",
    ],
)
def test_names_that_count_as_the_courses_own_on_other_disks(door, repo, main, right, path):
    message = refusal(door, repo, main, {**right, path: "x = 1\n"})
    assert "upper and lower case" in message.reason
    assert "exactly the folder and file names" in message.help


def test_two_own_names_that_count_as_one(door, repo, main, right):
    message = refusal(door, repo, main, {**right, "assignments/mini/own.py": "x = 1\n", "assignments/mini/OWN.py": "x = 2\n"})
    assert message.reason.startswith("These names count as one on other computers:")


@pytest.mark.parametrize(
    "name",
    [
        b"a\nb.py",
        b"a\x1b[31m.py",
        b"\xff\xfe.py",
        b"back\\slash.py",
        "ev\u202eil.py".encode(),
        b"trailing. ",
        b"c:evil.py",
        b"x" * 400 + b".py",
    ],
)
def test_names_that_no_computer_or_log_should_see(door, repo, main, right, name):
    message = refusal(door, repo, main, {**right, b"assignments/mini/" + name: "x = 1\n"})
    assert message.reason.startswith("These names cannot be used:")
    assert message.reason.isprintable()
    assert len(message.reason) < 300


def test_a_name_like_a_workflow_command_stays_on_its_line(door, repo, main):
    message = refusal(door, repo, main, {b"assignments/mini/x\n::set-output name=a::b.py": "x = 1\n"})
    assert "\n" not in message.reason


def test_too_many_files(door, repo, main, right):
    many = {f"assignments/mini/own/f{number}.py": "x = 1\n" for number in range(1)}
    tree = repo.commit(main, {**right, **many})
    blob = repo.blob(b"x = 1\n")
    lines = "".join(f"100644 {blob}\tassignments/mini/own/g{number}.py\0" for number in range(2_001))
    repo.git("read-tree", tree)
    repo.git("update-index", "-z", "--index-info", sends=lines.encode())
    head = repo.git("commit-tree", repo.git("write-tree"), "-p", main, "-m", "many")
    gate = door(head)
    assert gate.refusals[0].reason.startswith("There are 2,00")


def test_a_file_too_large(door, repo, main, right, monkeypatch):
    monkeypatch.setattr("grader.ci.handed_in.FILE_BYTES", 1 << 20)
    message = refusal(door, repo, main, {**right, "assignments/mini/model.npy": bytes((1 << 20) + 1)})
    assert message.reason.startswith("These files are too large: assignments/mini/model.npy")


def test_nothing_handed_in(door, main):
    gate = door(main)
    assert gate.refusals[0].reason == "Nothing was handed in: no file below assignments/ changed."


def test_what_changed_on_the_base_meanwhile_is_not_held_against_the_student(repo, main, right):
    from grader.ci.stages import examine

    head = repo.commit(main, right)
    newer = repo.commit(main, {"README.md": "new\n", "assignments/mini/data/table.csv": "3,4\n"}, "main")
    gate = examine(Repository(repo.folder), newer, head, repo.folder)
    assert gate.refusals == ()
    assert sorted(gate.handed_in[0].files) == ["answers.md", "q1.py"]


def test_a_history_of_its_own(door, repo, right):
    gate = door(repo.commit("", right))
    assert gate.handed_in == ()
    assert "no commit in common" in gate.refusals[0].reason
    assert "Fork or clone the course's repository" in gate.refusals[0].help


def test_nothing_of_a_head_is_checked_out_or_run(door, repo, main, right, tmp_path):
    """Neither hooks nor filters act, and no file of the work tree changes."""
    marker = tmp_path / "ran"
    hook = repo.folder / ".git" / "hooks" / "post-checkout"
    hook.parent.mkdir(exist_ok=True)
    hook.write_text(f"#!/bin/sh\ntouch {marker}\n")
    hook.chmod(0o755)
    repo.git("config", "filter.evil.smudge", f"touch {marker}")
    before = subprocess.run(["git", "-C", repo.folder, "status", "--porcelain"], capture_output=True, text=True, check=True).stdout
    gate = door(repo.commit(main, right))
    after = subprocess.run(["git", "-C", repo.folder, "status", "--porcelain"], capture_output=True, text=True, check=True).stdout
    assert gate.handed_in
    assert before == after
    assert not marker.exists()
