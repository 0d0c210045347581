"""Reports in a real browser: no request, no accessibility violation, no sideways scrolling, printable.

Needs Chromium (`apt-get install chromium`, or GRADER_CHROMIUM) and axe-core (`npm install axe-core`, or GRADER_AXE with the path of
axe.min.js). Where one is absent the tests say so and are skipped.
"""

import base64
import fcntl
import json
import os
import select
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from grader.model import Chunk
from grader.report import class_files, similarity_files, statistics_files, student_files, write
from grader.similarity import compare_class
from grader.statistics import analyse

ROOT = Path(__file__).parents[2]
CHROMIUM = os.environ.get("GRADER_CHROMIUM") or next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), "")
AXE = Path(os.environ.get("GRADER_AXE") or ROOT / "node_modules" / "axe-core" / "axe.min.js")
NAMES = ["wrong-axis", "final", "provisional", "hostile", "perfect", "empty", "ours", "class", "statistics", "similarity"]
FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-quic",
    "--disable-extensions",
    "--hide-scrollbars",
    "--remote-debugging-pipe",
]
SECONDS = 60
COPIED = "\n".join(f"def f{n}(x, y):\n    return x {'+-*/%'[n % 5]} y ** {n} + np.step{n}(x[{n}:, y])  # {'long ' * 40}" for n in range(12))
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}

without_browser = pytest.mark.skipif(not CHROMIUM, reason="LOUD: no Chromium here, so NO report was looked at in a browser")
without_axe = pytest.mark.skipif(
    not (CHROMIUM and AXE.is_file()), reason=f"LOUD: Chromium or axe-core ({AXE.name}) is absent, so NO accessibility was checked"
)


class Browser:
    """Chromium at the other end of two pipes, spoken to in the DevTools protocol."""

    def __init__(self, profile: str) -> None:
        (command_read, self._to), (self._from, answer_write) = os.pipe(), os.pipe()
        # The browser reads commands on descriptor 3 and answers on 4; a shell puts them there.
        moved = [fcntl.fcntl(command_read, fcntl.F_DUPFD, 20), fcntl.fcntl(answer_write, fcntl.F_DUPFD, 20)]
        script = f'exec 3<&{moved[0]} 4>&{moved[1]}; exec "$0" "$@"'
        command = ["/bin/bash", "-c", script, CHROMIUM, *FLAGS, f"--user-data-dir={profile}", "about:blank"]
        self._process = subprocess.Popen(command, pass_fds=moved, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        for descriptor in (command_read, answer_write, *moved):
            os.close(descriptor)
        self._count, self._buffer, self._session = 0, b"", ""
        self.requests: list[str] = []
        self._loaded = False
        target = self.send("Target.createTarget", url="about:blank")["targetId"]
        self._session = self.send("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        for domain in ("Page", "Network", "Runtime"):
            self.send(f"{domain}.enable")
        self.send("Network.emulateNetworkConditions", offline=True, latency=0, downloadThroughput=0, uploadThroughput=0)

    def send(self, method: str, **parameters: Any) -> dict[str, Any]:
        """Send a command and wait for its answer."""
        self._count += 1
        message = {"id": self._count, "method": method, "params": parameters} | ({"sessionId": self._session} if self._session else {})
        os.write(self._to, json.dumps(message).encode() + b"\0")
        while True:
            answer = self._read()
            if answer.get("id") == self._count:
                assert "error" not in answer, answer
                return dict(answer["result"])

    def _read(self) -> dict[str, Any]:
        end = time.monotonic() + SECONDS
        while b"\0" not in self._buffer:
            ready, _, _ = select.select([self._from], [], [], max(0.0, end - time.monotonic()))
            assert ready, "the browser is silent"
            received = os.read(self._from, 1 << 20)
            assert received, "the browser has ended"
            self._buffer += received
        raw, self._buffer = self._buffer.split(b"\0", 1)
        event: dict[str, Any] = json.loads(raw)
        if event.get("method") == "Network.requestWillBeSent":
            self.requests.append(event["params"]["request"]["url"])
        self._loaded |= event.get("method") == "Page.loadEventFired"
        return event

    def open(self, page: Path, *, width: int = 900, dark: bool = False, media: str = "") -> None:
        """Show a page at a width in CSS pixels, and wait until it is loaded."""
        self.send("Emulation.setDeviceMetricsOverride", width=width, height=800, deviceScaleFactor=1, mobile=width < 500)
        scheme = {"name": "prefers-color-scheme", "value": "dark" if dark else "light"}
        self.send("Emulation.setEmulatedMedia", features=[scheme], media=media)
        self.requests.clear()
        self._loaded = False
        self.send("Page.navigate", url=page.as_uri())
        while not self._loaded:
            self._read()

    def run(self, script: str) -> Any:
        """Run a script of the test's own in the page; its value as JSON."""
        answer = self.send("Runtime.evaluate", expression=script, awaitPromise=True, returnByValue=True)
        assert "exceptionDetails" not in answer, answer
        return answer["result"].get("value")

    def pdf(self) -> bytes:
        """Print the page."""
        return base64.b64decode(self.send("Page.printToPDF", printBackground=True, preferCSSPageSize=True)["data"])

    def close(self) -> None:
        """End the browser that this object started."""
        self._process.kill()
        self._process.wait()
        os.close(self._to)
        os.close(self._from)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile:
        found = Browser(profile)
        yield found
        found.close()


@pytest.fixture(scope="module")
def pages(samples: Any, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("pages")
    for name, result in samples.by_name.items():
        write(folder / name, student_files(result, samples.assignment))
    everybody = samples.classroom(20)
    copied = {name: (Chunk("work.py", COPIED),) for name in ("ada", "<b>bo</b>")}
    write(folder / "class", class_files(samples.classroom(), samples.assignment))
    write(folder / "statistics", statistics_files(analyse(everybody), everybody))
    write(folder / "similarity", similarity_files("Attention", compare_class(copied), copied))
    staff = {"class": "index.html", "statistics": "statistics.html", "similarity": "similarity.html"}
    return {name: folder / name / staff.get(name, "report.html") for name in NAMES}


@without_browser
@pytest.mark.parametrize("name", NAMES)
def test_the_page_asks_the_network_for_nothing(browser: Browser, pages: dict[str, Path], name: str) -> None:
    browser.open(pages[name])
    assert browser.requests == [pages[name].as_uri()]


@without_browser
@pytest.mark.parametrize("name", NAMES)
def test_no_sideways_scrolling_at_320_pixels(browser: Browser, pages: dict[str, Path], name: str) -> None:
    browser.open(pages[name], width=320)
    browser.run("document.querySelectorAll('details').forEach(d => d.open = true)")
    assert browser.run("document.documentElement.scrollWidth") <= 320


@without_axe
@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("name", ["wrong-axis", "hostile", "empty", "ours", "class", "statistics", "similarity"])
def test_axe_finds_nothing(browser: Browser, pages: dict[str, Path], name: str, dark: bool) -> None:
    browser.open(pages[name], dark=dark)
    browser.run("document.querySelectorAll('details').forEach(d => d.open = true)")
    browser.run(AXE.read_text())
    found = browser.run(f"axe.run(document, {json.dumps(RULES)}).then(r => JSON.stringify({{v: r.violations, p: r.passes.length}}))")
    report = json.loads(found)
    assert [(v["id"], [node["html"][:200] for node in v["nodes"][:3]]) for v in report["v"]] == []
    assert report["p"] > 10


@without_browser
@pytest.mark.parametrize("name", ["wrong-axis", "class"])
def test_it_prints_with_everything_open(browser: Browser, pages: dict[str, Path], name: str) -> None:
    browser.open(pages[name])
    assert browser.pdf().startswith(b"%PDF-")
    browser.open(pages[name], media="print")
    folded = "[...document.querySelectorAll('details:not([open]) > :not(summary)')]"
    assert browser.run(f"{folded}.length") > 0
    assert browser.run(f"{folded}.filter(e => !e.checkVisibility({{contentVisibilityAuto: true}})).length") == 0


@without_browser
def test_every_control_is_reached_by_keyboard_and_shows_it(browser: Browser, pages: dict[str, Path]) -> None:
    browser.open(pages["wrong-axis"])
    reached = []
    for _ in range(8):
        for kind in ("keyDown", "keyUp"):
            browser.send("Input.dispatchKeyEvent", type=kind, key="Tab", code="Tab", windowsVirtualKeyCode=9)
        reached.append(browser.run("getComputedStyle(document.activeElement).outlineStyle + ' ' + document.activeElement.tagName"))
    assert set(reached) <= {"solid A", "solid SUMMARY", "solid PRE"}
    assert len(reached) == 8


@without_browser
@pytest.mark.parametrize(("order", "first"), [("o-name", "ada"), ("o-low", "empty folder"), ("o-high", "perfect")])
def test_the_students_can_be_put_in_order_without_scripts(browser: Browser, pages: dict[str, Path], order: str, first: str) -> None:
    browser.open(pages["class"])
    browser.run(f"document.getElementById('{order}').click()")
    top = "[...document.querySelectorAll('.st tbody tr')].sort((a, b) => a.getBoundingClientRect().top - b.getBoundingClientRect().top)"
    names = browser.run(f"{top}.map(row => row.querySelector('th').textContent.trim())")
    assert next(name for name in names if not name.startswith(("<", "Chl"))) == first


@without_browser
def test_a_link_opens_what_is_folded(browser: Browser, pages: dict[str, Path]) -> None:
    browser.open(pages["wrong-axis"])
    browser.run("document.querySelector('a[href=\"#q1.predict\"]').click()")
    assert browser.run("document.querySelector('.full').open")
