"""Every request that GitHub gets, and every one that it does not get."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from grader.ci.github import Event, connect, find_plans, publish
from grader.ci.outcome import Annotation, Graded, Outcome
from grader.ci.rest import Rest
from grader.ci.wording import MARKER
from grader.errors import BrokenError, UsageError
from grader.model import Message

HEAD = "0123456789abcdef0123456789abcdef01234567"
REPOSITORY = "/repos/dl-course/homework"
TOKEN = "ghs_thisIsTheTokenOfTheTest"
NOTE = Annotation("assignments/dl-hw1/q4_attention.py", 31, "q4.softmax: Softmax", "Rows do not sum to 1.", False)
WRITTEN = Annotation("assignments/dl-hw1/answers.md", 5, "q1.why: Why", "This earns 1 of 4: “lines”.", True)
GRADED = Graded("dl-hw1", "Attention", "87.50", "100", "", "final", False, (("Q1 Sums", "7.50", "20"),))
OUTCOME = Outcome(
    HEAD, "ada", "graded", (), (GRADED,), (NOTE, WRITTEN), isolation="strong", reports={"dl-hw1.report.md": b"# The whole report\n"}
)


@pytest.fixture
def pulls():
    return json.loads((Path(__file__).parent / "payloads" / "pulls.json").read_text())


@pytest.fixture
def github(forge, pulls):
    """A repository with one pull request, whose head is the commit, and no comment."""
    forge.answers |= {
        ("GET", f"{REPOSITORY}/pulls"): pulls,
        ("POST", f"{REPOSITORY}/check-runs"): (201, {"id": 31337}, {}),
        ("PATCH", f"{REPOSITORY}/check-runs/31337"): {"id": 31337},
        ("GET", f"{REPOSITORY}/issues/7/comments"): [],
        ("POST", f"{REPOSITORY}/issues/7/comments"): (201, {"id": 1}, {}),
    }
    return forge


@pytest.fixture
def rest(github):
    return connect(github.base, TOKEN, lambda seconds: None)


@pytest.fixture
def event(payload):
    return Event.read(payload("workflow_run"))


@pytest.fixture
def public(payload):
    return Event.read(payload("workflow_run", repository__private=False))


def comment(id, body, login="github-actions[bot]"):
    return {"id": id, "body": body, "user": {"login": login, "type": "Bot"}}


def test_the_four_requests_of_a_first_result(github, rest, event):
    said = publish(rest, event, OUTCOME)
    assert said == "published on pull request 7: dl-hw1: 87.50 of 100 points"
    assert github.asked == [
        ("GET", f"{REPOSITORY}/pulls"),
        ("POST", f"{REPOSITORY}/check-runs"),
        ("GET", f"{REPOSITORY}/issues/7/comments"),
        ("POST", f"{REPOSITORY}/issues/7/comments"),
    ]
    assert github.requests[0].query == {"state": "open", "head": "ada-l:hw1", "per_page": "100", "page": "1"}
    for request in github.requests:
        assert request.headers["authorization"] == f"Bearer {TOKEN}"
        assert request.headers["accept"] == "application/vnd.github+json"
        assert request.headers["x-github-api-version"] == "2022-11-28"


def test_the_check_run(github, rest, event):
    publish(rest, event, OUTCOME)
    (run,) = github.sent("POST", f"{REPOSITORY}/check-runs")
    output = run.pop("output")
    assert run == {"name": "grader", "head_sha": HEAD, "status": "completed", "conclusion": "success"}
    assert output["title"] == "dl-hw1: 87.50 of 100 points"
    assert "| Q1 Sums | 7.50 | 20 |" in output["summary"]
    assert output["text"] == "# The whole report\n"
    assert output["annotations"][0] == {
        "path": "assignments/dl-hw1/q4_attention.py",
        "start_line": 31,
        "end_line": 31,
        "annotation_level": "warning",
        "title": "q4.softmax: Softmax",
        "message": "Rows do not sum to 1.",
    }
    assert len(output["annotations"]) == 2


def test_fifty_annotations_a_request(github, rest, event):
    notes = tuple(Annotation(NOTE.path, line, "t", "m", False) for line in range(1, 121))
    outcome = Outcome(HEAD, "ada", "graded", (), (GRADED,), notes)
    publish(rest, event, outcome)
    (first,) = github.sent("POST", f"{REPOSITORY}/check-runs")
    further = github.sent("PATCH", f"{REPOSITORY}/check-runs/31337")
    sizes = [len(body["output"]["annotations"]) for body in (first, *further)]
    assert sizes == [50, 50, 20]
    lines = [one["start_line"] for body in (first, *further) for one in body["output"]["annotations"]]
    assert lines == list(range(1, 121))
    assert all(body["output"]["title"] == first["output"]["title"] for body in further)


def test_our_comment_is_changed_not_repeated(github, rest, event):
    github.answers["GET", f"{REPOSITORY}/issues/7/comments"] = [comment(5, "hello", "ada-l"), comment(6, f"{MARKER}\nold")]
    github.answers["PATCH", f"{REPOSITORY}/issues/comments/6"] = {"id": 6}
    publish(rest, event, OUTCOME)
    (body,) = github.sent("PATCH", f"{REPOSITORY}/issues/comments/6")
    assert body["body"].startswith(f"{MARKER}\n## dl-hw1: 87.50 of 100 points\n")
    assert not github.sent("POST", f"{REPOSITORY}/issues/7/comments")


def test_the_same_result_twice_leaves_the_comment_alone(github, rest, event):
    publish(rest, event, OUTCOME)
    (body,) = github.sent("POST", f"{REPOSITORY}/issues/7/comments")
    github.answers["GET", f"{REPOSITORY}/issues/7/comments"] = [comment(6, body["body"])]
    github.requests.clear()
    publish(rest, event, OUTCOME)
    assert [asked for asked in github.asked if "comments" in asked[1]] == [("GET", f"{REPOSITORY}/issues/7/comments")]


def test_a_students_copy_of_the_marker_is_not_ours(github, rest, event):
    github.answers["GET", f"{REPOSITORY}/issues/7/comments"] = [comment(5, f"{MARKER}\n## 100 of 100", "ada-l")]
    publish(rest, event, OUTCOME)
    assert len(github.sent("POST", f"{REPOSITORY}/issues/7/comments")) == 1


def test_our_comment_is_found_beyond_the_first_page(github, rest, event):
    github.answers["GET", f"{REPOSITORY}/issues/7/comments"] = [comment(n, "chat", "ada-l") for n in range(250)] + [
        comment(999, f"{MARKER}\nold")
    ]
    github.answers["PATCH", f"{REPOSITORY}/issues/comments/999"] = {"id": 999}
    publish(rest, event, OUTCOME)
    assert ("PATCH", f"{REPOSITORY}/issues/comments/999") in github.asked


@pytest.mark.parametrize(
    "change",
    [
        lambda pull: pull["head"].update(sha="f" * 40),
        lambda pull: pull["head"].update(repo={"full_name": "mallory/homework"}),
        lambda pull: pull["head"].update(repo=None),
        lambda pull: pull["base"].update(ref="other"),
    ],
    ids=["force-pushed", "another fork", "fork deleted", "another base"],
)
def test_a_pull_request_that_moved_on_gets_nothing(github, rest, event, pulls, change):
    change(pulls[0])
    said = publish(rest, event, OUTCOME)
    assert said == "no open pull request has the head 0123456789ab any more; nothing was published"
    assert github.asked == [("GET", f"{REPOSITORY}/pulls")]


def test_an_outcome_for_another_commit_is_not_published(github, rest, event):
    with pytest.raises(BrokenError, match="nothing was published"):
        publish(rest, event, Outcome("f" * 40, "ada", "graded", (), (GRADED,)))
    assert github.asked == []


def everything_sent(forge):
    return json.dumps([request.body for request in forge.requests if request.body], ensure_ascii=False)


def test_a_public_repository_shows_no_marks(github, rest, public):
    assert publish(rest, public, OUTCOME) == "published on pull request 7: Graded: dl-hw1"
    sent = everything_sent(github)
    assert not [mark for mark in ("87.50", "7.50", "of 100", "of 4", "whole report", "lines”") if mark in sent]
    (run,) = github.sent("POST", f"{REPOSITORY}/check-runs")
    assert [one["path"] for one in run["output"]["annotations"]] == ["assignments/dl-hw1/q4_attention.py"]
    assert "text" not in run["output"]


def test_a_public_repository_shows_nothing_when_the_course_says_so(github, rest, public):
    publish(rest, public, Outcome(HEAD, "ada", "graded", (), (GRADED,), (NOTE, WRITTEN), public="nothing"))
    (run,) = github.sent("POST", f"{REPOSITORY}/check-runs")
    assert run["output"]["annotations"] == []


def test_a_public_repository_shows_marks_when_the_course_says_so(github, rest, public):
    publish(rest, public, Outcome(HEAD, "ada", "graded", (), (GRADED,), (NOTE, WRITTEN), public="marks"))
    assert "87.50" in everything_sent(github)


def test_a_refusal_is_a_failure_with_a_next_step(github, rest, event):
    told = Message("These files belong to the course: ci.yaml.", "Take them back, and push again.")
    publish(rest, event, Outcome(HEAD, "ada", "refused", (told,)))
    (run,) = github.sent("POST", f"{REPOSITORY}/check-runs")
    assert run["conclusion"] == "failure"
    assert run["output"]["title"] == "Not graded: change what is named below, and push again"
    assert "**Next step:** Take them back" in run["output"]["summary"]


@pytest.mark.parametrize(
    "outcome",
    [
        Outcome(HEAD, "ada", "not graded", (Message("We could not.", "Nothing to do."),)),
        Outcome(HEAD, "ada", "graded", (), (Graded("dl-hw1", "A", "0.00", "100", "", "provisional", True, ()),)),
    ],
    ids=["nothing judged", "something broken"],
)
def test_our_fault_is_neutral_and_no_zero(github, rest, event, outcome):
    publish(rest, event, outcome)
    (run,) = github.sent("POST", f"{REPOSITORY}/check-runs")
    assert run["conclusion"] == "neutral"
    assert run["output"]["title"] == "Could not be graded in full: our fault, nobody loses points"
    assert "0.00" not in everything_sent(github)


def test_a_busy_server_is_asked_again(github, rest, event, pulls):
    waits = []
    patient = connect(github.base, TOKEN, waits.append)
    github.answers["GET", f"{REPOSITORY}/pulls"] = [(503, {}, {}), (429, {"message": "slow down"}, {"Retry-After": "7"}), (200, pulls, {})]
    publish(patient, event, OUTCOME)
    assert waits == [2.0, 7.0]


def test_what_may_have_been_created_is_not_created_twice(github, rest, event):
    github.answers["POST", f"{REPOSITORY}/check-runs"] = (502, {"message": "Bad Gateway"}, {})
    with pytest.raises(BrokenError, match="502"):
        publish(rest, event, OUTCOME)
    assert len(github.sent("POST", f"{REPOSITORY}/check-runs")) == 1


@pytest.mark.parametrize(
    ("answer", "says"),
    [
        ((401, {"message": "Bad credentials"}, {}), "401 Bad credentials; is the token set?"),
        ((403, {"message": "Resource not accessible by integration"}, {}), "may the token do this?"),
        ((404, {"message": "Not Found"}, {}), "may the token see it?"),
        ((422, b"<html>" + b"x" * 5000, {}), "422 <html>"),
        ((200, b"{", {}), "the answer is no JSON"),
        ((200, b"[" * 100_000, {}), "the answer is no JSON"),
        ((200, {"no": "list"}, {}), "no list came back"),
        ((200, b" " * ((16 << 20) + 1), {}), "more than 16 MB"),
    ],
)
def test_what_github_refuses_is_told_without_the_token(github, rest, event, answer, says):
    github.answers["GET", f"{REPOSITORY}/pulls"] = answer
    with pytest.raises(BrokenError) as caught:
        publish(rest, event, OUTCOME)
    assert says in str(caught.value)
    assert TOKEN not in str(caught.value)
    assert len(str(caught.value)) < 600


def test_a_redirect_does_not_carry_the_token_away(github, rest, event):
    github.answers["GET", f"{REPOSITORY}/pulls"] = (302, {}, {"Location": f"{github.base}/elsewhere"})
    with pytest.raises(BrokenError, match="302"):
        publish(rest, event, OUTCOME)
    assert github.asked == [("GET", f"{REPOSITORY}/pulls")]


@pytest.mark.parametrize(
    "base", ["http://api.github.com", "ftp://127.0.0.1", "file:///etc/passwd", "http://127.0.0.1.example.org", "api.github.com"]
)
def test_a_token_goes_over_https_only(base):
    with pytest.raises(UsageError, match="https only"):
        Rest(base, {}, lambda seconds: None)


def test_nobody_there():
    rest = Rest("http://127.0.0.1:9", {}, lambda seconds: None)
    with pytest.raises(BrokenError, match="cannot be reached"):
        rest.get("/x")


@pytest.mark.parametrize(
    "changes",
    [
        {"workflow_run__event": "push"},
        {"workflow_run__head_sha": "main; rm -rf /"},
        {"repository__full_name": "a/b/c"},
        {"workflow_run": None},
        {"repository": []},
    ],
)
def test_events_that_are_none_of_ours(payload, changes):
    with pytest.raises(BrokenError):
        Event.read(payload("workflow_run", **changes))


def test_hostile_names_stay_in_the_query(github, rest, payload):
    event = Event.read(payload("workflow_run", workflow_run__head_branch="x&state=closed#/../../../user"))
    publish(rest, event, OUTCOME)
    assert github.requests[0].path == f"{REPOSITORY}/pulls"
    assert github.requests[0].query["head"] == "ada-l:x&state=closed#/../../../user"
    assert github.requests[0].query["state"] == "open"


ARTIFACTS = f"{REPOSITORY}/actions/artifacts"


def artifact(id, run, **changes):
    return {"id": id, "name": f"plans-{HEAD}", "expired": False, "workflow_run": {"id": run, "head_sha": HEAD}} | changes


def run(id, event="pull_request_target", path=".github/workflows/draw.yml"):
    return {"id": id, "event": event, "path": path}


def test_plans_are_found_by_their_commit(forge):
    forge.answers["GET", ARTIFACTS] = {"total_count": 2, "artifacts": [artifact(4, 98), artifact(5, 99)]}
    forge.answers["GET", f"{REPOSITORY}/actions/runs/99"] = run(99)
    rest = connect(forge.base, TOKEN, lambda seconds: None)
    assert find_plans(rest, "dl-course/homework", HEAD) == 99
    assert forge.requests[0].query == {"name": f"plans-{HEAD}", "per_page": "100"}


def test_plans_that_expired_are_none(forge):
    forge.answers["GET", ARTIFACTS] = {"total_count": 1, "artifacts": [artifact(5, 99, expired=True)]}
    assert find_plans(connect(forge.base, TOKEN, lambda seconds: None), "dl-course/homework", HEAD) is None


def test_plans_that_a_pull_request_uploaded_are_none(forge):
    forge.answers["GET", ARTIFACTS] = {"total_count": 3, "artifacts": [artifact(5, 99), artifact(6, 100), artifact(7, 101)]}
    forge.answers["GET", f"{REPOSITORY}/actions/runs/101"] = run(101, event="pull_request")
    forge.answers["GET", f"{REPOSITORY}/actions/runs/100"] = run(100, path=".github/workflows/other.yml")
    forge.answers["GET", f"{REPOSITORY}/actions/runs/99"] = run(99)
    assert find_plans(connect(forge.base, TOKEN, lambda seconds: None), "dl-course/homework", HEAD) == 99
