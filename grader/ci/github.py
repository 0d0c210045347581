"""Publish an outcome on GitHub: one check run, one comment."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from grader.ci.git import is_commit
from grader.ci.outcome import Annotation, Outcome
from grader.ci.rest import Rest
from grader.ci.wording import MARKER, Shows, calm, comment, conclusion, remarks, shows, summary, text, title
from grader.errors import BrokenError

CHECK = "grader"
BOT = "github-actions[bot]"
"""Whose comments are ours: the author of what a workflow's own token writes."""
_AT_ONCE = 50
"""Annotations that one request takes."""
_PAGES = 20
_ARTIFACTS = 10
"""Artifacts of one name that are looked at."""
DRAW = ".github/workflows/draw.yml"
"""The workflow whose artifacts hold plans."""


@dataclass(frozen=True, slots=True)
class Event:
    """What GitHub says of the run whose observations were scored. Names in it were chosen by strangers."""

    repository: str
    private: bool
    default_branch: str
    head: str
    head_repository: str
    head_branch: str

    @classmethod
    def read(cls, payload: Mapping[str, Any]) -> Event:
        """Read a `workflow_run` payload; raises BrokenError for one that no pull request caused."""
        try:
            run, repository = payload["workflow_run"], payload["repository"]
            if run["event"] != "pull_request":
                raise BrokenError(f"the run was caused by {run['event']!r}, and only pull requests are graded")
            head_repository = (run["head_repository"] or {}).get("full_name", "")
            event = cls(
                str(repository["full_name"]),
                repository["private"] is True,
                str(repository["default_branch"]),
                str(run["head_sha"]),
                str(head_repository),
                str(run["head_branch"]),
            )
        except (LookupError, TypeError, AttributeError):
            raise BrokenError("this is no workflow_run event; `publish` runs in the workflow `score`") from None
        if not is_commit(event.head) or event.repository.count("/") != 1:
            raise BrokenError("the event names no commit of a repository")
        return event


def connect(base: str, token: str, pause: Callable[[float], None]) -> Rest:
    """GitHub's REST interface, by a token."""
    headers = {"Accept": "application/vnd.github+json", "Authorization": f"Bearer {token}", "X-GitHub-Api-Version": "2022-11-28"}
    return Rest(base, headers, pause)


def find_pull_request(rest: Rest, event: Event) -> int | None:
    """The open pull request whose head is exactly the event's commit; None when it has moved on or was closed."""
    owner = event.head_repository.partition("/")[0]
    rows = rest.pages(f"/repos/{event.repository}/pulls", 2, state="open", head=f"{owner}:{event.head_branch}")
    for row in rows:
        head, base = row["head"], row["base"]
        if (
            head["sha"] == event.head
            and (head["repo"] or {}).get("full_name") == event.head_repository
            and base["ref"] == event.default_branch
        ):
            return int(row["number"])
    return None


def publish(rest: Rest, event: Event, outcome: Outcome, *, bot: str = BOT) -> str:
    """Publish, and say in a few words what was done.

    The pull request is found by the commit, never by what the observations claim. Raises BrokenError when GitHub refuses.
    """
    if outcome.head != event.head:
        raise BrokenError(f"the outcome is for {outcome.head[:12]}, the event for {event.head[:12]}; nothing was published")
    number = find_pull_request(rest, event)
    if number is None:
        return f"no open pull request has the head {event.head[:12]} any more; nothing was published"
    shown = shows(outcome, private=event.private)
    _check_run(rest, event, outcome, shown)
    _comment(rest, event, number, comment(outcome, shown), bot)
    return f"published on pull request {number}: {title(outcome, shown)}"


def check_run(outcome: Outcome, shown: Shows) -> list[dict[str, Any]]:
    """The bodies of the requests that make one check run: the first creates it, each further one adds fifty annotations."""
    notes = [_annotation(one) for one in remarks(outcome, shown)]
    output: dict[str, Any] = {"title": title(outcome, shown), "summary": summary(outcome, shown)}
    if whole := text(outcome, shown):
        output["text"] = whole
    first = {
        "name": CHECK,
        "head_sha": outcome.head,
        "status": "completed",
        "conclusion": conclusion(outcome),
        "output": output | {"annotations": notes[:_AT_ONCE]},
    }
    starts = range(_AT_ONCE, len(notes), _AT_ONCE)
    return [first, *({"output": output | {"annotations": notes[start : start + _AT_ONCE]}} for start in starts)]


def _check_run(rest: Rest, event: Event, outcome: Outcome, shown: Shows) -> None:
    first, *further = check_run(outcome, shown)
    run = rest.send("POST", f"/repos/{event.repository}/check-runs", first)
    for body in further:
        rest.send("PATCH", f"/repos/{event.repository}/check-runs/{int(run['id'])}", body)


def _annotation(one: Annotation) -> dict[str, Any]:
    return {
        "path": one.path,
        "start_line": one.line,
        "end_line": one.line,
        "annotation_level": "warning",
        "title": calm(one.title, 200),
        "message": calm(one.message, 2_000),
    }


def _comment(rest: Rest, event: Event, number: int, body: str, bot: str) -> None:
    """Change our own comment, or write it; a student's comment that copies the marker is not ours."""
    rows = rest.pages(f"/repos/{event.repository}/issues/{number}/comments", _PAGES)
    ours = [row for row in rows if str(row.get("body", "")).startswith(MARKER) and (row.get("user") or {}).get("login") == bot]
    if not ours:
        rest.send("POST", f"/repos/{event.repository}/issues/{number}/comments", {"body": body})
    elif ours[0]["body"] != body:
        rest.send("PATCH", f"/repos/{event.repository}/issues/comments/{int(ours[0]['id'])}", {"body": body})


def find_plans(rest: Rest, repository: str, head: str) -> int | None:
    """The run that drew the plans for a commit; None as long as there is none.

    A pull request's own workflow can upload something under this name, so the run must be one of `draw`, on the default branch's terms.
    """
    found = rest.get(f"/repos/{repository}/actions/artifacts", name=f"plans-{head}", per_page=100)
    fresh = [one for one in found["artifacts"] if not one["expired"] and one.get("workflow_run")]
    for one in sorted(fresh, key=lambda one: -int(one["id"]))[:_ARTIFACTS]:
        run = rest.get(f"/repos/{repository}/actions/runs/{int(one['workflow_run']['id'])}")
        if run["event"] == "pull_request_target" and run["path"].partition("@")[0] == DRAW:
            return int(run["id"])
    return None
