"""The card in a real browser: no accessibility finding, whatever the page around it looks like.

Needs Chromium (`apt-get install chromium`, or GRADER_CHROMIUM) and axe-core (`npm install axe-core`, or GRADER_AXE with the path of
axe.min.js). Where one is absent the tests say so and are skipped.
"""

from __future__ import annotations

import html
import json
import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from grader.selfcheck.card import Card

ROOT = Path(__file__).parents[2]
CHROMIUM = os.environ.get("GRADER_CHROMIUM") or next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), "")
AXE = Path(os.environ.get("GRADER_AXE") or ROOT / "node_modules" / "axe-core" / "axe.min.js")
FLAGS = ["--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--virtual-time-budget=10000", "--dump-dom"]
ASK = """
axe.run(document).then(found => {
  const told = document.createElement("script");
  told.type = "application/json"; told.id = "found";
  told.textContent = JSON.stringify({
    violations: found.violations.map(v => [v.id, v.nodes.map(n => n.html)]), passes: found.passes.length,
    wide: document.documentElement.scrollWidth > innerWidth});
  document.body.appendChild(told)})
"""

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(
        not (CHROMIUM and AXE.is_file()), reason=f"LOUD: Chromium or axe-core ({AXE.name}) is absent, so NO card was looked at in a browser"
    ),
]


@pytest.fixture
def found_by_axe(tmp_path):
    """What axe finds on a page around cards, in a light or a dark theme."""

    def look(cards, theme):
        colours = "background:#111;color:#fff" if theme == "dark" else "background:#fff;color:#000"
        # What the themes of notebooks do to everything inside.
        style = f"body{{{colours};font:18px serif}}code,pre,span{{font-style:italic}}"
        page = tmp_path / "page.html"
        page.write_text(
            f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Notebook</title><style>{style}</style></head>'
            f"<body><main><h1>Notebook</h1>{''.join(card._repr_html_() for card in cards)}</main>"
            f"<script>{AXE.read_text(encoding='utf-8')}</script><script>{ASK}</script></body></html>",
            encoding="utf-8",
        )
        command = [CHROMIUM, *FLAGS, f"--user-data-dir={tmp_path / 'profile'}", "--window-size=700,900", page.as_uri()]
        shown = subprocess.run(command, capture_output=True, text=True, timeout=120, check=True).stdout
        told = re.search(r'<script type="application/json" id="found">(.*?)</script>', shown, re.DOTALL)
        assert told, "the page did not answer"
        return json.loads(html.unescape(told[1]))

    return look


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_finds_nothing(look, right, found_by_axe, theme):
    works = [
        {},
        {"q4.py": right},
        {"q4.py": right.replace("e.sum(axis=axis, keepdims=True)", "e.sum(axis=0)"), "answers.md": "## q5.width\n\n64 or (32\n"},
        {"q4.py": right.replace("return e /", f"return 1 + 'x' + '{'long' * 60}' + e /")},
    ]
    found = found_by_axe([*(Card(look("", **work)) for work in works), Card(None, "grader: there is no such part")], theme)
    assert found["violations"] == []
    assert found["passes"] > 3
    assert not found["wide"], "a card is wider than its page"
