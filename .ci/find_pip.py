"""Find pip, also where Python came without it; standard library only."""

from __future__ import annotations

import configparser
import contextlib
import hashlib
import json
import os
import re
import subprocess
import sys
from pathlib import Path

PIP_WHEEL = "pip-26.3-py3-none-any.whl"
PIP_SHA256 = "f3b60b20ffaadd4415ed7957212a38ac63fa4c5fa375bd0f4a797777940fad13"
PYPI = "https://pypi.org/simple"


class PipError(Exception):
    """There is no pip to be had; the text says why, and what to do."""


def pip_command(python: Path, folder: Path) -> list[str]:
    """How to call pip for `python`: its own, or that of ensurepip, or else the release named above, run from its wheel in `folder`."""
    own = [str(python), "-I", "-m", "pip"]
    for attempt in ([*own, "--version"], [str(python), "-I", "-m", "ensurepip"]):
        if subprocess.run(attempt, stdin=subprocess.DEVNULL, capture_output=True).returncode == 0:
            return own
    wheel = folder / PIP_WHEEL
    if not (wheel.is_file() and is_locked(wheel.read_bytes())):
        print("this Python came without ensurepip; fetching pip's wheel", file=sys.stderr, flush=True)
        wheel.write_bytes(fetch_wheel())
    return [str(python), str(wheel / "pip")]


def is_locked(wheel: bytes) -> bool:
    """Whether these bytes are the wheel that is named above."""
    return hashlib.sha256(wheel).hexdigest() == PIP_SHA256


def fetch_wheel() -> bytes:
    """Download pip's wheel from the configured index; raises PipError unless it is the very file that is named here."""
    from urllib.parse import urljoin

    index = pip_setting("index-url") or PYPI
    listing, kind, page = download(index.rstrip("/") + "/pip/", accept="application/vnd.pypi.simple.v1+json, text/html;q=0.1")
    if "json" in kind:
        links = [entry["url"] for entry in json.loads(listing)["files"] if entry["filename"] == PIP_WHEEL]
    else:
        links = re.findall(rf'href="([^"#]*{re.escape(PIP_WHEEL)})[#"]', listing.decode("utf-8", "replace"))
    if not links:
        step = "install pip for this Python (Debian: apt install python3-venv), then run the same command again."
        raise PipError(f"The package index has no {PIP_WHEEL}; {step}")
    wheel, _, _ = download(urljoin(page, links[0]))
    if not is_locked(wheel):
        raise PipError(f"{PIP_WHEEL} as downloaded is not the locked one (its SHA-256 differs); try another network or package index.")
    return wheel


def download(url: str, accept: str = "*/*") -> tuple[bytes, str, str]:
    """Fetch a page: its bytes, its content type and its address after redirects; raises PipError without network."""
    import base64
    import ssl
    import urllib.error
    import urllib.request
    from urllib.parse import unquote, urlsplit

    parts = urlsplit(url)
    headers = {"Accept": accept}
    if parts.username:
        secret = f"{unquote(parts.username)}:{unquote(parts.password or '')}"
        headers["Authorization"] = "Basic " + base64.b64encode(secret.encode()).decode()
        url = parts._replace(netloc=parts.netloc.rpartition("@")[2]).geturl()
    try:
        trust = ssl.create_default_context(cafile=pip_setting("cert") or None)
        with urllib.request.urlopen(urllib.request.Request(url, headers=headers), timeout=60, context=trust) as answer:
            return answer.read(), answer.headers.get("Content-Type", ""), answer.url
    except OSError as error:  # URLError is one
        raise PipError(offline(str(getattr(error, "reason", error)))) from None


def offline(reason: str = "") -> str:
    """One clear sentence for a machine that cannot reach its package index."""
    index = re.sub(r"//[^/@]*@", "//", pip_setting("index-url") or PYPI)  # without a password
    because = f" ({reason})" if reason else ""
    return (
        f"Cannot reach the package index {index}{because}: the first run needs the network once. Go online, then run the same command again"
        " (behind a proxy set HTTPS_PROXY; for a certificate of your own, SSL_CERT_FILE; for an index of your own, PIP_INDEX_URL)."
    )


def pip_setting(name: str) -> str:
    """A setting as pip would find it: its environment variable, then the user's pip.conf, then the machine's."""
    if value := os.environ.get("PIP_" + name.upper().replace("-", "_")):
        return value
    home = Path.home()
    configured = os.environ.get("XDG_CONFIG_HOME") or home / ".config"
    places = [home / "Library/Application Support/pip", home / ".pip", Path(configured, "pip"), Path("/etc/xdg/pip"), Path("/etc")]
    chosen = [Path(os.environ["PIP_CONFIG_FILE"])] if os.environ.get("PIP_CONFIG_FILE") else []
    for file in [*chosen, Path(os.environ.get("APPDATA") or home, "pip/pip.ini"), *(place / "pip.conf" for place in places)]:
        reader = configparser.RawConfigParser()
        with contextlib.suppress(configparser.Error, OSError, UnicodeDecodeError):  # pip itself tells of a damaged pip.conf
            reader.read(file)
        for section in ("install", "global"):
            if value := reader.get(section, name, fallback=""):
                return value
    return ""
