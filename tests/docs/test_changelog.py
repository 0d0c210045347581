"""The changelog keeps the form that readers know."""

from __future__ import annotations

import re

SECTIONS = {"Added", "Changed", "Deprecated", "Removed", "Fixed", "Security"}


def test_it_is_a_keep_a_changelog(root):
    text = (root / "CHANGELOG.md").read_text()
    versions = re.findall(r"^## \[(.+?)\](.*)$", text, re.MULTILINE)
    assert versions[0] == ("Unreleased", "")
    assert all(re.fullmatch(r" - \d{4}-\d\d-\d\d", date) for _, date in versions[1:])
    assert set(re.findall(r"^### (.+)$", text, re.MULTILINE)) <= SECTIONS
