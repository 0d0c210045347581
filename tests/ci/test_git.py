"""Commits as data: what is asked of git, and what it may not be made to do."""

from __future__ import annotations

import pytest

from grader.ci.git import Entry, Repository, is_commit
from grader.errors import UsageError


@pytest.fixture
def repository(repo):
    return Repository(repo.folder)


@pytest.mark.parametrize("ref", ["nobody", "--output=stolen", "-v", "main:README.md", "", "main..main", "$(id)"])
def test_what_is_no_commit_is_refused(repository, repo, ref):
    with pytest.raises(UsageError, match="there is no commit"):
        repository.commit(ref)
    assert not (repo.folder / "stolen").exists()


def test_a_branch_is_its_commit(repository, main):
    assert repository.commit("main") == main
    assert is_commit(main)


def test_a_folder_without_a_repository(tmp_path):
    with pytest.raises(UsageError, match="is in no Git repository"):
        Repository(tmp_path)


def test_files_have_their_content_and_size(repository, main):
    entries = repository.tree(main, "assignments/mini/")
    assert [entry.path.removeprefix("assignments/mini/") for entry in entries] == [
        "answers.md",
        "assignment.yaml",
        "data/table.csv",
        "q1.py",
    ]
    for entry, content in zip(entries, repository.files(entries), strict=True):
        assert len(content) == entry.size
    assert list(repository.files(())) == []


def test_an_object_that_is_no_file_is_refused(repository, repo, main):
    tree = repo.git("rev-parse", f"{main}^{{tree}}")
    with pytest.raises(UsageError, match="something else than the file"):
        list(repository.files((Entry("x", "100644", tree, 10_000),)))


def test_a_rename_is_a_deletion_and_an_addition(repository, repo, main):
    content = repo.git("show", f"{main}:README.md").encode() + b"\n"
    head = repo.commit(main, {"README.md": None, "READ.md": content})
    assert [(change.status, change.path) for change in repository.changes(main, head)] == [("A", "READ.md"), ("D", "README.md")]


def test_replaced_objects_are_not_followed(repository, repo, main):
    """`git replace` can make one commit look like another; what was committed counts."""
    head = repo.commit(main, {"README.md": "mine\n"})
    repo.git("replace", head, main)
    assert [change.path for change in repository.changes(main, head)] == ["README.md"]


def test_drivers_for_differences_and_filters_do_not_run(repository, repo, main, tmp_path):
    marker = tmp_path / "ran"
    head = repo.commit(main, {".gitattributes": "* diff=evil\n", "README.md": "mine\n"})
    repo.git("config", "diff.external", f"touch {marker}")
    repo.git("config", "diff.evil.textconv", f"touch {marker}")
    repo.git("config", "core.fsmonitor", f"touch {marker}")
    repo.git("config", "core.pager", f"touch {marker}")
    assert len(repository.changes(main, head)) == 2
    assert not marker.exists()


def test_branches_are_listed_once_each(repository, repo, main):
    repo.commit(main, {"a": "1\n"}, "ada")
    repo.git("update-ref", "refs/pull/7/head", main)
    repo.git("update-ref", "refs/remotes/origin/main", main)
    repo.git("symbolic-ref", "refs/remotes/origin/HEAD", "refs/remotes/origin/main")
    assert repository.branches() == ("refs/heads/ada", "refs/heads/main", "refs/pull/7/head", "refs/remotes/origin/main")


def test_the_environment_is_not_handed_on(repository, repo, main, monkeypatch, tmp_path):
    monkeypatch.setenv("GIT_DIR", str(tmp_path))
    monkeypatch.setenv("GIT_EXTERNAL_DIFF", "false")
    monkeypatch.setenv("GH_TOKEN", "secret")
    assert repository.commit("main") == main


def test_work_and_course_that_are_not_there(repository, main):
    with pytest.raises(UsageError, match="fetch it first"):
        repository.related(main, "f" * 40)
