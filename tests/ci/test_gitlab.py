"""Every request that GitLab gets."""

from __future__ import annotations

import pytest

from grader.ci.gitlab import Event, connect, publish
from grader.ci.outcome import Graded, Outcome
from grader.ci.wording import MARKER
from grader.errors import BrokenError
from grader.model import Message

HEAD = "0123456789abcdef0123456789abcdef01234567"
PROJECT = "/projects/400"
NOTES = f"{PROJECT}/merge_requests/12/notes"
STATUS = f"/projects/417/statuses/{HEAD}"
TOKEN = "glpat-theTokenOfTheTest"
OUTCOME = Outcome(
    HEAD,
    "ada",
    "graded",
    (),
    (Graded("dl-hw1", "Attention", "87.50", "100", "", "final", False, ()),),
    reports={"dl-hw1.report.md": b"# The whole report\n"},
)


@pytest.fixture
def gitlab(forge):
    forge.answers |= {
        ("GET", f"{PROJECT}/merge_requests/12"): {"sha": HEAD, "state": "opened", "source_project_id": 417},
        ("GET", PROJECT): {"visibility": "private"},
        ("GET", "/user"): {"id": 77, "username": "group_400_bot"},
        ("POST", STATUS): (201, {}, {}),
        ("GET", NOTES): [],
        ("POST", NOTES): (201, {}, {}),
    }
    return forge


@pytest.fixture
def rest(gitlab):
    return connect(gitlab.base, TOKEN, lambda seconds: None)


@pytest.fixture
def event(payload):
    return Event.read(payload("merge_request"))


def test_a_status_and_a_note(gitlab, rest, event):
    assert publish(rest, event, OUTCOME) == "published on merge request 12: dl-hw1: 87.50 of 100 points"
    assert gitlab.asked == [
        ("GET", f"{PROJECT}/merge_requests/12"),
        ("GET", PROJECT),
        ("POST", STATUS),
        ("GET", "/user"),
        ("GET", NOTES),
        ("POST", NOTES),
    ]
    assert gitlab.sent("POST", STATUS) == [{"state": "success", "name": "grader", "description": "dl-hw1: 87.50 of 100 points"}]
    (note,) = gitlab.sent("POST", NOTES)
    assert note["body"].startswith(MARKER)
    assert "# The whole report" in note["body"]
    assert {request.headers["private-token"] for request in gitlab.requests} == {TOKEN}


@pytest.mark.parametrize("visibility", ["public", "internal"])
def test_no_marks_where_others_can_read(gitlab, rest, event, visibility):
    gitlab.answers["GET", PROJECT] = {"visibility": visibility}
    publish(rest, event, OUTCOME)
    assert "87.50" not in str([request.body for request in gitlab.requests])


def test_our_note_is_changed_and_a_copy_of_its_marker_is_not(gitlab, rest, event):
    gitlab.answers["GET", NOTES] = [
        {"id": 1, "body": f"{MARKER}\n100 of 100", "author": {"id": 31}},
        {"id": 2, "body": f"{MARKER}\nold", "author": {"id": 77}},
    ]
    gitlab.answers["PUT", f"{NOTES}/2"] = {}
    publish(rest, event, OUTCOME)
    assert len(gitlab.sent("PUT", f"{NOTES}/2")) == 1
    assert not gitlab.sent("POST", NOTES)


@pytest.mark.parametrize("told", [{"sha": "f" * 40, "state": "opened"}, {"sha": HEAD, "state": "closed"}])
def test_a_merge_request_that_moved_on_gets_nothing(gitlab, rest, event, told):
    gitlab.answers["GET", f"{PROJECT}/merge_requests/12"] = {"source_project_id": 417, **told}
    assert "nothing was published" in publish(rest, event, OUTCOME)
    assert gitlab.asked == [("GET", f"{PROJECT}/merge_requests/12")]


@pytest.mark.parametrize(("state", "status"), [("refused", "failed"), ("not graded", "canceled")])
def test_a_refusal_fails_and_our_fault_does_not(gitlab, rest, event, state, status):
    publish(rest, event, Outcome(HEAD, "ada", state, (Message("Why.", "What to do."),)))
    assert gitlab.sent("POST", STATUS)[0]["state"] == status


@pytest.mark.parametrize(
    "changes",
    [
        {"object_kind": "push"},
        {"object_attributes": None},
        {"object_attributes__last_commit": {"id": "x"}},
        {"object_attributes__iid": "12/../13"},
    ],
)
def test_events_that_are_none_of_ours(payload, changes):
    with pytest.raises(BrokenError):
        Event.read(payload("merge_request", **changes))
