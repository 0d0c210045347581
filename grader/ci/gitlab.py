"""Publish an outcome on GitLab: one commit status, one note."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from grader.ci.git import is_commit
from grader.ci.outcome import Outcome
from grader.ci.rest import Rest
from grader.ci.wording import MARKER, comment, conclusion, cut, shows, text, title
from grader.errors import BrokenError

STATUS = "grader"
_STATES = {"success": "success", "failure": "failed", "neutral": "canceled"}
"""GitLab knows no neutral; a cancelled status fails nobody."""
_PAGES = 20


@dataclass(frozen=True, slots=True)
class Event:
    """A merge request, as the webhook that started the private pipeline tells it."""

    project: int
    """The course's project, into which the request wants to merge."""
    number: int
    head: str

    @classmethod
    def read(cls, payload: Mapping[str, Any]) -> Event:
        """Read a merge-request payload; raises BrokenError for anything else."""
        try:
            told = payload["object_attributes"]
            event = cls(int(told["target_project_id"]), int(told["iid"]), str(told["last_commit"]["id"]))
            if payload["object_kind"] != "merge_request" or not is_commit(event.head):
                raise BrokenError("the event names no commit of a merge request")
        except (LookupError, TypeError, ValueError, AttributeError):
            raise BrokenError("this is no merge-request event; see docs/pull-requests.md for the webhook") from None
        return event


def connect(base: str, token: str, pause: Callable[[float], None]) -> Rest:
    """GitLab's REST interface (its address ends in `/api/v4`), by a group or project access token."""
    return Rest(base, {"PRIVATE-TOKEN": token}, pause)


def publish(rest: Rest, event: Event, outcome: Outcome) -> str:
    """Publish, and say in a few words what was done; raises BrokenError when GitLab refuses."""
    if outcome.head != event.head:
        raise BrokenError(f"the outcome is for {outcome.head[:12]}, the event for {event.head[:12]}; nothing was published")
    project = f"/projects/{event.project}"
    request = rest.get(f"{project}/merge_requests/{event.number}")
    if request["sha"] != event.head or request["state"] != "opened":
        return f"merge request {event.number} has moved on from {event.head[:12]}; nothing was published"
    shown = shows(outcome, private=rest.get(project)["visibility"] == "private")
    # the pipeline of a fork's request runs in the fork, and so does its commit's status
    status = {"state": _STATES[conclusion(outcome)], "name": STATUS, "description": title(outcome, shown)[:140]}
    rest.send("POST", f"/projects/{int(request['source_project_id'])}/statuses/{event.head}", status)
    whole = text(outcome, shown)
    body = comment(outcome, shown) + (
        f"\n<details><summary>The whole report</summary>\n\n{cut(whole, 50_000)}\n</details>\n" if whole else ""
    )
    _note(rest, f"{project}/merge_requests/{event.number}/notes", body)
    return f"published on merge request {event.number}: {title(outcome, shown)}"


def _note(rest: Rest, notes: str, body: str) -> None:
    """Change our own note, or write it; a student's note that copies the marker is not ours."""
    me = int(rest.get("/user")["id"])
    rows = rest.pages(notes, _PAGES)
    ours = [row for row in rows if str(row.get("body", "")).startswith(MARKER) and (row.get("author") or {}).get("id") == me]
    if not ours:
        rest.send("POST", notes, {"body": body})
    elif ours[0]["body"] != body:
        rest.send("PUT", f"{notes}/{int(ours[0]['id'])}", {"body": body})
