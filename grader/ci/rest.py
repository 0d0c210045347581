"""Speak JSON with a forge over https, and with nobody else."""

from __future__ import annotations

import http.client
import json
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import IO, Any, NoReturn

from grader.errors import BrokenError, UsageError
from grader.report.escape import one_line

SECONDS = 30
MOST_BYTES = 16 << 20
TRIES = 3
_LOOPBACK = ("127.0.0.1", "::1", "localhost")
_BUSY = (429, 502, 503, 504)


class Refused(BrokenError):
    """The forge did not do what it was asked."""

    def __init__(self, status: int, words: str) -> None:
        self.status = status
        super().__init__(words)


class Rest:
    """A forge's interface below `base`. The token goes into a header of requests to that host only, and into no message."""

    def __init__(self, base: str, headers: Mapping[str, str], pause: Callable[[float], None]) -> None:
        """`pause` waits so many seconds. Raises UsageError for an address that is neither https nor on this machine."""
        parts = urllib.parse.urlsplit(base)
        local = parts.hostname in _LOOPBACK
        if parts.scheme != "https" and not (parts.scheme == "http" and local):
            raise UsageError(f"{base} is no https address; a token is sent over https only")
        self._base = base.rstrip("/")
        self._headers = {"Content-Type": "application/json", **headers}
        self._pause = pause
        handlers: list[urllib.request.BaseHandler] = [_NoRedirect()]
        if local:
            handlers.append(urllib.request.ProxyHandler({}))
        self._opener = urllib.request.build_opener(*handlers)

    def get(self, path: str, **query: str | int) -> Any:
        """Ask for something."""
        return self._call("GET", f"{path}?{urllib.parse.urlencode(query)}" if query else path, None)

    def pages(self, path: str, most: int, **query: str | int) -> list[Any]:
        """Ask for a list, a hundred rows at a time, and at most `most` pages of it."""
        rows: list[Any] = []
        for page in range(1, most + 1):
            found = self.get(path, **query, per_page=100, page=page)
            if not isinstance(found, list):
                raise BrokenError(f"GET {path}: no list came back")
            rows += found
            if len(found) < 100:
                break
        return rows

    def send(self, method: str, path: str, body: Mapping[str, Any]) -> Any:
        """Create or change something; what was created is not created again when the answer gets lost."""
        return self._call(method, path, json.dumps(body).encode())

    def _call(self, method: str, path: str, body: bytes | None) -> Any:
        request = urllib.request.Request(self._base + path, data=body, headers=dict(self._headers), method=method)
        for attempt in range(1, TRIES + 1):
            try:
                with self._opener.open(request, timeout=SECONDS) as answer:
                    return _decoded(answer, method, path)
            except urllib.error.HTTPError as error:
                with error:
                    again = attempt < TRIES and _worth_another_try(error, method)
                    if not again:
                        _tell(error, method, path)
                    self._pause(_delay(error, attempt))
            except (urllib.error.URLError, OSError, http.client.HTTPException) as error:
                if attempt == TRIES or method == "POST":
                    raise BrokenError(f"{method} {path}: the forge cannot be reached ({one_line(str(error), 200)})") from None
                self._pause(float(attempt))
        raise AssertionError("the last try raises or returns")


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    """A redirect would carry the token to another host."""

    def redirect_request(
        self, req: urllib.request.Request, fp: IO[bytes], code: int, msg: str, headers: http.client.HTTPMessage, newurl: str
    ) -> None:
        return None


def _worth_another_try(error: urllib.error.HTTPError, method: str) -> bool:
    """Too busy: yes. A server that broke off may have done what a POST asked, so that is not asked twice."""
    limited = error.code == 429 or (error.code == 403 and error.headers.get("Retry-After") is not None)
    return limited or (error.code in _BUSY and method != "POST")


def _delay(error: urllib.error.HTTPError, attempt: int) -> float:
    asked = error.headers.get("Retry-After", "")
    return float(min(int(asked), 60)) if asked.isdecimal() and len(asked) < 6 else 2.0**attempt


def _tell(error: urllib.error.HTTPError, method: str, path: str) -> NoReturn:
    said = error.read(2000).decode("utf-8", "replace")
    try:
        told = json.loads(said)
        said = str(told.get("message", said)) if isinstance(told, dict) else said
    except (ValueError, RecursionError):
        said = said or error.reason
    hint = {401: "; is the token set?", 403: "; may the token do this? see docs/pull-requests.md", 404: "; may the token see it?"}
    raise Refused(error.code, f"{method} {path}: {error.code} {one_line(said, 300)}{hint.get(error.code, '')}") from None


def _decoded(answer: IO[bytes], method: str, path: str) -> Any:
    content = answer.read(MOST_BYTES + 1)
    if len(content) > MOST_BYTES:
        raise BrokenError(f"{method} {path}: the answer has more than {MOST_BYTES >> 20} MB")
    try:
        return json.loads(content) if content else None
    except (ValueError, RecursionError):
        raise BrokenError(f"{method} {path}: the answer is no JSON") from None


def read_payload(path: Path) -> Mapping[str, Any]:
    """The event that a forge left in a file for a run; raises BrokenError when it is none."""
    try:
        if path.stat().st_size > MOST_BYTES:
            raise BrokenError("the event's payload is too large")
        told = json.loads(path.read_bytes())
    except (OSError, ValueError, RecursionError):
        raise BrokenError(f"{path} holds no event") from None
    if not isinstance(told, dict):
        raise BrokenError(f"{path} holds no event")
    return told
